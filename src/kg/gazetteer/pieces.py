"""Words cut finer: so that "PDI-P" is found as one token or as three, with or without full stops."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.frozen import record
from kg.gazetteer.entries import fold

PIECE = re.compile(r"[^\W_]+|[^\w\s.]|_")
"""A run of letters and digits, or one mark other than a full stop."""


@record(frozen=True, slots=True)
class Pieces:
    """A sentence cut finer than words, so that "PDI-P" is found as one token or as three.

    `word[k]` is the index of the word piece k belongs to; `first[i]` the first piece of word i, and
    `leading[i]` that piece folded, or "" for a word without pieces.
    """

    raw: tuple[str, ...]
    folded: tuple[str, ...]
    word: tuple[int, ...]
    first: tuple[int, ...]
    leading: tuple[str, ...]

    def ends_word(self, end: int) -> bool:
        """True where a word ends just before piece `end`, or has only punctuation left."""
        while end < len(self.raw) and self.word[end] == self.word[end - 1]:
            if self.raw[end].isalnum():
                return False
            end += 1
        return True


@lru_cache(maxsize=65536)
def split(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pieces of a word as written, and folded (lower case, no accents)."""
    pieces = PIECE.findall(word)
    return tuple(pieces), tuple(map(fold, pieces))


@lru_cache(maxsize=65536)
def first_piece(word: str) -> str:
    """The first piece of a word, folded, or ""."""
    return next(iter(split(word)[1]), "")


@lru_cache(maxsize=1024)
def cut(words: tuple[str, ...]) -> Pieces:
    """The pieces of a sentence's words; those of the last sentences are remembered."""
    raw: list[str] = []
    folded: list[str] = []
    owner: list[int] = []
    first: list[int] = []
    leading: list[str] = []
    for index, word in enumerate(words):
        written, low = split(word)
        first.append(len(raw))
        leading.append(low[0] if low else "")
        raw += written
        folded += low
        owner += [index] * len(written)
    return Pieces(tuple(raw), tuple(folded), tuple(owner), tuple(first), tuple(leading))


def key(name: str) -> str:
    """The folded pieces of a name, joined by blanks: equal for names that are written alike."""
    return " ".join(split(name)[1])


def is_name_like(piece: str) -> bool:
    """True for a piece with a capital or a figure in it."""
    return not piece.islower() and piece[0].isalnum()
