"""Path operators: building, clipping, filling, stroking (ISO 32000-1, 8.5)."""

from typing import Any, NamedTuple

from generator.press.preflight import limits
from generator.press.preflight.inside.canvas import Canvas, Handler
from generator.press.preflight.inside.lexer import Operation
from generator.press.preflight.inside.matrix import Rect, around, common, grown, sides, stretch
from generator.press.preflight.inside.state import Fill, Line
from generator.press.preflight.inside.trace import Spare


class _Paint(NamedTuple):
    fill: bool
    stroke: bool


_PAINTS = {
    b"f": _Paint(True, False),
    b"F": _Paint(True, False),
    b"f*": _Paint(True, False),
    b"S": _Paint(False, True),
    b"s": _Paint(False, True),
    b"B": _Paint(True, True),
    b"B*": _Paint(True, True),
    b"b": _Paint(True, True),
    b"b*": _Paint(True, True),
    b"n": _Paint(False, False),
}
_NOTHING: frozenset[int] = frozenset()
_BAR = 3.0
"""A rectangle is a bar, so a line, when it is so many times longer than thick."""
_LARGE = 140.0
"""Points both ways from which it is worth knowing how much of its box a shape covers."""


def _move(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    x, y = operands[-2:]
    canvas.starts.append(len(canvas.points))
    canvas.points += (x, y)


def _line_to(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    x, y = operands[-2:]
    canvas.points += (x, y)


def _curve(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    canvas.points += operands[: 6 if len(operands) > 5 else 4]
    canvas.curved = True


def _rectangle(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    x, y, width, height = operands[-4:]
    right, top = x + width, y + height
    canvas.starts.append(len(canvas.points))
    canvas.points += (x, y, right, y, right, top, x, top)


def _close(_canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    """Closing adds no point."""


def _clip(canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    canvas.clipping = True


def _paint(canvas: Canvas, _operands: list[Any], op: Operation) -> None:
    points = canvas.points
    state = canvas.state
    box = around(state.ctm, points)
    fill, stroke = _PAINTS[op.operator]
    if box is not None:
        if fill:
            fill_box(canvas, box)
        if stroke:
            _stroke(canvas, box)
        if state.inking.fill_over or state.inking.stroke_over:
            spare(canvas, op, fill=fill, stroke=stroke)
    if canvas.clipping:
        # An empty path clips everything away.
        state.clip = common(state.clip, box or Rect(1, 1, 0, 0))
        canvas.clipping = False
    canvas.points, canvas.starts, canvas.curved = [], [], False


def spare(canvas: Canvas, op: Operation, *, fill: bool, stroke: bool) -> None:
    """Note which inks an overprinting operation leaves alone."""
    state = canvas.state
    over, mode = state.inking, state.inking.mode
    filled = state.fill.spared(over.fill_over, mode) if fill else _NOTHING
    stroked = state.stroke.spared(over.stroke_over, mode) if stroke else _NOTHING
    for inks in (filled, stroked):
        if 0 < len(inks & {0, 1, 2}) < 3:
            canvas.shared.sheet.parted = True
    if canvas.trace is not None and (filled or stroked):
        edit = Spare(op.start, op.end, op.operator, filled, stroked, state.type.mode)
        canvas.trace.edits.append(edit)


def fill_box(canvas: Canvas, box: Rect) -> None:
    """Keep the fill of the path at hand, which lies in ``box``."""
    seen = canvas.visible(box)
    if seen is None:
        return
    thing = Fill(seen, canvas.role, canvas.state.inking, canvas.state.fill)
    if not canvas.curved:
        thing.squares = len(canvas.starts)
        if len(canvas.starts) == 1 and len(canvas.points) <= 10:
            thing.thickness = _thickness(canvas)
        if seen.width >= _LARGE and seen.height >= _LARGE:
            thing.solid = _solid(canvas)
    canvas.add(thing)
    canvas.pattern(thing.colour, seen)


def _thickness(canvas: Canvas) -> float | None:
    """How thick the path is where it is an upright bar in its own space."""
    points = canvas.points
    xs, ys = set(points[0::2]), set(points[1::2])
    if len(xs) > 2 or len(ys) > 2:
        return None
    across, up = sides(canvas.state.ctm)
    width, height = (max(xs) - min(xs)) * across, (max(ys) - min(ys)) * up
    thin, long = min(width, height), max(width, height)
    return thin if long > 2 and long > _BAR * thin else None


def _solid(canvas: Canvas) -> float:
    """The share of its box that a path of straight lines covers."""
    points, total = canvas.points, 0.0
    ends = [*canvas.starts[1:], len(points)]
    for start, end in zip(canvas.starts, ends, strict=True):
        xs, ys = points[start:end:2], points[start + 1 : end : 2]
        rolled = zip(xs, ys, [*xs[1:], *xs[:1]], [*ys[1:], *ys[:1]], strict=False)
        total += abs(sum(x1 * y2 - x2 * y1 for x1, y1, x2, y2 in rolled)) / 2
    area = (max(points[0::2]) - min(points[0::2])) * (max(points[1::2]) - min(points[1::2]))
    return total / area if area else 0.0


def _stroke(canvas: Canvas, box: Rect) -> None:
    state = canvas.state
    least, most = stretch(state.ctm)
    if state.dash:
        _count_dashes(canvas, state.dash)
    seen = canvas.visible(grown(box, state.line * most / 2))
    if seen is not None:
        line = Line(seen, canvas.role, state.inking, state.stroke, state.line * least)
        canvas.add(line)
        canvas.pattern(line.colour, seen)


def _count_dashes(canvas: Canvas, dash: float) -> None:
    """A line far longer than the page in tiny dashes would keep a renderer for hours."""
    xs, ys = canvas.points[0::2], canvas.points[1::2]
    steps = zip(xs, ys, xs[1:], ys[1:], strict=False)
    length = sum(abs(x2 - x1) + abs(y2 - y1) for x1, y1, x2, y2 in steps)
    sheet = canvas.shared.sheet
    sheet.dashes += length / dash
    sheet.heavy = sheet.heavy or sheet.dashes > limits.DASHES


HANDLERS: dict[bytes, Handler] = {
    b"m": _move,
    b"l": _line_to,
    b"c": _curve,
    b"v": _curve,
    b"y": _curve,
    b"h": _close,
    b"re": _rectangle,
    b"W": _clip,
    b"W*": _clip,
    **dict.fromkeys(_PAINTS, _paint),
}
