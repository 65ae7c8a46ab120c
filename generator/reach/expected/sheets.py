"""The expected reports as a workbook: a summary, then a sheet an activity, legible in grey too."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.model.place import Place
from generator.reach.cells import Value, harmless
from generator.reach.expected.calls import Call
from generator.reach.expected.duties import Duty, tally
from generator.reach.expected.matrix import by_place
from generator.reach.expected.owed import Owed, periods_of, units_in_order
from generator.reach.expected.telling import (
    CALL_COLUMNS,
    TOTALS,
    call_rows,
    days_overdue,
    overdue_words,
    titles_of,
)
from generator.sources.catalogue import Catalogue
from generator.sources.zips import steady

FILLS = {"on time": "DCEFDC", "late": "FCE8B2", "missing": "F4B6B0", "not due": "FFFFFF"}
"""Light enough for black text; in grey they stand apart, and each cell says its state in words."""
FACE = "Calibri"
"""A font without a name is set in whatever the reader's program likes."""
HEADING = PatternFill("solid", fgColor="E4E9F2")
LINE = Side("thin", color="B0B0B0")
BOX = Border(LINE, LINE, LINE, LINE)
FIRST = 5
"""The row of the first heading, under the title and the notes."""
SHEET_COLUMNS = (
    "unit", "name", "now", "contact", "number", "campaign", "activity", "period", "due",
    "days_overdue", "done",
)  # fmt: skip
UNDER_HEADINGS = f"C{FIRST + 1}"
"""What stays in view: the headings, and the unit's code and name."""
MOST_WIDE = 44


def matrix_workbook(all_owed: Sequence[Owed], as_of: date, say: Catalogue) -> bytes:
    """A summary by unit and period, then a sheet an activity with the state of each report."""
    book = Workbook()
    for number, owed in enumerate(all_owed):
        first = book.worksheets[0] if not number else book.create_sheet()
        name = say("expected.sheet.sum")
        _summary(first, owed, say)
        first.title = _sheet_name(book, name if len(all_owed) == 1 else owed.campaign.id)
        for activity, title in titles_of(owed, say.language).items():
            sheet = book.create_sheet(_sheet_name(book, title))
            duties = [duty for duty in owed.asked if duty.activity == activity]
            _states(sheet, owed, title, duties, say)
    return _saved(book, as_of, say("expected.title"))


def calls_workbook(found: Sequence[Call], as_of: date, say: Catalogue) -> bytes:
    """The list of calls: to print, tick off and write on."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = say("calls.sheet")
    _notes(sheet, say("calls.title", day=as_of, n=len(found)), [])
    _headings(sheet, FIRST, [say(f"calls.column.{name}") for name in SHEET_COLUMNS])
    row = FIRST
    for call in found:
        for cells, ask in zip(call_rows([call], say), call.asks, strict=True):
            row += 1
            shown: dict[str, Value] = dict(zip(CALL_COLUMNS, cells, strict=True))
            shown |= {
                "name": ", ".join([call.place.full_name, *(one.name for one in call.path[:0:-1])]),
                "contact": shown["contact"] or say("calls.no-contact"),
                "campaign": ask.campaign.title.text(say.language),
                "due": _day(ask.due, say),
                "days_overdue": overdue_words(ask.overdue, say),
            }
            for column, name in enumerate(SHEET_COLUMNS, 1):
                state = "missing" if name == "days_overdue" and ask.overdue > 0 else None
                _put(sheet, row, column, shown.get(name), state)
    _widths(sheet, len(SHEET_COLUMNS))
    sheet.freeze_panes = UNDER_HEADINGS
    return _saved(book, as_of, say("calls.sheet"))


def _summary(sheet: Worksheet, owed: Owed, say: Catalogue) -> None:
    """How many of the reports that are due came, by unit and period."""
    counts = tally(owed.asked)
    notes = [
        say(
            "expected.sum", day=owed.as_of, expected=counts.expected, on_time=counts.on_time,
            late=counts.late, missing=counts.missing, zero=counts.zero, revised=counts.revised,
            not_due=counts.not_due,
        ),
        say("expected.sheet.how"),
    ]  # fmt: skip
    _notes(sheet, owed.campaign.title.text(say.language), _demonstration(owed, say) + notes)
    periods = periods_of(owed.asked)
    totals = [say(f"short.{name}") for name in TOTALS]
    names = [say("figures.unit"), say("figures.name"), *periods, *totals]
    _headings(sheet, FIRST, names)
    groups = by_place(owed.asked)
    for row, (place, depth) in enumerate(_depths(owed), FIRST + 1):
        own = groups[place]
        _unit(sheet, row, place, depth)
        for column, period in enumerate(periods, 3):
            here = [duty for duty in own if duty.period == period]
            _put(sheet, row, column, _came(here, say), _worst(here))
        counted = tally(own)
        for column, name in enumerate(TOTALS, 3 + len(periods)):
            _put(sheet, row, column, getattr(counted, name))
    _widths(sheet, len(names))
    sheet.freeze_panes = UNDER_HEADINGS


def _came(found: Sequence[Duty], say: Catalogue) -> str | None:
    """``2/3``: came of those due; how many are to come where none is due."""
    counts = tally(found)
    if not found:
        return None
    if not counts.expected:
        return say("expected.later", n=counts.not_due)
    return f"{counts.on_time + counts.late}/{counts.expected}"


def _worst(found: Iterable[Duty]) -> str | None:
    states = {duty.state for duty in found}
    return next((state for state in ("missing", "late", "on time") if state in states), None)


def _states(
    sheet: Worksheet, owed: Owed, title: str, duties: Sequence[Duty], say: Catalogue
) -> None:
    """One activity: a row a unit, a column a period, the state of the report in words."""
    _notes(sheet, title, [*_demonstration(owed, say), owed.campaign.title.text(say.language)])
    periods = periods_of(duties)
    dues = {duty.period: duty.due for duty in duties}
    names = [f"{period}\n{_due(dues[period], say)}" for period in periods]
    _headings(sheet, FIRST, [say("figures.unit"), say("figures.name"), *names])
    by_key = {(duty.place, duty.period): duty for duty in duties}
    for row, (place, depth) in enumerate(_depths(owed, duties), FIRST + 1):
        _unit(sheet, row, place, depth)
        for column, period in enumerate(periods, 3):
            duty = by_key.get((place, period))
            words = state_words(duty, owed.as_of, say) if duty else None
            _put(sheet, row, column, words, duty.state if duty else None)
    _widths(sheet, len(periods) + 2)
    sheet.freeze_panes = UNDER_HEADINGS


def state_words(duty: Duty, as_of: date, say: Catalogue) -> str:
    """``Late · revised``; of a missing report, since how many days."""
    early = duty.state == "not due" and duty.received
    words = [say("state.early" if early else f"state.{duty.state.replace(' ', '_')}")]
    if days := days_overdue(duty, as_of):
        words.append(say("calls.overdue", n=days))
    words += [say("state.zero")] if duty.zero else []
    words += [say("state.revised")] if duty.revised else []
    return " · ".join(words)


def _depths(owed: Owed, duties: Sequence[Duty] | None = None) -> list[tuple[Place, int]]:
    above = units_in_order(owed.asked if duties is None else duties, owed.ground)
    return [(place, sum(one in above for one in path)) for place, path in above.items()]


def _demonstration(owed: Owed, say: Catalogue) -> list[str]:
    return [say("note.demonstration")] if owed.campaign.demonstration else []


def _due(due: date | None, say: Catalogue) -> str:
    return say("expected.due", day=due) if due else ""


def _day(day: date, say: Catalogue) -> str:
    return say("expected.day", day=day)


def _notes(sheet: Worksheet, title: str, notes: Iterable[str]) -> None:
    for row, text in enumerate([title, *notes], 1):
        sheet.cell(row, 1, harmless(text)).font = Font(
            name=FACE, bold=row == 1, size=14 if row == 1 else 11
        )


def _headings(sheet: Worksheet, row: int, names: Iterable[str]) -> None:
    for column, name in enumerate(names, 1):
        cell = sheet.cell(row, column, harmless(name))
        cell.font, cell.fill, cell.border = Font(name=FACE, bold=True), HEADING, BOX
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    sheet.row_dimensions[row].height = 34
    sheet.print_title_rows = f"{row}:{row}"


def _unit(sheet: Worksheet, row: int, place: Place, depth: int) -> None:
    _put(sheet, row, 1, place.code)
    _put(sheet, row, 2, place.name)
    sheet.cell(row, 2).alignment = Alignment(indent=depth, vertical="center")


def _put(sheet: Worksheet, row: int, column: int, value: Value, state: str | None = None) -> None:
    cell = sheet.cell(row, column)
    cell.value = harmless(value) if isinstance(value, str) else value
    cell.border = BOX
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    if state in FILLS:
        cell.fill = PatternFill("solid", fgColor=FILLS[state])
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.font = Font(name=FACE, bold=state == "missing")


def _widths(sheet: Worksheet, columns: int) -> None:
    for column in range(1, columns + 1):
        texts = [
            str(sheet.cell(row, column).value or "") for row in range(FIRST, sheet.max_row + 1)
        ]
        longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
        width = min(max(longest + 2, 9), MOST_WIDE)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _sheet_name(book: Workbook, wanted: str) -> str:
    """A name that Excel takes: 31 characters, none of ``[]:*?/\\``, none twice."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in wanted).strip() or "-"
    name, number = plain[:31], 1
    taken = {sheet.title.casefold() for sheet in book.worksheets}
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: 31 - len(f' {number}')]} {number}"
    return name


def _saved(book: Workbook, as_of: date, title: str) -> bytes:
    book.properties.creator = title
    book.properties.created = datetime.combine(as_of, time())
    for sheet in book.worksheets:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue(), as_of)
