"""The formulas of a form: they show a slip at once, in Excel and LibreOffice alike.

Texts are compared with ``=`` in ``SUMPRODUCT`` and not matched with ``SUMIFS``, where a title
with ``*`` or ``?`` would be a pattern.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from generator.reach.forms.asked import COUNTS_PEOPLE
from generator.reach.forms.machine import NO, SHEET, TOTAL, YES, Machine
from generator.reach.forms.plan import ANSWERS, FIRST, Column, Line, Plan, Say

LOOK = "▲"
"""With this begins every verdict that somebody should look at."""
DETAIL_FIRST, DETAIL_ROWS = 6, 150
"""The first row of the details, and how many there are to fill in."""
DETAILS = (
    "activity", "audience", "measure", "sex", "age_band", "ethnicity", "disability", "cohort",
    "value",
)  # fmt: skip
"""The columns of the details, from column B."""
DETAIL_CHECK = len(DETAILS) + 2
SUM_TOTAL, SUM_DETAILS, SUM_ROWS = "G", "H", "I"
"""On the hidden sheet, of each row and measure of people: the total, the details' sum and rows."""


def quoted(text: str) -> str:
    """A text in a formula."""
    return '"' + text.replace('"', '""') + '"'


def sheet_name(name: str) -> str:
    """A sheet's name in a formula."""
    return "'" + name.replace("'", "''") + "'"


def chain(cases: Iterable[tuple[str, str]], otherwise: str) -> str:
    """The text of the first case that holds."""
    found = list(cases)
    opened = "".join(f"IF({condition},{text}," for condition, text in found)
    return f"{opened}{otherwise}{')' * len(found)}"


@dataclass(frozen=True)
class Formulas:
    """The formulas of one form; ``details`` is the name of the sheet of details, if it has one."""

    plan: Plan
    machine: Machine
    say: Say
    report: str
    details: str | None

    @cached_property
    def sums(self) -> Mapping[tuple[str, str], int]:
        """The row of the hidden sheet about a row of the table and a measure."""
        first = len(self.machine.rows) + 1
        return {
            (line.key, measure): first + number
            for number, (line, measure) in enumerate(self.plan.split())
        }

    def word(self, message: str) -> str:
        """A verdict as a text in a formula."""
        return quoted(self.say(f"forms.check.{message}"))

    def bad(self, message: str) -> str:
        """A verdict that somebody should look at."""
        return quoted(f"{LOOK} {self.say(f'forms.check.{message}')}")

    def ranges(self, line: Line) -> list[str]:
        """The cells of a row that take numbers, as ranges without the totals."""
        found = []
        for measure in dict.fromkeys(column.measure for column in self.plan.columns):
            own = [one for one in self.plan.columns if one.measure == measure]
            cells = [one for one in own if line.asks(one) and one.sex != TOTAL]
            if cells and measure in line.asked.activity.measures:
                ends = {self.plan.letter(one.key): line.number for one in (cells[0], cells[-1])}
                found.append(":".join(f"{letter}{number}" for letter, number in ends.items()))
        return found

    def cell(self, line: Line, measure: str) -> str | None:
        """The cell that holds the whole number of a measure; ``None`` where none is asked."""
        if measure not in line.asked.activity.measures:
            return None
        sex = TOTAL if measure in COUNTS_PEOPLE else ""
        return f"{self.plan.letter(Column(measure, sex).key)}{line.number}"

    def total(self, line: Line, measure: str) -> str:
        """The sum over the sexes; nothing where nothing is written."""
        first, last = (self.plan.letter(f"{measure}.{sex}") for sex in ("female", "unknown"))
        cells = f"{first}{line.number}:{last}{line.number}"
        return f'=IF(COUNT({cells})=0,"",SUM({cells}))'

    def _hidden(self, line: Line, column: str) -> list[str]:
        return [
            f"{SHEET}!${column}${row}" for (key, _), row in self.sums.items() if key == line.key
        ]

    def written(self, lines: Iterable[Line]) -> str:
        """How many cells of some rows are filled in, details included."""
        listed = list(lines)
        cells = [cells for line in listed for cells in self.ranges(line)]
        return "+".join([f"COUNTA({','.join(cells)})", *self._of(listed, SUM_ROWS)])

    def _of(self, lines: Iterable[Line], column: str) -> list[str]:
        return [cell for line in lines for cell in self._hidden(line, column)]

    def answer(self, line: Line) -> str:
        """Where it is said whether the activity of a row took place."""
        return f"${get_column_letter(ANSWERS)}${self.plan.band(line).number}"

    def band_check(self, band: Line) -> str:
        """The verdict on an activity as a whole."""
        lines = list(self.plan.of(band))
        answer, words = self.answer(band), self.answers
        cells = [cells for line in lines for cells in self.ranges(line)]
        added = "+".join([f"SUM({','.join(cells)})", *self._of(lines, SUM_DETAILS)])
        nothing = chain(
            [
                (f"{answer}={words[NO]}", self.word("none")),
                (f"{answer}={words[YES]}", self.bad("no-numbers")),
            ],
            self.word("open"),
        )
        contradicts = (f"AND({answer}={words[NO]},{added}>0)", self.bad("none-but-numbers"))
        return "=" + chain([(f"{self.written(lines)}=0", nothing), contradicts], self.word("given"))

    @property
    def answers(self) -> dict[str, str]:
        """Yes and no as texts in a formula."""
        return {one: quoted(self.say(f"forms.{one}")) for one in (YES, NO)}

    def row_check(self, line: Line) -> str:
        """The verdict on the row of an audience: the first thing that is wrong with it."""
        band = f"({self.written(self.plan.of(self.plan.band(line)))})=0"
        empty = f'IF({band},"",{self.word("blank")})'
        cases = [(f"({self.written([line])})=0", empty), *self._numbers(line)]
        cases += [*self._measures(line), *self._details(line)]
        return "=" + chain(cases, self.word("good"))

    def _numbers(self, line: Line) -> list[tuple[str, str]]:
        cells = self.ranges(line)
        listed = ",".join(cells)
        negative = "+".join(f'COUNTIF({one},"<0")' for one in cells)
        broken = "+".join(f"SUMPRODUCT(--({one}<>INT({one})))" for one in cells)
        return [
            (f"COUNTA({listed})>COUNT({listed})", self.bad("not-a-number")),
            (f"({negative}+{broken})>0", self.bad("not-whole")),
        ]

    def _measures(self, line: Line) -> list[tuple[str, str]]:
        sessions, attendances, people, printed, given, left = (
            self.cell(line, name)
            for name in (
                "sessions", "attendances", "people", "copies_printed", "copies_distributed",
                "copies_left",
            )
        )  # fmt: skip
        cases = []
        if people and attendances:
            both = f"ISNUMBER({people}),ISNUMBER({attendances}),{people}>{attendances}"
            cases.append((f"AND({both})", self.bad("people-over-attendances")))
        if sessions and attendances:
            cases.append((f"AND(N({attendances})>0,N({sessions})=0)", self.bad("no-sessions")))
        if printed and (given or left):
            out = "+".join(f"N({one})" for one in (given, left) if one)
            cases.append((f"AND(ISNUMBER({printed}),{out}>N({printed}))", self.bad("over-printed")))
        return cases

    def _details(self, line: Line) -> list[tuple[str, str]]:
        cases = []
        for (key, _), row in self.sums.items():
            if key == line.key:
                total, added, rows = (
                    f"{SHEET}!${column}${row}" for column in (SUM_TOTAL, SUM_DETAILS, SUM_ROWS)
                )
                differ = f"AND({rows}>0,ISNUMBER({total}),{added}<>{total})"
                cases.append((differ, self.bad("details-differ")))
        return cases

    def verdict(self) -> str:
        """One sentence over the whole form."""
        column = get_column_letter(self.plan.check)
        checks = f"{column}{FIRST}:{column}{self.plan.last}"
        look = f'SUMPRODUCT(--(LEFT({checks},1)="{LOOK}"))'
        if self.details:
            letter = get_column_letter(DETAIL_CHECK)
            last = DETAIL_FIRST + DETAIL_ROWS - 1
            there = f"{sheet_name(self.details)}!${letter}${DETAIL_FIRST}:${letter}${last}"
            look += f'+SUMPRODUCT(--(LEFT({there},1)="{LOOK}"))'
        still = f"SUMPRODUCT(--({checks}={self.word('open')}))"
        return "=" + chain(
            [
                (f"({look})>0", self._counted("verdict.look", look)),
                (f"{still}>0", self._counted("verdict.open", still)),
            ],
            self.word("verdict.good"),
        )

    def _counted(self, message: str, number: str) -> str:
        before, _, after = self.say(f"forms.check.{message}").partition("{n}")
        before = f"{LOOK} {before}" if message == "verdict.look" else before
        return f"{quoted(before)}&({number})&{quoted(after)}"

    def under_checks(self, rows: Mapping[str, int]) -> dict[str, str]:
        """The verdicts on what is asked once for the whole form."""
        letter = get_column_letter(ANSWERS)
        revised, reason = (f"{letter}{rows[name]}" for name in ("revised", "reason"))
        yes = f"{revised}={self.answers[YES]}"
        return {
            "revised": f'=IF(AND(TRIM({reason})<>"",NOT({yes})),{self.bad("reason-alone")},"")',
            "reason": f'=IF(AND({yes},TRIM({reason})=""),{self.bad("no-reason")},"")',
        }
