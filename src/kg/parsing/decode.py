"""From scores to structures: sentence starts, trees with one root, well-formed name tags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Sentences of more words than this try one root alone.
LONG = 60

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def tree(scores: Floats) -> Ints:
    """Heads of the highest-scoring tree with one root. `scores` is (words, 1 + words), column 0 the root.

    The best head of each word, where that is a tree; else Chu and Liu (1965) and Edmonds (1967), once
    for each likely root.
    """
    heads: Ints = scores.argmax(axis=1)
    if len(heads) == 1:
        return np.zeros(1, dtype=np.int64)
    if int((heads == 0).sum()) == 1 and not _cycle(heads):
        return heads
    best: tuple[float, Ints] | None = None
    rows = np.arange(len(heads))
    for root in np.argsort(-scores[:, 0], kind="stable")[: 3 if len(heads) <= LONG else 1]:
        single = scores.astype(np.float64)
        single[:, 0] = -1e9
        single[root, :] = -1e9
        single[root, 0] = scores[root, 0]
        found = _edmonds(single)
        total = float(scores[rows, found].sum())
        if best is None or total > best[0]:
            best = (total, found)
    assert best is not None
    return best[1]


def _cycle(heads: Ints) -> list[int]:
    """Words (from 1) of one cycle, or nothing. `heads[i]` is the head of word i + 1."""
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for word in range(1, len(heads) + 1):
        path = []
        at = word
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at - 1])
        if state[at] == 1:
            return path[path.index(at) :]
        for seen in path:
            state[seen] = 2
    return []


def _edmonds(scores: NDArray[np.float64]) -> Ints:
    """Maximum spanning arborescence from node 0; `scores[i, j]` is that of j heading i + 1."""
    words = len(scores)
    square = np.full((words + 1, words + 1), -1e18)
    square[1:, :] = scores
    np.fill_diagonal(square, -1e18)
    heads = _arborescence(square)
    return np.array(heads[1:], dtype=np.int64)


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads[1:])
    if not cycle:
        return [int(h) for h in heads]
    inside = np.array(cycle)
    outside = np.array([i for i in range(len(scores)) if i not in set(cycle)])
    # Contract the cycle into one node, last.
    small = np.full((len(outside) + 1, len(outside) + 1), -1e18)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    out_best = scores[np.ix_(outside, inside)].argmax(axis=1)
    small[:-1, -1] = scores[np.ix_(outside, inside)].max(axis=1)
    gain = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None]
    in_best = gain.argmax(axis=0)
    small[-1, :-1] = gain.max(axis=0)
    np.fill_diagonal(small, -1e18)
    solved = _arborescence(small)
    result = [int(h) for h in heads]
    for place, node in enumerate(outside):
        if node == 0:
            continue
        head = solved[place]
        result[node] = int(inside[out_best[place]]) if head == len(outside) else int(outside[head])
    entry = solved[-1]
    broken = int(inside[in_best[entry]])
    result[broken] = int(outside[entry])
    return result


def name_tags(kinds: Sequence[str]) -> tuple[str, ...]:
    """The BIOES tags of the kinds of names, "O" first."""
    return ("O", *(f"{p}-{kind}" for kind in kinds for p in "BIES"))


def allowed(tags: Sequence[str]) -> Floats:
    """(tags, tags): 0 where the second may follow the first, else a large negative score."""
    matrix = np.full((len(tags), len(tags)), -1e4, dtype=np.float32)
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            fits = b[0] in "IE" and a[2:] == b[2:] if a[0] in "BI" else b[0] in "OBS"
            if fits:
                matrix[i, j] = 0.0
    return matrix


def ends(tags: Sequence[str]) -> tuple[Floats, Floats]:
    """Scores of starting and of ending with each tag: as what may stand after "O" and before it."""
    matrix, outside = allowed(tags), tags.index("O")
    return matrix[outside], matrix[:, outside]


def viterbi(scores: Floats, chain: Floats, first: Floats, last: Floats, lengths: Ints) -> Ints:
    """Best tag paths of a batch: scores (batch, words, tags) -> (batch, words).

    `chain` are transition scores, `first` and `last` those of starting and ending with a tag.
    """
    batch, size, _ = scores.shape
    back = np.zeros(scores.shape, dtype=np.int64)
    alpha = scores[:, 0] + first
    rows = np.arange(batch)
    for t in range(1, size):
        options = alpha[:, :, None] + chain[None]
        back[:, t] = options.argmax(axis=1)
        step = options.max(axis=1) + scores[:, t]
        alpha = np.where((t < lengths)[:, None], step, alpha)
    path = np.zeros((batch, size), dtype=np.int64)
    at = (alpha + last).argmax(axis=1)
    for t in range(size - 1, -1, -1):
        inside = t < lengths
        path[:, t] = np.where(inside, at, 0)
        if t:
            at = np.where(inside, back[rows, t, at], at)
    return path


def to_bioes(tags: Sequence[str]) -> list[str]:
    """IOB2 -> BIOES."""
    out = []
    for i, tag in enumerate(tags):
        goes_on = i + 1 < len(tags) and tags[i + 1] == f"I-{tag[2:]}"
        if tag[0] == "B":
            out.append(tag if goes_on else f"S-{tag[2:]}")
        elif tag[0] == "I":
            out.append(tag if goes_on else f"E-{tag[2:]}")
        else:
            out.append(tag)
    return out


def to_iob(tags: Sequence[str]) -> list[str]:
    """BIOES -> IOB2."""
    turn = {"S": "B", "E": "I"}
    return [turn.get(tag[0], tag[0]) + tag[1:] for tag in tags]
