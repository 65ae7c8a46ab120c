"""Fonts as a file uses them: which codes a string holds, how wide they are, what is embedded.

ISO 32000-1, clause 9. Glyphs themselves are looked at in ``glyphs``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pikepdf import Array, Stream

from generator.press.preflight.inside.codemaps import CodeMap, read_code_map
from generator.press.preflight.inside.glyphs import (
    Program,
    character_ids,
    read_program,
    simple_glyphs,
)
from generator.press.preflight.inside.matrix import IDENTITY, Matrix, Rect
from generator.press.preflight.inside.reading import (
    FAULTS,
    content,
    entry,
    items,
    mapping,
    name,
    number,
    numbers,
    rectangle,
    whole,
)

_HALF = 500.0
"""The width that stands in for one that the file does not give."""
_CODES = 65_536
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, eq=False)
class Font:
    """A font of a file. Widths and boxes are in thousandths of its size.

    ``procedures``: the glyphs of a Type 3 font by code, as streams.
    """

    kind: str
    name: str
    source: Any
    widths: Mapping[int, float]
    width: float
    box: Rect
    ids: CodeMap | None = None
    descriptor: Any = None
    matrix: Matrix = IDENTITY
    vertical: bool = False
    procedures: Mapping[int, Any] = field(default_factory=dict)

    @property
    def embedded(self) -> bool:
        """Whether its program travels with the file."""
        return any(isinstance(entry(self.descriptor, each), Stream) for each in _PROGRAMS)

    @cached_property
    def program(self) -> Program | None:
        """The embedded program; none where there is none or it cannot be read."""
        for each in _PROGRAMS:
            stream = entry(self.descriptor, each)
            if isinstance(stream, Stream):
                try:
                    return read_program(content(stream))
                except FAULTS:
                    return None
        return None

    def codes(self, string: bytes) -> Sequence[int]:
        """The codes in a string (ISO 32000-1, 9.4.3 and 9.7.6.2)."""
        return string if self.ids is None else self.ids.codes(string)

    def advance(self, code: int) -> float:
        """How far a code moves the pen."""
        cid = code if self.ids is None else self.ids.cid(code)
        return self.widths.get(cid, self.width)

    @cached_property
    def _glyphs(self) -> dict[int, str | int | None]:
        return {}

    def glyph(self, code: int) -> str | int | None:
        """The glyph of a code in the program: its name or number; none where it cannot be told."""
        if code not in self._glyphs:
            try:
                self._glyphs[code] = self._found(code)
            except FAULTS:
                self._glyphs[code] = None
        return self._glyphs[code]

    def _found(self, code: int) -> str | int | None:
        if self.ids is None:
            if self._simple is None:
                return None
            return self._simple.get(code, 0)
        if not self.ids.known:
            return None
        return self._by_cid(self.ids.cid(code))

    @cached_property
    def _simple(self) -> Mapping[int, str | int] | None:
        return simple_glyphs(self.source, self.descriptor, self.program)

    @cached_property
    def _by_cid(self) -> Callable[[int], str | int | None]:
        descendant = (items(entry(self.source, "/DescendantFonts"), 1) or [None])[0]
        return character_ids(descendant, self.program)

    def bounds(self, code: int) -> Rect | None:
        """The box of a code's glyph; none where it is blank; the font's box where it is unknown."""
        glyph = self.glyph(code)
        if self.program is None or glyph is None:
            return self.box
        try:
            return self.program.bounds(glyph)
        except FAULTS:
            return self.box


def read_font(thing: Any) -> Font:
    """The font of a dictionary; what is missing in it is guessed as viewers do."""
    kind = name(entry(thing, "/Subtype"))
    if kind == "/Type0":
        return _composite(thing)
    if kind == "/Type3":
        return _drawn(thing)
    descriptor = entry(thing, "/FontDescriptor")
    first = whole(entry(thing, "/FirstChar"))
    given = numbers(entry(thing, "/Widths"), 256)
    missing = entry(descriptor, "/MissingWidth")
    default = number(missing, 0.0) if given or missing is not None else _HALF
    return Font(
        kind,
        _plain(entry(thing, "/BaseFont")),
        thing,
        {first + place: width for place, width in enumerate(given)},
        default,
        _box(descriptor),
        descriptor=descriptor,
    )


def _composite(thing: Any) -> Font:
    inner = (items(entry(thing, "/DescendantFonts"), 1) or [None])[0]
    descriptor = entry(inner, "/FontDescriptor")
    return Font(
        "/Type0",
        _plain(entry(thing, "/BaseFont") or entry(inner, "/BaseFont")),
        thing,
        _cid_widths(entry(inner, "/W")),
        number(entry(inner, "/DW"), 1000.0),
        _box(descriptor),
        read_code_map(entry(thing, "/Encoding")),
        descriptor,
        vertical=name(entry(thing, "/Encoding")).endswith("-V"),
    )


def _drawn(thing: Any) -> Font:
    """A Type 3 font: its glyphs are little pages (ISO 32000-1, 9.6.5)."""
    first = whole(entry(thing, "/FirstChar"))
    values = numbers(entry(thing, "/FontMatrix"), 6)
    matrix: Matrix = (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
    if len(values) == 6:
        matrix = (values[0], values[1], values[2], values[3], values[4], values[5])
    scale = abs(matrix[0]) * 1000
    procedures = mapping(entry(thing, "/CharProcs"))
    codes = _differences(entry(entry(thing, "/Encoding"), "/Differences"))
    box = rectangle(entry(thing, "/FontBBox")) or Rect(0, 0, 0, 0)
    high = abs(matrix[3]) * 1000
    if box.width and box.height:
        box = Rect(box.left * scale, box.bottom * high, box.right * scale, box.top * high)
    else:
        box = Rect(0, -250, 1000, 1000)
    given = numbers(entry(thing, "/Widths"), 256)
    return Font(
        "/Type3",
        _plain(entry(thing, "/Name")) or "Type 3",
        thing,
        {first + place: width * scale for place, width in enumerate(given)},
        0.0,
        box,
        matrix=matrix,
        procedures={
            code: procedures[glyph] for code, glyph in codes.items() if glyph in procedures
        },
    )


def _differences(thing: Any) -> dict[int, str]:
    """Codes and glyph names (with their slash) of an encoding's ``Differences``."""
    found: dict[int, str] = {}
    code = 0
    for each in items(thing, 1024):
        if name(each):
            found[code] = name(each)
            code += 1
        else:
            code = whole(each)
    return found


def _plain(thing: Any) -> str:
    """A font's name without the prefix of a subset."""
    return re.sub(r"^[A-Z]{6}\+", "", name(thing).removeprefix("/"))


def _box(descriptor: Any) -> Rect:
    """What no glyph goes beyond, generously: a descriptor's own box is often wrong."""
    box = rectangle(entry(descriptor, "/FontBBox"))
    if box is None or box.height < 200 or box.height > 10_000:
        return Rect(-200, -350, 1200, 1100)
    return box


def _cid_widths(thing: Any) -> dict[int, float]:
    """``/W`` of a descendant font (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    waiting: list[Any] = []
    for each in items(thing, _CODES * 2):
        if isinstance(each, Array) and waiting:
            first = whole(waiting.pop())
            widths |= {first + place: w for place, w in enumerate(numbers(each, _CODES))}
            waiting.clear()
            continue
        waiting.append(each)
        if len(waiting) == 3:
            first, last, width = whole(waiting[0]), whole(waiting[1]), number(waiting[2])
            last = min(last, first + _CODES)
            widths |= dict.fromkeys(range(first, last + 1), width)
            waiting.clear()
        if len(widths) > _CODES * 2:
            break
    return widths
