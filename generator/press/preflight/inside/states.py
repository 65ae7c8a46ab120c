"""Operators of the graphics state and ``ExtGState`` (ISO 32000-1, 8.4.4 and 8.4.5)."""

from typing import Any

from pikepdf import Array, Dictionary, Stream

from generator.press.preflight.inside.canvas import Canvas, Handler
from generator.press.preflight.inside.lexer import Operation
from generator.press.preflight.inside.matrix import Rect, matrix_of, times
from generator.press.preflight.inside.objects import run_form
from generator.press.preflight.inside.reading import (
    entry,
    items,
    key,
    mapping,
    name,
    number,
    numbers,
    whole,
)


def _save(canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    canvas.save()


def _restore(canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    canvas.restore()


def _concatenate(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    canvas.state.ctm = times(matrix_of(operands), canvas.state.ctm)


def _line_width(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    canvas.state.line = abs(float(operands[-1]))


def _dash(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    lengths = [abs(each) for each in operands[0] if isinstance(each, (int, float))]
    canvas.state.dash = float(sum(lengths))


def _graphics_state(canvas: Canvas, operands: list[Any], _op: Operation) -> None:
    found = canvas.resources.find("/ExtGState", operands[-1])
    if not isinstance(found, Dictionary):
        canvas.miss(operands[-1])
        return
    settings = _settings(canvas, operands[-1], found)
    state = canvas.state
    state.inking = state.inking._replace(**_inking(settings))
    if "/LW" in settings:
        state.line = abs(number(settings["/LW"]))
    if "/D" in settings:
        state.dash = sum(map(abs, numbers((items(settings["/D"], 2) or [None])[0])))
    if "/Font" in settings:
        font, size = [*items(settings["/Font"], 2), None, None][:2]
        state.type = state.type._replace(font=canvas.resources.font_of(font), size=number(size))
    if "/SMask" in settings:
        mask = settings["/SMask"]
        state.inking = state.inking._replace(masked=isinstance(mask, Dictionary))
        if isinstance(mask, Dictionary):
            _soft_mask(canvas, mask)
    _screens(canvas, settings)


def _settings(canvas: Canvas, named: str, found: Any) -> dict[str, Any]:
    """The entries of the state, read once for each content stream."""
    kept = canvas.resources.states
    if named not in kept:
        kept[named] = dict(mapping(found))
    return kept[named]


def _inking(settings: dict[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if "/OP" in settings:
        changes["stroke_over"] = bool(settings["/OP"])
        changes["fill_over"] = changes["stroke_over"]  # unless "op" says otherwise (table 58)
    if "/op" in settings:
        changes["fill_over"] = bool(settings["/op"])
    if "/OPM" in settings:
        changes["mode"] = whole(settings["/OPM"])
    if "/ca" in settings:
        changes["fill_alpha"] = number(settings["/ca"], 1.0)
    if "/CA" in settings:
        changes["stroke_alpha"] = number(settings["/CA"], 1.0)
    if "/BM" in settings:
        changes["blend"] = name((items(settings["/BM"], 8) or [None])[0])
    return changes


def _soft_mask(canvas: Canvas, mask: Any) -> None:
    """Run the group that makes the mask; it is looked at once on a page."""
    group = entry(mask, "/G")
    seen = ("mask", key(group))
    if isinstance(group, Stream) and seen not in canvas.shared.seen:
        canvas.shared.seen.add(seen)
        run_form(canvas, group, role="mask")


def _screens(canvas: Canvas, settings: dict[str, Any]) -> None:
    """Transfer functions and halftones, which PDF/X-4 forbids (ISO 15930-7, 6.13 and 6.14)."""
    place = canvas.state.clip or Rect(0, 0, 0, 0)
    if settings.get("/TR") is not None and name(settings["/TR"]) != "/Identity":
        canvas.shared.sheet.screens.append(("transfer", place))
    after = settings.get("/TR2")
    if after is not None and name(after) != "/Default":
        canvas.shared.sheet.screens.append(("transfer", place))
    if "/HTP" in settings or isinstance(settings.get("/HT"), (Dictionary, Stream, Array)):
        canvas.shared.sheet.screens.append(("halftone", place))


def _nothing(_canvas: Canvas, _operands: list[Any], _op: Operation) -> None:
    """Changes nothing that is judged."""


def _lenient(canvas: Canvas, _operands: list[Any], op: Operation) -> None:
    canvas.lenient += 1 if op.operator == b"BX" else -1


HANDLERS: dict[bytes, Handler] = {
    b"q": _save,
    b"Q": _restore,
    b"cm": _concatenate,
    b"w": _line_width,
    b"d": _dash,
    b"gs": _graphics_state,
    b"BX": _lenient,
    b"EX": _lenient,
    **dict.fromkeys(
        (b"J", b"j", b"M", b"i", b"ri", b"BMC", b"BDC", b"EMC", b"MP", b"DP"),
        _nothing,
    ),
}
