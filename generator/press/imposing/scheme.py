"""The scheme of an imposition: which page lies where on which side of which sheet. Pure, in mm."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from generator.model.leaflet import Format
from generator.press.finishing.marks import Net
from generator.press.setting.paper import PAPER, PT, SAME, SLUG, Grid, imposed, n_up_grid

Face = Literal["front", "back"]
Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""
Matrix = tuple[float, float, float, float, float, float]
"""As PDF has it (ISO 32000-1, 8.3.3); the last two in points."""


@dataclass(frozen=True)
class Sheet:
    """The pages on a sheet of a stitched booklet, left and right on each side."""

    front: tuple[int, int]
    back: tuple[int, int]


@dataclass(frozen=True)
class Copy:
    """A page on a side: where its trim lies, in mm from the lower left corner of the net.

    ``turn``: quarters anticlockwise. ``spine``: the edge at which it meets its neighbour without
    bleed. ``creep``: by how much it is moved towards the spine.
    """

    page: int
    x: float
    y: float
    turn: Literal[-1, 0, 1] = 0
    spine: Literal["", "left", "right"] = ""
    creep: float = 0.0


@dataclass(frozen=True)
class Side:
    """One side of a sheet, with what is laid on it."""

    sheet: int
    face: Face
    copies: tuple[Copy, ...]


def saddle_order(pages: int) -> tuple[Sheet, ...]:
    """The sheets of a stitched booklet, outermost first.

    Raises ``ValueError`` for a number of pages that is no multiple of four.
    """
    if pages < 4 or pages % 4:
        raise ValueError(f"a stitched booklet has 4, 8, 12 ... pages, not {pages}")
    return tuple(
        Sheet((pages - low, low + 1), (low + 2, pages - low - 1)) for low in range(0, pages // 2, 2)
    )


def sides(form: Format, pages: int, gutter: float = 0.0, creep: float = 0.0) -> tuple[Side, ...]:
    """The sides of the sheets of an imposed format, as they are printed: front, back, front ...

    ``gutter``: between copies. ``creep``: by how much the pages of each sheet are moved further
    to the spine than those of the sheet around it, for inner sheets stick out when they are folded.
    """
    if imposed(form) == "saddle":
        return tuple(_spreads(form, pages, creep))
    return tuple(_copies(form, pages, gutter))


def _spreads(form: Format, pages: int, creep: float) -> Iterator[Side]:
    for number, sheet in enumerate(saddle_order(pages)):
        faces: tuple[tuple[Face, tuple[int, int]], ...]
        faces = (("front", sheet.front), ("back", sheet.back))
        for face, (left, right) in faces:
            moved = number * creep
            here = (
                Copy(left, 0, 0, spine="right", creep=moved),
                Copy(right, form.width, 0, spine="left", creep=moved),
            )
            yield Side(number + 1, face, here)


def _copies(form: Format, pages: int, gutter: float) -> Iterator[Side]:
    """The sheet is turned over its upright edge, so the backs' columns run the other way.

    All copies are of one page and lie in the middle of the paper: each has its back behind it.
    Turned copies keep head behind head by turning the other way.
    """
    grid = n_up_grid(PAPER[form.office], form)
    width, height = _laid(form, grid)
    for page in range(1, pages + 1):
        front = page % 2 == 1
        turn: Literal[-1, 0, 1] = 0 if not grid.turned else 1 if front else -1
        columns = range(grid.columns) if front else reversed(range(grid.columns))
        here = tuple(
            Copy(page, column * (width + gutter), row * (height + gutter), turn)
            for row, column in product(range(grid.rows), columns)
        )
        yield Side((page + 1) // 2, "front" if front else "back", here)


def _laid(form: Format, grid: Grid) -> tuple[float, float]:
    """Width and height of one copy as it lies on the sheet."""
    return (form.height, form.width) if grid.turned else (form.width, form.height)


def net(form: Format, gutter: float = 0.0, face: Face = "front") -> Net:
    """What of a sheet is printed matter, from its own lower left corner, with cuts and folds."""
    if imposed(form) == "saddle":
        return Net((0, 2 * form.width), (0, form.height), (form.width,))
    grid = n_up_grid(PAPER[form.office], form)
    width, height = _laid(form, grid)
    across = [column * (width + gutter) for column in range(grid.columns)]
    up = [row * (height + gutter) for row in range(grid.rows)]
    mirrored = face == "back" and not grid.turned  # a turned back is turned the other way
    folds = [form.width - fold if mirrored else fold for fold in form.folds]
    return Net(
        _edges(across, width),
        _edges(up, height),
        () if grid.turned else tuple(x + fold for x in across for fold in folds),
        tuple(y + fold for y in up for fold in folds) if grid.turned else (),
    )


def _edges(starts: list[float], length: float) -> tuple[float, ...]:
    return tuple(sorted({round(edge, 4) for start in starts for edge in (start, start + length)}))


@dataclass(frozen=True)
class Table:
    """The page on which a side is laid out: its size, where the net begins, how much it shrinks."""

    form: Format
    size: tuple[float, float]
    left: float
    bottom: float
    bleed: float = 0.0
    scale: float = 1.0

    def moved(self, flat: Net) -> Net:
        """The net as it lies on the page."""
        return Net(
            tuple(self.left + self.scale * x for x in flat.xs),
            tuple(self.bottom + self.scale * y for y in flat.ys),
            tuple(self.left + self.scale * x for x in flat.folds),
            tuple(self.bottom + self.scale * y for y in flat.level_folds),
        )

    def window(self, copy: Copy) -> Box:
        """What a copy may cover: its trim with the bleed, but not beyond the spine."""
        width, height = self.form.width, self.form.height
        if copy.turn:
            width, height = height, width
        left = copy.x - (0 if copy.spine == "left" else self.bleed)
        right = copy.x + width + (0 if copy.spine == "right" else self.bleed)
        return (
            self.left + self.scale * left,
            self.bottom + self.scale * (copy.y - self.bleed),
            self.left + self.scale * right,
            self.bottom + self.scale * (copy.y + height + self.bleed),
        )

    def matrix(self, copy: Copy, trimmed: Box) -> Matrix:
        """What brings a page whose trim is ``trimmed`` to where its copy lies."""
        cosine, sine = (0, copy.turn) if copy.turn else (1, 0)
        x = copy.x + (self.form.height if copy.turn == 1 else 0)
        y = copy.y + (self.form.width if copy.turn == -1 else 0)
        x += copy.creep if copy.spine == "right" else -copy.creep
        x -= cosine * trimmed[0] - sine * trimmed[1]
        y -= sine * trimmed[0] + cosine * trimmed[1]
        scale = self.scale
        return (
            scale * cosine,
            scale * sine,
            -scale * sine,
            scale * cosine,
            (self.left + scale * x) * PT,
            (self.bottom + scale * y) * PT,
        )


def copier_table(form: Format) -> Table:
    """The copier's paper, upright for copies, the way spreads lie for spreads; never enlarged."""
    flat = net(form)
    width, height = flat.xs[-1], flat.ys[-1]
    paper = PAPER[form.office]
    if imposed(form) == "saddle" and width > height:
        paper = paper[1], paper[0]
    scale = min(1.0, (paper[0] + SAME) / width, (paper[1] + SAME) / height)
    left, bottom = (paper[0] - scale * width) / 2, (paper[1] - scale * height) / 2
    return Table(form, paper, left, bottom, scale=scale)


def press_table(form: Format) -> Table:
    """A sheet with the bleed and the room for marks around its net."""
    flat, around = net(form, 2 * form.bleed), form.bleed + SLUG
    size = flat.xs[-1] + 2 * around, flat.ys[-1] + 2 * around
    return Table(form, size, around, around, form.bleed)
