"""Each flag is raised where it should be, and not by what is nearly the same and right."""

from datetime import date
from typing import Any

import pytest

from generator.model.report import Report
from tests.reach.flags.raising import QUARTERS, raised
from tests.reach.making import make_activity, make_campaign, make_report, row

GIRLS = {"sex": "female", "age_band": "6-10"}
BOYS = {"sex": "male", "age_band": "6-10"}
ROUND = (20, 35, 40, 55, 60)
RAGGED = (23, 31, 47, 52, 68)


def came(*attendances: int, unit: str = "091", **changes: Any) -> list[Report]:
    """Attendances of one unit in the quarters, one by one."""
    return [
        make_report(row("attendances", n), row("sessions", 10), unit=unit, period=period, **changes)
        for n, period in zip(attendances, QUARTERS, strict=False)
    ]


def report(*rows: dict[str, Any]) -> list[Report]:
    return [make_report(*rows)]


def told_apart(*numbers: int, unit: str = "091", cohort: str | None = None) -> list[Report]:
    """The same girls and boys in so many quarters as numbers are given."""
    return [
        make_report(
            row("people", n, cohort=cohort, **GIRLS),
            row("people", 41, cohort=cohort, **BOYS),
            unit=unit,
            period=period,
        )
        for n, period in zip(numbers, QUARTERS, strict=False)
    ]


def counted(last: tuple[int, ...]) -> list[Report]:
    """A year of five numbers a quarter, no two quarters alike."""
    bands = ("0-5", "6-10", "11-15", "16-17", "18-59")
    return [
        make_report(
            *(row("people", n + 100 * at, age_band=b) for n, b in zip(last, bands, strict=True)),
            period=period,
        )
        for at, period in enumerate(QUARTERS)
    ]


def copies(printed: int | None, given: int, left: int | None = None, **changes: Any) -> Report:
    values = {"copies_printed": printed, "copies_distributed": given, "copies_left": left}
    rows = [row(name, value) for name, value in values.items() if value is not None]
    return make_report(*rows, **changes)


def of_units(*numbers: int) -> list[Report]:
    units = ("091", "092", "093")
    return [one for n, unit in zip(numbers, units, strict=True) for one in told_apart(n, unit=unit)]


CASES: dict[str, tuple[str, list[Report], list[Report]]] = {
    "a total beside its parts": (
        "parts-against-total",
        report(row("people", 61), row("people", 30, **GIRLS), row("people", 29, **BOYS)),
        report(row("people", 20), row("people", 30, **GIRLS), row("people", 29, **BOYS)),
    ),
    "ages and sexes, each of all": (
        "parts-against-total",
        report(
            row("people", 30, sex="female"), row("people", 29, sex="male"),
            row("people", 20, age_band="6-10"), row("people", 39, age_band="11-15"),
        ),
        report(row("people", 30, sex="female"), row("people", 29, age_band="6-10")),
    ),
    "more people than attendances of the same row": (
        "people-over-attendances",
        report(row("people", 31, **GIRLS), row("attendances", 30, **GIRLS)),
        report(row("people", 30, **GIRLS), row("attendances", 30, **GIRLS)),
    ),
    "more people than the one row of attendances": (
        "people-over-attendances",
        report(row("people", 31, **GIRLS), row("people", 30, **BOYS), row("attendances", 60)),
        report(
            row("people", 31, **GIRLS), row("people", 30, **BOYS),
            row("attendances", 40, **BOYS), row("attendances", 20),
        ),
    ),
    "sessions of nobody": (
        "no-attendances",
        report(row("sessions", 4), row("people", 90, "parents")),
        report(row("sessions", 4), row("people", 90)),
    ),
    "attendances of no session": (
        "no-sessions",
        report(row("attendances", 90)),
        report(row("attendances", 90), row("people", 70)),
    ),
    "almost nobody at a session": (
        "few-per-session",
        report(row("sessions", 10), row("attendances", 29)),
        report(row("sessions", 10), row("attendances", 30)),
    ),
    "more carers than a hall holds": (
        "many-per-session",
        report(row("sessions", 2), row("attendances", 2001)),
        report(row("sessions", 2), row("attendances", 2000)),
    ),
    "five times as many as usual": (
        "sudden-jump", came(100, 110, 90, 501), came(100, 110, 90, 499),
    ),
    "under a fifth of what is usual": (
        "sudden-jump", came(100, 110, 90, 19), came(100, 110, 90, 0),
    ),
    "two other periods are too few to say what is usual": (
        "sudden-jump", came(100, 110, 90, 900), came(100, 110, 900),
    ),
    "the same numbers three times": (
        "repeated-over-periods", told_apart(37, 37, 37), told_apart(37, 37, 38),
    ),
    "a class that comes again": (
        "repeated-over-periods", told_apart(37, 37, 37), told_apart(37, 37, 37, cohort="class"),
    ),
    "the same numbers from three units": (
        "repeated-over-units", of_units(37, 37, 37), of_units(37, 37, 38),
    ),
    "one sex": (
        "sex-ratio",
        report(row("people", 87, **GIRLS), row("people", 13, **BOYS)),
        report(row("people", 85, **GIRLS), row("people", 15, **BOYS)),
    ),
    "one sex of a few": (
        "sex-ratio", report(row("people", 50, **GIRLS)), report(row("people", 49, **GIRLS)),
    ),
    "round numbers": ("round-numbers", counted(ROUND), counted(RAGGED)),
    "more copies handed out than printed": (
        "distributed-over-printed", [copies(500, 501)], [copies(500, 500)],
    ),
    "copies of an earlier print run are stock": (
        "distributed-over-printed",
        [copies(500, 600), copies(500, 100, period="2030-Q2")],
        [copies(900, 600), copies(None, 300, period="2030-Q2")],
    ),
    "copies that another activity printed": (
        "distributed-over-printed",
        [copies(500, 10), copies(None, 600, activity="fair")],
        [copies(500, 10), copies(None, 400, activity="fair")],
    ),
    "a stock that does not fit": (
        "copies-left", [copies(1000, 600, 379)], [copies(1000, 600, 381)],
    ),
    "more left in the units than was printed": (
        "copies-left",
        [copies(1000, 0), copies(None, 600, 421, unit="092")],
        [copies(1000, 0), copies(None, 600, 300, unit="092")],
    ),
    "a period before the campaign": (
        "outside-campaign-dates",
        [make_report(row("people", 5), period="2029-Q4", received_on=date(2030, 1, 5))],
        [make_report(row("people", 5), period="2030-Q4", received_on=date(2030, 12, 31))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_odd_is_flagged_and_what_is_nearly_so_is_not(name: str) -> None:
    code, odd, fine = CASES[name]
    (flag,) = raised(*odd, code=code)
    assert raised(*fine, code=code) == ()
    assert flag.rows
    assert {row["report"] for row in flag.rows} <= {one.id for one in odd}
    assert "{" not in flag.message


def test_a_low_above_the_population_shows_the_rows_of_the_sub_units() -> None:
    reports = [make_report(row("people", 60), unit=unit) for unit in ("00911", "00912")]
    people = [("091", "children", 100)]
    (flag,) = raised(*reports, code="low-over-population", populations=people)
    assert (flag.unit, flag.audience, flag.severity) == ("091", "children", "check")
    assert {one["unit"] for one in flag.rows} == {"00911", "00912"}
    assert "120" in flag.message
    people = [("091", "children", 120)]
    assert not raised(*reports, code="low-over-population", populations=people)


def test_money_without_anybody_reached_is_flagged_once_reports_are_due() -> None:
    cost = {"spent": 1000, "as_of": "2030-12-01", "source": "made up"}
    campaign = make_campaign(make_activity("talks"), cost=cost)
    code = "cost-without-reach"
    assert len(raised(campaign=campaign, code=code)) == 1
    assert len(raised(make_report(row("people", 0)), campaign=campaign, code=code)) == 1
    assert not raised(make_report(row("people", 1)), campaign=campaign, code=code)
    assert not raised(campaign=campaign, code=code, as_of=date(2030, 2, 1))


def test_a_campaign_of_one_sex_is_said_once_and_not_of_every_unit() -> None:
    reports = [make_report(row("people", 90, sex="female"), unit=unit) for unit in ("091", "092")]
    (flag,) = raised(*reports, code="sex-ratio")
    assert (flag.unit, flag.audience) == (None, "children")


def test_a_flag_stands_beside_the_figure_that_it_touches() -> None:
    (flag,) = raised(*report(row("attendances", 90)), code="no-sessions")
    touched = (flag.unit, flag.audience, flag.activity, flag.period)
    assert touched == ("091", "children", "talks", "2030-Q1")
    (jump,) = raised(*came(100, 110, 90, 900), code="sudden-jump")
    assert (jump.unit, jump.activity, jump.period) == ("091", "talks", "2030-Q4")


def test_a_revised_report_raises_nothing_any_more() -> None:
    wrong = make_report(row("people", 31), row("attendances", 30), name="a")
    right = make_report(
        row("people", 30), row("attendances", 31), name="b", revises="a", reason="swapped"
    )
    assert raised(wrong, code="people-over-attendances")
    assert not raised(wrong, right, code="people-over-attendances")


def test_at_most_twenty_rows_are_shown_and_the_rest_is_counted() -> None:
    bands = ("0-5", "6-10", "11-15", "16-17", "18-59", "60+")
    rows = [
        row("people", 30, age_band=band, sex=sex, ethnicity=ethnicity)
        for band in bands
        for sex in ("female", "male")
        for ethnicity in ("Dao", "Tày")
    ]
    (flag,) = raised(
        *report(*rows), code="low-over-population", populations=[("091", "children", 9)]
    )
    assert (len(flag.rows), flag.more) == (20, 4)
