"""What a file says before anything of it is checked: its entries, and how they were understood."""

from dataclasses import dataclass, field
from typing import Literal

from openpyxl.utils import get_column_letter

from generator.reach.intake.entry import Entry
from generator.reach.intake.grid import Grid, Line, Value, is_blank
from generator.reach.intake.values import shown

Kind = Literal["table", "form", "mapping"]
LIST_MARK = "lachan.can-sua"
"""In the first cell of the list of problems that goes back with a refused file."""


def is_list(grid: Grid) -> bool:
    """Whether a sheet is such a list: it is left out when the mended copy comes in."""
    return bool(grid.lines) and grid.lines[0][0] == LIST_MARK


@dataclass(frozen=True)
class Column:
    """A column of a table and what it was taken for."""

    sheet: str
    letter: str
    heading: str
    meaning: tuple[str, ...]
    """Names of the contract's columns, or ``name=value`` where every number of the column is of
    such; nothing where the column is left alone."""

    @classmethod
    def of(cls, grid: Grid, number: int, heading: str, meaning: tuple[str, ...]) -> "Column":
        """The column of that number from 0."""
        return cls(grid.sheet, get_column_letter(number + 1), heading, meaning)


@dataclass(frozen=True)
class Left:
    """A row that is no data."""

    sheet: str
    line: int
    text: str
    """Its first words."""
    why: Literal["skipped", "no-number"]

    @classmethod
    def of(cls, grid: Grid, line: Line, why: Literal["skipped", "no-number"]) -> "Left":
        """The row of a sheet."""
        first: Value = next((cell for cell in line.cells if not is_blank(cell)), None)
        return cls(grid.sheet, line.number, shown(first), why)


@dataclass
class Received:
    """The entries of a file."""

    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    tables: int = 0
    """How many sheets had reports."""
