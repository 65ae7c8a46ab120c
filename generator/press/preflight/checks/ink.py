"""Ink: how much of it lies together, which inks a page prints, and whether art bleeds."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from generator.press.preflight import rules
from generator.press.preflight.inside.matrix import Rect
from generator.press.preflight.inside.pages import Leaf
from generator.press.preflight.looks.plates import Plate
from generator.press.preflight.verdict import Box, Expected, Finding, Measure, Severity

_SEEN = 3
"""Of 255: less ink on a dot is rounding."""
_INSIDE = 1.0
"""Art that is within so many mm of the cut reaches it."""
_SHORT = 1.0
"""Millimetres of an edge that may lack ink: the width of a thin line that ends at the cut."""
_GAP = 3.0
"""Millimetres of an edge that may be white where the art around it bleeds: its own pattern."""


def inks(leaf: Leaf, plate: Plate) -> str:
    """The inks that a page prints inside its trim, such as ``CMYK``, ``K`` or nothing."""
    carried = _trimmed(leaf, plate).max(axis=(0, 1)) > _SEEN
    return "".join(ink for ink, there in zip("CMYK", carried, strict=True) if there)


def _trimmed(leaf: Leaf, plate: Plate) -> NDArray[np.uint8]:
    rows, columns = _spans(leaf, plate, 0.0)
    return plate.ink[rows, columns]


def _spans(leaf: Leaf, plate: Plate, around: float) -> tuple[slice, slice]:
    """Rows and columns of the trim with so many mm more on each side."""
    width, height = leaf.trim.width * leaf.millimetres, leaf.trim.height * leaf.millimetres
    rows = slice(plate.index(-around), plate.index(height + around))
    return rows, slice(plate.index(-around), plate.index(width + around))


def heaviest(leaf: Leaf, plate: Plate) -> tuple[float, Rect]:
    """The most ink in percent that a square holds on the average, and that square in points.

    The square of ``rules.INK_SQUARE`` mm is slid over trim and bleed (a page smaller than it is
    taken whole).
    """
    rows, columns = _spans(leaf, plate, rules.BLEED)
    total = plate.ink[rows, columns].sum(axis=2, dtype=np.uint32)
    side = max(1, round(rules.INK_SQUARE * plate.dots))
    high, wide = min(side, total.shape[0]), min(side, total.shape[1])
    sums = np.zeros((total.shape[0] + 1, total.shape[1] + 1), np.uint64)
    sums[1:, 1:] = total.cumsum(axis=0, dtype=np.uint64).cumsum(axis=1)
    # Added before it is taken away: whole numbers without a sign must not go under 0.
    squares = (sums[high:, wide:] + sums[:-high, :-wide]) - (
        sums[:-high, wide:] + sums[high:, :-wide]
    )
    row, column = divmod(int(squares.argmax()), squares.shape[1])
    percent = float(squares[row, column]) / (high * wide) / 255 * 100
    left = leaf.trim.left + (column / plate.dots - rules.BLEED) / leaf.millimetres
    top = leaf.trim.top - (row / plate.dots - rules.BLEED) / leaf.millimetres
    factor = plate.dots * leaf.millimetres
    return percent, Rect(left, top - high / factor, left + wide / factor, top)


def check_ink(leaf: Leaf, plate: Plate, expected: Expected | None) -> Iterator[Finding]:
    """Too much ink in one place smears and stays wet. Our own files are held to their own limit."""
    percent, square = heaviest(leaf, plate)
    limit = expected.ink if expected else rules.INK
    if percent > limit + 0.5:
        severity: Severity = "error" if expected else "warning"
        measured, most = Measure(round(percent), "%"), Measure(limit, "%")
        yield Finding("total-ink", severity, leaf.number, leaf.place(square), measured, most)


def check_empty(leaf: Leaf, plate: Plate) -> Iterator[Finding]:
    """A page on which nothing is printed."""
    if not inks(leaf, plate):
        yield Finding("empty-page", "warning", leaf.number)


def check_bleed(leaf: Leaf, plate: Plate, expected: Expected | None) -> Iterator[Finding]:
    """Art that reaches the cut but not the bleed shows a white edge where the cut is a bit off.

    Along each edge of the trim, dots that carry ink in the last millimetre inside must carry ink
    all the way out.
    """
    bleed = expected.bleed if expected else rules.BLEED
    rows, columns = _spans(leaf, plate, 0.0)
    for side, strip in _edges(plate.ink.max(axis=2), rows, columns):
        yield from _lacking(leaf, plate, side, strip, bleed)


def _edges(
    inked: NDArray[np.uint8], rows: slice, columns: slice
) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Each edge as a strip: its rows lead from far outside to far inside, the cut in the middle."""
    down, right = inked.shape[0] - rows.stop, inked.shape[1] - columns.stop
    yield "top", inked[: 2 * rows.start, columns]
    yield "bottom", inked[::-1][: 2 * down, columns]
    yield "left", inked.T[: 2 * columns.start, rows]
    yield "right", inked.T[::-1][: 2 * right, rows]


def _lacking(
    leaf: Leaf, plate: Plate, side: str, strip: NDArray[np.uint8], bleed: float
) -> Iterator[Finding]:
    """The stretches of an edge at which art stops too early."""
    cut = strip.shape[0] // 2
    depth = max(1, round(_INSIDE * plate.dots))
    wanted = max(1, int((bleed - rules.BLEED_SLACK) * plate.dots)) if bleed else 0
    reaches: NDArray[np.bool_] = np.all(strip[cut : cut + depth] > _SEEN, axis=0)
    outside = strip[max(0, cut - wanted) : cut][::-1]
    short = np.logical_and(reaches, ~np.all(outside > _SEEN, axis=0))
    # A renderer may ink a whole dot where half of one is meant: that is no reach.
    solid = outside > np.maximum(strip[cut] // 2, _SEEN)
    whole = np.concatenate(([False], np.logical_and(reaches, ~short), [False]))
    for start, end in _runs(short, max(1, round(_SHORT * plate.dots))):
        if end - start < _GAP * plate.dots and whole[start] and whole[end + 1]:
            continue  # a white spot in art that bleeds on both sides of it
        reach = solid[:, start:end].cumprod(axis=0).sum(axis=0).min() / plate.dots
        box = _place(leaf, side, start / plate.dots, end / plate.dots, bleed)
        measured = Measure(round(min(float(reach), bleed), 1), "mm")
        details = {"edge": side}
        limit = Measure(bleed, "mm")
        yield Finding("no-bleed", "error", leaf.number, box, measured, limit, details)


def _runs(flags: NDArray[np.bool_], least: int) -> Iterator[tuple[int, int]]:
    """Where runs of at least so many flags begin and end."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False]))))
    for start, end in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start >= least:
            yield start, end


def _place(leaf: Leaf, side: str, start: float, end: float, bleed: float) -> Box:
    """A stretch of an edge of the trim, with the bleed outside it."""
    unit = leaf.millimetres
    trim, out = leaf.trim, bleed / unit
    if side in ("top", "bottom"):
        left, right = trim.left + start / unit, trim.left + end / unit
        at = trim.top if side == "top" else trim.bottom - out
        return leaf.place(Rect(left, at, right, at + out))
    top, bottom = trim.top - start / unit, trim.top - end / unit
    at = trim.right if side == "right" else trim.left - out
    return leaf.place(Rect(at, bottom, at + out, top))
