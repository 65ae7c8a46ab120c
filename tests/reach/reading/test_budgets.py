"""Limits are of the whole file: what is small by itself does not add up beyond them."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from generator.reach.intake.grid import MAX_BYTES, MAX_ROWS
from generator.reach.intake.reading import read_grids
from generator.reach.intake.vocabulary import score
from tests.reach.conftest import Office
from tests.reach.reading.conftest import (
    HEADINGS,
    SHEET,
    Read,
    ods_of,
    repacked,
    saved,
    sheet_of,
    workbook,
)
from tests.reach.reading.measured import cost

XMLNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECONDS, MEGABYTES = 8.0, 300.0
FAR_FORMULA = '<row r="249000"><c r="IV249000"><f>1+1</f></c></row>'


def sheets(rows: str, count: int) -> bytes:
    """A workbook of many sheets, each with the same rows."""
    book = Workbook()
    for _ in range(count - 1):
        book.create_sheet()
    sheet = f'<worksheet xmlns="{XMLNS}"><sheetData>{rows}</sheetData></worksheet>'
    return repacked(
        saved(book), {f"xl/worksheets/sheet{one}.xml": sheet for one in range(1, count + 1)}
    )


def one_part_in_many_sheets() -> bytes:
    rows = "".join(f'<row r="{one}"><c r="A{one}"><f>1</f></c></row>' for one in range(1, 9999))
    names = "".join(f'<sheet name="s{one}" sheetId="{one}" r:id="rId1"/>' for one in range(1, 9999))
    book = f'<workbook xmlns="{XMLNS}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>'
    return repacked(sheet_of(rows), {"xl/workbook.xml": book})


def hidden_over_each_other() -> bytes:
    columns = '<cols><col min="1" max="16384" hidden="1"/></cols>' * 200_000
    return sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>', head=columns)


def many_hidden_tables() -> bytes:
    row = (
        '<table:table-row table:number-rows-repeated="200000" table:visibility="collapse">'
        '<table:table-cell table:formula="of:=1"/></table:table-row>'
    )
    return ods_of(row + "".join(f'</table:table><table:table table:name="{one}">{row}'
                                for one in range(2000)))  # fmt: skip


def merged_columns() -> bytes:
    merged = "".join(f'<mergeCell ref="{one}1:{one}240000"/>' for one in "ABCDEFGHIJ")
    text = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    rows = text + "".join(f'<row r="{one}"><c r="K{one}"><v>1</v></c></row>' for one in range(2, 9))

    def add(sheet: bytes) -> bytes:
        return sheet.replace(
            b"</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>".encode()
        )

    return repacked(sheet_of(rows), {SHEET: add})


def many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(100_000):
            archive.writestr(str(number), b"")
    return out.getvalue()


HOSTILE = {
    "300 sheets with one far cell": (
        lambda: sheets('<row r="250000"><c r="A250000"><v>1</v></c></row>', 300),
        ["too-many-rows"],
    ),
    "300 sheets with a far formula": (lambda: sheets(FAR_FORMULA, 300), ["too-many-rows"]),
    "10,000 sheets that are one": (one_part_in_many_sheets, ["report-unpacks-too-large"]),
    "hidden columns over each other": (hidden_over_each_other, ["report-unpacks-too-large"]),
    "10 columns merged": (merged_columns, ["report-damaged-workbook"]),
    "100,000 entries": (many_entries, ["report-unpacks-too-large"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_small_things_do_not_add_up(name: str, tmp_path: Path) -> None:
    make, codes = HOSTILE[name]
    path = tmp_path / "sent.xlsx"
    path.write_bytes(make())
    found = cost(path)
    assert found.codes == codes
    assert found.seconds < SECONDS
    assert found.megabytes < MEGABYTES


@pytest.mark.slow
def test_thousands_of_hidden_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.ods"
    path.write_bytes(many_hidden_tables())
    found = cost(path)
    assert len(found.codes) == 1
    assert found.seconds < SECONDS
    assert found.megabytes < MEGABYTES


def test_a_line_of_a_gigabyte_is_refused_before_it_is_read(office: Office) -> None:
    path = office.raw(b"unit,period,value\n")
    with path.open("r+b") as file:
        file.truncate(1024**3)
    assert [problem.code for problem in office.take(path).problems] == ["file-too-large"]


@pytest.mark.parametrize(
    "name", ["xl/comments1.XML", "docProps/app.xml", "xl/embeddings/x.dat", "xl/media/image1.png"]
)
def test_a_document_type_in_any_part_is_refused(name: str) -> None:
    bomb = '\ufeff<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
    read = Read(repacked(saved(workbook([HEADINGS])), {name: bomb}))
    assert read.errors == ["report-damaged-workbook"]


def test_a_formula_is_found_wherever_the_sheet_lies() -> None:
    """Excel's own names are a habit, not a rule: the workbook says where a sheet is."""
    content = sheet_of('<row r="1"><c r="A1"><f>[1]S!A1</f><v>25</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        sheet = old.read(SHEET)
    moved = {
        SHEET: None,
        "xl/pages/one.data": sheet,
        "xl/_rels/workbook.xml.rels": lambda links: links.replace(
            b"/xl/worksheets/sheet1.xml", b"/xl/pages/one.data"
        ),
        "[Content_Types].xml": lambda types: types.replace(
            b"/xl/worksheets/sheet1.xml", b"/xl/pages/one.data"
        ),
    }
    (found,) = Read(repacked(content, moved)).rows()[0]
    assert getattr(found, "why", None) == "other-file"


def test_nested_archives_are_not_opened() -> None:
    inner = repacked(saved(workbook([HEADINGS])), {"xl/media/deep.zip": b"PK\x03\x04" * 9})
    read = Read(repacked(saved(workbook([HEADINGS])), {"xl/embeddings/book.xlsx": inner}))
    assert (read.errors, len(read.grids)) == ([], 1)


@pytest.mark.slow
def test_two_hundred_thousand_rows_are_read() -> None:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    page.append(HEADINGS)
    for number in range(200_000):
        page.append(["091", "2030-Q1", number, date(2030, 4, 5), f"thôn {number}"])
    content = saved(book)
    assert len(content) < MAX_BYTES
    read = Read(content)
    assert read.errors == []
    assert len(read.grids[0].lines) == 200_001 <= MAX_ROWS
    assert read.cell(200_001, 3) == 199_999


def test_two_hundred_thousand_lines_of_text_are_read() -> None:
    content = "unit,value,note\n" + "091,25,Hoà Lạc\n" * 200_000
    grids, problems = read_grids(content.encode(), "sent.csv", score)
    assert problems == ()
    assert len(grids[0].lines) == 200_001
