"""Everything that a campaign's figures are made from: its counted reports, and what was asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.programme import Population
from generator.model.project import Project
from generator.reach.engine import ROOT, Engine, Question
from generator.reach.expected.duties import Arrival, Duty, asked_keys, duties
from generator.reach.ground import Ground, unit_key
from generator.reach.range import Range
from generator.reach.results import PERSON_MEASURES, REACH, Cell, kind_of

Headcount = Mapping[tuple[str, str], Population]
"""By (unit code, audience)."""
Measures = dict[str, int]


@dataclass(frozen=True)
class Reckoning:
    """The counted reports of a campaign, and what became of those that were asked for."""

    project: Project
    campaign: Campaign
    engine: Engine
    people: Headcount
    years: tuple[int, int] | None = None
    """Only reports of periods in these years, both included."""

    @property
    def ground(self) -> Ground:
        """The units that reports or expectations are about, and those above them."""
        return self.engine.ground

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """What became of every report that is asked for, and of every other that came."""
        arrivals = [Arrival(*row) for row in self.engine.rows("answer_arrivals")]
        found = duties(self.campaign, self.ground, arrivals, self.project.as_of)
        return tuple(duty for duty in found if _within(duty.period, self.years))

    @cached_property
    def units(self) -> dict[str, dict[Place, Range]]:
        """By audience, then unit with its sub-units; only those of which a report counts people."""
        found: dict[str, dict[Place, Range]] = defaultdict(dict)
        for (_, audience, number), people in self.engine.ranges("all", everywhere=True).items():
            if number != ROOT:
                found[audience][self.engine.places[number]] = people
        return dict(found)

    @cached_property
    def own(self) -> dict[Place, Range]:
        """The same of each unit's own reports alone, over all audiences."""
        found: dict[Place, Range] = defaultdict(Range)
        for (_, number), people in self.engine.own_ranges().items():
            found[self.engine.places[number]] += people
        return dict(found)

    @cached_property
    def totals(self) -> dict[str, Range]:
        """By audience, over the whole campaign."""
        return {audience: people for (_, audience, _), people in self.engine.ranges("all").items()}

    @property
    def total(self) -> Range | None:
        """Clause 5: audiences are separate by definition; ``None`` where nobody was counted."""
        return summed(self.totals.values())

    def unit(self, place: Place) -> Range | None:
        """A unit with its sub-units, over all audiences."""
        return summed(found[place] for found in self.units.values() if place in found)

    def family(self, name: str) -> dict[str, Range]:
        """By part of a family: the range over all units and audiences."""
        found: dict[str, Range] = defaultdict(Range)
        for (part, _, _), people in self.engine.ranges(name).items():
            found[part] += people
        return dict(found)

    def unit_parts(self, part: str) -> dict[Place, Range]:
        """Every unit's range of people of one sex, children or adults (``female child``)."""
        found: dict[Place, Range] = defaultdict(Range)
        for (name, _, number), people in self.engine.ranges("group", everywhere=True).items():
            if name == part and number != ROOT:
                found[self.engine.places[number]] += people
        return dict(found)

    def group_totals(self) -> dict[str, list[Range]]:
        """By audience: the range of each sex, children and adults, over all units."""
        found: dict[str, list[Range]] = defaultdict(list)
        for (_, audience, _), people in self.engine.ranges("group").items():
            found[audience].append(people)
        return dict(found)

    @cached_property
    def amounts(self) -> dict[tuple[str, str], Measures]:
        """By (family, part): the sums of each measure that is reported; never across measures."""
        found: dict[tuple[str, str], Measures] = defaultdict(dict)
        for family, part, place, measure, value in self._amounts:
            if place is None:
                found[family, part][measure] = value
        return {part: dict(sorted(measures.items())) for part, measures in found.items()}

    @cached_property
    def own_amounts(self) -> dict[Place, Measures]:
        """The sums of each unit's own reports."""
        found: dict[Place, Measures] = defaultdict(dict)
        for _, _, place, measure, value in self._amounts:
            if place is not None:
                found[self.engine.places[place]][measure] = value
        return dict(found)

    @cached_property
    def unit_amounts(self) -> dict[Place, Measures]:
        """The sums of each unit with its sub-units."""
        found: dict[Place, Measures] = {
            place: dict(self.own_amounts.get(place, {})) for place in self.ground.all()
        }
        for place in reversed(list(found)):  # every unit stands before its sub-units
            parent = self.ground.parents[place]
            above = found[parent] if parent else {}
            for measure, value in found[place].items():
                above[measure] = above.get(measure, 0) + value
        return {place: dict(sorted(measures.items())) for place, measures in found.items()}

    @cached_property
    def _amounts(self) -> list[tuple[str, str, int | None, str, int]]:
        return [
            (family, part, place, measure, value)
            for family, part, place, measure, value in self.engine.rows(
                "answer_amounts", "measures"
            )
        ]

    @cached_property
    def attended(self) -> dict[str, tuple[int, int]]:
        """By audience: attendances, and how many different people made them at least."""
        found = self.engine.rows("answer_frequency", "people")
        return {audience: (attendances, least) for audience, attendances, least in found}

    @cached_property
    def cells(self) -> dict[str, frozenset[Cell]]:
        """The smallest cells in which people are counted, by measure, and of ``reach``."""
        found: dict[str, set[Cell]] = {REACH: set(), **{name: set() for name in PERSON_MEASURES}}
        for measure, place, *parts in self.engine.rows("answer_cells"):
            cell = (unit_key(self.engine.places[place]), *parts)
            found[measure].add(cell)
            if kind_of(measure) == REACH:
                found[REACH].add(cell)
        return {name: frozenset(cells) for name, cells in found.items()}

    @cached_property
    def counted_audiences(self) -> frozenset[str]:
        """Audiences that the campaign speaks to or that its reports count."""
        spoken = {name for one in self.campaign.activities for name in one.audiences}
        return frozenset(spoken | set(self.totals))


def summed(ranges: Iterable[Range]) -> Range | None:
    """Ranges of different people together; ``None`` of none."""
    listed = list(ranges)
    return sum(listed, Range()) if listed else None


def people_figures(reach: Range | None, measured: Mapping[str, int]) -> dict[str, int]:
    """Every figure of people by name, as suppression looks at them."""
    found: dict[str, int] = {} if reach is None else {"low": reach.low, "high": reach.high}
    return found | {name: n for name, n in measured.items() if name in PERSON_MEASURES}


def reckon(
    project: Project, name: str, *, years: tuple[int, int] | None = None, timeline: bool = True
) -> Reckoning:
    """Count a campaign's reports. ``KeyError`` where there is no such campaign.

    ``timeline``: whether it will be asked how far the campaign was at the end of each period.
    """
    campaign = project.campaigns[name]
    people = headcount(project.populations, min(project.as_of, campaign.end).year)
    asked = asked_keys(campaign, Ground(project.places))
    question = Question(
        ledgers=(project.ledgers[name],) if name in project.ledgers else (),
        places=project.places,
        asked=tuple(
            sorted(
                {
                    (place.code, period)
                    for (_, place, period), due in asked.items()
                    if due <= project.as_of
                }
            )
        ),
        activities=tuple(one.id for one in campaign.activities),
        parts=tuple(
            (one.id, family, part)
            for one in campaign.activities
            for family, part in (("channel", one.channel), *(("plan", line) for line in one.plan))
        ),
        audiences=tuple(project.audiences),
        people={key: row.people for key, row in people.items()},
        years=years,
        timeline=timeline,
    )
    return Reckoning(project, campaign, Engine(question), people, years)


def _within(period: str, years: tuple[int, int] | None) -> bool:
    span = parse_period(period)
    return years is None or (years[0] <= span.first.year and span.last.year <= years[1])


def headcount(populations: Iterable[Population], year: int) -> dict[tuple[str, str], Population]:
    """The newest population of each unit and audience up to ``year``; else the first after it."""
    found: dict[tuple[str, str], Population] = {}
    for row in populations:
        known = found.get((row.unit, row.audience))
        if known is None or _closer(row.year, known.year, year):
            found[row.unit, row.audience] = row
    return found


def _closer(one: int, other: int, wanted: int) -> bool:
    return (one <= wanted, one if one <= wanted else -one) > (
        other <= wanted,
        other if other <= wanted else -other,
    )
