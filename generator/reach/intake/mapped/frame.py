"""The headings of somebody else's table, and the column of each heading that a mapping names."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from openpyxl.utils import column_index_from_string, get_column_letter

from generator.model.mapping import Mapping
from generator.model.problem import Problem
from generator.model.vietnamese import nfc, same_spelling
from generator.reach.intake.grid import Grid, Value
from generator.reach.intake.header import LOOK_AT
from generator.reach.intake.values import shown
from generator.sources.suggest import nearest, one_of

_LETTER = re.compile(r"\$([A-Z]{1,3})")
LONGEST = 300
"""Characters of a text that a pattern is held against: many stars and a long text take for ever."""
BETWEEN = " / "
"""Between the headings of one column that stand in several rows."""


def plain(text: str) -> str:
    """A heading as headings are compared: one spelling, no star, colon or full stop around it."""
    return same_spelling(text).strip(" *:.")


@dataclass(frozen=True)
class Frame:
    """Where a table begins, and what its columns are called."""

    grid: Grid
    first: int
    """The first row of headings, from 1."""
    last: int
    headings: tuple[tuple[str, ...], ...]
    """Of each column, from the top row of headings down."""

    def heading(self, column: int) -> str:
        """A column's heading in one text."""
        parts = self.headings[column] if column < len(self.headings) else ()
        return BETWEEN.join(parts)

    @cached_property
    def _named(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Whole headings, and the lowest of several, to their columns."""
        whole: dict[str, list[int]] = {}
        lowest: dict[str, list[int]] = {}
        for number, parts in enumerate(self.headings):
            if parts:
                whole.setdefault(plain(BETWEEN.join(parts)), []).append(number)
                lowest.setdefault(plain(parts[-1]), []).append(number)
        return whole, lowest

    def columns(self, named: str) -> list[int]:
        """The columns that a mapping may mean by a heading; ``$D`` is a column whatever its
        heading."""
        letter = _LETTER.fullmatch(named)
        if letter:
            return [column_index_from_string(letter[1]) - 1]
        whole, lowest = self._named
        wanted = plain(BETWEEN.join(part.strip() for part in named.split(BETWEEN)))
        return whole.get(wanted) or lowest.get(wanted) or []

    def wrong(self, named: str) -> Problem | None:
        """What keeps a heading from meaning one column."""
        found = self.columns(named)
        if len(found) == 1:
            return None
        if found:
            letters = one_of(f"${get_column_letter(one + 1)}" for one in found)
            details = {"found": named, "known": letters}
            return self.grid.problem("mapping-column-twice", self.last, found[1], details)
        known = [self.heading(number) for number in range(len(self.headings))]
        near = nearest(named, filter(None, known), least=55) or [one for one in known if one][:12]
        details = {"found": named, "known": one_of(near)}
        return self.grid.problem("mapping-column-missing", self.last, 0, details)


def wanted(mapping: Mapping) -> list[str]:
    """Every heading that a mapping names."""
    named = [one.column for one in mapping.columns.given.values()]
    for count in mapping.values:
        named += [count.column, count.when.column if count.when else None]
    named += [mapping.once, *(one.column for one in mapping.skip)]
    return list(dict.fromkeys(name for name in named if name is not None))


def score_of(mapping: Mapping) -> Callable[[Iterable[str]], int]:
    """How many headings of a mapping some texts are: it settles the separator of a CSV file."""
    names = {plain(name) for name in wanted(mapping)}
    names |= {plain(part) for name in wanted(mapping) for part in name.split(BETWEEN)}
    return lambda headings: len({plain(one.strip(' "')) for one in headings} & names)


def frames(grids: Sequence[Grid], mapping: Mapping) -> tuple[list[Frame], list[Problem]]:
    """The tables that a mapping reads, or what keeps the likeliest one from being read."""
    names = wanted(mapping)
    chosen = [grid for grid in grids if _chosen(grid, mapping)]
    if not chosen:
        known = one_of(grid.sheet for grid in grids)
        details = {"found": one_of(mapping.sheets), "known": known}
        return [], [Problem(grids[0].file, 0, 0, "mapping-no-sheet", details)]
    found = [frame for grid in chosen if (frame := _frame(grid, mapping, names))]
    problems = {frame.grid.sheet: [*_problems(frame, names)] for frame in found}
    good = [frame for frame in found if not problems[frame.grid.sheet]]
    if good and not mapping.sheets:
        return good, []
    told = [problem for frame in found for problem in problems[frame.grid.sheet]]
    if mapping.sheets:
        return good, told
    nearest_one = min(found, key=lambda one: len(problems[one.grid.sheet]), default=None)
    if nearest_one is None:
        return [], [Problem(grids[0].file, 0, 0, "report-empty-file")]
    return [], problems[nearest_one.grid.sheet]


def _chosen(grid: Grid, mapping: Mapping) -> bool:
    return not mapping.sheets or any(matches(grid.sheet, one) for one in mapping.sheets)


def _problems(frame: Frame, names: Sequence[str]) -> Iterator[Problem]:
    for name in names:
        problem = frame.wrong(name)
        if problem:
            yield problem


def _frame(grid: Grid, mapping: Mapping, names: Sequence[str]) -> Frame | None:
    """The headings at the row that is given, or where most of the names are found."""
    rows, lines = mapping.headings.rows, grid.lines
    if mapping.headings.row is not None:
        first = next((n for n, one in enumerate(lines) if one.number >= mapping.headings.row), None)
        return None if first is None else _at(grid, first, rows)
    best: Frame | None = None
    most = -1
    for first in range(min(LOOK_AT, len(lines))):
        frame = _at(grid, first, rows)
        found = sum(len(frame.columns(name)) == 1 for name in names)
        if found > most:
            best, most = frame, found
    return best


def _at(grid: Grid, first: int, rows: int) -> Frame:
    lines = grid.lines[first : first + rows]
    width = max((len(line.cells) for line in lines), default=0)
    levels = [[_text(line[column]) for column in range(width)] for line in lines]
    for upper in levels[:-1]:
        _spread(upper, levels[-1])
    headings = tuple(
        tuple(dict.fromkeys(level[column] for level in levels if level[column]))
        for column in range(width)
    )
    return Frame(grid, lines[0].number, lines[-1].number, headings)


def _spread(upper: list[str], lowest: Sequence[str]) -> None:
    """A heading above several columns stands for each that has a heading of its own below."""
    for column in range(1, len(upper)):
        if not upper[column] and lowest[column] and lowest[column - 1]:
            upper[column] = upper[column - 1]


def _text(cell: Value) -> str:
    return " ".join(nfc(cell).split()) if isinstance(cell, str) else shown(cell)


def matches(text: str, *patterns: str) -> bool:
    """Whether a text reads as one of some patterns; ``*`` is anything, spelling and capitals do
    not matter. Only the beginning of a long text is looked at."""
    return _pattern(patterns).fullmatch(same_spelling(text[:LONGEST])) is not None


@lru_cache(maxsize=64)
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    whole = (".*".join(map(re.escape, same_spelling(one).split("*"))) for one in patterns)
    return re.compile("|".join(whole))
