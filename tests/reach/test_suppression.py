"""Published figures: no small number of people, and no way to work one out."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.report import Report
from generator.reach import Figures, Part, figures, published, published_figures
from tests.reach.making import (
    AUDIENCES,
    make_activity,
    make_campaign,
    make_project,
    make_report,
    row,
)

THRESHOLD = 10
UNITS = ("09", "091", "092", "093", "00911", "00912", "00921")
ACTIVITIES = ("talks", "fair", "films")
PERIODS = ("2030-Q1", "2030-Q2")
CHANNELS = {"talks": ("talks", ("c1",)), "fair": ("show", ("c1", "c2")), "films": ("show", ())}
ASKED = [
    make_activity(name, periods=PERIODS, channel=channel, plan=plan)
    for name, (channel, plan) in CHANNELS.items()
]
CAMPAIGN = make_campaign(*ASKED)
RATED = make_campaign(
    *ASKED,
    cost={"spent": 1_000_000, "as_of": "2030-12-01", "source": "made up"},
    targets=tuple(
        {"audience": name, "people": 5000, "demonstration": True, **where}
        for name in AUDIENCES
        for where in ({}, {"unit": "091"}, {"unit": "092"})
    ),
)
PEOPLE = [(unit, name, 10**6) for unit in UNITS for name in AUDIENCES]
"""More than ever come: a bound that is cut at the population tells nothing of the reports."""
CELL = ("audience", "activity", "period", "sex", "age_band", "ethnicity", "disability")
TRAITS = ("sex", "age_band", "ethnicity", "disability")
REACHED = ("low", "high", "attendances", "people")
FAMILIES = ("unit", *CELL, "channel", "plan")
INSIDE = {"09": UNITS, "091": ("091", "00911", "00912"), "092": ("092", "00921")}


def parts(found: Figures) -> list[tuple[str, Part]]:
    return [(by, part) for by in FAMILIES for part in found.by(by)]


def numbers(found: Figures) -> dict[tuple[str, str, str], int | None]:
    """Every figure of people by (family, part, name); ``None`` where it is hidden."""
    shown: dict[tuple[str, str, str], int | None] = {}
    for by, part in [("total", found.total()), *parts(found)]:
        if part.people() or part.hidden or part.measures:
            shown[by, part.id, "low"] = part.reach.low
            shown[by, part.id, "high"] = part.reach.high
        for name in ("attendances", "people", "scans", "views"):
            if name in part.measures:
                shown[by, part.id, name] = part.measures[name]
    return shown


def in_span(rows: list[list[Fraction]], wanted: list[Fraction]) -> bool:
    """Whether one row is a sum of multiples of the others (elimination over the rationals)."""
    reduced: list[list[Fraction]] = []
    for row_ in [*rows, wanted]:
        left = list(row_)
        for other in reduced:
            pivot = next(number for number, value in enumerate(other) if value)
            if left[pivot]:
                times = left[pivot] / other[pivot]
                left = [a - times * b for a, b in zip(left, other, strict=True)]
        if any(left):
            reduced.append(left)
            if row_ is wanted:
                return False
    return True


def belongs(cell: tuple[str, ...], by: str, name: str) -> bool:
    """Whether a cell (unit, then what ``CELL`` says) is in a part."""
    if by == "unit":
        return cell[0] in INSIDE.get(name, (name,))
    activity = cell[1 + CELL.index("activity")]
    if by == "channel":
        return CHANNELS[activity][0] == name
    if by == "plan":
        return name in CHANNELS[activity][1]
    return by == "total" or cell[1 + CELL.index(by)] == name


def told_by_cells(exact: Figures, shown: Figures, reports: list[Report]) -> list[object]:
    """Hidden figures in the span of the published ones, the knower of every empty cell looking."""
    found: list[object] = []
    before, after = numbers(exact), numbers(shown)
    for measure in ("attendances", "people", "scans", "views"):
        cells = sorted(
            {
                (one.unit, *(getattr(line, name) for name in CELL))
                for one in reports
                for line in one.rows
                if line.measure == measure
            }
        )
        rows = {
            key: [Fraction(belongs(cell, *key[:2])) for cell in cells]
            for key in before
            if key[2] == measure
        }
        known = [rows[key] for key in rows if after.get(key) is not None]
        secret = {
            key: one
            for key, one in rows.items()
            if after.get(key) is None and (key[0] not in TRAITS or (before[key] or 0) < THRESHOLD)
        }
        for unit in INSIDE:
            own = [cell for cell in cells if cell[0] == unit]
            value = sum(
                line.value
                for one in reports
                for line in one.rows
                if one.unit == unit and line.measure == measure
            )
            if own and value < THRESHOLD:
                secret["own", unit, measure] = [Fraction(cell in own) for cell in cells]
        found += [key for key, one in secret.items() if in_span(known, one)]
    return found


def told_by_sums(exact: Figures, shown: Figures) -> list[object]:
    """Hidden bounds that the sums which happen to be true give back."""
    before, after = numbers(exact), numbers(shown)
    found: list[object] = []
    for name in ("low", "high"):
        keys = [key for key in before if key[2] == name and before[key] is not None]
        unknown = [key for key in keys if after.get(key) is None and key[0] not in TRAITS]
        rows = []
        for parent, members in sums(exact):
            whole = before.get((*parent, name))
            given_ = [(*one, name) for one in members if before.get((*one, name)) is not None]
            if given_ and whole == sum(before[key] or 0 for key in given_):
                rows.append(
                    [Fraction((key in given_) - (key == (*parent, name))) for key in unknown]
                )
        for number, key in enumerate(unknown):
            if in_span(rows, [Fraction(number == other) for other in range(len(unknown))]):
                found.append(key)
    return found


def sums(exact: Figures) -> list[tuple[tuple[str, str], list[tuple[str, str]]]]:
    """What may add up to what."""
    total = ("total", exact.campaign)
    found = [
        (total, [(by, part.id) for part in exact.by(by)])
        for by in ("audience", "activity", "period", "channel")
    ]
    ids = {part.id for part in exact.by_unit}
    for parent in {part.parent for part in exact.by_unit}:
        children = [("unit", part.id) for part in exact.by_unit if part.parent == parent]
        found.append((("unit", parent) if parent in ids else total, children))
    return found


def some_reports(random: Random) -> list[Report]:
    """Reports with many small, some large values; not every unit, audience or measure."""
    reports = []
    measures = random.sample(("attendances", "people", "scans", "views"), random.randint(1, 3))
    for unit in random.sample(UNITS, random.randint(1, len(UNITS))):
        for activity in ACTIVITIES:
            for period in PERIODS:
                if random.random() < 0.4:
                    continue
                rows = [
                    row(measure, _value(random), audience, **_traits(random))
                    for audience in AUDIENCES
                    for measure in measures
                    if random.random() < 0.5
                ]
                if rows:
                    made = make_report(*rows, unit=unit, activity=activity, period=period)
                    reports.append(made)
    return reports


def _value(random: Random) -> int:
    return random.choice(
        (0, random.randint(1, 9), random.randint(10, 40), random.randint(100, 900))
    )


def _traits(random: Random) -> dict[str, str]:
    """What a row may tell apart; most tell little."""
    return {
        "sex": random.choice(("female", "male", "unknown")),
        "age_band": random.choice(("unknown", "unknown", "11-15")),
        "ethnicity": random.choice(("unknown", "unknown", "Dao")),
        "disability": random.choice(("unknown", "unknown", "yes")),
    }


def suppressed(data: object) -> Iterator[dict[str, object]]:
    """Every record of the JSON that says that it is hidden."""
    if isinstance(data, dict):
        if data.get("suppressed") is True:
            yield data
        for value in data.values():
            yield from suppressed(value)
    elif isinstance(data, list):
        for value in data:
            yield from suppressed(value)


def numbers_left(record: dict[str, object]) -> set[str]:
    """The fields of a hidden reach, or of a hidden point in time, that still hold something."""
    if "low" not in record:
        return set()
    own = {"low", "high", "coverage", "population", "frequency"} & record.keys()
    return {name for name in own if record[name] not in (None, {"low": None, "high": None})}


def no_rate_gives_back(exact: Figures, shown: Figures) -> None:
    """Rates are made from hidden figures as well as sums are: they go with them."""
    data = shown.to_json()
    for record in suppressed(data):
        assert not numbers_left(record)
    if shown.reach.low is None:
        assert shown.cost.per_person.low is None
        assert shown.pace is None or shown.pace.projection is None
        assert all(point.high is None for point in shown.timeline)
    for by in TRAITS:
        reached = [part.people().items() for part in exact.by(by)]
        few = any(n < THRESHOLD for some in reached for name, n in some if name in REACHED)
        assert shown.disaggregated[by] is None or not few
    steps = [(point.low, point.high) for point in shown.timeline if point.high is not None]
    for before, after in pairwise([(0, 0), *steps[:-1]]):
        assert all(b == a or b - a >= THRESHOLD for a, b in zip(before, after, strict=True))
    hidden = {part.id for part in shown.by_unit if "reach" in part.hidden}
    assert not hidden & {one.unit for one in shown.never_reached}


def check(seed: int) -> None:
    reports = some_reports(Random(seed))
    project = make_project(reports=reports, campaign=RATED, populations=PEOPLE)
    exact = figures(project, "shore")
    shown = published(exact, THRESHOLD)
    small = {key: value for key, value in numbers(shown).items() if value is not None}
    assert all(value >= THRESHOLD for value in small.values()), small
    assert told_by_cells(exact, shown, reports) == []
    assert told_by_sums(exact, shown) == []
    no_rate_gives_back(exact, shown)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_no_hidden_figure_is_a_sum_or_difference_of_published_ones(seed: int) -> None:
    check(seed)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.integers(0, 2**64))
def test_no_hidden_figure_is_given_back_in_thousands_of_campaigns(seed: int) -> None:
    check(seed)


def shown_of(*reports: Report) -> Figures:
    return published_figures(make_project(reports=reports, campaign=CAMPAIGN), "shore")


def test_a_small_unit_hides_with_the_next_smallest() -> None:
    found = shown_of(
        make_report(row("people", 4), unit="091"),
        make_report(row("people", 60), unit="092"),
        make_report(row("people", 500), unit="093"),
    )
    lows = {part.id: part.reach.low for part in found.by_unit}
    assert lows == {"091": None, "092": None, "093": 500}
    assert found.reach.low == 564
    data = found.to_json()["by_unit"]
    hidden = next(part for part in data if part["unit"] == "091")
    assert hidden["suppressed"]
    assert hidden["reach"]["suppressed"]


def test_two_small_units_that_stay_under_the_threshold_take_a_third() -> None:
    found = shown_of(
        make_report(row("people", 4), unit="091"),
        make_report(row("people", 5), unit="092"),
        make_report(row("people", 500), unit="093"),
    )
    assert all(part.hidden for part in found.by_unit if part.id in ("091", "092", "093"))
    assert found.reach.low == 509


def test_a_single_small_commune_hides_its_district_and_another() -> None:
    found = shown_of(
        make_report(row("people", 4), unit="00921"),
        make_report(row("people", 300), unit="091"),
        make_report(row("people", 500), unit="093"),
    )
    lows = {part.id: part.reach.low for part in found.by_unit}
    assert lows == {"092": None, "00921": None, "091": None, "093": 500}


def test_a_units_own_small_report_is_not_the_difference_to_its_communes() -> None:
    found = shown_of(
        make_report(row("people", 4), unit="091"),
        make_report(row("people", 40), unit="00911"),
        make_report(row("people", 50), unit="00912"),
        make_report(row("people", 500), unit="093"),
    )
    reef = found.part("unit", "091")
    assert reef is not None
    hidden = {part.id for part in found.by_unit if part.hidden}
    assert hidden & {"00911", "00912"}
    assert any(part.own is None for part in found.by_unit)


def test_the_only_audience_of_the_only_activity_is_not_told_by_the_activity() -> None:
    """Teachers came to films alone, so the films' figure is theirs."""
    found = shown_of(
        make_report(row("people", 25, "teachers"), unit="091", activity="films"),
        make_report(row("people", 3, "parents"), row("people", 400), unit="091"),
        make_report(row("people", 400), unit="092", activity="fair"),
    )
    assert found.part("audience", "parents").hidden
    assert found.part("audience", "teachers").hidden
    assert found.part("activity", "films").hidden


def test_things_are_no_people_and_stay() -> None:
    found = shown_of(
        make_report(row("people", 4), row("sessions", 1), row("copies_distributed", 3), unit="091"),
        make_report(row("people", 60), unit="092"),
        make_report(row("people", 500), unit="093"),
    )
    measures = found.part("unit", "091").measures
    assert measures == {"copies_distributed": 3, "people": None, "sessions": 1}


def test_few_scans_do_not_hide_how_many_were_reached() -> None:
    found = shown_of(
        make_report(row("people", 400), row("scans", 3), unit="091"),
        make_report(row("people", 500), row("scans", 70), unit="093"),
        make_report(row("people", 600), row("scans", 70), unit="092"),
    )
    part = found.part("unit", "091")
    assert part is not None
    assert (part.reach.low, part.measures["scans"]) == (400, None)


def test_an_explicit_zero_is_hidden_with_the_count_of_zero_reports() -> None:
    found = shown_of(
        make_report(row("people", 0), unit="091"),
        make_report(row("people", 60), unit="092"),
        make_report(row("people", 70), unit="093"),
    )
    part = found.part("unit", "091")
    assert part is not None
    assert part.reach.low is None
    assert part.reports.zero is None


def test_a_unit_that_said_zero_is_not_told_among_those_never_reached() -> None:
    found = shown_of(
        make_report(row("people", 0), unit="091"),
        make_report(row("people", 60), unit="092"),
    )
    assert [one.unit for one in found.never_reached] == ["093"]


def test_a_unit_without_reports_has_nothing_to_hide() -> None:
    found = shown_of(make_report(row("people", 60), unit="092"))
    part = found.part("unit", "091")
    assert part is not None
    assert not part.hidden
    assert part.reach.low is None


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    reports = [make_report(row("people", 40), unit=unit) for unit in ("091", "092", "093")]
    project = make_project(reports=reports, campaign=CAMPAIGN)
    exact, shown = (
        figures(project, "shore").to_json(),
        published_figures(project, "shore").to_json(),
    )
    assert exact == shown


def test_a_flag_does_not_tell_a_number_of_people() -> None:
    project = make_project(
        reports=[make_report(row("people", 77))], populations=[("091", "children", 50)]
    )
    flag = published_figures(project, "shore").flags[0]
    assert "77" not in flag.message
    assert "50" in flag.message


def test_cost_a_person_is_hidden_with_the_reach_that_it_comes_from() -> None:
    cost = {"spent": 1000, "as_of": "2030-12-01", "source": "made up"}
    campaign = make_campaign(make_activity("talks"), cost=cost)
    project = make_project(reports=[make_report(row("people", 4))], campaign=campaign)
    shown = published_figures(project, "shore")
    assert shown.cost.spent == 1000
    assert shown.cost.per_person.low is None
    assert shown.to_json()["suppressed"]
