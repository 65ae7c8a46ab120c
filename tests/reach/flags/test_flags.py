"""Flags together: in a steady order, silent about honest reports, and no more told than may be."""

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.place import Place
from generator.model.project import Project
from generator.model.report import Report
from generator.reach import FLAGS, figures, published_figures, show_flags
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.flags.raising import CAMPAIGN, QUARTERS, raised
from tests.reach.flags.test_rules import CASES, GIRLS
from tests.reach.making import PLACES, make_project, make_report, row

VI, EN = (load_catalogue(PROGRAM_CATALOGUES, language) for language in ("vi", "en"))
UNITS = ("091", "092", "093", "00911", "00912", "00921")


def everything_odd() -> dict[str, Any]:
    """Every case of one unit, each in a district of its own."""
    cases = [odd for _, odd, _ in CASES.values() if {one.unit for one in odd} == {"091"}]
    reports = [
        one.model_copy(update={"unit": f"1{number:02}", "id": f"{number}/{one.id}"})
        for number, odd in enumerate(cases)
        for one in odd
    ]
    districts = [
        Place(code=f"1{number:02}", name=f"Bến {number}", level="district", parent="09")
        for number in range(len(cases))
    ]
    return {"reports": reports, "places": (*PLACES, *districts), "campaign": CAMPAIGN}


def honest(random: Random) -> list[Report]:
    """A year of counted reports of the usual size; a tenth of them is missing."""
    return [
        make_report(*_talks(random), unit=unit, period=period)
        for unit in UNITS
        for period in QUARTERS
        if random.random() < 0.9
    ]


def _talks(random: Random) -> list[dict[str, object]]:
    sessions = random.randint(3, 9)
    rows = [row("sessions", sessions)]
    for sex in ("female", "male"):
        for band in ("6-10", "11-15"):
            heads = sum(random.randint(8, 24) for _ in range(sessions))
            rows.append(row("attendances", heads, sex=sex, age_band=band))
    return rows


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**32))
def test_honest_reports_raise_hardly_anything(seed: int) -> None:
    found = raised(*honest(Random(seed)))
    assert len(found) <= 1, [flag.message for flag in found]


def test_the_demonstration_raises_few(shipped: Project) -> None:
    for name in shipped.campaigns:
        assert len(figures(shipped, name).flags) < 10


def test_the_order_of_the_reports_changes_no_flag() -> None:
    made = everything_odd()
    before = figures(make_project(**made), "shore").flags
    assert len({flag.code for flag in before}) > 10
    order = [FLAGS.index(flag.code) for flag in before]
    assert order == sorted(order)
    for seed in range(2):
        Random(seed).shuffle(made["reports"])
        assert figures(make_project(**made), "shore").flags == before


@pytest.mark.parametrize("say", [VI, EN], ids=["vi", "en"])
def test_every_flag_has_its_sentence_and_none_of_people_in_the_public_one(say: object) -> None:
    for code in FLAGS:
        assert f"flag.{code}" in say
        public = say.entries[f"flag.{code}"]
        for name in ("low", "attendances", "people", "total", "parts", "usual", "female", "male"):
            assert f"{{{name}}}" not in public


def test_what_is_published_has_no_rows_and_no_number_of_people() -> None:
    project = make_project(**everything_odd())
    public = {flag.public for flag in figures(project, "shore").flags}
    shown = published_figures(project, "shore").flags
    assert shown
    for flag in shown:
        assert (flag.rows, flag.counted, flag.more) == ((), {}, 0)
        assert flag.message in public
        assert not flag.code.startswith("repeated")


def test_a_flag_about_a_hidden_figure_is_not_published() -> None:
    small = make_report(row("people", 9, **GIRLS), row("attendances", 8, **GIRLS), unit="091")
    large = [make_report(row("people", 400), unit=unit) for unit in ("092", "093")]
    project = make_project(reports=[small, *large], campaign=CAMPAIGN)
    code = "people-over-attendances"
    assert code in {flag.code for flag in figures(project, "shore").flags}
    assert code not in {flag.code for flag in published_figures(project, "shore").flags}


def test_the_table_can_be_narrowed_to_a_unit_and_all_under_it_and_to_a_code() -> None:
    reports = [make_report(row("attendances", 90), unit=unit) for unit in ("091", "00911", "092")]
    project = make_project(reports=reports, campaign=CAMPAIGN)
    text = show_flags(project, "shore", unit="091", code="no-sessions", style="json", say=EN)
    assert [one["unit"] for one in json.loads(text)] == ["091", "00911"]


def test_rows_stand_under_their_flag_and_formulas_are_harmless() -> None:
    project = make_project(
        reports=[
            make_report(
                row("people", 31, ethnicity="=1+1"), row("attendances", 30, ethnicity="=1+1")
            )
        ],
        campaign=CAMPAIGN,
    )
    options = {"code": "people-over-attendances", "rows": True, "say": VI}
    table = show_flags(project, "shore", style="table", **options)
    assert "31 người mà chỉ 30 lượt" in table
    assert "talks/091/2030-Q1" in table
    lines = show_flags(project, "shore", style="csv", **options).splitlines()
    assert len(lines) == 3
    assert "'=1+1" in lines[1]


def test_a_campaign_with_nothing_odd_says_so() -> None:
    project = replace(make_project(campaign=CAMPAIGN), ledgers={})
    text = show_flags(project, "shore", code="sudden-jump", say=VI)
    assert text.endswith("Chưa thấy gì cần hỏi lại.\n")
