"""What a form looks like to whoever opens it: what can be written where, and what is said."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from generator.model.project import Project
from generator.reach import NothingOwedError, write_form, write_forms
from tests.reach.forms.conftest import TALKS
from tests.reach.forms.filling import Filled


@pytest.fixture(scope="module")
def book(blank: Path) -> Workbook:
    return load_workbook(blank)


def test_the_head_says_what_is_reported_when_and_to_whom(book: Workbook) -> None:
    words = " ".join(str(cell.value) for row in book.worksheets[0]["B1:B6"] for cell in row)

    for told in ("Shore", "Reef", "mã 091", "Quý 2 năm 2030", "15/07/2030", "Harbour Office"):
        assert told in words


def test_only_cells_to_fill_can_be_written_and_nobody_needs_a_password(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
    report = book.worksheets[0]
    keys = {cell.column: str(cell.value) for cell in report[9] if cell.value}
    for row in report.iter_rows(min_row=10, max_row=18):
        for cell in row:
            key = keys.get(cell.column, "")
            if cell.fill.fgColor.rgb == report["C10"].fill.fgColor.rgb:
                assert not cell.protection.locked
            elif key:
                assert cell.protection.locked
    assert book.security.lockStructure


def test_what_is_not_asked_of_an_activity_cannot_be_written(filled: Filled) -> None:
    report = filled.report

    assert report[filled.at("a3.1", "copies_printed")].protection.locked is False
    assert report[filled.at("a3.1", "people.female")].protection.locked
    assert report[filled.at("a1.1", "copies_printed")].protection.locked
    assert report[filled.at("a1.1", "people.total")].protection.locked


def test_every_cell_for_a_number_refuses_what_is_none(filled: Filled) -> None:
    report = filled.report
    whole = [v for v in report.data_validations.dataValidation if v.type == "whole"]
    covered = {cell for one in whole for part in one.sqref.ranges for cell in _cells(part)}

    for row, column in (("a1.1", "sessions"), ("a1.2", "people.unknown"), ("a4.1", "views")):
        assert filled.at(row, column) in covered
    assert all(one.formula1 == "0" and one.showErrorMessage for one in whole)
    assert all("số tròn" in str(one.error) for one in whole)
    assert len(whole[0].errorTitle) <= 32
    assert len(str(whole[0].error)) <= 255


def _cells(part: object) -> list[str]:
    return [f"{get_column_letter(c)}{r}" for r, c in part.cells]  # type: ignore[attr-defined]


def test_choices_are_lists_whose_entries_the_hidden_sheet_holds(book: Workbook) -> None:
    lists = [v for v in book.worksheets[1].data_validations.dataValidation if v.type == "list"]
    hidden = book.worksheets[-1]
    shown = {
        cell.value
        for one in lists
        for row in hidden[str(one.formula1).partition("!")[2].replace("$", "")]
        for cell in (row if isinstance(row, tuple) else (row,))
    }

    assert len(lists) == 6
    assert {TALKS, "Cha mẹ, ông bà", "Số người", "Nữ", "6 đến 10 tuổi", "Có khuyết tật"} <= shown
    assert not any(isinstance(one, str) and one.startswith("6-10") for one in shown)


def test_every_heading_has_a_note_that_says_what_to_count(book: Workbook) -> None:
    report = book.worksheets[0]
    for column in range(2, report.max_column + 1):
        heading, group = report.cell(8, column), report.cell(7, column)
        of_a_group = heading.value in {"Nữ", "Nam", "Tổng"}
        assert heading.comment or of_a_group or group.comment, heading.coordinate


def test_an_activity_of_a_longer_period_is_asked_where_both_end(
    province: Project, tmp_path: Path
) -> None:
    first = Filled(write_form(province, "shore", "091", "2030-Q1", tmp_path / "1.xlsx"))
    second = Filled(write_form(province, "shore", "091", "2030-Q2", tmp_path / "2.xlsx"))
    half = Filled(write_form(province, "shore", "091", "2030-S2", tmp_path / "3.xlsx"))

    assert not any("Loa thôn" in str(cell.value) for cell in first.report["B"])
    radio = next(str(c.value) for c in second.report["B"] if "Loa thôn" in str(c.value))
    assert "6 tháng đầu năm 2030" in radio
    assert "30/07/2030" in radio
    assert [str(c.value) for c in half.report["B"] if "Loa thôn" in str(c.value)] == ["Loa thôn"]
    assert len(half.book.worksheets) == 3  # nobody is counted: there are no details to give


def test_the_table_prints_on_wide_paper_with_its_headings(book: Workbook) -> None:
    for sheet in book.worksheets[:2]:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_area
        assert sheet.print_title_rows
    assert book.worksheets[2].page_setup.fitToHeight == 1


def test_the_instructions_say_that_no_report_is_not_a_zero(book: Workbook) -> None:
    words = " ".join(str(c.value) for row in book.worksheets[2].iter_rows() for c in row)

    assert "Không có báo cáo không phải là số 0" in words
    assert "15/07/2030" in words
    assert all(f"Bước {number}" in words for number in range(1, 7))


def test_words_of_the_sources_are_never_formulas(province: Project, tmp_path: Path) -> None:
    campaign = province.campaigns["shore"]
    first = campaign.activities[0].model_copy(
        update={"title": type(campaign.title)({"vi": '=HYPERLINK("http://bad.example")'})}
    )
    changed = campaign.model_copy(update={"activities": (first, *campaign.activities[1:])})
    project = _with(province, changed)

    form = Filled(write_form(project, "shore", "091", "2030-Q2", tmp_path / "f.xlsx"))

    for sheet in form.book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "HYPERLINK" in cell.value:
                    assert cell.data_type == "s" or "=" not in cell.value[:1]


def _with(project: Project, campaign: object) -> Project:
    return replace(project, campaigns={"shore": campaign})  # type: ignore[dict-item]


def test_the_same_sources_give_the_same_bytes(province: Project, tmp_path: Path) -> None:
    one = write_form(province, "shore", "00911", "2030-Q1", tmp_path / "1.xlsx").read_bytes()
    two = write_form(province, "shore", "00911", "2030-Q1", tmp_path / "2.xlsx").read_bytes()
    write_forms(province, "shore", (), "2030-Q2", tmp_path / "1.zip")
    write_forms(province, "shore", (), "2030-Q2", tmp_path / "2.zip")

    assert one == two
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_all_forms_lie_in_the_folder_of_the_unit_above_with_a_checklist(
    province: Project, tmp_path: Path
) -> None:
    made = write_forms(province, "shore", (), "2030-Q2", tmp_path / "all.zip")

    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        names = archive.namelist()
        books = {name: load_workbook(BytesIO(archive.read(name))) for name in names}
    assert made == 4
    assert sorted(names) == [
        "09-coast/091-reef-2030-Q2.xlsx",
        "09-coast/092-dune-2030-Q2.xlsx",
        "09-coast/093-cape-2030-Q2.xlsx",
        "091-reef/00911-hoa-lac-2030-Q2.xlsx",
        "danh-sach-gui.xlsx",
    ]
    rows = list(books["danh-sach-gui.xlsx"].worksheets[0].iter_rows(min_row=5, values_only=True))
    assert [row[0] for row in rows] == ["093", "092", "091", "00911"]
    assert {row[3] for row in rows} == set(names) - {"danh-sach-gui.xlsx"}
    assert {row[4] for row in rows} == {"15/07/2030"}


def test_a_unit_that_owes_nothing_is_told_what_it_owes(province: Project, tmp_path: Path) -> None:
    with pytest.raises(NothingOwedError) as told:
        write_form(province, "shore", "00911", "2030-S1", tmp_path / "f.xlsx")

    assert told.value.periods == ("2030-Q1", "2030-Q2")
    assert not (tmp_path / "f.xlsx").exists()


def test_an_english_province_gets_english(coast_project: Project, tmp_path: Path) -> None:
    path = write_form(coast_project, "safe-shore", "Z101", "2030-Q2", tmp_path / "f.xlsx")
    book = load_workbook(path)

    words = " ".join(
        str(cell.value) for sheet in book.worksheets[:3] for row in sheet for cell in row
    )
    assert "Quarter 2 of 2030" in words
    assert "Each person once" in words
    assert "forms." not in words
