"""Groups of entities that news tells about together."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import networkx as nx

SEED = 7
# Of two moves that gain the same, rounding may let networkx make both in turn for ever: no weights are equal.
TIE = 1e-6
CORE = 20_000  # so many of the most important are grouped; the rest belong to no community


def communities(size: int, links: Mapping[tuple[int, int], float], scores: Sequence[float]) -> list[int]:
    """The community of each node, numbered from 0 by falling summed importance; -1 for none.

    Louvain (Blondel et al. 2008) as in networkx, seeded; nodes are integers, so that the order in
    which sets are walked, and with it the result, does not depend on the hash seed.
    """
    whole = nx.Graph()
    core = set(sorted(range(size), key=lambda node: (-scores[node], node))[:CORE])
    whole.add_nodes_from(sorted(core))
    draw = random.Random(SEED)
    whole.add_weighted_edges_from(
        (first, second, weight * (1 + TIE * draw.random()))
        for (first, second), weight in sorted(links.items())
        if first in core and second in core
    )
    groups = nx.community.louvain_communities(whole, weight="weight", seed=SEED)
    ordered = sorted(groups, key=lambda group: (-sum(scores[node] for node in sorted(group)), min(group)))
    found = [-1] * size
    for number, group in enumerate(ordered):
        for node in group:
            found[node] = number
    return found
