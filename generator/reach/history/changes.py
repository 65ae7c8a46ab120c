"""What a revision changed: cell by cell, against the report that it stands in for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from generator.model.report import AgeBand, Disability, Report, Sex
from generator.model.vietnamese import fold
from generator.reach.history.entries import totals
from generator.reach.tables import MEASURES
from generator.sources.suggest import nearest

CELL = ("measure", "audience", "sex", "age_band", "ethnicity", "disability", "cohort")
"""What a number is of."""
_ORDER: dict[str, tuple[str, ...]] = {
    "measure": MEASURES,
    "sex": get_args(Sex),
    "age_band": get_args(AgeBand),
    "disability": get_args(Disability),
}
OFFERED = 3
"""Reports that are offered where one is unknown."""
Cell = tuple[str | None, ...]
"""A value for each name of ``CELL``; only the cohort may be ``None``."""
State = Literal["changed", "added", "removed"]


class NoReportError(LookupError):
    """The ledger has no report of that name; ``known`` are those most like it, or the newest."""

    def __init__(self, name: str, reports: Sequence[Report]) -> None:
        super().__init__(name)
        self.name = name
        names = [report.id for report in reports]
        inside = [one for one in names if fold(name) in fold(one)]
        self.known = nearest(name, names) or tuple((inside or names)[-OFFERED:])


class RevisesNothingError(LookupError):
    """There is nothing to compare a report with: it is the first of its key."""

    def __init__(self, report: Report, revised_by: str | None) -> None:
        super().__init__(report.id)
        self.report = report
        self.revised_by = revised_by


class OtherKeyError(LookupError):
    """Two reports of different keys tell nothing about each other."""

    def __init__(self, report: Report, other: Report) -> None:
        super().__init__(report.id)
        self.report = report
        self.other = other


@dataclass(frozen=True)
class Change:
    """A cell of which the two reports differ; ``None`` where one of them has no such row."""

    cell: Cell
    before: int | None
    after: int | None

    @property
    def state(self) -> State:
        """What became of the cell."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


@dataclass(frozen=True)
class Difference:
    """Two reports of one key, the earlier one first."""

    before: Report
    after: Report
    steps: tuple[Report, ...]
    """The revisions from ``before`` to ``after``: the last one is ``after``."""
    changes: tuple[Change, ...]
    unchanged: int
    """Cells that both have with the same number."""

    @property
    def measures(self) -> dict[str, tuple[int | None, int | None]]:
        """The sum by measure in both; ``None`` where one of them has no such row."""
        old, new = totals(self.before), totals(self.after)
        both = [name for name in MEASURES if name in old or name in new]
        return {name: (old.get(name), new.get(name)) for name in both}


def difference(reports: Sequence[Report], name: str, other: str | None = None) -> Difference:
    """What ``name`` changed against the report it revises, or the two named ones compared.

    ``reports`` are a ledger's, oldest first; of two named ones the earlier is the one before,
    however they are given. ``NoReportError`` where a name is unknown, ``RevisesNothingError`` where
    the only name is the first report of its key, ``OtherKeyError`` where the two differ in key.
    """
    by_id = {report.id: report for report in reports}
    unknown = next((one for one in (name, other) if one is not None and one not in by_id), None)
    if unknown is not None:
        raise NoReportError(unknown, reports)
    report = by_id[name]
    chain = [one for one in reports if one.key == report.key]
    place = chain.index(report)
    if other is None:
        if place == 0:
            raise RevisesNothingError(report, chain[1].id if len(chain) > 1 else None)
        return _compared(chain[place - 1 : place + 1])
    if by_id[other].key != report.key:
        raise OtherKeyError(report, by_id[other])
    first, last = sorted((place, chain.index(by_id[other])))
    return _compared(chain[first : last + 1])


def _compared(chain: Sequence[Report]) -> Difference:
    """The first of a chain of revisions against its last."""
    old, new = _cells(chain[0]), _cells(chain[-1])
    cells = sorted(old.keys() | new.keys(), key=_in_order)
    changes = tuple(
        Change(cell, old.get(cell), new.get(cell))
        for cell in cells
        if old.get(cell) != new.get(cell)
    )
    return Difference(
        chain[0], chain[-1], tuple(chain[1:]), changes, unchanged=len(cells) - len(changes)
    )


def _cells(report: Report) -> dict[Cell, int]:
    """A report's numbers; a ledger has no two of one cell."""
    return {tuple(getattr(row, name) for name in CELL): row.value for row in report.rows}


def _in_order(cell: Cell) -> tuple[tuple[int, str], ...]:
    return tuple(
        (_ORDER[name].index(value) if value and name in _ORDER else 0, value or "")
        for name, value in zip(CELL, cell, strict=True)
    )
