"""How a sheet of figures looks: headings that stay in view, widths that fit, pages that print."""

from collections.abc import Callable, Sequence
from datetime import date

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.cells import Value, harmless

FACE = "Calibri"
"""A font without a name is set in whatever the reader's program likes."""
HEADING = PatternFill("solid", fgColor="E4E9F2")
TOTAL = PatternFill("solid", fgColor="F4F6FA")
LINE = Side("thin", color="B0B0B0")
BOX = Border(LINE, LINE, LINE, LINE)
MOST_WIDE = 60
"""Of a column, in characters; longer text runs over several lines."""
NARROW = 9
"""Characters of a heading on one line; a longer one is broken, so that its column stays narrow."""
HEIGHT = 15
"""Of a line of text, in points."""
SCALE = 80
"""Percent, of a sheet with page breaks of its own, which programs ignore where they fit it."""
Say = Callable[..., str]
Shown = Value | date


def put(sheet: Worksheet, row: int, column: int, value: Shown) -> Cell | MergedCell:
    """A value as what it is: numbers with points between thousands, shares as percent."""
    cell = sheet.cell(row, column)
    cell.value = harmless(value) if isinstance(value, str) else value
    cell.font = Font(name=FACE)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    else:
        cell.number_format = "0.0%" if isinstance(value, float) else "#,##0"
    return cell


def titled(sheet: Worksheet, title: str, notes: Sequence[str], columns: int) -> int:
    """A title and sentences over the first columns; returns the next free row."""
    for row, text in enumerate([title, *notes], 1):
        cell = put(sheet, row, 1, text)
        cell.font = Font(name=FACE, bold=row == 1, size=14 if row == 1 else 11)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
    sheet.row_dimensions[1].height = HEIGHT * 1.5
    return len(notes) + 2


def table(
    sheet: Worksheet,
    first: int,
    headings: Sequence[str],
    rows: Sequence[Sequence[Shown]],
    *,
    bold: Callable[[int], bool] = lambda _: False,
    indents: Sequence[int] = (),
    widths: Sequence[int] = (),
) -> None:
    """A table whose headings stand in row ``first``; ``bold`` says which rows are sums.

    Without ``widths``, columns are as wide as what stands in them.
    """
    for column, heading in enumerate(headings, 1):
        cell = put(sheet, first, column, heading)
        cell.font, cell.fill, cell.border = Font(name=FACE, bold=True), HEADING, BOX
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    for number, row in enumerate(rows):
        for column, value in enumerate(row, 1):
            cell = put(sheet, first + 1 + number, column, value)
            cell.border = BOX
            indent = indents[number] if column == 2 and number < len(indents) else 0
            side = "left" if isinstance(value, str) else "right"
            cell.alignment = Alignment(
                wrap_text=True, vertical="top", horizontal=side, indent=indent
            )
            if bold(number):
                cell.font, cell.fill = Font(name=FACE, bold=True), TOTAL
    _fit(sheet, first, headings, rows, widths or _widths(headings, rows))
    sheet.print_title_rows = f"{first}:{first}"


def _widths(headings: Sequence[str], rows: Sequence[Sequence[Shown]]) -> list[int]:
    """As wide as the values; headings are broken between words, long text too."""
    widths = []
    for column, heading in enumerate(headings):
        words = [len(word) for word in heading.split()]
        longest = max((len(shown(row[column])) for row in rows if column < len(row)), default=0)
        widths.append(min(max([NARROW, longest, *words]) + 2, MOST_WIDE))
    return widths


def _fit(
    sheet: Worksheet,
    first: int,
    headings: Sequence[str],
    rows: Sequence[Sequence[Shown]],
    widths: Sequence[int],
) -> None:
    """Columns of these widths, and rows high enough for what stands in them."""
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate([headings, *rows], first):
        texts = zip((shown(value) for value in row), widths, strict=False)
        most = max((_lines(text, width) for text, width in texts), default=1)
        if most > 1:
            sheet.row_dimensions[number].height = HEIGHT * most


def shown(value: Shown) -> str:
    """About what a spreadsheet shows of a value: what its width is measured by."""
    if isinstance(value, float):
        return "100,0%"
    if isinstance(value, date):
        return "00/00/0000"
    return f"{value:,}" if isinstance(value, int) else value or ""


def _lines(text: str, width: float) -> int:
    """On how many lines a text stands in a column, words kept whole."""
    lines, left = 1, width - 1
    for word in text.split():
        if len(word) > left and left < width - 1:
            lines, left = lines + 1, width - 1
        left -= len(word) + 1
    return lines


def note_heights(sheet: Worksheet, notes: int, columns: int) -> None:
    """Rows of sentences over merged cells are made high enough: programs do not do that."""
    letters = [get_column_letter(column) for column in range(1, columns + 1)]
    width = sum(sheet.column_dimensions[letter].width for letter in letters)
    for row in range(2, notes + 1):
        text = str(sheet.cell(row, 1).value or "")
        sheet.row_dimensions[row].height = HEIGHT * _lines(text, width)


def printable(sheet: Worksheet, *, landscape: bool = True, fit: bool = True) -> None:
    """A4, numbered; ``fit``: as many pages as it takes, each one sheet wide."""
    if fit:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    else:
        sheet.page_setup.scale = SCALE
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    footer = sheet.oddFooter
    if footer and footer.left and footer.right:
        footer.left.text, footer.right.text = "&A", "&P/&N"
