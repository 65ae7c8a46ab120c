"""Figures as a workbook: numbers as numbers, the same bytes every time."""

import io
from collections.abc import Callable
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.cells import Value, harmless
from generator.reach.results import By, Figures
from generator.reach.tables import Table, table_by
from generator.sources.zips import steady

FAMILIES: tuple[By, ...] = ("unit", "audience", "activity", "period")
NOTE_WIDTH = 52
"""Of the column of notes, in characters."""
HEADING = 9
"""Characters of a heading on one line; a longer one is broken, so that its column stays narrow."""
LINE = 15
"""Height of a line of text, in points."""


def workbook_bytes(figures: Figures, title: str, say: Callable[..., str]) -> bytes:
    """A workbook with a sheet of notes and totals, then one a family of parts."""
    book = Workbook()
    book.properties.creator = title
    book.properties.created = datetime.combine(figures.as_of, time())
    _notes(book.worksheets[0], figures, title, say)
    for by in FAMILIES:
        sheet = book.create_sheet(say(f"sheet.{by}"))
        _fill(sheet, table_by(figures, by), say, _note(figures, say))
    for sheet in book.worksheets:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each one sheet wide
        sheet.page_setup.orientation = "landscape"
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue(), figures.as_of)


def _note(figures: Figures, say: Callable[..., str]) -> str:
    """What stands above every table: demonstration, exact or with hidden cells."""
    notes = [say("note.demonstration")] if figures.demonstration else []
    return " ".join([*notes, say("note.exact" if figures.exact else "note.suppressed")])


def _notes(sheet: Worksheet, figures: Figures, title: str, say: Callable[..., str]) -> None:
    sheet.title = say("sheet.total")
    lines: list[tuple[Value, ...]] = [
        (title,),
        (_note(figures, say),),
        (say("figures.as_of"), figures.as_of.isoformat()),
        (),
        (say("figures.low"), figures.reach.low),
        (say("figures.high"), figures.reach.high),
        (say("figures.target"), figures.reach.target),
        *((say(f"figures.{name}"), value) for name, value in figures.measures.items()),
        (say("figures.spent"), figures.cost.spent),
        (say("figures.per_person_low"), figures.cost.per_person.low),
        (say("figures.per_person_high"), figures.cost.per_person.high),
        (say("figures.per_copy"), figures.cost.per_copy),
        (),
        *((flag.message,) for flag in figures.flags),
    ]
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line, 1):
            _put(sheet, number, column, value)
        if len(line) == 1 and number > 1:  # a whole sentence
            sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.row_dimensions[number].height = LINE * -(-len(str(line[0])) // NOTE_WIDTH)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = NOTE_WIDTH
    sheet.column_dimensions["B"].width = 16


def _fill(sheet: Worksheet, table: Table, say: Callable[..., str], note: str) -> None:
    _put(sheet, 1, 1, note)
    lines = 1
    for column, heading in enumerate(table.headings(say), 1):
        cell = _put(sheet, 2, column, heading)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="bottom")
        width = max([HEADING, *(len(str(row[column - 1] or "")) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(column)].width = min(width + 2, 48)
        lines = max(lines, -(-len(heading) // HEADING) + 1)
    sheet.row_dimensions[2].height = LINE * lines
    for number, row in enumerate(table.rows, 3):
        for column, value in enumerate(row, 1):
            _put(sheet, number, column, value)
    for cell in sheet[len(table.rows) + 2]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "C3"


def _put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell | MergedCell:
    cell = sheet.cell(row, column)
    cell.value = harmless(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.number_format = "0%" if isinstance(value, float) else "#,##0"
    return cell
