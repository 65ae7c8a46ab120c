"""The first sheet of a returned copy: everything that is to be mended, with a way to each cell."""

from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from generator.reach.intake.received import LIST_MARK
from generator.reach.intake.returning.list import (
    BOLD,
    DOUBTFUL,
    HEADING,
    HEADINGS,
    LINE,
    LINKED,
    MIDDLE,
    PLAIN,
    TITLE,
    TOP,
    WIDTHS,
    WRONG,
    Row,
    Told,
    head_lines,
    lines_of,
    list_cells,
)


def write_list(sheet: Any, told: Told) -> None:
    """Fill an empty sheet, of a workbook in memory or of one that is written row by row."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.column_dimensions["A"].width = 1
    sheet.column_dimensions["A"].hidden = True
    for number, width in enumerate(WIDTHS, 2):
        sheet.column_dimensions[get_column_letter(number)].width = width
    heads = head_lines(told)
    sheet.freeze_panes = f"A{len(heads) + 3}"
    sheet.row_dimensions[1].height = 26
    for number, text in enumerate(heads):
        cell = _text(sheet, text)
        if number == 0:
            cell.font = TITLE
        sheet.append([_text(sheet, LIST_MARK) if number == 0 else None, cell])
    sheet.append([])
    sheet.append([None, *(_heading(sheet, told.say(f"returned.{name}")) for name in HEADINGS)])
    for number, (row, cells) in enumerate(list_cells(told), len(heads) + 3):
        sheet.row_dimensions[number].height = LINE * lines_of(row) + 3
        sheet.append([None, *_row(sheet, told, row, cells, number)])


def _row(sheet: Any, told: Told, row: Row, cells: tuple[int | str, ...], number: int) -> list[Any]:
    found = [_text(sheet, cell) for cell in cells]
    for cell in found:
        cell.alignment = TOP
    found[0].alignment = MIDDLE
    link = told.link(row)
    if link:
        at = found[2]
        at.font = LINKED
        address = f"{get_column_letter(4)}{number}"
        at.hyperlink = Hyperlink(ref=address, location=link[1:], display=str(cells[2]))
    found[3].fill = PatternFill("solid", start_color=WRONG if row.error else DOUBTFUL)
    return found


def _heading(sheet: Any, text: str) -> Any:
    cell = _text(sheet, text)
    cell.font, cell.fill, cell.alignment = BOLD, HEADING, TOP
    return cell


def _text(sheet: Any, value: int | str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.font = PLAIN
    if isinstance(value, str):
        cell.value, cell.data_type = value, "s"
    return cell
