"""Type: fonts that travel with the file, glyphs that are there, sizes and places that hold."""

from collections.abc import Iterator

from generator.press.preflight import rules
from generator.press.preflight.inside.canvas import Sheet
from generator.press.preflight.inside.fonts import Font
from generator.press.preflight.inside.glyphs import NOTDEF, blank
from generator.press.preflight.inside.matrix import Rect, common, empty, grown
from generator.press.preflight.inside.pages import Leaf
from generator.press.preflight.inside.state import Text
from generator.press.preflight.inside.texts import ink_box
from generator.press.preflight.verdict import Expected, Finding, Measure, Severity


def check(leaf: Leaf, sheet: Sheet, expected: Expected | None) -> Iterator[Finding]:
    """Everything about the page's text but its colours."""
    texts = [each for each in sheet.things if isinstance(each, Text) and each.role != "mask"]
    for text in texts:
        yield from _font(leaf, text)
        if leaf.within_bleed(text.box):
            yield from _small(leaf, text)
    yield from _near_trim(leaf, texts, expected)
    if expected and expected.folds:
        yield from _on_folds(leaf, texts, expected)


def _font(leaf: Leaf, text: Text) -> Iterator[Finding]:
    font, place = text.font, leaf.place(text.box)
    details = {"found": font.name or "–"}
    if font.kind == "/Type3":
        yield Finding("type3-font", "warning", leaf.number, place, details=details)
    elif not font.embedded:
        yield Finding("font-not-embedded", "error", leaf.number, place, details=details)
    elif _lacks_glyph(font, text):
        yield Finding("notdef", "error", leaf.number, place, details=details)


def _lacks_glyph(font: Font, text: Text) -> bool:
    """Whether a code of the text shows the glyph that stands for a missing one."""
    for piece in text.show.pieces:
        if isinstance(piece, bytes):
            for code in font.codes(piece):
                glyph = font.glyph(code)
                if glyph is None or blank(glyph):
                    continue
                if glyph in NOTDEF or (font.program and glyph not in font.program):
                    return True
    return False


def _small(leaf: Leaf, text: Text) -> Iterator[Finding]:
    """Small text of several inks blurs: plates never lie exactly on each other.

    With all four inks, and under 5 pt with fewer, it is an error.
    """
    inks: set[int] = set()
    for colour in (text.colour, text.stroked):
        if colour and colour.in_inks and colour.inks:
            inks.update(place for place, ink in enumerate(colour.inks) if ink > 0)
    size = text.size * leaf.unit
    if len(inks) < 2 or size > rules.SMALL_TEXT - 0.05:
        return
    worst = len(inks) == 4 or size < rules.SMALL_TEXT_ERROR
    severity: Severity = "error" if worst else "warning"
    details = {"inks": "".join("CMYK"[place] for place in sorted(inks))}
    measured, limit = Measure(size, "pt"), Measure(rules.SMALL_TEXT, "pt")
    place = leaf.place(text.box)
    yield Finding("small-text", severity, leaf.number, place, measured, limit, details)


def _near_trim(leaf: Leaf, texts: list[Text], expected: Expected | None) -> Iterator[Finding]:
    """Text that the cut takes away, or that stands too close to it."""
    safe = expected.safe if expected else rules.SAFE
    margin = safe / leaf.millimetres
    inner = grown(leaf.trim, -margin)
    for text in texts:
        if text.role == "pattern":
            continue
        reach = text.size * 0.5
        if _holds(inner, grown(text.box, reach)):
            continue  # even generously measured it is well inside
        box = ink_box(text)
        seen = common(box, text.box if box is None else grown(text.box, reach))
        if box is None or seen is None or empty(seen) or _apart(box, leaf.trim):
            continue
        least = min(
            box.left - leaf.trim.left,
            box.bottom - leaf.trim.bottom,
            leaf.trim.right - box.right,
            leaf.trim.top - box.top,
        )
        if least < -rules.EDGE:
            yield _edge(leaf, box, "text-cut", least, 0.0, "error")
        elif least < margin - 0.1:
            severity: Severity = "error" if expected else "warning"
            yield _edge(leaf, box, "text-near-trim", least, safe, severity)


def _edge(
    leaf: Leaf, box: Rect, code: str, least: float, limit: float, severity: Severity
) -> Finding:
    measured = Measure(round(least * leaf.millimetres, 1), "mm")
    place = leaf.place(box)
    return Finding(code, severity, leaf.number, place, measured, Measure(limit, "mm"))


def _holds(outer: Rect, inner: Rect) -> bool:
    return (
        inner.left >= outer.left
        and inner.right <= outer.right
        and inner.bottom >= outer.bottom
        and inner.top <= outer.top
    )


def _apart(one: Rect, other: Rect) -> bool:
    """Whether a box lies wholly outside another: a slug line, which is meant to be cut off."""
    return (
        one.right <= other.left
        or one.left >= other.right
        or one.top <= other.bottom
        or one.bottom >= other.top
    )


def _on_folds(leaf: Leaf, texts: list[Text], expected: Expected) -> Iterator[Finding]:
    """Text that a fold runs through. Folds are upright; even pages mirror them."""
    width = leaf.trim.width * leaf.millimetres
    folds = expected.folds if leaf.number % 2 else [width - fold for fold in expected.folds]
    for text in texts:
        for fold in () if _apart(text.box, leaf.trim) else folds:
            at = leaf.trim.left + fold / leaf.millimetres
            if text.box.left < at - 0.5 and text.box.right > at + 0.5:
                box = ink_box(text)
                if box and box.left < at - 0.5 and box.right > at + 0.5:
                    place, limit = leaf.place(box), Measure(0, "mm")
                    over = min(at - box.left, box.right - at) * leaf.millimetres
                    measured = Measure(round(over, 1), "mm")
                    yield Finding("text-on-fold", "warning", leaf.number, place, measured, limit)
