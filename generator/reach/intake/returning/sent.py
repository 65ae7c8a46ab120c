"""A copy of a workbook as it was sent, with its looks, lists and protection, but values only."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.cells import FORMULA_STARTS
from generator.reach.forms.reading import is_form
from generator.reach.intake.grid import Grid, Uncomputed
from generator.reach.intake.returning.list import Told
from generator.reach.intake.returning.sheet import write_list

OUTSIDE = ("[", "http:", "https:", "file:", "\\\\", "#REF!", "WEBSERVICE", "|")
"""What in a formula leads out of the workbook, or nowhere."""
CALLED = frozenset(
    ("AND", "COUNT", "COUNTA", "COUNTIF", "IF", "INT", "ISBLANK", "ISNUMBER", "LEFT", "N", "NOT",
     "OR",
     "SUM", "SUMPRODUCT", "TRIM")
)  # fmt: skip
"""The functions by which a form checks itself: none of them reaches anything."""


def as_sent(content: bytes, grids: Sequence[Grid], told: Told) -> bytes | None:
    """The workbook again; ``None`` where it cannot be opened whole."""
    try:
        book = load_workbook(io.BytesIO(content), keep_links=False)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        if any(grid.sheet not in sheets for grid in grids):
            return None
        _bare(book)
        form = is_form(grids)
        for grid in grids:
            _values(sheets[grid.sheet], grid, form=form)
            _mark(sheets[grid.sheet], grid, told)
        kept = {grid.sheet for grid in grids}
        for title, sheet in sheets.items():
            if title not in kept:
                book.remove(sheet)
            else:
                sheet.title = told.sheets[title]
                sheet.sheet_view.tabSelected = False
        write_list(book.create_sheet(told.title, 0), told)
        book.active = 0
        out = io.BytesIO()
        book.save(out)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError,
            NotImplementedError, RuntimeError, zipfile.BadZipFile, SyntaxError):  # fmt: skip
        return None  # openpyxl is stricter with looks than with values; the values are read
    return out.getvalue()


def _bare(book: Workbook) -> None:
    """Without names, rules, pictures and links that lead out of the workbook."""
    book.calculation.fullCalcOnLoad = False
    for name in [one for one, said in book.defined_names.items() if _outside(said.attr_text)]:
        del book.defined_names[name]
    for chart in list(book.chartsheets):
        book.remove(chart)
    for sheet in book.worksheets:
        _bare_sheet(sheet)


def _bare_sheet(sheet: Any) -> None:
    sheet._images, sheet._charts, sheet._pivots = [], [], []
    sheet.legacy_drawing = None
    for name in [one for one, said in sheet.defined_names.items() if _outside(said.attr_text)]:
        del sheet.defined_names[name]
    lists = sheet.data_validations.dataValidation
    sheet.data_validations.dataValidation = [
        one for one in lists if not (_outside(one.formula1) or _outside(one.formula2))
    ]
    rules = sheet.conditional_formatting
    for area in [area for area in rules if any(_outside(*rule.formula) for rule in area.rules)]:
        del rules[str(area.sqref)]


def _outside(*formulas: str | None) -> bool:
    return any(sign in (one or "") for one in formulas for sign in OUTSIDE)


def _values(sheet: Worksheet, grid: Grid, *, form: bool) -> None:
    """Results in place of formulas; text that looks like one stays text; no links.

    A form of ours goes on checking itself: sums and comparisons stay, nothing else does.
    """
    read = {line.number: line for line in grid.lines}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            cell.hyperlink = None
            if cell.data_type == "f":
                if form and _harmless(cell.value):
                    continue
                line = read.get(cell.row)
                _put(cell, line[cell.column - 1] if line else None, cell.value)
            elif isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS):
                cell.quotePrefix = True


def _harmless(formula: object) -> bool:
    """Whether a formula only adds and compares cells of its own workbook."""
    if not isinstance(formula, str):
        return False
    for token in Tokenizer(formula).items:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            if token.value.rstrip("(").upper() not in CALLED:
                return False
        elif token.subtype not in {Token.TEXT, Token.CLOSE} and _outside(token.value):
            return False
    return True


def _put(cell: Cell, value: Any, formula: object) -> None:
    if isinstance(value, Uncomputed):
        value = value.text or str(formula)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_STARTS)


def _mark(sheet: Worksheet, grid: Grid, told: Told) -> None:
    merged = {place: area.coord for area in sheet.merged_cells.ranges for place in _inside(area)}
    for place in told.notes.get(grid.sheet, {}):
        cell: Any = sheet.cell(*place)
        if isinstance(cell, MergedCell):
            cell = sheet[merged[place].partition(":")[0]]
        note = told.comment(place, grid.sheet)
        if cell.comment:
            text = f"{note.text}\n\n———\n{cell.comment.text}"
            note = Comment(text, note.author, height=note.height + 60, width=note.width)
        told.mark(cell, place, grid.sheet)
        cell.comment = note


def _inside(area: Any) -> Iterator[tuple[int, int]]:
    for row in area.rows:
        yield from row
