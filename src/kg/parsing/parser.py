"""The parser: pieces of documents through the network, back into sentences of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model import Document, Sentence, Token
from kg.morphology import root
from kg.parsing.layout import layout
from kg.parsing.network import Network, Tagged
from kg.parsing.pieces import Piece, cut

# Words that go through the network at a time: enough to keep one core busy, little memory.
BATCH_WORDS = 4000
CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")


class Parser:
    """The shipped model, or the one at `path`. Raises `ModelError` if it is missing or broken."""

    def __init__(self, path: Path | None = None, language: str = "id") -> None:
        self._layout = layout(language)
        self._network = Network(path)

    def parse(self, document: Document) -> tuple[Sentence, ...]:
        """The sentences of a document in order; none for a text without words."""
        return next(iter(self.parse_many([document])))[1]

    def parse_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        """Each document with its sentences, in order, several at a time through the network."""
        waiting: list[tuple[Document, list[Sentence], bool]] = []
        pieces: list[tuple[int, Piece]] = []
        size = 0
        for document in documents:
            waiting.append((document, [], True))
            for piece in cut(document, self._layout):
                pieces.append((len(waiting) - 1, piece))
                size += len(piece.forms)
                if size >= BATCH_WORDS:
                    self._run(pieces, waiting)
                    pieces, size = [], 0
                    for done, sentences, _ in waiting[:-1]:
                        yield done, tuple(sentences)
                    waiting = waiting[-1:]
        self._run(pieces, waiting)
        for done, sentences, _ in waiting:
            yield done, tuple(sentences)

    def _run(
        self, pieces: list[tuple[int, Piece]], waiting: list[tuple[Document, list[Sentence], bool]]
    ) -> None:
        if not pieces:
            return
        results = self._network.annotate([piece for _, piece in pieces])
        for (place, piece), tagged in zip(pieces, results, strict=True):
            document, sentences, _ = waiting[place]
            sentences.extend(_sentences(document, piece, tagged, len(sentences)))


def _sentences(document: Document, piece: Piece, tagged: list[Tagged], first: int) -> Iterator[Sentence]:
    bounds = [i for i, word in enumerate(tagged) if word.starts] or [0]
    bounds[0] = 0
    for number, (a, b) in enumerate(zip(bounds, [*bounds[1:], len(tagged)], strict=True)):
        start, end = piece.spans[a][0], piece.spans[b - 1][1]
        tokens = tuple(_token(piece, tagged, i, a) for i in range(a, b))
        yield Sentence(
            document=document.id,
            index=first + number,
            start=start,
            end=end,
            text=document.text[start:end],
            tokens=tokens,
        )


def _token(piece: Piece, tagged: list[Tagged], i: int, offset: int) -> Token:
    word, form = tagged[i], piece.forms[i]
    upos, _, rest = word.label.partition("|")
    feats, _, role = rest.rpartition("|")
    clitic = next((c for c in CLITICS if role and form.lower().endswith(c) and len(form) > len(c)), "")
    return Token(
        index=i - offset,
        text=form,
        start=piece.spans[i][0],
        end=piece.spans[i][1],
        lemma=root(form[: len(form) - len(clitic)].rstrip("-") or form, upos),
        upos=upos,
        head=word.head - offset,
        deprel=word.deprel,
        entity=word.entity,
        clitic=clitic,
        clitic_role=role if clitic else "",
        feats="" if feats == "_" else feats,
    )
