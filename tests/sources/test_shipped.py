"""The shipped project: the whole plan is in it, and its own traps are caught."""

import unicodedata
from pathlib import Path

import pytest

from generator.desk.telling import hint
from generator.model.project import Project
from generator.sources import load_project
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from generator.sources.ledger import read_ledger
from tests.conftest import ROOT, copy_sources

UNITS = [
    ('"24"', "unit-lost-zero", "024"),
    ("24", "unit-lost-zero", "024"),
    ("Tả Lủng", "unit-ambiguous", "00742"),
    ("Tả Lủng", "unit-ambiguous", "00796"),
    ("bac me", "unit-by-name", "031"),
    (unicodedata.normalize("NFD", "Bắc Mê"), "unit-by-name", "031"),
    ("Mèo Vạc", "unit-ambiguous", "027"),
    ("Thuận Hòa", "unit-by-name", "00922"),
    ('"025"', "unknown-unit", "02"),
]


@pytest.mark.parametrize(("written", "code", "cure"), UNITS)
def test_a_unit_is_never_guessed_but_offered(
    written: str, code: str, cure: str, tmp_path: Path
) -> None:
    folder = copy_sources(ROOT, tmp_path)
    path = folder / "campaigns" / "khong-xam-hai" / "campaign.yml"
    text = path.read_text(encoding="utf-8")
    first = text.index("\n", text.index("targets:\n") + 10) + 1
    path.write_text(f"{text[:first]}    unit: {written}\n{text[first:]}", encoding="utf-8")

    found = [problem for problem in load_project(folder).problems if problem.code == code]

    assert [problem.line for problem in found] == [text[:first].count("\n") + 1]
    assert cure in hint(found[0], load_catalogue(PROGRAM_CATALOGUES, "vi"))


def test_every_figure_of_the_goals_is_data(shipped: Project) -> None:
    figures = {
        (figure.value, figure.at_most, figure.unit)
        for goal in shipped.programme.goals
        for figure in goal.figures
    }

    assert figures == {
        (100, None, "percent"),
        (5, None, "percent"),
        (1200, 1350, "children per year"),
        (90, None, "percent"),
    }


def test_the_sections_of_the_plan_are_complete(shipped: Project) -> None:
    programme = shipped.programme
    lines = {part.section: len(part.activities) for part in programme.components}

    assert lines == {"IV.1": 4, "IV.2": 3, "IV.3": 3, "IV.4": 4, "IV.5": 3}
    assert [task.section for task in programme.tasks] == ["V.1", "V.2", "V.3", "V.4"]
    assert [agency.section for agency in shipped.bearers] == [f"VII.{n}" for n in range(1, 13)]
    assert len(programme.baselines) == 5
    assert programme.budget is not None
    assert programme.budget.total == 10_800_000_000
    assert [part.amount for part in programme.budget.parts] == [6_350_000_000, 4_450_000_000]


def test_every_deadline_is_a_rule_with_its_days(shipped: Project) -> None:
    due = {
        (deadline.section, deadline.kind): [day.isoformat() for day in deadline.due()]
        for deadline in shipped.programme.deadlines
    }
    every = ["2016", "2017", "2018", "2019", "2020"]

    assert due == {
        ("VIII.1", "annual"): [f"{year}-12-09" for year in every],
        ("VIII.1", "midterm"): ["2018-12-09"],
        ("VIII.1", "final"): ["2020-12-09"],
        ("VIII.2", "annual"): [f"{year}-12-14" for year in every],
        ("VIII.2", "midterm"): ["2018-12-14"],
        ("VIII.2", "final"): ["2020-12-14"],
        ("VII.5", "half-yearly"): [],
    }


def test_a_member_of_a_group_owes_the_reports_of_the_group(shipped: Project) -> None:
    health = shipped.deadlines_of(shipped.agencies["so-y-te"])

    assert {deadline.kind for deadline in health} == {"annual", "midterm", "final"}


def test_only_the_number_of_its_time_is_a_contact(shipped: Project) -> None:
    before = {c.number for c in shipped.contacts_on(shipped.programme.places_on.replace(year=2016))}
    now = {contact.number for contact in shipped.contacts_on(shipped.as_of)}

    assert "18001567" in before
    assert "111" not in before
    assert "111" in now
    assert "18001567" not in now


def test_no_target_passes_for_one_of_the_plan(shipped: Project) -> None:
    for campaign in shipped.campaigns.values():
        assert campaign.demonstration
        assert all(target.demonstration for target in campaign.targets)


def test_every_page_that_nobody_signed_is_a_draft_that_says_what_to_check(shipped: Project) -> None:
    for page in shipped.pages.values():
        assert page.head.status == "draft"
        assert page.head.to_check


def test_every_page_is_there_in_every_language(shipped: Project) -> None:
    names = set(shipped.page_ids())

    for language in shipped.programme.languages:
        assert {name for name, tag in shipped.pages if tag == language} == names


def test_all_text_is_composed(shipped: Project) -> None:
    for file in shipped.sources:
        if not file.endswith(".xlsx"):
            text = (ROOT / file).read_text(encoding="utf-8")
            assert unicodedata.is_normalized("NFC", text), file


def test_each_campaign_has_reports_of_two_quarters_from_every_district(shipped: Project) -> None:
    districts = {place.code for place in shipped.places.at_level("district")}
    communes = {place.code for place in shipped.places.at_level("commune")}
    for campaign in shipped.campaigns:
        quarters = {}
        for report in read_ledger(shipped.ledgers[campaign], campaign)[0]:
            quarters.setdefault(report.period, set()).add(report.unit)

        assert sum(districts <= units for units in quarters.values()) >= 2, campaign
        assert any(communes & units for units in quarters.values()), campaign
