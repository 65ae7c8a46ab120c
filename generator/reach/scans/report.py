"""Scans as report rows, ready to be imported: each where an activity asks for it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.project import Project
from generator.model.report import Report, ReportRow
from generator.reach.cells import Value, csv_text
from generator.reach.ground import Ground, units_of
from generator.reach.scans.counting import Code, Scans
from generator.sources.ledger import read_ledger

COLUMNS = tuple(ReportRow.model_fields)
MEASURE = "scans"
Key = tuple[str, str, str, str]
"""Campaign, activity, unit, period: what a report is of."""


@dataclass(frozen=True)
class ScansReport:
    """The numbers are of scans, the keys of reports."""

    csv: str
    """Rows in the contract's columns; empty where there is nothing new."""
    placed: int
    """Scans that are in the rows, or stood in the ledger before."""
    unplaced: tuple[tuple[Code, int], ...]
    """Scans that no activity asks for, by code."""
    fewer: tuple[Key, ...] = ()
    """The ledger has more: these logs cannot cover the whole period, so nothing is written."""


def scans_report(
    project: Project, scans: Scans, received_on: date, reason: str = "scans"
) -> ScansReport:
    """Rows of the measure ``scans``, by the leaflet's audience.

    A unit's scans belong to the unit itself or to the nearest one above it of which the activity
    asks a report in a period that holds the day; of several such activities the first is taken.
    A key has one report: where the ledger has one, the rows revise it for ``reason`` and repeat
    what else it says; where it has the same scans already, there are no rows.
    """
    sums, rest = _placed(project, scans)
    ledgers = _Ledgers(project)
    rows: list[Mapping[str, Value]] = []
    fewer = []
    for key, found in sorted(sums.items()):
        before = ledgers.newest(key)
        had = _scans_of(before) if before else {}
        if any(found[audience] < number for audience, number in had.items()):
            fewer.append(key)
        elif found != had:
            shared = _shared(key, received_on, ledgers)
            if before:
                shared |= {"revises": before.id, "reason": reason}
                rows += [_cells(row) | shared for row in before.rows if row.measure != MEASURE]
            rows += [
                {**shared, "measure": MEASURE, "audience": audience, "value": number}
                for audience, number in sorted(found.items())
            ]
    table = [COLUMNS, *([row.get(name, "") for name in COLUMNS] for row in rows)]
    placed = sum(found.total() for key, found in sums.items() if key not in fewer)
    text = csv_text(table) if rows else ""
    return ScansReport(text, placed, tuple(sorted(rest.items())), tuple(fewer))


@dataclass
class _Ledgers:
    """What the reports of a key are, campaign by campaign as they are asked for."""

    project: Project
    _known: dict[str, tuple[Report, ...]] = field(default_factory=dict)

    def of(self, campaign: str) -> tuple[Report, ...]:
        if campaign not in self._known:
            path = self.project.ledgers.get(campaign)
            self._known[campaign] = read_ledger(path, path.name)[0] if path else ()
        return self._known[campaign]

    def newest(self, key: Key) -> Report | None:
        """The report that counts."""
        return next((one for one in reversed(self.of(key[0])) if one.key == key), None)


def _shared(key: Key, received_on: date, ledgers: _Ledgers) -> dict[str, Value]:
    campaign, activity, unit, period = key
    used = {report.id for report in ledgers.of(campaign)}
    return {
        "campaign": campaign,
        "activity": activity,
        "unit": unit,
        "period": period,
        "received_on": received_on.isoformat(),
        "report": next(name for name in _names(f"{activity}/{unit}/{period}") if name not in used),
    }


def _names(stem: str) -> Iterator[str]:
    number = 1
    while True:
        yield f"{stem}/{MEASURE}" + (f"-{number}" if number > 1 else "")
        number += 1


def _scans_of(report: Report) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in report.rows:
        if row.measure == MEASURE:
            found[row.audience] += row.value
    return found


def _cells(row: ReportRow) -> dict[str, Value]:
    """A row as it stands in a file."""
    return {name: "" if value is None else value for name, value in row.model_dump().items()}


def _placed(project: Project, scans: Scans) -> tuple[dict[Key, Counter[str]], Counter[Code]]:
    """The scans of each key by audience, and those without a place by code."""
    ground = Ground(project.places)
    sums: dict[Key, Counter[str]] = defaultdict(Counter)
    rest: Counter[Code] = Counter()
    for (code, day), number in scans.counts.items():
        campaign = project.campaigns[code[0]]
        leaflet = next(one for one in campaign.leaflets if one.id == code[1])
        key = _key(_asked(campaign, ground, day), ground, campaign.id, code[2])
        if key:
            sums[key][leaflet.audience] += number
        else:
            rest[code] += number
    return sums, rest


Asked = tuple[str, str, frozenset[Place]]
"""An activity, a period, and the units of which it asks a report."""


def _key(asked: Iterable[Asked], ground: Ground, campaign: str, unit: str) -> Key | None:
    for activity, period, units in asked:
        place = ground.find(unit, parse_period(period))
        while place:
            if place in units:
                return campaign, activity, place.code, period
            place = next(ground.above(place, parse_period(period)), None)
    return None


def _asked(campaign: Campaign, ground: Ground, day: date) -> Iterator[Asked]:
    """Activities that count scans, with the periods that hold the day, the shortest first."""
    for activity in campaign.activities:
        if MEASURE in activity.measures:
            spans = [parse_period(name) for name in activity.periods]
            there = [span for span in spans if span.first <= day <= span.last]
            for span in sorted(there, key=lambda one: one.last - one.first):
                units = units_of(ground, activity.level, activity.units, span)
                yield activity.id, span.name, frozenset(units)
