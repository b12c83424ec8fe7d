"""Names read twice: by the head of the first network and by a small network of its own, scores averaged.

The small network has guessed words of news before it learns names (`kg.training.pretraining`). Several are
trained on gold names; news that they and the first network, averaged, are sure of, is added to these, and the
persons in it are also called by others' names; one more, trained on all of it, is shipped (an ensemble
distilled by self-training, Hinton et al. 2015, https://arxiv.org/abs/1503.02531).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray

from kg.parsing.decode import allowed, ends, to_iob, viterbi
from kg.training.batches import Batch, Lexicon, Sample, tensors
from kg.training.corpora import DOMAINS, NAMES
from kg.training.names import Named
from kg.training.net import Net

Item = TypeVar("Item", Named, Sample)
STYLE = DOMAINS.index("idner2k")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A network whose name scores count with a weight."""

    net: Net
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Name tags of a batch as indices (pieces, words), and how probable the least sure of a piece is."""

    tags: NDArray[np.int64]
    sure: list[float]


@torch.no_grad()
def read_batch(readers: Sequence[Reader], batch: Batch, lexicon: Lexicon) -> Reading:
    """The best tags under the weighted mean of the readers' scores."""
    vectors, ids = lexicon.of(batch.forms)
    domain = torch.full_like(batch.domain, STYLE)
    scores = np.zeros((*batch.forms.shape, len(NAMES)), dtype=np.float32)
    chain = allowed(NAMES)
    for reader in readers:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            encoded = reader.net.encode(vectors, ids, batch.lengths)
        scores += reader.weight * reader.net.logits("name", encoded, domain).float().numpy()
        chain += np.float32(reader.weight) * reader.net.chain.numpy()
    lengths = batch.lengths.numpy()
    tags = viterbi(scores, chain, *ends(NAMES), lengths)
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    chosen = np.take_along_axis(odds / odds.sum(-1, keepdims=True), tags[..., None], -1)[..., 0]
    return Reading(tags=tags, sure=[float(row[:n].min()) for row, n in zip(chosen, lengths, strict=True)])


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """Names as (start, end, kind) of IOB2 tags."""
    found = set()
    begin = None
    for i, tag in enumerate([*tags, "O"]):
        if begin is not None and not tag.startswith("I-"):
            found.add((begin, i, tags[begin][2:]))
            begin = None
        if tag.startswith("B-"):
            begin = i
    return found


def score_names(readers: Sequence[Reader], dev: Sequence[Named], lexicon: Lexicon) -> dict[str, float]:
    """Exact-span F1, all together and for each kind."""
    counts: dict[str, list[int]] = {kind: [0, 0, 0] for kind in ("all", "PER", "ORG", "LOC")}
    for part in _parts([n for n in dev if n.forms]):
        batch = tensors([[Sample(forms=n.forms, domain=STYLE)] for n in part], lexicon)
        tags = read_batch(readers, batch, lexicon).tags
        for row, named in enumerate(part):
            gold = spans(named.tags)
            found = spans(to_iob([NAMES[i] for i in tags[row, : len(named.forms)]]))
            for kind, count in counts.items():
                g = {s for s in gold if kind in ("all", s[2])}
                f = {s for s in found if kind in ("all", s[2])}
                count[0] += len(g & f)
                count[1] += len(g)
                count[2] += len(f)
    return {kind: 2 * c[0] / max(1, c[1] + c[2]) for kind, c in counts.items()}


def from_news(
    readers: Sequence[Reader],
    sentences: Iterable[Sequence[str]],
    lexicon: Lexicon,
    *,
    sure: float,
    plain: float,
    seed: int,
) -> list[Sample]:
    """Sentences with no tag less probable than `sure`; of those without a name the share `plain`."""
    rng = random.Random(seed)
    made: list[Sample] = []
    for part in _parts([Sample(forms=tuple(s), domain=STYLE) for s in sentences]):
        reading = read_batch(readers, tensors([[s] for s in part], lexicon), lexicon)
        for row, sample in enumerate(part):
            tags = tuple(reading.tags[row, : len(sample.forms)].tolist())
            if reading.sure[row] >= sure and (any(tags) or rng.random() < plain):
                made.append(Sample(forms=sample.forms, domain=STYLE, names=tags))
    return made


def swapped(samples: Sequence[Sample], seed: int) -> list[Sample]:
    """The samples that name persons, each person called by the first and last words of two others' names.

    A network that has seen few names learns those by heart; so it learns that any may stand there.
    """
    rng = random.Random(seed)
    people = [sample.forms[a:b] for sample in samples for a, b in _people(sample)]
    firsts = sorted({name[0] for name in people if len(name) > 1 and name[0][0].isupper()})
    lasts = sorted({name[-1] for name in people if len(name) > 1 and name[-1][0].isupper()})
    begin, end = NAMES.index("B-PER"), NAMES.index("E-PER")
    made: list[Sample] = []
    for sample in samples:
        spans_of = dict(_people(sample))
        if not spans_of or not firsts or sample.names is None:
            continue
        forms: list[str] = []
        tags: list[int] = []
        at = 0
        while at < len(sample.forms):
            if at in spans_of:
                forms += [rng.choice(firsts), rng.choice(lasts)]
                tags += [begin, end]
                at = spans_of[at]
            else:
                forms.append(sample.forms[at])
                tags.append(sample.names[at])
                at += 1
        made.append(Sample(forms=tuple(forms), domain=sample.domain, names=tuple(tags)))
    return made


def _people(sample: Sample) -> list[tuple[int, int]]:
    tags = to_iob([NAMES[i] for i in sample.names or ()])
    return sorted((a, b) for a, b, kind in spans(tags) if kind == "PER")


def sentences_of(paragraph: Sequence[str], longest: int) -> Iterable[tuple[str, ...]]:
    """A paragraph cut behind full stops, or where it gets too long; very short ones are left out."""
    at = 0
    for i, form in enumerate(paragraph):
        if form in {".", "?", "!"} or i - at + 1 == longest or i + 1 == len(paragraph):
            if i + 1 - at > 6:
                yield tuple(paragraph[at : i + 1])
            at = i + 1


def _parts(items: Sequence[Item], size: int = 48) -> Iterable[list[Item]]:
    ordered = sorted(items, key=lambda item: len(item.forms))
    for i in range(0, len(ordered), size):
        yield ordered[i : i + size]
