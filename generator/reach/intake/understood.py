"""What an import understood of a file: for people before they let it in, and for programs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.model.report import Report
from generator.reach.intake.received import Column, Kind, Left, Received
from generator.reach.intake.units import Named

State = Literal["accepted", "known", "unchanged", "refused"]


@dataclass(frozen=True)
class Understood:
    """A file as it was read; counts are of what would be added."""

    file: str
    state: State
    kind: Kind | None = None
    """``None``: it could not be read."""
    columns: tuple[Column, ...] = ()
    units: tuple[Named, ...] = ()
    """Those that were written otherwise than by their code."""
    left: tuple[Left, ...] = ()
    """Rows of a mapped table that are no data."""
    reports: int = 0
    rows: int = 0
    sums: Mapping[str, int] = field(default_factory=dict)
    """By measure, the sum of the values of all rows: to compare with the sheet's own totals."""
    summed: int = 0
    """Rows that were added to another one."""
    unchanged: int = 0
    """Reports that are in the ledger with the same numbers."""
    revising: int = 0

    def to_json(self) -> dict[str, Any]:
        """As ``reach import --format json`` tells it."""
        return {
            "file": self.file,
            "state": self.state,
            "kind": self.kind,
            "columns": [
                {"sheet": one.sheet, "column": one.letter, "heading": one.heading,
                 "meaning": list(one.meaning)}
                for one in self.columns
            ],
            "units": [
                {"written": one.written, "unit": one.code, "name": one.path, "by": one.by}
                for one in self.units
            ],
            "left": [
                {"sheet": one.sheet, "line": one.line, "text": one.text, "why": one.why}
                for one in self.left
            ],
            "reports": self.reports,
            "rows": self.rows,
            "sums": dict(self.sums),
            "summed": self.summed,
            "unchanged": self.unchanged,
            "revising": self.revising,
        }  # fmt: skip


def counted(reports: Sequence[Report]) -> dict[str, Any]:
    """How much some reports hold, as ``Understood`` tells it."""
    sums: dict[str, int] = {}
    for report in reports:
        for row in report.rows:
            sums[row.measure] = sums.get(row.measure, 0) + row.value
    rows = sum(len(report.rows) for report in reports)
    return {"reports": len(reports), "rows": rows, "sums": dict(sorted(sums.items()))}


def read_as(received: Received, named: Iterable[Named]) -> dict[str, Any]:
    """How a file was read, as ``Understood`` tells it."""
    return {
        "kind": received.kind,
        "columns": tuple(received.columns),
        "left": tuple(received.left),
        "units": tuple(sorted(named, key=lambda one: (one.code, one.written))),
    }
