"""A copy made new from the cells that were read: of CSV, .xls, .ods and very large workbooks."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from generator.reach.cells import FORMULA_STARTS
from generator.reach.intake.grid import Grid, Line, Uncomputed, Value
from generator.reach.intake.returning.list import Told
from generator.reach.intake.returning.sheet import write_list

NARROW, WIDE = 8, 42
LOOK_AT = 200
"""So many rows settle how wide a column is."""
DAY = "dd/mm/yyyy"


def made_new(grids: Sequence[Grid], told: Told) -> bytes:
    """The list and every sheet, written row by row."""
    book = Workbook(write_only=True)
    write_list(book.create_sheet(told.title), told)
    for grid in grids:
        sheet = book.create_sheet(told.sheets[grid.sheet])
        for number, width in enumerate(_widths(grid), 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        _write(sheet, grid, told)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: WriteOnlyWorksheet, grid: Grid, told: Told) -> None:
    marked: dict[int, list[int]] = {}
    for row, column in told.notes.get(grid.sheet, {}):
        marked.setdefault(row, []).append(column)
    written = 0
    for line in grid.lines:
        for _ in range(line.number - written - 1):
            sheet.append([])
        sheet.append(_row(sheet, grid, line, marked.get(line.number, []), told))
        written = line.number


def _row(
    sheet: WriteOnlyWorksheet, grid: Grid, line: Line, marked: list[int], told: Told
) -> list[Any]:
    width = max([len(line.cells), *marked])
    row: list[Any] = [_cell(sheet, line[number]) for number in range(width)]
    for column in marked:
        cell = row[column - 1]
        if not isinstance(cell, Cell):
            cell = row[column - 1] = WriteOnlyCell(sheet, cell)
        place = (line.number, column)
        told.mark(cell, place, grid.sheet)
        cell.comment = told.comment(place, grid.sheet)
    return row


def _cell(sheet: WriteOnlyWorksheet, value: Value) -> Any:
    """A value as it may stand in a workbook; plain ones need no cell of their own."""
    text = value.text if isinstance(value, Uncomputed) else value
    if isinstance(text, str) and text.startswith(FORMULA_STARTS):
        cell = WriteOnlyCell(sheet, "")
        cell.value, cell.data_type, cell.quotePrefix = text, "s", True
        return cell
    if isinstance(text, date):
        cell = WriteOnlyCell(sheet)
        cell.value, cell.number_format = text, DAY
        return cell
    return None if text == "" else text


def _widths(grid: Grid) -> list[int]:
    widths: list[int] = []
    for line in grid.lines[:LOOK_AT]:
        for number, cell in enumerate(line.cells):
            if number == len(widths):
                widths.append(NARROW)
            length = len(str(cell if cell is not None else ""))
            widths[number] = min(max(widths[number], length + 2), WIDE)
    return widths
