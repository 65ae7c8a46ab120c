"""What about the figures a person should look into; no figure is ever changed by it."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.period import parse_period
from generator.model.place import Place
from generator.reach.flags.behind import rows_behind
from generator.reach.flags.raised import Raised
from generator.reach.flags.rules import PEOPLE, RULES
from generator.reach.reckoning import Reckoning
from generator.reach.results import Flag
from generator.sources.catalogue import Catalogue

ORDER = (
    "low-over-population",
    "cost-without-reach",
    *(rule.code for rule in RULES),
    "outside-campaign-dates",
    "reports-missing",
)
"""In which flags are told: what is most likely wrong comes first."""


def flags(found: Reckoning, say: Catalogue) -> tuple[Flag, ...]:
    """All flags: by ``ORDER``, then in the order of units, audiences, activities and periods.

    Their messages are in the language of ``say``.
    """
    raised = [
        *_over_population(found),
        *_cost_without_reach(found),
        *(one for rule in RULES for one in rule.raised(found)),
        *_outside_dates(found),
        *_missing(found),
    ]
    raised.sort(key=lambda one: _place_in_order(found, one))
    return tuple(
        _flag(found, one, say, rows, more)
        for one, (rows, more) in zip(raised, rows_behind(found, raised), strict=True)
    )


def flag_message(
    say: Catalogue, code: str, details: Mapping[str, Any], counted: Mapping[str, int] | None = None
) -> str:
    """The catalogue's sentence for a flag: with its numbers of people where they are given."""
    exact = f"flag.{code}.exact"
    return say(exact if counted and exact in say else f"flag.{code}", **details, **(counted or {}))


def _flag(
    found: Reckoning, one: Raised, say: Catalogue, rows: tuple[Mapping[str, Any], ...], more: int
) -> Flag:
    details = _names(found, one, say) | dict(one.details)
    return Flag(
        one.code,
        one.place.code if one.place else None,
        flag_message(say, one.code, details, one.counted),
        "" if one.private else flag_message(say, one.code, details),
        details,
        one.audience,
        one.activity,
        one.period,
        rows,
        more,
        one.severity,
        one.counted,
    )


def _names(found: Reckoning, one: Raised, say: Catalogue) -> dict[str, Any]:
    """What the flag touches, in words; ``where`` begins its sentence."""
    language = say.language
    names: dict[str, Any] = {}
    if one.place:
        names["unit"] = one.place.name
    if one.activity:
        titles = {each.id: each.title.text(language) for each in found.campaign.activities}
        names["activity"] = titles.get(one.activity, one.activity)
    if one.audience:
        known = found.project.audiences.get(one.audience)
        names["audience"] = known.name.text(language) if known else one.audience
    if one.period:
        names["period"] = one.period
    where = [
        names["unit"] if one.place else None,
        *(
            say(f"flag.where.{name}", **names)
            for name in ("activity", "audience", "period")
            if name in names
        ),
    ]
    return names | {"where": ", ".join(filter(None, where)) or say("flag.where.campaign")}


def _place_in_order(found: Reckoning, one: Raised) -> tuple[Any, ...]:
    """Those of no unit, audience, activity or period come before the others."""
    period = parse_period(one.period) if one.period else None
    return (
        ORDER.index(one.code),
        found.engine.number(one.place) if one.place else 0,
        one.audience or "",
        one.activity or "",
        (period.first, period.last) if period else (),
        sorted(map(found.engine.number, one.places)),
        one.periods,
    )


def _over_population(found: Reckoning) -> Iterator[Raised]:
    """Clause 4: more people counted for certain than live there."""
    for audience, units in found.units.items():
        for place, counted in units.items():
            known = found.people.get((place.code, audience))
            if known is not None and counted.low > known.people:
                yield Raised(
                    "low-over-population",
                    "check",
                    place,
                    audience,
                    details={"population": known.people, "year": known.year},
                    counted={"low": counted.low},
                    measures=("sessions", *PEOPLE),
                    places=tuple(found.ground.below(place)),
                )


def _cost_without_reach(found: Reckoning) -> Iterator[Raised]:
    """Money was spent and nobody is counted, although reports were due."""
    cost, total = found.campaign.cost, found.total
    due = any(duty.speaks() for duty in found.duties)
    if cost is not None and cost.spent and due and not (total and total.high):
        counted = {"high": total.high} if total else {}
        details = {"spent": cost.spent}
        yield Raised("cost-without-reach", "check", details=details, counted=counted, shown=False)


def _missing(found: Reckoning) -> Iterator[Raised]:
    missing: dict[Place, int] = {}
    for duty in found.duties:
        if duty.state == "missing":
            missing[duty.place] = missing.get(duty.place, 0) + 1
    for place, count in missing.items():
        yield Raised("reports-missing", "note", place, details={"count": count}, shown=False)


def _outside_dates(found: Reckoning) -> Iterator[Raised]:
    outside: dict[Place, set[str]] = {}
    for duty in found.duties:
        period = parse_period(duty.period)
        over = period.last < found.campaign.start or period.first > found.campaign.end
        if over and duty.received is not None:
            outside.setdefault(duty.place, set()).add(duty.period)
    for place, names in outside.items():
        periods = tuple(sorted(names))
        details = {"periods": ", ".join(periods)}
        only = periods[0] if len(periods) == 1 else None
        yield Raised(
            "outside-campaign-dates", "note", place, period=only, details=details, periods=periods
        )
