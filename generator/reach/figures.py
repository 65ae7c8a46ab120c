"""A campaign's counted reports to its figures: exact, for whoever holds the sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import get_args

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.project import Project
from generator.model.report import AgeBand, Disability, Sex
from generator.reach.expected.duties import Duty, tally
from generator.reach.expected.matrix import matrix_json
from generator.reach.flags import flags
from generator.reach.ground import Ground, unit_key
from generator.reach.pace import pace, timeline
from generator.reach.range import Range
from generator.reach.reckoning import Measures, Reckoning, people_figures, reckon
from generator.reach.results import (
    TRAITS,
    By,
    Cost,
    Coverage,
    Figures,
    Frequency,
    NeverReached,
    Part,
    PerPerson,
    Population,
    Reach,
)
from generator.reach.surveys import survey_figures
from generator.sources.catalogue import PROGRAM_CATALOGUES, Catalogue, load_catalogue

CHOICES: Mapping[str, tuple[str, ...]] = {
    "sex": get_args(Sex),
    "age_band": get_args(AgeBand),
    "disability": get_args(Disability),
}
"""The parts of a family in their order; ethnicities are as they are reported."""


def figures(project: Project, campaign_id: str, *, years: tuple[int, int] | None = None) -> Figures:
    """The exact figures of one campaign as of ``project.as_of``.

    ``years``: only reports of periods that lie in these, both included. ``KeyError`` where there
    is no such campaign. What is published goes through ``published``.
    """
    return figures_of(reckon(project, campaign_id, years=years))


def words(project: Project) -> Catalogue:
    """The program's sentences in the language of the sources, or in English."""
    return load_catalogue(PROGRAM_CATALOGUES, project.language, fallback="en")


def figures_of(found: Reckoning, say: Catalogue | None = None) -> Figures:
    """The exact figures of a campaign whose reports are counted.

    Flags and parts speak as ``say`` does, or in the language of the sources.
    """
    say = say or words(found.project)
    campaign = found.campaign
    target = _target(found, found.counted_audiences, None)
    measured = found.amounts.get(("all", ""), {})
    province = found.project.programme.place
    living = _population(found, province, found.totals)
    reach = reach_of(found.total, target, living, _frequency(found, found.totals))
    by_unit = tuple(_by_unit(found))
    return Figures(
        campaign=campaign.id,
        as_of=found.project.as_of,
        demonstration=campaign.demonstration or found.project.programme.demonstration,
        reach=reach,
        measures=measured,
        reports=tally(found.duties),
        cost=_cost(campaign, reach, measured.get("copies_distributed")),
        by_unit=by_unit,
        by_audience=tuple(_by_audience(found)),
        by_activity=tuple(_by_activity(found)),
        by_period=tuple(_by_period(found)),
        by_channel=tuple(_by_channel(found)),
        by_plan=tuple(_by_plan(found)),
        by_sex=tuple(_by_trait(found, "sex", say)),
        by_age_band=tuple(_by_trait(found, "age_band", say)),
        by_ethnicity=tuple(_by_trait(found, "ethnicity", say)),
        by_disability=tuple(_by_trait(found, "disability", say)),
        disaggregated=_disaggregated(found),
        timeline=timeline(found),
        pace=pace(campaign, reach, found.project.as_of, tally(found.duties)),
        never_reached=tuple(_never_reached(found, by_unit)),
        matrix=matrix_json(found.duties, found.ground),
        surveys=tuple(survey_figures(found.project, campaign.id, public=False)),
        flags=flags(found, say),
        cells=found.cells,
    )


def reach_of(
    counted: Range | None,
    target: int | None,
    population: Population | None = None,
    frequency: Frequency | None = None,
) -> Reach:
    """The reach of a part, with its shares of a target and of those who live there."""
    if counted is None:
        return Reach(target=target)
    if population:
        shares = Coverage(
            _share(counted.low, population.people), _share(counted.high, population.people)
        )
        population = Population(population.people, population.year, population.source, shares)
    coverage = Coverage(_share(counted.low, target), _share(counted.high, target))
    return Reach(
        counted.low, counted.high, target, coverage, population=population, frequency=frequency
    )


def _frequency(found: Reckoning, audiences: Iterable[str]) -> Frequency | None:
    """Attendances for each person who made them: at most as many came as were reached."""
    known = [found.attended[name] for name in audiences if name in found.attended]
    attendances, least = (sum(column) for column in zip(*known, strict=True)) if known else (0, 0)
    most = sum(found.totals[name].high for name in audiences if name in found.attended)
    if not attendances or not most:
        return None
    ends = max(1.0, attendances / most), attendances / least if least else None
    return Frequency(round(ends[0], 2), None if ends[1] is None else round(ends[1], 2))


def _share(people: int, whole: int | None) -> float | None:
    return float(round(Fraction(people, whole), 4)) if whole else None


def _target(found: Reckoning, audiences: Iterable[str], unit: str | None) -> int | None:
    """The sum of the targets, where each of the audiences has one; else there is no target."""
    sums: dict[str, int] = {}
    for target in found.campaign.targets:
        place = None if target.unit == found.project.programme.place else target.unit
        if place == unit:
            sums[target.audience] = sums.get(target.audience, 0) + target.people
    wanted = set(audiences)
    return sum(sums[one] for one in wanted) if wanted and wanted <= sums.keys() else None


def _population(found: Reckoning, unit: str, audiences: Iterable[str]) -> Population | None:
    """Everyone of the audiences who lives in a unit, where all are known."""
    rows = [found.people.get((unit, audience)) for audience in audiences]
    known = [row for row in rows if row]
    if not known or len(known) < len(rows):
        return None
    sources = "; ".join(dict.fromkeys(row.source for row in known))
    return Population(sum(row.people for row in known), max(row.year for row in known), sources)


def _cost(campaign: Campaign, reach: Reach, copies: int | None) -> Cost:
    if campaign.cost is None:
        return Cost()
    spent = campaign.cost.spent
    per_person = PerPerson(each(spent, reach.high), each(spent, reach.low))
    return Cost(spent, per_person, each(spent, copies))


def each(money: int, heads: int | None) -> int | None:
    """Rounded half up, to the currency's whole unit."""
    return (2 * money + heads) // (2 * heads) if heads else None


def _by_unit(found: Reckoning) -> Iterator[Part]:
    ground = found.ground
    tops = ground.children(None)
    owing: dict[Place, list[Duty]] = {}
    for duty in found.duties:
        for place in (duty.place, *_above(ground, duty.place)):
            owing.setdefault(place, []).append(duty)
    merged = _merged(ground)
    reporting = {duty.place for duty in found.duties if duty.speaks()}
    shown = {place for place in ground.all() if place not in tops or place in reporting}
    for place in (one for one in ground.all() if one in shown):
        parent = ground.parents[place]
        counted = found.unit(place)
        audiences = [name for name, units in found.units.items() if place in units]
        measured = found.unit_amounts.get(place, {})
        own = found.own_amounts.get(place)
        yield Part(
            id=place.code,
            name=place.name,
            reach=reach_of(
                counted,
                _target(found, found.counted_audiences, place.code),
                _population(found, place.code, audiences),
            ),
            measures=measured,
            reports=tally(owing.get(place, ())),
            level=place.level,
            parent=parent.code if parent in shown and parent else None,
            own=_own(found, place, own) if ground.children(place) else None,
            key=unit_key(place),
            merged=place in merged,
            under=unit_key(parent) if parent in shown and parent else None,
        )


def _own(found: Reckoning, place: Place, measured: Measures | None) -> dict[str, int] | None:
    return people_figures(found.own.get(place), measured) if measured is not None else None


def _above(ground: Ground, place: Place) -> Iterator[Place]:
    parent = ground.parents.get(place)
    while parent:
        yield parent
        parent = ground.parents[parent]


def _merged(ground: Ground) -> set[Place]:
    """Units that share ground with a sibling."""
    parents = (None, *ground.all())
    groups = [group for parent in parents for group in ground.groups(parent)]
    return {place for group in groups if len(group) > 1 for place in group}


def _by_audience(found: Reckoning) -> Iterator[Part]:
    project = found.project
    reported = {part for family, part in found.amounts if family == "audience"}
    wanted = found.counted_audiences | reported
    for name in [one for one in project.audiences if one in wanted]:
        counted = found.totals.get(name)
        measured = found.amounts.get(("audience", name), {})
        living = _population(found, project.programme.place, [name])
        yield Part(
            id=name,
            name=project.audiences[name].name.text(project.language),
            reach=reach_of(
                counted, _target(found, [name], None), living, _frequency(found, [name])
            ),
            measures=measured,
            reports=tally(duty for duty in found.duties if name in duty.audiences),
        )


def _by_activity(found: Reckoning) -> Iterator[Part]:
    language = found.project.language
    titles = {one.id: one.title.text(language) for one in found.campaign.activities}
    reported = sorted({part for family, part in found.amounts if family == "activity"})
    for name in dict.fromkeys([*titles, *reported]):
        owed = [duty for duty in found.duties if duty.activity == name]
        yield _part(found, "activity", name, titles.get(name, name), owed)


def _by_period(found: Reckoning) -> Iterator[Part]:
    names = {duty.period for duty in found.duties if duty.speaks()}
    for name in sorted(names, key=lambda one: (parse_period(one).first, parse_period(one).last)):
        owed = [duty for duty in found.duties if duty.period == name]
        yield _part(found, "period", name, name, owed)


def _by_channel(found: Reckoning) -> Iterator[Part]:
    channels, language = found.project.channels, found.project.language
    for name in dict.fromkeys(one.channel for one in found.campaign.activities):
        title = channels[name].name.text(language) if name in channels else name
        through = {one.id for one in found.campaign.activities if one.channel == name}
        owed = [duty for duty in found.duties if duty.activity in through]
        yield replace(_part(found, "channel", name, title, owed), activities=frozenset(through))


def _by_plan(found: Reckoning) -> Iterator[Part]:
    plan, language = found.project.plan, found.project.language
    lines = dict.fromkeys(line for one in found.campaign.activities for line in one.plan)
    for name in lines:
        title = plan[name].text.text(language) if name in plan else name
        serving = {one.id for one in found.campaign.activities if name in one.plan}
        owed = [duty for duty in found.duties if duty.activity in serving]
        yield replace(_part(found, "plan", name, title, owed), activities=frozenset(serving))


def _by_trait(found: Reckoning, by: By, say: Catalogue) -> Iterator[Part]:
    """People of one sex, age band, ethnicity or disability; what is not known comes last."""
    counted = found.family(by)
    measured = {part: found.amounts[by, part] for family, part in found.amounts if family == by}
    present = counted.keys() | measured.keys()
    order = CHOICES.get(by) or (*sorted(present - {"unknown"}), "unknown")
    for name in [one for one in order if one in present]:
        title = say(f"trait.{by}.{name}") if by in CHOICES or name == "unknown" else name
        yield _part(found, by, name, title, ())


def _part(found: Reckoning, by: By, name: str, title: str, owed: Sequence[Duty]) -> Part:
    """The figures of some of the reports or rows, counted by themselves."""
    measured = found.amounts.get((by, name), {})
    return Part(
        id=name,
        name=title,
        reach=reach_of(found.family(by).get(name), None),
        measures=measured,
        reports=tally(owed),
    )


def _disaggregated(found: Reckoning) -> dict[str, float | None]:
    shares = found.engine.rows("answer_known", "people")
    known = shares[0] if shares else (None,) * len(TRAITS)
    return {
        by: None if share is None else round(share, 4)
        for by, share in zip(TRAITS, known, strict=True)
    }


def _never_reached(found: Reckoning, by_unit: Iterable[Part]) -> Iterator[NeverReached]:
    """Units that should have reported by now and of which no report counts anyone."""
    due = {unit_key(duty.place) for duty in found.duties if duty.state != "not due"}
    for part in by_unit:
        if part.key in due and not part.reach.high:
            yield NeverReached(part.id, part.name, part.level or "", part.parent)
