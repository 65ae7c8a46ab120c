"""A workbook (XLSX, XLSM, XLS, ODS) to tables: values as they are stored, nothing is run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from generator.model.problem import Problem
from generator.reach.intake.grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Grid, Line
from generator.reach.intake.reading import guard
from generator.reach.intake.reading.biff import look_closer_at_old
from generator.reach.intake.reading.closer import Closer, Region, Spot, look_closer
from generator.reach.intake.reading.guard import MEGABYTE, Package, Refused
from generator.reach.intake.reading.legacy import Scheme, font_of
from generator.reach.intake.reading.mending import mended
from generator.reach.intake.reading.process import native

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED, WORD = (name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument"))
"""Streams of a workbook with a password (MS-OFFCRYPTO 2.3.4.4) and of a document (MS-DOC 2.1)."""
MAX_FILLED = 1_000_000
"""Cells below the first one of merged cells: of 250,000 rows four columns, all of them merged."""
TOGETHER = 96 * MEGABYTE
"""Unpacked; 125,000 rows of a report."""
Found = tuple[tuple[Grid, ...], tuple[Problem, ...]]


@dataclass
class _Sheet:
    """A sheet while it is read; rows and columns count from 0."""

    name: str
    rows: list[list[Any]]
    merged: list[Region]


@dataclass
class _Book:
    """What the native reader told."""

    sheets: list[_Sheet] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def read_workbook(content: bytes, file: str) -> Found:
    """The sheets of a workbook, the hidden ones too, or why it cannot be read."""
    try:
        if content.startswith(ZIP):
            return _read_package(guard.opened(content), content, file)
        if ENCRYPTED in content:
            raise Refused("report-password")
        if WORD in content:
            raise Refused("report-not-a-table")
        return _read_old(content, file)
    except Refused as refused:
        limits = {
            "too-many-rows": MAX_ROWS,
            "report-too-many-cells": MAX_CELLS,
            "report-unpacks-too-large": guard.MAX_UNPACKED // MEGABYTE,
        }
        details = {"limit": limits[refused.code]} if refused.code in limits else {}
        return (), (Problem(file, 0, 0, refused.code, details),)


def _read_package(package: Package, content: bytes, file: str) -> Found:
    if package.kind == "xlsb":
        raise Refused("report-binary-workbook")
    if package.kind == "other":
        raise Refused("report-zip-no-workbook")
    if package.kind == "ods" and b"encryption-data" in package.whole("META-INF/manifest.xml"):
        raise Refused("report-password")
    # the guard reads every part; of a workbook that is not too large, while the native reader is
    # at work in its own process
    suspects = guard.checked(package) if package.unpacked > TOGETHER else None
    with native(content, package.unpacked) as messages:
        if suspects is None:
            suspects = guard.checked(package)
        closer = look_closer(package, suspects)
        font = font_of(package.whole("xl/styles.xml"))
        grids, problems = _grids(_book(messages), closer, font, file)
    return grids, (*problems, *_macros(file, found=package.macros))


def _read_old(content: bytes, file: str) -> Found:
    with native(content, len(content)) as messages:
        closer, macros = look_closer_at_old(content)
        grids, problems = _grids(_book(messages), closer, None, file)
    return grids, (*problems, *_macros(file, found=macros))


def _macros(file: str, *, found: bool) -> Iterator[Problem]:
    if found:
        yield Problem(file, 0, 0, "report-macros", severity="warning")


def _book(messages: Iterable[tuple[Any, ...]]) -> _Book:
    book = _Book()
    for kind, *told in messages:
        if kind == "sheet":
            name, merged = told
            book.sheets.append(_Sheet(name, [], merged))
        elif kind == "rows":
            book.sheets[-1].rows += told[0]
        elif kind == "texts":
            book.texts = told[0]
    return book


def _grids(book: _Book, closer: Mapping[str, Closer], font: Scheme | None, file: str) -> Found:
    problems: list[Problem] = []
    grids: list[Grid] = []
    left = MAX_ROWS
    for sheet in book.sheets:
        seen = closer.get(sheet.name, Closer())
        _put(sheet.rows, seen.formulas)
        left -= len(sheet.rows)
        if left < 0:
            raise Refused("too-many-rows")
        filled = _fill(sheet.rows, [*sheet.merged, *seen.merged])
        lines = tuple(Line(number, tuple(row)) for number, row in enumerate(sheet.rows, 1))
        grid = Grid(file, sheet.name, lines)
        grids.append(grid)
        problems += _notes(grid, seen, filled)
    read, found = mended(grids, book.texts, font)
    return read, (*problems, *found)


def _put(rows: list[list[Any]], cells: Mapping[Spot, Any]) -> None:
    """Cells into a table; those beyond its last row stand below it."""
    for (row, column), cell in sorted(cells.items(), key=lambda one: one[0]):
        rows += [[] for _ in range(row + 1 - len(rows))]
        cells_there = rows[row]
        cells_there += [None] * (column + 1 - len(cells_there))
        cells_there[column] = cell


def _fill(rows: list[list[Any]], merged: Sequence[Region]) -> dict[Spot, str]:
    """Repeat a text that stands in a cell merged over several rows in each of them.

    A commune's name beside ten rows is meant for all ten. A number is never repeated: it would
    count ten times. Neither is anything put into rows that hold nothing else, nor is a cell
    repeated that is merged over several columns: it is a title.
    """
    fills: dict[Spot, str] = {}
    steps = 0
    for (top, left), (bottom, right) in merged:
        steps += max(bottom - top, 0)
        if steps > MAX_FILLED:  # overlapping regions, which no program writes
            raise Refused("report-damaged-workbook")
        if right != left or top >= len(rows) or left >= len(rows[top]):
            continue
        cell = rows[top][left]
        if isinstance(cell, str) and cell.strip():
            below = range(top + 1, min(bottom + 1, len(rows)))
            fills |= {(row, left): cell for row in below if rows[row]}
    _put(rows, fills)
    return fills


def _notes(grid: Grid, seen: Closer, filled: Mapping[Spot, str]) -> Iterator[Problem]:
    """What the sender may not have seen, or did not write cell by cell."""
    if filled:
        row, column = min(filled)
        details = {"count": len(filled), "found": filled[row, column][:60]}
        yield grid.problem("report-merged-filled", row + 1, column, details, "warning")
    rows = [row for row in _each(seen.hidden_rows, len(grid.lines)) if not grid.lines[row].blank]
    if rows:
        details = {"count": len(rows), "found": rows[0] + 1}
        yield grid.problem("report-hidden-rows", rows[0] + 1, 0, details, "warning")
    columns = [one for one in _each(seen.hidden_columns, MAX_COLUMNS) if _used(grid, one)]
    if columns:
        named = ", ".join(get_column_letter(column + 1) for column in columns[:8])
        details = {"count": len(columns), "found": named}
        yield grid.problem("report-hidden-columns", 0, columns[0], details, "warning")


def _each(runs: Iterable[range], most: int) -> Iterator[int]:
    """The numbers below ``most`` in some runs, each once."""
    reached = 0
    for run in sorted(runs, key=lambda run: run.start):
        yield from range(max(run.start, reached), min(run.stop, most))
        reached = max(reached, run.stop)


def _used(grid: Grid, column: int) -> bool:
    return any(line[column] is not None for line in grid.lines)
