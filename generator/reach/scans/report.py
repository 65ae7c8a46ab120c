"""Scans as report rows, ready to be imported: each where an activity asks for it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.project import Project
from generator.model.report import ReportRow
from generator.reach.cells import Value, csv_text
from generator.reach.ground import Ground, units_of
from generator.reach.scans.counting import Code, Scans

COLUMNS = tuple(ReportRow.model_fields)
MEASURE = "scans"


@dataclass(frozen=True)
class ScansReport:
    """``csv``: the contract's columns. ``unplaced``: scans that no activity asks for, by code."""

    csv: str
    placed: int
    unplaced: tuple[tuple[Code, int], ...]


@dataclass(frozen=True, order=True)
class _Key:
    campaign: str
    activity: str
    unit: str
    period: str
    audience: str


def scans_report(project: Project, scans: Scans, received_on: date) -> ScansReport:
    """Rows of the measure ``scans``, by the leaflet's audience.

    A unit's scans belong to the unit itself or to the nearest one above it of which the activity
    asks a report in a period that holds the day; of several such activities the first is taken.
    """
    ground = Ground(project.places)
    sums: Counter[_Key] = Counter()
    rest: Counter[Code] = Counter()
    for (code, day), number in scans.counts.items():
        key = _placed(project, ground, code, day)
        if key:
            sums[key] += number
        else:
            rest[code] += number
    rows: list[list[Value]] = [list(COLUMNS)]
    for key, number in sorted(sums.items()):
        cells: dict[str, Value] = {
            "campaign": key.campaign,
            "activity": key.activity,
            "unit": key.unit,
            "period": key.period,
            "measure": MEASURE,
            "audience": key.audience,
            "value": number,
            "received_on": received_on.isoformat(),
            "report": f"{key.activity}/{key.unit}/{key.period}/{MEASURE}",
        }
        rows.append([cells.get(name, "") for name in COLUMNS])
    return ScansReport(csv_text(rows), sums.total(), tuple(sorted(rest.items())))


def _placed(project: Project, ground: Ground, code: Code, day: date) -> _Key | None:
    campaign = project.campaigns[code[0]]
    leaflet = next(one for one in campaign.leaflets if one.id == code[1])
    for activity, period, units in _asked(campaign, ground, day):
        place = ground.find(code[2], parse_period(period))
        while place:
            if place in units:
                return _Key(campaign.id, activity, place.code, period, leaflet.audience)
            place = next(ground.above(place, parse_period(period)), None)
    return None


def _asked(
    campaign: Campaign, ground: Ground, day: date
) -> list[tuple[str, str, frozenset[Place]]]:
    """Activities that count scans, with the periods that hold the day, the shortest first."""
    found = []
    for activity in campaign.activities:
        if MEASURE in activity.measures:
            spans = [parse_period(name) for name in activity.periods]
            there = [span for span in spans if span.first <= day <= span.last]
            for span in sorted(there, key=lambda one: one.last - one.first):
                units = units_of(ground, activity.level, activity.units, span)
                found.append((activity.id, span.name, frozenset(units)))
    return found
