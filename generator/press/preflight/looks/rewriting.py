"""Content written anew so that it shows one plate, or three plates at once.

A plate is grey: 1 where an ink is absent, 0 where it is full. Cyan, magenta and yellow can be shown
together as red, green and blue. Every colour, image and shading becomes what it puts on the plates
that are shown; what overprints without any of their inks is left out. Blending needs no change: it
works on each ink by itself, as in CMYK (ISO 32000-1, 11.3).

Approximate: shadings are sampled at 256 places; meshes that carry their colours in the vertices,
JBIG2 images and the colours inside soft masks' groups are left as they are or left out; images keep
at most a million pixels; non-separable blending modes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from generator.press.preflight.inside.colour import Inks
from generator.press.preflight.inside.functions import read_function
from generator.press.preflight.inside.images import read_image
from generator.press.preflight.inside.reading import entry, key, numbers, whole
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

Plates = tuple[int, ...]
"""Which inks are shown: ``(0, 1, 2)`` as red, green, blue, or one as grey."""
TOGETHER: tuple[Plates, ...] = ((0, 1, 2), (3,))
SINGLY: tuple[Plates, ...] = ((0,), (1,), (2,), (3,))

_STEPS = 256
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
                made["/Group"] = _without(group, "/CS")
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
                return b""
            pattern: Any = Dictionary(Type=Name.Pattern, PatternType=2, Shading=inner)
            if (matrix := entry(source, "/Matrix")) is not None:
                pattern["/Matrix"] = matrix
        elif edit.cell is None:
            return b""
        else:
            pattern = self.rewriter.stream(edit.cell, self.plates)
            if whole(entry(source, "/PaintType")) == 2:
                device = Name.DeviceRGB if len(self.plates) == 3 else Name.DeviceGray
                self.added.setdefault("/ColorSpace", {})[_UNCOLOURED] = Array(
                    [Name.Pattern, device]
                )
                space = _UNCOLOURED
                values = " ".join(_shares(edit.colour.inks, self.plates)) + " "
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
        font = _without(edit.source, "/CharProcs")
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
                found[kind] = _without(entry(before, kind), "")
        for kind, things in self.added.items():
            if kind not in found:
                found[kind] = Dictionary()
            for named, thing in things.items():
                found[kind][named] = thing
        return found


def _without(thing: Any, left_out: str) -> Dictionary:
    """A shallow copy of a dictionary without one entry."""
    return Dictionary({each: value for each, value in thing.items() if each != left_out})


def _shares(inks: Inks | None, plates: Plates) -> list[str]:
    return [f"{1 - (inks[plate] if inks else 0):.4f}" for plate in plates]


def colour_operation(inks: Inks | None, plates: Plates, *, stroke: bool) -> bytes:
    """The operation that sets a colour as some plates show it; nothing for no colour."""
    if inks is None:
        return b""
    operator = "rg" if len(plates) == 3 else "g"
    return " ".join([*_shares(inks, plates), operator.upper() if stroke else operator]).encode()


def _image_stream(
    pdf: Pdf, source: Any, inks: tuple[Samples, Samples | None], plates: Plates
) -> Stream:
    values, opacity = inks
    shown = 255 - values[..., list(plates)]
    stream = pdf.make_stream(np.ascontiguousarray(shown).tobytes())
    _describe(stream, shown, Name.DeviceRGB if len(plates) == 3 else Name.DeviceGray)
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


def shading_on(pdf: Pdf, shading: Any, space: Any, plates: Plates) -> Any:
    """A shading as some plates show it; none for a mesh that has its colours in its vertices."""
    function = read_function(entry(shading, "/Function"))
    kind = whole(entry(shading, "/ShadingType"))
    if function is None:
        return None
    inputs = 2 if kind == 1 else 1
    if len(function.domain) < 2 * inputs:
        return None
    bounds = function.domain[: 2 * inputs]
    if kind in (2, 3):
        bounds = numbers(entry(shading, "/Domain"), 2) or (0.0, 1.0)
    made = _copied(pdf, shading)
    made["/ColorSpace"] = Name.DeviceRGB if len(plates) == 3 else Name.DeviceGray
    made["/Function"] = _sampled(
        pdf, _grid(bounds, inputs), bounds, _Shown(function, space, plates)
    )
    background = numbers(entry(shading, "/Background"))
    if background:
        made["/Background"] = Array([float(v) for v in _shares(space.inks(background), plates)])
    return made


def _copied(pdf: Pdf, shading: Any) -> Any:
    if isinstance(shading, Stream):
        made = pdf.make_stream(shading.read_raw_bytes())
        for each, value in shading.items():
            if each != "/Length":
                made[each] = value
        return made
    return _without(shading, "")


@dataclass(frozen=True, eq=False)
class _Shown:
    """From a shading's variables to the grey of some plates."""

    function: Any
    space: Any
    plates: Plates

    def __call__(self, values: Sequence[float]) -> list[int]:
        inks = self.space.inks(self.function(values))
        return [round(255 * (1 - (inks[plate] if inks else 0))) for plate in self.plates]


def _grid(bounds: Sequence[float], inputs: int) -> list[tuple[float, ...]]:
    """Places in the domain, the first variable changing fastest (ISO 32000-1, 7.10.2)."""
    steps = _STEPS if inputs == 1 else 32
    axes = [
        [
            bounds[2 * i] + (bounds[2 * i + 1] - bounds[2 * i]) * n / (steps - 1)
            for n in range(steps)
        ]
        for i in range(inputs)
    ]
    if inputs == 1:
        return [(x,) for x in axes[0]]
    return [(x, y) for y in axes[1] for x in axes[0]]


def _sampled(
    pdf: Pdf, places: list[tuple[float, ...]], bounds: Sequence[float], shown: _Shown
) -> Stream:
    """A sampled function with a byte a value."""
    inputs = len(places[0])
    stream = pdf.make_stream(bytes(value for place in places for value in shown(place)))
    stream["/FunctionType"], stream["/BitsPerSample"] = 0, 8
    stream["/Domain"] = Array([float(value) for value in bounds])
    stream["/Range"] = Array([0, 1] * len(shown.plates))
    stream["/Size"] = Array([_STEPS] if inputs == 1 else [32, 32])
    return stream
