"""Whom to call this week: units whose report is overdue, or due within seven days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.campaign import Campaign
from generator.model.people import Contact
from generator.model.period import Period
from generator.model.place import Place
from generator.model.project import Project
from generator.reach.expected.duties import Duty
from generator.reach.expected.owed import Owed, units_in_order
from generator.reach.ground import Ground

SOON = timedelta(days=7)
KINDS = ("officer", "office")
"""Whom one asks for a report: who is in charge in the unit, or else its office."""


@dataclass(frozen=True)
class Ask:
    """One report to ask for."""

    campaign: Campaign
    duty: Duty
    due: date
    overdue: int
    """Days since the deadline; 0 or less where it is still to come."""


@dataclass(frozen=True)
class Call:
    """One unit to call, with all that is asked of it, the oldest first."""

    place: Place
    path: tuple[Place, ...]
    """The units above it, topmost first."""
    now: tuple[Place, ...]
    """The unit itself, or the units that took its place."""
    contacts: tuple[Contact, ...]
    """The officer or office of the unit, or of the nearest unit above it that has one."""
    asks: tuple[Ask, ...]

    @property
    def overdue(self) -> int:
        """Days since the oldest deadline."""
        return self.asks[0].overdue


def calls(project: Project, all_owed: Iterable[Owed], as_of: date) -> tuple[Call, ...]:
    """The calls of the week that starts on ``as_of``, most overdue first.

    A report that came, be it zero, late or revised, is not asked for again.
    """
    asks: dict[Place, list[Ask]] = {}
    ground = Ground(project.places)
    listed = list(all_owed)
    for owed in listed:
        for duty in owed.asked:
            if duty.received is None and duty.due and duty.due <= as_of + SOON:
                ask = Ask(owed.campaign, duty, duty.due, (as_of - duty.due).days)
                asks.setdefault(duty.place, []).append(ask)
    paths = units_in_order((ask.duty for group in asks.values() for ask in group), ground)
    found = [_call(project, ground, place, paths[place], asks[place], as_of) for place in paths]
    return tuple(sorted(found, key=lambda call: -call.overdue))  # sisters stay in order


def _call(
    project: Project,
    ground: Ground,
    place: Place,
    path: tuple[Place, ...],
    asks: Iterable[Ask],
    as_of: date,
) -> Call:
    now = tuple(dict.fromkeys(_now(ground, place, as_of)))
    ordered = sorted(asks, key=lambda ask: (ask.due, ask.campaign.id, ask.duty.activity))
    contacts = {one.id: one for unit in now for one in _contacts(project, ground, unit, as_of)}
    return Call(place, path, now, tuple(contacts.values()), tuple(ordered))


def _now(ground: Ground, place: Place, day: date, depth: int = 8) -> Iterator[Place]:
    """The unit, or whoever follows it where it is no more (a merger, and one after it)."""
    if place.valid_to is None or place.valid_to >= day or not place.successors or not depth:
        yield place
        return
    begun = place.valid_to + timedelta(days=1)
    followers = [ground.find(code, Period("", begun, begun)) for code in place.successors]
    known = [one for one in followers if one is not None and one != place]
    for one in known:
        yield from _now(ground, one, day, depth - 1)
    if not known:
        yield place


def _contacts(project: Project, ground: Ground, place: Place, day: date) -> tuple[Contact, ...]:
    """Those of the unit, else of the nearest unit above it; not those of the programme's own
    office, which is the one that calls."""
    for unit in (place, *ground.above(place, Period("", day, day))):
        if unit.code == project.programme.place:
            break
        near = project.contacts_on(day, unit.code)
        here = [one for one in near if one.kind in KINDS and one.unit == unit.code]
        if here:
            return tuple(sorted(here, key=lambda one: KINDS.index(one.kind)))
    return ()
