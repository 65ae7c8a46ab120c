"""The contract's rules of the reach range once more, in plain Python: the engine must agree.

Each function names the clause that it is for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model.period import parse_period
from generator.model.place import Gazetteer, Place
from generator.model.report import Report, ReportRow
from generator.reach.ground import Ground
from generator.reach.range import Range

Name = str
TRAITS = ("sex", "age_band", "ethnicity", "disability")
Cell = tuple[str, str]
"""Sex and age band."""
Shape = tuple[str, str, str, str, str | None]
"""Sex, age band, ethnicity, disability, cohort: what tells rows of one measure apart."""

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """The people of one report in one cell, of one cohort or of none."""

    cell: Cell
    cohort: str | None
    people: Range


@dataclass(frozen=True)
class Count:
    """What one report says about the people of one audience in its unit.

    ``least`` is the report's total: so many different people it reached for certain.
    """

    lines: tuple[Line, ...]
    least: int
    shapes: Mapping[Shape, Range]


def newest(reports: Iterable[Report]) -> tuple[Report, ...]:
    """The reports that count: of each key the one that no other revises, in the order of keys."""
    chains: dict[tuple[str, str, str, str], list[Report]] = defaultdict(list)
    for report in reports:
        chains[report.key].append(report)
    found = []
    for _, chain in sorted(chains.items()):
        revised = {report.revises for report in chain}
        last = [report for report in chain if report.id not in revised] or chain
        found.append(max(last, key=lambda report: (report.received_on, report.id)))
    return tuple(found)


def count(rows: Iterable[ReportRow]) -> Count | None:
    """Clause 1 for the rows of one report and one audience; ``None`` where no row counts people.

    ``people`` stands where it is given, and attendances of the same people are then not counted
    again: those of exactly the same row, and those that are only broken down less or otherwise (a
    total beside people by sex) as long as the numbers fit. Where they do not fit, there were
    others too: the attendances then raise ``high``, and never ``low``.
    """
    sessions = 0
    people: dict[Shape, int] = defaultdict(int)
    attended: dict[Shape, int] = defaultdict(int)
    for row in rows:
        shape: Shape = (row.sex, row.age_band, row.ethnicity, row.disability, row.cohort)
        if row.measure == "sessions":
            sessions += row.value
        elif row.measure == "people":
            people[shape] += row.value
        elif row.measure == "attendances":
            attended[shape] += row.value
    if not people and not attended:
        return None
    seen = {shape: Range(_at_least(n, sessions), n) for shape, n in attended.items()}
    counted = {shape: Range(n, n) for shape, n in people.items()}
    for shape, found in seen.items():
        if shape not in people and not _covered(shape, found.high, people, sessions):
            maybe = any(_may_be_same(shape, other) for other in people)
            counted[shape] = replace(found, low=0) if maybe else found
    lines = _into_cells(counted)
    least = max(_least(lines), _least(_into_cells(seen)))
    most = sum(found.high for found in cells(lines).values())
    return Count(
        lines, min(least, most), counted
    )  # attendances of nobody contradict ``people``: it stands


def _covered(shape: Shape, attendances: int, people: Mapping[Shape, int], sessions: int) -> bool:
    """Whether people rows can be the people who made these attendances, all of them.

    They are of the same cohort or of none, nothing known sets them apart, and each of them came
    at least once and at most to every session.
    """
    same = [
        number
        for other, number in people.items()
        if other[4] == shape[4] and _may_be_same(shape, other)
    ]
    total = sum(same)
    return bool(same) and total <= attendances and (not sessions or attendances <= total * sessions)


def _at_least(attendances: int, sessions: int) -> int:
    """Clause 1: nobody attends one session twice, so A attendances in S sessions are ceil(A/S)."""
    return -(-attendances // sessions) if sessions else min(attendances, 1)


def _may_be_same(one: Shape, other: Shape) -> bool:
    """Whether two rows can be about the same people: nothing known sets them apart."""
    return all(
        a == b or a in (None, UNKNOWN) or b in (None, UNKNOWN)
        for a, b in zip(one, other, strict=True)
    )


def _into_cells(shapes: Mapping[Shape, Range]) -> tuple[Line, ...]:
    """Clause 2: ethnicity and disability are summed into the cell first."""
    summed: dict[tuple[str, str, str | None], Range] = defaultdict(Range)
    for (sex, age, _, _, cohort), people in shapes.items():
        summed[sex, age, cohort] += people
    return tuple(Line((sex, age), cohort, people) for (sex, age, cohort), people in summed.items())


def _least(lines: Iterable[Line]) -> int:
    """The total of one report: its cells are different people, counted as in clause 2."""
    return sum(people.low for people in cells(lines).values())


def cells(lines: Iterable[Line]) -> dict[Cell, Range]:
    """Clause 2: the range of each cell over all reports of one unit and audience."""
    loose: dict[Cell, list[Range]] = defaultdict(list)
    cohorts: dict[Cell, dict[str, Range]] = defaultdict(dict)
    for line in lines:
        if line.cohort is None:
            loose[line.cell].append(line.people)
        else:
            known = cohorts[line.cell].get(line.cohort, Range())
            low, high = max(known.low, line.people.low), max(known.high, line.people.high)
            cohorts[line.cell][line.cohort] = Range(low, high)
    found = {}
    for cell in {*loose, *cohorts}:
        apart, same = loose[cell], list(cohorts[cell].values())
        found[cell] = Range(
            max([sum(people.low for people in same), *(people.low for people in apart)]),
            sum(people.high for people in (*same, *apart)),
        )
    return found


def unit_range(counts: Sequence[Count]) -> Range:
    """Clause 3: a unit and audience over its cells.

    Only cells whose sex and age band are both known are sure to hold different people; a person
    of an unknown cell may be in a known one of another report.
    """
    found = cells(line for one in counts for line in one.lines)
    known = sum(people.low for cell, people in found.items() if UNKNOWN not in cell)
    return Range(
        max([known, *(one.least for one in counts)]),
        sum(people.high for people in found.values()),
    )


def part_range(found: Iterable[Line]) -> Range:
    """Clauses 2 and 3 for people of one sex, age band, ethnicity or disability.

    People of unknown age may be among those of a known one: the largest cell is certain, and the
    sum of those that are known whole.
    """
    parts = cells(found)
    known = sum(people.low for cell, people in parts.items() if UNKNOWN not in cell)
    largest = max((people.low for people in parts.values()), default=0)
    return Range(max(known, largest), sum(people.high for people in parts.values()))


def by_trait(counts: Iterable[Count], trait: int) -> dict[str, list[Line]]:
    """The lines of each value of a trait, which is a place in ``Shape``."""
    found: dict[str, list[Line]] = defaultdict(list)
    for one in counts:
        values: dict[str, dict[Shape, Range]] = defaultdict(dict)
        for shape, people in one.shapes.items():
            values[str(shape[trait])][shape] = people
        for value, shapes in values.items():
            found[value] += _into_cells(shapes)
    return found


def roll_up(own: Range, groups: Sequence[Sequence[Range]], population: int | None = None) -> Range:
    """Clause 4: a unit from its own reports and the ranges of its sub-units.

    Sub-units stand in groups: those of one group share ground (a commune and the one it was
    merged into), so their people may be the same; different groups are different people. A
    ``low`` above ``population`` stays as it is: the caller flags it.
    """
    low = max(own.low, sum(max(one.low for one in group) for group in groups if group))
    high = own.high + sum(one.high for group in groups for one in group)
    return Range(low, high if population is None else min(high, population))


def everything(
    reports: Iterable[Report], places: Gazetteer, people: Mapping[tuple[str, str], int]
) -> dict[Name, dict[tuple[str, str, Place | None], Range]]:
    """By family, then (part, audience, unit): every range; ``None`` is the whole campaign."""
    counting = newest(reports)
    ground = Ground.of(places, {(report.unit, report.period) for report in counting})
    counting = tuple(one for one in counting if ground.find(one.unit, parse_period(one.period)))
    ends = sorted({parse_period(report.period).last for report in counting})
    counts: dict[tuple[Name, str, str, Place], list[Count]] = defaultdict(list)
    for report in counting:
        period = parse_period(report.period)
        place = ground.find(report.unit, period)
        parts = [("all", ""), ("activity", report.activity), ("period", report.period)]
        parts += [("until", day.isoformat()) for day in ends if period.last <= day]
        for audience in {row.audience for row in report.rows}:
            found = count(row for row in report.rows if row.audience == audience)
            for family, part in parts if found and place else ():
                counts[family, part, audience, place].append(found)
    own: dict[Name, dict[tuple[str, str, Place], Range]] = defaultdict(dict)
    for (family, part, audience, place), some in counts.items():
        own[family][part, audience, place] = unit_range(some)
        for number, trait in enumerate(TRAITS if family == "all" else ()):
            for value, lines in by_trait(some, number).items():
                own[trait][value, audience, place] = part_range(lines)
    return {family: _rolled_up(ranges, ground, people) for family, ranges in own.items()}


def _rolled_up(
    own: Mapping[tuple[str, str, Place], Range],
    ground: Ground,
    people: Mapping[tuple[str, str], int],
) -> dict[tuple[str, str, Place | None], Range]:
    found: dict[tuple[str, str, Place | None], Range] = {}
    for part, audience in {key[:2] for key in own}:
        for place in (*reversed(list(ground.all())), None):  # every unit stands before its own
            groups = [
                [found[part, audience, one] for one in group if (part, audience, one) in found]
                for group in ground.groups(place)
            ]
            mine = own.get((part, audience, place)) if place else None
            if mine or any(groups):
                known = people.get((place.code, audience)) if place else None
                found[part, audience, place] = roll_up(mine or Range(), groups, known)
    return found
