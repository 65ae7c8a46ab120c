"""The formulas that hold the details against the report: sums on the hidden sheet, row checks."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from generator.reach.forms.formulas import (
    DETAIL_FIRST,
    DETAIL_ROWS,
    DETAILS,
    SUM_DETAILS,
    SUM_TOTAL,
    Formulas,
    chain,
    quoted,
    sheet_name,
)
from generator.reach.forms.machine import SHEET

NAMED = ("activity", "audience", "measure")
"""The columns that say which total a row breaks down."""
LABELS = 6
"""Columns of a row of sums that hold words; behind them stand formulas."""


@dataclass(frozen=True)
class Sums:
    """The formulas of one form."""

    form: Formulas

    def hidden_sums(self) -> list[tuple[str, ...]]:
        """The rows of the hidden sheet that compare totals with details."""
        labels = {(word.list, word.id, word.period): word.label for word in self.form.machine.words}
        found: list[tuple[str, ...]] = []
        for (line, measure), row in zip(
            self.form.plan.split(), self.form.sums.values(), strict=True
        ):
            asked = line.asked
            names = (
                labels["activity", asked.activity.id, asked.period.name],
                labels["audience", line.audience, ""],
                labels["measure", measure, ""],
            )
            total = f"={sheet_name(self.form.report)}!{self.form.cell(line, measure)}"
            added, rows = self._added(row)
            found.append(("sum", line.key, measure, *names, total, added, rows))
        return found

    def _added(self, row: int) -> tuple[str, str]:
        if not self.form.details:
            return "0", "0"
        last = DETAIL_FIRST + DETAIL_ROWS - 1
        there = sheet_name(self.form.details)
        column = {
            name: f"{there}!${letter}${DETAIL_FIRST}:${letter}${last}"
            for name, letter in detail_letters().items()
        }
        same = "*".join(
            f"({column[name]}=${letter}{row})" for name, letter in zip(NAMED, "DEF", strict=True)
        )
        return f"=SUMPRODUCT({same},{column['value']})", f"=SUMPRODUCT({same})"

    def detail_check(self, number: int) -> str:
        """The verdict on a row of the details."""
        cell = {name: f"{letter}{number}" for name, letter in detail_letters().items()}
        first, last = min(self.form.sums.values()), max(self.form.sums.values())
        hidden = {one: f"{SHEET}!${one}${first}:${one}${last}" for one in "DEFGHI"}
        same = "*".join(
            f"({hidden[letter]}={cell[name]})" for name, letter in zip(NAMED, "DEF", strict=True)
        )
        given = f"SUMPRODUCT({same}*ISNUMBER({hidden[SUM_TOTAL]}))>0"
        total, added = (
            f"SUMPRODUCT({same},{hidden[column]})" for column in (SUM_TOTAL, SUM_DETAILS)
        )
        needed = ",".join(f'{cell[name]}=""' for name in (*NAMED, "value"))
        value = cell["value"]
        has = quoted(self.form.say("forms.check.report-has"))
        sums = f'{self.form.bad("adds-to")}&" "&{added}&{has}&{total}'
        return "=" + chain(
            [
                (f"COUNTA({cell['activity']}:{value})=0", '""'),
                (f"OR({needed})", self.form.bad("incomplete")),
                (f"NOT(ISNUMBER({value}))", self.form.bad("not-a-number")),
                (f"OR({value}<0,{value}<>INT({value}))", self.form.bad("not-whole")),
                (f"SUMPRODUCT({same})=0", self.form.bad("not-asked")),
                (f"IF({given},{added}<>{total},FALSE)", sums),
            ],
            self.form.word("good"),
        )


def detail_letters() -> dict[str, str]:
    """The letters of the columns of the details."""
    return {name: get_column_letter(number) for number, name in enumerate(DETAILS, 2)}
