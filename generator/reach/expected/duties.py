"""Which reports were expected, and which came: in time, late, with zeros, revised, or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.report import Report
from generator.reach.ground import Ground, units_of

State = Literal["on time", "late", "missing", "not asked"]


@dataclass(frozen=True)
class Reports:
    """How complete the reports are. ``expected`` = ``on_time`` + ``late`` + ``missing``.

    ``zero`` and ``revised`` are of the reports that count, asked for or not; ``zero`` is ``None``
    where publishing it would tell a hidden figure.
    """

    expected: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    zero: int | None = 0
    revised: int = 0


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

    @classmethod
    def of(cls, report: Report) -> "Arrival":
        """The arrival of a whole report."""
        zero = all(row.value == 0 for row in report.rows)
        own = (report.id, report.activity, report.unit, report.period)
        return cls(*own, report.received_on, report.revises, zero)


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


def deadline(campaign: Campaign, activity: str, period: str) -> date | None:
    """The last day on which a report is on time; ``None`` where none is asked for."""
    for one in campaign.activities:
        if one.id == activity and period in one.periods:
            return parse_period(period).last + timedelta(days=one.report_within_days)
    return None


def expected_keys(campaign: Campaign, ground: Ground, as_of: date) -> set[tuple[str, Place, str]]:
    """Activity x unit x period of every report whose deadline has come by ``as_of``."""
    found = set()
    for activity in campaign.activities:
        for name in activity.periods:
            due = deadline(campaign, activity.id, name)
            if due and due <= as_of:
                period = parse_period(name)
                for place in units_of(ground, activity.level, activity.units, period):
                    found.add((activity.id, place, name))
    return found


def duties(
    campaign: Campaign, ground: Ground, everything: Iterable[Arrival], as_of: date
) -> tuple[Duty, ...]:
    """Every key that is due or has a report. A key is as timely as its *first* report."""
    chains: dict[tuple[str, Place, str], list[Arrival]] = {}
    for report in everything:
        place = ground.find(report.unit, parse_period(report.period))
        if place:
            chains.setdefault((report.activity, place, report.period), []).append(report)
    wanted = expected_keys(campaign, ground, as_of)
    audiences = {one.id: frozenset(one.audiences) for one in campaign.activities}
    found = []
    for key in sorted({*wanted, *chains}, key=lambda key: (key[0], key[1].code, key[2])):
        activity, place, period = key
        chain = chains.get(key, [])
        state = _state(chain, deadline(campaign, activity, period)) if key in wanted else None
        revised = {report.revises for report in chain}
        last = [report for report in chain if report.id not in revised]
        found.append(
            Duty(
                activity,
                place,
                period,
                audiences.get(activity, frozenset()),
                state or "not asked",
                zero=bool(last) and all(one.zero for one in last),
                revised=len(chain) > 1,
            )
        )
    return tuple(found)


def _state(chain: list[Arrival], due: date | None) -> State:
    if not chain or due is None:
        return "missing"
    return "on time" if min(report.received_on for report in chain) <= due else "late"


def tally(found: Iterable[Duty]) -> Reports:
    """The counts of some duties."""
    listed = list(found)
    states = [duty.state for duty in listed]
    return Reports(
        expected=sum(state != "not asked" for state in states),
        on_time=states.count("on time"),
        late=states.count("late"),
        missing=states.count("missing"),
        zero=sum(duty.zero for duty in listed),
        revised=sum(duty.revised for duty in listed),
    )
