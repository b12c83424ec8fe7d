"""The mentions of a document: which characters stand for which entity, the first claim to them kept."""

from __future__ import annotations

from kg.model import Document, Entity, Mention
from kg.reading import Reading


class Marking:
    """Collects mentions; a span that is taken keeps its mention."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_span: dict[tuple[int, int], Mention] = {}

    def entity(self, start: int, end: int, entity: Entity) -> None:
        """Characters `start` to `end` of the document stand for an entity."""
        self._add(start, end, entity.type, entity.iri, entity.label)

    def tokens(self, reading: Reading, start: int, end: int, entity: Entity) -> None:
        """Tokens `start` to `end` of a sentence stand for an entity."""
        tokens = reading.tree.tokens
        self.entity(tokens[start].start, tokens[end - 1].end, entity)

    def value(self, start: int, end: int, kind: str, iri: str) -> None:
        """Characters `start` to `end` of the document give a value; its own text is its label."""
        self._add(start, end, kind, iri, self._document.text[start:end])

    def all(self) -> tuple[Mention, ...]:
        """In the order of the text."""
        return tuple(mention for _, mention in sorted(self._by_span.items()))

    def _add(self, start: int, end: int, kind: str, iri: str, label: str) -> None:
        if (start, end) not in self._by_span:
            self._by_span[start, end] = Mention(
                document=self._document.id,
                start=start,
                end=end,
                text=self._document.text[start:end],
                type=kind,
                entity=iri,
                label=label,
            )
