"""Files made to harm: refused within bounded time and memory, each read in a process of its own."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from generator.reach.intake.grid import MAX_BYTES, MAX_ROWS
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

SECONDS, MEGABYTES = 8.0, 300.0
"""On a machine that does other things too; each takes under 5 s where it does not."""
GOOD = saved(workbook([HEADINGS, ["091", "2030", 25]]))
CELLS = "".join(f'<c r="{column}{{0}}"><v>{{0}}</v></c>' for column in "ABCDEFGHIJ")


def _rows(count: int, row: str) -> str:
    return "".join(row.format(number) for number in range(1, count + 1))


def zip_bomb() -> bytes:
    return repacked(GOOD, {"xl/media/a.bin": bytes(100 * 1024 * 1024)})


def sheet_bomb() -> bytes:
    return sheet_of("<row>" + "<c><v>1</v></c>" * 20_000_000 + "</row>")


def many_cells() -> bytes:
    return sheet_of(_rows(700_000, f'<row r="{{0}}">{CELLS}</row>'))


def empty_rows() -> bytes:
    return sheet_of(_rows(2**20, '<row r="{0}"/>'))


def styled_rows() -> bytes:
    return sheet_of(_rows(2**20, '<row r="{0}"><c r="A{0}" s="0"/></row>'))


def blank_texts() -> bytes:
    return sheet_of(_rows(2**20, '<row r="{0}"><c r="A{0}" t="str"><v></v></c></row>'))


def filled_rows() -> bytes:
    return sheet_of(_rows(2**20, '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'))


def far_cell() -> bytes:
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return sheet_of(near + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_column() -> bytes:
    far = '<row r="{0}"><c r="XFD{0}"><v>1</v></c></row>'
    return sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>' + far.format(60000))


def beyond_the_sheet() -> bytes:
    return sheet_of('<row r="4294967295"><c r="ZZZZZZ4294967295"><v>1</v></c></row>')


def _noise(length: int) -> str:
    """Letters that do not pack."""
    return Random(1).randbytes(length // 2).hex()


def entities() -> bytes:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    return repacked(GOOD, {"xl/sharedStrings.xml": bomb})


def late_entities() -> bytes:
    bomb = (
        "<!--" + _noise(3_000_000) + '--><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a/>'
    )
    return repacked(GOOD, {SHEET: bomb})


def wide_entities() -> bytes:
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    return repacked(GOOD, {"xl/workbook.xml": bomb.encode("utf-16")})


def shared_strings() -> bytes:
    texts = "<si><t>" + "x" * 1000 + "</t></si>"
    names = f'<sst xmlns="x">{texts * 240_000}</sst>'
    return repacked(GOOD, {"xl/sharedStrings.xml": names})


def one_text_many_times() -> bytes:
    long = "x" * 30_000
    rows = _rows(200_000, '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>')
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sst = f'<sst xmlns="{xmlns}"><si><t>{long}</t></si></sst>'
    return repacked(sheet_of(rows), {"xl/sharedStrings.xml": sst, **_linked()})


def _linked() -> dict[str, Callable[[bytes], bytes]]:
    """The link from the workbook to its shared strings, which openpyxl leaves out here."""
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Id="rId99" Type="' + kind + b'" Target="sharedStrings.xml"/>'
    end = b"</Relationships>"
    return {"xl/_rels/workbook.xml.rels": lambda old: old.replace(end, link + end)}


def deep() -> bytes:
    return sheet_of("<row><c>" + "".join(f"<a{sign}>" for sign in _noise(3_000_000)))


def endless_name() -> bytes:
    return sheet_of("<row><c x" + _noise(30_000_000))


def merged_everywhere() -> bytes:
    merged = "".join(f'<mergeCell ref="A1:A{1_000_000 + number}"/>' for number in range(20_000))
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    rows += _rows(200_000, '<row r="{0}"><c r="B{0}"><v>1</v></c></row>')
    content = sheet_of(rows)
    return repacked(
        content,
        {
            SHEET: lambda old: old.replace(
                b"</sheetData>", b"</sheetData><mergeCells>" + merged.encode() + b"</mergeCells>"
            )
        },
    )


def formulas() -> bytes:
    return sheet_of(_rows(400_000, '<row r="{0}"><c r="A{0}"><f>[1]S!A1</f><v>1</v></c></row>'))


def lying() -> bytes:
    """A part of 60 MB that the table of contents calls a small one."""
    content = bytearray(sheet_of(_rows(1_000_000, '<row r="{0}"><c r="A{0}"><v>1</v></c></row>')))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo(SHEET).file_size
    for place in _all(bytes(content), struct.pack("<L", size)):
        content[place : place + 4] = struct.pack("<L", 1000)
    return bytes(content)


def _all(content: bytes, part: bytes) -> list[int]:
    found, at = [], content.find(part)
    while at >= 0:
        found.append(at)
        at = content.find(part, at + 1)
    return found


def many_parts() -> bytes:
    return repacked(GOOD, {f"xl/media/{number}.bin": b"" for number in range(60_000)})


def twice() -> bytes:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, b"<worksheet/>")
    return out.getvalue()


def leaving(name: str) -> bytes:
    return repacked(GOOD, {name: b"x"})


def many_sheets() -> bytes:
    book = Workbook()
    for number in range(500):
        book.create_sheet(f"{number}")
    return saved(book)


def ods_repeated() -> bytes:
    return ods_of(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row>"
    )


def ods_repeated_formulas() -> bytes:
    return ods_of(
        '<table:table-row table:number-rows-repeated="99999999999999999999" '
        'table:visibility="collapse"><table:table-cell table:formula="of:=1"/></table:table-row>'
        * 1000
    )


def csv_line() -> bytes:
    return b"unit," + b"x" * (MAX_BYTES - 10)


def csv_commas() -> bytes:
    return b"," * (MAX_BYTES - 10)


def csv_quote() -> bytes:
    return b'unit,note\n1,"' + b"x\n" * (MAX_BYTES // 2 - 20)


def csv_lines() -> bytes:
    return b"\n" * (MAX_BYTES - 10)


def csv_wide() -> bytes:
    return (b"x," * 40_000 + b"\n") * (MAX_BYTES // 80_001)


def csv_legacy() -> bytes:
    return b"T\xb6 L\xf1ng,\xae\xad\xeec\n" * (MAX_BYTES // 14)


def random_bytes() -> bytes:
    return Random(1).randbytes(MAX_BYTES)


def old_workbook() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + Random(1).randbytes(MAX_BYTES - 10)


FAR, LARGE, BAD = "report-spreads-too-far", "report-unpacks-too-large", "report-damaged-workbook"
HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "a bomb": (zip_bomb, "xlsx", LARGE),
    "a bomb of cells": (sheet_bomb, "xlsx", LARGE),
    "seven million cells": (many_cells, "xlsx", "report-too-many-cells"),
    "2^20 rows with a number": (filled_rows, "xlsx", "too-many-rows"),
    "2^20 rows with an empty text": (blank_texts, "xlsx", "too-many-rows"),
    "a cell in the last corner": (far_cell, "xlsx", FAR),
    "a cell in the last column": (far_column, "xlsx", FAR),
    "a cell beyond the last corner": (beyond_the_sheet, "xlsx", "too-many-rows"),
    "entities": (entities, "xlsx", BAD),
    "entities after a long comment": (late_entities, "xlsx", BAD),
    "entities in UTF-16": (wide_entities, "xlsx", BAD),
    "a quarter of a gigabyte of shared strings": (shared_strings, "xlsx", LARGE),
    "nesting": (deep, "xlsx", BAD),
    "a name without an end": (endless_name, "xlsx", BAD),
    "merged cells over each other": (merged_everywhere, "xlsx", BAD),
    "formulas from other files": (formulas, "xlsx", "report-many-formulas"),
    "a part larger than it says": (lying, "xlsx", BAD),
    "sixty thousand parts": (many_parts, "xlsx", LARGE),
    "a part that is there twice": (twice, "xlsx", BAD),
    "a part above the workbook": (lambda: leaving("../../etc/passwd"), "xlsx", BAD),
    "a part with an absolute name": (lambda: leaving("/etc/passwd"), "xlsx", BAD),
    "500 sheets": (many_sheets, "xlsx", LARGE),
    "a repeated cell of ODS": (ods_repeated, "ods", BAD),
    "a line of 32 MB": (csv_line, "csv", "report-line-too-long"),
    "32 million commas": (csv_commas, "csv", "report-line-too-long"),
    "a quote that is never closed": (csv_quote, "csv", "report-line-too-long"),
    "32 million empty lines": (csv_lines, "csv", "report-empty-file"),
    "rows of 40,000 cells": (csv_wide, "csv", "report-too-many-cells"),
    "32 MB of TCVN3": (csv_legacy, "csv", "too-many-rows"),
    "random bytes": (random_bytes, "csv", "report-not-unicode"),
    "random bytes after the mark of an old workbook": (old_workbook, "xls", BAD),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    make, ending, code = HOSTILE[name]
    path = tmp_path / f"sent.{ending}"
    path.write_bytes(make())
    found = cost(path)
    print(f"{name}: {found}")  # noqa: T201
    assert found.codes == [code]
    assert found.rows == 0
    assert found.seconds < SECONDS
    assert found.megabytes < MEGABYTES


@pytest.mark.slow
@pytest.mark.parametrize(
    "make", [empty_rows, styled_rows, one_text_many_times, ods_repeated_formulas]
)
def test_what_is_only_large_is_read_in_bounded_time_and_memory(
    make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / ("sent.ods" if "ods" in make.__name__ else "sent.xlsx")
    path.write_bytes(make())
    found = cost(path)
    print(f"{make.__name__}: {found}")  # noqa: T201
    assert found.rows <= MAX_ROWS
    assert found.seconds < SECONDS
    assert found.megabytes < MEGABYTES


@pytest.mark.parametrize("make", [far_cell, entities, twice, ods_repeated, beyond_the_sheet])
def test_the_importer_outlives_what_its_reader_does_not(make: Callable[[], bytes]) -> None:
    assert Read(make(), "sent.ods" if make is ods_repeated else "sent.xlsx").errors
    assert Read(GOOD).errors == []
