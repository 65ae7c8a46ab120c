"""What a survey may say: of a wave, of a change, and to everyone."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.project import Project
from generator.model.survey import Survey
from generator.reach import show_surveys, survey_figures
from generator.reach.surveys.findings import Finding, findings
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.making import make_project
from tests.reach.surveys.making import question, survey, wave

VI = load_catalogue(PROGRAM_CATALOGUES, "vi")
EN = load_catalogue(PROGRAM_CATALOGUES, "en")


def only(found: Survey, hide_under: int | None = None) -> Finding:
    return findings(found, hide_under)[0]


def verdict(found: Survey, hide_under: int | None = None) -> str | None:
    change = only(found, hide_under).change
    return change.verdict if change else None


def with_survey(found: Survey, **changes: Any) -> Project:
    return replace(make_project(**changes), surveys={"shore": (found,)})


def test_a_clear_change_is_named() -> None:
    assert verdict(survey((100, 400), (200, 400))) == "up"
    assert verdict(survey((200, 400), (100, 400))) == "down"


def test_no_change_is_claimed_where_intervals_overlap() -> None:
    """45% to 53% of 400: the difference alone would pass a test, the intervals still overlap."""
    change = only(survey((180, 400), (212, 400))).change
    assert change is not None
    assert change.low is not None
    assert change.low > 0
    assert change.verdict == "unclear"


def test_one_wave_is_compared_with_nothing() -> None:
    assert only(survey((100, 400))).change is None


def test_the_first_wave_is_compared_with_the_last_that_was_held() -> None:
    waves = [wave("baseline", 1), wave("midline", 6), wave("endline", 11)]
    change = only(survey((100, 400), (200, 400), waves=waves)).change
    assert change is not None
    assert (change.first.id, change.last.id) == ("baseline", "midline")


def test_a_reworded_question_is_not_compared() -> None:
    asked = question(reworded_in=["endline"])
    assert verdict(survey((100, 400), (200, 400), questions=[asked])) == "reworded"


def test_a_question_reworded_before_both_waves_is_compared() -> None:
    waves = [wave("baseline", 1), wave("midline", 6), wave("endline", 11)]
    asked = question(asked_in=["midline", "endline"], reworded_in=["midline"])
    made = survey((90, 400), (100, 400), (200, 400), waves=waves, questions=[asked])
    responses = {**made.responses, "baseline": replace(made.responses["baseline"], replies={})}
    assert verdict(replace(made, responses=responses)) == "up"


def test_waves_of_different_designs_are_not_compared() -> None:
    waves = [wave("baseline", 1), wave("endline", 11, design={"kind": "systematic"})]
    assert verdict(survey((100, 400), (200, 400), waves=waves)) == "design differs"


def test_a_convenience_sample_claims_no_interval_and_no_change() -> None:
    found = only(survey((100, 400), (300, 400), design={"kind": "convenience"}))
    assert [one.estimate.low for one in found.waves if one.estimate] == [None, None]
    assert found.change is not None
    assert found.change.verdict == "no interval"


@given(st.tuples(*[st.integers(0, 40).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n)))] * 2))  # fmt: skip
def test_everyone_sees_no_estimate_of_few_people(
    shares: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    data = survey_figures(with_survey(survey(*shares)), "shore", public=True)
    asked = data[0]["questions"][0]
    shown = [one for one in asked["waves"] if one["share"] is not None]
    for one, (right, n) in zip(asked["waves"], shares, strict=True):
        small = min(right, n - right) < 10
        assert one["suppressed"] == (small and n > 0)
        assert (one["share"] is None) == small
        assert all(one[name] is None for name in ("low", "high", "effective_n")) == small
        assert one["n"] is None or one["n"] >= 10 or n == 0
    if len(shown) < 2:
        change = asked["change"]
        assert {change[name] for name in ("difference", "low", "high")} == {None}
        assert change["verdict"] in ("hidden", "no interval")


def test_whoever_holds_the_sources_sees_everything() -> None:
    data = survey_figures(with_survey(survey((2, 12), (12, 12))), "shore", public=False)
    waves = data[0]["questions"][0]["waves"]
    assert [(one["n"], one["share"]) for one in waves] == [(12, 0.1667), (12, 1.0)]


def test_the_threshold_is_the_programmes() -> None:
    project = with_survey(survey((8, 20), (9, 20)), threshold=5)
    waves = survey_figures(project, "shore", public=True)[0]["questions"][0]["waves"]
    assert [one["suppressed"] for one in waves] == [False, False]


def test_figures_have_the_shape_that_pages_read() -> None:
    found = survey_figures(with_survey(survey((100, 400), (200, 400))), "shore", public=True)[0]
    assert found.keys() >= {"survey", "title", "audience", "design", "questions"}
    asked = found["questions"][0]
    assert asked.keys() >= {"question", "text", "dimension", "waves", "change"}
    assert asked["waves"][0].keys() >= {
        "wave", "from", "to", "n", "effective_n", "share", "low", "high", "suppressed",
    }  # fmt: skip
    assert asked["change"].keys() == {
        "from", "to", "difference", "low", "high", "verdict", "message",
    }  # fmt: skip
    assert asked["change"]["difference"] == 0.25
    assert json.loads(json.dumps(found)) == found


def test_a_campaign_without_a_survey_has_none() -> None:
    assert survey_figures(make_project(), "shore", public=True) == []
    assert VI("survey.none") in show_surveys(make_project(), "shore", None, style="table", say=VI)


def test_the_table_says_the_rule_the_interval_and_that_it_is_made_up() -> None:
    text = show_surveys(
        with_survey(survey((100, 400), (200, 400))), "shore", None, style="table", say=VI
    )
    assert "25% (khoảng tin cậy 95%: 21%–29,5%; cỡ mẫu hiệu quả 400)" in text
    assert "Tăng: hai khoảng tin cậy không chồng lên nhau. Chênh lệch +25 điểm" in text
    assert "không chồng lên nhau" in text
    assert "MINH HOẠ" in text


@pytest.mark.parametrize("say", [VI, EN], ids=["vi", "en"])
def test_every_verdict_and_design_has_its_words(say: Any) -> None:
    verdicts = "up", "down", "unclear", "no interval", "design differs", "reworded", "hidden"
    kinds = "simple-random", "systematic", "cluster", "cluster.deff", "cluster.icc", "convenience"
    for key in [f"survey.verdict.{one}" for one in verdicts] + [
        f"survey.design.{one}" for one in kinds
    ]:
        assert key in say


def test_the_csv_has_a_row_a_question_and_wave() -> None:
    text = show_surveys(
        with_survey(survey((100, 400), (200, 400))), "shore", None, style="csv", say=EN
    )
    lines = text.splitlines()
    assert len(lines) == 3
    assert lines[2].endswith("0.25,0.1839,0.313,up,true")


def test_the_shipped_survey_says_everywhere_that_it_is_made_up(shipped: Project) -> None:
    found = [(name, one) for name, group in shipped.surveys.items() for one in group]
    assert found
    for name, one in found:
        assert one.demonstration
        assert all(each.demonstration and "minh-hoa" in (each.responses or "")
                   for each in one.head.waves)  # fmt: skip
        assert "MINH HOẠ" in one.head.title.text("vi")
        data = survey_figures(shipped, name, public=True)
        changes = [each["change"] for each in data[0]["questions"]]
        assert {change["verdict"] for change in changes} == {"up", "unclear"}
