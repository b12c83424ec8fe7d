"""Subword vectors: trained with floret on the words of plain news, read back as a table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from kg.parsing.features import Subwords
from kg.parsing.layout import layout
from kg.parsing.tokenise import words
from kg.training.news import read_news


def write_words(folder: Path, target: Path, exclude: Collection[str] = ()) -> int:
    """The news of a folder as words with spaces between, a paragraph a line; returns how many words."""
    pattern = layout("id").words
    count = 0
    with target.open("w", encoding="utf-8") as lines:
        for _, paragraph in read_news(folder, exclude):
            forms = [paragraph[a:b] for a, b in words(pattern, paragraph)]
            count += len(forms)
            lines.write(" ".join(forms) + "\n")
    return count


def train_vectors(corpus: Path, target: Path, settings: Mapping[str, Any]) -> None:
    """Train floret vectors on one core, so that the same text gives the same table."""
    import floret

    model = floret.train_unsupervised(
        str(corpus),
        model=settings["model"],
        mode="floret",
        hashCount=int(settings["hashes"]),
        bucket=int(settings["buckets"]),
        minn=int(settings["shortest"]),
        maxn=int(settings["longest"]),
        dim=int(settings["dimensions"]),
        epoch=int(settings["epochs"]),
        minCount=int(settings["minimum"]),
        ws=int(settings["window"]),
        neg=int(settings["negatives"]),
        lr=float(settings["rate"]),
        thread=1,
        verbose=0,
    )
    model.save_floret_vectors(str(target))


def read_vectors(path: Path) -> Subwords:
    """A floret table with rows scaled to a standard deviation of one half."""
    with path.open(encoding="utf-8") as lines:
        buckets, size, shortest, longest, hashes, seed = map(int, lines.readline().split()[:6])
        rows = np.zeros((buckets, size), dtype=np.float32)
        for line in lines:
            row, *cells = line.split(" ")
            rows[int(row)] = [float(cell) for cell in cells[:size]]
    rows *= 0.5 / rows.std()
    return Subwords(rows=rows, shortest=shortest, longest=longest, hashes=hashes, seed=seed)
