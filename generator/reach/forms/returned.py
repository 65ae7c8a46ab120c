"""The sheets of a form that came back: cells by the keys of their rows and columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.model.problem import Problem
from generator.model.vietnamese import nfc, same_spelling
from generator.reach.forms.machine import MARK, Machine
from generator.reach.intake.entry import Spot
from generator.reach.intake.grid import Grid, Line, Uncomputed, Value, is_blank
from generator.reach.intake.values import Wrong, number, shown
from generator.sources.suggest import one_of


def mark_of(grid: Grid) -> str:
    """What the first cell says: which sheet of which form this is; empty for other sheets."""
    cell = grid.lines[0][0] if grid.lines and grid.lines[0].number == 1 else None
    return cell.strip() if isinstance(cell, str) and cell.strip().startswith(MARK) else ""


def plain(cell: Value) -> str:
    """A cell as the machine reads its own texts; a code that became a number is not mended."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None or isinstance(cell, Uncomputed) else nfc(str(cell)).strip()


@dataclass(frozen=True)
class Sheet:
    """A sheet whose rows and columns bear keys."""

    grid: Grid
    anchor: str
    """A key of its row of column keys."""

    @cached_property
    def keys(self) -> Line | None:
        """The row of column keys."""
        for line in self.grid.lines:
            if self.anchor in line.cells:
                return line
        return None

    @cached_property
    def columns(self) -> dict[str, int]:
        """Column keys to columns, from 0."""
        cells = self.keys.cells if self.keys else ()
        return {cell: at for at, cell in enumerate(cells) if at and isinstance(cell, str) and cell}

    @cached_property
    def rows(self) -> dict[str, Line]:
        """Row keys to rows."""
        return {
            line[0].strip(): line
            for line in self.grid.lines
            if isinstance(line[0], str) and line[0].strip()
        }

    def below(self) -> Iterator[Line]:
        """The rows under the keys."""
        after = self.keys.number if self.keys else 0
        yield from (line for line in self.grid.lines if line.number > after)


@dataclass(frozen=True)
class Cell:
    """A value and where it stands."""

    sheet: Sheet
    line: Line
    column: int

    @property
    def value(self) -> Value:
        return self.line[self.column]

    @property
    def spot(self) -> Spot:
        return self.line.number, self.column

    def problem(self, code: str, **details: Any) -> Problem:
        return self.sheet.grid.problem(code, *self.spot, details)

    def warning(self, code: str, **details: Any) -> Problem:
        return self.sheet.grid.problem(code, *self.spot, details, "warning")


@dataclass(frozen=True)
class Sent:
    """One value that was sent: what it counts, and the cells that say so."""

    activity: str
    period: str
    cells: Mapping[str, Value]
    at: Cell
    spots: Mapping[str, Spot]

    @property
    def report(self) -> tuple[str, str]:
        """Activity and period: with the form's campaign and unit, the key of its report."""
        return self.activity, self.period


Counted = tuple[str, str, str, str]
"""Activity, period, audience, measure."""


def group_name(value: Value) -> Value:
    """A group's name in one spelling: the same people must not be two groups by a capital."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plain(value)
    return same_spelling(value) or None if isinstance(value, str) else value


def count_of(value: Value) -> int | None:
    """The number in a cell; ``None`` where it is none, which is told where values are checked."""
    try:
        return number(value)
    except Wrong:
        return None


def meaning(machine: Machine, name: str, cell: Cell, problems: list[Problem]) -> str | None:
    """What an entry of a drop-down list means; a problem where there is no such entry."""
    if is_blank(cell.value):
        return None
    labels = {same_spelling(word.label): word.id for word in machine.words if word.list == name}
    said = labels.get(same_spelling(plain(cell.value)))
    if said is None:
        known = one_of([word.label for word in machine.words if word.list == name])
        problems.append(cell.problem("form-answer", found=shown(cell.value), known=known))
    return said
