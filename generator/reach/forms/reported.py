"""The report sheet of a form read again: its numbers, its answers, and what stands astray."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.model.problem import Problem
from generator.reach.forms.asked import COUNTS_PEOPLE
from generator.reach.forms.machine import ANSWER, COHORT, DONE, NO, TOTAL, YES, Answer, Machine
from generator.reach.forms.returned import (
    Cell,
    Counted,
    Sent,
    Sheet,
    count_of,
    group_name,
    meaning,
    plain,
)
from generator.reach.intake.grid import Grid, Value, is_blank
from generator.reach.intake.values import shown


@dataclass(frozen=True)
class Reported:
    """Reads the sheet; what is wrong with it goes into ``problems``."""

    machine: Machine
    grid: Grid
    problems: list[Problem]

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet by its keys."""
        return Sheet(self.grid, ANSWER)

    @cached_property
    def _rows(self) -> frozenset[str]:
        machine = self.machine
        return frozenset([o.row for o in machine.inputs] + [o.row for o in machine.answers])

    def whole(self) -> bool:
        """Whether every row and column of the table still bears its key."""
        columns = {one.column for one in self.machine.inputs}
        return columns <= set(self.sheet.columns) and set(self.sheet.rows) >= self._rows

    def at(self, row: str, column: str = ANSWER) -> Cell:
        """The cell where a row and a column meet."""
        return Cell(self.sheet, self.sheet.rows[row], self.sheet.columns[column])

    def under(self, row: str) -> Cell | None:
        """A cell under the table; ``None`` where somebody deleted its row."""
        return self.at(row) if row in self.sheet.rows else None

    def table(self) -> dict[Counted, list[Sent]]:
        """The filled cells of the table by the number of which they are a part."""
        found: dict[Counted, list[Sent]] = {}
        for one in self.machine.inputs:
            cell = self.at(one.row, one.column)
            if not one.measure or is_blank(cell.value):
                continue
            own: dict[str, Value] = {"audience": one.audience, "measure": one.measure}
            own |= {"sex": one.sex or None, "value": cell.value}
            spots = {"value": cell.spot}
            if one.measure in COUNTS_PEOPLE:
                cohort = self.at(one.row, COHORT)
                own["cohort"] = group_name(cohort.value)
                spots["cohort"] = cohort.spot
            sent = Sent(one.activity, one.period, own, cell, spots)
            found.setdefault(one.counts, []).append(sent)
        return found

    def zeros(self, sent: Sequence[Sent]) -> Iterator[Sent]:
        """Explicit zeros of the activities that are said not to have taken place."""
        for one in self.machine.answers:
            cell = self.at(one.row)
            said = meaning(self.machine, DONE, cell, self.problems)
            own = [each for each in sent if each.report == (one.activity, one.period)]
            if said == YES and not own:
                self.problems.append(cell.problem("form-no-numbers"))
            elif said == NO:
                yield from self._zeros(one, cell, own)

    def _zeros(self, answer: Answer, cell: Cell, own: Sequence[Sent]) -> Iterator[Sent]:
        """Zeros of everything that the activity counts and that is not written anyway."""
        there = next((each for each in own if count_of(each.at.value) != 0), None)
        if there:
            number = shown(there.at.value)
            self.problems.append(cell.problem("form-none-but-numbers", found=number))
            return
        written = {(each.cells["audience"], each.cells["measure"]) for each in own}
        asked = dict.fromkeys(
            (one.audience, one.measure)
            for one in self.machine.inputs
            if one.measure and (one.activity, one.period) == (answer.activity, answer.period)
        )
        for audience, measure in asked:
            if (audience, measure) not in written:
                cells: dict[str, Value] = {"audience": audience, "measure": measure, "value": 0}
                yield Sent(answer.activity, answer.period, cells, cell, {"value": cell.spot})

    def strays(self) -> Iterator[Problem]:
        """What stands where nothing is asked: in a grey cell, or in a row put in between."""
        asked = {(one.row, one.column) for one in self.machine.inputs}
        columns = {
            name: at
            for name, at in self.sheet.columns.items()
            if name != ANSWER and not name.endswith(f".{TOTAL}")
        }
        last = max(self.sheet.rows[row].number for row in self._rows)
        for line in self.sheet.below():
            key = plain(line[0])
            for name, column in columns.items() if line.number <= last else ():
                cell = Cell(self.sheet, line, column)
                if not is_blank(cell.value) and (key, name) not in asked:
                    code = "form-not-asked" if key in self._rows else "form-stray"
                    yield cell.problem(code, found=shown(cell.value))
