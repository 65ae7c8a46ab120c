"""One line of a ledger: a report as JSON, written compactly and read back fast.

What the rows of a report have in common is written once, before them. Most cells of a ledger
repeat (an audience, a sex, a note): what a cell means is worked out once for each different text.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from generator.model.base import Record
from generator.model.problem import Problem
from generator.model.report import Report, ReportRow

KEY = ("campaign", "activity", "unit", "period")
SHARED = (*KEY, "received_on", "revises", "reason")
"""What the rows of a report have in common: written once."""
OWN = tuple(name for name in ReportRow.model_fields if name not in (*SHARED, "report"))
MANY = 100_000
"""Different texts of one column that are remembered."""
_WHO = ("measure", "audience", "sex", "age_band", "ethnicity", "disability", "cohort")
"""What tells two rows of one report apart."""
_REQUIRED = {name for name in OWN if ReportRow.model_fields[name].is_required()}


class _Cells(dict[Any, Any]):
    """What each text of one column means; one that is wrong raises ``ValidationError``."""

    def __init__(self, name: str) -> None:
        field = ReportRow.model_fields[name]
        kind: Any = field.annotation
        for mark in field.metadata:
            kind = Annotated[kind, mark]
        self.adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def __missing__(self, raw: Any) -> Any:
        if len(self) >= MANY:
            self.clear()
        meaning = self[raw] = self.adapter.validate_python(raw)
        return meaning


_COLUMNS = {name: _Cells(name) for name in OWN}
_DEFAULTS = {name: ReportRow.model_fields[name].default for name in OWN}
_GIVEN = set(ReportRow.model_fields)


def ledger_line(report: Report) -> str:
    """One report as one line of JSON: what its rows share once, then each row's own cells."""
    head = _cells(report, [name for name in Report.model_fields if name != "rows"])
    rows = [_cells(row, OWN) for row in report.rows]
    return json.dumps({**head, "rows": rows}, ensure_ascii=False, separators=(", ", ": "))


def _cells(record: Record, names: Iterable[str]) -> dict[str, Any]:
    """Values as JSON, without those that are the model's default."""
    data = record.model_dump(mode="json")
    fields = type(record).model_fields
    return {name: data[name] for name in names if data[name] != fields[name].default}


def read_line(entry: bytes, file: str, line: int, *, with_rows: bool = True) -> Report | Problem:
    """The report of a line, or what is wrong with the line.

    Without ``with_rows`` its rows are checked all the same, but the report has none.
    """
    try:
        data = from_json(entry)
    except ValueError:
        return Problem(file, line, _column(entry), "ledger-not-json")
    if not isinstance(data, dict) or not isinstance(data.get("rows"), list):
        return Problem(file, line, 1, "ledger-not-a-report")
    try:
        head = Report.model_validate({**data, "rows": ()})
        meant = _meanings(data["rows"])
        if meant is None:
            report = _row_by_row(data)
            again = _again([row.__dict__ for row in report.rows])
        else:
            report = head.model_copy(update={"rows": _rows(head, meant)}) if with_rows else head
            again = _again(meant)
        if again:
            return Problem(file, line, 1, "ledger-same-rows", again)
        return report if with_rows else head
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        details = {"key": where, "found": str(first["input"])[:60]}
        return Problem(file, line, 1, "ledger-bad-entry", details)


def _meanings(rows: list[Any]) -> list[dict[str, Any]] | None:
    """The cells of each row as values; ``None`` where one of them is not as we write it."""
    meant = []
    try:
        for row in rows:
            cells = {name: _COLUMNS[name][cell] for name, cell in row.items()}
            if not cells.keys() >= _REQUIRED:
                return None
            meant.append(cells)
    except (ValidationError, KeyError, TypeError, AttributeError):
        return None  # a wrong value; an unknown column; a list for a cell; a row that is none
    return meant


def _again(meant: Iterable[Mapping[str, Any]]) -> dict[str, int] | None:
    """The numbers of two rows of the same measure and people; they would be counted as one."""
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in enumerate(meant, 1):
        who = tuple([cells.get(name, _DEFAULTS[name]) for name in _WHO])
        first = seen.setdefault(who, number)
        if first != number:
            return {"first": first, "second": number}
    return None


def _rows(head: Report, meant: Iterable[Mapping[str, Any]]) -> tuple[ReportRow, ...]:
    shared = {name: getattr(head, name) for name in SHARED} | {"report": head.id}
    return tuple(_row({**_DEFAULTS, **shared, **cells}) for cells in meant)


def _row(values: dict[str, Any]) -> ReportRow:
    """``ReportRow.model_construct`` without its loop, and without a set of names for each row.

    A million rows take a third of the time and half of the memory.
    """
    row = ReportRow.__new__(ReportRow)
    for name, value in (
        ("__dict__", values),
        ("__pydantic_fields_set__", _GIVEN),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", None),
    ):
        object.__setattr__(row, name, value)
    return row


def _row_by_row(data: Mapping[str, Any]) -> Report:
    """A report whose every row goes through the model: slower, and it tells what is wrong."""
    shared = {name: data[name] for name in SHARED if name in data}
    rows = [
        {**row, **shared, "report": data.get("id")} if isinstance(row, dict) else row
        for row in data["rows"]
    ]
    return Report.model_validate({**data, "rows": tuple(rows)})


def _column(entry: bytes) -> int:
    """Where a line stops being JSON, as far as can be told."""
    try:
        json.loads(entry.decode("utf-8"))
    except json.JSONDecodeError as error:
        return error.colno
    except (ValueError, RecursionError):  # ValueError: bytes, or endless digits
        pass
    return 1
