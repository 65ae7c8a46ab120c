"""The third sheet of a form: how to fill it in, on one page."""

from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.forms.formulas import Formulas
from generator.reach.forms.plan import period_words
from generator.reach.forms.table import Head
from generator.reach.forms.writing import MARGIN, day_words, lines_of, put_text

STEPS = 6
TERMS = ("people", "attendances", "sessions", "copies", "cohort", "zero")
WIDTHS = (MARGIN, 20.0, 70.0)
STEP_LINE = 16.5
"""Height of a line of the instructions, which are a little larger than the table."""


def write_guide(sheet: Worksheet, formulas: Formulas, head: Head) -> None:
    """The whole sheet."""
    say, form = formulas.say, formulas.plan.form
    for letter, width in zip("ABC", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    facts = {
        "period": period_words(form.period.name, say),
        "due": day_words(form.due, say),
        "receiver": head.receiver,
        "unit": head.unit,
    }
    put_text(sheet, 1, 2, say("forms.guide.title"), "lc title")
    sheet.row_dimensions[1].height = 28
    row = _whole(sheet, 2, say("forms.guide.about", **facts), "lc step")
    row = _whole(sheet, row + 1, say("forms.guide.steps"), "lc subtitle")
    for number in range(1, STEPS + 1):
        name = say("forms.guide.step", n=number)
        row = _pair(sheet, row, name, say(f"forms.guide.step.{number}", **facts))
    row = _whole(sheet, row + 1, say("forms.guide.terms"), "lc subtitle")
    for term in TERMS:
        row = _pair(sheet, row, say(f"forms.guide.{term}"), say(f"forms.guide.{term}.means"))
    row = _whole(sheet, row + 1, say("forms.guide.remember"), "lc subtitle")
    for name in ("missing", "names", "safe"):
        row = _whole(sheet, row, say(f"forms.guide.{name}", **facts), "lc step")


def _whole(sheet: Worksheet, row: int, text: str, style: str) -> int:
    """A sentence over the whole width; returns the next row."""
    put_text(sheet, row, 2, text, style)
    sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=3)
    sheet.row_dimensions[row].height = STEP_LINE * lines_of(text, sum(WIDTHS[1:]) * 1.06) + 6
    return row + 1


def _pair(sheet: Worksheet, row: int, name: str, text: str) -> int:
    """A word and what it means; returns the next row."""
    put_text(sheet, row, 2, name, "lc term")
    put_text(sheet, row, 3, text, "lc step")
    lines = max(lines_of(text, WIDTHS[2] * 1.06), lines_of(name, WIDTHS[1]))
    sheet.row_dimensions[row].height = STEP_LINE * lines + 6
    return row + 1
