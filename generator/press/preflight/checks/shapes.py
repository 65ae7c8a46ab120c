"""Lines, areas and images: too thin, too grey, too coarse."""

from collections.abc import Iterator

from generator.press.preflight import rules
from generator.press.preflight.inside.canvas import Sheet
from generator.press.preflight.inside.pages import Leaf
from generator.press.preflight.inside.state import Fill, Line, Picture, Text
from generator.press.preflight.verdict import Finding, Measure, Severity


def check(leaf: Leaf, sheet: Sheet) -> Iterator[Finding]:
    """Every line, area and image of the page that a press cannot hold."""
    for thing in sheet.things:
        if thing.role == "mask" or not leaf.within_bleed(thing.box):
            continue
        if isinstance(thing, Picture):
            yield from _resolution(leaf, thing)
        elif isinstance(thing, Line):
            yield from _hairline(leaf, thing, thing.width, thing.inking.stroke_alpha)
        elif isinstance(thing, Fill):
            if thing.thickness is not None:
                yield from _hairline(leaf, thing, thing.thickness, thing.inking.fill_alpha)
            yield from _plain_black(leaf, thing)
        elif isinstance(thing, Text) and thing.stroked and not thing.colour:
            yield from _outline(leaf, thing)


def _hairline(leaf: Leaf, thing: Fill | Line, width: float, alpha: float) -> Iterator[Finding]:
    width = width * leaf.unit
    # Programs round what was meant to be a quarter of a point.
    if width > rules.HAIRLINE - 0.005 or not alpha:
        return
    severity: Severity = "error" if width < rules.HAIRLINE_ERROR else "warning"
    measured, limit = Measure(width, "pt"), Measure(rules.HAIRLINE, "pt")
    yield Finding("hairline", severity, leaf.number, leaf.place(thing.box), measured, limit)


def _outline(leaf: Leaf, text: Text) -> Iterator[Finding]:
    """Letters that are only an outline are lines."""
    width = text.show.line * leaf.unit
    if width <= rules.HAIRLINE - 0.005 and text.inking.stroke_alpha:
        severity: Severity = "error" if width < rules.HAIRLINE_ERROR else "warning"
        measured, limit = Measure(width, "pt"), Measure(rules.HAIRLINE, "pt")
        yield Finding("hairline", severity, leaf.number, leaf.place(text.box), measured, limit)


def _plain_black(leaf: Leaf, area: Fill) -> Iterator[Finding]:
    """A large black of black ink alone looks like dark grey beside a rich one."""
    if not area.colour.only_black or area.inking.fill_alpha < 1 or area.solid < 0.8:
        return
    factor = leaf.millimetres
    width, height = area.box.width * factor, area.box.height * factor
    if min(width, height) > rules.PLAIN_BLACK:
        measured = Measure(f"{width:.0f} × {height:.0f}", "mm")
        limit = Measure(f"{rules.PLAIN_BLACK:.0f} × {rules.PLAIN_BLACK:.0f}", "mm")
        place = leaf.place(area.box)
        yield Finding("plain-black", "warning", leaf.number, place, measured, limit)


def _resolution(leaf: Leaf, image: Picture) -> Iterator[Finding]:
    """The pixels of an image on each inch of paper."""
    width, height = image.pixels
    if max(width, height) <= rules.SMALL_IMAGE or min(width, height) == 1:
        return
    code, least, wanted = "image-resolution", rules.IMAGE_ERROR, rules.IMAGE_WARNING
    if image.bits == 1:
        code, least, wanted = "one-bit-resolution", rules.ONE_BIT_ERROR, rules.ONE_BIT_WARNING
    ppi = image.ppi / leaf.unit
    if ppi >= wanted - 0.5:
        return
    severity: Severity = "error" if ppi < least - 0.5 else "warning"
    measured, limit = Measure(round(ppi), "ppi"), Measure(wanted, "ppi")
    yield Finding(code, severity, leaf.number, leaf.place(image.box), measured, limit)
