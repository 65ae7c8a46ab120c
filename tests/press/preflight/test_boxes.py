"""Pages as sheets: their number, their boxes, what is laid upon them."""

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from generator.press.preflight import Expected, preflight
from tests.press.preflight.builder import GROUND, TRIM, add_page, box, frame, sound
from tests.press.preflight.cases import Case, cases, check

MARK = "0 1 1 0 k 20 30 25 25 re f"
TWO = Expected(trim=TRIM, bleed=3, safe=5, pages=2)
LARGER = Expected(trim=(148.0, 210.0), bleed=3, safe=5, pages=1)
SAME = Expected(trim=TRIM, bleed=3, safe=5, pages=1)


def with_entry(key: str, value: Any, page: int = 1, pages: int = 1) -> Any:
    def change(pdf: Pdf) -> None:
        target = pdf.pages[page - 1].obj
        if value is None:
            del target[key]
        else:
            target[key] = value

    return lambda: sound([MARK] * pages, change=change)


def pages(count: int) -> Any:
    return lambda: sound([MARK] * count)


def with_note(kind: Name, place: Array) -> Any:
    def change(pdf: Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=kind, Rect=place)
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])

    return lambda: sound([MARK], change=change)


def _emptied(pdf: Pdf) -> None:
    pdf.pages[1].obj["/Contents"] = pdf.make_stream(b"0 0 0 0 k 30 30 50 50 re f")


@cases(
    Case("five pages", "page-count", pages(5), pages(8), page=0, measured="5"),
    Case("three pages", "page-count", pages(3), pages(2), page=0, measured="3"),
    Case("a page too few", "pages-expected", pages(1), pages(2), page=0, expected=TWO),
    Case(
        "another size than the format",
        "trim-expected",
        pages(1),
        None,
        expected=LARGER,
        measured="105 × 148 mm",
    ),
    Case(
        "a smaller page among others",
        "trim-differs",
        with_entry("/TrimBox", box(1, TRIM[0] - 2, TRIM[1] - 2), 2, 2),
        pages(2),
        severity="warning",
        page=2,
        measured="103 × 146 mm",
    ),
    Case(
        "a turned page",
        "rotated",
        with_entry("/Rotate", 90),
        pages(1),
        severity="warning",
        measured="90°",
    ),
    Case(
        "an empty page",
        "empty-page",
        lambda: sound([MARK, ""], change=_emptied),
        pages(2),
        severity="warning",
        page=2,
    ),
    Case("a unit of its own", "user-unit", with_entry("/UserUnit", 2), pages(1), measured="2"),
    Case("a crop box inside", "crop-box", with_entry("/CropBox", box(-4, 113, 156)), pages(1)),
    Case(
        "no trim box",
        "no-trim-box",
        with_entry("/TrimBox", None),
        pages(1),
    ),
    Case("an art box beside it", "art-box", with_entry("/ArtBox", box(5, 90, 130)), pages(1)),
    Case(
        "a trim outside the bleed",
        "box-nesting",
        with_entry("/BleedBox", box(2, 90, 130)),
        pages(1),
    ),
    Case(
        "a bleed outside the page",
        "box-nesting",
        with_entry("/BleedBox", box(-20, 200, 300)),
        pages(1),
    ),
    Case(
        "a link on the page",
        "annotation",
        with_note(Name.Link, frame(20, 30, 25, 10)),
        with_note(Name.Link, frame(20, -9, 25, 3)),
        at=(20, 30, 25, 10),
    ),
    Case(
        "a note in the bleed",
        "annotation",
        with_note(Name.Text, frame(-2, 30, 4, 4)),
        with_note(Name.PrinterMark, frame(-2, 30, 4, 4)),
        at=(-2, 30, 4, 4),
    ),
)  # fmt: skip
def test_pages_are_sheets_that_a_press_can_cut(case: Case) -> None:
    check(case)


def test_boxes_may_be_inherited_and_written_from_any_corner() -> None:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        pdf.Root.Pages["/MediaBox"] = page.MediaBox
        del page["/MediaBox"]
        left, bottom, right, top = page.TrimBox
        page["/TrimBox"] = Array([right, top, left, bottom])

    assert preflight(sound([MARK], change=change)).findings == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_are_told_as_the_page_is_seen(turn: int) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Rotate"] = turn

    verdict = preflight(sound(["1 0 0 rg 20 30 10 5 re f"], change=change))
    (place,) = (each.box for each in verdict.findings if each.code == "rgb")
    width, height = TRIM
    wanted = {
        0: (20, 30, 10, 5),
        90: (height - 35, 20, 5, 10),
        180: (width - 30, height - 35, 10, 5),
        270: (30, width - 30, 5, 10),
    }[turn]
    assert place is not None
    assert (place.x, place.y, place.width, place.height) == pytest.approx(wanted, abs=0.2)


def test_a_file_knows_which_inks_each_page_prints() -> None:
    def change(pdf: Pdf) -> None:
        add_page(pdf, "0 0 0 1 k 20 30 25 25 re f", None, ground="")
        add_page(pdf, "0 1 0.2 0 k 20 30 25 25 re f 1 1 1 1 K 1 w -9 0 m -5 0 l S", None, ground="")

    verdict = preflight(sound([MARK], change=change))
    assert verdict.inks == ("MY", "K", "MY")
    assert verdict.pages == 3


def test_a_format_that_is_met_raises_nothing() -> None:
    assert preflight(sound([GROUND + MARK]), SAME).findings == ()
