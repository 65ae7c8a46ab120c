"""The judgement of one file: open it, read it, draw it, ask every check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pikepdf import Pdf

from generator.press.preflight import limits
from generator.press.preflight.checks import (
    boxes,
    codes,
    colours,
    ink,
    lettering,
    shapes,
    structure,
)
from generator.press.preflight.gathering import gather
from generator.press.preflight.inside.canvas import OverBudgetError, Sheet
from generator.press.preflight.inside.content import Interpreter
from generator.press.preflight.inside.pages import Leaf, leaves
from generator.press.preflight.inside.reading import (
    FAULTS,
    opened,
    oversized,
    qpdf_within_limits,
)
from generator.press.preflight.looks.plates import Plate, plates
from generator.press.preflight.looks.raster import rendered
from generator.press.preflight.verdict import Expected, Finding, Verdict


@dataclass
class _Case:
    """What is known of a file while it is judged."""

    data: bytes
    pdf: Pdf
    expected: Expected | None
    pages: list[Leaf] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    plates: list[Plate] = field(default_factory=list)


def preflight(data: bytes, expected: Expected | None = None) -> Verdict:
    """The verdict on a PDF, whoever made it; what is wrong with it is found, never raised.

    ``expected``: what is known of the format; without it the general limits of ``rules`` hold.
    """
    with qpdf_within_limits():
        pdf, hits = opened(data)
        if pdf is None:
            return Verdict(gather(hits))
        with pdf:
            case = _Case(data, pdf, expected)
            hits += _asked(case)
            return _verdict(case, hits)


def _verdict(case: _Case, hits: Sequence[Finding]) -> Verdict:
    drawn = list(zip(case.pages, case.plates, strict=False))
    return Verdict(
        gather(hits),
        len(case.pages),
        tuple(ink.inks(leaf, plate) for leaf, plate in drawn),
        tuple(round(ink.heaviest(leaf, plate)[0], 1) for leaf, plate in drawn),
    )


def _asked(case: _Case) -> Iterator[Finding]:
    """All hits of all checks; a check that a damaged file trips over says so."""
    yield from _safely(structure.check(case.pdf))
    try:
        case.pages = list(leaves(case.pdf))
    except FAULTS:
        yield Finding("unreadable", "error")
        return
    yield from _safely(boxes.check(case.pages, case.expected))
    yield from _read(case)
    if len(case.sheets) == len(case.pages):
        yield from _looked_at(case)


def _safely(hits: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from hits
    except FAULTS:
        yield Finding("damaged", "error")


def _read(case: _Case) -> Iterator[Finding]:
    """What the pages paint, and what the checks of painted things say."""
    interpreter = Interpreter(case.pdf)
    for leaf in case.pages:
        try:
            sheet = interpreter.page(leaf.page, leaf.resources, leaf.media)
        except OverBudgetError:
            yield Finding("too-complex", "error")
            return
        case.sheets.append(sheet)
        yield from _safely(_content(leaf, sheet))
        yield from _safely(colours.check(leaf, sheet))
        yield from _safely(colours.check_overprint(leaf, sheet))
        yield from _safely(shapes.check(leaf, sheet))
        yield from _safely(lettering.check(leaf, sheet, case.expected))


def _content(leaf: Leaf, sheet: Sheet) -> Iterator[Finding]:
    """What was wrong with the page's content itself."""
    if sheet.damaged:
        yield Finding("content-damaged", "error", leaf.number)
    for named in sorted(sheet.missing):
        details = {"found": named.removeprefix("/")}
        yield Finding("resource-missing", "error", leaf.number, details=details)
    for code, place in (*sheet.screens, *sheet.objects):
        yield Finding(code, "error", leaf.number, leaf.place(place))


def _looked_at(case: _Case) -> Iterator[Finding]:
    """The checks that need a picture of the pages; not of a file that would swamp the machine."""
    sides = [max(leaf.media.width, leaf.media.height) for leaf in case.pages]
    heavy = [leaf for leaf, sheet in zip(case.pages, case.sheets, strict=True) if sheet.heavy]
    if heavy or max(sides) > limits.PAGE_POINTS or oversized(case.pdf):
        yield Finding("too-heavy", "error", heavy[0].number if heavy else 0)
        return
    try:
        yield from _codes(case)
        case.plates = plates(case.pages, case.sheets, case.pdf)
    except FAULTS:
        yield Finding("not-drawn", "error")
        return
    for leaf, plate in zip(case.pages, case.plates, strict=True):
        yield from _safely(ink.check_ink(leaf, plate, case.expected))
        yield from _safely(ink.check_empty(leaf, plate))
        yield from _safely(ink.check_bleed(leaf, plate, case.expected))


def _codes(case: _Case) -> Iterator[Finding]:
    with rendered(case.data) as document:
        for leaf, sheet in zip(case.pages, case.sheets, strict=True):
            page = document[leaf.number - 1]
            yield from _safely(codes.check(leaf, sheet, page))
            page.close()
