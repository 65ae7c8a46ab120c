"""The second sheet of a form: who the people were, for those who know; one number a row."""

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.forms.formulas import (
    DETAIL_CHECK,
    DETAIL_FIRST,
    DETAIL_ROWS,
    DETAILS,
    LOOK,
    Formulas,
)
from generator.reach.forms.styles import Styles, rule
from generator.reach.forms.sums import Sums
from generator.reach.forms.table import Head
from generator.reach.forms.writing import (
    LINE,
    MARGIN,
    comment_of,
    lines_of,
    list_validation,
    put,
    put_text,
    whole_validation,
)

TITLE, HOW, HEADINGS, KEYS = 1, 2, 4, 5
LISTS = ("activity", "audience", "measure", "sex", "age_band", "disability")
WIDTHS = (36.0, 28.0, 17.0, 9.5, 15.0, 15.0, 13.0, 18.0, 10.5, 30.0)


def write_details(sheet: Worksheet, formulas: Formulas, styles: Styles, head: Head) -> None:
    """The whole sheet."""
    say = formulas.say
    for number, width in enumerate((MARGIN, *WIDTHS), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    put(sheet, 1, 1, formulas.machine.mark("details"), "lc key")
    put_text(sheet, TITLE, 2, say("forms.details.title", unit=head.unit), "lc title")
    put_text(sheet, HOW, 2, say("forms.details.how"), "lc text")
    sheet.merge_cells(start_row=HOW, end_row=HOW, start_column=2, end_column=DETAIL_CHECK)
    sheet.row_dimensions[TITLE].height = 26
    sheet.row_dimensions[HOW].height = LINE * lines_of(say("forms.details.how"), sum(WIDTHS)) + 6
    _headings(sheet, formulas, head)
    last, sums = DETAIL_FIRST + DETAIL_ROWS - 1, Sums(formulas)
    for row in range(DETAIL_FIRST, last + 1):
        for column, name in enumerate(DETAILS, 2):
            sheet.cell(row, column).style = "lc number" if name == "value" else "lc word"
        sheet.row_dimensions[row].height = LINE + 4
        put(sheet, row, DETAIL_CHECK, sums.detail_check(row), "lc check")
    for name, validation in _validations(formulas).items():
        letter = get_column_letter(DETAILS.index(name) + 2)
        validation.add(f"{letter}{DETAIL_FIRST}:{letter}{last}")
        sheet.add_data_validation(validation)
    _rules(sheet, styles, last)


def _headings(sheet: Worksheet, formulas: Formulas, head: Head) -> None:
    say = formulas.say
    for column, name in enumerate((*DETAILS, "check"), 2):
        put_text(sheet, HEADINGS, column, say(f"forms.details.{name}"), "lc heading")
        note = f"forms.details.note.{name}"
        if say(note) != note:
            sheet.cell(HEADINGS, column).comment = comment_of(say(note), head.programme)
    for column, name in enumerate(DETAILS, 2):
        put(sheet, KEYS, column, name, "lc key")
    sheet.row_dimensions[HEADINGS].height = 2 * LINE + 4
    sheet.row_dimensions[KEYS].height = 3


def _validations(formulas: Formulas) -> dict[str, DataValidation]:
    machine, say = formulas.machine, formulas.say
    found = {name: list_validation(machine, name, say) for name in LISTS}
    return found | {"value": whole_validation(say)}


def _rules(sheet: Worksheet, styles: Styles, last: int) -> None:
    letter = get_column_letter(DETAIL_CHECK)
    look = f'LEFT({letter}{DETAIL_FIRST},1)="{LOOK}"'
    wrong = rule(look, styles.fill(styles.tint("red", 0.25)), bold=True)
    sheet.conditional_formatting.add(f"{letter}{DETAIL_FIRST}:{letter}{last}", wrong)
