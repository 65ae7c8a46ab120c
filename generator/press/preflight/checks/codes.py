"""QR codes: found by reading the page as a picture, then measured closely."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from generator.press.preflight import limits, rules
from generator.press.preflight.inside.canvas import Sheet
from generator.press.preflight.inside.matrix import Rect
from generator.press.preflight.inside.pages import Leaf
from generator.press.preflight.inside.state import Fill, Picture, Thing
from generator.press.preflight.looks.raster import Dots, coloured, grey, scale_within
from generator.press.preflight.verdict import Box, Finding, Measure, Severity

_DPI = 170.0
"""The page as a whole: three dots a module for a code of 20 mm."""
_CLOSE = 640
"""Dots across a place that is looked at closely."""
_MODULE = 16.0
"""Dots of a module when a code is measured."""
_SIDES = (4.0, 90.0)
"""Millimetres that a small or faint code may measure."""
_PIECES = 30
"""A code drawn as an area has at least so many pieces."""
_DIRT = 0.3
"""Ground is dirty where it is darker than light modules by this share of the contrast."""
_STEP = 0.25
"""Modules between the places at which the ground is looked at."""
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_AROUND = 6
"""Modules around a code that are looked at."""


@dataclass(frozen=True, eq=False)
class _View:
    """A cut-out of a page: grey dots, dots in a point, its upper left corner in points of the page
    as seen."""

    dots: Dots
    scale: float
    left: float
    top: float


def check(leaf: Leaf, sheet: Sheet, page: Any) -> Iterator[Finding]:
    """What is wrong with the QR codes of a page; ``page`` is PDFium's."""
    found: list[Rect] = []
    for corners, modules in _codes(leaf, sheet, page):
        box = _around(corners)
        if not any(_overlap(box, other) for other in found):
            found.append(box)
            yield from _judged(leaf, page, corners, modules)


def _overlap(one: Rect, other: Rect) -> bool:
    return not (
        one.right < other.left
        or one.left > other.right
        or one.top < other.bottom
        or one.bottom > other.top
    )


Corners = list[tuple[float, float]]
"""The four corners of a code in points of the page as seen, from its upper left corner."""


def _around(corners: Corners) -> Rect:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def _codes(leaf: Leaf, sheet: Sheet, page: Any) -> Iterator[tuple[Corners, int]]:
    """The codes of the page: from afar, then what looks like a code from close by."""
    width, height = page.get_size()
    scale = scale_within(width, height, _DPI / 25.4 * leaf.millimetres)
    seen = []
    for corners, modules in _read(_View(grey(page, scale).squeeze(), scale, 0, 0)):
        seen.append(_around(corners))
        yield corners, modules
    for place in _likely(leaf, sheet):
        if not any(_overlap(place, other) for other in seen):
            yield from _read(_close(page, place))


def _read(view: _View) -> Iterator[tuple[Corners, int]]:
    codes = zxingcpp.read_barcodes(
        np.ascontiguousarray(view.dots),
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
    )
    for code in codes:
        place = code.position
        points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        corners = [(view.left + p.x / view.scale, view.top + p.y / view.scale) for p in points]
        modules = _modules(code)
        if modules:
            yield corners, modules


def _modules(code: Any) -> int:
    """Modules a side (ISO/IEC 18004, 6.3.1); 0 where the version is not told."""
    try:
        version = int(dict(code.extra).get("Version", 0))
    except (TypeError, ValueError):
        return 0
    return 17 + 4 * version if 1 <= version <= 40 else 0


def _likely(leaf: Leaf, sheet: Sheet) -> Iterator[Rect]:
    """Places that may hold a code: square images, areas of many straight pieces, many squares."""
    places: list[Rect] = []
    cloud: list[Rect] = []
    values: tuple[float, ...] = ()
    for thing in sheet.things:
        if isinstance(thing, Fill) and thing.squares == 1 and _small(leaf, thing):
            if thing.colour.values != values:
                places += _cloud(cloud)
                cloud = []
            values = thing.colour.values
            cloud.append(thing.box)
        elif isinstance(thing, Picture) or (isinstance(thing, Fill) and thing.squares > _PIECES):
            places.append(thing.box)
    places += _cloud(cloud)
    squares = [place for place in places if _square(leaf, place)]
    for place in squares[: limits.CODES]:
        box = leaf.place(place)
        yield _points(leaf, box)


def _small(leaf: Leaf, thing: Thing) -> bool:
    return max(thing.box.width, thing.box.height) * leaf.millimetres < _SIDES[1] / 3


def _cloud(boxes: list[Rect]) -> list[Rect]:
    if len(boxes) < _PIECES:
        return []
    rows = list(zip(*boxes, strict=True))
    return [Rect(min(rows[0]), min(rows[1]), max(rows[2]), max(rows[3]))]


def _square(leaf: Leaf, box: Rect) -> bool:
    sides = box.width * leaf.millimetres, box.height * leaf.millimetres
    return _SIDES[0] <= min(sides) and max(sides) <= _SIDES[1] and max(sides) <= 1.15 * min(sides)


def _points(leaf: Leaf, box: Box) -> Rect:
    """A place in mm from the trim's corner, in points from the seen page's corner, downwards."""
    left, top = leaf.corner
    factor = leaf.millimetres
    x, y = left + box.x / factor, top + box.y / factor
    return Rect(x, y, x + box.width / factor, y + box.height / factor)


def _close(page: Any, place: Rect) -> _View:
    """A place and a bit around it, the contrast of its clearest colour stretched."""
    margin = 0.15 * max(place.width, place.height)
    view = _cut(page, place, margin, _CLOSE / max(place.width, place.height, 1.0), coloured)
    spans = [_span(view.dots[..., channel]) for channel in range(view.dots.shape[-1])]
    best = view.dots[..., int(np.argmax(spans))].astype(np.float32)
    low, high = float(best.min()), float(best.max())
    stretched = (best - low) * (255 / max(high - low, 1.0))
    return _View(stretched.astype(np.uint8), view.scale, view.left, view.top)


def _span(dots: Dots) -> int:
    return int(dots.max()) - int(dots.min())


def _cut(page: Any, place: Rect, margin: float, scale: float, draw: Any) -> _View:
    """A cut-out of the page around a place, as far as the page goes."""
    width, height = page.get_size()
    left, top = max(0.0, place.left - margin), max(0.0, place.bottom - margin)
    right, bottom = min(width, place.right + margin), min(height, place.top + margin)
    if right - left < 1 or bottom - top < 1:
        left, top, right, bottom = 0.0, 0.0, width, height
    scale = scale_within(right - left, bottom - top, min(scale, 40.0))
    crop = (left, height - bottom, width - right, top)
    return _View(draw(page, scale, crop), scale, left, top)


def _judged(leaf: Leaf, page: Any, corners: Corners, modules: int) -> Iterator[Finding]:
    factor = leaf.millimetres
    code = _Measured(leaf, page, corners, modules)
    side = _side(code.corners) * factor
    box = _millimetres(leaf, _around(code.corners))
    if side < rules.QR_SIDE - 0.1:
        measured, limit = Measure(round(side, 1), "mm"), Measure(rules.QR_SIDE, "mm")
        yield Finding("qr-size", "error", leaf.number, box, measured, limit)
    if code.reversed:
        yield Finding("qr-reversed", "warning", leaf.number, box)
    contrast = code.contrast
    if contrast < rules.QR_CONTRAST_WARNING:
        severity: Severity = "error" if contrast < rules.QR_CONTRAST else "warning"
        measured = Measure(round(100 * contrast), "%")
        limit = Measure(round(100 * rules.QR_CONTRAST_WARNING), "%")
        yield Finding("qr-contrast", severity, leaf.number, box, measured, limit)
    quiet = code.quiet
    if quiet < rules.QR_QUIET - _STEP:
        measured, limit = Measure(quiet, "×"), Measure(rules.QR_QUIET, "×")
        yield Finding("qr-quiet", "error", leaf.number, box, measured, limit)


def _side(corners: Corners) -> float:
    closed = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(math.dist(one, other) for one, other in closed) / 4


def _millimetres(leaf: Leaf, place: Rect) -> Box:
    left, top = leaf.corner
    factor = leaf.millimetres
    values = (place.left - left, place.bottom - top, place.width, place.height)
    return Box(*(round(value * factor, 1) for value in values))


class _Measured:
    """A code drawn large: the reflectance of its modules and of the ground around it."""

    def __init__(self, leaf: Leaf, page: Any, corners: Corners, modules: int) -> None:
        box, self.modules = _around(corners), modules
        module = _side(corners) / modules
        margin = (_AROUND + 1) * module
        view = _cut(page, box, margin, _MODULE / module, grey)
        self.view = _View(view.dots.squeeze(), view.scale, view.left, view.top)
        self.corners = self._precise(corners)
        self.trim = self._trim(leaf)
        grid = self.sample(np.arange(modules) + 0.5, np.arange(modules) + 0.5)
        ring, inner = self._finder(grid)
        self.reversed = ring > inner
        middle = (ring + inner) / 2
        dark, light = grid[grid < middle], grid[grid >= middle]
        self.dark = float(np.median(dark)) if dark.size else 0.0
        self.light = float(np.median(light)) if light.size else 1.0
        self.contrast = self.light - self.dark

    def _precise(self, corners: Corners) -> Corners:
        """The corners as the large picture shows them."""
        again = [
            found
            for found, modules in _read(self.view)
            if modules == self.modules and _overlap(_around(found), _around(corners))
        ]
        return again[0] if again else corners

    @staticmethod
    def _trim(leaf: Leaf) -> Rect:
        left, top = leaf.corner
        width, height = leaf.size
        factor = leaf.millimetres
        return Rect(left, top, left + width / factor, top + height / factor)

    @staticmethod
    def _finder(grid: NDArray[np.float64]) -> tuple[float, float]:
        """The reflectance of the finder patterns' outer rings and of the gap inside them."""
        ring = np.concatenate([grid[0, :7], grid[:7, 0], grid[0, -7:], grid[-7:, 0]])
        gap = np.concatenate([grid[1, 1:6], grid[1:6, 1], grid[1, -6:-1], grid[-6:-1, 1]])
        return float(np.median(ring)), float(np.median(gap))

    def places(self, across: Any, down: Any) -> tuple[Any, Any]:
        """Points of the page for places in modules from the code's upper left corner."""
        u, v = np.meshgrid(np.asarray(across) / self.modules, np.asarray(down) / self.modules)
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.corners
        weights = ((1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v)
        xs = sum(w * x for w, x in zip(weights, (x0, x1, x2, x3), strict=True))
        ys = sum(w * y for w, y in zip(weights, (y0, y1, y2, y3), strict=True))
        return xs, ys

    def sample(self, across: Any, down: Any) -> NDArray[np.float64]:
        """Reflectance at places in modules, 0 to 1; beyond the trim there is no paper: 0."""
        xs, ys = self.places(across, down)
        dots = self.view.dots
        columns = ((xs - self.view.left) * self.view.scale).astype(int)
        rows = ((ys - self.view.top) * self.view.scale).astype(int)
        inside = (columns >= 0) & (rows >= 0)
        inside &= (columns < dots.shape[1]) & (rows < dots.shape[0])
        inside &= (xs >= self.trim.left) & (xs <= self.trim.right)
        inside &= (ys >= self.trim.bottom) & (ys <= self.trim.top)
        found = dots[rows.clip(0, dots.shape[0] - 1), columns.clip(0, dots.shape[1] - 1)] / 255.0
        # From a screen's values to light (IEC 61966-2-1, its power of 2.2).
        return np.where(inside, found**2.2, 0.0)

    @property
    def quiet(self) -> float:
        """Modules of clear ground around the code, in steps, at most ``_AROUND``."""
        steps = np.arange(1.5, _AROUND / _STEP) * _STEP  # the edge itself is a soft line
        along = np.arange(-_STEP, self.modules + 2 * _STEP, _STEP)
        far = self.modules + steps
        sides = [
            self.sample(along, -steps),
            self.sample(along, far),
            self.sample(-steps, along).T,
            self.sample(far, along).T,
        ]
        ground = np.stack(sides)
        if self.reversed:
            dirty = ground > self.dark + _DIRT * self.contrast
        else:
            dirty = ground < self.light - _DIRT * self.contrast
        rows = np.flatnonzero(dirty.any(axis=(0, 2)))
        return float(steps[rows[0]] - _STEP / 2) if rows.size else float(_AROUND)
