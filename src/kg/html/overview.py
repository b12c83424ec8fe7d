"""The map of communities: what a page shows of a graph that is larger than the page holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.view.layout import layout

LARGEST = 36  # communities on the map
SMALLEST = 3  # entities that make a community worth a place on it
NAMES = 3

Bubble = tuple[int, int, list[str], int, int, int]


def overview(
    groups: Sequence[int],
    labels: Sequence[str],
    order: Sequence[int],
    joined: Mapping[tuple[int, int], float],
) -> tuple[list[Bubble], list[tuple[int, int, float]]]:
    """Bubbles (community, entities, most important names, x, y, radius) and links between them.

    `groups` and `labels` go by entity, `order` lists entities by falling importance, `joined` is the
    weight of the links between entities. Links are (index of bubble, index of bubble, weight), and only
    each bubble's three strongest are kept. The area of a bubble is that of its entities.
    """
    members: defaultdict[int, list[int]] = defaultdict(list)
    for entity in order:
        if groups[entity] >= 0:
            members[groups[entity]].append(entity)
    chosen = [group for group in sorted(members) if len(members[group]) >= SMALLEST][:LARGEST]
    place = {group: number for number, group in enumerate(chosen)}
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (first, second), weight in joined.items():
        a, b = place.get(groups[first]), place.get(groups[second])
        if a is not None and b is not None and a != b:
            weights[min(a, b), max(a, b)] += weight
    strongest = _strongest(weights)
    largest = max((len(members[group]) for group in chosen), default=1)
    radii = [round(20 + 76 * (len(members[group]) / largest) ** 0.5, 1) for group in chosen]
    points = layout(len(chosen), strongest, radii)
    bubbles = [
        (
            group,
            len(members[group]),
            [labels[entity] for entity in members[group][:NAMES]],
            int(points[number][0]),
            int(points[number][1]),
            int(radii[number]),
        )
        for number, group in enumerate(chosen)
    ]
    return bubbles, [(a, b, round(weight, 2)) for (a, b), weight in strongest.items()]


def _strongest(weights: Mapping[tuple[int, int], float], most: int = 3) -> dict[tuple[int, int], float]:
    by_end: defaultdict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for pair, weight in weights.items():
        for end in pair:
            by_end[end].append((-weight, pair))
    kept = {pair for found in by_end.values() for _, pair in sorted(found)[:most]}
    return {pair: weights[pair] for pair in sorted(kept)}
