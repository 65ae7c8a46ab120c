"""Marks beside a sheet, as PDF operators: where it is cut and folded, whether the plates fit.

Lengths are in mm, from the lower left corner of the page; what is returned stands in points.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from generator.press.setting.pages import SheetPage
from generator.press.setting.paper import PT

Inks = tuple[int, int, int, int]
"""Cyan, magenta, yellow and black, each 0 or 1."""
REGISTRATION: Inks = (1, 1, 1, 1)
"""All four inks: a mark shows on every plate (a spot colour would be one more plate)."""
BLACK: Inks = (0, 0, 0, 1)
NEAR, FAR = 1.0, 6.0
"""A mark starts so far outside the bleed and ends there."""
_HAIR = 0.25
"""How thick a mark is, in points: the thinnest line that prints."""
_DASHES = "[2 1.5] 0 d"
_ROUND = 0.5523
"""How far the handles of a quarter circle reach, in radii."""
_TICK = 5.0
"""How long a cut mark is on a copier's sheet."""


@dataclass(frozen=True)
class Net:
    """What of a page is printed matter, and where it is cut and folded.

    ``xs`` and ``ys`` are the cuts, the outermost of them the edges; ``folds`` are upright folds,
    ``level_folds`` those that lie.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    folds: tuple[float, ...] = ()
    level_folds: tuple[float, ...] = ()

    @classmethod
    def of(cls, sheet: SheetPage) -> "Net":
        """The net of a page with one sheet on it."""
        return cls(
            (sheet.left, sheet.left + sheet.width),
            (sheet.top, sheet.top + sheet.height),
            tuple(sheet.left + fold for fold in sheet.folds),
        )


def press_marks(net: Net, bleed: float, inks: Inks = REGISTRATION) -> Iterator[str]:
    """Trim marks at every cut and dashed fold marks, all outside the bleed."""
    ends_x, ends_y = _outside(net.xs, bleed), _outside(net.ys, bleed)
    yield f"{_stroke(inks)} {_HAIR} w [] 0 d"
    for (near, far), y in product(ends_x, net.ys):
        yield _line(near, y, far, y)
    for (near, far), x in product(ends_y, net.xs):
        yield _line(x, near, x, far)
    yield f"{_stroke(BLACK)} {_DASHES}"
    for x, (near, far) in product(net.folds, ends_y):
        yield _line(x, near, x, far)
    for y, (near, far) in product(net.level_folds, ends_x):
        yield _line(near, y, far, y)


def registration_targets(net: Net, bleed: float, inks: Inks = REGISTRATION) -> Iterator[str]:
    """A crossed circle left and right of the lowest row, by which the plates are laid together."""
    yield f"{_stroke(inks)} {_HAIR} w [] 0 d"
    low, high = net.ys[:2]
    others = sorted({low, *(fold for fold in net.level_folds if low < fold < high), high})
    _, start, end = max((end - start, start, end) for start, end in pairwise(others))
    middle, arm = (start + end) / 2, (FAR - NEAR) / 2
    for near, far in _outside(net.xs, bleed):
        x = (near + far) / 2
        yield _line(x - arm, middle, x + arm, middle)
        yield _line(x, middle - arm, x, middle + arm)
        yield _circle(x, middle, arm / 2)


def copier_marks(net: Net, paper: tuple[float, float], edge: float) -> Iterator[str]:
    """Cut marks on a copier's sheet: at both ends of every cut, and where two of them cross.

    They lie on the line that is cut. A copier leaves ``edge`` at each side of the paper white, so
    they stay inside of it, and a cut that lies in it has none.
    """
    width, height = paper
    xs = [x for x in net.xs if edge < x < width - edge]
    ys = [y for y in net.ys if edge < y < height - edge]
    yield f"{_stroke(BLACK)} {_HAIR} w [] 0 d"
    for x, (start, end) in product(xs, _ticks(height, edge)):
        yield _line(x, start, x, end)
    for (start, end), y in product(_ticks(width, edge), ys):
        yield _line(start, y, end, y)
    for x, y in product(xs, ys):
        yield _line(x - _TICK / 2, y, x + _TICK / 2, y)
        yield _line(x, y - _TICK / 2, x, y + _TICK / 2)


def content(*marks: Iterable[str]) -> bytes:
    """The marks as a piece of a content stream that leaves the graphics state as it was."""
    return "\n".join(["q", *(line for each in marks for line in each), "Q"]).encode("ascii")


def _outside(cuts: tuple[float, ...], bleed: float) -> tuple[tuple[float, float], ...]:
    """Where marks start and end, before the first cut and after the last."""
    near, far = bleed + NEAR, bleed + FAR
    return (cuts[0] - near, cuts[0] - far), (cuts[-1] + near, cuts[-1] + far)


def _ticks(length: float, edge: float) -> tuple[tuple[float, float], ...]:
    return (edge, edge + _TICK), (length - edge - _TICK, length - edge)


def _stroke(inks: Inks) -> str:
    return " ".join(str(ink) for ink in inks) + " K"


def points(*millimetres: float) -> str:
    """Lengths in points, as PDF writes them."""
    return " ".join(f"{value * PT:.3f}" for value in millimetres)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{points(x1, y1)} m {points(x2, y2)} l S"


def _circle(x: float, y: float, radius: float) -> str:
    quarters = [f"{points(x + radius, y)} m"]
    for right, up in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        near = (x + radius * (right - _ROUND * up), y + radius * (up + _ROUND * right))
        far = (x + radius * (_ROUND * right - up), y + radius * (_ROUND * up + right))
        quarters.append(f"{points(*near, *far, x - radius * up, y + radius * right)} c")
    return " ".join([*quarters, "s"])
