"""The mentions of a document: which characters stand for which entity, the first claim to them kept."""

from __future__ import annotations

from kg.model import Document, Entity, Mention
from kg.reading import Reading


class Marking:
    """Collects mentions; a span that is taken keeps its mention."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_span: dict[tuple[int, int], tuple[str, str, str]] = {}  # type, IRI and label

    def entity(self, start: int, end: int, entity: Entity) -> None:
        """Characters `start` to `end` of the document stand for an entity."""
        self._by_span.setdefault((start, end), (entity.type, entity.iri, entity.label))

    def tokens(self, reading: Reading, start: int, end: int, entity: Entity) -> None:
        """Tokens `start` to `end` of a sentence stand for an entity."""
        tokens = reading.tree.tokens
        self.entity(tokens[start].start, tokens[end - 1].end, entity)

    def value(self, start: int, end: int, kind: str, iri: str) -> None:
        """Characters `start` to `end` of the document give a value; its own text is its label."""
        self._by_span.setdefault((start, end), (kind, iri, self._document.text[start:end]))

    def all(self) -> tuple[Mention, ...]:
        """In the order of the text."""
        id, text = self._document.id, self._document.text
        return tuple(
            [
                Mention(
                    document=id,
                    start=start,
                    end=end,
                    text=text[start:end],
                    type=kind,
                    entity=iri,
                    label=label,
                )
                for (start, end), (kind, iri, label) in sorted(self._by_span.items())
            ]
        )
