"""Examples as tensors: pieces of one or more sentences of a corpus, sorted into batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg.parsing.features import Subwords, table_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sentence with what its corpus knows of it; None for what it does not.

    `heads` count from 1 within the sentence, 0 is the root. Labels, relations, names and aux are indices.
    """

    forms: tuple[str, ...]
    domain: int
    labels: tuple[int, ...] | None = None
    heads: tuple[int, ...] | None = None
    relations: tuple[int, ...] | None = None
    names: tuple[int, ...] | None = None
    aux: tuple[int, ...] | None = None
    weight: float = 1.0
    joins: bool = True


UNKNOWN = -100  # an answer that nobody has given
FIELDS = ("labels", "heads", "relations", "names", "aux")


@dataclass(slots=True)
class Lexicon:
    """Features of every form seen, computed once: `vectors` (forms, dimensions), `ids` (forms, tables)."""

    subwords: Subwords
    classes: Mapping[str, int] = field(default_factory=dict)
    index: dict[str, int] = field(default_factory=dict)
    vector_rows: list[NDArray[np.float32]] = field(default_factory=list)
    id_rows: list[tuple[int, ...]] = field(default_factory=list)

    def place(self, form: str) -> int:
        """The row of a form."""
        found = self.index.get(form)
        if found is None:
            found = self.index[form] = len(self.index)
            self.vector_rows.append(self.subwords.vectors([form])[0])
            self.id_rows.append(table_ids(form, self.classes))
        return found

    def of(self, forms: Tensor) -> tuple[Tensor, Tensor]:
        """Features of these rows alone: (..., dimensions) and (..., tables)."""
        unique, place = forms.unique(return_inverse=True)
        rows = unique.tolist()
        vectors = torch.from_numpy(np.stack([self.vector_rows[r] for r in rows]))
        return vectors[place], torch.tensor([self.id_rows[r] for r in rows], dtype=torch.long)[place]

    def tensors(self) -> tuple[Tensor, Tensor]:
        """All features so far."""
        return torch.from_numpy(np.stack(self.vector_rows)), torch.tensor(self.id_rows, dtype=torch.long)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Tensors (pieces, words); `UNKNOWN` where nothing is known; `sentences` numbers each word's sentence."""

    forms: Tensor
    lengths: Tensor
    domain: Tensor
    labels: Tensor
    heads: Tensor
    relations: Tensor
    names: Tensor
    aux: Tensor
    starts: Tensor
    sentences: Tensor
    weight: Tensor
    has: frozenset[str]


def pieces(samples: Sequence[Sample], rng: random.Random, limit: int = 90) -> list[list[Sample]]:
    """Sentences of one corpus joined at random into pieces, as paragraphs join them."""
    order = list(samples)
    rng.shuffle(order)
    made: list[list[Sample]] = []
    current: list[Sample] = []
    want = rng.choice((1, 1, 2, 3, 4, 6))
    for sample in order:
        if rng.random() < 0.15:
            sample = headline(sample)
        size = sum(len(s.forms) for s in current)
        if current and (len(current) >= want or size + len(sample.forms) > limit or not sample.joins):
            made.append(current)
            current = []
            want = rng.choice((1, 1, 2, 3, 4, 6))
        current.append(sample)
    if current:
        made.append(current)
    return made


def headline(sample: Sample, limit: int = 16) -> Sample:
    """A short sentence without its full stop, as headlines are: sentence ends are learnt without it too."""
    heads = sample.heads
    if heads is None or not 3 < len(heads) <= limit or sample.forms[-1] != "." or len(heads) in heads:
        return sample
    cut = {key: value[:-1] for key in FIELDS if (value := getattr(sample, key)) is not None}
    return replace(sample, forms=sample.forms[:-1], **cut)


def batches(
    groups: Sequence[list[Sample]], lexicon: Lexicon, words: int, rng: random.Random | None
) -> Iterator[Batch]:
    """Pieces of like length together, at most `words` words a batch with padding, in random order."""
    ordered = sorted(groups, key=lambda g: sum(len(s.forms) for s in g))
    packs: list[list[list[Sample]]] = []
    current: list[list[Sample]] = []
    for group in ordered:
        size = sum(len(s.forms) for s in group)
        if current and size * (len(current) + 1) > words:
            packs.append(current)
            current = []
        current.append(group)
    if current:
        packs.append(current)
    if rng is not None:
        rng.shuffle(packs)
    for pack in packs:
        yield tensors(pack, lexicon)


def tensors(pack: Sequence[Sequence[Sample]], lexicon: Lexicon) -> Batch:
    """One batch from pieces of one kind of corpus."""
    size = max(sum(len(s.forms) for s in group) for group in pack)
    shape = (len(pack), size)
    arrays = {
        key: np.full(shape, UNKNOWN, dtype=np.int64)
        for key in ("labels", "heads", "relations", "names", "aux", "starts", "sentences")
    }
    arrays["forms"] = np.zeros(shape, dtype=np.int64)
    for row, group in enumerate(pack):
        at = 0
        for number, sample in enumerate(group):
            end = at + len(sample.forms)
            arrays["forms"][row, at:end] = [lexicon.place(form) for form in sample.forms]
            arrays["sentences"][row, at:end] = number
            for key in ("labels", "relations", "names", "aux"):
                known = getattr(sample, key)
                if known is not None:
                    arrays[key][row, at:end] = known
            if sample.heads is not None:
                arrays["heads"][row, at:end] = [
                    0 if h == 0 else h + at if h > 0 else UNKNOWN for h in sample.heads
                ]
            if sample.heads is not None or sample.aux is not None:
                arrays["starts"][row, at:end] = 0
                arrays["starts"][row, at] = 1
            at = end
    first = pack[0][0]
    has = frozenset(key for key in ("labels", "heads", "names", "aux") if getattr(first, key) is not None)
    made = {key: torch.from_numpy(value) for key, value in arrays.items()}
    return Batch(
        lengths=torch.tensor([sum(len(s.forms) for s in group) for group in pack]),
        domain=torch.tensor([group[0].domain for group in pack]),
        weight=torch.tensor([group[0].weight for group in pack]),
        has=has,
        **made,
    )
