"""Which unit owes what in a period: what its form asks for, and by when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.campaign import Activity, Campaign
from generator.model.people import Measure
from generator.model.period import Period, parse_period
from generator.model.place import Gazetteer, Place
from generator.reach.ground import Ground, in_order, units_of

COUNTS_PEOPLE: tuple[Measure, ...] = ("attendances", "people")
"""The measures that are split by sex, and in the details by age, ethnicity and disability."""


@dataclass(frozen=True)
class Asked:
    """One report that is asked for: an activity in a period, due by ``due``."""

    activity: Activity
    period: Period

    @property
    def due(self) -> date:
        """The last day on which the report is in time."""
        return self.period.last + timedelta(days=self.activity.report_within_days)


@dataclass(frozen=True)
class Form:
    """What one unit is asked in one period. ``asked`` holds at least one report."""

    campaign: Campaign
    place: Place
    parent: Place | None
    period: Period
    asked: tuple[Asked, ...]

    @property
    def due(self) -> date:
        """The first deadline of its reports: who keeps it keeps all."""
        return min(one.due for one in self.asked)

    @property
    def measures(self) -> frozenset[Measure]:
        """Everything that some activity counts."""
        return frozenset(measure for one in self.asked for measure in one.activity.measures)


def asked_in(campaign: Campaign, period: Period) -> Iterator[Asked]:
    """The reports of a period, and those of longer ones that end on its last day.

    Who fills the form of the second quarter also reports what is counted by half-years: both fall
    due then, and one form is easier to keep than two.
    """
    for activity in campaign.activities:
        spans = sorted(map(parse_period, activity.periods), key=lambda one: one.first, reverse=True)
        for span in spans:
            if span == period or (span.last == period.last and span.covers(period)):
                yield Asked(activity, span)


def forms_of(campaign: Campaign, places: Gazetteer, period: Period) -> tuple[Form, ...]:
    """The forms of all units that owe a report, each unit after the one it belongs to."""
    ground = Ground(places)
    owed: dict[Place, list[Asked]] = {}
    for asked in asked_in(campaign, period):
        activity = asked.activity
        for place in units_of(ground, activity.level, activity.units, asked.period):
            owed.setdefault(place, []).append(asked)
    paths = {place: tuple(ground.above(place, period)) for place in owed}
    order = sorted(owed, key=lambda place: [in_order(one) for one in (*paths[place][::-1], place)])
    return tuple(
        Form(campaign, place, next(iter(paths[place]), None), period, tuple(owed[place]))
        for place in order
    )


def owed_by(campaign: Campaign, places: Gazetteer, code: str) -> tuple[str, ...]:
    """The periods, in order of time, for which a unit owes reports at all."""
    ground = Ground(places)
    names = {
        name
        for activity in campaign.activities
        for name in activity.periods
        for place in units_of(ground, activity.level, activity.units, parse_period(name))
        if place.code == code
    }
    return in_time(names)


def in_time(names: Iterable[str]) -> tuple[str, ...]:
    """Periods by their last day, the shorter first."""
    return tuple(
        sorted(
            names, key=lambda name: (parse_period(name).last, -parse_period(name).first.toordinal())
        )
    )
