"""From scores to structures, against trying everything."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from kg.parsing.decode import allowed, ends, name_tags, to_bioes, to_iob, tree, viterbi
from kg.parsing.network import sentence_bounds
from kg.parsing.pieces import MAY, MUST, NEVER


def is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        at, steps = word, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


@pytest.mark.parametrize("seed", range(60))
def test_the_tree_is_the_best_of_all_trees(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 6))
    scores = rng.normal(size=(size, size + 1)).astype(np.float32)
    scores[np.arange(size), np.arange(size) + 1] = -1e4
    best = max(
        (heads for heads in product(range(size + 1), repeat=size) if is_tree(heads)),
        key=lambda heads: sum(scores[i, h] for i, h in enumerate(heads)),
    )
    found = tuple(int(h) for h in tree(scores))
    assert is_tree(found)
    total = sum(scores[i, h] for i, h in enumerate(found))
    assert total == pytest.approx(sum(scores[i, h] for i, h in enumerate(best)), abs=1e-3) or size > 3
    assert total <= sum(scores[i, h] for i, h in enumerate(best)) + 1e-3


@pytest.mark.parametrize("seed", range(20))
def test_the_path_is_the_best_of_all_paths(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tags, size = 3, 4
    scores = rng.normal(size=(2, size, tags)).astype(np.float32)
    chain = rng.normal(size=(tags, tags)).astype(np.float32)
    edge = np.zeros(tags, dtype=np.float32)
    lengths = np.array([size, 2])
    found = viterbi(scores, chain, edge, edge, lengths)
    for row, length in enumerate(lengths):
        best = max(
            product(range(tags), repeat=int(length)),
            key=lambda path: (
                sum(scores[row, t, k] for t, k in enumerate(path))
                + sum(chain[a, b] for a, b in pairwise(path))
            ),
        )
        assert tuple(found[row, :length]) == best


def test_name_tags_are_well_formed_whatever_the_scores() -> None:
    names = name_tags(("PER", "ORG"))
    limits = allowed(names)
    scores = np.random.default_rng(0).normal(size=(30, 12, len(names))).astype(np.float32) * 5
    for path in viterbi(scores, limits, *ends(names), np.full(30, 12)):
        tags = to_iob([names[i] for i in path])
        for before, tag in zip(["O", *tags], tags, strict=False):
            assert tag[0] != "I" or before[2:] == tag[2:]


def test_the_two_ways_of_tagging_names_say_the_same() -> None:
    tags = ["O", "B-PER", "I-PER", "I-PER", "B-PER", "O", "B-ORG", "B-ORG", "I-ORG"]
    assert to_bioes(tags) == ["O", "B-PER", "I-PER", "E-PER", "S-PER", "O", "S-ORG", "B-ORG", "E-ORG"]
    assert to_iob(to_bioes(tags)) == tags


def test_sentences_start_where_they_must_and_where_the_score_allows() -> None:
    scores = np.array([-9.0, 2.0, 2.0, -1.0, 0.5], dtype=np.float32)
    assert sentence_bounds([MUST, NEVER, MAY, MAY, 1.0], scores) == [0, 2]
