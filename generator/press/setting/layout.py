"""Setting a leaflet: templates and styles of ``print/`` to pages, measured before they are cut.

A panel has a fixed place on the paper. So each leaflet is first set on endless pages, one a panel:
what is higher than its panel is a problem that the writer must solve, and what room is left over
is shared between the things in the panel.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from weasyprint import HTML, Document  # type: ignore[import-untyped] # ships no types

from generator.press.composing.views import LeafletView, PanelView
from generator.press.setting.paper import PX

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
    right = box.border_box_x() + box.border_width()
    return next((text.text for text in texts if text.position_x + text.width > right + 1), "")


def spilled(document: Document, panels: Iterable[PanelView], fits: Fits) -> tuple[Measured, ...]:
    """The panels whose content does not stay in its place on finished pages.

    They were measured to fit; a style that sets one kind of file otherwise is found out here, and
    so is a unit's slot, which is set once and not measured before.
    """
    boxes: dict[str, Any] = {}
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if "panel" in _classes(box):
                boxes.setdefault(_attribute(box, "id"), box)  # the part before a cut
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
    # What is cut off goes on to a page of its own, and the box before the cut has no padding.
    room, end = panel.height - box.style["padding_bottom"].value * PX, 0.0
    for part in box.descendants(placeholders=True):
        top = (part.position_y - box.border_box_y()) * PX
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
