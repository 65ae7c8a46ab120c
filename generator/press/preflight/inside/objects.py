"""Forms, images and other objects that a content stream draws (ISO 32000-1, 8.8 to 8.10)."""

from typing import Any, NamedTuple

from pikepdf import Stream

from generator.press.preflight import limits
from generator.press.preflight.inside.canvas import Canvas, Handler
from generator.press.preflight.inside.colour import Space
from generator.press.preflight.inside.images import inline_stream, read_image
from generator.press.preflight.inside.lexer import Operation
from generator.press.preflight.inside.matrix import (
    IDENTITY,
    Rect,
    common,
    matrix_of,
    placed,
    sides,
    times,
)
from generator.press.preflight.inside.reading import (
    FAULTS,
    content,
    entry,
    key,
    name,
    numbers,
    rectangle,
)
from generator.press.preflight.inside.state import Group, Inking, Picture, Role, State
from generator.press.preflight.inside.trace import Draw, Place, Trace

_UNIT = Rect(0, 0, 1, 1)
_COST = 20
"""Operators' worth of work to begin and end a stream."""
_FORBIDDEN = (("/Alternates", "alternate-image"), ("/OPI", "opi"), ("/Ref", "reference"))
"""Keys of objects that PDF/X-4 forbids (ISO 15930-7, 6.8 to 6.11)."""


def run_form(canvas: Canvas, form: Any, *, role: Role | None = None) -> Trace | None:
    """Draw a form with the state at hand; returns its trace (see ``run_stream``)."""
    role = role or canvas.role
    values = numbers(entry(form, "/Matrix"), 6)
    state = canvas.state.copy()
    state.ctm = times(matrix_of(values) if len(values) == 6 else IDENTITY, state.ctm)
    box = rectangle(entry(form, "/BBox"))
    if box is not None:
        state.clip = common(state.clip, placed(state.ctm, box))
    group = entry(form, "/Group")
    space = entry(group, "/CS")
    if space is not None and state.clip is not None:
        found = canvas.resources.space_of(space)
        canvas.add(Group(state.clip, role, canvas.state.inking, found))
    if name(entry(group, "/S")) == "/Transparency":
        if state.clip is not None:
            canvas.paint(state.clip, 10)
        state.inking = state.inking._replace(
            fill_alpha=1.0, stroke_alpha=1.0, blend="/Normal", masked=False
        )
    at = ("form", key(form), _inherited(state))
    return run_stream(canvas, form, state, Way(role, at))


def _inherited(state: State) -> Any:
    """What of the outer state decides how a form is written anew for a plate."""
    over = state.inking
    if not (over.fill_over or over.stroke_over):
        return None
    return (
        over.fill_over,
        over.stroke_over,
        over.mode,
        state.type.mode,
        state.fill.spared(True, 1),
        state.stroke.spared(True, 1),
    )


def space_key(space: Space) -> Any:
    """What tells spaces apart where one of them decides how a stream is written anew."""
    return (space.family, space.names, id(space) if space.base else None)


class Way(NamedTuple):
    """How a content stream is run inside another.

    ``at`` names this way: the first time it is traced. ``once``: it is not even run again.
    ``colourless``: it takes its colour from outside. ``resources``: of a stream that has none; the
    outer stream's by default.
    """

    role: Role
    at: Any
    colourless: bool = False
    once: bool = False
    resources: Any = None


def run_stream(
    canvas: Canvas,
    stream: Any,
    state: State,
    way: Way,
) -> Trace | None:
    """Run a content stream inside another; cycles and too deep nesting are damage.

    Returns the trace, none in a soft mask, whose colours are no ink.
    """
    role, at = way.role, way.at
    shared, me = canvas.shared, key(stream)
    shared.budget.spend(_COST)
    if (me != (0, 0) and me in canvas.within) or len(canvas.within) >= limits.NESTING:
        shared.sheet.damaged = True
        return None
    if len(canvas.within) > limits.DRAWN_NESTING:
        shared.sheet.heavy = True
    known = shared.traces.get(at)
    if known is not None and way.once:
        return known
    traced = None if role in ("mask", "annotation") or known is not None else Trace(b"", None)
    dictionary = entry(stream, "/Resources") or way.resources
    resources = canvas.resources
    if dictionary is not None:
        resources = shared.resources_of(dictionary)
    try:
        data = content(stream, limits.CONTENT_BYTES)
    except FAULTS:
        shared.sheet.damaged = True
        return None
    if traced is not None:
        traced.data, traced.resources, traced.source = data, resources.dictionary, stream
        shared.traces[at] = traced
    inner = Canvas(shared, resources, state, role=role, trace=traced, within=(*canvas.within, me))
    inner.colourless = way.colourless or canvas.colourless
    shared.run(inner, data)
    return known or traced


def _do(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    thing = canvas.resources.find("/XObject", operands[-1])
    if not isinstance(thing, Stream):
        canvas.miss(operands[-1])
        return
    kind = name(entry(thing, "/Subtype"))
    place = canvas.visible(placed(canvas.state.ctm, _UNIT)) or Rect(0, 0, 0, 0)
    canvas.shared.sheet.objects += [
        (code, place) for each, code in _FORBIDDEN if entry(thing, each) is not None
    ]
    if kind == "/PS" or name(entry(thing, "/Subtype2")) == "/PS":
        canvas.shared.sheet.objects.append(("postscript", place))
    elif kind == "/Image":
        _image(canvas, thing, op)
    else:
        trace = run_form(canvas, thing)
        if trace is not None and canvas.trace is not None:
            canvas.trace.edits.append(Draw(op.start, op.end, trace))


def _inline(canvas: Canvas, operands: list[Any], op: Operation) -> None:
    _image(canvas, inline_stream(canvas.shared.pdf, operands[0], canvas.resources), op)


def _image(canvas: Canvas, stream: Any, op: Operation) -> None:
    state = canvas.state
    image = read_image(stream, canvas.resources.space_of)
    pixels, tint = image.pixels[0] * image.pixels[1], image.space.tint
    slow = tint is not None and pixels * tint.cost > limits.SLOW_FUNCTION
    if pixels > limits.IMAGE_PIXELS or slow:
        canvas.shared.sheet.heavy = True
    spared = state.fill.spared(state.inking.fill_over, state.inking.mode)
    if canvas.trace is not None:
        spared = spared if image.stencil else frozenset()
        edit = Place(op.start, op.end, stream, image.space, spared, image.stencil)
        canvas.trace.edits.append(edit)
    seen = canvas.visible(placed(state.ctm, _UNIT))
    if seen is None:
        return
    if image.stencil:
        canvas.pattern(state.fill, seen)
    width, height = sides(state.ctm)
    ppi = min(
        pixels / (points / 72) if points > 0 else 1e6
        for pixels, points in zip(image.pixels, (width, height), strict=True)
    )
    canvas.add(
        Picture(
            seen,
            canvas.role,
            state.inking,
            stream,
            image.space,
            image.pixels,
            image.bits,
            ppi,
            state.fill if image.stencil else None,
        )
    )
    mask = entry(stream, "/SMask")
    if isinstance(mask, Stream):
        shape = read_image(mask, canvas.resources.space_of)
        inking = Inking(masked=True)
        canvas.add(Picture(seen, "mask", inking, mask, shape.space, shape.pixels, shape.bits, ppi))


HANDLERS: dict[bytes, Handler] = {b"Do": _do, b"BI": _inline}
