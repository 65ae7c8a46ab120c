"""The figures of a campaign: what is counted, where, and how complete the reports are."""

from dataclasses import replace
from datetime import date

from generator.model.place import Place
from generator.reach import figures
from tests.reach.making import PLACES, make_activity, make_campaign, make_project, make_report, row

LATE = date(2030, 4, 16)


def test_the_json_has_the_contracts_shape() -> None:
    data = figures(make_project(), "shore").to_json()
    assert list(data) == [
        "campaign", "as_of", "demonstration", "reach", "measures", "reports", "cost", "by_unit",
        "by_audience", "by_activity", "by_period", "by_channel", "by_plan", "by_sex",
        "by_age_band", "by_ethnicity", "by_disability", "disaggregated", "timeline", "pace",
        "never_reached", "matrix", "surveys", "flags",
    ]  # fmt: skip
    states = {"expected", "on_time", "late", "missing", "zero", "revised", "not_due"}
    assert data["reports"].keys() == states
    assert data["reach"].keys() == {
        "low", "high", "target", "coverage", "population", "frequency"
    }  # fmt: skip
    assert data["by_unit"][0].keys() >= {"unit", "name", "reach", "measures", "reports"}


def test_a_missing_report_is_no_zero() -> None:
    found = figures(make_project(), "shore")
    assert found.reach.low is None
    assert found.measures == {}
    assert found.reports.missing == found.reports.expected == 12


def test_an_explicit_zero_is_a_report() -> None:
    found = figures(make_project(reports=[make_report(row("people", 0))]), "shore")
    assert (found.reach.low, found.reach.high) == (0, 0)
    assert (found.reports.zero, found.reports.on_time, found.reports.missing) == (1, 1, 11)


def test_reports_are_expected_only_once_their_deadline_has_come() -> None:
    second_quarter_due = date(2030, 7, 15)
    before = figures(make_project(as_of=date(2030, 7, 14)), "shore").reports.expected
    after = figures(make_project(as_of=second_quarter_due), "shore").reports.expected
    assert (before, after) == (6, 12)


def test_a_late_report_is_late_and_its_revision_does_not_change_that() -> None:
    first = make_report(row("people", 5), received_on=LATE, name="a")
    again = make_report(
        row("people", 6), received_on=date(2030, 5, 2), name="b", revises="a", reason="recount"
    )
    timely = make_report(row("people", 5), unit="092", received_on=date(2030, 4, 15), name="c")
    late_revision = make_report(
        row("people", 7), unit="092", received_on=LATE, name="d", revises="c", reason="recount"
    )
    found = figures(make_project(reports=[first, again, timely, late_revision]), "shore").reports
    assert (found.late, found.on_time, found.revised) == (1, 1, 2)


def test_a_unit_shows_its_sub_units_and_its_own_reports_together() -> None:
    reports = [
        make_report(row("people", 30), unit="00911"),
        make_report(row("people", 20), unit="00912"),
        make_report(row("people", 40), unit="091"),
    ]
    found = figures(make_project(reports=reports), "shore")
    reef = found.part("unit", "091")
    assert reef is not None
    assert (reef.reach.low, reef.reach.high) == (50, 90)
    assert reef.measures == {"people": 90}
    assert [part.id for part in found.by_unit] == ["093", "092", "091", "00911", "00912"]
    assert found.part("unit", "00912").parent == "091"


def test_audiences_are_added() -> None:
    reports = [make_report(row("people", 30), row("people", 20, "parents"))]
    found = figures(make_project(reports=reports), "shore")
    assert (found.reach.low, found.reach.high) == (50, 50)
    assert [(part.id, part.reach.low) for part in found.by_audience] == [
        ("children", 30), ("parents", 20), ("teachers", None),
    ]  # fmt: skip


def test_activities_and_periods_are_counted_by_themselves() -> None:
    reports = [
        make_report(row("people", 30)),
        make_report(row("people", 20), activity="fair"),
        make_report(row("people", 25), period="2030-Q2"),
    ]
    found = figures(make_project(reports=reports), "shore")
    ranges = {part.id: (part.reach.low, part.reach.high) for part in found.by_activity}
    assert ranges == {"talks": (30, 55), "fair": (20, 20)}
    ranges = {part.id: (part.reach.low, part.reach.high) for part in found.by_period}
    assert ranges == {"2030-Q1": (30, 50), "2030-Q2": (25, 25)}
    assert (found.reach.low, found.reach.high) == (30, 75)


def test_a_low_above_the_population_is_flagged_and_not_cut() -> None:
    reports = [make_report(row("people", 120))]
    project = make_project(reports=reports, populations=[("091", "children", 100)])
    found = figures(project, "shore")
    assert found.part("unit", "091").reach.low == 120
    assert found.part("unit", "091").reach.high == 100
    flag = next(flag for flag in found.flags if flag.code == "low-over-population")
    assert flag.unit == "091"
    assert "120" in flag.message


def test_high_is_cut_at_the_population_of_the_campaigns_year() -> None:
    reports = [make_report(row("attendances", 300), row("sessions", 10))]
    project = make_project(reports=reports, populations=[("091", "children", 100)])
    older = tuple(
        one.model_copy(update={"year": 2020, "people": 40}) for one in project.populations
    )
    project = replace(project, populations=(*older, *project.populations))
    reach = figures(project, "shore").part("unit", "091").reach
    assert (reach.low, reach.high) == (30, 100)


def test_coverage_is_given_where_every_audience_has_a_target() -> None:
    targets = [
        {"audience": name, "people": people, "demonstration": True}
        for name, people in (("children", 100), ("parents", 60), ("teachers", 40))
    ]
    reports = [make_report(row("people", 50))]
    whole = make_project(reports=reports, campaign=make_campaign(targets=tuple(targets)))
    found = figures(whole, "shore")
    assert (found.reach.target, found.reach.coverage.low) == (200, 0.25)
    assert found.by_audience[0].reach.coverage.low == 0.5
    part = make_project(reports=reports, campaign=make_campaign(targets=tuple(targets[:2])))
    assert figures(part, "shore").reach.target is None


def test_cost_is_spread_over_the_range_and_over_copies() -> None:
    cost = {"spent": 1000, "as_of": "2030-12-01", "source": "made up"}
    reports = [
        make_report(row("attendances", 100), row("sessions", 4), row("copies_distributed", 40))
    ]
    found = figures(make_project(reports=reports, campaign=make_campaign(cost=cost)), "shore").cost
    assert (found.per_person.low, found.per_person.high, found.per_copy) == (10, 40, 25)


def test_copies_left_are_those_of_the_newest_period() -> None:
    reports = [
        make_report(row("copies_left", 300), row("copies_distributed", 700)),
        make_report(row("copies_left", 50), row("copies_distributed", 250), period="2030-Q2"),
        make_report(row("copies_left", 9), unit="092"),
    ]
    found = figures(make_project(reports=reports), "shore")
    assert found.measures == {"copies_distributed": 950, "copies_left": 59}


def test_more_copies_handed_out_than_printed_is_flagged() -> None:
    reports = [make_report(row("copies_printed", 500), row("copies_distributed", 501))]
    codes = {flag.code for flag in figures(make_project(reports=reports), "shore").flags}
    assert "distributed-over-printed" in codes


def test_missing_reports_and_reports_outside_the_campaign_are_flagged() -> None:
    outside = make_report(row("people", 5), period="2029-Q4", received_on=date(2030, 1, 5))
    found = figures(make_project(reports=[outside]), "shore")
    codes = {(flag.code, flag.unit) for flag in found.flags}
    assert ("outside-campaign-dates", "091") in codes
    assert ("reports-missing", "093") in codes


def test_people_of_a_merged_commune_are_not_counted_twice() -> None:
    """Old Mole became part of Tả Lủng after the first quarter."""
    old = make_report(row("people", 30), unit="00922")
    same_days = make_report(row("people", 20), unit="00921")
    after = make_report(row("people", 20), unit="00921", period="2030-Q2")
    apart = figures(make_project(reports=[old, same_days]), "shore")
    assert apart.part("unit", "092").reach.low == 50
    joined = figures(make_project(reports=[old, after]), "shore")
    assert joined.part("unit", "092").reach.low == 30
    assert joined.part("unit", "092").reach.high == 50


def test_a_code_that_was_given_to_another_unit_later_is_two_units() -> None:
    places = (
        *PLACES,
        Place(
            code="00931", name="Before", level="commune", parent="093", valid_to=date(2030, 3, 31)
        ),
        Place(
            code="00931", name="After", level="commune", parent="092", valid_from=date(2030, 4, 1)
        ),
    )
    reports = [
        make_report(row("people", 30), unit="00931"),
        make_report(row("people", 20), unit="00931", period="2030-Q2"),
    ]
    found = figures(make_project(reports=reports, places=places), "shore")
    named = {part.name: (part.reach.low, part.parent) for part in found.by_unit}
    assert named["Before"] == (30, "093")
    assert named["After"] == (20, "092")


def test_the_order_of_the_ledger_changes_no_figure() -> None:
    reports = [
        make_report(row("people", 30), name="a"),
        make_report(row("people", 31), name="b", revises="a", reason="recount"),
        make_report(row("people", 20), unit="00911"),
        make_report(row("copies_left", 20), unit="092", period="2030-Q2"),
        make_report(row("copies_left", 10), unit="092"),
    ]
    forwards = figures(make_project(reports=reports), "shore")
    backwards = figures(make_project(reports=reversed(reports)), "shore")
    assert forwards == backwards


def test_a_revision_replaces_exactly_its_key() -> None:
    reports = [
        make_report(row("people", 30), name="a"),
        make_report(row("people", 11), unit="092", name="other"),
    ]
    revision = make_report(row("people", 12), name="b", revises="a", reason="recount")
    before = figures(make_project(reports=reports), "shore")
    after = figures(make_project(reports=[*reports, revision]), "shore")
    assert before.part("unit", "092") == after.part("unit", "092")
    assert (before.reach.low, after.reach.low) == (41, 23)


def test_an_activity_may_ask_single_units_beside_a_level() -> None:
    activity = make_activity("talks", units=("00911",), periods=("2030-Q1",))
    found = figures(make_project(campaign=make_campaign(activity)), "shore")
    assert found.reports.expected == 4
    assert found.part("unit", "091").reports.expected == 2
