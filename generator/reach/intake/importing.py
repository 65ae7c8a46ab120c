"""Importing report files: check all, then add all of a file or nothing."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.model.mapping import Mapping
from generator.model.problem import Problem
from generator.model.project import Project
from generator.model.report import Report
from generator.model.vietnamese import nfc
from generator.reach.forms.reading import Newest, form_entries, is_form
from generator.reach.ground import Ground
from generator.reach.intake.checker import Checker
from generator.reach.intake.files import SentFile, file_content, shown_as
from generator.reach.intake.grid import Grid
from generator.reach.intake.ledgers import History, Ledgers
from generator.reach.intake.mapped.frame import score_of
from generator.reach.intake.mapped.loading import read_mapping
from generator.reach.intake.mapped.reading import mapped_entries
from generator.reach.intake.mapped.settling import Settled, settle
from generator.reach.intake.reading import read_grids
from generator.reach.intake.received import Received, is_list
from generator.reach.intake.reports import (
    against_ledger,
    by_report,
    doubtful,
    leading,
    make_report,
    newest_by_key,
    same_rows,
)
from generator.reach.intake.sent import Key, Sent
from generator.reach.intake.table import received_tables
from generator.reach.intake.understood import Understood, counted, read_as
from generator.reach.intake.units import Units
from generator.reach.intake.vocabulary import score
from generator.sources.atomic import locked

MOST_TOLD = 200
"""Problems told of one file; who has more starts with these."""


@dataclass(frozen=True)
class Imported:
    """What became of some files."""

    accepted: tuple[Report, ...]
    """In the order of files and rows; ``file`` says which file each one came in."""
    known: tuple[str, ...]
    """Files whose very bytes were imported before: they change nothing."""
    problems: tuple[Problem, ...]
    """Errors keep their file out as a whole; warnings do not."""
    files: tuple[Understood, ...] = ()
    """How each file that is there was understood."""

    def to_json(self) -> dict[str, Any]:
        """What was understood and added; problems are told elsewhere."""
        names = ("id", "campaign", "activity", "unit", "period", "revises")
        reports = [{name: getattr(one, name) for name in names} for one in self.accepted]
        return {"files": [one.to_json() for one in self.files], "reports": reports}


@dataclass(frozen=True)
class How:
    """What an import knows about its files beforehand."""

    mapping: Mapping | None = None
    received_on: date | None = None
    """The day for files that give none."""


@dataclass(frozen=True)
class _Checked:
    """A file and what it would add."""

    reports: list[Report]
    problems: list[Problem]
    read: dict[str, Any]
    """How it was read, as ``Understood`` tells it."""
    settled: Settled | None = None

    @property
    def wrong(self) -> bool:
        return _wrong(self.problems)


def import_reports(
    project: Project,
    files: Sequence[Path],
    *,
    mapping: Path | None = None,
    received_on: date | None = None,
    dry_run: bool = False,
) -> Imported:
    """Check report files and add the good ones to the ledgers, each file as a whole.

    A file is a form of ours, a table with the contract's columns, or, with ``mapping``, somebody
    else's table. ``received_on``: the day for files that give none. With ``dry_run`` nothing is
    written. While it runs, other imports into the project wait. A file is kept as received before
    the ledger names it. Reports of several campaigns in one file go into several ledgers, one
    after the other; a file that a kill left between two of them is completed by importing it
    again.
    """
    how = How(None, received_on)
    if mapping is not None:
        found, wrong = read_mapping(project, mapping)
        if found is None:
            return Imported((), (), tuple(sorted(wrong)))
        how = How(found, received_on)
    ledgers = Ledgers(project, lambda path: shown_as(path, project.root))
    with nullcontext() if dry_run else locked(project.root / "campaigns"), _without_collector():
        ledgers.read()
        if _wrong(ledgers.problems):
            return Imported((), (), tuple(sorted(ledgers.problems)))
        return _import_all(ledgers, files, how, dry_run=dry_run)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Millions of cells are read that are all in use: looking for waste among them again and again
    costs a quarter of the time of an import."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _import_all(ledgers: Ledgers, files: Sequence[Path], how: How, *, dry_run: bool) -> Imported:
    accepted: list[Report] = []
    problems = list(ledgers.problems)
    understood: list[Understood] = []
    for path in files:
        shown = shown_as(path, ledgers.project.root)
        content, found = file_content(path, shown)
        if content is None:
            problems += found
            continue
        file = SentFile(shown, nfc(path.name), content)
        checked = _check(ledgers, file, how)
        understood.append(_understood(ledgers, file, checked))
        problems += _shortened(checked.problems, shown)
        if understood[-1].state == "accepted":
            accepted += checked.reports
            ledgers.add(checked.reports, content, dry_run=dry_run)
    known = tuple(one.file for one in understood if one.state == "known")
    return Imported(tuple(accepted), known, tuple(sorted(problems)), tuple(understood))


def _wrong(problems: Sequence[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def _understood(ledgers: Ledgers, file: SentFile, checked: _Checked) -> Understood:
    settled = checked.settled or Settled()
    unchanged = settled.unchanged and not checked.reports
    state: Any = "refused" if checked.wrong else "accepted" if checked.reports else "known"
    if state == "known" and unchanged and not ledgers.of_file(file.sha256):
        state = "unchanged"
    return Understood(
        file.shown,
        state,
        **checked.read,
        **counted(checked.reports),
        summed=settled.summed,
        unchanged=settled.unchanged,
        revising=settled.revising,
    )


def _check(ledgers: Ledgers, file: SentFile, how: How) -> _Checked:
    """The reports of a file that are not in the ledger yet, and everything wrong with the file."""
    project, history = ledgers.project, ledgers.before(file.sha256)
    scored = score_of(how.mapping) if how.mapping else score
    grids, found = read_grids(file.content, file.shown, scored)
    grids = tuple(grid for grid in grids if not is_list(grid))
    problems = list(found)
    received = _received(grids, file, how, history, problems)
    checker = Checker(project, *_units(project, how.mapping), problems)
    sent = checker.check(received.entries)
    settled = settle(sent, how.mapping, history) if how.mapping else None
    if settled:
        sent = settled.sent
        problems += settled.problems
    else:
        problems += same_rows(sent)
    reports, done = _reports(ledgers, file, sent, problems)
    if done and _wrong(problems):
        # it was good when it was accepted; the rules may have changed since
        reports, problems, settled = [], [], None
    read = read_as(received, checker.named) if grids else {}
    return _Checked(reports, problems, read, settled)


def _units(project: Project, mapping: Mapping | None) -> tuple[Ground, Units]:
    ground = Ground(project.places)
    names = mapping.units if mapping else None
    return ground, Units.of(ground, names) if names else Units(ground)


def _received(
    grids: Sequence[Grid], file: SentFile, how: How, history: History, problems: list[Problem]
) -> Received:
    """The entries of a file, whichever kind it is of."""
    if is_form(grids):
        entries, wrong = form_entries(grids, how.received_on, _newest(history))
        problems += wrong
        return Received("form", entries, tables=1)
    if how.mapping and grids:
        received, wrong = mapped_entries(grids, how.mapping, how.received_on)
        problems += wrong
    else:
        received = received_tables(grids, problems)
    if not received.tables and not _wrong(problems):
        problems.append(Problem(file.shown, 1, 0, "report-no-header"))
    elif received.tables and not received.entries and not _wrong(problems):
        problems.append(Problem(file.shown, 0, 0, "report-no-rows"))
    return received


def _newest(history: History) -> Newest:
    """The report that counts for a key."""

    def newest(key: Key) -> str | None:
        reports = history(key)
        return reports[-1].id if reports else None

    return newest


def _reports(
    ledgers: Ledgers, file: SentFile, sent: Sequence[Sent], problems: list[Problem]
) -> tuple[list[Report], bool]:
    """The reports that are new, and whether some came in this very file before."""
    grouped, found = by_report(sent)
    problems += found
    done = ledgers.of_file(file.sha256)
    reports: list[Report] = []
    earlier: dict[str, tuple[dict[str, Report], dict[Key, Report]]] = {}
    for identifier, rows in grouped.items():
        campaign = leading(rows).cells.get("campaign")
        if campaign is None or (campaign, identifier) in done:
            continue
        if campaign not in earlier:
            ledger = ledgers.reports[campaign]
            earlier[campaign] = {one.id: one for one in ledger}, newest_by_key(ledger)
        problems += against_ledger(rows, *earlier[campaign])
        report = make_report(rows, file.name, file.sha256)
        if report:
            problems += doubtful(ledgers.project, report, rows[0])
            reports.append(report)
    return reports, bool(done)


def _shortened(problems: list[Problem], shown: str) -> list[Problem]:
    told = {(one, str(one.details)): one for one in problems}  # a cell may speak for many values
    ordered = sorted(told.values(), key=lambda problem: (problem.severity, problem))
    rest = len(ordered) - MOST_TOLD
    if rest <= 0:
        return ordered
    return [*ordered[:MOST_TOLD], Problem(shown, 0, 0, "report-more-problems", {"count": rest})]
