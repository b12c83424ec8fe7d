"""How important an entity is: the measure that the page states to its readers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kg.view.records import Node

DAMPING = 0.85
STEPS = 100
TOLERANCE = 1e-10


NAMELESS_SHARE = 0.2  # what has no name of its own counts for so much of what a name would


def importance(nodes: Sequence[Node], links: Mapping[tuple[int, int], float]) -> list[float]:
    """PageRank over the links, weighted by evidence, times log2(1 + articles that name it).

    The highest is 1. PageRank after Brin and Page (1998), on the undirected graph, damping 0.85;
    the factor favours what several articles name over what one article tells much about. What has no
    name of its own, and links to it, count for a fifth.
    """
    if not nodes:
        return []
    share = [1.0 if node.named else NAMELESS_SHARE for node in nodes]
    known = {(a, b): weight * share[a] * share[b] for (a, b), weight in links.items()}
    rank = pagerank(len(nodes), known)
    spread = np.array([math.log2(1 + max(1, node.articles)) for node in nodes])
    score = rank * spread * np.array(share)
    return [float(value) for value in np.round(score / score.max(), 6)]


def pagerank(size: int, links: Mapping[tuple[int, int], float]) -> npt.NDArray[np.float64]:
    """PageRank of `size` nodes by power iteration over weighted undirected links; sums to 1."""
    pairs = np.array(list(links), dtype=np.int64).reshape(-1, 2)
    weights = np.array(list(links.values()), dtype=np.float64)
    source = np.concatenate([pairs[:, 0], pairs[:, 1]])
    target = np.concatenate([pairs[:, 1], pairs[:, 0]])
    both = np.concatenate([weights, weights])
    strength = np.bincount(source, weights=both, minlength=size)
    share = both / strength[source] if len(both) else both
    dangling = strength == 0
    rank = np.full(size, 1 / size)
    for _ in range(STEPS):
        flow = np.bincount(target, weights=rank[source] * share, minlength=size)
        flow += rank[dangling].sum() / size
        following = (1 - DAMPING) / size + DAMPING * flow
        moved = float(np.abs(following - rank).sum())
        rank = following
        if moved < TOLERANCE:
            break
    return rank
