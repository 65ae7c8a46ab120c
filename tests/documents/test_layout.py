"""How a document is laid out follows from its day, and a province may bring its own layouts."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.layout import layout_folder, layout_on, layouts
from generator.model.problem import ProblemsFound
from generator.model.project import Project
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.conftest import ROOT

FOLDER = ROOT / "print" / "official"
CHANGE = date(2020, 3, 5)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_rule_in_force_on_the_day_decides(day: date) -> None:
    assert layout_on(FOLDER, day).reference == ("nd-30-2020" if day >= CHANGE else "tt-01-2011")


def test_every_shipped_layout_keeps_to_the_margins_and_names_its_source(shipped: Project) -> None:
    for layout in layouts(FOLDER):
        page, sizes = layout.page, layout.sizes
        assert (page.width, page.height) == (210, 297)
        assert 20 <= page.top <= 25
        assert 20 <= page.bottom <= 25
        assert 30 <= page.left <= 35
        assert 15 <= page.right <= 20
        assert 12 <= sizes.state <= 13 <= sizes.motto <= 14
        assert sizes.number == 13
        assert {sizes.day, sizes.body, sizes.page_number} <= {13, 14}
        source = shipped.references[layout.reference]
        assert source.certainty in {"verified", "secondary"}


def test_shipped_layouts_leave_no_day_out_and_share_none() -> None:
    ordered = sorted(layouts(FOLDER), key=lambda each: each.valid_from or date.min)
    assert ordered[0].valid_from is None
    assert ordered[-1].valid_to is None
    for before, after in pairwise(ordered):
        assert before.valid_to
        assert before.valid_to + timedelta(days=1) == after.valid_from


def test_a_province_brings_its_own_layouts(coast_project: Project, tmp_path: Path) -> None:
    own = tmp_path / "print"
    shutil.copytree(FOLDER, own / "official")
    (own / "official" / "tt-01-2011.yml").unlink()
    project = replace(coast_project, print=own)
    assert layout_folder(project) == own / "official"
    assert layout_on(layout_folder(project), CHANGE).id == "nd-30-2020"
    with pytest.raises(ProblemsFound) as found:
        layout_on(layout_folder(project), CHANGE - timedelta(days=1))
    (problem,) = found.value.problems
    assert (problem.code, problem.details["day"]) == ("official-no-layout", "04/03/2020")
    for language in ("vi", "en"):
        say = load_catalogue(PROGRAM_CATALOGUES, language)
        assert "04/03/2020" in say(f"problem.{problem.code}", **problem.details)
        assert f"cure.{problem.code}" in say


def test_one_without_own_layouts_takes_the_kits(coast_project: Project, tmp_path: Path) -> None:
    assert layout_folder(replace(coast_project, print=tmp_path)) == FOLDER


def test_what_is_wrong_with_a_layout_is_told_at_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "print" / "official"
    shutil.copytree(FOLDER, folder)
    path = folder / "nd-30-2020.yml"
    path.write_text(path.read_text("utf-8").replace("top-centre", "somewhere"), "utf-8")
    with pytest.raises(ProblemsFound) as found:
        layout_on(folder, CHANGE)
    (problem,) = found.value.problems
    assert problem.file == "print/official/nd-30-2020.yml"
    assert problem.line > 0
