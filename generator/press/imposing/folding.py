"""How a sheet is folded: its folded and open sizes, and what a fold diagram shows. Pure, in mm."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from generator.model.leaflet import Format, FormatPanel

Size = tuple[float, float]
"""Width and height in mm."""
Direction = Literal["valley", "mountain"]
_LAST = 10_000
"""A place in the reading order after every panel that a format may have."""


@dataclass(frozen=True)
class FoldPanel:
    """What lies between two folds, seen on its own side of the sheet.

    ``id`` is the format's panel there (the first one, where several lie above each other; empty
    where there is none). ``x`` counts from that side's left edge. ``page`` is its number in
    reading order, from 1.
    """

    id: str
    x: float
    width: float
    page: int


@dataclass(frozen=True)
class Fold:
    """A fold across the sheet, seen from the front.

    At a ``valley`` the two parts come towards whoever looks, at a ``mountain`` they go away.
    ``order`` says which fold is made first, from 1.
    """

    x: float
    direction: Direction
    order: int


@dataclass(frozen=True)
class FoldDiagram:
    """The flat sheet: what lies where on both sides, and how it is folded."""

    width: float
    height: float
    panels_front: tuple[FoldPanel, ...]
    panels_back: tuple[FoldPanel, ...]
    """Empty where nothing is printed on the back."""
    folds: tuple[Fold, ...]

    @property
    def folds_back(self) -> tuple[Fold, ...]:
        """The same folds seen from the back, from left to right."""
        other: dict[Direction, Direction] = {"valley": "mountain", "mountain": "valley"}
        return tuple(
            Fold(self.width - fold.x, other[fold.direction], fold.order)
            for fold in reversed(self.folds)
        )


def open_size(form: Format) -> Size:
    """The trimmed sheet when it lies flat; two pages side by side where it is stitched."""
    return (2 * form.width if form.binding == "saddle" else form.width), form.height


def folded_size(form: Format) -> Size:
    """The finished piece in the hand: the widest panel of a folded sheet, a page of a booklet."""
    if form.binding == "saddle":
        return form.width, form.height
    return max(width for _, width in _columns(form, 1)), form.height


def fold_diagram(form: Format, pages: int | None = None) -> FoldDiagram:
    """What a fold diagram shows: panels of both sides with their numbers, folds in their order.

    ``pages``: how many a booklet has, the least its format allows where nothing is said; the
    diagram shows its outermost sheet.
    """
    width, height = open_size(form)
    if form.binding == "saddle":
        last = pages or (form.side_count.least if form.side_count else form.sides)
        front, back = (_spread(form, each, last) for each in ((last, 1), (2, last - 1)))
        return FoldDiagram(width, height, front, back, (Fold(form.width, "mountain", 1),))
    places = [place for side in (1, 2)[: form.sides] for place in _places(form, side)]
    read = sorted(places, key=lambda place: (place[0], place[1], place[2].x))
    numbers = {place[1:]: number for number, place in enumerate(read, 1)}
    front, back = (
        tuple(
            FoldPanel(panel.id, panel.x, panel.width, numbers[side, panel])
            for _, at, panel in places
            if at == side
        )
        for side in (1, 2)
    )
    return FoldDiagram(width, height, front, back, _folds(form, front, back))


def _columns(form: Format, side: int) -> Iterator[tuple[float, float]]:
    """What lies between the folds of a side, from the left: ``x`` and width."""
    folds = form.folds if side % 2 else [form.width - fold for fold in form.folds]
    for left, right in pairwise([0.0, *sorted(folds), form.width]):
        yield left, right - left


def _places(form: Format, side: int) -> Iterator[tuple[int, int, FoldPanel]]:
    """The columns of a side with the place in the format's list of panels, the reading order."""
    for x, width in _columns(form, side):
        middle = x + width / 2
        found = [
            (number, panel)
            for number, panel in enumerate(form.panels)
            if panel.side == side
            and panel.inside is None
            and panel.x <= middle <= panel.x + panel.width
        ]
        number, name = (found[0][0], found[0][1].id) if found else (_LAST, "")
        yield number, side, FoldPanel(name, x, width, 0)


def _spread(form: Format, numbers: tuple[int, int], last: int) -> tuple[FoldPanel, ...]:
    return tuple(
        FoldPanel(_panel_on(form, page, last), x, form.width, page)
        for page, x in zip(numbers, (0.0, form.width), strict=True)
    )


def _panel_on(form: Format, page: int, last: int) -> str:
    """The panel on a page of a booklet; the repeated one takes all that the format has not."""
    extra, turn = last - form.sides, form.repeated.side if form.repeated else last
    side = page if page <= turn else max(turn, page - extra)
    on: list[FormatPanel] = [each for each in form.panels if each.side == side and not each.inside]
    return on[0].id if on else ""


def _folds(
    form: Format, front: tuple[FoldPanel, ...], back: tuple[FoldPanel, ...]
) -> tuple[Fold, ...]:
    """Where the cover lies says which way a sheet folds: its face stays outside.

    A C-fold tucks the far end in first and lays the cover over it, all folds one way. A Z-fold
    goes to and fro, the fold beside the cover away from the cover's face.
    """
    in_front = any(panel.page == 1 for panel in front)
    cover = next(panel for panel in (*front, *back) if panel.page == 1)
    from_left = (cover.x > 0) == in_front  # the back lies mirrored
    places = sorted(form.folds, reverse=not from_left)
    folds = []
    for order, x in enumerate(places, 1):
        turned = form.fold == "z" and (len(places) - order) % 2 == 1
        folds.append(Fold(x, "mountain" if in_front != turned else "valley", order))
    return tuple(sorted(folds, key=lambda fold: fold.x))
