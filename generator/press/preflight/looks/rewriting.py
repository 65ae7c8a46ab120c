"""Content written anew so that it shows one plate, or three plates at once.

A plate is grey: 1 where an ink is absent, 0 where it is full. Cyan, magenta and yellow can be shown
together as red, green and blue. Every colour, image and shading becomes what it puts on the plates
that are shown; what overprints without any of their inks is left out. Blending needs no change: it
works on each ink by itself, as in CMYK (ISO 32000-1, 11.3).

Approximate: shadings are sampled at 256 places; JBIG2 images are left out; soft masks keep the
lightness of their own colours; images keep at most a million pixels; non-separable blending modes.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from generator.press.preflight.inside.colour import NO_INK
from generator.press.preflight.inside.images import read_image
from generator.press.preflight.inside.reading import entry, key, whole
from generator.press.preflight.inside.trace import (
    Blend,
    Draw,
    Edit,
    Glyphs,
    Place,
    Recolour,
    Repattern,
    Spare,
    Trace,
)
from generator.press.preflight.looks.samples import Samples, image_inks
from generator.press.preflight.looks.shadings import shading_on
from generator.press.preflight.looks.shares import (
    Plates,
    colour_operation,
    device,
    shares,
    without,
)

_WITHOUT_FILL = {b"f": b"n", b"F": b"n", b"f*": b"n", b"B": b"S", b"B*": b"S", b"b": b"s"}
_WITHOUT_FILL |= {b"b*": b"s"}
_WITHOUT_STROKE = {b"S": b"n", b"s": b"n", b"B": b"f", b"B*": b"f*", b"b": b"f", b"b*": b"f*"}
_MODE_PARTS = {0: "f", 1: "s", 2: "fs", 3: "", 4: "fc", 5: "sc", 6: "fsc", 7: "c"}
_PARTS_MODE = {parts: mode for mode, parts in _MODE_PARTS.items()}
_KEPT = ("/Font", "/ExtGState", "/Properties")
_UNCOLOURED = "/LcUncoloured"


@dataclass(eq=False)
class Rewriter:
    """Writes the traces of one file anew, each once for each set of plates."""

    pdf: Pdf
    _streams: dict[Any, Stream] = field(default_factory=dict)
    _images: dict[Any, tuple[Samples, Samples | None] | None] = field(default_factory=dict)

    def page(self, trace: Trace, plates: Plates, frame: bytes) -> tuple[bytes, Dictionary]:
        """The content of a page and its resources; ``frame`` is put before it."""
        body, resources = self._written(trace, plates)
        return b"q " + frame + b"\n" + body + b"\nQ", resources

    def _written(self, trace: Trace, plates: Plates) -> tuple[bytes, Dictionary]:
        writer = _Writer(self, plates)
        pieces, at = [], 0
        for edit in trace.edits:
            pieces += [trace.data[at : edit.start], b" ", writer.write(trace, edit), b" "]
            at = edit.end
        pieces.append(trace.data[at:])
        return b"".join(pieces), writer.resources(trace.resources)

    def stream(self, trace: Trace, plates: Plates) -> Stream:
        """A form, a pattern's cell or a glyph, for some plates."""
        at = (id(trace), plates)
        if at not in self._streams:
            body, resources = self._written(trace, plates)
            made = self.pdf.make_stream(body)
            for each, value in trace.source.items():
                if each not in ("/Length", "/Filter", "/DecodeParms", "/Resources", "/Group"):
                    made[each] = value
            group = entry(trace.source, "/Group")
            if group is not None:
                made["/Group"] = without(group, "/CS")
            made["/Resources"] = resources
            self._streams[at] = made
        return self._streams[at]

    def image(self, place: Place, plates: Plates) -> Stream | None:
        """An image's share in some plates; none where it cannot be unpacked."""
        at = (key(place.stream), id(place.space), plates)
        if at not in self._streams:
            inks = self._unpacked(place)
            if inks is None:
                return None
            self._streams[at] = _image_stream(self.pdf, place.stream, inks, plates)
        return self._streams[at]

    def _unpacked(self, place: Place) -> tuple[Samples, Samples | None] | None:
        at = key(place.stream)
        if at not in self._images:
            image = read_image(place.stream, lambda _space: place.space)
            self._images[at] = image_inks(place.stream, image)
        return self._images[at]


class _Writer:
    """Writes one stream: what stands in for its edits, and the resources for it."""

    def __init__(self, rewriter: Rewriter, plates: Plates) -> None:
        self.rewriter = rewriter
        self.plates = plates
        self.added: dict[str, dict[str, Any]] = {}
        self._names: dict[Any, str] = {}

    def write(self, trace: Trace, edit: Edit) -> bytes:
        """What stands in for an edit."""
        if isinstance(edit, Recolour):
            return colour_operation(edit.colour.inks, self.plates, stroke=edit.stroke)
        if isinstance(edit, Spare):
            return self._spared(trace, edit)
        if isinstance(edit, Repattern):
            return self._pattern(edit)
        return self._object(trace, edit)

    def _object(self, trace: Trace, edit: Edit) -> bytes:
        if isinstance(edit, Draw):
            form = self.rewriter.stream(edit.form, self.plates)
            return f"{self._name('/XObject', id(edit.form), form)} Do".encode()
        if isinstance(edit, Place):
            return self._placed(edit)
        if isinstance(edit, Blend):
            shading = shading_on(self.rewriter.pdf, edit.shading, edit.space, self.plates)
            if shading is None:
                return b""
            return f"{self._name('/Shading', id(edit), shading)} sh".encode()
        if isinstance(edit, Glyphs):
            font = self._drawn_font(edit)
            return f"{self._name('/Font', id(edit), font)} {edit.size} Tf".encode()
        return trace.data[edit.start : edit.end]

    def _name(self, kind: str, of: Any, thing: Any) -> str:
        named = self._names.setdefault((kind, of), f"/Lc{len(self._names)}")
        self.added.setdefault(kind, {})[named] = thing
        return named

    def _placed(self, edit: Place) -> bytes:
        if edit.stencil:
            if set(self.plates) <= edit.spared:
                return b""
            image: Stream | None = edit.stream
        else:
            image = self.rewriter.image(edit, self.plates)
        if image is None:
            return b""
        return f"{self._name('/XObject', id(image), image)} Do".encode()

    def _pattern(self, edit: Repattern) -> bytes:
        pdf, source = self.rewriter.pdf, edit.source
        operators = ("CS", "SCN") if edit.stroke else ("cs", "scn")
        space, values = "/Pattern", ""
        if whole(entry(source, "/PatternType")) == 2:
            shading = entry(source, "/Shading")
            inner = shading_on(pdf, shading, edit.shading, self.plates)
            if inner is None:
                return colour_operation(NO_INK, self.plates, stroke=edit.stroke)
            pattern: Any = Dictionary(Type=Name.Pattern, PatternType=2, Shading=inner)
            if (matrix := entry(source, "/Matrix")) is not None:
                pattern["/Matrix"] = matrix
        elif edit.cell is None:
            return b""
        else:
            pattern = self.rewriter.stream(edit.cell, self.plates)
            if whole(entry(source, "/PaintType")) == 2:
                uncoloured = Array([Name.Pattern, device(self.plates)])
                self.added.setdefault("/ColorSpace", {})[_UNCOLOURED] = uncoloured
                space = _UNCOLOURED
                values = " ".join(shares(edit.colour.inks, self.plates)) + " "
        named = self._name("/Pattern", id(edit), pattern)
        return f"{space} {operators[0]} {values}{named} {operators[1]}".encode()

    def _spared(self, trace: Trace, edit: Spare) -> bytes:
        """A painting operation without the part that leaves these plates alone."""
        shown = set(self.plates)
        fill, stroke = shown <= edit.fill, shown <= edit.stroke
        words = trace.data[edit.start : edit.end]
        if not fill and not stroke:
            return words
        if edit.operator in _WITHOUT_FILL or edit.operator in _WITHOUT_STROKE:
            operator = edit.operator
            if fill:
                operator = _WITHOUT_FILL.get(operator, operator)
            if stroke:
                operator = _WITHOUT_STROKE.get(operator, operator)
            return operator
        parts = _MODE_PARTS.get(edit.mode, "f")
        parts = parts.replace("f", "" if fill else "f").replace("s", "" if stroke else "s")
        return b"%d Tr %b %d Tr" % (_PARTS_MODE[parts], words, edit.mode)

    def _drawn_font(self, edit: Glyphs) -> Dictionary:
        """A Type 3 font whose glyphs are drawn on these plates."""
        font = without(edit.source, "/CharProcs")
        drawn = {
            f"/g{code}": self.rewriter.stream(trace, self.plates)
            for code, trace in sorted(edit.drawn.items())
        }
        font["/CharProcs"] = Dictionary(drawn)
        differences: list[Any] = []
        for code in sorted(edit.drawn):
            differences += [code, Name(f"/g{code}")]
        font["/Encoding"] = Dictionary(Type=Name.Encoding, Differences=Array(differences))
        return font

    def resources(self, before: Any) -> Dictionary:
        """The stream's resources: fonts and states as before, objects as they were added."""
        found = Dictionary()
        for kind in _KEPT:
            if isinstance(entry(before, kind), Dictionary):
                found[kind] = without(entry(before, kind), "")
        for kind, things in self.added.items():
            if kind not in found:
                found[kind] = Dictionary()
            for named, thing in things.items():
                found[kind][named] = thing
        return found


def _image_stream(
    pdf: Pdf, source: Any, inks: tuple[Samples, Samples | None], plates: Plates
) -> Stream:
    values, opacity = inks
    shown = 255 - values[..., list(plates)]
    stream = pdf.make_stream(np.ascontiguousarray(shown).tobytes())
    _describe(stream, shown, device(plates))
    for each in ("/SMask", "/Mask"):
        mask = entry(source, each)
        if isinstance(mask, Stream):
            stream[each] = mask
    if opacity is not None:
        alpha = pdf.make_stream(np.ascontiguousarray(opacity).tobytes())
        _describe(alpha, opacity, Name.DeviceGray)
        stream["/SMask"] = alpha
    return stream


def _describe(stream: Stream, values: Samples, space: Name) -> None:
    stream["/Type"], stream["/Subtype"] = Name.XObject, Name.Image
    stream["/Width"], stream["/Height"] = values.shape[1], values.shape[0]
    stream["/BitsPerComponent"], stream["/ColorSpace"] = 8, space
