"""The log of a ledger: as a table, as JSON and as CSV."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from generator.model.project import Project
from generator.reach.cells import Value, csv_text
from generator.reach.history.entries import Entry, Wanted, entries, reports_of
from generator.reach.history.lines import aligned, plain
from generator.reach.tables import MEASURES
from generator.sources.catalogue import Catalogue

Style = Literal["table", "json", "csv"]
REPORT = (
    "number", "report", "unit", "name", "activity", "period", "received_on", "file", "sha256",
    "rows",
)  # fmt: skip
FATE = ("revises", "reason", "counts", "revised_by")
SHOWN = ("number", "received_on", "unit", "activity", "period", "report", "counts", "rows")
INSET = " " * 5
SHORT = 12
"""Digits of a SHA-256 in the table: those with which the kept file's name begins."""


def show_log(
    project: Project, campaign: str, wanted: Wanted, *, style: Style, say: Catalogue
) -> str:
    """A campaign's reports in the order of acceptance, those that ``wanted`` takes.

    JSON: ``{"campaign", "reports": [{"number", "report", "unit", "name", "activity", "period",
    "received_on", "file", "sha256", "rows", "measures": {}, "revises", "reason", "counts",
    "revised_by"}]}``; CSV the same with a column a measure. ``KeyError``: no such campaign.
    """
    reports = reports_of(project, campaign)
    found = entries(project, reports, wanted)
    if style == "json":
        data = {"campaign": campaign, "reports": [_record(entry) for entry in found]}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if style == "csv":
        return csv_text([(*REPORT, *MEASURES, *FATE), *map(_row, found)])
    lines = list(_text(project, campaign, found, len(reports), say))
    return "".join(f"{line}\n" for line in lines)


def _record(entry: Entry) -> dict[str, Any]:
    head = dict(zip(REPORT, _head(entry), strict=True))
    return {**head, "measures": entry.measures, **dict(zip(FATE, _fate(entry), strict=True))}


def _row(entry: Entry) -> tuple[Value, ...]:
    sums = (entry.measures.get(name) for name in MEASURES)
    fate = ("yes" if value is True else "no" if value is False else value for value in _fate(entry))
    return (*_head(entry), *sums, *fate)


def _head(entry: Entry) -> tuple[Value, ...]:
    one = entry.report
    return (
        entry.number, one.id, one.unit, entry.name, one.activity, one.period,
        one.received_on.isoformat(), one.file, one.sha256, len(one.rows),
    )  # fmt: skip


def _fate(entry: Entry) -> tuple[Value, ...]:
    return (entry.report.revises, entry.report.reason, entry.counts, entry.revised_by)


def _text(
    project: Project, campaign: str, found: Sequence[Entry], every: int, say: Catalogue
) -> Iterator[str]:
    shown = project.campaigns[campaign]
    yield say("history.log.title", title=shown.title.text(say.language))
    if shown.demonstration:
        yield say("note.demonstration")
    counting = sum(entry.counts for entry in found)
    revised = len(found) - counting
    yield say("history.log.sum", n=len(found), every=every, counting=counting, revised=revised)
    if found:
        yield from _table(found, say)
        yield ""
        yield say("history.log.legend")


def _table(found: Sequence[Entry], say: Catalogue) -> Iterator[str]:
    """A line a report, under the file in which it came; below it what it revised and by what."""
    names = [f"history.column.{name}" for name in SHOWN] + [f"short.{name}" for name in MEASURES]
    numbers = {0, *range(len(SHOWN) - 1, len(names))}
    rows = [list(map(say, names)), *(_cells(entry, say) for entry in found)]
    heading, *lines = aligned(rows, numbers)
    yield ""
    yield heading
    file = None
    for entry, line in zip(found, lines, strict=True):
        one = entry.report
        if one.sha256 != file:
            file = one.sha256
            yield ""
            yield say("history.log.file", file=plain(one.file), sha256=file[:SHORT])
        yield line
        if one.revises:
            details = {"id": plain(one.revises), "reason": plain(one.reason)}
            yield INSET + say("history.log.revises", **details)
        if entry.revised_by:
            yield INSET + say("history.log.revised", id=plain(entry.revised_by))


def _cells(entry: Entry, say: Catalogue) -> Sequence[Value]:
    one = entry.report
    return (
        entry.number, say("history.day", day=one.received_on), f"{one.unit} {entry.name}",
        one.activity, one.period, one.id, "✓" if entry.counts else "↷", len(one.rows),
        *(entry.measures.get(name) for name in MEASURES),
    )  # fmt: skip
