"""A plain table, with the contract's columns as headings: one value a row."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from generator.model.problem import Problem
from generator.reach.intake.entry import Entry
from generator.reach.intake.grid import Grid, Line, is_blank
from generator.reach.intake.header import Header, find_header
from generator.reach.intake.received import Column, Received
from generator.reach.intake.values import shown


def received_tables(grids: Sequence[Grid], problems: list[Problem]) -> Received:
    """The entries of every sheet that has the headings of a report."""
    received = Received("table")
    for grid in grids:
        header, wrong = find_header(grid)
        problems += wrong
        if header:
            received.tables += 1
            received.columns += _meanings(grid, header)
            received.entries += table_entries(grid, header, problems)
    return received


def _meanings(grid: Grid, header: Header) -> Iterator[Column]:
    line = next(one for one in grid.lines if one.number == header.line)
    called = {column: name for name, column in header.columns.items()}
    for number in sorted({*called, *header.ignored}):
        heading = " ".join(shown(line[number]).split())
        yield Column.of(grid, number, heading, (called[number],) if number in called else ())


def table_entries(grid: Grid, header: Header, problems: list[Problem]) -> Iterator[Entry]:
    """Every row below the headings that is not blank; values without a heading are told."""
    names, places = tuple(header.columns), tuple(header.columns.values())
    last = max(places)
    pick = itemgetter(*places, last)  # twice the last: a tuple even of one column
    named = {*header.columns.values(), *header.ignored}
    unnamed = [number for number in range(header.width) if number not in named]
    for line in grid.lines:
        if line.number <= header.line or line.blank:
            continue
        if unnamed or len(line.cells) > header.width:
            problems += _strays(grid, line, header.width, unnamed)
        cells = line.cells
        if len(cells) <= last:
            cells = (*cells, *[None] * (last + 1 - len(cells)))
        read = dict(zip(names, pick(cells), strict=False))
        yield Entry(grid, line.number, read, columns=header.columns)


def _strays(grid: Grid, line: Line, width: int, unnamed: list[int]) -> Iterator[Problem]:
    """A value in a column without a heading: often a comma that split a cell in two."""
    beyond = range(width, len(line.cells))
    for number in (*unnamed, *beyond):
        longer = number >= width and not grid.sheet
        if longer or not is_blank(line[number]):
            details = {"found": shown(line[number])}
            yield grid.problem("report-cell-unnamed", line.number, number, details)
