"""One value that was sent, before it is checked: its cells by column, and where each stands.

A plain table has one entry a row. A form or somebody else's table has several: one a filled cell,
with what its row, its heading or the whole sheet says about it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.model.problem import Problem, Severity
from generator.reach.intake.grid import Grid, Value

Spot = tuple[int, int]
"""Row from 1, column from 0, as ``Grid.problem`` takes them."""


NOWHERE: Mapping[str, Any] = MappingProxyType({})


class Entry(NamedTuple):
    """Cells of a report row as they were sent, by the contract's column names."""

    grid: Grid
    line: int
    """The row that speaks for it, from 1."""
    cells: Mapping[str, Value]
    """Only columns that the table, form or mapping has; an empty cell is ``None``. A mapping may
    add ``parent``: the unit above the one that is named."""
    spots: Mapping[str, Spot] = NOWHERE
    """Where cells stand that are not in ``columns``; any other speaks for the whole row."""
    columns: Mapping[str, int] = NOWHERE
    """Where each cell stands in its own row, from 0; all entries of a table share it."""

    def problem(
        self,
        name: str,
        code: str,
        details: Mapping[str, Any] | None = None,
        severity: Severity = "error",
    ) -> Problem:
        """A problem at the cell of a column."""
        line, column = self.spots.get(name) or (self.line, self.columns.get(name, 0))
        return self.grid.problem(code, line, column, {"key": name, **(details or {})}, severity)
