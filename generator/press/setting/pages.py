"""The pages of a leaflet's files: where the sheet lies on a page and which panels are on it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model.leaflet import Format
from generator.press.composing.views import LeafletView, PanelView
from generator.press.setting.paper import SLUG, Kind, cut, imposed, office_scale, paper

ENDLESS = 4000.0
"""The height of a page on which a panel is measured, in mm."""
UNDER = 0.2
"""Millimetres by which a panel's ground goes on under its neighbour."""


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


def pages_of(view: LeafletView, form: Format, kind: Kind) -> tuple[SheetPage, ...]:
    """The pages of one kind. A screen shows a folded sheet panel by panel, in reading order."""
    if kind == "screen" and form.folds:
        return tuple(_panel_pages(view))
    left = top = 0.0
    if kind == "press":
        left = top = form.bleed + SLUG
    elif kind == "office" and imposed(form) == "none":
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
            slug=kind == "press" and imposed(form) == "none",
        )
        for side in range(1, view.sides + 1)
    )


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
