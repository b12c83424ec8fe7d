"""Words cut finer: so that "PDI-P" is found as one token or as three, with or without full stops."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, chain, count, repeat

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
    pieces = (word,) if word.isalnum() else tuple(PIECE.findall(word))
    return pieces, tuple(map(fold, pieces))


@lru_cache(maxsize=65536)
def first_piece(word: str) -> str:
    """The first piece of a word, folded, or ""."""
    return next(iter(split(word)[1]), "")


@lru_cache(maxsize=1024)
def cut(words: tuple[str, ...]) -> Pieces:
    """The pieces of a sentence's words; those of the last sentences are remembered."""
    parts = list(map(split, words))
    written, folded = [pieces for pieces, _ in parts], [pieces for _, pieces in parts]
    sizes = list(map(len, written))
    return Pieces(
        raw=tuple(chain.from_iterable(written)),
        folded=tuple(chain.from_iterable(folded)),
        word=tuple(chain.from_iterable(map(repeat, count(), sizes))),
        first=tuple(accumulate(sizes[:-1], initial=0)),
        leading=tuple([pieces[0] if pieces else "" for pieces in folded]),
    )


def key(name: str) -> str:
    """The folded pieces of a name, joined by blanks: equal for names that are written alike."""
    return " ".join(split(name)[1])


def is_name_like(piece: str) -> bool:
    """True for a piece with a capital or a figure in it."""
    return not piece.islower() and piece[0].isalnum()
