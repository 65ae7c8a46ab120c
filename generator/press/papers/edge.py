"""The sheet seen from its upper edge while it is being folded: lines for the fold diagram."""

import math
from dataclasses import dataclass
from itertools import pairwise

from generator.press.imposing.folding import FoldDiagram

_ONE_FOLD, _TO_AND_FRO, _ROLLED = 150.0, 140.0, 112.0
"""By how many degrees a fold is bent, so that panels lie apart and each is seen."""
_MOST_SHEETS = 4
"""A booklet shows no more sheets, one in the other."""
_APART = 0.05
"""Of the page's width: how far sheets of a booklet lie apart."""


@dataclass(frozen=True)
class Profile:
    """Lines of points (x, y) in mm from the upper left corner; the front faces downwards."""

    width: float
    height: float
    lines: tuple[tuple[tuple[float, float], ...], ...]


def profile(diagram: FoldDiagram, sheets: int = 1) -> Profile:
    """The edge of a folded sheet, or of ``sheets`` of a booklet laid into each other."""
    lines = [_edge(diagram)]
    gap = diagram.width / 2 * _APART
    for number in range(1, min(sheets, _MOST_SHEETS)):
        lines.append([(x, y + number * gap) for x, y in lines[0]])
    left, top = (min(point[axis] for line in lines for point in line) for axis in (0, 1))
    right, bottom = (max(point[axis] for line in lines for point in line) for axis in (0, 1))
    moved = tuple(tuple((round(x - left, 2), round(y - top, 2)) for x, y in line) for line in lines)
    return Profile(round(right - left, 2), round(bottom - top, 2), moved)


def _edge(diagram: FoldDiagram) -> list[tuple[float, float]]:
    """The points of the sheet from its left end: at a mountain it turns away from the viewer.

    Whoever looks at the front stands below the picture, so away is upwards.
    """
    ways = [fold.direction for fold in diagram.folds]
    several = _ROLLED if len(set(ways)) == 1 else _TO_AND_FRO
    bend = several if len(ways) > 1 else _ONE_FOLD
    ends = [0.0, *(fold.x for fold in diagram.folds), diagram.width]
    turns = [0.0, *(-bend if way == "mountain" else bend for way in ways)]
    heading, x, y = 0.0, 0.0, 0.0
    points = [(x, y)]
    for (start, end), turn in zip(pairwise(ends), turns, strict=True):
        heading += math.radians(turn)
        x, y = x + (end - start) * math.cos(heading), y + (end - start) * math.sin(heading)
        points.append((x, y))
    middle = math.radians(sum(turns) / 2)  # turned so that it lies symmetrical
    cos, sin = math.cos(-middle), math.sin(-middle)
    return [(px * cos - py * sin, px * sin + py * cos) for px, py in points]
