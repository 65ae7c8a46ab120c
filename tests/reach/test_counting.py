"""The contract's rules of the reach range, clause by clause, with small numbers."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.report import Report
from generator.reach.range import Range
from generator.reach.reckoning import reckon
from tests.reach.making import make_project, make_report, row
from tests.reach.oracle import TRAITS, everything
from tests.reach.simulation import county

BUSY = (HealthCheck.too_slow, HealthCheck.large_base_example)
"""Every example opens a database: on a busy machine that is no fault of the examples."""

GIRLS = {"sex": "female", "age_band": "6-10"}
BOYS = {"sex": "male", "age_band": "6-10"}
MONTHS = ("2030-01", "2030-02", "2030-03", "2030-04", "2030-05", "2030-06")
Rows = list[dict[str, Any]]


def counted(reports: list[Report], **project: Any) -> dict[str, Range]:
    """The range of children of each unit; the whole campaign's under an empty name."""
    found = reckon(make_project(reports=reports, **project), "shore")
    ranges = {place.code: one for place, one in found.units.get("children", {}).items()}
    return ranges | ({"": found.total} if found.total else {})


def reach(*reports: Rows) -> Range | None:
    """The range of one unit from reports of a month each; ``None`` where nobody is counted."""
    months = zip(reports, MONTHS, strict=False)
    made = [make_report(*rows, unit="093", period=month) for rows, month in months]
    return counted(made).get("093")


def of_units(**people: tuple[int, int]) -> list[Report]:
    """A report of each unit (``_091`` and so on) that gives at least, and at most, so many."""
    return [
        make_report(
            row("attendances", high), row("sessions", -(-high // low)), unit=name.strip("_")
        )
        for name, (low, high) in people.items()
    ]


def test_people_are_taken_as_given() -> None:
    assert reach([row("people", 40), row("attendances", 100), row("sessions", 5)]) == Range(40, 40)


def test_attendances_with_sessions_are_at_least_their_share_rounded_up() -> None:
    assert reach([row("attendances", 101), row("sessions", 5)]) == Range(21, 101)


def test_attendances_without_sessions_are_at_least_one_person() -> None:
    assert reach([row("attendances", 60)]) == Range(1, 60)


def test_no_attendances_are_no_people() -> None:
    assert reach([row("attendances", 0), row("sessions", 0)]) == Range(0, 0)


def test_sessions_said_to_be_none_do_not_divide() -> None:
    assert reach([row("attendances", 60), row("sessions", 0)]) == Range(1, 60)


def test_copies_broadcasts_scans_and_views_are_not_people() -> None:
    things = [row("copies_distributed", 900), row("broadcasts", 12), row("scans", 7)]
    assert reach([*things, row("views", 50)]) is None


def test_sessions_of_another_audience_do_not_count() -> None:
    rows = [row("attendances", 60), row("sessions", 3, "parents"), row("sessions", 2)]
    assert reach(rows) == Range(30, 60)


def test_ethnicity_and_disability_are_summed_into_the_cell_before_the_largest_is_taken() -> None:
    first = [row("people", 10, ethnicity="Dao", **GIRLS), row("people", 15, **GIRLS)]
    second = [row("people", 20, disability="no", **GIRLS)]
    assert reach(first, second) == Range(25, 45)


def test_two_reports_of_one_cell_may_be_of_the_same_people() -> None:
    assert reach([row("people", 30, **GIRLS)], [row("people", 20, **GIRLS)]) == Range(30, 50)


def test_a_cohort_that_returns_is_counted_once() -> None:
    club = {"cohort": "club", **GIRLS}
    assert reach([row("people", 30, **club)], [row("people", 28, **club)]) == Range(30, 30)


def test_different_cohorts_are_different_people() -> None:
    first = [row("people", 30, cohort="a", **GIRLS)]
    assert reach(first, [row("people", 20, cohort="b", **GIRLS)]) == Range(50, 50)


def test_a_cohort_and_a_crowd_may_be_the_same_people() -> None:
    cohort = [row("people", 30, cohort="a", **GIRLS)]
    assert reach(cohort, [row("people", 45, **GIRLS)]) == Range(45, 75)


def test_known_cells_are_added() -> None:
    assert reach([row("people", 30, **GIRLS)], [row("people", 20, **BOYS)]) == Range(50, 50)


def test_people_of_unknown_sex_or_age_may_be_among_the_known() -> None:
    known = [row("people", 30, **GIRLS), row("people", 20, **BOYS)]
    assert reach(known, [row("people", 40)]) == Range(50, 90)


def test_the_largest_total_of_one_report_is_reached_for_certain() -> None:
    known = [row("people", 30, **GIRLS)]
    unknown = [row("people", 40), row("people", 25, sex="female")]
    assert reach(known, unknown) == Range(65, 95)


def test_a_total_of_attendances_beside_people_by_sex_is_of_the_same_people() -> None:
    rows = [row("people", 20, **GIRLS), row("people", 25, **BOYS), row("sessions", 4)]
    assert reach([*rows, row("attendances", 120)]) == Range(45, 45)


def test_more_attendances_than_the_people_could_make_are_of_others_too() -> None:
    rows = [row("people", 20, **GIRLS), row("people", 25, **BOYS), row("sessions", 2)]
    assert reach([*rows, row("attendances", 120)]) == Range(60, 165)


def test_fewer_attendances_than_people_are_of_others() -> None:
    assert reach([row("people", 20, **GIRLS), row("attendances", 10)]) == Range(20, 30)


def test_attendances_of_boys_are_not_those_of_the_girls_who_were_counted() -> None:
    rows = [row("people", 20, **GIRLS), row("attendances", 40, **BOYS), row("sessions", 4)]
    assert reach(rows) == Range(30, 60)


def test_attendances_outside_a_cohort_are_of_others_than_the_cohort() -> None:
    rows = [row("people", 30, cohort="club"), row("attendances", 40), row("sessions", 2)]
    assert reach(rows) == Range(30, 70)


@pytest.mark.parametrize(
    ("own", "expected"), [((20, 40), Range(30, 95)), ((60, 60), Range(60, 115))]
)
def test_sub_units_are_added_and_the_units_own_reports_may_cover_the_same_people(
    own: tuple[int, int], expected: Range
) -> None:
    reports = of_units(_00911=(10, 30), _091=own)
    fewer_attendances = [row("people", 20), row("attendances", 5, **BOYS)]  # 20 to 25 people
    assert counted([*reports, make_report(*fewer_attendances, unit="00912")])["091"] == expected


def test_a_unit_and_the_one_that_took_it_over_may_have_the_same_people() -> None:
    before = make_report(row("people", 30), unit="00922")
    after = make_report(row("people", 25), unit="00921", period="2030-Q2")
    assert counted([before, after])["092"] == Range(30, 55)


@pytest.mark.parametrize(("low", "expected"), [(10, Range(10, 60)), (90, Range(90, 60))])
def test_high_is_cut_at_the_population_and_low_is_not(low: int, expected: Range) -> None:
    people = [("093", "children", 60)]
    assert counted(of_units(_093=(low, 90)), populations=people)["093"] == expected


def test_only_the_newest_revision_counts() -> None:
    first = make_report(row("people", 30), name="a")
    second = make_report(row("people", 12), name="b", revises="a", reason="one session too many")
    third = make_report(row("people", 14), name="c", revises="b", reason="and one forgotten")
    other = make_report(row("people", 9), unit="092")
    found = counted([first, second, third, other])
    assert (found["091"], found["092"]) == (Range(14, 14), Range(9, 9))


def test_people_stand_where_attendances_contradict_them() -> None:
    assert reach([row("people", 0), row("attendances", 1)]) == Range(0, 0)


MEASURES = st.sampled_from(["people", "attendances", "sessions"])
ROWS = st.lists(
    st.builds(
        row,
        MEASURES,
        st.integers(0, 50),
        st.sampled_from(["children", "parents"]),
        sex=st.sampled_from(["female", "male", "unknown"]),
        age_band=st.sampled_from(["6-10", "18-59", "unknown"]),
        ethnicity=st.sampled_from(["Dao", "Tày", "unknown"]),
        disability=st.sampled_from(["yes", "unknown"]),
        cohort=st.sampled_from([None, "a", "b"]),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: tuple(sorted((k, str(v)) for k, v in one.items() if k != "value")),
)
"""A report has one value for one key: the ledger is checked for that."""
KEYS = st.tuples(
    st.sampled_from(["talks", "fair"]),
    st.sampled_from(["09", "091", "092", "00911", "00912", "00921", "00922"]),
    st.sampled_from(["2030-Q1", "2030-Q2", "2030-01", "2030"]),
)
SENT = st.dictionaries(KEYS, ROWS, max_size=8)
PEOPLE = st.dictionaries(st.sampled_from(["091", "092", "00911"]), st.integers(0, 80))


def made_from(sent: dict[tuple[str, str, str], Rows], **changes: Any) -> list[Report]:
    return [
        make_report(*rows, activity=activity, unit=unit, period=period, **changes)
        for (activity, unit, period), rows in sent.items()
    ]


def agree(reports: list[Report], people: dict[str, int]) -> None:
    """Engine and oracle give the same range of every unit, audience and part of every family."""
    populations = [(unit, "children", number) for unit, number in people.items()]
    project = make_project(reports=reports, populations=populations)
    engine = reckon(project, "shore", timeline=True).engine
    known = {(unit, audience): number for unit, audience, number in populations}
    expected = everything(reports, project.places, known)
    for family in ("all", "activity", "period", "until", *TRAITS):
        found = {
            (part, audience, engine.places.get(number)): people
            for (part, audience, number), people in engine.ranges(family, everywhere=True).items()
        }
        assert found == expected.get(family, {}), family


@settings(max_examples=40, deadline=None, suppress_health_check=BUSY)
@given(SENT, PEOPLE)
def test_the_engine_counts_as_the_rules_say(
    sent: dict[tuple[str, str, str], Rows], people: dict[str, int]
) -> None:
    agree(made_from(sent), people)


@settings(max_examples=40, deadline=None, suppress_health_check=BUSY)
@given(st.integers(0, 2**32))
def test_the_engine_counts_a_county_as_the_rules_say(seed: int) -> None:
    agree(county(Random(seed)).reports, {})


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=BUSY)
@given(SENT, PEOPLE)
def test_the_engine_counts_thousands_of_ledgers_as_the_rules_say(
    sent: dict[tuple[str, str, str], Rows], people: dict[str, int]
) -> None:
    agree(made_from(sent), people)


@settings(max_examples=15, deadline=None, suppress_health_check=BUSY)
@given(SENT, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_reports_does_not_matter(
    sent: dict[tuple[str, str, str], Rows], random: Any
) -> None:
    before = counted(made_from(sent))
    assert all(0 <= one.low <= one.high for one in before.values())
    shuffled = [(key, list(rows)) for key, rows in sent.items()]
    for some in (shuffled, *(rows for _, rows in shuffled)):
        random.shuffle(some)
    assert counted(made_from(dict(shuffled))) == before


@settings(max_examples=15, deadline=None, suppress_health_check=BUSY)
@given(SENT, KEYS, ROWS)
def test_another_report_never_makes_reach_smaller(
    sent: dict[tuple[str, str, str], Rows], key: tuple[str, str, str], rows: Rows
) -> None:
    sent.pop(key, None)
    before, after = counted(made_from(sent)), counted(made_from(sent | {key: rows}))
    for unit, one in before.items():
        assert after[unit].low >= one.low
        assert after[unit].high >= one.high


@settings(max_examples=15, deadline=None, suppress_health_check=BUSY)
@given(SENT, KEYS, ROWS, ROWS)
def test_a_revision_replaces_exactly_its_key(
    sent: dict[tuple[str, str, str], Rows], key: tuple[str, str, str], wrong: Rows, right: Rows
) -> None:
    sent.pop(key, None)
    first = made_from({key: wrong}, name="a")
    late = {"name": "b", "revises": "a", "reason": "recount", "received_on": date(2030, 6, 1)}
    revised = [*made_from({key: right}, **late), *made_from(sent), *first]
    assert counted(revised) == counted(made_from(sent | {key: right}))
