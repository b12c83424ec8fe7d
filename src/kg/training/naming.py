"""Names read twice: by the head of the first network and by a small network of its own, scores averaged.

The small network has guessed words of news before it learns names (`kg.training.pretraining`); last it reads
sentences in which persons are called by others' names.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from kg.parsing.decode import allowed, ends, to_bioes, to_iob, viterbi
from kg.training.batches import Batch, Lexicon, Sample, tensors
from kg.training.corpora import DOMAINS, NAMES
from kg.training.net import Net

STYLE = DOMAINS.index("idner2k")


@torch.no_grad()
def read_batch(nets: Sequence[Net], batch: Batch, lexicon: Lexicon) -> NDArray[np.int64]:
    """The best tags, as indices (pieces, words), under the mean of the networks' scores."""
    vectors, ids = lexicon.of(batch.forms)
    domain = torch.full_like(batch.domain, STYLE)
    scores = np.zeros((*batch.forms.shape, len(NAMES)), dtype=np.float32)
    chain = allowed(NAMES)
    weight = np.float32(1 / len(nets))
    for net in nets:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            encoded = net.encode(vectors, ids, batch.lengths)
        scores += weight * net.logits("name", encoded, domain).float().numpy()
        chain += weight * net.chain.numpy()
    return viterbi(scores, chain, *ends(NAMES), batch.lengths.numpy())


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


def score_names(nets: Sequence[Net], gold: Sequence[Sample], lexicon: Lexicon) -> dict[str, float]:
    """Exact-span F1, all together and for each kind."""
    counts: dict[str, list[int]] = {kind: [0, 0, 0] for kind in ("all", "PER", "ORG", "LOC")}
    for part in _parts(gold):
        batch = tensors([[Sample(forms=sample.forms, domain=STYLE)] for sample in part], lexicon)
        tags = read_batch(nets, batch, lexicon)
        for row, sample in enumerate(part):
            right = _names(sample.names or ())
            found = _names(tags[row, : len(sample.forms)].tolist())
            for kind, count in counts.items():
                g = {s for s in right if kind in ("all", s[2])}
                f = {s for s in found if kind in ("all", s[2])}
                count[0] += len(g & f)
                count[1] += len(g)
                count[2] += len(f)
    return {kind: 2 * c[0] / max(1, c[1] + c[2]) for kind, c in counts.items()}


def swapped(samples: Sequence[Sample], seed: int) -> list[Sample]:
    """The samples that name persons, each person called by words of others' names.

    A network that has seen few names learns those by heart; so it learns that any may stand there. Who is
    called by one word still is, others by two or three.
    """
    rng = random.Random(seed)
    people = [sample.forms[a:b] for sample in samples for a, b in _people(sample)]
    longer = [name for name in people if len(name) > 1 and name[0][0].isupper() and name[-1][0].isupper()]
    firsts, lasts = sorted({name[0] for name in longer}), sorted({name[-1] for name in longer})

    def another(words: int) -> list[str]:
        if words == 1:
            return [rng.choice(firsts if rng.random() < 0.5 else lasts)]
        middle = [rng.choice(lasts)] if rng.random() < 0.3 else []
        return [rng.choice(firsts), *middle, rng.choice(lasts)]

    made: list[Sample] = []
    for sample in samples:
        spans_of = dict(_people(sample))
        if not spans_of or not longer or sample.names is None:
            continue
        forms: list[str] = []
        tags: list[int] = []
        at = 0
        while at < len(sample.forms):
            if at in spans_of:
                name = another(spans_of[at] - at)
                forms += name
                tags += [NAMES.index(tag) for tag in to_bioes(["B-PER", *["I-PER"] * (len(name) - 1)])]
                at = spans_of[at]
            else:
                forms.append(sample.forms[at])
                tags.append(sample.names[at])
                at += 1
        made.append(Sample(forms=tuple(forms), domain=sample.domain, names=tuple(tags)))
    return made


def _people(sample: Sample) -> list[tuple[int, int]]:
    return sorted((a, b) for a, b, kind in _names(sample.names or ()) if kind == "PER")


def _names(tags: Sequence[int]) -> set[tuple[int, int, str]]:
    return spans(to_iob([NAMES[i] for i in tags]))


def _parts(samples: Sequence[Sample], size: int = 48) -> Iterable[list[Sample]]:
    ordered = sorted(samples, key=lambda sample: len(sample.forms))
    for i in range(0, len(ordered), size):
        yield ordered[i : i + size]
