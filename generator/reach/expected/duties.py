"""Which reports were expected, and which came: in time, late, with zeros, revised, or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.reach.ground import Ground, units_of

State = Literal["on time", "late", "missing", "not due", "not asked"]
"""``not due``: its deadline has not come. ``not asked``: a report that no activity asks for."""


@dataclass(frozen=True)
class Reports:
    """How complete the reports are. ``expected`` = ``on_time`` + ``late`` + ``missing``.

    ``not_due`` are asked for later and not among the expected, whether they came already or not.
    ``zero`` and ``revised`` are of the reports that count, asked for or not; ``zero`` is ``None``
    where publishing it would tell a hidden figure.
    """

    expected: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    zero: int | None = 0
    revised: int = 0
    not_due: int = 0


@dataclass(frozen=True)
class Arrival:
    """What is known of a report that came, without its rows; ``zero``: all its values are 0."""

    id: str
    activity: str
    unit: str
    period: str
    received_on: date
    revises: str | None
    zero: bool


@dataclass(frozen=True)
class Duty:
    """One key (activity, unit, period) and what became of its report."""

    activity: str
    place: Place
    period: str
    audiences: frozenset[str]
    state: State
    zero: bool = False
    revised: bool = False
    due: date | None = None
    """The last day on which the report is on time; ``None`` where none is asked for."""
    received: date | None = None
    """When its first report came."""

    def speaks(self) -> bool:
        """Whether figures speak of it: its deadline has come, or a report of it has."""
        return self.state != "not due" or self.received is not None


def asked_keys(campaign: Campaign, ground: Ground) -> dict[tuple[str, Place, str], date]:
    """Activity x unit x period of every report that is asked for, with its deadline."""
    found = {}
    for activity in campaign.activities:
        for name in activity.periods:
            period = parse_period(name)
            due = period.last + timedelta(days=activity.report_within_days)
            for place in units_of(ground, activity.level, activity.units, period):
                found[activity.id, place, name] = due
    return found


def expected_keys(campaign: Campaign, ground: Ground, as_of: date) -> set[tuple[str, Place, str]]:
    """Activity x unit x period of every report whose deadline has come by ``as_of``."""
    return {key for key, due in asked_keys(campaign, ground).items() if due <= as_of}


def duties(
    campaign: Campaign, ground: Ground, everything: Iterable[Arrival], as_of: date
) -> tuple[Duty, ...]:
    """Every key that is asked for or has a report. It is as timely as its *first* report."""
    chains: dict[tuple[str, Place, str], list[Arrival]] = {}
    for report in everything:
        place = ground.find(report.unit, parse_period(report.period))
        if place:
            chains.setdefault((report.activity, place, report.period), []).append(report)
    asked = asked_keys(campaign, ground)
    audiences = {one.id: frozenset(one.audiences) for one in campaign.activities}
    found = []
    for key in sorted({*asked, *chains}, key=lambda key: (key[0], key[1].code, key[2])):
        activity, place, period = key
        chain = chains.get(key, [])
        due = asked.get(key)
        received = min((report.received_on for report in chain), default=None)
        revised = {report.revises for report in chain}
        last = [report for report in chain if report.id not in revised]
        found.append(
            Duty(
                activity,
                place,
                period,
                audiences.get(activity, frozenset()),
                _state(received, due, as_of),
                zero=bool(last) and all(one.zero for one in last),
                revised=len(chain) > 1,
                due=due,
                received=received,
            )
        )
    return tuple(found)


def _state(received: date | None, due: date | None, as_of: date) -> State:
    if due is None:
        return "not asked"
    if due > as_of:
        return "not due"
    if received is None:
        return "missing"
    return "on time" if received <= due else "late"


def tally(found: Iterable[Duty]) -> Reports:
    """The counts of some duties."""
    listed = list(found)
    states = [duty.state for duty in listed]
    on_time, late, missing = (states.count(one) for one in ("on time", "late", "missing"))
    return Reports(
        expected=on_time + late + missing,
        on_time=on_time,
        late=late,
        missing=missing,
        zero=sum(duty.zero for duty in listed),
        revised=sum(duty.revised for duty in listed),
        not_due=states.count("not due"),
    )
