"""What the network sees of a word by itself: subword vectors and hashed form, affixes and shape.

Subword vectors are floret's (Bojanowski et al. 2017 with Bloom embeddings, https://github.com/explosion/floret):
the mean of the rows that the word and its letter sequences hash to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from zlib import crc32

import mmh3
import numpy as np
from numpy.typing import NDArray

# Rows of the tables: hashed lower-case form, first letters, last two, three and four letters, shape; and
# which lists of names (people, places, bodies, titles) the word stands in, one bit each.
ROWS = (12000, 3000, 1500, 3000, 5000, 600, 16)
WIDTHS = (64, 24, 16, 24, 32, 24, 12)
_DIGIT = re.compile(r"\d")
_PARTS = 4  # numbers of 32 bits in a hash
_FOLD = re.compile(r"(.)\1{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subwords:
    """A floret table: `rows` (buckets, dimensions) and how words hash into it."""

    rows: NDArray[np.float32]
    shortest: int
    longest: int
    hashes: int
    seed: int

    def vectors(self, forms: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of words: (words, dimensions)."""
        grams = [self._grams(form) for form in forms]
        hashed = [mmh3.hash_bytes(gram, self.seed, True) for of_word in grams for gram in of_word]
        parts = np.frombuffer(b"".join(hashed), dtype="<u4").reshape(-1, _PARTS)[:, : self.hashes]
        rows = self.rows[parts.ravel() % len(self.rows)]
        sizes = [self.hashes * len(of_word) for of_word in grams]
        sums: NDArray[np.float32] = np.stack(
            [np.add.reduce(rows[a:b]) for a, b in pairwise(accumulate(sizes, initial=0))]
        )
        return sums / np.array(sizes, dtype=np.float32)[:, None]

    def _grams(self, form: str) -> list[bytes]:
        """The word with marks at its ends, and its letter sequences."""
        word = f"<{form}>"
        grams = [word]
        for size in range(self.shortest, self.longest + 1):
            grams += [word[i : i + size] for i in range(len(word) - size + 1)]
        return [gram.encode("utf-8", "surrogatepass") for gram in grams]


def word_shape(form: str) -> str:
    """Letters to x or X, digits to d, repeats folded: 'Rp50.000' -> 'Xxdd.ddd'."""
    return _FOLD.sub(r"\1\1\1", "".join(map(_shape_of, form[:24])))


@cache
def _shape_of(character: str) -> str:
    if character.isupper():
        return "X"
    return "x" if character.isalpha() else "d" if character.isdigit() else character


def table_ids(form: str, classes: Mapping[str, int]) -> tuple[int, ...]:
    """A row in each table. `classes` has the lower-case words of name lists with their bits."""
    folded = form.lower()
    low = _DIGIT.sub("0", folded)
    keys = (low, low[:3], low[-2:], low[-3:], low[-4:], word_shape(form))
    hashed = [
        crc32(key.encode("utf-8", "surrogatepass")) % rows for key, rows in zip(keys, ROWS, strict=False)
    ]
    return (*hashed, classes.get(folded, 0) if form[:1].isupper() else 0)
