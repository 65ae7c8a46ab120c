"""A year in the life of a province's reports: what is due, what came, whom to call."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.place import Place
from generator.model.report import Report
from generator.reach import figures, matrix_json
from generator.reach.expected.duties import asked_keys, tally
from tests.reach.expected.making import QUARTERS, called, make_contact, make_year, office, on, state
from tests.reach.making import PLACES, make_report, row

DUE = date(2030, 4, 15)
"""Of the first quarter."""


def talk(unit: str, period: str = "2030-Q1", day: date = date(2030, 4, 10), **more: Any) -> Report:
    value = more.pop("value", 20)
    return make_report(
        row("people", value), unit=unit, period=period, received_on=day, activity="talks", **more
    )


def test_before_a_deadline_nothing_is_missing() -> None:
    found = on(DUE - timedelta(days=1), office())
    counts = tally(found.duties)
    assert (counts.expected, counts.missing) == (0, 0)
    assert counts.not_due == len(found.duties) == 4 + 3 * 3 + 2 * 2


def test_on_the_day_of_the_deadline_it_is_due() -> None:
    found = on(DUE, office([talk("00911", day=DUE)]))
    assert tally(found.duties).expected == 4
    states = [state(found, "talks", unit, "2030-Q1") for unit in ("00911", "00912")]
    assert [one.state for one in states if one] == ["on time", "missing"]


def test_a_report_that_is_late_stays_late_when_it_is_revised() -> None:
    reports = [
        talk("00911", day=DUE + timedelta(days=1), name="a"),
        talk("00911", day=date(2030, 5, 2), name="b", revises="a", reason="recount"),
    ]
    found = state(on(date(2030, 6, 1), office(reports)), "talks", "00911", "2030-Q1")
    assert found is not None
    assert (found.state, found.revised, found.received) == ("late", True, date(2030, 4, 16))


def test_what_came_later_is_not_known_on_an_earlier_day() -> None:
    project = office([talk("00911", day=date(2030, 5, 2))])
    before, after = (on(day, project) for day in (date(2030, 5, 1), date(2030, 5, 2)))
    states = [state(found, "talks", "00911", "2030-Q1") for found in (before, after)]
    assert [one.state for one in states if one] == ["missing", "late"]


def test_a_report_that_came_early_is_not_expected_yet_and_not_asked_for() -> None:
    project = office([talk("00911", day=date(2030, 4, 2))])
    found = state(on(date(2030, 4, 9), project), "talks", "00911", "2030-Q1")
    assert found is not None
    assert (found.state, found.received) == ("not due", date(2030, 4, 2))
    assert "00911" not in [call.place.code for call in called(project, date(2030, 4, 9))]


def test_a_merged_commune_owes_what_it_lived_through() -> None:
    """It ended on 31 March: the first quarter is its own, the second its successor's."""
    found = on(date(2030, 12, 31), office())
    owes = {duty.period for duty in found.asked if duty.place.code == "00922"}
    assert owes == {"2030-Q1"}
    assert {duty.period for duty in found.asked if duty.place.code == "00921"} == set(QUARTERS)


def test_a_report_that_nobody_asked_for_is_no_part_of_the_matrix() -> None:
    found = on(date(2030, 12, 31), office([talk("093")]))
    alone = state(found, "talks", "093", "2030-Q1")
    assert alone is not None
    assert alone.state == "not asked"
    units = matrix_json(found.duties, found.ground)["units"]
    assert "093" not in [unit["unit"] for unit in units]


def test_only_the_units_that_take_part_owe() -> None:
    found = on(date(2031, 2, 1), office())
    assert {duty.place.code for duty in found.asked if duty.activity == "fair"} == {"091", "092"}


def test_figures_speak_only_of_what_is_due() -> None:
    found = figures(office(as_of=date(2030, 5, 1)), "shore")
    assert [part.id for part in found.by_period] == ["2030-Q1"]
    assert (found.reports.expected, found.reports.not_due) == (4, 13)


def test_the_most_overdue_is_called_first_and_all_is_asked_in_one_call() -> None:
    reports = [talk("00911"), talk("00912"), talk("00921", period="2030-Q2")]
    found = called(office(reports), date(2030, 7, 10))
    assert [call.place.code for call in found] == ["00922", "00921", "00911", "00912"]
    assert [call.overdue for call in found] == [86, 86, -5, -5]
    twice = called(office(), date(2030, 7, 10))[1]
    assert [(ask.duty.period, ask.overdue) for ask in twice.asks] == [
        ("2030-Q1", 86), ("2030-Q2", -5),
    ]  # fmt: skip


def test_a_report_due_in_more_than_a_week_is_not_asked_for() -> None:
    days = (DUE - timedelta(days=8), DUE - timedelta(days=7))
    assert [len(called(office(), day)) for day in days] == [0, 4]


def test_who_sent_zero_or_revised_is_not_called() -> None:
    reports = [
        talk("00911", value=0),
        talk("00912", day=date(2030, 5, 1), name="a"),
        talk("00912", day=date(2030, 5, 2), name="b", revises="a", reason="recount"),
    ]
    found = called(office(reports), date(2030, 5, 3))
    assert [call.place.code for call in found] == ["00922", "00921"]


def test_the_officer_of_the_unit_is_called_or_else_of_the_one_above() -> None:
    contacts = [
        make_contact("province", "09"),
        make_contact("line", None, "helpline"),
        make_contact("reef-office", "091", "office"),
        make_contact("reef-officer", "091"),
        make_contact("hoa-lac", "00911", "office"),
        make_contact("gone", "00912", valid_to=date(2030, 1, 31)),
    ]
    found = {call.place.code: call for call in called(office(contacts=contacts), DUE)}
    names = {code: [one.id for one in call.contacts] for code, call in found.items()}
    assert names == {
        "00911": ["hoa-lac"],
        "00912": ["reef-officer", "reef-office"],
        "00921": [],
        "00922": [],
    }


def test_of_a_unit_that_is_no_more_the_successor_is_called() -> None:
    found = called(office(contacts=[make_contact("ta-lung", "00921")]), DUE)
    gone = next(call for call in found if call.place.code == "00922")
    assert [unit.code for unit in gone.now] == ["00921"]
    assert [one.id for one in gone.contacts] == ["ta-lung"]


def test_the_matrix_counts_over_activities_in_the_tree_s_order() -> None:
    found = on(date(2030, 8, 1), office([talk("00911")]))
    data = matrix_json(found.duties, found.ground)
    assert data["periods"] == ["2030-Q1", "2030-S1", "2030-Q2", "2030-Q3", "2030-S2", "2030-Q4"]
    assert [(unit["unit"], unit["parent"]) for unit in data["units"]] == [
        ("092", "09"), ("00922", "092"), ("00921", "092"),
        ("091", "09"), ("00911", "091"), ("00912", "091"),
    ]  # fmt: skip
    cells = {cell["period"]: cell for cell in data["units"][4]["cells"]}
    assert cells["2030-Q1"] == {
        "period": "2030-Q1", "on_time": 1, "late": 0, "missing": 0, "not_due": 0, "revised": 0,
    }  # fmt: skip
    assert (cells["2030-Q2"]["missing"], cells["2030-Q3"]["not_due"]) == (1, 1)


DAYS = st.dates(date(2030, 1, 1), date(2031, 6, 30))
COMMUNES = [place for place in PLACES if place.level == "commune"]


@st.composite
def years(draw: st.DrawFn) -> tuple[list[Report], date]:
    """Any reports, some of them revised, some of units or periods that nobody asked."""
    reports: list[Report] = []
    keys = st.tuples(
        st.sampled_from(["talks", "fair"]),
        st.sampled_from(PLACES[1:]),
        st.sampled_from([*QUARTERS, "2030-S1", "2029"]),
    )
    chosen: list[tuple[str, Place, str]] = draw(st.lists(keys, unique=True, max_size=14))
    for number, (activity, place, period) in enumerate(chosen):
        first = ""
        for again in range(draw(st.integers(1, 3))):
            name = f"{number}-{again}"
            more = {"revises": first, "reason": "recount"} if first else {}
            value = draw(st.integers(0, 2))
            reports.append(
                make_report(
                    row("people", value), unit=place.code, activity=activity, period=period,
                    received_on=draw(DAYS), name=name, **more,
                )
            )  # fmt: skip
            first = name
    return reports, draw(DAYS)


@given(years())
@settings(max_examples=60, deadline=None)
def test_each_report_is_in_exactly_one_state(year: tuple[list[Report], date]) -> None:
    reports, day = year
    found = on(day, office(reports))
    counts = tally(found.duties)
    keys = [(duty.activity, duty.place, duty.period) for duty in found.duties]
    assert len(set(keys)) == len(keys)
    asked = asked_keys(make_year(), found.ground)
    assert {key for key, duty in zip(keys, found.duties, strict=True)
            if duty.state != "not asked"} == set(asked)  # fmt: skip
    assert counts.on_time + counts.late + counts.missing == counts.expected
    assert counts.expected == sum(due <= day for due in asked.values())
    assert counts.expected + counts.not_due == len(asked)
    cells = [
        cell for unit in matrix_json(found.duties, found.ground)["units"] for cell in unit["cells"]
    ]
    for name in ("on_time", "late", "missing", "not_due"):
        assert sum(cell[name] for cell in cells) == getattr(counts, name)
    missing = {duty.place for duty in found.duties if duty.state == "missing"}
    assert missing == {call.place for call in called(office(reports), day) if call.overdue >= 0}
