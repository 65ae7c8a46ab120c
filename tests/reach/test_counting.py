"""The contract's rules of the reach range, clause by clause, with small numbers."""

from hypothesis import given
from hypothesis import strategies as st

from generator.reach.range import Range
from tests.reach.making import make_report, row
from tests.reach.oracle import Count, count, newest, roll_up, unit_range

GIRLS = {"sex": "female", "age_band": "6-10"}
BOYS = {"sex": "male", "age_band": "6-10"}


def counts(*reports: list[dict[str, object]]) -> list[Count]:
    """Each report's rows counted."""
    made = [make_report(*rows, name=str(number)).rows for number, rows in enumerate(reports)]
    return [found for found in map(count, made) if found]


def reach(*reports: list[dict[str, object]]) -> Range:
    return unit_range(counts(*reports))


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
    assert counts([*things, row("views", 50)]) == []


def test_sessions_of_another_audience_do_not_count() -> None:
    rows = make_report(
        row("attendances", 60), row("sessions", 3, "parents"), row("sessions", 2)
    ).rows
    found = count(one for one in rows if one.audience == "children")
    assert found is not None
    assert found.least == 30


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


def test_sub_units_are_added_and_the_units_own_reports_may_cover_the_same_people() -> None:
    communes = [[Range(10, 30)], [Range(20, 25)]]
    assert roll_up(Range(25, 40), communes) == Range(30, 95)
    assert roll_up(Range(50, 60), communes) == Range(50, 115)


def test_a_unit_and_the_one_that_took_it_over_may_have_the_same_people() -> None:
    merged = [[Range(10, 30), Range(20, 25)]]
    assert roll_up(Range(), merged) == Range(20, 55)


def test_high_is_cut_at_the_population_and_low_is_not() -> None:
    assert roll_up(Range(10, 90), [], 60) == Range(10, 60)
    assert roll_up(Range(70, 90), [], 60) == Range(70, 60)


def test_only_the_newest_revision_counts() -> None:
    first = make_report(row("people", 30), name="a")
    second = make_report(row("people", 12), name="b", revises="a", reason="one session too many")
    third = make_report(row("people", 14), name="c", revises="b", reason="and one forgotten")
    other = make_report(row("people", 9), unit="092")
    assert {report.id for report in newest([first, second, third, other])} == {"c", other.id}


def test_people_stand_where_attendances_contradict_them() -> None:
    assert reach([row("people", 0), row("attendances", 1)]) == Range(0, 0)


MEASURES = st.sampled_from(["people", "attendances", "sessions"])
ROWS = st.builds(
    row,
    MEASURES,
    st.integers(0, 50),
    sex=st.sampled_from(["female", "male", "unknown"]),
    age_band=st.sampled_from(["6-10", "11-15", "unknown"]),
    ethnicity=st.sampled_from(["Dao", "unknown"]),
    cohort=st.sampled_from([None, "a", "b"]),
)


@given(st.lists(st.lists(ROWS, max_size=6), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_reports_does_not_matter(
    reports: list[list[dict[str, object]]], random: object
) -> None:
    before = reach(*reports)
    shuffled = [list(rows) for rows in reports]
    for rows in (shuffled, *shuffled):
        random.shuffle(rows)
    assert reach(*shuffled) == before
    assert 0 <= before.low <= before.high


@given(st.lists(st.lists(ROWS, max_size=6), max_size=4), st.lists(ROWS, max_size=4))
def test_another_report_never_makes_reach_smaller(
    reports: list[list[dict[str, object]]], more: list[dict[str, object]]
) -> None:
    before, after = reach(*reports), reach(*reports, more)
    assert after.low >= before.low
    assert after.high >= before.high
