"""What a revision changed, as a table and as JSON."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from generator.model.project import Project
from generator.model.report import Report
from generator.reach.cells import Value
from generator.reach.history.changes import CELL, Change, Difference, difference
from generator.reach.history.entries import reports_of, unit_names
from generator.reach.history.lines import activity_title, aligned, cell_word, plain
from generator.sources.catalogue import Catalogue

Style = Literal["table", "json"]
STATES = ("changed", "added", "removed")


def show_difference(
    project: Project,
    campaign: str,
    name: str,
    other: str | None = None,
    *,
    style: Style,
    say: Catalogue,
) -> str:
    """What a report changed against the one it revises, or two reports of one key compared.

    JSON: ``{"campaign", "activity", "unit", "name", "period", "before": {"report", "received_on",
    "file", "sha256"}, "after": {...}, "steps": [{"report", "received_on", "revises", "reason"}],
    "measures": {"people": {"before", "after"}}, "cells": [{"measure", ..., "cohort", "state",
    "before", "after"}], "unchanged": 0}``. Errors are those of ``difference``.
    """
    found = difference(reports_of(project, campaign), name, other)
    if style == "json":
        return json.dumps(_data(project, found), ensure_ascii=False, indent=1) + "\n"
    return "".join(f"{line}\n" for line in _text(project, found, say))


def _data(project: Project, found: Difference) -> dict[str, Any]:
    one = found.after
    return {
        "campaign": one.campaign,
        "activity": one.activity,
        "unit": one.unit,
        "name": unit_names(project)(one),
        "period": one.period,
        "before": _file(found.before),
        "after": _file(found.after),
        "steps": [
            {
                "report": step.id,
                "received_on": step.received_on.isoformat(),
                "revises": step.revises,
                "reason": step.reason,
            }
            for step in found.steps
        ],
        "measures": {
            name: {"before": old, "after": new} for name, (old, new) in found.measures.items()
        },
        "cells": [
            {
                **dict(zip(CELL, change.cell, strict=True)),
                "state": change.state,
                "before": change.before,
                "after": change.after,
            }
            for change in found.changes
        ],
        "unchanged": found.unchanged,
    }


def _file(report: Report) -> dict[str, str]:
    return {
        "report": report.id,
        "received_on": report.received_on.isoformat(),
        "file": report.file,
        "sha256": report.sha256,
    }


def _text(project: Project, found: Difference, say: Catalogue) -> Iterator[str]:
    after = found.after
    title = activity_title(project, after.campaign, after.activity, say)
    unit = f"{unit_names(project)(after)} ({after.unit})".strip()
    yield say("history.diff.title", unit=unit, activity=title, period=after.period)
    if project.campaigns[after.campaign].demonstration:
        yield say("note.demonstration")
    yield ""
    yield _came("history.diff.before", found.before, say)
    for step in found.steps:
        last = step is after
        yield _came("history.diff.after" if last else "history.diff.between", step, say)
        yield "  " + say("history.diff.reason", reason=plain(step.reason))
    yield ""
    yield from aligned([_heading(("measure",), say), *_sums(project, found, say)], range(1, 4))
    yield ""
    tally = {state: sum(one.state == state for one in found.changes) for state in STATES}
    yield say("history.diff.sum", **tally, unchanged=found.unchanged)
    if found.changes:
        yield ""
        rows = [_row(project, change, say) for change in found.changes]
        last_three = range(len(CELL), len(CELL) + 3)
        yield from aligned([_heading(CELL, say), *_blanked(rows, found.changes)], last_three)


def _came(message: str, report: Report, say: Catalogue) -> str:
    day = say("history.day", day=report.received_on)
    return say(message, id=plain(report.id), day=day, file=plain(report.file))


def _heading(names: Sequence[str], say: Catalogue) -> list[str]:
    return [say(f"history.column.{name}") for name in (*names, "before", "after", "change")]


def _sums(project: Project, found: Difference, say: Catalogue) -> Iterator[Sequence[Value]]:
    for name, (old, new) in found.measures.items():
        yield cell_word(project, "measure", name, say), *_numbers(old, new)


def _row(project: Project, change: Change, say: Catalogue) -> Sequence[Value]:
    words = [
        cell_word(project, name, value, say) for name, value in zip(CELL, change.cell, strict=True)
    ]
    return (*words, *_numbers(change.before, change.after))


def _numbers(old: int | None, new: int | None) -> tuple[str, str, str]:
    """The two numbers and the step between them; a dash for what is not there."""
    step = (new or 0) - (old or 0)
    before, after = ("–" if number is None else str(number) for number in (old, new))
    return before, after, f"{step:+d}" if step else "0"


def _blanked(rows: Sequence[Sequence[Value]], changes: Sequence[Change]) -> list[Sequence[Value]]:
    """The rows without the columns of which nothing is known in any of them."""
    idle = {
        number
        for number in range(2, len(CELL))
        if all(change.cell[number] in (None, "unknown") for change in changes)
    }
    return [[None if number in idle else cell for number, cell in enumerate(row)] for row in rows]
