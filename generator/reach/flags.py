"""What about the figures a person should look into."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.period import parse_period
from generator.model.place import Place
from generator.reach.reckoning import Reckoning
from generator.reach.results import Flag
from generator.sources.catalogue import Catalogue


def flags(found: Reckoning, say: Catalogue) -> tuple[Flag, ...]:
    """All flags, those of units in the units' order, the campaign's own last.

    Their messages are in the language of ``say``.
    """
    raw = [
        *_over_population(found, say.language),
        *_missing(found),
        *_outside_dates(found),
        *_more_than_printed(found),
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


def _over_population(found: Reckoning, language: str) -> Iterator[Raw]:
    """Clause 4: more people counted for certain than live there."""
    for place in found.ground.all():
        for audience, units in found.units.items():
            known = found.people.get((place.code, audience))
            if known is not None and place in units and units[place].low > known.people:
                named = found.project.audiences.get(audience)
                yield (
                    "low-over-population",
                    place.code,
                    {
                        "unit": place.name,
                        "audience": named.name.text(language) if named else audience,
                        "low": units[place].low,
                        "population": known.people,
                    },
                )


def _missing(found: Reckoning) -> Iterator[Raw]:
    missing: dict[Place, int] = {}
    for duty in found.duties:
        if duty.state == "missing":
            missing[duty.place] = missing.get(duty.place, 0) + 1
    for place in found.ground.all():
        if place in missing:
            yield "reports-missing", place.code, {"unit": place.name, "count": missing[place]}


def _outside_dates(found: Reckoning) -> Iterator[Raw]:
    outside: dict[Place, set[str]] = {}
    for duty in found.duties:
        period = parse_period(duty.period)
        over = period.last < found.campaign.start or period.first > found.campaign.end
        if over and duty.received is not None:
            outside.setdefault(duty.place, set()).add(duty.period)
    for place in found.ground.all():
        if place in outside:
            details = {"unit": place.name, "periods": ", ".join(sorted(outside[place]))}
            yield "outside-campaign-dates", place.code, details


def _more_than_printed(found: Reckoning) -> Iterator[Raw]:
    """Copies handed out must have been printed; only where printing is reported at all."""
    totals = found.amounts.get(("all", ""), {})
    printed, given = totals.get("copies_printed"), totals.get("copies_distributed", 0)
    if printed is not None and given > printed:
        yield "distributed-over-printed", None, {"printed": printed, "distributed": given}
