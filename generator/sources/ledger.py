"""The ledger of reports: text, append-only, one line a report, never half written.

``campaigns/<campaign>/reach/ledger.jsonl`` holds every report ever accepted, in the order of
acceptance; a revision is a new line. The files as received stand beside it in ``received/``.
"""

import glob
import json
import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.model.base import Record
from generator.model.problem import Problem
from generator.model.report import Report, ReportRow
from generator.sources.atomic import locked, write_file

Key = tuple[str, str, str, str]
KEY = ("campaign", "activity", "unit", "period")
SHARED = (*KEY, "received_on", "revises", "reason")
"""What the rows of a report have in common: written once."""
_UNSAFE = re.compile(r"[^\w.() -]+", re.UNICODE)


def ledger_path(root: Path, campaign: str) -> Path:
    """Where a campaign's ledger stands."""
    return root / "campaigns" / campaign / "reach" / "ledger.jsonl"


def read_ledger(path: Path, shown_as: str) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    """Every report of a ledger, oldest first, and what is wrong with its lines.

    ``shown_as`` names the file in problems. A missing file is an empty ledger. A damaged line is
    left out and reported; the others are read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return (), ()
    except OSError as error:
        return (), (Problem(shown_as, 0, 0, "file-unreadable", {"found": error.strerror or ""}),)
    reports: dict[str, Report] = {}
    newest: dict[Key, str] = {}
    problems: list[Problem] = []
    for line, entry in enumerate(raw.split(b"\n"), 1):
        if not entry.strip():
            continue
        report, found = _read_line(entry, shown_as, line)
        problems.extend(found)
        if report:
            wrong = _chain_problem(report, reports.keys(), newest.get(report.key))
            if wrong:
                problems.append(Problem(shown_as, line, 1, *wrong))
            if report.id not in reports:
                reports[report.id] = report
                newest[report.key] = report.id
    return tuple(reports.values()), tuple(problems)


def _read_line(entry: bytes, file: str, line: int) -> tuple[Report | None, tuple[Problem, ...]]:
    try:
        data = json.loads(entry.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # ValueError: bytes, JSON or endless digits
        column = error.colno if isinstance(error, json.JSONDecodeError) else 1
        return None, (Problem(file, line, column, "ledger-not-json"),)
    if not isinstance(data, dict) or not isinstance(data.get("rows"), list):
        return None, (Problem(file, line, 1, "ledger-not-a-report"),)
    shared = {name: data[name] for name in SHARED if name in data}
    rows = [
        {**row, **shared, "report": data.get("id")} if isinstance(row, dict) else row
        for row in data["rows"]
    ]
    try:
        return Report.model_validate({**data, "rows": tuple(rows)}), ()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        details = {"key": where, "found": str(first["input"])[:60]}
        return None, (Problem(file, line, 1, "ledger-bad-entry", details),)


def _chain_problem(
    report: Report, known: Collection[str], newest: str | None
) -> tuple[str, dict[str, str]] | None:
    """A report is new, and revises the newest one of its key or is the first of it."""
    details = {"found": report.id, "revises": report.revises or "", "newest": newest or ""}
    if report.id in known:
        return "ledger-duplicate-report", details
    if report.revises is None:
        return ("ledger-second-report", details) if newest else None
    if report.revises not in known:
        return "ledger-missing-revised", details
    return ("ledger-wrong-revised", details) if newest != report.revises else None


def ledger_line(report: Report) -> str:
    """One report as one line of JSON: what its rows share once, then each row's own cells."""
    head = _cells(report, [name for name in Report.model_fields if name != "rows"])
    own = [name for name in ReportRow.model_fields if name not in (*SHARED, "report")]
    rows = [_cells(row, own) for row in report.rows]
    return json.dumps({**head, "rows": rows}, ensure_ascii=False, separators=(", ", ": "))


def _cells(record: Record, names: Iterable[str]) -> dict[str, Any]:
    """Values as JSON, without those that are the model's default."""
    data = record.model_dump(mode="json")
    fields = type(record).model_fields
    return {name: data[name] for name in names if data[name] != fields[name].default}


def append(path: Path, reports: Iterable[Report]) -> None:
    """Add reports at a ledger's end: all of them or, if killed at any moment, none.

    Whoever first looks into the ledger and then appends holds ``locked`` over both.
    """
    lines = "".join(f"{ledger_line(report)}\n" for report in reports)
    with locked(path.parent):
        before = path.read_bytes() if path.exists() else b""
        gap = b"\n" if before and not before.endswith(b"\n") else b""
        _replace(path, before + gap + lines.encode("utf-8"))


def keep_received(path: Path, name: str, sha256: str, content: bytes) -> Path:
    """Keep a file as received, beside the ledger ``path``; its name begins with its hash."""
    safe = _UNSAFE.sub("-", name).strip(" .-")[-80:] or "file"
    kept = path.parent / "received" / f"{sha256[:12]}-{safe}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with locked(kept.parent):
        if not kept.exists() or kept.read_bytes() != content:
            _replace(kept, content)
    return kept


def _replace(path: Path, content: bytes) -> None:
    """The old file or the new one, whole. The folder is locked: what lies aside is a dead one's."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        left.unlink(missing_ok=True)
    write_file(path, content)
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
