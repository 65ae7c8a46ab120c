"""The interpreter: from a page to everything that it paints.

It follows forms, patterns, Type 3 glyphs, soft masks and the looks of annotations. It stops at the
limits of nesting and work, and what it cannot read is noted, never raised.
"""

from dataclasses import dataclass, field
from typing import Any

from pikepdf import Pdf, Stream

from generator.press.preflight import limits
from generator.press.preflight.inside import objects, paints, paths, patterns, states, texts
from generator.press.preflight.inside.canvas import (
    Budget,
    Canvas,
    Handler,
    OverBudgetError,
    Shared,
    Sheet,
    Shelf,
)
from generator.press.preflight.inside.lexer import operations
from generator.press.preflight.inside.matrix import IDENTITY, Rect, placed, times
from generator.press.preflight.inside.objects import run_form
from generator.press.preflight.inside.reading import (
    FAULTS,
    content,
    entry,
    items,
    mapping,
    name,
    numbers,
    rectangle,
)
from generator.press.preflight.inside.state import Group, Inking, State
from generator.press.preflight.inside.trace import Trace

_HANDLERS: dict[bytes, Handler] = {
    **states.HANDLERS,
    **paths.HANDLERS,
    **paints.HANDLERS,
    **patterns.HANDLERS,
    **objects.HANDLERS,
    **texts.HANDLERS,
}


@dataclass(eq=False)
class Interpreter:
    """Runs the pages of one file, one budget and one shelf for all."""

    pdf: Pdf
    budget: Budget = field(default_factory=Budget)
    shelf: Shelf = field(default_factory=Shelf)

    def page(self, page: Any, resources: Any, box: Rect) -> Sheet:
        """What a page paints. ``box``: its media box in points.

        Raises ``OverBudgetError`` where the file makes too much work.
        """
        shared = Shared(self.pdf, box, self.budget, self.shelf, _run)
        found = shared.resources_of(resources)
        trace = Trace(self._content(page, shared.sheet), resources)
        shared.sheet.trace = trace
        group = entry(entry(page, "/Group"), "/CS")
        canvas = Canvas(shared, found, State(clip=box), trace=trace)
        if group is not None:
            canvas.add(Group(box, "page", Inking(), found.space_of(group)))
        _run(canvas, trace.data)
        self._annotations(page, shared, box)
        return shared.sheet

    def _content(self, page: Any, sheet: Sheet) -> bytes:
        """The page's streams as one (ISO 32000-1, 7.8.2)."""
        parts, left = [], limits.CONTENT_BYTES
        for stream in items(entry(page, "/Contents"), 10_000):
            try:
                parts.append(content(stream, left))
                left -= len(parts[-1])
            except FAULTS:
                sheet.damaged = True
        return b"\n".join(parts)

    def _annotations(self, page: Any, shared: Shared, box: Rect) -> None:
        for annotation in items(entry(page, "/Annots"), limits.ANNOTATIONS):
            look = appearance(annotation)
            frame = rectangle(entry(annotation, "/Rect"))
            inner = rectangle(entry(look, "/BBox"))
            if look is None or frame is None or inner is None:
                continue
            values = numbers(entry(look, "/Matrix"), 6)
            own = (*values,) if len(values) == 6 else IDENTITY
            drawn = placed((own[0], own[1], own[2], own[3], own[4], own[5]), inner)
            # ISO 32000-1, 12.5.5, algorithm 8.1: the look is scaled to fill the rectangle.
            across = frame.width / drawn.width if drawn.width else 1.0
            up = frame.height / drawn.height if drawn.height else 1.0
            moved = (frame.left - drawn.left * across, frame.bottom - drawn.bottom * up)
            state = State(times(IDENTITY, (across, 0, 0, up, *moved)), box)
            empty = shared.resources_of(entry(page, "/Resources"))
            run_form(Canvas(shared, empty, state, role="annotation"), look, role="annotation")


def appearance(annotation: Any) -> Any:
    """The stream that shows an annotation; none where it has no look."""
    look = entry(entry(annotation, "/AP"), "/N")
    if look is not None and not isinstance(look, Stream):
        look = mapping(look).get(name(entry(annotation, "/AS")))
    return look if isinstance(look, Stream) else None


def _run(canvas: Canvas, data: bytes) -> None:
    """Run a content stream on a canvas; an operation that makes no sense is damage."""
    budget, sheet, handlers = canvas.shared.budget, canvas.shared.sheet, _HANDLERS
    for op in operations(data):
        budget.operators -= 1
        if budget.operators < 0:
            raise OverBudgetError
        handler = handlers.get(op.operator)
        if handler is None:
            sheet.damaged = sheet.damaged or not canvas.lenient
            continue
        try:
            handler(canvas, op.operands, op)
        except FAULTS:
            sheet.damaged = True
