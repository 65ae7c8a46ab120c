"""A plain table, with the contract's columns as headings: one value a row."""

from collections.abc import Iterator, Sequence

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
    places = tuple(header.columns.items())
    named = {*header.columns.values(), *header.ignored}
    unnamed = [number for number in range(header.width) if number not in named]
    for line in grid.lines:
        if line.number <= header.line or line.blank:
            continue
        problems += _strays(grid, line, header.width, unnamed)
        cells, width = line.cells, len(line.cells)
        read = {name: cells[at] if at < width else None for name, at in places}
        yield Entry(grid, line.number, read, columns=header.columns)


def _strays(grid: Grid, line: Line, width: int, unnamed: list[int]) -> Iterator[Problem]:
    """A value in a column without a heading: often a comma that split a cell in two."""
    beyond = range(width, len(line.cells))
    for number in (*unnamed, *beyond) if beyond or unnamed else ():
        longer = number >= width and not grid.sheet
        if longer or not is_blank(line[number]):
            details = {"found": shown(line[number])}
            yield grid.problem("report-cell-unnamed", line.number, number, details)
