"""Our own form is a workbook like any other: nothing of it is in doubt, its hidden part is read."""

from pathlib import Path

import pytest

from generator.reach import write_form
from generator.sources import load_project
from tests.conftest import COAST
from tests.reach.forms.conftest import vietnamese
from tests.reach.reading.conftest import Convert, Read


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The empty form of one district."""
    coast = load_project(COAST).project
    assert coast is not None
    path: Path = tmp_path_factory.mktemp("form") / "form.xlsx"
    return write_form(vietnamese(coast), "shore", "091", "2030-Q2", path).read_bytes()


def test_our_form_is_read_without_a_word(form: bytes) -> None:
    read = Read(form, "form.xlsx")
    assert read.problems == ()
    assert len(read.grids) > 2


@pytest.mark.parametrize("target", ["xlsx", "ods", "xls"])
def test_our_form_saved_by_libreoffice_is_read_the_same(
    form: bytes, convert: Convert, target: str
) -> None:
    read = Read(convert(form, "xlsx", target), f"form.{target}")
    assert read.problems == ()
    assert [grid.sheet for grid in read.grids] == [grid.sheet for grid in Read(form).grids]
