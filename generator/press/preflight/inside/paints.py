"""Operators that choose colours and spaces (ISO 32000-1, 8.6.8)."""

from typing import Any

from generator.press.preflight.inside import patterns
from generator.press.preflight.inside.canvas import Canvas, Handler
from generator.press.preflight.inside.colour import CMYK, GRAY, RGB, Colour
from generator.press.preflight.inside.lexer import Operation
from generator.press.preflight.inside.trace import Recolour

_DEVICES = {b"g": GRAY, b"rg": RGB, b"k": CMYK}


def _choose(canvas: Canvas, colour: Colour, op: Operation, *, stroke: bool) -> None:
    if canvas.colourless:
        return
    if stroke:
        canvas.state.stroke = colour
    else:
        canvas.state.fill = colour
    if canvas.trace is not None and colour.space.family != "/Pattern":
        canvas.trace.edits.append(Recolour(op.start, op.end, stroke, colour))


def _device(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    """``g rg k`` and, for strokes, ``G RG K``: the device's space, or what stands in for it."""
    lower = op.operator.lower()
    space = canvas.resources.space(_DEVICES[lower].family)
    values = operands[-_DEVICES[lower].parts :]
    _choose(canvas, canvas.colour(space, values), op, stroke=lower != op.operator)


def _space(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    space = canvas.resources.space(operands[-1])
    colour = canvas.colour(space, list(space.initial()))
    _choose(canvas, colour, op, stroke=op.operator == b"CS")


def _colour(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    stroke = op.operator in (b"SC", b"SCN")
    if operands and isinstance(operands[-1], str):
        colour = patterns.choose(canvas, operands, op, stroke=stroke)
    else:
        space = (canvas.state.stroke if stroke else canvas.state.fill).space
        colour = canvas.colour(space, operands)
    if colour is not None:
        _choose(canvas, colour, op, stroke=stroke)


HANDLERS: dict[bytes, Handler] = {
    **dict.fromkeys((b"g", b"G", b"rg", b"RG", b"k", b"K"), _device),
    **dict.fromkeys((b"cs", b"CS"), _space),
    **dict.fromkeys((b"sc", b"SC", b"scn", b"SCN"), _colour),
}
