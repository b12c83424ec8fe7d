"""Set the drawings of a graph's components side by side, close and without overlap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

CELL = 56.0
ASPECT = 1.25  # screens are wider than high


def pack(drawings: Sequence[Points], radii: Sequence[npt.NDArray[np.float64]]) -> list[Points]:
    """An offset of shape (2,) for each drawing, the biggest in the middle.

    Polyomino packing (Freivalds, Dogrusoz and Kikusts 2002): each drawing covers cells of a grid, and
    takes the free place nearest to the middle. The bigger drawings should come first.
    """
    prints = [_cells(points, radius) for points, radius in zip(drawings, radii, strict=True)]
    count = sum(len(cells) for cells in prints)
    side = max((int(np.abs(cells).max()) for cells in prints), default=1)
    reach = int(1.3 * np.sqrt(count)) + 2 * side + 6
    spiral = _spiral(reach)
    size = 2 * (reach + side) + 3
    taken = np.zeros((size, size), dtype=bool)
    middle = size // 2
    start: dict[int, int] = {}
    offsets = []
    for cells in prints:
        # No drawing of as many cells found room nearer to the middle, so look on from there.
        number = _first_free(taken, cells + middle, spiral, start.get(len(cells), 0))
        start[len(cells)] = number
        at = cells + middle + spiral[number]
        taken[at[:, 0], at[:, 1]] = True
        offsets.append(spiral[number] * CELL)
    return offsets


def _first_free(
    taken: npt.NDArray[np.bool_], cells: npt.NDArray[np.int64], spiral: npt.NDArray[np.int64], start: int
) -> int:
    """The first offset from `start` on at which no cell is taken; the last one if there is none."""
    step = 64
    while start < len(spiral):
        tried = spiral[start : start + step]
        x = cells[None, :, 0] + tried[:, None, 0]
        y = cells[None, :, 1] + tried[:, None, 1]
        free = ~taken[x, y].any(axis=1)
        if free.any():
            return start + int(free.argmax())
        start += step
        step = min(2 * step, 4096)
    return len(spiral) - 1


def _cells(points: Points, radius: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """The cells under the nodes and in the gaps along each row, with a margin for labels."""
    margin = np.stack([radius + 46.0, radius + 18.0], axis=1)
    low = np.floor((points - margin) / CELL).astype(np.int64)
    high = np.floor((points + margin) / CELL).astype(np.int64)
    rows: dict[int, tuple[int, int]] = {}
    for (x0, y0), (x1, y1) in zip(low.tolist(), high.tolist(), strict=True):
        for y in range(y0, y1 + 1):
            left, right = rows.get(y, (x0, x1))
            rows[y] = (min(left, x0), max(right, x1))
    return np.array([(x, y) for y, (left, right) in sorted(rows.items()) for x in range(left, right + 1)])


def _spiral(reach: int) -> npt.NDArray[np.int64]:
    x, y = np.meshgrid(np.arange(-reach, reach + 1), np.arange(-reach, reach + 1), indexing="ij")
    spots = np.stack([x.ravel(), y.ravel()], axis=1)
    far = (spots[:, 0] / ASPECT) ** 2 + spots[:, 1] ** 2
    return spots[np.lexsort((spots[:, 1], spots[:, 0], far))]
