"""Trees and names that teachers agree on: hand-made brackets turned into trees, and plain news.

Bracketed sentences get the best tree under the teachers' mean scores that obeys the brackets. News
sentences keep the words that all teachers analyse alike (self-training with agreement filtering); a word
they differ on is left out of the losses, a sentence with too many of those, or with names they do not
agree on, is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from kg.parsing.decode import allowed, ends, tree, viterbi
from kg.parsing.layout import Layout
from kg.parsing.network import sentence_bounds
from kg.parsing.pieces import starts as thresholds
from kg.training.batches import UNKNOWN, Batch, Lexicon, Sample, tensors
from kg.training.corpora import DOMAINS, NAMES, Corpora
from kg.training.icon import Bracketed, constrained
from kg.training.net import Net

# Our part of speech for each of ICON's; where teachers say another, the label is not learnt.
ALIKE = {
    "NNO": "NOUN",
    "NNP": "PROPN",
    "NUM": "NUM",
    "VBI": "VERB",
    "VBT": "VERB",
    "VBP": "VERB",
    "PPO": "ADP",
    "CCN": "CCONJ",
    "PUN": "PUNCT",
    "ADJ": "ADJ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """A trained network with the features it was trained on."""

    net: Net
    lexicon: Lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scores:
    starts: NDArray[np.float32]
    labels: NDArray[np.float32]
    arcs: NDArray[np.float32]
    names: NDArray[np.float32]
    encoded: torch.Tensor
    domain: torch.Tensor


@torch.no_grad()
def _scores(teacher: Teacher, forms: Sequence[Sequence[str]]) -> tuple[Batch, _Scores]:
    batch = tensors([[Sample(forms=tuple(f), domain=0)] for f in forms], teacher.lexicon)
    vectors, ids = teacher.lexicon.of(batch.forms)
    net = teacher.net
    with torch.autocast("cpu", dtype=torch.bfloat16):
        encoded = net.encode(vectors, ids, batch.lengths)
    arcs = net.arcs(encoded, batch.domain)
    size = arcs.shape[1]
    arcs[:, torch.arange(size), torch.arange(size) + 1] = -1e4
    named = torch.full_like(batch.domain, DOMAINS.index("idner2k"))
    return batch, _Scores(
        starts=net.logits("start", encoded, batch.domain)[..., 0].numpy(),
        labels=net.logits("tag", encoded, batch.domain).numpy(),
        arcs=arcs.numpy(),
        names=net.logits("name", encoded, named).numpy(),
        encoded=encoded,
        domain=batch.domain,
    )


def _log_softmax(x: NDArray[np.float32]) -> NDArray[np.float32]:
    x = x - x.max(axis=-1, keepdims=True)
    result: NDArray[np.float32] = x - np.log(np.exp(x).sum(axis=-1, keepdims=True))
    return result


def _packs(items: Iterable[Sequence[str]], words: int = 3000) -> Iterator[list[int]]:
    sized = sorted(enumerate(items), key=lambda pair: len(pair[1]))
    pack: list[int] = []
    for index, item in sized:
        if pack and (len(pack) + 1) * len(item) > words:
            yield pack
            pack = []
        pack.append(index)
    if pack:
        yield pack


@torch.no_grad()
def from_brackets(
    teachers: Sequence[Teacher], bracketed: Sequence[Bracketed], corpora: Corpora
) -> list[Sample]:
    """Bracketed sentences as samples with trees, in the domain `icon`."""
    made: list[Sample] = []
    aux = {name: i for i, name in enumerate(corpora.aux)}
    domain = DOMAINS.index("icon")
    usable = [b for b in bracketed if 2 < len(b.forms) <= 80]
    for pack in _packs([b.forms for b in usable]):
        group = [usable[i] for i in pack]
        outputs = [_scores(t, [b.forms for b in group]) for t in teachers]
        heads = np.zeros(outputs[0][0].forms.shape, dtype=np.int64)
        for row, b in enumerate(group):
            n = len(b.forms)
            mean = sum(_log_softmax(o.arcs[row, :n, : n + 1]) for _, o in outputs)
            heads[row, :n] = constrained(np.asarray(mean, dtype=np.float32), b.brackets)
        relations = _relations(teachers, outputs, heads)
        labels = np.sum([_log_softmax(o.labels) for _, o in outputs], axis=0).argmax(-1)
        for row, b in enumerate(group):
            n = len(b.forms)
            kept = []
            for tag, label in zip(b.tags, labels[row, :n].tolist(), strict=True):
                upos = corpora.labels[label].partition("|")[0]
                kept.append(label if ALIKE.get(tag, upos) == upos else UNKNOWN)
            made.append(
                Sample(
                    forms=b.forms,
                    domain=domain,
                    labels=tuple(kept),
                    heads=tuple(heads[row, :n].tolist()),
                    relations=tuple(relations[row, :n].tolist()),
                    aux=tuple(aux[tag] for tag in b.tags),
                )
            )
    return made


def _relations(
    teachers: Sequence[Teacher], outputs: Sequence[tuple[Batch, _Scores]], heads: NDArray[np.int64]
) -> NDArray[np.int64]:
    total = sum(
        _log_softmax(t.net.relations(o.encoded, torch.from_numpy(heads), o.domain).numpy())
        for t, (_, o) in zip(teachers, outputs, strict=True)
    )
    found: NDArray[np.int64] = np.asarray(total).argmax(-1)
    return found


@torch.no_grad()
def from_news(
    teachers: Sequence[Teacher],
    paragraphs: Sequence[Sequence[str]],
    corpora: Corpora,
    page: Layout,
    least: float = 0.88,
) -> tuple[list[Sample], dict[str, int]]:
    """Paragraphs of words as samples of agreed sentences in the domain `silver`, and what was dropped why."""
    made: list[Sample] = []
    counts = {"sentences": 0, "kept": 0, "few agreed words": 0, "names differ": 0, "too short or long": 0}
    limits = allowed(NAMES)
    root = corpora.relations.index("root")
    for pack in _packs(paragraphs):
        group = [tuple(paragraphs[i]) for i in pack]
        outputs = [_scores(t, group) for t in teachers]
        lengths = outputs[0][0].lengths.numpy()
        paths = [
            viterbi(o.names, t.net.chain.detach().numpy() + limits, *ends(NAMES), lengths)
            for t, (_, o) in zip(teachers, outputs, strict=True)
        ]
        shape = outputs[0][0].forms.shape
        heads = np.zeros(shape, dtype=np.int64)
        single = [np.zeros(shape, dtype=np.int64) for _ in teachers]
        bounds = []
        for row, forms in enumerate(group):
            n = len(forms)
            mean = np.mean([o.starts[row, :n] for _, o in outputs], axis=0)
            begins = sentence_bounds(thresholds(forms, page), mean)
            bounds.append(begins)
            for a, b in zip(begins, [*begins[1:], n], strict=True):
                columns = [0, *range(a + 1, b + 1)]
                parts = [_log_softmax(o.arcs[row, a:b][:, columns]) for _, o in outputs]
                best = tree(np.asarray(sum(parts), dtype=np.float32))
                heads[row, a:b] = np.where(best == 0, 0, best + a)
                for own, part in zip(single, parts, strict=True):
                    top = part.argmax(-1)
                    own[row, a:b] = np.where(top == 0, 0, top + a)
        relations = _relations(teachers, outputs, heads)
        each = [
            t.net.relations(o.encoded, torch.from_numpy(heads), o.domain).argmax(-1).numpy()
            for t, (_, o) in zip(teachers, outputs, strict=True)
        ]
        labels = [o.labels.argmax(-1) for _, o in outputs]
        agreed = np.all([own == heads for own in single], axis=0) & np.all(
            [r == relations for r in each], axis=0
        )
        tagged = np.all([lab == labels[0] for lab in labels], axis=0)
        for row, forms in enumerate(group):
            for a, b in zip(bounds[row], [*bounds[row][1:], len(forms)], strict=True):
                counts["sentences"] += 1
                if not 4 <= b - a <= 60:
                    counts["too short or long"] += 1
                    continue
                if agreed[row, a:b].mean() < least:
                    counts["few agreed words"] += 1
                    continue
                if any((p[row, a:b] != paths[0][row, a:b]).any() for p in paths):
                    counts["names differ"] += 1
                    continue
                counts["kept"] += 1
                local = np.where(heads[row, a:b] == 0, 0, heads[row, a:b] - a)
                keep = agreed[row, a:b]
                rel = np.where(local == 0, root, relations[row, a:b])
                made.append(
                    Sample(
                        forms=forms[a:b],
                        domain=DOMAINS.index("silver"),
                        labels=tuple(np.where(tagged[row, a:b], labels[0][row, a:b], UNKNOWN).tolist()),
                        heads=tuple(np.where(keep, local, UNKNOWN).tolist()),
                        relations=tuple(np.where(keep, rel, UNKNOWN).tolist()),
                        names=tuple(paths[0][row, a:b].tolist()),
                    )
                )
    return made, counts
