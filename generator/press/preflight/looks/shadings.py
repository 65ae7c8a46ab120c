"""Shadings as some plates show them (ISO 32000-1, 8.7.4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Pdf, Stream

from generator.press.preflight.inside.functions import read_function
from generator.press.preflight.inside.reading import FAULTS, entry, numbers, whole
from generator.press.preflight.looks.meshes import recoloured
from generator.press.preflight.looks.shares import Plates, device, shares, without

_STEPS = 256


def shading_on(pdf: Pdf, shading: Any, space: Any, plates: Plates) -> Any:
    """A shading as some plates show it; none for one that cannot be read."""
    function = read_function(entry(shading, "/Function"))
    made: Any = None
    if function is not None:
        made = _with_function(pdf, shading, _Shown(function, space, plates))
    elif isinstance(shading, Stream):
        made = _mesh(pdf, shading, _Shown(None, space, plates))
    if made is None:
        return None
    made["/ColorSpace"] = device(plates)
    background = numbers(entry(shading, "/Background"))
    if background:
        made["/Background"] = Array([float(v) for v in shares(space.inks(background), plates)])
    return made


def _with_function(pdf: Pdf, shading: Any, shown: "_Shown") -> Any:
    """A shading whose function is sampled and leads straight to the plates."""
    kind = whole(entry(shading, "/ShadingType"))
    inputs = 2 if kind == 1 else 1
    bounds = shown.function.domain[: 2 * inputs]
    if len(bounds) < 2 * inputs:
        return None
    if kind in (2, 3):
        bounds = numbers(entry(shading, "/Domain"), 2) or (0.0, 1.0)
    made = _copied(pdf, shading)
    made["/Function"] = _sampled(pdf, _grid(bounds, inputs), bounds, shown)
    return made


def _mesh(pdf: Pdf, shading: Stream, shown: "_Shown") -> Any:
    """A mesh with its corners' colours anew, a byte a plate."""
    try:
        data = recoloured(shading, shown.space.parts, shown)
    except FAULTS:
        return None
    made = pdf.make_stream(data)
    for each, value in without(shading, "/Length").items():
        if each not in ("/Filter", "/DecodeParms"):
            made[each] = value
    made["/BitsPerComponent"] = 8
    place = [float(value) for value in numbers(entry(shading, "/Decode"))[:4]]
    made["/Decode"] = Array([*place, *[0, 1] * len(shown.plates)])
    return made


def _copied(pdf: Pdf, shading: Any) -> Any:
    if isinstance(shading, Stream):
        made = pdf.make_stream(shading.read_raw_bytes())
        for each, value in shading.items():
            if each != "/Length":
                made[each] = value
        return made
    return without(shading, "")


@dataclass(frozen=True, eq=False)
class _Shown:
    """From a shading's variables to the grey of some plates."""

    function: Any
    space: Any
    plates: Plates

    def __call__(self, values: Sequence[float]) -> list[int]:
        inks = self.space.inks(self.function(values) if self.function else values)
        return [round(255 * (1 - (inks[plate] if inks else 0))) for plate in self.plates]


def _grid(bounds: Sequence[float], inputs: int) -> list[tuple[float, ...]]:
    """Places in the domain, the first variable changing fastest (ISO 32000-1, 7.10.2)."""
    steps = _STEPS if inputs == 1 else 32
    steps_ = [step / (steps - 1) for step in range(steps)]
    first = [bounds[0] + (bounds[1] - bounds[0]) * share for share in steps_]
    if inputs == 1:
        return [(x,) for x in first]
    return [(x, bounds[2] + (bounds[3] - bounds[2]) * share) for share in steps_ for x in first]


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
