"""Outlines of places as paths that a phone can carry: projected, thinned, rounded."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, inf, radians

from generator.model.boundary import Boundary, Ring

BUDGET = 20_000
"""Letters of all paths of a map together."""
FINE = 2
"""Steps of the paths to one unit of the drawing: half a unit is less than a phone shows."""
Spot = tuple[int, int]
Shape = list[list[Spot]]


@dataclass(frozen=True)
class Outlines:
    """The shapes of some boundaries on one drawing, in ``FINE`` steps to its unit."""

    width: int
    height: int
    """In the drawing's units."""
    shapes: tuple[Shape, ...]
    paths: tuple[str, ...]


def outlines(boundaries: Sequence[Boundary], width: int, tallest: int) -> Outlines:
    """The boundaries side by side as on a map, within ``width`` and ``tallest``.

    Equirectangular about the middle latitude: right in the middle, and within a tenth of a percent
    for a province. Small bends go first (Visvalingam and Whyatt 1993), until the paths fit.
    """
    points = [point for one in boundaries for ring in one.rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = cos(radians((south + north) / 2))
    wide, high = max((east - west) * narrow, 1e-9), max(north - south, 1e-9)
    scale = min(width / wide, tallest / high)
    fine = scale * FINE

    def spots(ring: Ring) -> list[Spot]:
        return _apart([(round((x - west) * narrow * fine), round((north - y) * fine))
                       for x, y in ring])  # fmt: skip

    full = [[_weighed(spots(ring)) for ring in one.rings] for one in boundaries]
    least = 1.0
    while True:
        shapes = tuple([_kept(ring, least) for ring in shape] for shape in full)
        paths = tuple("".join(_paths(shape)) for shape in shapes)
        if sum(map(len, paths)) <= BUDGET or least > 1e6:
            return Outlines(max(1, round(wide * scale)), max(1, round(high * scale)), shapes, paths)
        least *= 1.6


def _apart(spots: Sequence[Spot]) -> list[Spot]:
    """The spots of a closed line without those that fall on the one before."""
    return [spot for spot, before in zip(spots, [*spots[-1:], *spots], strict=False)
            if spot != before] or list(spots[:1])  # fmt: skip


def _weighed(ring: list[Spot]) -> list[tuple[Spot, float]]:
    """Each spot with what the line loses without it: the area of its bend, in fine steps."""
    count = len(ring)
    before, after = [n - 1 for n in range(count)], [(n + 1) % count for n in range(count)]
    before[0] = count - 1
    weights = [inf] * count
    area = [_bend(ring[before[n]], ring[n], ring[after[n]]) for n in range(count)]
    queue = [(area[n], n) for n in range(count)]
    heapq.heapify(queue)
    left, most = count, 0.0
    while queue and left > 3:
        size, n = heapq.heappop(queue)
        if weights[n] < inf or size != area[n]:
            continue
        most = max(most, size)
        weights[n] = most
        left -= 1
        one, other = before[n], after[n]
        after[one], before[other] = other, one
        for near in (one, other):
            area[near] = _bend(ring[before[near]], ring[near], ring[after[near]])
            heapq.heappush(queue, (area[near], near))
    return list(zip(ring, weights, strict=True))


def _bend(one: Spot, spot: Spot, other: Spot) -> float:
    across = (spot[0] - one[0]) * (other[1] - one[1]) - (other[0] - one[0]) * (spot[1] - one[1])
    return abs(across) / 2


def _kept(ring: Sequence[tuple[Spot, float]], least: float) -> list[Spot]:
    """The spots that matter; nothing of a ring that is smaller than can be seen."""
    kept = [spot for spot, weight in ring if weight >= least]
    return kept if abs(area_of(kept)) >= least else []


def area_of(ring: Sequence[Spot]) -> float:
    """The area inside a closed line, in squares of its steps."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(x * v - u * y for (x, y), (u, v) in pairs) / 2


def _paths(shape: Shape) -> Iterator[str]:
    """A closed path for each ring: the first spot, then steps from one to the next."""
    for ring in shape:
        if len(ring) >= 3:
            steps = pairwise(ring)
            words = [f"{u - x} {v - y}" for (x, y), (u, v) in steps]
            yield f"M{ring[0][0]} {ring[0][1]}l{' '.join(words)}z".replace(" -", "-")
