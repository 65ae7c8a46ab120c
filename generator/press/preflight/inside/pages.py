"""Pages with their boxes, and where on the paper a place of a page lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Dictionary, Pdf

from generator.press.preflight import limits
from generator.press.preflight.inside.matrix import Rect, common, empty
from generator.press.preflight.inside.reading import entry, number, rectangle, whole
from generator.press.preflight.verdict import Box

_MM = 25.4 / 72
_LETTER = Rect(0, 0, 612, 792)
"""What viewers take for a page without a box."""


@dataclass(frozen=True, eq=False)
class Leaf:
    """A page: its boxes in points, as written or as their defaults (ISO 32000-1, 14.11.2).

    ``given``: the names of the boxes that stand in the file. ``rotate``: 0, 90, 180 or 270 degrees
    clockwise. ``unit``: points in a unit of the page.
    """

    number: int
    page: Any
    resources: Any
    media: Rect
    crop: Rect
    bleed: Rect
    trim: Rect
    given: frozenset[str]
    rotate: int = 0
    unit: float = 1.0

    @property
    def millimetres(self) -> float:
        """Millimetres in a unit of the page."""
        return _MM * self.unit

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trimmed page in mm, as it is seen."""
        width, height = self.trim.width * self.millimetres, self.trim.height * self.millimetres
        return (height, width) if self.rotate % 180 else (width, height)

    @property
    def drawn(self) -> Rect:
        """The part of the page that a viewer shows: what crop and media box share."""
        return _inside(self.crop, self.media)

    @property
    def corner(self) -> tuple[float, float]:
        """How far the trim's corner lies inside the page as a viewer shows it, in its units."""
        outer, trim = self.drawn, self.trim
        gaps = {
            90: (trim.bottom - outer.bottom, trim.left - outer.left),
            180: (outer.right - trim.right, trim.bottom - outer.bottom),
            270: (outer.top - trim.top, outer.right - trim.right),
        }
        return gaps.get(self.rotate, (trim.left - outer.left, outer.top - trim.top))

    def place(self, box: Rect) -> Box:
        """A box of the page in mm from the trim's upper left corner, as the page is seen."""
        seen = common(box, self.media)
        if seen is None or empty(seen):
            seen = box
        left, right = seen.left - self.trim.left, seen.right - self.trim.left
        top, bottom = self.trim.top - seen.top, self.trim.top - seen.bottom
        width, height = self.trim.width, self.trim.height
        turned = {
            90: (height - bottom, left, height - top, right),
            180: (width - right, height - bottom, width - left, height - top),
            270: (top, width - right, bottom, width - left),
        }
        x1, y1, x2, y2 = turned.get(self.rotate, (left, top, right, bottom))
        factor = self.millimetres
        values = (x1 * factor, y1 * factor, (x2 - x1) * factor, (y2 - y1) * factor)
        return Box(*(round(min(max(value, -1e5), 1e5), 1) + 0.0 for value in values))

    def within_bleed(self, box: Rect) -> bool:
        """Whether something of a box lies inside the bleed box: marks and slug lines do not."""
        return not empty(common(box, self.bleed) or box)


def leaves(pdf: Pdf) -> Iterator[Leaf]:
    """The pages of a file, in order."""
    for number_, page in enumerate(pdf.pages, 1):
        yield _leaf(number_, page.obj)


def _leaf(number_: int, page: Any) -> Leaf:
    media = _sound(_inherited(page, "/MediaBox")) or _LETTER
    crop = _sound(_inherited(page, "/CropBox"))
    bleed, trim = _sound(entry(page, "/BleedBox")), _sound(entry(page, "/TrimBox"))
    boxes = {"/CropBox": crop, "/BleedBox": bleed, "/TrimBox": trim}
    art = _sound(entry(page, "/ArtBox"))
    given = frozenset(name for name, box in (boxes | {"/ArtBox": art}).items() if box)
    seen = _inside(crop or media, media)
    resources = _inherited(page, "/Resources")
    return Leaf(
        number_,
        page,
        resources if isinstance(resources, Dictionary) else Dictionary(),
        media,
        crop or media,
        bleed or seen,
        trim or seen,
        given,
        whole(_inherited(page, "/Rotate")) % 360 // 90 * 90,
        number(entry(page, "/UserUnit"), 1.0) or 1.0,
    )


def _sound(thing: Any) -> Rect | None:
    """A box with an area; no part of it farther out than a page can be."""
    box = rectangle(thing)
    if box is None or box.width < 1 or box.height < 1:
        return None
    return None if max(map(abs, box)) > limits.PAGE_POINTS * 10 else box


def _inside(box: Rect, outer: Rect) -> Rect:
    found = common(box, outer)
    return box if found is None or empty(found) else found


def _inherited(page: Any, key: str) -> Any:
    """An entry of a page or of the nodes above it (ISO 32000-1, 7.7.3.4)."""
    node = page
    for _ in range(limits.PARENTS):
        found = entry(node, key)
        if found is not None:
            return found
        node = entry(node, "/Parent")
        if node is None:
            break
    return None
