"""A value after checking: what could be read of it, and what not."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from generator.model.problem import Problem
from generator.reach.intake.entry import Entry
from generator.reach.intake.grid import Grid

Key = tuple[str, str, str, str]
KEY = ("campaign", "activity", "unit", "period")
"""What one report is about."""
WHO = ("measure", "audience", "sex", "age_band", "ethnicity", "disability", "cohort")
"""With the key, what makes two rows of a report the same."""


class Sent(NamedTuple):
    """A row and where in the file it stands."""

    entry: Entry
    cells: Mapping[str, Any]
    """What could be read, by column; empty cells are left out."""
    wrong: frozenset[str]
    """The columns whose cell could not be read: what the others tell is still compared."""
    key: Key | None
    """The key of its report, where all of it could be read."""

    @property
    def grid(self) -> Grid:
        """The sheet that it stands in."""
        return self.entry.grid

    @property
    def line(self) -> int:
        """Its row, from 1."""
        return self.entry.line

    def all(self, names: Iterable[str]) -> tuple[Any, ...] | None:
        """These cells, ``None`` for an empty one; nothing where one of them is wrong."""
        listed = tuple(names)
        if self.wrong and self.wrong.intersection(listed):
            return None
        return tuple(map(self.cells.get, listed))

    @property
    def what(self) -> tuple[Any, ...] | None:
        """What it counts: the key and the cell; two rows of a file must not have the same."""
        who = self.all(WHO)
        if self.key is None or who is None:
            return None
        return (*self.key, *(None if cell == "unknown" else cell for cell in who))

    def problem(self, column: str, code: str, **details: Any) -> Problem:
        """An error at one of its cells."""
        return self.entry.problem(column, code, details)

    def warning(self, column: str, code: str, **details: Any) -> Problem:
        """A warning at one of its cells."""
        return self.entry.problem(column, code, details, "warning")
