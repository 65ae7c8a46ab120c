"""The first sheet of a form: the report itself."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.forms.formulas import LOOK, Formulas
from generator.reach.forms.machine import ANSWER, COHORT, DONE, TOTAL
from generator.reach.forms.plan import (
    ANSWERS,
    COUNTS,
    FIRST,
    GROUPS,
    HEADINGS,
    KEYS,
    LABEL,
    UNDER,
    Column,
    Line,
    Plan,
    Say,
    period_words,
)
from generator.reach.forms.styles import Styles, rule
from generator.reach.forms.writing import (
    LINE,
    MARGIN,
    comment_of,
    day_words,
    lines_of,
    list_validation,
    put,
    put_text,
    validation_of,
    whole_validation,
)

WIDTHS = {"answer": 10.0, "check": 28.0, "label": 32.0, COHORT: 16.0, "sex": 7.5, "single": 9.0}
VERDICT = 5
"""The row of the one sentence over the whole form."""
NARROW = 34.0
"""Letters that fit into the column of labels: most are narrower than the digit 0."""


@dataclass(frozen=True)
class Head:
    """What stands above the table, and who sends it where."""

    programme: str
    unit: str
    receiver: str
    language: str


class Table:
    """Writes the sheet."""

    def __init__(self, sheet: Worksheet, formulas: Formulas, styles: Styles, head: Head) -> None:
        self.sheet, self.formulas, self.styles, self.head = sheet, formulas, styles, head
        self.plan: Plan = formulas.plan
        self.say: Say = formulas.say
        self.validations: dict[str, DataValidation] = {}

    def write(self) -> None:
        """The whole sheet."""
        self._columns()
        self._head()
        self._headings()
        for line in self.plan.lines:
            if line.audience:
                self._row(line)
            else:
                self._band(line)
        self._under()
        self._rules()
        for validation in self.validations.values():
            self.sheet.add_data_validation(validation)

    def put(self, row: int, column: int, value: str | None, style: str) -> None:
        """A cell of this sheet."""
        put(self.sheet, row, column, value, style)

    def text(self, row: int, column: int, value: str, style: str) -> None:
        """A cell of this sheet whose words come from the sources."""
        put_text(self.sheet, row, column, value, style)

    def merge(self, row: int, first: int, last: int) -> None:
        """Cells beside one another become one."""
        if last > first:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)

    def key(self, row: int, name: str) -> None:
        """The key of a row."""
        self.put(row, 1, name, "lc key")

    def _columns(self) -> None:
        widths = [MARGIN, WIDTHS["label"], WIDTHS["answer"]]
        for column in self.plan.columns:
            name = column.key if column.key in WIDTHS else "sex" if column.sex else "single"
            widths.append(WIDTHS[name])
        widths.append(WIDTHS["check"])
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width

    def _head(self) -> None:
        plan, say, form = self.plan, self.say, self.plan.form
        last = plan.check
        lines = (
            (self.head.programme, "lc small", 15),
            (
                say("forms.title", campaign=form.campaign.title.text(self.head.language)),
                "lc title",
                26,
            ),
            (say("forms.unit", unit=self.head.unit, code=form.place.code), "lc strong", 17),
            (
                say(
                    "forms.when",
                    period=period_words(form.period.name, say),
                    due=day_words(form.due, say),
                    receiver=self.head.receiver,
                ),
                "lc line",
                17,
            ),
        )
        self.key(1, self.formulas.machine.mark("report"))
        for row, (text, style, height) in enumerate(lines, 1):
            self.text(row, LABEL, text, style)
            self.sheet.row_dimensions[row].height = height
        verdict, hint = VERDICT, VERDICT + 1
        self.put(verdict, LABEL, self.formulas.verdict(), "lc verdict")
        for column in range(LABEL + 1, last + 1):
            self.put(verdict, column, None, "lc verdict")
        self.merge(verdict, LABEL, last)
        self.sheet.row_dimensions[verdict].height = 24
        self.text(hint, LABEL, say("forms.hint"), "lc text")
        self.merge(hint, LABEL, last)
        wide = sum(
            self.sheet.column_dimensions[get_column_letter(n)].width for n in range(2, last + 1)
        )
        self.sheet.row_dimensions[hint].height = LINE * lines_of(say("forms.hint"), wide) + 6

    def _headings(self) -> None:
        plan, say = self.plan, self.say
        for at in range(LABEL, plan.check + 1):
            self.put(GROUPS, at, None, "lc group")
            self.put(HEADINGS, at, None, "lc heading")
        self._heading(HEADINGS, LABEL, say("forms.column.label"), say("forms.note.label"))
        self._heading(HEADINGS, ANSWERS, say("forms.column.answer"), say("forms.note.answer"))
        self._heading(HEADINGS, plan.check, say("forms.column.check"), say("forms.note.check"))
        for number, column in enumerate(plan.columns, COUNTS):
            note = say(f"forms.note.{column.measure}")
            if column.sex:
                self._heading(HEADINGS, number, say(f"forms.sex.{column.sex}"), "")
            else:
                self._heading(HEADINGS, number, say(f"forms.column.{column.key}"), note)
            if column.sex == "female":
                self._heading(GROUPS, number, say(f"forms.column.{column.measure}"), note)
                self.merge(GROUPS, number, number + 3)
            if column.sex == "unknown":
                cell = self.sheet.cell(HEADINGS, number)
                cell.comment = comment_of(say("forms.note.unknown"), self.head.programme)
            self.put(KEYS, number, column.key, "lc key")
        self.put(KEYS, ANSWERS, ANSWER, "lc key")
        self.sheet.row_dimensions[GROUPS].height = 2 * LINE + 3
        self.sheet.row_dimensions[HEADINGS].height = 3 * LINE
        self.sheet.row_dimensions[KEYS].height = 3

    def _heading(self, row: int, column: int, text: str, note: str) -> None:
        self.text(row, column, text, "lc group" if row == GROUPS else "lc heading")
        if note:
            self.sheet.cell(row, column).comment = comment_of(note, self.head.programme)

    def _band(self, line: Line) -> None:
        plan, say = self.plan, self.say
        labels = {(word.id, word.period): word.label for word in self.formulas.machine.words}
        title = labels[line.asked.activity.id, line.asked.period.name]
        if line.asked.due != plan.form.due:
            title = f"{title} – {say('forms.due', due=day_words(line.asked.due, say))}"
        self.key(line.number, line.key)
        for column in range(COUNTS, plan.check + 1):
            self.put(line.number, column, None, "lc band")
        self.text(line.number, LABEL, title, "lc band")
        self.put(line.number, ANSWERS, None, "lc word")
        self._list(DONE, line.number, ANSWERS)
        self.put(line.number, plan.check, self.formulas.band_check(line), "lc check")
        self.sheet.row_dimensions[line.number].height = LINE * lines_of(title, NARROW) + 7

    def _row(self, line: Line) -> None:
        names = {w.id: w.label for w in self.formulas.machine.words if w.list == "audience"}
        self.key(line.number, line.key)
        name = names[line.audience]
        self.text(line.number, LABEL, name, "lc label")
        self.put(line.number, ANSWERS, None, "lc not asked")
        for number, column in enumerate(self.plan.columns, COUNTS):
            self._cell(line, number, column)
        self.put(line.number, self.plan.check, self.formulas.row_check(line), "lc check")
        lines = max(lines_of(name, NARROW), 1.5)
        self.sheet.row_dimensions[line.number].height = LINE * lines + 5

    def _cell(self, line: Line, number: int, column: Column) -> None:
        if not line.asks(column):
            self.put(line.number, number, None, "lc not asked")
        elif column.sex == TOTAL:
            formula = self.formulas.total(line, column.measure)
            self.put(line.number, number, formula, "lc total")
        elif column.measure == COHORT:
            self.put(line.number, number, None, "lc word")
        else:
            self.put(line.number, number, None, "lc number")
            self._whole(line.number, number)

    def _under(self) -> None:
        """The day, what it revises and who wrote it, once for the whole form."""
        plan, say = self.plan, self.say
        self.text(plan.under, LABEL, say("forms.under"), "lc subtitle")
        self.sheet.row_dimensions[plan.under].height = 24
        rows = {name: plan.under + number for number, name in enumerate(UNDER, 1)}
        checks = self.formulas.under_checks(rows)
        ends = {"received_on": ANSWERS + 1, "revised": ANSWERS}
        for name, row in rows.items():
            self.key(row, name)
            self.text(row, LABEL, say(f"forms.under.{name}"), "lc label")
            end = min(ends.get(name, ANSWERS + 8), plan.check - 1)
            for column in range(ANSWERS, end + 1):
                self.put(row, column, None, "lc day" if name == "received_on" else "lc word")
            self.merge(row, ANSWERS, end)
            if name in checks:
                self.put(row, plan.check, checks[name], "lc check")
            height = LINE * (
                2 if name == "reason" else lines_of(say(f"forms.under.{name}"), NARROW)
            )
            self.sheet.row_dimensions[row].height = height + 6
        self._list(DONE, rows["revised"], ANSWERS)
        self._day(rows["received_on"])
        self.text(plan.last, LABEL, say("forms.no-names"), "lc small")

    def _whole(self, row: int, column: int) -> None:
        if "whole" not in self.validations:
            self.validations["whole"] = whole_validation(self.say)
        self.validations["whole"].add(self.sheet.cell(row, column).coordinate)

    def _list(self, name: str, row: int, column: int) -> None:
        if name not in self.validations:
            self.validations[name] = list_validation(self.formulas.machine, name, self.say)
        self.validations[name].add(self.sheet.cell(row, column).coordinate)

    def _day(self, row: int) -> None:
        first = self.plan.form.period.first
        formula = f"DATE({first.year},{first.month},{first.day})"
        validation = validation_of(
            self.say, "day", type="date", operator="greaterThanOrEqual", formula1=formula
        )
        validation.add(self.sheet.cell(row, ANSWERS).coordinate)
        self.validations["day"] = validation

    def _rules(self) -> None:
        """Colours that follow what is written; each verdict says the same in words."""
        plan, styles = self.plan, self.styles
        wrong = styles.fill(styles.tint("red", 0.25))
        good, still = (styles.fill(styles.tint(*one)) for one in (("leaf", 0.2), ("terrace", 0.4)))
        add = self.sheet.conditional_formatting.add
        column = get_column_letter(plan.check)
        checks = f"{column}{FIRST}:{column}{plan.last}"
        look = f'LEFT({column}{FIRST},1)="{LOOK}"'
        add(checks, rule(look, wrong, bold=True))
        word = self.formulas.word
        done = f"OR({','.join(f'{column}{FIRST}={word(name)}' for name in ('good', 'none'))})"
        add(checks, rule(done, good))
        add(checks, rule(f"{column}{FIRST}={word('open')}", still))
        cell = f"${get_column_letter(LABEL)}${VERDICT}"
        over = f"{get_column_letter(LABEL)}{VERDICT}:{column}{VERDICT}"
        add(over, rule(f"{cell}={word('verdict.good')}", good))
        add(over, rule(f'LEFT({cell},1)="{LOOK}"', wrong))
        for line in plan.lines:
            for cells in self.formulas.ranges(line) if line.audience else ():
                corner = cells.partition(":")[0]
                text = f"AND(NOT(ISBLANK({corner})),NOT(ISNUMBER({corner})))"
                add(cells, rule(text, wrong))
