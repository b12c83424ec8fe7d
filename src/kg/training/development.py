"""Scores of trees on development data while training, on given words but with predicted sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from kg.parsing.decode import tree
from kg.parsing.layout import Layout
from kg.parsing.network import sentence_bounds
from kg.parsing.pieces import starts as allowed_starts
from kg.training.batches import Batch, Lexicon, Sample, tensors
from kg.training.corpora import Corpora
from kg.training.net import Net
from kg.training.treebank import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Predictions for a piece; heads count from 1 in the piece, 0 is a root."""

    starts: list[bool]
    labels: list[int]
    heads: list[int]
    relations: list[int]


@torch.no_grad()
def run(
    net: Net, batch: Batch, table: tuple[torch.Tensor, torch.Tensor], may: Sequence[Sequence[float]]
) -> list[Output]:
    """Decode a batch; `may` holds what the scores of sentence starts must exceed."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        encoded = net.encode(table[0][batch.forms], table[1][batch.forms], batch.lengths)
    starts = net.logits("start", encoded, batch.domain)[..., 0].numpy()
    labels = net.logits("tag", encoded, batch.domain).argmax(-1).numpy()
    arcs = net.arcs(encoded, batch.domain).numpy()
    outputs = []
    all_heads = np.zeros(labels.shape, dtype=np.int64)
    bounds_of = []
    for row, size in enumerate(batch.lengths.tolist()):
        begins = sentence_bounds(may[row], starts[row, :size])
        bounds_of.append(begins)
        for a, b in zip(begins, [*begins[1:], size], strict=True):
            local = arcs[row, a:b][:, [0, *range(a + 1, b + 1)]]
            found = tree(local)
            all_heads[row, a:b] = np.where(found == 0, 0, found + a)
    relations = net.relations(encoded, torch.from_numpy(all_heads), batch.domain).argmax(-1).numpy()
    for row, size in enumerate(batch.lengths.tolist()):
        begin = set(bounds_of[row])
        outputs.append(
            Output(
                starts=[i in begin for i in range(size)],
                labels=labels[row, :size].tolist(),
                heads=all_heads[row, :size].tolist(),
                relations=relations[row, :size].tolist(),
            )
        )
    return outputs


def score_trees(
    net: Net, dev: Sequence[Tree], corpora: Corpora, lexicon: Lexicon, page: Layout, block: int = 10
) -> dict[str, float]:
    """UPOS, UAS, LAS (universal relations, punctuation counted) and sentence F1 on blocks of sentences."""
    groups = [list(dev[i : i + block]) for i in range(0, len(dev), block)]
    hits = {"words": 0, "upos": 0, "label": 0, "uas": 0, "las": 0}
    right = gold_spans = found_spans = 0
    for group in groups:
        sample = Sample(forms=tuple(w.form for t in group for w in t.words), domain=0)
        batch = tensors([[sample]], lexicon)
        output = run(net, batch, lexicon.tensors(), [allowed_starts(sample.forms, page)])[0]
        at = 0
        bounds = []
        for t in group:
            for i, w in enumerate(t.words):
                hits["words"] += 1
                label = corpora.labels[output.labels[at + i]]
                hits["upos"] += label.partition("|")[0] == w.upos
                hits["label"] += label == w.label
                gold = 0 if w.head == i else at + w.head + 1
                if output.heads[at + i] == gold:
                    hits["uas"] += 1
                    relation = corpora.relations[output.relations[at + i]]
                    relation = "root" if gold == 0 else relation
                    hits["las"] += relation.partition(":")[0] == w.deprel.partition(":")[0]
            bounds.append((at, at + len(t.words)))
            at += len(t.words)
        begins = [i for i, s in enumerate(output.starts) if s]
        spans = list(zip(begins, [*begins[1:], at], strict=True))
        right += len(set(spans) & set(bounds))
        gold_spans += len(bounds)
        found_spans += len(spans)
    scores = {key: value / hits["words"] for key, value in hits.items() if key != "words"}
    scores["sentences"] = 2 * right / (gold_spans + found_spans)
    return scores
