"""The sheet of details read again: what its rows break down, and whether they add up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.problem import Problem
from generator.model.vietnamese import same_spelling
from generator.reach.forms.formulas import DETAILS
from generator.reach.forms.machine import Machine
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

CHOICES = ("sex", "age_band", "disability")
NEEDED = ("activity", "audience", "measure", "value")


@dataclass(frozen=True)
class Breakdown:
    """Reads the rows; what is wrong with one goes into ``problems``."""

    machine: Machine
    grid: Grid
    problems: list[Problem]

    def read(self) -> dict[Counted, list[Sent]]:
        """The good rows by the total that they break down."""
        found: dict[Counted, list[Sent]] = {}
        sheet = Sheet(self.grid, "age_band")
        if set(DETAILS) - set(sheet.columns):
            self.problems.append(self.grid.problem("form-changed", 1, 0))
            return found
        for line in sheet.below():
            cells = {name: Cell(sheet, line, sheet.columns[name]) for name in DETAILS}
            key = self._key(cells)
            if key:
                found.setdefault(key, []).append(self._sent(key, cells))
        return found

    def _key(self, cells: Mapping[str, Cell]) -> Counted | None:
        """Which total a row breaks down; nothing for an empty row or a wrong one."""
        if all(is_blank(cell.value) for cell in cells.values()):
            return None
        lacking = next((name for name in NEEDED if is_blank(cells[name].value)), None)
        if lacking:
            problem = cells[lacking].problem("form-details-incomplete")
            self.problems.append(problem)
            return None
        named = {
            name: meaning(self.machine, name, cells[name], self.problems) for name in NEEDED[:3]
        }
        if None in named.values():
            return None
        title = same_spelling(plain(cells["activity"].value))
        activity, period = next(
            (word.id, word.period)
            for word in self.machine.words
            if word.list == "activity" and same_spelling(word.label) == title
        )
        key = (activity, period, named["audience"] or "", named["measure"] or "")
        if key not in {one.counts for one in self.machine.inputs}:
            at = cells["audience"]
            found = ", ".join(shown(cells[name].value) for name in ("audience", "measure"))
            self.problems.append(at.problem("form-details-not-asked", found=found))
            return None
        return key

    def _sent(self, key: Counted, cells: Mapping[str, Cell]) -> Sent:
        activity, period, audience, measure = key
        own: dict[str, Value] = {
            "audience": audience,
            "measure": measure,
            "ethnicity": cells["ethnicity"].value,
            "cohort": group_name(cells["cohort"].value),
            "value": cells["value"].value,
        }
        own |= {name: self._choice(name, cells[name].value) for name in CHOICES}
        spots = {name: cells[name].spot for name in DETAILS}
        return Sent(activity, period, own, cells["value"], spots)

    def _choice(self, name: str, value: Value) -> Value:
        """The meaning of an entry; other words are judged with those of every other file."""
        labels = {same_spelling(w.label): w.id for w in self.machine.words if w.list == name}
        return labels.get(same_spelling(value), value) if isinstance(value, str) else value


def compare(
    table: Mapping[Counted, Sequence[Sent]], split: Mapping[Counted, Sequence[Sent]]
) -> Iterator[Problem]:
    """Totals of the report to which the details do not add up, each at their first row."""
    for key, rows in split.items():
        given = [count_of(one.at.value) for one in table.get(key, ())]
        added = [count_of(one.at.value) for one in rows]
        if given and None not in given and None not in added:
            total, found = sum(filter(None, given)), sum(filter(None, added))
            if total != found:
                yield rows[0].at.problem("form-details-differ", found=found, total=total)
