"""Some of a campaign's reports counted together: ranges by unit and audience, and measures."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.programme import Population
from generator.model.report import Report
from generator.reach.counting import (
    Cell,
    Count,
    Range,
    count,
    part_range,
    roll_up,
    unit_range,
)
from generator.reach.ground import Ground
from generator.reach.results import PERSON_MEASURES

Headcount = Mapping[tuple[str, str], int]
"""People by (unit code, audience)."""
Counts = Mapping[str, Mapping[Place, Sequence[Count]]]


def headcount(populations: Iterable[Population], year: int) -> dict[tuple[str, str], int]:
    """The newest population of each unit and audience up to ``year``; else the first after it."""
    found: dict[tuple[str, str], Population] = {}
    for row in populations:
        known = found.get((row.unit, row.audience))
        if known is None or _closer(row.year, known.year, year):
            found[row.unit, row.audience] = row
    return {key: row.people for key, row in found.items()}


def _closer(one: int, other: int, wanted: int) -> bool:
    return (one <= wanted, one if one <= wanted else -one) > (
        other <= wanted,
        other if other <= wanted else -other,
    )


@dataclass(frozen=True)
class Scope:
    """Reports that count (newest revisions), with the ranges of every unit and audience."""

    ground: Ground
    reports: tuple[Report, ...]
    units: Mapping[str, Mapping[Place, Range]]
    """By audience, then unit with its sub-units; only those of which some report counts people."""
    alone: Mapping[str, Mapping[Place, Range]]
    """The same of each unit's own reports."""
    totals: Mapping[str, Range]
    """By audience."""

    @classmethod
    def of(cls, ground: Ground, reports: Iterable[Report], people: Headcount) -> "Scope":
        """Count the reports over the ground; units of unknown codes were refused at import."""
        listed = tuple(report for report in reports if place_of(ground, report))
        units: dict[str, dict[Place, Range]] = {}
        alone: dict[str, dict[Place, Range]] = {}
        totals: dict[str, Range] = {}
        for audience, counted in sorted(_counts(ground, listed).items()):
            alone[audience] = {place: unit_range(counts) for place, counts in counted.items()}
            units[audience], totals[audience] = _over_ground(
                ground, alone[audience], people, audience
            )
        return cls(ground, listed, units, alone, totals)

    @property
    def total(self) -> Range | None:
        """Clause 5: audiences are separate by definition; ``None`` where nobody was counted."""
        return sum(self.totals.values(), Range()) if self.totals else None

    def unit(self, place: Place) -> Range | None:
        """A unit with its sub-units, over all audiences."""
        return _sum(found[place] for found in self.units.values() if place in found)

    def own(self, place: Place) -> Range | None:
        """A unit's own reports alone, over all audiences."""
        return _sum(found[place] for found in self.alone.values() if place in found)

    @cached_property
    def _by_place(self) -> dict[Place, list[Report]]:
        found: dict[Place, list[Report]] = defaultdict(list)
        for report in self.reports:
            place = place_of(self.ground, report)
            if place:
                found[place].append(report)
        return dict(found)

    def reports_of(self, places: Iterable[Place]) -> tuple[Report, ...]:
        """The reports of some units."""
        return tuple(one for place in places for one in self._by_place.get(place, ()))


def _sum(ranges: Iterable[Range]) -> Range | None:
    listed = list(ranges)
    return sum(listed, Range()) if listed else None


def place_of(ground: Ground, report: Report) -> Place | None:
    """The unit that a report is of."""
    return ground.find(report.unit, parse_period(report.period))


def _counts(ground: Ground, reports: Iterable[Report]) -> dict[str, dict[Place, list[Count]]]:
    found: dict[str, dict[Place, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for report in reports:
        place = place_of(ground, report)
        for audience in sorted({row.audience for row in report.rows}):
            counted = count(row for row in report.rows if row.audience == audience)
            if counted and place:
                found[audience][place].append(counted)
    return found


def _over_ground(
    ground: Ground, own: Mapping[Place, Range], people: Headcount, audience: str
) -> tuple[dict[Place, Range], Range]:
    """Clause 4 from the lowest units up; only units with a count in or under them are kept."""
    found: dict[Place, Range] = {}

    def ranges_below(place: Place | None) -> list[list[Range]]:
        groups = []
        for group in ground.groups(place):
            for unit in group:
                settle(unit)
            groups.append([found[unit] for unit in group if unit in found])
        return [group for group in groups if group]

    def settle(place: Place) -> None:
        below = ranges_below(place)
        if below or place in own:
            population = people.get((place.code, audience))
            found[place] = roll_up(own.get(place, Range()), below, population)

    top = ranges_below(None)
    return found, roll_up(Range(), top)


def part_of_units(
    scope: Scope, part: Callable[[Cell], bool], audiences: Iterable[str] | None = None
) -> dict[Place, Range]:
    """Every unit's range of some known cells (such as girls under 16), over the audiences."""
    wanted = None if audiences is None else set(audiences)
    totals: dict[Place, Range] = defaultdict(Range)
    for audience, counted in _counts(scope.ground, scope.reports).items():
        if wanted is None or audience in wanted:
            own = {
                place: part_range(counts, part)
                for place, counts in counted.items()
                if any(part(line.cell) for one in counts for line in one.lines)
            }
            for place, people in _over_ground(scope.ground, own, {}, audience)[0].items():
                totals[place] += people
    return dict(totals)


def measures(reports: Iterable[Report]) -> dict[str, int | None]:
    """Sums of each measure that is reported, never across measures.

    ``copies_left`` is a stock: of each activity and unit the newest period alone counts.
    """
    found: dict[str, int] = {}
    left: dict[tuple[str, str], tuple[tuple[date, str], int]] = {}
    for report in reports:
        when = (parse_period(report.period).last, report.period)
        stock = [row.value for row in report.rows if row.measure == "copies_left"]
        key = (report.activity, report.unit)
        if stock and (key not in left or when > left[key][0]):
            left[key] = (when, sum(stock))
        for row in report.rows:
            if row.measure != "copies_left":
                found[row.measure] = found.get(row.measure, 0) + row.value
    if left:
        found["copies_left"] = sum(value for _, value in left.values())
    return dict(sorted(found.items()))


def people_figures(reach: Range | None, measured: Mapping[str, int | None]) -> dict[str, int]:
    """Every figure of people by name, as suppression looks at them."""
    found: dict[str, int] = {} if reach is None else {"low": reach.low, "high": reach.high}
    return found | {
        name: value
        for name, value in measured.items()
        if name in PERSON_MEASURES and value is not None
    }


def counted_audiences(campaign: Campaign, scope: Scope) -> set[str]:
    """Audiences that the campaign speaks to or that its reports count."""
    spoken = {audience for activity in campaign.activities for audience in activity.audiences}
    return spoken | set(scope.totals)
