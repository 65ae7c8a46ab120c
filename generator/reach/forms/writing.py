"""Cells, notes and checks while typing, as all sheets of a form use them."""

from datetime import date
from typing import Any

from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.forms.machine import LABEL_COLUMN, SHEET, Machine
from generator.reach.forms.plan import Say
from generator.reach.intake.values import MOST

MARGIN = 1.3
"""Width of the first column, in which the keys stand unseen."""
LINE = 13.5
"""Height of one line of text, in points."""


def put(sheet: Worksheet, row: int, column: int, value: str | None, style: str) -> None:
    """A cell with its style."""
    cell = sheet.cell(row, column)
    cell.style = style
    cell.value = value


def put_text(sheet: Worksheet, row: int, column: int, value: str, style: str) -> None:
    """A cell whose words come from the sources or the catalogue: never a formula."""
    put(sheet, row, column, value, style)
    sheet.cell(row, column).data_type = "s"


def comment_of(note: str, author: str) -> Comment:
    """A note that opens beside a heading, large enough for its text."""
    return Comment(note, author, height=24 + 17 * lines_of(note, 38), width=290)


def validation_of(say: Say, what: str, **how: Any) -> DataValidation:
    """A check while typing (``how`` as openpyxl takes it), with its message for the sender."""
    title, text = say(f"forms.wrong.{what}.title"), say(f"forms.wrong.{what}")
    shown: dict[str, Any] = {"errorTitle": title, "error": text, "showErrorMessage": True}
    return DataValidation(allow_blank=True, **shown, **how)


def whole_validation(say: Say) -> DataValidation:
    """A whole number of at least 0."""
    between = {"operator": "between", "formula1": "0", "formula2": str(MOST)}
    return validation_of(say, "number", type="whole", **between)


def list_validation(machine: Machine, name: str, say: Say) -> DataValidation:
    """A drop-down list whose entries stand on the hidden sheet."""
    first, last = machine.labels(name)
    entries = f"{SHEET}!${LABEL_COLUMN}${first}:${LABEL_COLUMN}${last}"
    return validation_of(say, "choice", type="list", formula1=entries)


def lines_of(text: str, wide: float) -> int:
    """How many lines a text takes in a column of so many characters."""
    return sum(max(1, -(-len(part) // int(wide))) for part in text.split("\n"))


def day_words(day: date, say: Say) -> str:
    """A day as people write it."""
    return say("forms.day", day=day)
