"""Text operators: where runs of text stand and how large they are (ISO 32000-1, 9.3 and 9.4)."""

from typing import Any

from pikepdf import Stream

from generator.press.preflight.inside.canvas import Canvas, Handler
from generator.press.preflight.inside.fonts import Font
from generator.press.preflight.inside.lexer import Operation
from generator.press.preflight.inside.matrix import (
    IDENTITY,
    Rect,
    matrix_of,
    placed,
    rise,
    stretch,
    times,
    union,
)
from generator.press.preflight.inside.objects import Way, run_stream
from generator.press.preflight.inside.paths import spare
from generator.press.preflight.inside.reading import entry, key
from generator.press.preflight.inside.state import Role, Show, State, Text, Type
from generator.press.preflight.inside.trace import Glyphs

FILLED, STROKED = (0, 2, 4, 6), (1, 2, 5, 6)
"""Rendering modes that fill and that stroke (table 106); the others show nothing."""
_DOWN, _UP = -230.0, 780.0
"""How far letters usually reach under and over their base line, in thousandths."""


def _begin(canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    canvas.text = canvas.line = IDENTITY


def _font(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    named, size = operands[-2:]
    font = canvas.resources.font(named)
    if font is None:
        canvas.miss(named)
    elif font.kind == "/Type3" and canvas.trace is not None:
        drawn = canvas.shared.glyphs.setdefault(id(font), {})
        canvas.trace.edits.append(Glyphs(op.start, op.end, font.source, size, drawn))
    canvas.state.type = canvas.state.type._replace(font=font, size=float(size))


def _set(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    """The operators that set one value of the text state."""
    setting, factor = _SETTINGS[op.operator]
    value = operands[-1] * factor if factor != 1 else operands[-1]
    canvas.state.type = canvas.state.type._replace(**{setting: value})


_SETTINGS: dict[bytes, tuple[str, float]] = {
    b"Tc": ("letter", 1),
    b"Tw": ("word", 1),
    b"Tz": ("scale", 0.01),
    b"TL": ("leading", 1),
    b"Ts": ("rise", 1),
}


def _mode(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    canvas.state.type = canvas.state.type._replace(mode=int(operands[-1]))


def _move(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    x, y = operands[-2:]
    if op.operator == b"TD":
        canvas.state.type = canvas.state.type._replace(leading=-y)
    _shift_line(canvas, x, y)


def _shift_line(canvas: Canvas, x: float, y: float) -> None:
    canvas.line = canvas.text = times((1, 0, 0, 1, x, y), canvas.line)


def _matrix(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    canvas.text = canvas.line = matrix_of(operands)


def _next_line(canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    _shift_line(canvas, 0, -canvas.state.type.leading)


def _show(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    show(canvas, [operands[-1]], op)


def _show_array(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    show(canvas, operands[-1], op)


def _show_line(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    """``'`` and ``"``"""
    if op.operator == b'"':
        word, letter = operands[-3:-1]
        canvas.state.type = canvas.state.type._replace(word=word, letter=letter)
    _next_line(canvas, [], op)
    show(canvas, [operands[-1]], op)


def show(canvas: Canvas, pieces: list[Any], op: Operation) -> None:
    """Keep a run of text and move the pen behind it."""
    state = canvas.state
    settings, font = state.type, state.type.font
    if font is None:
        return
    matrix = times(canvas.text, state.ctm)
    length, seen = _length(canvas, font, settings, pieces)
    if seen:
        outline = state.line * stretch(state.ctm)[0]
        _keep(canvas, font, Show(pieces, settings, matrix, outline), length, op)
    moved = (0.0, length) if font.vertical else (length * settings.scale, 0.0)
    canvas.text = times((1, 0, 0, 1, *moved), canvas.text)


def _length(canvas: Canvas, font: Font, settings: Type, pieces: list[Any]) -> tuple[float, int]:
    """How far the pen moves in unscaled text space, and how many codes are shown."""
    total, count, spaces = 0.0, 0, 0
    for piece in pieces:
        if isinstance(piece, bytes):
            codes = font.codes(piece)
            total += sum(map(font.advance, codes))
            count += len(codes)
            spaces += piece.count(b" ") if font.ids is None else 0
        elif isinstance(piece, (int, float)):
            total -= piece
    canvas.shared.budget.spend(count // 4)
    length = total / 1000 * settings.size
    return length + count * settings.letter + spaces * settings.word, count


def _keep(canvas: Canvas, font: Font, shown: Show, length: float, op: Operation) -> None:
    state, settings = canvas.state, shown.type
    if font.kind == "/Type3":
        _draw_glyphs(canvas, font, shown)
    filled, stroked = settings.mode in FILLED, settings.mode in STROKED
    size = settings.size / 1000
    low, high = (font.box.bottom, font.box.top) if font.kind == "/Type3" else (_DOWN, _UP)
    box = Rect(0, low * size + settings.rise, length * settings.scale, high * size + settings.rise)
    if font.vertical:
        box = Rect(-500 * size, length, 500 * size, 0)
    seen = canvas.visible(placed(shown.matrix, box))
    if seen is None or not (filled or stroked):
        return
    high = (font.box.height / 1000 or 1.0) if font.kind == "/Type3" else 1.0
    thing = Text(
        seen,
        canvas.role,
        state.inking,
        state.fill if filled else None,
        state.stroke if stroked else None,
        abs(settings.size) * rise(shown.matrix) * high,
        font,
        shown,
    )
    canvas.add(thing)
    if filled:
        canvas.pattern(state.fill, seen)
    if state.inking.fill_over or state.inking.stroke_over:
        spare(canvas, op, fill=filled, stroke=stroked)


def _draw_glyphs(canvas: Canvas, font: Font, shown: Show) -> None:
    """Run the glyphs of a Type 3 font, each once on a page, where it is first met."""
    drawn = canvas.shared.glyphs.setdefault(id(font), {})
    size = shown.type.size
    matrix = times((size * shown.type.scale, 0, 0, size, 0, shown.type.rise), shown.matrix)
    for piece in shown.pieces:
        for code in font.codes(piece) if isinstance(piece, bytes) else ():
            glyph = font.procedures.get(code)
            seen = ("glyph", id(font), code)
            if not isinstance(glyph, Stream) or seen in canvas.shared.seen:
                continue
            canvas.shared.seen.add(seen)
            state = State(times(font.matrix, matrix), canvas.state.clip)
            state.fill = state.stroke = canvas.state.fill
            role: Role = "pattern" if canvas.role == "page" else canvas.role
            own = entry(font.source, "/Resources")
            way = Way(role, ("glyph", key(glyph), id(font)), resources=own)
            trace = run_stream(canvas, glyph, state, way)
            if trace is not None:
                drawn[code] = trace


def _colourless(canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    """``d1``: a glyph of one colour, which comes from outside (9.6.5.2)."""
    canvas.colourless = True


def _nothing(_canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    """Changes nothing that is judged."""


def ink_box(text: Text) -> Rect | None:
    """The box of a run's glyphs themselves, in points of the page; none where it shows none."""
    settings, font = text.show.type, text.font
    if font.vertical or font.kind == "/Type3":
        return text.box
    boxes, x = [], 0.0
    size = settings.size / 1000
    for piece in text.show.pieces:
        if not isinstance(piece, bytes):
            x -= piece * size if isinstance(piece, (int, float)) else 0.0
            continue
        for code in font.codes(piece):
            glyph = font.bounds(code)
            if glyph is not None:
                left, bottom, right, top = (value * size for value in glyph)
                boxes.append(Rect(x + left, bottom, x + right, top))
            x += font.advance(code) * size + settings.letter
            if code == 32 and font.ids is None:
                x += settings.word
    whole = union(boxes)
    if whole is None:
        return None
    scale, up = settings.scale, settings.rise
    stretched = Rect(whole.left * scale, whole.bottom + up, whole.right * scale, whole.top + up)
    return placed(text.show.matrix, stretched)


HANDLERS: dict[bytes, Handler] = {
    b"BT": _begin,
    b"ET": _nothing,
    b"Tf": _font,
    b"Tr": _mode,
    b"Td": _move,
    b"TD": _move,
    b"Tm": _matrix,
    b"T*": _next_line,
    b"Tj": _show,
    b"TJ": _show_array,
    b"'": _show_line,
    b'"': _show_line,
    b"d0": _nothing,
    b"d1": _colourless,
    **dict.fromkeys(_SETTINGS, _set),
}
