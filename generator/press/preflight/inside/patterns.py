"""Patterns: cells that are repeated, and shadings (ISO 32000-1, 8.7)."""

from typing import Any

from pikepdf import Dictionary, Stream

from generator.press.preflight import limits
from generator.press.preflight.inside.canvas import Canvas, Handler
from generator.press.preflight.inside.colour import PATTERN, Colour
from generator.press.preflight.inside.functions import read_function
from generator.press.preflight.inside.lexer import Operation
from generator.press.preflight.inside.matrix import IDENTITY, matrix_of, stretch, times
from generator.press.preflight.inside.objects import Way, run_stream, space_key
from generator.press.preflight.inside.reading import entry, key, number, numbers, whole
from generator.press.preflight.inside.state import Pattern, Role, Shade, State
from generator.press.preflight.inside.trace import Blend, Repattern, Trace


def choose(canvas: Canvas, operands: list[Any], op: Operation, *, stroke: bool) -> Colour | None:
    """The colour of ``/Name scn``; none where the pattern is missing."""
    source = canvas.resources.find("/Pattern", operands[-1])
    if not isinstance(source, (Dictionary, Stream)):
        canvas.miss(operands[-1])
        return None
    before = (canvas.state.stroke if stroke else canvas.state.fill).space
    space = before if before.family == "/Pattern" else PATTERN
    values = tuple(operands[:-1])
    flat = Colour(space, (), None)
    if space.base:
        flat = canvas.colour(space.base, list(values))
    trace: Trace | None = None
    if whole(entry(source, "/PatternType")) == 2:
        shading = entry(source, "/Shading")
        weigh(canvas, shading)
        pattern = Pattern([], shading=canvas.resources.space_of(entry(shading, "/ColorSpace")))
    else:
        pattern, trace = _cell(canvas, source, flat)
    if canvas.trace is not None and not canvas.colourless:
        canvas.trace.edits.append(
            Repattern(op.start, op.end, stroke, source, trace, flat, pattern.shading)
        )
    return Colour(space, values, None, pattern)


def _cell(canvas: Canvas, source: Any, flat: Colour) -> tuple[Pattern, Trace | None]:
    """Run the cell of a tiling pattern, keeping what it paints until an area is painted."""
    values = numbers(entry(source, "/Matrix"), 6)
    own = matrix_of(values) if len(values) == 6 else IDENTITY
    state = State(times(own, canvas.base))
    coloured = whole(entry(source, "/PaintType")) != 2
    if not coloured:
        state.fill = state.stroke = flat
    least, most = stretch(state.ctm)
    step = abs(number(entry(source, "/XStep")) * number(entry(source, "/YStep")))
    at = ("pattern", key(source), None if coloured else (space_key(flat.space), flat.values))
    sheet = canvas.shared.sheet
    outside, sheet.things = sheet.things, []
    role: Role = "pattern" if canvas.role == "page" else canvas.role
    try:
        way = Way(role, at, colourless=not coloured, once=True)
        trace = run_stream(canvas, source, state, way)
        inside = sheet.things
    finally:
        sheet.things = outside
    return Pattern(inside, step * least * most), trace


def weigh(canvas: Canvas, shading: Any) -> None:
    """A function of two variables is worked out anew for every dot of the page."""
    if whole(entry(shading, "/ShadingType")) == 1:
        function = read_function(entry(shading, "/Function"))
        if function and function.cost * limits.RASTER_PIXELS > limits.SLOW_FUNCTION:
            canvas.shared.sheet.heavy = True


def _shade(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    """``sh`` paints the whole clip with a shading."""
    shading = canvas.resources.find("/Shading", operands[-1])
    if not isinstance(shading, (Dictionary, Stream)):
        canvas.miss(operands[-1])
        return
    weigh(canvas, shading)
    space = canvas.resources.space_of(entry(shading, "/ColorSpace"))
    box = canvas.visible(canvas.state.clip or canvas.shared.page)
    if box is not None:
        canvas.add(Shade(box, canvas.role, canvas.state.inking, space))
    if canvas.trace is not None:
        canvas.trace.edits.append(Blend(op.start, op.end, shading, space))


HANDLERS: dict[bytes, Handler] = {b"sh": _shade}
