"""Workbooks as they arrive, made by openpyxl, xlwt and LibreOffice: values are what was typed."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generator.reach.intake.grid import Uncomputed
from tests.reach.reading.conftest import (
    HEADINGS,
    SHEET,
    Convert,
    Read,
    repacked,
    saved,
    sheet_of,
    workbook,
)
from tests.reach.reading.old_codes import tcvn3, vni

ROWS = [
    list(HEADINGS),
    ["091", "2030-Q1", 25, date(2030, 4, 5), "Hoà Lạc, Đồng Ẵm"],
    ["00912", "2030-Q2", 0, date(2030, 7, 5), "=không"],
    ["00913", "2030-Q2", 1200, None, None],
]


@pytest.mark.parametrize("target", ["xlsx", "xls", "ods"])
def test_libreoffice_saves_what_was_typed(convert: Convert, target: str) -> None:
    rows = [[cell if cell != "=không" else "không" for cell in row] for row in ROWS]
    read = Read(convert(saved(workbook(rows)), "xlsx", target), f"sent.{target}")
    assert (read.errors, read.warnings) == ([], [])
    assert read.rows() == [[cell for cell in row if cell is not None] for row in rows]


def test_xlwt_saves_what_was_typed() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("Báo cáo")
    for number, row in enumerate(ROWS[:2]):
        for column, cell in enumerate(row):
            style = xlwt.easyxf(
                num_format_str="DD/MM/YYYY" if isinstance(cell, date) else "General"
            )
            page.write(number, column, cell, style)
    out = io.BytesIO()
    book.save(out)
    read = Read(out.getvalue(), "sent.xls")
    assert read.errors == []
    assert read.rows() == ROWS[:2]
    assert read.grids[0].sheet == "Báo cáo"


TYPED: list[tuple[Any, str, Any]] = [
    (25, "General", 25),
    (25.0, "0.00", 25),
    (1.2, "General", 1.2),
    (0.5, "0%", 0.5),
    (123456789012345, "0", 123456789012345),
    (12345678901234567890, "0", 1.234567890123457e19),
    ("1.200", "@", "1.200"),
    ("091", "@", "091"),
    (91, "000", 91),
    (True, "General", True),
    ("  x ", "General", "  x "),
    (45000, '#,##0 "đ"', 45000),
    (45000, '0" người"', 45000),
    (3, '"Ngày "0', 3),
    (45000, "#,##0 [$₫-42A]", 45000),
    (-7, "[Red]0;[Blue]-0", -7),
    (date(2030, 4, 5), "dd/mm/yyyy", date(2030, 4, 5)),
    (date(2030, 10, 6), "d-mmm", date(2030, 10, 6)),
    (datetime(2030, 4, 5, 7, 30), "yyyy-mm-dd hh:mm", datetime(2030, 4, 5, 7, 30)),  # noqa: DTZ001
    (time(7, 30), "hh:mm", "07:30:00"),
    (timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
]


@pytest.mark.parametrize(("typed", "shown", "read"), TYPED)
def test_a_cell_is_the_value_that_is_stored(typed: Any, shown: str, read: Any) -> None:
    book = workbook([HEADINGS])
    page = book.worksheets[0]
    page["A2"] = typed
    page["A2"].number_format = shown
    found = Read(saved(book)).cell(2, 1)
    assert (found, type(found)) == (read, type(read))


def test_dates_of_a_workbook_that_counts_from_1904() -> None:
    book = workbook([HEADINGS, ["091", "2030", 1, date(2030, 4, 5)]])
    book.epoch = CALENDAR_MAC_1904
    assert Read(saved(book)).cell(2, 4) == date(2030, 4, 5)


def test_text_in_several_fonts_is_one_text() -> None:
    book = workbook([HEADINGS])
    page = book.worksheets[0]
    page["A2"] = CellRichText("Hoà ", TextBlock(InlineFont(b=True), "Lạc"))
    assert Read(saved(book)).cell(2, 1) == "Hoà Lạc"


def test_text_within_the_sheet_and_cells_without_their_place_are_read() -> None:
    cells = '<c t="inlineStr"><is><t>Hoà Lạc</t></is></c><c><v>7</v></c>'
    assert Read(sheet_of(f"<row>{cells}</row><row>{cells}</row>")).rows() == [["Hoà Lạc", 7]] * 2


def test_rows_and_columns_keep_their_numbers() -> None:
    book = Workbook()
    book.worksheets[0]["C5"] = "x"
    read = Read(saved(book))
    assert read.rows() == [[], [], [], [], [None, None, "x"]]


def test_every_sheet_is_read_the_hidden_ones_too() -> None:
    book = workbook([HEADINGS])
    for state in ("hidden", "veryHidden"):
        page = book.create_sheet(state)
        page.sheet_state = state
        page["A1"] = state
    book.create_chartsheet("biểu đồ")
    read = Read(saved(book))
    assert [grid.sheet for grid in read.grids] == ["Sheet", "hidden", "veryHidden"]
    assert read.cell(1, 1, 2) == "veryHidden"


def test_a_formula_gives_its_last_result(convert: Convert) -> None:
    book = workbook([HEADINGS, ["091", "2030", "=20+5", None, '=IF(1=1,"","x")']])
    for target in ("xlsx", "xls", "ods"):
        read = Read(convert(saved(book), "xlsx", target), f"sent.{target}")
        assert read.rows()[1] == ["091", "2030", 25], target


def test_a_formula_without_a_result_is_told_apart_from_an_empty_cell() -> None:
    read = Read(saved(workbook([HEADINGS, ["091", "2030", "=SUM(A1:A2)"]])))
    assert read.cell(2, 3) == Uncomputed("=SUM(A1:A2)")


@pytest.mark.parametrize("target", ["xlsx", "ods"])
def test_an_error_value_is_no_value(convert: Convert, target: str) -> None:
    book = workbook([HEADINGS, ["091", "2030", "=1/0", None, "=NA()"]])
    read = Read(convert(saved(book), "xlsx", target), f"sent.{target}")
    assert isinstance(read.cell(2, 3), Uncomputed)
    assert isinstance(read.cell(2, 5), Uncomputed)


@pytest.mark.parametrize(
    "formula",
    [
        "[1]Sheet1!$A$1",
        "'[1]Báo cáo'!A1+1",
        "SUM([2]x!A1:A9)",
        "[1]!Tong",
    ],
)
def test_a_value_from_another_file_is_not_taken(formula: str) -> None:
    cells = f'<row r="2"><c r="A2"><f>{formula}</f><v>25</v></c></row>'
    (found,) = Read(sheet_of(cells)).rows()[1]
    assert isinstance(found, Uncomputed)
    assert found.why == "other-file"


def test_a_formula_that_others_share_passes_its_other_file_on() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">[1]S!B1</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    assert [row[0].why for row in Read(sheet_of(rows)).rows()] == ["other-file"] * 2


def test_a_column_of_a_table_is_no_other_file() -> None:
    rows = '<row r="1"><c r="A1"><f>SUM(Table1[2018])+Sheet1!A1</f><v>25</v></c></row>'
    assert Read(sheet_of(rows)).rows() == [[25]]


def test_macros_are_told_and_never_run() -> None:
    content = repacked(saved(workbook(ROWS[:2])), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    read = Read(content, "sent.xlsm")
    assert (read.errors, read.warnings) == ([], ["report-macros"])
    assert read.rows() == ROWS[:2]


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    book = workbook([HEADINGS, *([["091", "2030", number] for number in range(4)])])
    page = book.worksheets[0]
    page.row_dimensions[3].hidden = page.row_dimensions[9].hidden = True
    page.column_dimensions["B"].hidden = page.column_dimensions["K"].hidden = True
    read = Read(saved(book))
    assert read.warnings == ["report-hidden-rows", "report-hidden-columns"]
    rows, columns = read.problems
    assert (rows.line, rows.details["count"]) == (3, 1)
    assert columns.details["found"] == "B"
    assert len(read.rows()) == 5


def test_filtered_rows_of_libreoffice_are_told(convert: Convert) -> None:
    book = workbook([HEADINGS, ["091", "2030", 1], ["092", "2030", 2]])
    book.worksheets[0].row_dimensions[2].hidden = True
    read = Read(convert(saved(book), "xlsx", "ods"), "sent.ods")
    assert read.warnings == ["report-hidden-rows"]
    assert read.problems[0].line == 2


@pytest.mark.parametrize("target", ["xls", "ods"])
def test_a_text_merged_over_rows_is_every_row_s(convert: Convert, target: str) -> None:
    rows = [HEADINGS, ["091", "2030", 1], [None, "2030", 2], [None, "2030", 3]]
    book = workbook(rows)
    book.worksheets[0].merge_cells("A2:A4")
    read = Read(convert(saved(book), "xlsx", target), f"sent.{target}")
    assert [row[0] for row in read.rows()[1:]] == ["091"] * 3
    assert read.warnings == ["report-merged-filled"]
    assert read.problems[0].details["count"] == 2


def test_a_number_merged_over_rows_is_never_repeated() -> None:
    book = workbook([HEADINGS, ["091", "2030", 25], ["092", "2030", None]])
    book.worksheets[0].merge_cells("C2:C3")
    read = Read(saved(book))
    assert read.rows()[2] == ["092", "2030"]
    assert read.warnings == []


def test_titles_and_headings_merged_over_empty_rows_stand_once() -> None:
    book = workbook([["Mẫu báo cáo"], [None], HEADINGS, [], ["091", "2030", 1]])
    page = book.worksheets[0]
    page.merge_cells("A1:E2")
    for column in "ABCDE":
        page.merge_cells(f"{column}3:{column}4")
    read = Read(saved(book))
    assert read.rows()[1] == []
    assert read.rows()[3] == []
    assert read.warnings == []


def test_old_text_is_known_by_its_font_and_its_words() -> None:
    book = workbook([HEADINGS])
    page = book.worksheets[0]
    phrases = ["Hoà Lạc", "tuyên truyền ở thôn", "lóng", "nhà", "Tả Lủng"]
    for row, phrase in enumerate(phrases, 2):
        page.cell(row, 1, tcvn3(phrase)).font = Font(name=".VnTime")
    read = Read(saved(book))
    assert read.errors == []
    assert read.warnings == ["report-legacy-converted"]
    assert [row[0] for row in read.rows()[1:]] == phrases


def test_vni_text_in_an_old_workbook_is_converted() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Bao cao")
    phrases = ["Xã Tả Lủng", "Đồng Ẵm", "tuyên truyền", "TRẺ EM"]
    for row, phrase in enumerate(phrases):
        page.write(row, 0, vni(phrase))
    out = io.BytesIO()
    book.save(out)
    read = Read(out.getvalue(), "sent.xls")
    assert [row[0] for row in read.rows()] == phrases
    assert read.warnings == ["report-legacy-converted"]


def test_text_in_doubt_is_refused_at_its_cell() -> None:
    book = workbook([HEADINGS, ["lãng"], [tcvn3("tuyên truyền")], ["Tả Lủng"], [tcvn3("được")]])
    read = Read(saved(book))
    assert read.errors == ["report-legacy-unsure"]
    assert next(one.cell for one in read.problems if one.severity == "error") == "A2"


def test_prefixed_names_in_the_xml_are_read() -> None:
    def prefixed(sheet: bytes) -> bytes:
        xmlns = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        return (
            b'<x:worksheet xmlns:x="' + xmlns + b'"><x:sheetData><x:row r="1">'
            b'<x:c r="A1"><x:f>[1]S!A1</x:f><x:v>1</x:v></x:c><x:c r="B1"><x:v>2</x:v></x:c>'
            b"</x:row></x:sheetData></x:worksheet>"
        )

    read = Read(repacked(saved(Workbook()), {SHEET: prefixed}))
    assert read.cell(1, 2) == 2
    assert isinstance(read.cell(1, 1), Uncomputed)


def test_an_empty_workbook_is_empty() -> None:
    read = Read(saved(Workbook()))
    assert read.errors == []
    assert read.rows() == []
