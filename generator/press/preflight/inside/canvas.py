"""What an operator works on: the state, the path, the resources of one content stream."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pikepdf import Dictionary, Pdf

from generator.press.preflight import limits
from generator.press.preflight.inside.colour import UNKNOWN, Colour, Space, coloured, read_space
from generator.press.preflight.inside.fonts import Font, read_font
from generator.press.preflight.inside.lexer import Operation
from generator.press.preflight.inside.matrix import IDENTITY, Matrix, Rect, common, empty
from generator.press.preflight.inside.reading import FAULTS, entry, key
from generator.press.preflight.inside.state import (
    Fill,
    Line,
    Pattern,
    Role,
    Shade,
    State,
    Text,
    Thing,
)
from generator.press.preflight.inside.trace import Trace

V = TypeVar("V")
Handler = Callable[["Canvas", list[Any], Operation], None]
_QUICK, _NORMAL = (Fill, Line, Text), "/Normal"
_STATES = 512
"""States that may be saved at a time; real files stay under 28 (ISO 32000-1, annex C)."""


class OverBudgetError(Exception):
    """The file makes more work than we do for it."""


@dataclass
class Budget:
    """How much may still be run and kept, in the whole file."""

    operators: int = field(default_factory=lambda: limits.OPERATORS)
    things: int = field(default_factory=lambda: limits.THINGS)

    def spend(self, operators: int) -> None:
        """Count work down. Raises ``OverBudgetError`` at the end of it."""
        self.operators -= operators
        if self.operators < 0:
            raise OverBudgetError


@dataclass(eq=False)
class Shelf:
    """Fonts, colour spaces and resources of the file, each read once."""

    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    spaces: dict[tuple[int, int], Space] = field(default_factory=dict)
    resources: dict[tuple[int, int], "Resources"] = field(default_factory=dict)


class Resources:
    """The resources of a content stream, each looked up once."""

    def __init__(self, dictionary: Any, shelf: Shelf) -> None:
        self.dictionary = dictionary
        self.shelf = shelf
        self._spaces: dict[str, Space] = {}
        self._fonts: dict[str, Font | None] = {}
        self._found: dict[tuple[str, str], Any] = {}
        self.states: dict[str, dict[str, Any]] = {}
        """The graphics states that were read, by name."""

    def find(self, kind: str, named: str) -> Any:
        """The resource of a kind (``/XObject``) and name; none where it is missing."""
        at = (kind, named)
        if at not in self._found:
            self._found[at] = entry(entry(self.dictionary, kind), named)
        return self._found[at]

    def space(self, named: str) -> Space:
        """The colour space of that name."""
        if named not in self._spaces:
            thing = self.find("/ColorSpace", named)
            if thing is None:
                self._spaces[named] = read_space(named, self.dictionary)
            else:
                self._spaces[named] = self.space_of(thing)
        return self._spaces[named]

    def space_of(self, thing: Any) -> Space:
        """The colour space of an object of the file."""
        at = key(thing)
        if at == (0, 0):
            return read_space(thing, self.dictionary)
        if at not in self.shelf.spaces:
            self.shelf.spaces[at] = read_space(thing, self.dictionary)
        return self.shelf.spaces[at]

    def font(self, named: str) -> Font | None:
        """The font of that name; none where it is missing or no font."""
        if named not in self._fonts:
            thing = self.find("/Font", named)
            self._fonts[named] = self.font_of(thing) if isinstance(thing, Dictionary) else None
        return self._fonts[named]

    def font_of(self, thing: Any) -> Font | None:
        """The font of a dictionary of the file."""
        at = key(thing)
        if at not in self.shelf.fonts or at == (0, 0):
            try:
                self.shelf.fonts[at] = read_font(thing)
            except FAULTS:
                return None
        return self.shelf.fonts[at]


@dataclass(eq=False)
class Sheet:
    """What a page paints, and what was wrong on the way.

    ``missing``: names of resources that are not there. ``damaged``: whether content could not be
    read. ``parted``: whether something overprints with some of cyan, magenta, yellow, not all.
    ``heavy``: whether drawing it would take a renderer too long. ``screens`` and ``objects``:
    codes of forbidden things with their places.
    """

    things: list[Thing] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    screens: list[tuple[str, Rect]] = field(default_factory=list)
    objects: list[tuple[str, Rect]] = field(default_factory=list)
    damaged: bool = False
    parted: bool = False
    heavy: bool = False
    dashes: float = 0.0
    painted: float = 0.0
    trace: Trace | None = None


@dataclass(eq=False)
class Shared:
    """What all content streams of a page share."""

    pdf: Pdf
    page: Rect
    budget: Budget
    shelf: Shelf
    run: Callable[["Canvas", bytes], None]
    """Runs a content stream; given here because streams run streams."""
    sheet: Sheet = field(default_factory=Sheet)
    traces: dict[Any, Trace] = field(default_factory=dict)
    seen: set[Any] = field(default_factory=set)
    glyphs: dict[int, dict[int, Trace]] = field(default_factory=dict)
    """The traces of Type 3 glyphs by font and code."""

    def resources_of(self, dictionary: Any) -> Resources:
        """The resources of a dictionary of the file; one object for all who share it."""
        at = key(dictionary)
        if at == (0, 0):
            return Resources(dictionary, self.shelf)
        if at not in self.shelf.resources:
            self.shelf.resources[at] = Resources(dictionary, self.shelf)
        return self.shelf.resources[at]


class Canvas:
    """One content stream that is being run."""

    def __init__(
        self,
        shared: Shared,
        resources: Resources,
        state: State,
        *,
        role: Role = "page",
        trace: Trace | None = None,
        within: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.shared = shared
        self.resources = resources
        self.state = state
        self.role = role
        self.trace = trace
        self.within = within
        self.base = state.ctm
        self.saved: list[State] = []
        self.points: list[float] = []
        self.starts: list[int] = []
        self.curved = False
        self.clipping = False
        self.text: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self.lenient = 0
        """How many sections around us allow operators that nobody knows (``BX``)."""
        self.colourless = False
        """Whether colours are ignored: a pattern or glyph that takes its colour from outside."""

    def save(self) -> None:
        """``q``"""
        if len(self.saved) < _STATES:
            self.saved.append(self.state.copy())
        else:
            self.shared.sheet.damaged = True

    def restore(self) -> None:
        """``Q``; one too many changes nothing."""
        if self.saved:
            self.state = self.saved.pop()

    def visible(self, box: Rect | None) -> Rect | None:
        """What the clip leaves of a box; none where nothing is left."""
        if box is None:
            return None
        seen = common(box, self.state.clip)
        return None if seen is None or empty(seen) else seen

    def add(self, thing: Thing) -> None:
        """Keep a painted thing."""
        self.shared.budget.things -= 1
        if self.shared.budget.things < 0:
            raise OverBudgetError
        self.shared.sheet.things.append(thing)
        slow = not isinstance(thing, _QUICK) or thing.inking.masked or thing.inking.blend != _NORMAL
        self.paint(thing.box, 10 if slow else 1)

    def paint(self, box: Rect, times: int) -> None:
        """Count an area that a renderer paints, in square points."""
        sheet, page = self.shared.sheet, self.shared.page
        sheet.painted += times * abs(box.width * box.height)
        if sheet.painted > limits.PAINTED_PAGES * max(page.width * page.height, 1.0):
            sheet.heavy = True

    def pattern(self, colour: Colour, box: Rect) -> None:
        """An area was painted with a colour: if with a pattern, what its cells paint lies there."""
        pattern = colour.pattern
        if not isinstance(pattern, Pattern):
            return
        if pattern.shading is not None:
            self.add(Shade(box, self.role, self.state.inking, pattern.shading))
            return
        if box.width * box.height > limits.TILES * pattern.cell:
            self.shared.sheet.heavy = True
        for thing in pattern.things:
            thing.box = box
            self.add(thing)
        pattern.things = []

    def miss(self, named: str) -> None:
        """A resource is not there."""
        self.shared.sheet.missing.add(named)

    def colour(self, space: Space, values: list[Any]) -> Colour:
        """A colour of a space; one of an unreadable space is a damage of the page."""
        if space is UNKNOWN:
            self.shared.sheet.damaged = True
        return coloured(space, values)
