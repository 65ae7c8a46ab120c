"""What the native reader does not tell of .xls and .ods: errors, other files, hidden rows."""

from typing import Any

import pytest
from openpyxl.packaging.relationship import Relationship
from openpyxl.workbook.external_link.external import (
    ExternalBook,
    ExternalLink,
    ExternalSheetNames,
)

from generator.reach.intake.grid import Uncomputed
from tests.reach.reading.conftest import (
    HEADINGS,
    SHEET,
    Convert,
    Read,
    ods_of,
    repacked,
    saved,
    workbook,
)


def linked() -> bytes:
    """A workbook with values that Excel took from another one."""
    book = workbook([HEADINGS, ["091", "2030", "=[1]S!A1", "=C2*0+2", "=1-1"]])
    names = ExternalSheetNames(sheetName=["S"])
    link = ExternalLink(externalBook=ExternalBook(sheetNames=names, id="rId1"))
    link.file_link = Relationship(
        type="externalLinkPath", Id="rId1", Target="nguon.xlsx", TargetMode="External"
    )
    book._external_links.append(link)
    values = {b"=[1]S!A1": 25, b"C2*0+2": 2, b"1-1": 0}

    def with_results(sheet: bytes) -> bytes:
        for formula, value in values.items():
            text = formula.removeprefix(b"=")
            sheet = sheet.replace(
                b"<f>" + text + b"</f><v/>", b"<f>" + text + b"</f><v>%d</v>" % value
            ).replace(b"<f>" + text + b"</f><v></v>", b"<f>" + text + b"</f><v>%d</v>" % value)
        return sheet

    return repacked(saved(book), {SHEET: with_results})


@pytest.mark.parametrize("target", ["", "xls", "ods", "xlsx"])
def test_a_value_from_another_file_is_known_whoever_saved_it(convert: Convert, target: str) -> None:
    content = convert(linked(), "xlsx", target) if target else linked()
    row: list[Any] = Read(content, f"sent.{target or 'xlsx'}").rows()[1]
    assert isinstance(row[2], Uncomputed)
    assert row[2].why == "other-file"
    assert row[3:] == [2, 0]


def test_error_values_and_hidden_rows_of_an_old_workbook_are_told(convert: Convert) -> None:
    book = workbook([HEADINGS, ["091", "2030", "=1/0", None, "=NA()"], ["092", "2030", 5]])
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0].column_dimensions["B"].hidden = True
    read = Read(convert(saved(book), "xlsx", "xls"), "sent.xls")
    assert read.cell(2, 3) == Uncomputed("#DIV/0!")
    assert read.cell(2, 5) == Uncomputed("#N/A")
    assert read.warnings == ["report-hidden-rows", "report-hidden-columns"]
    assert read.problems[0].line == 3


@pytest.mark.parametrize(
    "formula",
    [
        "of:=['file:///share/x.ods'#$Sheet1.A1]",
        "of:=SUM(['file:///C:/a b.xls'#$'Báo cáo'.A1:.A3])",
        "of:=['../x.ods'#$A.A1]",
        "of:=['http://a/x.ods'#$A.A1]*2",
        "of:=DDE(&quot;a&quot;;&quot;b&quot;;&quot;c&quot;)",
    ],
)
def test_an_opendocument_value_from_elsewhere_is_not_taken(formula: str) -> None:
    cell = (
        f'<table:table-cell table:formula="{formula}" office:value-type="float" office:value="2"/>'
    )
    (found,) = Read(ods_of(f"<table:table-row>{cell}</table:table-row>"), "sent.ods").rows()[0]
    assert isinstance(found, Uncomputed)
    assert found.why == "other-file"


def test_a_formula_within_an_opendocument_gives_its_result() -> None:
    cell = (
        '<table:table-cell table:formula="of:=[.B1]+1" office:value-type="float" office:value="2"/>'
    )
    read = Read(ods_of(f"<table:table-row>{cell}</table:table-row>"), "sent.ods")
    assert read.rows() == [[2]]
