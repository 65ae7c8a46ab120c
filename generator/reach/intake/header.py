"""Finding the heading row of a table and which column is which."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.problem import Problem
from generator.reach.intake.grid import Grid, Line, is_blank
from generator.reach.intake.vocabulary import COLUMNS, REQUIRED, column_of, score
from generator.sources.suggest import nearest, one_of

LOOK_AT = 30
"""A title or a letterhead may stand above the headings, but no more than so many rows."""
ENOUGH = 3
"""So many known headings make a heading row."""


@dataclass(frozen=True)
class Header:
    """Where each column of a report stands in a table."""

    line: int
    width: int
    """How many cells the heading row has."""
    columns: dict[str, int]
    """By name, the number of the column from 0."""
    ignored: frozenset[int]
    """Columns with a heading that is none of ours, or that stands twice."""


def find_header(grid: Grid) -> tuple[Header | None, tuple[Problem, ...]]:
    """The header and what is wrong with it; ``None`` without a problem: not a table of reports."""
    line = _best(grid)
    if line is None:
        return None, ()
    columns: dict[str, int] = {}
    ignored: set[int] = set()
    problems: list[Problem] = []
    strangers: list[tuple[int, str]] = []
    for number, cell in enumerate(line.cells):
        if is_blank(cell):
            continue
        name = column_of(str(cell))
        if name is None:
            strangers.append((number, " ".join(str(cell).split())[:60]))
            ignored.add(number)
        elif name in columns:
            problems.append(grid.problem("duplicate-column", line.number, number, {"key": name}))
            ignored.add(number)
        else:
            columns[name] = number
    problems += _missing(grid, line, columns)
    problems += _strangers(grid, line, columns, strangers)
    return Header(line.number, len(line.cells), columns, frozenset(ignored)), tuple(problems)


def _best(grid: Grid) -> Line | None:
    start = grid.lines[:LOOK_AT]
    scores = [score(str(cell) for cell in line.cells if not is_blank(cell)) for line in start]
    most = max(scores, default=0)
    return start[scores.index(most)] if most >= ENOUGH else None


def _missing(grid: Grid, line: Line, columns: dict[str, int]) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in columns:
            yield grid.problem("report-missing-column", line.number, 0, {"key": name})


def _strangers(
    grid: Grid, line: Line, columns: dict[str, int], strangers: list[tuple[int, str]]
) -> Iterator[Problem]:
    """A heading that is nearly a column's name is a slip; any other column is left alone."""
    free = [name for name in COLUMNS if name not in columns]
    for number, heading in strangers:
        near = nearest(heading.replace("-", "_").replace(" ", "_"), free, least=78)
        details = {"found": heading, "known": one_of(near)}
        if near:
            yield grid.problem("report-column-near", line.number, number, details)
        else:
            yield grid.problem("report-column-ignored", line.number, number, details, "warning")
