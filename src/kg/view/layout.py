"""Positions for nodes: pivot distances, then forces, then room for labels, then packed components.

All with numpy and without chance, so that one input gives one picture. Units are the page's pixels
at zoom 1.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from kg.view.packing import pack

Points = npt.NDArray[np.float64]

SPACING = 78.0
EXACT = 350  # up to so many nodes every pair is looked at; above, repulsion is smoothed on a grid
GRID = 96
PIVOTS = 40
ROOMY = 600  # up to so many nodes most can be labelled, and stand wider apart
LABEL_STRETCH = 2.1  # nodes keep this much more distance sideways, where labels need it


def layout(size: int, links: Mapping[tuple[int, int], float], radii: Sequence[float]) -> Points:
    """Positions of shape (size, 2), centred on the origin, no two nodes over each other."""
    if size == 0:
        return np.zeros((0, 2))
    pairs = np.array(sorted(links), dtype=np.int64).reshape(-1, 2)
    weights = np.array([links[int(a), int(b)] for a, b in pairs], dtype=np.float64)
    radius = np.asarray(radii, dtype=np.float64)
    placed: list[tuple[npt.NDArray[np.int64], Points]] = []
    neighbours = _neighbours(size, pairs)
    for members in _components(size, neighbours):
        local = np.full(size, -1, dtype=np.int64)
        local[members] = np.arange(len(members))
        inside = local[pairs[:, 0]] >= 0 if len(pairs) else np.zeros(0, dtype=bool)
        inner = local[pairs[inside]]
        points = _component(len(members), inner, weights[inside], radius[members])
        placed.append((members, points))
    offsets = pack([points for _, points in placed], [radius[members] for members, _ in placed])
    found = np.zeros((size, 2))
    for (members, points), offset in zip(placed, offsets, strict=True):
        found[members] = points + offset
    centred: Points = np.round(found - (found.min(axis=0) + found.max(axis=0)) / 2)
    return centred


def _neighbours(size: int, pairs: npt.NDArray[np.int64]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(size)]
    for first, second in pairs.tolist():
        found[first].append(second)
        found[second].append(first)
    return found


def _components(size: int, neighbours: list[list[int]]) -> list[npt.NDArray[np.int64]]:
    seen = [False] * size
    found = []
    for start in range(size):
        if seen[start]:
            continue
        seen[start] = True
        queue, members = deque([start]), [start]
        while queue:
            for other in neighbours[queue.popleft()]:
                if not seen[other]:
                    seen[other] = True
                    members.append(other)
                    queue.append(other)
        found.append(np.array(sorted(members), dtype=np.int64))
    return sorted(found, key=lambda members: (-len(members), int(members[0])))


def _component(size: int, pairs: npt.NDArray[np.int64], weights: Points, radius: Points) -> Points:
    if size == 1:
        return np.zeros((1, 2))
    if size == 2:
        pair: Points = np.array([[-0.8, -0.25], [0.8, 0.25]]) * (SPACING + radius.mean())
        return pair
    points = _pivot_distances(size, pairs) * SPACING * np.sqrt(size) * 0.5
    degree = np.bincount(pairs.ravel(), minlength=size).astype(np.float64)
    points = _forces(points, pairs, weights, degree)
    return _make_room(points, radius)


def _pivot_distances(size: int, pairs: npt.NDArray[np.int64]) -> Points:
    """Pivot MDS (Brandes and Pich 2006): the first two principal axes of graph distances to pivots."""
    neighbours = _neighbours(size, pairs)
    nearest = np.full(size, np.iinfo(np.int64).max, dtype=np.int64)
    columns = []
    pivot = int(np.argmax([len(found) for found in neighbours]))
    for _ in range(min(PIVOTS, size)):
        distance = _distances(neighbours, pivot)
        columns.append(distance)
        nearest = np.minimum(nearest, distance)
        pivot = int(np.argmax(nearest))
    square = np.stack(columns, axis=1).astype(np.float64) ** 2
    centred = square - square.mean(axis=0) - square.mean(axis=1, keepdims=True) + square.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    points = centred @ axes[:, -1:-3:-1]
    points = points * np.where(points[np.abs(points).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    spread = points.std(axis=0)
    points = points / np.where(spread > 1e-9, spread, 1.0)
    # Leaves of one hub fall on one point: a sunflower's spiral separates them.
    turn = np.arange(size) * 2.399963
    reach = 0.25 * np.sqrt((np.arange(size) + 0.5) / size)
    apart: Points = points + np.stack([np.cos(turn), np.sin(turn)], axis=1) * reach[:, None]
    return apart


def _distances(neighbours: list[list[int]], start: int) -> npt.NDArray[np.int64]:
    distance = [-1] * len(neighbours)
    distance[start] = 0
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for other in neighbours[here]:
            if distance[other] < 0:
                distance[other] = distance[here] + 1
                queue.append(other)
    return np.array(distance, dtype=np.int64)


def _forces(points: Points, pairs: npt.NDArray[np.int64], weights: Points, degree: Points) -> Points:
    """ForceAtlas2's forces (Jacomy et al. 2014): repulsion by degree, attraction by log distance.

    Attraction that grows slowly keeps a dense middle open and groups apart (Noack 2009); at the end
    the drawing is scaled to an even share of area for each node.
    """
    size = len(points)
    mass = 1 + 0.6 * np.sqrt(degree)
    pull = 0.6 + 0.4 * weights / max(float(weights.max()), 1e-9)
    # Hubs hold each link more loosely, or their neighbours collapse into one heap.
    pull = pull / np.sqrt(np.minimum(degree[pairs[:, 0]], degree[pairs[:, 1]]))
    steps = min(260, 40 + 5 * size) if size <= EXACT else 160
    repel = _repel_exact if size <= EXACT else _repel_on_grid
    for step in range(steps):
        heat = SPACING * 2.2 * (1 - step / steps) ** 1.5 + 0.5
        force = repel(points, mass) * SPACING**2 * 0.55
        apart = points[pairs[:, 1]] - points[pairs[:, 0]]
        reach = np.sqrt((apart**2).sum(axis=1, keepdims=True)) + 1e-9
        draw = apart / reach * (pull[:, None] * SPACING * 2.2 * np.log1p(reach / SPACING))
        for axis in (0, 1):
            force[:, axis] += np.bincount(pairs[:, 0], weights=draw[:, axis], minlength=size)
            force[:, axis] -= np.bincount(pairs[:, 1], weights=draw[:, axis], minlength=size)
        force -= (points - points.mean(axis=0)) * mass[:, None] * np.array([0.042, 0.055])
        length = np.sqrt((force**2).sum(axis=1, keepdims=True)) + 1e-9
        points = points + force / length * np.minimum(length, heat)
    centred: Points = points - points.mean(axis=0)
    reach = np.sqrt((centred**2).sum(axis=1).mean())
    # Small drawings are held wider, so that their lines are seen between the nodes.
    scaled: Points = centred * (SPACING * (0.42 * np.sqrt(size) + 0.5) / max(float(reach), 1e-9))
    return scaled


def _repel_exact(points: Points, mass: Points) -> Points:
    x = points[:, 0][:, None] - points[:, 0][None, :]
    y = points[:, 1][:, None] - points[:, 1][None, :]
    strength = mass[:, None] * mass[None, :] / (x * x + y * y + 25.0)
    return np.stack([(x * strength).sum(axis=1), (y * strength).sum(axis=1)], axis=1)


def _repel_on_grid(points: Points, mass: Points) -> Points:
    """The same force by convolution on a grid (as FIt-SNE, Linderman et al. 2019)."""
    low = points.min(axis=0)
    cell = float(max((points.max(axis=0) - low).max(), 1.0)) / (GRID - 2)
    spot = (points - low) / cell
    base = np.floor(spot).astype(np.int64)
    part = spot - base
    density = np.zeros((GRID, GRID))
    corners = []
    for dx in (0, 1):
        for dy in (0, 1):
            share = np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1])
            at = (np.minimum(base[:, 0] + dx, GRID - 1), np.minimum(base[:, 1] + dy, GRID - 1))
            corners.append((at, share))
            np.add.at(density, at, share * mass)
    span = np.concatenate([np.arange(GRID), np.arange(-GRID, 0)]) * cell
    x, y = np.meshgrid(span, span, indexing="ij")
    fall = 1.0 / (x * x + y * y + (0.5 * cell) ** 2 + 25.0)
    spectrum = np.fft.rfft2(density, s=(2 * GRID, 2 * GRID))
    force = np.zeros_like(points)
    for axis, kernel in enumerate((x * fall, y * fall)):
        field = np.fft.irfft2(spectrum * np.fft.rfft2(kernel), s=(2 * GRID, 2 * GRID))[:GRID, :GRID]
        for at, share in corners:
            force[:, axis] += field[at] * share
    weighed: Points = force * mass[:, None]
    return weighed


def _make_room(points: Points, radius: Points, rounds: int = 60) -> Points:
    """Push apart what overlaps, looking only at nearby cells; wider sideways, where labels stand."""
    stretch = np.array([LABEL_STRETCH, 1.0])
    points = points / stretch
    pad = 22.0 if len(points) <= ROOMY else 9.0
    reach = float(2 * radius.max() + pad)
    for _ in range(rounds):
        first, second = _near(points, reach)
        apart = points[first] - points[second]
        distance = np.sqrt((apart**2).sum(axis=1))
        lack = radius[first] + radius[second] + pad - distance
        close = lack > 0.5
        if not close.any():
            break
        first, second, apart = first[close], second[close], apart[close]
        distance, lack = distance[close], lack[close]
        same = distance < 1e-6
        apart[same] = np.stack([np.cos(first[same] * 2.4), np.sin(first[same] * 2.4)], axis=1)
        move = apart / np.maximum(distance, 1e-6)[:, None] * (lack * 0.35)[:, None]
        move[same] = apart[same] * lack[same][:, None] * 0.35
        for axis in (0, 1):
            points[:, axis] += np.bincount(first, weights=move[:, axis], minlength=len(points))
            points[:, axis] -= np.bincount(second, weights=move[:, axis], minlength=len(points))
    roomy: Points = points * stretch
    return roomy


def _near(points: Points, reach: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """All pairs (smaller index first) that lie in one cell of side `reach` or in neighbouring ones."""
    cells = np.floor((points - points.min(axis=0)) / reach).astype(np.int64) + 1
    width = int(cells[:, 1].max()) + 2
    key = cells[:, 0] * width + cells[:, 1]
    order = np.argsort(key, kind="stable")
    ranked = key[order]
    firsts, seconds = [], []
    for step in (0, 1, width - 1, width, width + 1):
        begin = np.searchsorted(ranked, ranked + step, side="left")
        end = np.searchsorted(ranked, ranked + step, side="right")
        if step == 0:
            begin = np.arange(len(order)) + 1
        counts = np.maximum(end - begin, 0)
        total = int(counts.sum())
        if not total:
            continue
        left = np.repeat(np.arange(len(order)), counts)
        right = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(begin, counts)
        firsts.append(order[left])
        seconds.append(order[right])
    if not firsts:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing
    return np.concatenate(firsts), np.concatenate(seconds)
