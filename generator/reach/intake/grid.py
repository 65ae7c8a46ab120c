"""A table as it was sent: cells with their places, before anything is known about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from openpyxl.utils import get_column_letter

from generator.model.problem import Problem, Severity

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 250_000
"""Of a sheet: 200 communes with 100 rows a month, and the year in one file."""
MAX_COLUMNS = 256
MAX_CELLS = 6_000_000
"""Of a file: 250,000 rows of a report with as many further columns as its own."""


@dataclass(frozen=True)
class Uncomputed:
    """A formula whose result the file does not hold, or an error value such as ``#REF!``."""

    text: str
    why: Literal["no-result", "other-file"] = "no-result"
    """``other-file``: the result was copied from another workbook, which nobody here has seen."""


Value = str | int | float | bool | date | Uncomputed | None


@dataclass(frozen=True)
class Line:
    """One row of a table; ``number`` counts from 1 as the spreadsheet shows it."""

    number: int
    cells: tuple[Value, ...]

    def __getitem__(self, column: int) -> Value:
        return self.cells[column] if column < len(self.cells) else None

    @property
    def blank(self) -> bool:
        """Whether nothing is written in it."""
        return all(is_blank(cell) for cell in self.cells)


def is_blank(cell: Value) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


@dataclass(frozen=True)
class Grid:
    """A sheet of a workbook, or a CSV file (``sheet`` is then empty)."""

    file: str
    sheet: str
    lines: tuple[Line, ...]

    def problem(
        self,
        code: str,
        line: int,
        column: int,
        details: Mapping[str, Any] | None = None,
        severity: Severity = "error",
    ) -> Problem:
        """A problem at a cell; ``column`` counts from 0."""
        cell = f"{get_column_letter(column + 1)}{line}"
        return Problem(self.file, line, column + 1, code, details or {}, severity, self.sheet, cell)
