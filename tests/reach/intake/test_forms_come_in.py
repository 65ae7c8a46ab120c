"""A filled form comes in by the same command as a table, and goes back when it is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.model.project import Project
from generator.reach import import_reports, return_copy, write_form
from generator.sources import load_project
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from generator.sources.ledger import ledger_path, read_ledger
from tests.conftest import COAST
from tests.reach.forms.conftest import vietnamese
from tests.reach.forms.filling import CAME, Filled
from tests.reach.intake.conftest import errors

VI = load_catalogue(PROGRAM_CATALOGUES, "vi")


@pytest.fixture(scope="module")
def province() -> Project:
    coast = load_project(COAST).project
    assert coast is not None
    return vietnamese(coast)


@pytest.fixture
def office(province: Project, tmp_path: Path) -> Project:
    (tmp_path / "office/campaigns").mkdir(parents=True)
    return replace(province, root=tmp_path / "office")


@pytest.fixture
def form(office: Project, tmp_path: Path) -> Filled:
    """A form of which one activity is filled in rightly."""
    path = write_form(office, "shore", "091", "2030-Q2", tmp_path / "form.xlsx")
    filled = Filled(path)
    return filled.put("a1.1", answer="Có", sessions=3, attendances_female=60, people_female=25)


def test_a_form_needs_no_mapping_and_no_name(office: Project, form: Filled, tmp_path: Path) -> None:
    path = form.save(tmp_path / "back.xlsx")
    imported = import_reports(office, [path], received_on=CAME)
    assert errors(imported) == []
    assert [(one.id, len(one.rows)) for one in imported.accepted] == [("talks/091/2030-Q2", 3)]
    assert imported.files[0].kind == "form"
    again = import_reports(office, [path], received_on=CAME)
    assert (again.accepted, errors(again), len(again.known)) == ((), [], 1)


def test_a_form_that_revises_says_what_it_revises_however_often_it_comes(
    office: Project, form: Filled, tmp_path: Path
) -> None:
    first = form.save(tmp_path / "1.xlsx")
    import_reports(office, [first], received_on=CAME)
    form.put("a1.1", sessions=4)
    form.put("revised", answer="Có")
    form.put("reason", answer="Sót một buổi")
    second = form.save(tmp_path / "2.xlsx")
    imported = import_reports(office, [second], received_on=CAME)
    assert [(one.id, one.revises) for one in imported.accepted] == [
        ("talks/091/2030-Q2/r2", "talks/091/2030-Q2")
    ]
    for path in (first, second, first):
        again = import_reports(office, [path], received_on=CAME)
        assert (again.accepted, errors(again), len(again.known)) == ((), [], 1)
    assert len(read_ledger(ledger_path(office.root, "shore"), "")[0]) == 2


def test_a_wrong_form_goes_back_as_a_form_that_still_checks_itself(
    office: Project, form: Filled, tmp_path: Path
) -> None:
    form.put("a1.1", attendances_female="1.2")
    path = form.save(tmp_path / "back.xlsx")
    imported = import_reports(office, [path], received_on=CAME)
    cells = {cell for cell, _ in errors(imported)}
    assert cells == {form.at("a1.1", "attendances.female")}
    copy = return_copy(office, path, imported.problems, tmp_path, VI)
    assert copy is not None
    formulas = _formulas(path)
    assert _formulas(copy) == formulas
    assert len(formulas) > 20
    book = load_workbook(copy)
    sheet = book.worksheets[1]
    assert sheet.protection.sheet
    assert book.worksheets[-1].sheet_state in {"hidden", "veryHidden"}
    sheet[cells.pop()] = 60
    book.save(tmp_path / "mended.xlsx")
    imported = import_reports(office, [tmp_path / "mended.xlsx"], received_on=CAME)
    assert errors(imported) == []
    assert [one.id for one in imported.accepted] == ["talks/091/2030-Q2"]


def _formulas(path: Path) -> dict[str, str]:
    book = load_workbook(path)
    return {
        f"{sheet.title}!{cell.coordinate}": str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
