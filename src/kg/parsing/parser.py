"""The parser: pieces of documents through the network, back into sentences of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from kg.clitics import clitics
from kg.model import Document, Sentence, Token
from kg.morphology import root
from kg.parsing.given import collapse, join, part, peel
from kg.parsing.layout import layout
from kg.parsing.network import Network, Tagged
from kg.parsing.pieces import MUST, NEVER, Piece, cut
from kg.parsing.relations import marks, settle

# Words of a long document that are held at a time.
PART_WORDS = 20_000
# The most words of a sentence that is given in words.
MAX_GIVEN = 400


class Parser:
    """The shipped model, or the one at `path`. Raises `ModelError` if it is missing or broken."""

    def __init__(self, path: Path | None = None, language: str = "id") -> None:
        self._layout = layout(language)
        self._network = Network(path)

    def parse(self, document: Document) -> tuple[Sentence, ...]:
        """The sentences of a document in order; none for a text without words.

        A document goes through the network by itself, in parts of bounded size: what is read out of it
        never depends on its neighbours.
        """
        sentences: list[Sentence] = []
        pieces: list[Piece] = []
        size = 0
        for piece in cut(document, self._layout):
            pieces.append(piece)
            size += len(piece.forms)
            if size >= PART_WORDS:
                self._run(document, pieces, sentences)
                pieces, size = [], 0
        self._run(document, pieces, sentences)
        return tuple(sentences)

    def parse_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, tuple[Sentence, ...]]]:
        """Each document with its sentences, in order."""
        for document in documents:
            yield document, self.parse(document)

    def parse_words(self, sentences: Iterable[Sequence[str]], document: str = "words") -> Iterator[Sentence]:
        """Sentences given as words; their text is the words with spaces between, their offsets go on.

        Each is one sentence, except that more than `MAX_GIVEN` words are parted.
        """
        begin = index = 0
        for words in sentences:
            for at in range(0, len(words), MAX_GIVEN):
                given = ["".join(word.split()) or "_" for word in words[at : at + MAX_GIVEN]]
                forms, owners = peel(given)
                joined = join(forms, clitics())
                piece = Piece(
                    document=document,
                    spans=tuple((begin, begin + len(form)) for form in joined.forms),
                    forms=joined.forms,
                    starts=(MUST, *[NEVER] * (len(joined.forms) - 1)),
                )
                tagged = self._network.annotate([piece])[0]
                merged = settle([_token(piece, tagged, i, 0) for i in range(len(joined.forms))], marks())
                text = " ".join(given)
                yield Sentence(
                    document=document,
                    index=index,
                    start=begin,
                    end=begin + len(text),
                    text=text,
                    tokens=tuple(collapse(tuple(part(merged, joined, clitics(), root)), owners, given)),
                )
                begin += len(text) + 1
                index += 1

    def _run(self, document: Document, pieces: list[Piece], sentences: list[Sentence]) -> None:
        if pieces:
            for piece, tagged in zip(pieces, self._network.annotate(pieces), strict=True):
                sentences.extend(_sentences(document, piece, tagged, len(sentences)))


def _sentences(document: Document, piece: Piece, tagged: list[Tagged], first: int) -> Iterator[Sentence]:
    bounds = [i for i, word in enumerate(tagged) if word.starts] or [0]
    bounds[0] = 0
    for number, (a, b) in enumerate(zip(bounds, [*bounds[1:], len(tagged)], strict=True)):
        start, end = piece.spans[a][0], piece.spans[b - 1][1]
        tokens = settle([_token(piece, tagged, i, a) for i in range(a, b)], marks())
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
    upos, feats, role = _parted(word.label)
    clitic = clitics().end_of(form) if role else ""
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
        feats=feats,
        certainty=round(word.certainty, 2),
    )


@cache
def _parted(label: str) -> tuple[str, str, str]:
    """Part of speech, features and the role of an enclitic in a label of the network."""
    upos, _, rest = label.partition("|")
    feats, _, role = rest.rpartition("|")
    return upos, "" if feats == "_" else feats, role
