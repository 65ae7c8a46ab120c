"""Figures as tables: the same columns on the terminal, in CSV and in the workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from generator.model.people import Measure
from generator.reach.cells import Value
from generator.reach.results import TRAITS, By, Figures, Part

Say = Callable[..., str]
MEASURES: tuple[str, ...] = get_args(Measure)
REPORTS = ("expected", "on_time", "late", "missing", "zero", "revised")


@dataclass(frozen=True)
class Table:
    """A heading for each column, by its stable name, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def filled(self) -> "Table":
        """Without the columns in which no part has a value; the first two stay."""
        kept = [
            number
            for number in range(len(self.columns))
            if number < 2 or any(row[number] is not None for row in self.rows[:-1])
        ]
        rows = tuple(tuple(row[number] for number in kept) for row in self.rows)
        return Table(tuple(self.columns[number] for number in kept), rows)

    def headings(self, say: Say, *, short: bool = False) -> tuple[str, ...]:
        """The columns in the reader's words."""
        kind = "short" if short else "figures"
        return tuple(say(f"{kind}.{name}") for name in self.columns)


def table_by(figures: Figures, by: By) -> Table:
    """The parts of one family, and the total as the last row; no report is of a trait alone."""
    measures = [name for name in MEASURES if name in figures.measures]
    counts = () if by in TRAITS else REPORTS
    columns = (by, "name", "low", "high", "target", "coverage_low", "coverage_high")
    rows = [_row(part, measures, counts) for part in figures.by(by)]
    rows.append(("", "", *_row(figures.total(), measures, counts)[2:]))
    return Table((*columns, *measures, *counts), tuple(rows))


def _row(part: Part, measures: Sequence[str], counts: Sequence[str]) -> tuple[Value, ...]:
    reach, reports = part.reach, part.reports
    return (
        part.id,
        part.name,
        reach.low,
        reach.high,
        reach.target,
        reach.coverage.low,
        reach.coverage.high,
        *(part.measures.get(name) for name in measures),
        *(getattr(reports, name) for name in counts),
    )


def plain_text(table: Table, say: Say) -> str:
    """The table in aligned columns, for a terminal; columns without any value are left out."""
    kept = [
        number
        for number in range(len(table.columns))
        if number < 2 or any(row[number] is not None for row in table.rows)
    ]
    headings = table.headings(say, short=True)
    lines = [[headings[number] for number in kept]]
    lines += [[_shown(row[number]) for number in kept] for row in table.rows]
    widths = [max(len(line[number]) for line in lines) for number in range(len(kept))]
    shown = [_aligned(line, widths) for line in lines]
    return "\n".join([shown[0], "-" * max(map(len, shown)), *shown[1:]]) + "\n"


def _shown(value: Value) -> str:
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if number < 2 else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
