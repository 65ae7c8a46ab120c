"""Setting a leaflet: templates and styles of ``print/`` to pages, measured before they are cut.

A panel has a fixed place on the paper. So each leaflet is first set on endless pages, one a panel:
what is higher than its panel is a problem that the writer must solve, and what room is left over
is shared between the things in the panel.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from weasyprint import HTML, Document  # type: ignore[import-untyped] # ships no types

from generator.model.leaflet import Format
from generator.press.views import LeafletView, PanelView

Kind = Literal["press", "office", "screen"]
PX = 25.4 / 96
"""Millimetres in a CSS pixel."""
PT = 72 / 25.4
"""Points in a millimetre."""
SLUG = 10.0
"""Millimetres around the bleed in which a press file has its marks."""
PAPER = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}
"""Sheets of a copier in mm (ISO 216), upright."""
UNPRINTABLE = 5.0
"""Millimetres at each edge of the paper that a copier leaves white."""
ENDLESS = 4000.0
"""The height of a page on which a panel is measured, in mm."""
UNDER = 0.2
"""Millimetres by which a panel's ground goes on under its neighbour."""
ROUNDING = 0.05
"""Millimetres by which heights may differ from sums of decimals."""

TIGHTEST = 2
"""How many times a style may make a panel's pictures smaller. Type never shrinks."""


@dataclass(frozen=True)
class Fit:
    """How a panel's content is fitted into it.

    ``tight``: which of the style's picture sizes is used, 0 for the largest. ``air``: the space,
    in mm, that is added before each of the panel's movable things.
    """

    tight: int = 0
    air: float = 0.0


Fits = Mapping[str, Fit]
"""By panel."""


@dataclass(frozen=True)
class SheetPage:
    """A page with a sheet and its panels on it; everything in mm.

    ``folds`` are distances from the sheet's left edge; the sheet lies ``left`` and ``top`` inside
    the page, and as far from its other two edges. ``cut`` says how far inside the sheet's left,
    top, right and bottom edge the art ends; in the bleed it is negative.
    """

    width: float
    height: float
    panels: tuple[PanelView, ...]
    folds: tuple[float, ...] = ()
    left: float = 0.0
    top: float = 0.0
    cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    bare: bool = False
    """Whether it is a unit's slot alone, whose edges are cut when it is stamped."""
    slug: bool = False
    """Whether the printer's line stands below it, outside the bleed."""

    @property
    def page_width(self) -> float:
        """The page's width: the sheet lies in its middle."""
        return self.width + 2 * self.left

    @property
    def page_height(self) -> float:
        """The page's height."""
        return self.height + 2 * self.top


@dataclass(frozen=True)
class Measured:
    """How high a panel's content is by nature, in mm, and what of it can be moved."""

    panel: PanelView
    height: float
    movable: int
    line: float
    """The height of a line of its running text."""
    wide: str = ""
    """A word that is wider than the panel."""
    tight: int = 0

    @property
    def lines_over(self) -> int:
        """How many lines too long the text is; 0 when it fits."""
        over = self.height - self.panel.height
        return math.ceil(over / self.line - 0.02) if over > ROUNDING else 0

    @property
    def fit(self) -> Fit:
        """The room left over is shared between the movable things; in a slot nothing moves."""
        if self.panel.local:
            return Fit(self.tight)
        left = max(0.0, self.panel.height - self.height - ROUNDING)
        return Fit(self.tight, round(left / max(1, self.movable), 3))


def paper(form: Format) -> tuple[float, float]:
    """The copier's paper, turned the way the format lies; width and height in mm."""
    short, long = PAPER[form.office]
    return (long, short) if form.width > form.height else (short, long)


def office_scale(form: Format) -> float:
    """By how much a sheet shrinks so that a copier's paper holds it; 1 for a paper of its size."""
    width, height = paper(form)
    if abs(width - form.width) < 0.1 and abs(height - form.height) < 0.1:
        return 1.0
    return min((width - 2 * UNPRINTABLE) / form.width, (height - 2 * UNPRINTABLE) / form.height)


def pages_of(view: LeafletView, form: Format, kind: Kind) -> tuple[SheetPage, ...]:
    """The pages of one kind. A screen shows a folded sheet panel by panel, in reading order."""
    if kind == "screen" and form.folds:
        return tuple(_panel_pages(view))
    left = top = 0.0
    if kind == "press":
        left = top = form.bleed + SLUG
    elif kind == "office":
        scale, (width, height) = office_scale(form), paper(form)
        left, top = (width / scale - form.width) / 2, (height / scale - form.height) / 2
    mirrored = tuple(sorted(form.width - fold for fold in form.folds))
    return tuple(
        SheetPage(
            form.width,
            form.height,
            tuple(panel for panel in view.panels if panel.side == side),
            form.folds if side % 2 else mirrored,
            left,
            top,
            (cut(form, kind),) * 4,
            slug=kind == "press",
        )
        for side in range(1, view.sides + 1)
    )


def cut(form: Format, kind: Kind) -> float:
    """How far inside the sheet's edge art ends, in mm; in the bleed it is negative."""
    if kind == "press":
        return -form.bleed
    return UNPRINTABLE if kind == "office" and office_scale(form) == 1 else 0.0


def _panel_pages(view: LeafletView) -> Iterator[SheetPage]:
    """A page a panel; one that lies in another's foot stays there."""
    edges = ("left", "top", "right", "bottom")
    for panel in view.panels:
        if panel.inside:
            continue
        slots = [each for each in view.panels if each.inside == panel.id]
        height = panel.height + sum(slot.height for slot in slots)
        own = replace(panel, x=0, y=0, edges=edges[:3] if slots else edges)
        below = tuple(
            replace(slot, x=0, y=panel.height, edges=("left", "right", "bottom")) for slot in slots
        )
        yield SheetPage(panel.width, height, (own, *below))


def _alone(panel: PanelView) -> PanelView:
    return replace(panel, x=0, y=0, edges=("left", "top", "right", "bottom"))


def slot_page(panel: PanelView, form: Format, kind: Kind) -> SheetPage:
    """A page with the slot of one unit, and around it the room into which its art may bleed.

    Laid over the slot's place on the sheet it looks as if it had been set there: art ends where
    the sheet's does, and goes on under a neighbour by as much as styles let it.
    """
    room = form.bleed + UNDER
    inside = {side: cut(form, kind) for side in panel.edges}
    left, top, right, bottom = (
        inside.get(side, -UNDER) for side in ("left", "top", "right", "bottom")
    )
    ends = (left, top, right, bottom)
    here = replace(panel, x=0, y=0)
    return SheetPage(panel.width, panel.height, (here,), (), room, room, ends, bare=True)


def endless_pages(view: LeafletView) -> tuple[SheetPage, ...]:
    """A page without end for each panel, on which it is measured."""
    return tuple(SheetPage(each.width, ENDLESS, (_alone(each),)) for each in view.panels)


def measure(document: Document, view: LeafletView, fits: Fits) -> tuple[Measured, ...]:
    """The natural heights in a document that was set on endless pages with ``fits``."""
    return tuple(
        _measured(page._page_box, panel, fits[panel.id].tight)
        for page, panel in zip(document.pages, view.panels, strict=True)
    )


def _measured(page_box: Any, panel: PanelView, tight: int) -> Measured:
    box = next(b for b in page_box.descendants() if _attribute(b, "id") == panel.id)
    movable = {id(b.element) for b in box.descendants() if "air" in _classes(b)}
    return Measured(
        panel=panel,
        height=box.border_height() * PX,
        movable=len(movable),
        line=_line(box),
        wide=_wide_word(box),
        tight=tight,
    )


def _line(box: Any) -> float:
    """The height of most lines in a box, in mm."""
    lines = [b for b in box.descendants() if type(b).__name__ == "LineBox" and b.height]
    heights = Counter(round(line.height * PX, 2) for line in lines)
    return heights.most_common(1)[0][0] if heights else 5.0


def _wide_word(box: Any) -> str:
    texts = [b for b in box.descendants() if type(b).__name__ == "TextBox"]
    right = box.position_x + box.border_width()
    return next((text.text for text in texts if text.position_x + text.width > right + 1), "")


def spilled(document: Document, panels: Iterable[PanelView], fits: Fits) -> tuple[Measured, ...]:
    """The panels whose content does not stay in its place on finished pages.

    They were measured to fit; a style that sets one kind of file otherwise is found out here, and
    so is a unit's slot, which is set once and not measured before.
    """
    boxes = {}
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if "panel" in _classes(box):
                boxes[_attribute(box, "id")] = box
    found = []
    for panel in panels:
        box = boxes[panel.id]
        over, wide = _overrun(box, panel), _wide_word(box) if panel.local else ""
        if over > 2 * ROUNDING or wide:
            height = panel.height + max(over, 0.0)
            tight = fits[panel.id].tight
            found.append(Measured(panel, height, 0, _line(box), wide, tight))
    return tuple(found)


def _overrun(box: Any, panel: PanelView) -> float:
    """By how many mm the content of a panel goes past its end, or past what stands at its foot."""
    room, end = panel.height - box.padding_bottom * PX, 0.0
    for part in box.descendants(placeholders=True):
        top = (part.position_y - box.position_y) * PX
        if "foot" in _classes(part):
            room = min(room, top)
        elif "flow" in _classes(part):
            end = max(end, top + part.margin_height() * PX)
    return float(end - room)


def _attribute(box: Any, name: str) -> str:
    return box.element.get(name, "") if box.element is not None else ""


def _classes(box: Any) -> list[str]:
    return _attribute(box, "class").split()


def set_pages(html: str, **options: Any) -> Document:
    """The pages of an HTML text; ``options`` are WeasyPrint's, with ``url_fetcher`` among them."""
    fetcher = options.pop("url_fetcher")
    return HTML(string=html, base_url="lachan:sheet/", url_fetcher=fetcher).render(**options)
