"""What the network sees of a word by itself: subword vectors and hashed form, affixes and shape.

Subword vectors are floret's (Bojanowski et al. 2017 with Bloom embeddings, https://github.com/explosion/floret):
the mean of the rows that the word and its letter sequences hash to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import mmh3
import numpy as np
from numpy.typing import NDArray

# Rows of the tables: hashed lower-case form, first letters, last two, three and four letters, shape; and
# which lists of names (people, places, bodies, titles) the word stands in, one bit each.
ROWS = (12000, 3000, 1500, 3000, 5000, 600, 16)
WIDTHS = (64, 24, 16, 24, 32, 24, 12)
_DIGIT = re.compile(r"\d")
_FOLD = re.compile(r"(.)\1{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subwords:
    """A floret table: `rows` (buckets, dimensions) and how words hash into it."""

    rows: NDArray[np.float32]
    shortest: int
    longest: int
    hashes: int
    seed: int

    def vector(self, form: str) -> NDArray[np.float32]:
        """The vector of a word: (dimensions,)."""
        word = f"<{form}>"
        grams = [word]
        for size in range(self.shortest, self.longest + 1):
            grams += [word[i : i + size] for i in range(len(word) - size + 1)]
        buckets = len(self.rows)
        places = []
        for gram in grams:
            low, high = mmh3.hash64(gram.encode("utf-8", "surrogatepass"), self.seed, True, False)
            parts = (low & 0xFFFFFFFF, low >> 32 & 0xFFFFFFFF, high & 0xFFFFFFFF, high >> 32 & 0xFFFFFFFF)
            places += [part % buckets for part in parts[: self.hashes]]
        mean: NDArray[np.float32] = self.rows[places].mean(axis=0)
        return mean


def word_shape(form: str) -> str:
    """Letters to x or X, digits to d, repeats folded: 'Rp50.000' -> 'Xxdd.ddd'."""
    shape = "".join(
        "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in form[:24]
    )
    return _FOLD.sub(r"\1\1\1", shape)


def table_ids(form: str, classes: Mapping[str, int]) -> tuple[int, ...]:
    """A row in each table. `classes` has the lower-case words of name lists with their bits."""
    folded = form.lower()
    low = _DIGIT.sub("0", folded)
    keys = (low, low[:3], low[-2:], low[-3:], low[-4:], word_shape(form))
    hashed = [
        crc32(key.encode("utf-8", "surrogatepass")) % rows for key, rows in zip(keys, ROWS, strict=False)
    ]
    return (*hashed, classes.get(folded, 0) if form[:1].isupper() else 0)
