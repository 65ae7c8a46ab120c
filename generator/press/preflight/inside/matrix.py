"""Arithmetic of PDF's transformation matrices and boxes (ISO 32000-1, 8.3.4)."""

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rect(NamedTuple):
    """A box in points, lower left and upper right corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


def matrix_of(values: Sequence[Any]) -> Matrix:
    """The matrix of six numbers. Raises ``ValueError`` for fewer."""
    a, b, c, d, e, f = (float(value) for value in values[-6:])
    return a, b, c, d, e, f


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and after it ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def inverse(matrix: Matrix) -> Matrix | None:
    """The matrix that undoes this one; none where it flattens everything."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    if not area or not math.isfinite(area):
        return None
    return (
        d / area,
        -b / area,
        -c / area,
        a / area,
        (c * f - d * e) / area,
        (b * e - a * f) / area,
    )


def stretch(matrix: Matrix) -> tuple[float, float]:
    """By how much the matrix shrinks and stretches: the least and the largest factor."""
    a, b, c, d, _, _ = matrix
    # The singular values of the 2 x 2 part; hypot keeps small and large numbers whole.
    one, two = math.hypot(a + d, b - c), math.hypot(a - d, b + c)
    return abs(one - two) / 2, (one + two) / 2


def sides(matrix: Matrix) -> tuple[float, float]:
    """How long the unit square's two sides become."""
    a, b, c, d, _, _ = matrix
    return math.hypot(a, b), math.hypot(c, d)


def rise(matrix: Matrix) -> float:
    """How high a line of text of size 1 becomes, measured upright to its base line."""
    a, b, c, d, _, _ = matrix
    along = math.hypot(a, b)
    return abs(a * d - b * c) / along if along else math.hypot(c, d)


def placed(matrix: Matrix, box: Rect) -> Rect:
    """The box around a box after the matrix."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    if not b and not c:
        x1, x2, y1, y2 = a * left + e, a * right + e, d * bottom + f, d * top + f
        return Rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def around(matrix: Matrix, points: Sequence[float]) -> Rect | None:
    """The box around points (x, y, x, y, ...) after the matrix; none where there are none."""
    if len(points) < 2:
        return None
    xs, ys = points[0::2], points[1::2]
    a, b, c, d, e, f = matrix
    if (b or c) and (a or d):
        pairs = list(zip(xs, ys, strict=False))
        xs, ys = [a * x + c * y + e for x, y in pairs], [b * x + d * y + f for x, y in pairs]
        return Rect(min(xs), min(ys), max(xs), max(ys))
    return placed(matrix, Rect(min(xs), min(ys), max(xs), max(ys)))


def common(one: Rect | None, other: Rect | None) -> Rect | None:
    """What two boxes share, ``empty`` where they lie apart. ``None`` is no bound at all."""
    if one is None:
        return other
    if other is None:
        return one
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return Rect(left, bottom, right, top)


def empty(box: Rect) -> bool:
    """Whether nothing is left of a box (a line without width is something)."""
    return box[2] < box[0] or box[3] < box[1] or not all(map(math.isfinite, box))


def grown(box: Rect, by: float) -> Rect:
    """The box with so much more on every side."""
    return Rect(box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def union(boxes: Iterable[Rect]) -> Rect | None:
    """The smallest box around all."""
    rows = list(zip(*boxes, strict=True))
    if not rows:
        return None
    return Rect(min(rows[0]), min(rows[1]), max(rows[2]), max(rows[3]))
