"""A unit's code as it was sent: known on the period's days, or what was probably meant."""

from generator.model.period import Period, parse_period
from generator.model.place import Gazetteer, Place
from generator.model.vietnamese import fold
from generator.reach.ground import Ground
from generator.reach.intake.values import Wrong
from generator.sources.resolve import unit_candidates

NONE = "—"
"""Where there is no unit to offer."""


def unit(ground: Ground, written: str, period: str | None) -> str:
    """The code, if such a unit existed in the period; ``Wrong`` with candidates where not."""
    known = [place for place in ground.places.places if place.code == written]
    if known:
        span = parse_period(period) if period else None
        if span and ground.find(written, span) is None:
            raise _not_valid(ground, known, span)
        return written
    gazetteer = ground.on(parse_period(period).last) if period else ground.places
    code, offers = unit_candidates(gazetteer, written)
    if code == "unknown-unit":
        named = [place for place in gazetteer if fold(place.full_name) == fold(written)]
        if named:
            code = "unit-ambiguous" if len(named) > 1 else "unit-by-name"
            offers = _offer(gazetteer, named)
    if code == "unit-by-name":
        offers = _offer(gazetteer, gazetteer.named(written)) or offers
    raise Wrong(f"report-{code}", {"found": written[:60], "known": offers or NONE})


def _offer(gazetteer: Gazetteer, places: tuple[Place, ...] | list[Place]) -> str:
    return "; ".join(f"{place.code} = {gazetteer.path(place.code)}" for place in places)


def _not_valid(ground: Ground, known: list[Place], span: Period) -> Wrong:
    there = ground.on(span.last)
    after = [code for place in known for code in place.successors if code in there]
    details = {
        "found": f"{known[0].code} {known[0].name}",
        "period": span.name,
        "known": _offer(there, [there[code] for code in after]) or NONE,
    }
    return Wrong("report-unit-not-valid", details)
