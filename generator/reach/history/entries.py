"""The reports of a ledger one by one, in the order in which they were accepted."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from generator.model.period import parse_period
from generator.model.project import Project
from generator.model.report import Report
from generator.reach.ground import Ground
from generator.reach.tables import MEASURES
from generator.sources.ledger import read_ledger
from generator.sources.text import shown_path


@dataclass(frozen=True)
class Entry:
    """A report as the ledger holds it, and what became of it."""

    number: int
    """Its place in the order of acceptance, from 1."""
    report: Report
    name: str
    """The unit's, as it was called in the report's period; empty where nobody knows the code."""
    measures: dict[str, int]
    """The sum of the rows by measure, in the contract's order."""
    revised_by: str | None
    """The next report of the same key; ``None`` where this one counts."""

    @property
    def counts(self) -> bool:
        """Whether the figures count it now: the newest of its key does."""
        return self.revised_by is None


@dataclass(frozen=True)
class Wanted:
    """Which reports are asked for: each of these that is given holds."""

    unit: str | None = None
    activity: str | None = None
    period: str | None = None
    since: date | None = None
    """Received on this day or later."""

    def takes(self, report: Report) -> bool:
        """Whether a report is among them."""
        return (
            self.unit in (None, report.unit)
            and self.activity in (None, report.activity)
            and self.period in (None, report.period)
            and (self.since is None or report.received_on >= self.since)
        )


def reports_of(project: Project, campaign: str, *, with_rows: bool = True) -> tuple[Report, ...]:
    """A campaign's reports, oldest first. What is wrong with its lines, loading has told."""
    path = project.ledgers[campaign]
    return read_ledger(path, shown_path(path, project.root), with_rows=with_rows)[0]


def entries(
    project: Project, reports: Iterable[Report], wanted: Wanted | None = None
) -> tuple[Entry, ...]:
    """The reports that are asked for, or all of them."""
    later: dict[str, str] = {}
    last: dict[tuple[str, str, str, str], str] = {}
    numbered = list(enumerate(reports, 1))
    for _, report in numbered:
        if report.key in last:
            later[last[report.key]] = report.id
        last[report.key] = report.id
    names = unit_names(project)
    return tuple(
        Entry(number, one, names(one), totals(one), later.get(one.id))
        for number, one in numbered
        if wanted is None or wanted.takes(one)
    )


def unit_names(project: Project) -> Callable[[Report], str]:
    """What finds the name that a report's unit bore in its period."""
    ground = Ground(project.places)

    def name(report: Report) -> str:
        place = ground.find(report.unit, parse_period(report.period))
        return place.name if place else ""

    return name


def totals(report: Report) -> dict[str, int]:
    """The sum of a report's rows by measure."""
    found: Counter[str] = Counter()
    for row in report.rows:
        found[row.measure] += row.value
    return {name: found[name] for name in MEASURES if name in found}
