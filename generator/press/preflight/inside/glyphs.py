"""Font programs: which glyph a code shows, whether it is there, and how far it reaches."""

import io
import logging
from collections.abc import Callable, Mapping
from typing import Any

from fontTools import agl  # type: ignore[import-untyped] # ships no types
from fontTools.cffLib import CFFFontSet  # type: ignore[import-untyped] # the same
from fontTools.encodings.MacRoman import MacRoman  # type: ignore[import-untyped] # the same
from fontTools.encodings.StandardEncoding import (  # type: ignore[import-untyped] # the same
    StandardEncoding,
)
from fontTools.pens.boundsPen import ControlBoundsPen  # type: ignore[import-untyped] # the same
from fontTools.t1Lib import T1Font  # type: ignore[import-untyped] # the same
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # the same
from pikepdf import Dictionary, Stream

from generator.press.preflight.inside.matrix import Rect
from generator.press.preflight.inside.reading import FAULTS, content, entry, items, name, whole

logging.getLogger("fontTools").addHandler(logging.NullHandler())  # damage is told as findings

NOTDEF = (0, ".notdef")
BLANK = ("space", "nbspace", "nonbreakingspace", "uni00A0", ".null", "nonmarkingreturn", "CR")
"""Glyphs that show nothing: a program that lacks them prints the same."""
_SYMBOLIC = 4


class Program:
    """A font program: glyph names in order, or by number, and their bounds in thousandths."""

    def __init__(self, kind: str, font: Any, glyphs: Any, order: list[str], units: float) -> None:
        self.kind = kind
        self.font = font
        self.glyphs = glyphs
        self.order = order
        self.units = units
        self._known: dict[str, Rect | None] = {}
        self._names = set(order)

    def __contains__(self, glyph: object) -> bool:
        """Whether the glyph of that name or number is there."""
        if isinstance(glyph, int):
            return 0 <= glyph < len(self.order)
        return glyph in self._names

    def bounds(self, glyph: str | int) -> Rect | None:
        """The box of a glyph; none where it is blank or not there."""
        named = self.order[glyph] if isinstance(glyph, int) else glyph
        if named not in self._known:
            self._known[named] = self._measured(named)
        return self._known[named]

    def _measured(self, named: str) -> Rect | None:
        if self.kind == "glyf":
            outline = self.glyphs[named]
            if not outline.numberOfContours:
                return None
            found = (outline.xMin, outline.yMin, outline.xMax, outline.yMax)
        else:
            pen = ControlBoundsPen(self.glyphs)
            self.glyphs[named].draw(pen)
            if pen.bounds is None:
                return None
            found = pen.bounds
        scale = 1000 / self.units
        return Rect(*(float(value) * scale for value in found))


def read_program(data: bytes) -> Program:
    """The program in an embedded file, whatever its kind. Raises one of ``FAULTS``."""
    if data[:4] in (b"\0\1\0\0", b"true", b"OTTO", b"ttcf"):
        return _open_type(TTFont(io.BytesIO(data), lazy=True, fontNumber=0))
    if data[:1] == b"\1":
        return _compact(data)
    return _type_1(data)


def _open_type(font: Any) -> Program:
    units = float(font["head"].unitsPerEm or 1000) if "head" in font else 1000.0
    if "glyf" in font:
        # Names are of no use here, and a damaged "post" must not keep the glyphs from us.
        order = [f"glyph{place:05d}" for place in range(font["maxp"].numGlyphs)]
        font.setGlyphOrder(order)
        return Program("glyf", font, font["glyf"], order, units)
    order = font.getGlyphOrder()
    return Program("CFF", font, font.getGlyphSet(), order, units)


def _compact(data: bytes) -> Program:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    scale = getattr(top, "FontMatrix", None) or [0.001]
    return Program("CFF", top, top.CharStrings, list(top.charset), 1 / (scale[0] or 0.001))


def _type_1(data: bytes) -> Program:
    font = T1Font.__new__(T1Font)  # its constructor reads files only
    font.data, font.encoding = data, "ascii"
    font.parse()
    strings = font["CharStrings"]
    return Program("Type1", font, strings, list(strings), 1000.0)


def character_ids(descendant: Any, program: Program | None) -> Callable[[int], str | int | None]:
    """From a character identifier to a glyph (ISO 32000-1, 9.7.4.2)."""
    if name(entry(descendant, "/Subtype")) == "/CIDFontType2":
        return _by_table(entry(descendant, "/CIDToGIDMap"), program)
    if program is None:
        return lambda _cid: None
    if hasattr(_cff_top(program), "ROS"):
        return lambda cid: ".notdef" if cid == 0 else f"cid{cid:05d}"
    return lambda cid: cid


def _by_table(table: Any, program: Program | None) -> Callable[[int], int | None]:
    if isinstance(table, Stream):
        words = content(table)
        return lambda cid: int.from_bytes(words[2 * cid : 2 * cid + 2])
    # Identity is certain only where the program is here: others choose by their own tables.
    return (lambda cid: cid) if program else (lambda _cid: None)


def _cff_top(program: Program) -> Any:
    if isinstance(program.font, TTFont):
        return program.font["CFF "].cff[0] if "CFF " in program.font else None
    return program.font


def simple_glyphs(
    source: Any, descriptor: Any, program: Program | None
) -> Mapping[int, str | int] | None:
    """The glyph of each code of a simple font; none where it cannot be told.

    ISO 32000-1, 9.6.6: the encoding's names for Type 1, the program's tables for TrueType.
    """
    if program is None:
        return None
    encoding = entry(source, "/Encoding")
    if program.kind == "glyf" or isinstance(program.font, TTFont):
        symbolic = bool(whole(entry(descriptor, "/Flags")) & _SYMBOLIC)
        return _true_type(program, encoding, symbolic=symbolic)
    names = _built_in(program) if name(encoding) == "" else _base(name(encoding))
    if isinstance(encoding, Dictionary):
        base = name(entry(encoding, "/BaseEncoding"))
        names = (_base(base) if base else _built_in(program)) | _named(encoding)
    return names


def _named(encoding: Any) -> dict[int, str]:
    found, code = {}, 0
    for each in items(entry(encoding, "/Differences"), 1024):
        if name(each):
            found[code] = name(each).removeprefix("/")
            code += 1
        else:
            code = whole(each)
    return found


def _base(encoding: str) -> dict[int, str]:
    """The names of a predefined encoding (ISO 32000-1, annex D)."""
    if encoding == "/MacRomanEncoding":
        return {code: glyph for code, glyph in enumerate(MacRoman) if glyph != ".notdef"}
    if encoding == "/WinAnsiEncoding":
        found = {}
        for code in range(32, 256):
            letter = bytes([code]).decode("cp1252", "replace")
            found[code] = agl.UV2AGL.get(ord(letter), "bullet")
        return found | {0xA0: "space", 0xAD: "hyphen", 0x7F: "bullet"}
    return {code: glyph for code, glyph in enumerate(StandardEncoding) if glyph != ".notdef"}


def _built_in(program: Program) -> dict[int, str]:
    if program.kind == "Type1":
        encoding = program.font["Encoding"]
    else:
        encoding = getattr(_cff_top(program), "Encoding", "StandardEncoding")
    if isinstance(encoding, str):
        return _base("/StandardEncoding")
    return {code: glyph for code, glyph in enumerate(encoding) if glyph != ".notdef"}


def _true_type(program: Program, encoding: Any, *, symbolic: bool) -> Mapping[int, int] | None:
    """Codes through the program's character maps (ISO 32000-1, 9.6.6.4)."""
    try:
        tables = {(t.platformID, t.platEncID): t.cmap for t in program.font["cmap"].tables}
    except FAULTS:
        return None
    place = {glyph: number for number, glyph in enumerate(program.order)}
    found: dict[int, int] = {}
    if encoding is None or symbolic:
        for code in range(256):
            for table, at in (((3, 0), 0xF000 + code), ((3, 0), code), ((1, 0), code)):
                glyph = tables.get(table, {}).get(at)
                if glyph in place and code not in found:
                    found[code] = place[glyph]
    if encoding is None:
        return found
    names = _base(name(encoding) or name(entry(encoding, "/BaseEncoding")))
    names |= _named(encoding) if isinstance(encoding, Dictionary) else {}
    unicode, roman = tables.get((3, 1)), tables.get((1, 0), {})
    back = {glyph: code for code, glyph in enumerate(MacRoman)}
    for code, named in names.items():
        letters = agl.toUnicode(named)
        glyph = unicode.get(ord(letters)) if unicode and len(letters) == 1 else None
        glyph = glyph or roman.get(back.get(named, -1))
        if glyph in place:
            found.setdefault(code, place[glyph])
    # Names may also be met in the program's "post" table, which is often cut down: not certain.
    return found if unicode else None


def blank(glyph: str | int | None) -> bool:
    """Whether a glyph of that name shows nothing."""
    return glyph in BLANK
