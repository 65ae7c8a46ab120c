"""The ledger of reports: text, append-only, one line a report, never half written.

``campaigns/<campaign>/reach/ledger.jsonl`` holds every report ever accepted, in the order of
acceptance; a revision is a new line. The files as received stand beside it in ``received/``.
"""

import gc
import os
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from generator.model.problem import Problem
from generator.model.report import Report
from generator.sources.atomic import locked, write_file
from generator.sources.ledgerline import ledger_line, read_line

Key = tuple[str, str, str, str]
_UNSAFE = re.compile(r"[^\w.() -]+", re.UNICODE)
_LONGEST = 200
"""Bytes of a received file's name; with what is put around it while it is written it is a name."""


def ledger_path(root: Path, campaign: str) -> Path:
    """Where a campaign's ledger stands."""
    return root / "campaigns" / campaign / "reach" / "ledger.jsonl"


def read_ledger(
    path: Path, shown_as: str, *, with_rows: bool = True
) -> tuple[tuple[Report, ...], tuple[Problem, ...]]:
    """Every report of a ledger, oldest first, and what is wrong with its lines.

    ``shown_as`` names the file in problems. A missing file is an empty ledger. A damaged line is
    left out and reported; the others are read. Without ``with_rows`` the rows are checked and then
    forgotten: half the time, and no memory to speak of.
    """
    problems: list[Problem] = []
    with _garbage_waits():
        reports = tuple(_reports(path, shown_as, problems, with_rows=with_rows))
    return reports, tuple(problems)


@contextmanager
def _garbage_waits() -> Iterator[None]:
    """A million records without one circle among them: looking for circles takes twice the time."""
    runs = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if runs:
            gc.enable()


def scan_ledger(path: Path, shown_as: str) -> tuple[tuple[Problem, ...], date | None, int]:
    """What is wrong with a ledger, the newest day a report came, and how many reports there are.

    It checks all that ``read_ledger`` checks, and keeps no row in memory.
    """
    problems: list[Problem] = []
    days = [one.received_on for one in _reports(path, shown_as, problems, with_rows=False)]
    return tuple(problems), max(days, default=None), len(days)


def _reports(
    path: Path, file: str, problems: list[Problem], *, with_rows: bool
) -> Iterator[Report]:
    """The reports of a ledger one by one; ``problems`` grows as they are met."""
    known: set[str] = set()
    newest: dict[Key, str] = {}
    try:
        with path.open("rb") as lines:
            for line, entry in enumerate(lines, 1):
                if not entry.strip():
                    continue
                report = read_line(entry, file, line, with_rows=with_rows)
                if isinstance(report, Problem):
                    problems.append(report)
                    continue
                wrong = _stranger(report, path) or _chain_problem(
                    report, known, newest.get(report.key)
                )
                if wrong:
                    problems.append(Problem(file, line, 1, *wrong))
                if report.id not in known:
                    known.add(report.id)
                    newest[report.key] = report.id
                    yield report
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Problem(file, 0, 0, "file-unreadable", {"found": error.strerror or ""}))


def _stranger(report: Report, path: Path) -> tuple[str, dict[str, str]] | None:
    """A ledger in a campaign's folder holds that campaign's reports."""
    own = path.resolve().parent.parent.name
    if path.parent.name != "reach" or report.campaign == own:
        return None
    return "ledger-other-campaign", {"found": report.campaign, "own": own}


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


def append(path: Path, reports: Iterable[Report]) -> None:
    """Add reports at a ledger's end: all of them or, if killed at any moment, none.

    Whoever first looks into the ledger and then appends holds ``locked`` over both.
    """
    lines = "".join(f"{ledger_line(report)}\n" for report in reports)
    with locked(path.parent):
        before = path.read_bytes() if path.exists() else b""
        gap = b"\n" if before and not before.endswith(b"\n") else b""
        _replace(path, before + gap + lines.encode("utf-8"))


def received_path(path: Path, name: str, sha256: str) -> Path:
    """Where a file is kept as received, beside the ledger ``path``: its hash, then its name."""
    short = _UNSAFE.sub("-", name).strip(" .-")[-80:].encode()[-_LONGEST:]
    safe = short.decode("utf-8", "ignore").strip(" .-") or "file"
    return path.parent / "received" / f"{sha256[:12]}-{safe}"


def keep_received(path: Path, name: str, sha256: str, content: bytes) -> Path:
    """Keep a file as received, beside the ledger ``path``."""
    kept = received_path(path, name, sha256)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with locked(kept.parent):
        if not kept.exists() or kept.read_bytes() != content:
            _replace(kept, content)
    return kept


def _replace(path: Path, content: bytes) -> None:
    """The old file or the new one, whole. The folder is locked: what lies aside is a dead one's."""
    for left in path.parent.glob(".*.new"):
        left.unlink(missing_ok=True)
    write_file(path, content)
    handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
