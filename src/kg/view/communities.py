"""Groups of entities that news tells about together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx

SEED = 7


def communities(size: int, links: Mapping[tuple[int, int], float], scores: Sequence[float]) -> list[int]:
    """The community of each node, numbered from 0 by falling summed importance.

    Louvain (Blondel et al. 2008) as in networkx, seeded; nodes are integers, so that the order in
    which sets are walked, and with it the result, does not depend on the hash seed.
    """
    whole = nx.Graph()
    whole.add_nodes_from(range(size))
    whole.add_weighted_edges_from((first, second, weight) for (first, second), weight in links.items())
    groups = nx.community.louvain_communities(whole, weight="weight", seed=SEED)
    ordered = sorted(groups, key=lambda group: (-sum(scores[node] for node in sorted(group)), min(group)))
    found = [0] * size
    for number, group in enumerate(ordered):
        for node in group:
            found[node] = number
    return found
