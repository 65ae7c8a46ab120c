"""Checked rows of a mapped table to reports: added up, named, compared with what is there.

A table that grows comes again and again. A report that is there with the same numbers changes
nothing; one with other numbers is a revision where the mapping says so, and else refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.model.mapping import Mapping
from generator.model.problem import Problem
from generator.model.report import Report
from generator.reach.forms.reading import next_name
from generator.reach.intake.ledgers import History
from generator.reach.intake.sent import KEY, WHO, Key, Sent

UNKNOWN = ("sex", "age_band", "ethnicity", "disability")
"""Where nothing is said of these, they are unknown."""
Numbers = frozenset[tuple[Any, ...]]
"""What the rows of a report count and how much: two reports with the same say the same."""


@dataclass
class Settled:
    """The rows that are left to be added, and what became of the others."""

    sent: list[Sent] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    summed: int = 0
    """Rows that were added to another one."""
    unchanged: int = 0
    """Reports that are there already, with the same numbers."""
    revising: int = 0


def settle(sent: Sequence[Sent], mapping: Mapping, history: History) -> Settled:
    """Name the reports that the rows make up; rows whose key is wrong are passed on as they are."""
    found = Settled()
    rows = _combined(sent, found) if mapping.combine else list(sent)
    if not mapping.combine:
        found.problems += _twice(rows)
    reports: dict[Key, list[Sent]] = {}
    for one in rows:
        if one.key is None:
            found.sent.append(one)
        else:
            reports.setdefault(one.key, []).append(one)
    for key, own in reports.items():
        _settle_one(key, _on_one_day(own), mapping, history(key), found)
    return found


def _combined(sent: Sequence[Sent], found: Settled) -> list[Sent]:
    """Rows that count the same are one row with the sum; people may then be counted twice."""
    first: dict[Any, int] = {}
    rows: list[Sent] = []
    warned: set[Key] = set()
    for one in sent:
        what = None if one.wrong or not {"value", "received_on"} <= one.cells.keys() else one.what
        at = first.setdefault(what, len(rows)) if what else len(rows)
        if at == len(rows):
            rows.append(one)
            continue
        found.summed += 1
        key = one.key
        if key and one.cells.get("measure") == "people" and key not in warned:
            warned.add(key)
            found.problems.append(one.warning("value", "mapping-people-summed"))
        rows[at] = _added(rows[at], one)
    return rows


def _added(one: Sent, other: Sent) -> Sent:
    """Both as one row; it came when the later of them did."""
    last = max(one.cells["received_on"], other.cells["received_on"])
    return _with(one, value=one.cells["value"] + other.cells["value"], received_on=last)


def _twice(sent: Sequence[Sent]) -> Iterator[Problem]:
    first: dict[Any, Sent] = {}
    for one in sent:
        earlier = first.setdefault(one.what, one) if one.what else one
        if earlier is not one:
            where = f"{earlier.grid.sheet} {earlier.line}".strip()
            yield one.problem("value", "mapping-duplicate-row", first=where)


def _on_one_day(rows: list[Sent]) -> list[Sent]:
    """A report has come when the last of its rows has."""
    days = [one.cells["received_on"] for one in rows if "received_on" in one.cells]
    last: date | None = max(days, default=None)
    return [_with(one, received_on=last) if last else one for one in rows]


def _settle_one(
    key: Key, rows: list[Sent], mapping: Mapping, history: tuple[Report, ...], found: Settled
) -> None:
    at, wrong = rows[0], any(one.wrong for one in rows)
    newest = history[-1] if history else None
    numbers = _numbers([one.cells for one in rows])
    if newest and not wrong:
        if numbers == _numbers_of(newest):
            found.unchanged += 1
            return
        same = next((one for one in history if numbers == _numbers_of(one)), None)
        if same:
            details = {"found": same.id, "newest": newest.id}
            found.problems.append(at.problem("value", "mapping-older-again", **details))
            return
    if newest and not mapping.revises:
        details = {"newest": newest.id, "file": newest.file}
        found.problems.append(at.problem("value", "mapping-key-taken", **details))
        return
    name = at.cells.get("report") or mapping.report.format_map(dict(zip(KEY, key, strict=True)))
    if newest:
        found.revising += 1
        reason = next((one.cells["reason"] for one in rows if "reason" in one.cells), None)
        said = {"revises": newest.id, "reason": reason or mapping.reason}
        found.sent += [_with(one, report=next_name(newest.id), **said) for one in rows]
    else:
        found.sent += [_first(one, name if "report" not in one.cells else None) for one in rows]


def _first(one: Sent, name: str | None) -> Sent:
    """A first report revises nothing, and needs no reason."""
    cells = {column: cell for column, cell in one.cells.items() if column != "reason"}
    return one._replace(cells=cells | ({"report": name} if name else {}))


def _with(one: Sent, **changes: Any) -> Sent:
    return one._replace(cells={**one.cells, **changes})


def _numbers(rows: Sequence[Any]) -> Numbers:
    return frozenset(
        (*(row.get(name) or ("unknown" if name in UNKNOWN else None) for name in WHO),
         row.get("value"), row.get("note"))
        for row in rows
    )  # fmt: skip


def _numbers_of(report: Report) -> Numbers:
    return _numbers([dict(row) for row in report.rows])
