"""The workbook of figures: what is in it, what a chart shows, how it survives LibreOffice."""

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, LineChart

from generator.reach import By, export, write_products
from generator.reach.exporting.sheets import put
from tests.reach.exporting.test_dhis2 import make
from tests.reach.making import make_activity, make_campaign, make_report, row
from tests.reach.test_exports import SAY

TARGETS = ({"audience": "children", "people": 400, "unit": "091", "demonstration": True},)
CAMPAIGN = make_campaign(
    make_activity("talks", audiences=("children",), plan=("c1",)), targets=TARGETS
)
REPORTS = (
    make_report(row("people", 240, sex="female", age_band="6-10", ethnicity="Lô Lô"), unit="091"),
    make_report(row("people", 150, sex="male", age_band="11-15", disability="no"), unit="092"),
    make_report(row("attendances", 900), row("sessions", 10), unit="093", period="2030-Q2"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's workbook, and what LibreOffice makes of it: a PDF and a workbook again."""
    folder = tmp_path_factory.mktemp("book")
    export(make(*REPORTS, campaign=CAMPAIGN), "shore", "xlsx", folder / "figures.xlsx")
    for kind, out in (("pdf", folder), ("xlsx", folder / "again")):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
        subprocess.run([*command, str(folder / "figures.xlsx")], check=True, capture_output=True)
    return folder


def cells(book: Workbook) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value is not None
    }


def test_every_family_has_a_sheet_and_the_method_stands_last(office: Path) -> None:
    book = load_workbook(office / "figures.xlsx")
    wanted = [SAY(f"sheet.{name}") for name in ("total", "charts", *get_args(By), "matrix")]
    assert [one for one in wanted if one not in book.sheetnames] == []
    assert book.sheetnames[-1] == SAY("sheet.method")
    method = "\n".join(str(cell.value) for (cell,) in book.worksheets[-1].iter_rows(max_col=1))
    assert "Báo cáo còn thiếu không phải là số 0" in method
    assert "MINH HOẠ" in method


def test_charts_are_native_and_draw_the_table_under_them(office: Path) -> None:
    sheet = load_workbook(office / "figures.xlsx")[SAY("sheet.charts")]
    charts = sheet._charts  # openpyxl has no other way to ask
    assert [type(one) for one in charts] == [BarChart, BarChart, LineChart, BarChart]
    reach = charts[0]
    values = [each.val.numRef.f for one in reach._charts for each in one.series]
    rows = {
        str(line[0].value): [cell.value for cell in line[1:4]]
        for line in sheet.iter_rows(min_row=sheet.min_row)
        if line[0].value in ("Reef", "Dune", "Cape")
    }
    assert len(values) == 3, "certain, possible, and the target as a mark"
    assert set(rows) == {"Reef", "Dune", "Cape"}
    first = next(line for line in sheet.iter_rows() if line[0].value == "Reef")
    assert [cell.value for cell in first[1:4]] == [240, 0, 400]
    marks = [one for one in reach._charts if isinstance(one, LineChart)]
    assert marks[0].series[0].graphicalProperties.line.noFill


def test_libreoffice_keeps_every_cell_and_chart(office: Path) -> None:
    ours = load_workbook(office / "figures.xlsx")
    theirs = load_workbook(office / "again" / "figures.xlsx")
    assert ours.sheetnames == theirs.sheetnames
    assert cells(ours) == cells(theirs)
    with ZipFile(office / "again" / "figures.xlsx") as again:
        assert sum("charts/chart" in name for name in again.namelist()) >= 4


def test_libreoffice_prints_it_readably(office: Path) -> None:
    text = subprocess.run(
        ["pdftotext", "-layout", str(office / "figures.pdf"), "-"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    pages = text.split("\f")
    assert len(pages) <= 24
    for title in ("Theo đơn vị", "Cách tính", "Người được tiếp cận theo đơn vị"):
        assert title in text
    assert "###" not in text, "a column is too narrow for its number"


def test_pages_are_a4_one_sheet_wide_and_headings_stay_in_view(office: Path) -> None:
    book = load_workbook(office / "figures.xlsx")
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        fits = sheet.sheet_properties.pageSetUpPr
        assert (fits and fits.fitToPage) or sheet.title == SAY("sheet.charts")
    units = book[SAY("sheet.unit")]
    assert units.freeze_panes == "C5"
    assert units.print_title_rows == "$4:$4"


def test_what_everyone_gets_hides_small_numbers_in_tables_and_charts(tmp_path: Path) -> None:
    few = make_report(row("people", 4), unit="091")
    many = (make_report(row("people", 60), unit="092"), make_report(row("people", 500), unit="093"))
    write_products(make(few, *many, campaign=CAMPAIGN), "shore", tmp_path)
    book = load_workbook(tmp_path / "figures.xlsx")
    found = set(cells(book).values())
    assert 500 in found
    assert not found & {4, 60}
    assert any("đã được ẩn" in str(value) for value in found)


def test_a_text_that_a_spreadsheet_would_run_is_text(tmp_path: Path) -> None:
    project = make(*REPORTS, campaign=CAMPAIGN)
    evil = type(CAMPAIGN.title)({"vi": '=HYPERLINK("http://x")', "en": "@x"})
    project = replace(project, campaigns={"shore": CAMPAIGN.model_copy(update={"title": evil})})
    export(project, "shore", "xlsx", tmp_path / "evil.xlsx")
    book = load_workbook(tmp_path / "evil.xlsx")
    assert all(
        cell.data_type != "f" for sheet in book.worksheets for line in sheet.rows for cell in line
    )
    cell = put(Workbook().worksheets[0], 1, 1, "-2+3")
    assert (cell.value, cell.data_type) == ("'-2+3", "s")
