"""Where colours and objects stand in a content stream: what ``plates`` needs to write it anew."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.press.preflight.inside.colour import Colour, Space


class Recolour(NamedTuple):
    """An operation that sets a colour, or a space with its first colour."""

    start: int
    end: int
    stroke: bool
    colour: Colour


class Repattern(NamedTuple):
    """An operation that sets a pattern; ``colour`` is that of one without colours of its own,
    ``shading`` the space of one that is a shading."""

    start: int
    end: int
    stroke: bool
    source: Any
    cell: "Trace | None"
    colour: Colour
    shading: Space | None


class Spare(NamedTuple):
    """A painting operation that leaves some inks alone, because it overprints."""

    start: int
    end: int
    operator: bytes
    fill: frozenset[int]
    stroke: frozenset[int]
    mode: int


class Draw(NamedTuple):
    """A form that is drawn."""

    start: int
    end: int
    form: "Trace"


class Place(NamedTuple):
    """An image that is placed; the inks that a stencil leaves alone."""

    start: int
    end: int
    stream: Any
    space: Space
    spared: frozenset[int]
    stencil: bool


class Blend(NamedTuple):
    """A shading that is painted."""

    start: int
    end: int
    shading: Any
    space: Space


class Glyphs(NamedTuple):
    """A Type 3 font that is chosen; its glyphs by code as they are met."""

    start: int
    end: int
    source: Any
    size: float
    drawn: "dict[int, Trace]"


Edit = Recolour | Repattern | Spare | Draw | Place | Blend | Glyphs


@dataclass(eq=False)
class Trace:
    """One content stream as it was run; ``source`` is its stream (none: a page's content)."""

    data: bytes
    resources: Any
    source: Any = None
    edits: list[Edit] = field(default_factory=list)
