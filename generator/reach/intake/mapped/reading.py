"""Somebody else's table to entries: one for every number that a mapping counts."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Cells
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from generator.model.mapping import Condition, Count, Mapping, Skipped, Source
from generator.model.problem import Problem
from generator.model.vietnamese import same_spelling
from generator.reach.intake.entry import Entry, Spot
from generator.reach.intake.grid import Grid, Line, Value, is_blank
from generator.reach.intake.mapped.frame import Frame, frames, matches
from generator.reach.intake.mapped.picking import chosen, picked, shown_whole, translated
from generator.reach.intake.received import Column, Left, Received

SHEET_SPOT: Spot = (1, 0)
"""Where a problem with a sheet's name is told."""


def mapped_entries(
    grids: Sequence[Grid], mapping: Mapping, received_on: date | None
) -> tuple[Received, list[Problem]]:
    """The entries of every table that the mapping reads.

    ``received_on``: the day for a table that gives none. Names, units, periods and values are not
    judged here: they are checked with those of every other file.
    """
    found, problems = frames(grids, mapping)
    received = Received("mapping")
    seen: dict[str, str] = {}
    for frame in found if not problems else ():
        table = _Table(frame, mapping, received_on)
        received.tables += 1
        received.columns += table.meanings()
        for line in table.rows():
            entries, left = table.read(line)
            received.entries += entries
            received.left += [left] if left else []
            problems += table.twice(line, seen) if entries else ()
    return received, problems


@dataclass(frozen=True)
class _Table:
    frame: Frame
    mapping: Mapping
    received_on: date | None

    @property
    def grid(self) -> Grid:
        return self.frame.grid

    def column(self, named: str) -> int:
        """A heading's column: the frame has been found whole."""
        return self.frame.columns(named)[0]

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """The translations of each field, by spelling."""
        return {
            name: {same_spelling(written): meant for written, meant in words.items()}
            for name, words in self.mapping.translate.items()
        }

    @cached_property
    def shared(self) -> tuple[dict[str, Value], dict[str, Spot]]:
        """What the whole sheet says: constants, single cells, its name."""
        cells: dict[str, Value] = dict(self.mapping.constants.given)
        if self.received_on and not self.mapping.columns.received_on:
            cells.setdefault("received_on", self.received_on)
        cells.setdefault("received_on", None)
        spots: dict[str, Spot] = {}
        for name, source in self.mapping.columns.given.items():
            if source.sheet:
                cells[name], spots[name] = self._say(name, self.grid.sheet, source), SHEET_SPOT
            elif source.cell:
                spots[name] = _spot(source.cell)
                cells[name] = self._say(name, _at(self.grid, spots[name]), source)
        return cells, spots

    @cached_property
    def fields(self) -> list[tuple[str, Source, int]]:
        """What each row says, and in which column."""
        given = self.mapping.columns.given.items()
        return [(name, one, self.column(one.column)) for name, one in given if one.column]

    @cached_property
    def counts(self) -> list[tuple[Count, int | None, dict[str, Any]]]:
        """The columns of numbers (none for a number that every row stands for), and what each
        says of its numbers."""
        return [
            (one, self.column(one.column) if one.column else None, one.given)
            for one in self.mapping.values
        ]

    def _say(self, name: str, cell: Value, source: Source) -> Value:
        return translated(picked(cell, source), self.words.get(name))

    def rows(self) -> Iterator[Line]:
        """The rows under the headings that are not blank, filled down where the mapping says so."""
        down = [column for _, source, column in self.fields if source.fill_down]
        last: dict[int, Value] = {}
        for line in self.grid.lines:
            if line.number <= self.frame.last or line.blank:
                continue
            if not down:
                yield line
                continue
            cells = list(line.cells) + [None] * (max(down) + 1 - len(line.cells))
            for column in down:
                if is_blank(cells[column]):
                    cells[column] = last.get(column)
                elif not self._skipped(line):
                    last[column] = cells[column]
            yield Line(line.number, tuple(cells))

    def read(self, line: Line) -> tuple[list[Entry], Left | None]:
        """The entries of a row; why there is none."""
        if self._skipped(line):
            return [], Left.of(self.grid, line, "skipped")
        cells, spots = self._row(line)
        entries = [
            self._entry(line, count, column, {**cells, **given}, spots)
            for count, column, given in self.counts
            if self._holds(line, count.when) and self._counts(line, column)
        ]
        return entries, None if entries else Left.of(self.grid, line, "no-number")

    def _row(self, line: Line) -> tuple[dict[str, Value], dict[str, Spot]]:
        cells, spots = self.shared
        cells, spots = dict(cells), dict(spots)
        for name, source, column in self.fields:
            cells[name] = self._say(name, line[column], source)
            spots[name] = (line.number, column)
        return cells, spots

    def _counts(self, line: Line, column: int | None) -> bool:
        return column is None or self.mapping.empty == "zero" or not is_blank(line[column])

    def _entry(
        self,
        line: Line,
        count: Count,
        column: int | None,
        cells: Cells[str, Value],
        spots: Cells[str, Spot],
    ) -> Entry:
        value: Value = count.value if column is None else line[column]
        if column is not None and is_blank(value):
            value = 0
        value = translated(value, self.words.get("value"))
        own = spots if column is None else {**spots, "value": (line.number, column)}
        return Entry(self.grid, line.number, {**cells, "value": value}, own)

    def _holds(self, line: Line, when: Condition | None) -> bool:
        if when is None:
            return True
        cell = line[self.column(when.column)]
        if when.includes is not None:
            return chosen(cell, when.includes)
        return same_spelling(shown_whole(cell)) == same_spelling(when.equals or "")

    def twice(self, line: Line, seen: dict[str, str]) -> Iterator[Problem]:
        """A row that stands in the file already; ``seen`` are those that came before."""
        if self.mapping.once is None:
            return
        column = self.column(self.mapping.once)
        name, here = shown_whole(line[column]).strip(), f"{self.grid.sheet} {line.number}".strip()
        first = seen.setdefault(name, here) if name else here
        if first != here:
            details = {"found": name, "first": first}
            yield self.grid.problem("mapping-row-twice", line.number, column, details)

    def _skipped(self, line: Line) -> bool:
        return any(self._fits(line, rule) for rule in self.mapping.skip)

    def _fits(self, line: Line, rule: Skipped) -> bool:
        if rule.column is not None:
            return matches(shown_whole(line[self.column(rule.column)]), *rule.matches)
        texts = (cell for cell in line.cells if isinstance(cell, str) and cell)
        return any(matches(text, *rule.matches) for text in texts)

    def meanings(self) -> Iterator[Column]:
        """What every column was taken for."""
        meant: dict[int, list[str]] = {}
        for name, _, at in self.fields:
            meant.setdefault(at, []).append(name)
        for count, column, given in self.counts:
            if column is not None:
                said = [f"{name}={one}" for name, one in given.items()]
                meant.setdefault(column, []).extend(said or ["value"])
            if count.when:
                meant.setdefault(self.column(count.when.column), []).append("when")
        if self.mapping.once:
            meant.setdefault(self.column(self.mapping.once), []).append("once")
        for number in range(len(self.frame.headings)):
            heading = self.frame.heading(number)
            if heading or number in meant:
                meaning = tuple(dict.fromkeys(meant.get(number, ())))
                yield Column.of(self.grid, number, heading, meaning)


def _spot(address: str) -> Spot:
    letters, row = coordinate_from_string(address)
    return row, column_index_from_string(letters) - 1


def _at(grid: Grid, spot: Spot) -> Value:
    line = next((one for one in grid.lines if one.number == spot[0]), None)
    return line[spot[1]] if line else None
