"""A campaign's reports to its figures: exact, for whoever holds the sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.project import Project
from generator.model.report import Report
from generator.reach.counting import Range, newest
from generator.reach.expected.duties import Arrival, Duty, duties, expected_keys, tally
from generator.reach.flags import flags
from generator.reach.ground import Ground, unit_key
from generator.reach.results import (
    PERSON_MEASURES,
    REACH,
    Cell,
    Cost,
    Coverage,
    Figures,
    Part,
    PerPerson,
    Reach,
    kind_of,
)
from generator.reach.scope import (
    Headcount,
    Scope,
    counted_audiences,
    headcount,
    measures,
    people_figures,
    place_of,
)
from generator.sources.catalogue import PROGRAM_CATALOGUES, Catalogue, load_catalogue


@dataclass(frozen=True)
class Reckoning:
    """Everything that the figures of a campaign are made from."""

    project: Project
    campaign: Campaign
    scope: Scope
    people: Headcount
    duties: tuple[Duty, ...]


def reckon(project: Project, name: str) -> Reckoning:
    """Count a campaign's reports. ``KeyError`` where there is no such campaign."""
    campaign = project.campaigns[name]
    everything = project.reports.get(name, ())
    counting = newest(everything)
    ground = _ground(project, campaign, everything)
    people = headcount(project.populations, min(project.as_of, campaign.end).year)
    scope = Scope.of(ground, counting, people)
    arrivals = map(Arrival.of, everything)
    owed = duties(campaign, ground, arrivals, project.as_of)
    return Reckoning(project, campaign, scope, people, owed)


def _ground(project: Project, campaign: Campaign, reports: Sequence[Report]) -> Ground:
    """The units that report or should report, and those above them."""
    blank = Ground(project.places)
    wanted = expected_keys(campaign, blank, project.as_of)
    keys = {(place.code, period) for _, place, period in wanted}
    return Ground.of(project.places, sorted(keys | {(one.unit, one.period) for one in reports}))


def figures(project: Project, campaign_id: str) -> Figures:
    """The exact figures of one campaign as of ``project.as_of``.

    ``KeyError`` where there is no such campaign. What is published goes through ``published``.
    """
    return figures_of(reckon(project, campaign_id))


def words(project: Project) -> Catalogue:
    """The program's sentences in the language of the sources, or in English."""
    return load_catalogue(PROGRAM_CATALOGUES, project.language, fallback="en")


def figures_of(found: Reckoning, say: Catalogue | None = None) -> Figures:
    """The exact figures of a campaign whose reports are counted.

    Flags speak as ``say`` does, or in the language of the sources.
    """
    project, campaign, scope = found.project, found.campaign, found.scope
    reach = _reach(scope.total, _target(found, counted_audiences(campaign, scope), None))
    measured = measures(scope.reports)
    return Figures(
        campaign=campaign.id,
        as_of=project.as_of,
        demonstration=campaign.demonstration or project.programme.demonstration,
        reach=reach,
        measures=measured,
        reports=tally(found.duties),
        cost=_cost(campaign, reach, measured.get("copies_distributed")),
        by_unit=_by_unit(found),
        by_audience=_by_audience(found),
        by_activity=_by_activity(found),
        by_period=_by_period(found),
        cells=_cells(scope),
        flags=flags(project, campaign, scope, found.duties, found.people, say or words(project)),
    )


def _cells(scope: Scope) -> dict[str, frozenset[Cell]]:
    """The smallest cells in which people are counted, by measure."""
    found: dict[str, set[Cell]] = {REACH: set(), **{name: set() for name in PERSON_MEASURES}}
    for report in scope.reports:
        place = place_of(scope.ground, report)
        for row in report.rows:
            if place and row.measure in PERSON_MEASURES:
                cell = (unit_key(place), row.audience, report.activity, report.period)
                found[row.measure].add(cell)
                if kind_of(row.measure) == REACH:
                    found[REACH].add(cell)
    return {name: frozenset(cells) for name, cells in found.items()}


def _reach(counted: Range | None, target: int | None) -> Reach:
    if counted is None:
        return Reach(target=target)
    coverage = Coverage(_share(counted.low, target), _share(counted.high, target))
    return Reach(counted.low, counted.high, target, coverage)


def _share(people: int, target: int | None) -> float | None:
    return float(round(Fraction(people, target), 4)) if target else None


def _target(found: Reckoning, audiences: Iterable[str], unit: str | None) -> int | None:
    """The sum of the targets, where each of the audiences has one; else there is no target."""
    sums: dict[str, int] = {}
    for target in found.campaign.targets:
        place = None if target.unit == found.project.programme.place else target.unit
        if place == unit:
            sums[target.audience] = sums.get(target.audience, 0) + target.people
    wanted = set(audiences)
    return sum(sums[one] for one in wanted) if wanted and wanted <= sums.keys() else None


def _cost(campaign: Campaign, reach: Reach, copies: int | None) -> Cost:
    if campaign.cost is None:
        return Cost()
    spent = campaign.cost.spent
    per_person = PerPerson(_each(spent, reach.high), _each(spent, reach.low))
    return Cost(spent, per_person, _each(spent, copies))


def _each(money: int, heads: int | None) -> int | None:
    """Rounded half up, to the currency's whole unit."""
    return (2 * money + heads) // (2 * heads) if heads else None


def _own(scope: Scope, place: Place) -> dict[str, int] | None:
    own = scope.reports_of({place})
    return people_figures(scope.own(place), measures(own)) if own else None


def _by_unit(found: Reckoning) -> tuple[Part, ...]:
    scope = found.scope
    ground = scope.ground
    tops = ground.children(None)
    owing: dict[Place, list[Duty]] = {}
    for duty in filter(Duty.speaks, found.duties):
        owing.setdefault(duty.place, []).append(duty)
    merged = _merged(ground)
    shown = [place for place in ground.all() if place not in tops or place in owing]
    audiences = counted_audiences(found.campaign, scope)
    parts = []
    for place in shown:
        inside = list(ground.below(place))
        parent = ground.parents[place]
        parts.append(
            Part(
                id=place.code,
                name=place.name,
                reach=_reach(scope.unit(place), _target(found, audiences, place.code)),
                measures=measures(scope.reports_of(inside)),
                reports=tally(duty for one in inside for duty in owing.get(one, ())),
                level=place.level,
                parent=parent.code if parent in shown and parent else None,
                own=_own(scope, place) if ground.children(place) else None,
                key=unit_key(place),
                merged=place in merged,
                under=unit_key(parent) if parent in shown and parent else None,
            )
        )
    return tuple(parts)


def _merged(ground: Ground) -> set[Place]:
    """Units that share ground with a sibling."""
    parents = (None, *ground.all())
    groups = [group for parent in parents for group in ground.groups(parent)]
    return {place for group in groups if len(group) > 1 for place in group}


def _by_audience(found: Reckoning) -> tuple[Part, ...]:
    language, scope = found.project.language, found.scope
    reported = {row.audience for report in scope.reports for row in report.rows}
    wanted = counted_audiences(found.campaign, scope) | reported
    parts = []
    for audience in [name for name in found.project.audiences if name in wanted]:
        rows = _only(scope.reports, audience)
        parts.append(
            Part(
                id=audience,
                name=found.project.audiences[audience].name.text(language),
                reach=_reach(scope.totals.get(audience), _target(found, [audience], None)),
                measures=measures(rows),
                reports=tally(duty for duty in found.duties if audience in duty.audiences),
            )
        )
    return tuple(parts)


def _only(reports: Iterable[Report], audience: str) -> list[Report]:
    """The reports with the rows of one audience."""
    return [
        report.model_copy(
            update={"rows": tuple(row for row in report.rows if row.audience == audience)}
        )
        for report in reports
        if any(row.audience == audience for row in report.rows)
    ]


def _by_activity(found: Reckoning) -> tuple[Part, ...]:
    language = found.project.language
    titles = {one.id: one.title.text(language) for one in found.campaign.activities}
    gone = {report.activity for report in found.scope.reports} - titles.keys()
    names = titles | {name: name for name in sorted(gone)}
    return tuple(
        _part(found, name, title, [one for one in found.duties if one.activity == name])
        for name, title in names.items()
    )


def _by_period(found: Reckoning) -> tuple[Part, ...]:
    names = {duty.period for duty in filter(Duty.speaks, found.duties)}
    ordered = sorted(names, key=lambda name: (parse_period(name).first, parse_period(name).last))
    return tuple(
        _part(found, name, name, [one for one in found.duties if one.period == name])
        for name in ordered
    )


def _part(found: Reckoning, name: str, title: str, owed: Sequence[Duty]) -> Part:
    """The figures of some of the reports, counted by themselves."""
    keys = {(duty.activity, duty.place.code, duty.period) for duty in owed}
    reports = [one for one in found.scope.reports if one.key[1:] in keys]
    counted = Scope.of(found.scope.ground, reports, found.people)
    return Part(
        id=name,
        name=title,
        reach=_reach(counted.total, None),
        measures=measures(reports),
        reports=tally(owed),
    )
