"""The graphics state and the things that a page paints (ISO 32000-1, 8.4)."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from generator.press.preflight.inside.colour import BLACK, Colour, Space
from generator.press.preflight.inside.fonts import Font
from generator.press.preflight.inside.matrix import IDENTITY, Matrix, Rect

Role = Literal["page", "pattern", "mask", "annotation"]
"""Where a thing is painted. What only shapes a soft mask puts no ink down."""


class Inking(NamedTuple):
    """How paint goes on: overprint for fills and strokes, its mode, opacity, blending."""

    fill_over: bool = False
    stroke_over: bool = False
    mode: int = 0
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    blend: str = "/Normal"
    masked: bool = False


class Type(NamedTuple):
    """The text state (ISO 32000-1, 9.3)."""

    font: Font | None = None
    size: float = 0.0
    letter: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


class State:
    """What ``q`` saves and ``Q`` brings back. ``clip`` is a box: the true clip lies inside it.
    ``dash`` is the length of a dash with its gap, 0 for a whole line."""

    __slots__ = ("clip", "ctm", "dash", "fill", "inking", "line", "stroke", "type")

    def __init__(self, ctm: Matrix = IDENTITY, clip: Rect | None = None) -> None:
        self.ctm = ctm
        self.clip = clip
        self.fill: Colour = BLACK
        self.stroke: Colour = BLACK
        self.line = 1.0
        self.dash = 0.0
        self.inking = Inking()
        self.type = Type()

    def copy(self) -> "State":
        """A state of its own with the same values."""
        other = State.__new__(State)
        other.ctm = self.ctm
        other.clip = self.clip
        other.fill = self.fill
        other.stroke = self.stroke
        other.line = self.line
        other.dash = self.dash
        other.inking = self.inking
        other.type = self.type
        return other


@dataclass(slots=True)
class Thing:
    """Something painted. ``box``: in points of the page, within the clip."""

    box: Rect
    role: Role
    inking: Inking


@dataclass(eq=False)
class Pattern:
    """A pattern as chosen: what its cell paints (until that was counted once), how large a cell
    is in square points, and the colour space of a shading."""

    things: list[Thing]
    cell: float = 0.0
    shading: Space | None = None


@dataclass(slots=True)
class Fill(Thing):
    """A filled area, also under a stencil.

    ``thickness``: of a bar, in points; none for other shapes. ``solid``: how much of its box it
    covers. ``squares``: how many straight pieces it has, 0 with curves in it.
    """

    colour: Colour
    thickness: float | None = None
    solid: float = 0.0
    squares: int = 0


@dataclass(slots=True)
class Line(Thing):
    """A stroke; ``width`` in points where it is thinnest."""

    colour: Colour
    width: float


class Show(NamedTuple):
    """One string or array that is shown: ``pieces`` are strings and shifts; ``matrix`` leads from
    text space, unscaled, to the page; ``line``: how wide an outline is, in points."""

    pieces: list[Any]
    type: Type
    matrix: Matrix
    line: float


@dataclass(slots=True)
class Text(Thing):
    """A run of text. ``size`` in points as placed; ``stroked``: the colour of its outline."""

    colour: Colour | None
    stroked: Colour | None
    size: float
    font: Font
    show: Show


@dataclass(slots=True)
class Picture(Thing):
    """An image as placed; ``ppi`` in the direction in which it is coarser."""

    stream: Any
    space: Space
    pixels: tuple[int, int]
    bits: int
    ppi: float
    stencil: Colour | None = None


@dataclass(slots=True)
class Shade(Thing):
    """A shading, painted by itself or as a pattern."""

    space: Space


@dataclass(slots=True)
class Group(Thing):
    """A transparency group with a colour space of its own, in which it blends."""

    space: Space
