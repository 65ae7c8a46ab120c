"""A form that came back: from its cells to the values that were sent.

What a cell means is read from the hidden sheet and from the keys of its row and column, never from
the words that people see. A cell that is empty is not a zero; an activity that was left empty was
not reported.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from generator.model.problem import Problem
from generator.reach.forms.breakdown import Breakdown, compare
from generator.reach.forms.machine import DONE, MARK, VERSION, YES, Machine, parse
from generator.reach.forms.reported import Reported
from generator.reach.forms.returned import Sent, mark_of, meaning, plain
from generator.reach.intake.entry import Entry, Spot
from generator.reach.intake.grid import Grid, Value, is_blank

Key = tuple[str, str, str, str]
"""Campaign, activity, unit, period: what one report is about."""
Newest = Callable[[Key], str | None]
REPORT, DETAILS = "report", "details"
_REVISION = re.compile(r"(.+)/r(\d{1,4})")


def is_form(grids: Sequence[Grid]) -> bool:
    """Whether some sheet of a workbook is of a form of ours, whole or not, of any version."""
    return any(mark_of(grid) for grid in grids)


def form_entries(
    grids: Sequence[Grid], received_on: date | None, newest: Newest
) -> tuple[list[Entry], list[Problem]]:
    """The values of a filled form, each with the cell it stands in, and what is wrong with it.

    ``grids``: every sheet of the workbook, the hidden one too. ``received_on``: the day for a form
    whose sender gave none. ``newest`` tells the report that counts for a key; reports that came in
    this very file must be left out of it, so that a file that comes twice gives the same names.

    Names, units, periods and values are not judged here: they are checked with those of every
    other file. A first report is called ``activity/unit/period``; a revision bears the name of the
    report that it revises, with ``/r2``, ``/r3`` behind it.
    """
    problems: list[Problem] = []
    machine = _machine(grids, problems)
    sheets = _sheets(grids, machine, problems) if machine else {}
    if machine is None or REPORT not in sheets or problems:
        return [], problems
    report = Reported(machine, sheets[REPORT], problems)
    if not report.whole():
        return [], [report.grid.problem("form-changed", 1, 0)]
    table = report.table()
    split = Breakdown(machine, sheets[DETAILS], problems).read() if DETAILS in sheets else {}
    problems += compare(table, split)
    sent = [one for rows in (table | split).values() for one in rows]
    sent += report.zeros(sent)
    problems += report.strays()
    if not sent and not problems:
        problems.append(report.at(machine.answers[0].row).problem("form-empty"))
    return list(_entries(report, sent, received_on, newest)), problems


def _machine(grids: Sequence[Grid], problems: list[Problem]) -> Machine | None:
    """The hidden sheet."""
    hidden = next((grid for grid in grids if mark_of(grid) == MARK), None)
    if hidden is None:
        part = next(grid for grid in grids if mark_of(grid))
        problems.append(part.problem("form-incomplete", 1, 0))
        return None
    rows = [[plain(cell) for cell in line.cells] for line in hidden.lines]
    version = rows[0][1] if len(rows[0]) > 1 else ""
    if version != VERSION:
        details = {"found": version, "known": VERSION}
        problems.append(hidden.problem("form-version", 1, 1, details))
        return None
    machine = parse(rows)
    if machine is None:
        problems.append(hidden.problem("form-changed", 1, 0))
    return machine


def _sheets(grids: Sequence[Grid], machine: Machine, problems: list[Problem]) -> dict[str, Grid]:
    """The sheets that people fill in, by what they are; all must be of this very form."""
    found: dict[str, Grid] = {}
    for grid in grids:
        kind, *own = mark_of(grid).split("|")[1:] or [""]
        if kind and mark_of(grid) != machine.mark(kind):
            known = machine.mark(kind).split("|")[2:]
            details = {"found": ", ".join(own), "known": ", ".join(known)}
            problems.append(grid.problem("form-mixed", 1, 0, details))
        elif kind:
            found[kind] = grid
    if REPORT not in found and not problems:
        problems.append(Problem(grids[0].file, 0, 0, "form-incomplete"))
    return found


def _entries(
    report: Reported, sent: Sequence[Sent], received_on: date | None, newest: Newest
) -> Iterator[Entry]:
    """The contract's columns of every value, with the name of its report."""
    names = _names(report, dict.fromkeys(one.report for one in sent), newest)
    shared, spots = _shared(report, received_on)
    for one in sent:
        name, revises = names[one.report]
        cells: dict[str, Value] = {
            "campaign": report.machine.campaign,
            "activity": one.activity,
            "unit": report.machine.unit,
            "period": one.period,
            **one.cells,
            **shared,
            "report": name,
            "revises": revises,
        }
        if revises is None:
            cells["reason"] = None
        grid = one.at.sheet.grid
        there = spots if grid is report.grid else {}
        yield Entry(grid, one.at.line.number, cells, {**there, **one.spots})


def _shared(report: Reported, received_on: date | None) -> tuple[dict[str, Value], dict[str, Spot]]:
    """The day and the reason, and where they stand."""
    came, reason = report.under("received_on"), report.under("reason")
    day: Value = came.value if came and not is_blank(came.value) else received_on
    if isinstance(day, datetime):
        day = day.date()
    cells: dict[str, Value] = {"received_on": day, "reason": reason.value if reason else None}
    named = {"received_on": came, "reason": reason, "revises": report.under("revised")}
    return cells, {name: cell.spot for name, cell in named.items() if cell}


def _names(
    report: Reported, reports: Mapping[tuple[str, str], None], newest: Newest
) -> dict[tuple[str, str], tuple[str, str | None]]:
    """The name of each report, and of the one that it revises."""
    machine, problems = report.machine, report.problems
    at, reason = report.under("revised"), report.under("reason")
    revised = at is not None and meaning(machine, DONE, at, problems) == YES
    found: dict[tuple[str, str], tuple[str, str | None]] = {}
    for activity, period in reports:
        last = newest((machine.campaign, activity, machine.unit, period))
        first = f"{activity}/{machine.unit}/{period}"
        found[activity, period] = (next_name(last), last) if last else (first, None)
        if last and not revised and at:
            problems.append(at.problem("form-second-report", found=last))
    none = found and not any(revises for _, revises in found.values())
    if revised and none and at:
        problems.append(at.warning("form-nothing-to-revise"))
    if not revised and reason and not is_blank(reason.value):
        problems.append(reason.warning("form-reason-alone"))
    return found


def next_name(revises: str) -> str:
    """The name of the report that revises one: ``x`` gives ``x/r2``, ``x/r2`` gives ``x/r3``."""
    found = _REVISION.fullmatch(revises)
    return f"{found[1]}/r{int(found[2]) + 1}" if found else f"{revises}/r2"
