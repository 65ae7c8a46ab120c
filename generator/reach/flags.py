"""What about the figures a person should look into."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.project import Project
from generator.reach.expected.duties import Duty
from generator.reach.ground import Ground
from generator.reach.results import Flag
from generator.reach.scope import Headcount, Scope
from generator.sources.catalogue import Catalogue


def flags(
    project: Project,
    campaign: Campaign,
    scope: Scope,
    found: Iterable[Duty],
    people: Headcount,
    say: Catalogue,
) -> tuple[Flag, ...]:
    """All flags, those of units in the units' order, the campaign's own last.

    Their messages are in the language of ``say``.
    """
    raw = [
        *_over_population(project, scope, people, say.language),
        *_missing(scope.ground, found),
        *_outside_dates(campaign, scope),
        *_more_than_printed(scope),
    ]
    return tuple(
        Flag(code, unit, flag_message(say, code, details), say(f"flag.{code}", **details), details)
        for code, unit, details in raw
    )


def flag_message(say: Catalogue, code: str, details: Mapping[str, Any]) -> str:
    """The catalogue's sentence for a flag: with its numbers of people where they are given."""
    exact = f"flag.{code}.exact"
    return say(exact if exact in say and "low" in details else f"flag.{code}", **details)


Raw = tuple[str, str | None, dict[str, Any]]


def _over_population(
    project: Project, scope: Scope, people: Headcount, language: str
) -> Iterator[Raw]:
    """Clause 4: more people counted for certain than live there."""
    for place in scope.ground.all():
        for audience, units in scope.units.items():
            known = people.get((place.code, audience))
            if known is not None and place in units and units[place].low > known:
                named = project.audiences.get(audience)
                yield (
                    "low-over-population",
                    place.code,
                    {
                        "unit": place.name,
                        "audience": named.name.text(language) if named else audience,
                        "low": units[place].low,
                        "population": known,
                    },
                )


def _missing(ground: Ground, found: Iterable[Duty]) -> Iterator[Raw]:
    missing: dict[Place, int] = {}
    for duty in found:
        if duty.state == "missing":
            missing[duty.place] = missing.get(duty.place, 0) + 1
    for place in ground.all():
        if place in missing:
            yield "reports-missing", place.code, {"unit": place.name, "count": missing[place]}


def _outside_dates(campaign: Campaign, scope: Scope) -> Iterator[Raw]:
    outside: dict[str, set[str]] = {}
    for report in scope.reports:
        period = parse_period(report.period)
        if period.last < campaign.start or period.first > campaign.end:
            outside.setdefault(report.unit, set()).add(report.period)
    for place in scope.ground.all():
        if place.code in outside:
            details = {"unit": place.name, "periods": ", ".join(sorted(outside.pop(place.code)))}
            yield "outside-campaign-dates", place.code, details


def _more_than_printed(scope: Scope) -> Iterator[Raw]:
    """Copies handed out must have been printed; only where printing is reported at all."""
    totals: dict[str, int] = {}
    for report in scope.reports:
        for row in report.rows:
            totals[row.measure] = totals.get(row.measure, 0) + row.value
    printed, given = totals.get("copies_printed"), totals.get("copies_distributed", 0)
    if printed is not None and given > printed:
        yield "distributed-over-printed", None, {"printed": printed, "distributed": given}
