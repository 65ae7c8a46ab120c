"""Importing report files: check all, then add all of a file or nothing."""

import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.problem import Problem
from generator.model.project import Project
from generator.model.report import Report
from generator.model.vietnamese import nfc
from generator.reach.ground import Ground
from generator.reach.intake.checker import Checker
from generator.reach.intake.entry import Entry
from generator.reach.intake.grid import MAX_BYTES
from generator.reach.intake.header import find_header
from generator.reach.intake.reading import MEGABYTE, read_grids
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
from generator.reach.intake.table import table_entries
from generator.reach.intake.units import Units
from generator.reach.intake.vocabulary import score
from generator.sources.atomic import locked
from generator.sources.ledger import append, keep_received, ledger_path, read_ledger

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


@dataclass
class _Ledgers:
    """The ledgers as they stand while files are added one after another."""

    project: Project
    reports: dict[str, list[Report]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        for name in self.project.campaigns:
            path = ledger_path(self.project.root, name)
            reports, problems = read_ledger(path, _shown(path, self.project.root))
            self.reports[name] = list(reports)
            self.problems += problems

    def of_file(self, sha256: str) -> set[tuple[str, str]]:
        """(campaign, report) of every report that came in a file."""
        every = (report for reports in self.reports.values() for report in reports)
        return {(one.campaign, one.id) for one in every if one.sha256 == sha256}


def import_reports(project: Project, files: Sequence[Path], *, dry_run: bool = False) -> Imported:
    """Check report files and add the good ones to the ledgers, each file as a whole.

    With ``dry_run`` nothing is written. While it runs, other imports into the project wait. A
    file is kept as received before the ledger names it. Reports of several campaigns in one file
    go into several ledgers, one after the other; a file that a kill left between two of them is
    completed by importing it again.
    """
    accepted: list[Report] = []
    known: list[str] = []
    ledgers = _Ledgers(project)
    with nullcontext() if dry_run else locked(project.root / "campaigns"):
        ledgers.read()
        problems = list(ledgers.problems)
        if any(problem.severity == "error" for problem in problems):
            return Imported((), (), tuple(sorted(problems)))
        for path in files:
            shown = _shown(path, project.root)
            content, found = _content(path, shown)
            if content is None:
                problems += found
                continue
            reports, found = _check(ledgers, content, shown, path.name)
            already = not reports and bool(ledgers.of_file(_sha256(content)))
            if already:
                known.append(shown)
                continue
            problems += _shortened(found, shown)
            if not any(problem.severity == "error" for problem in found):
                accepted += reports
                _add(ledgers, reports, content, dry_run=dry_run)
    return Imported(tuple(accepted), tuple(known), tuple(sorted(problems)))


def _shown(path: Path, root: Path) -> str:
    """The file's name for people: relative to the project where it lies in it."""
    whole = path.resolve()
    inside = whole.is_relative_to(root.resolve())
    return nfc((whole.relative_to(root.resolve()) if inside else path).as_posix())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content(path: Path, shown: str) -> tuple[bytes | None, list[Problem]]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [Problem(shown, 0, 0, "file-missing")]
    except OSError as error:
        return None, [Problem(shown, 0, 0, "file-unreadable", {"found": error.strerror or ""})]
    if len(content) > MAX_BYTES:
        return None, [Problem(shown, 0, 0, "file-too-large", {"limit": MAX_BYTES // MEGABYTE})]
    return content, []


def _check(
    ledgers: _Ledgers, content: bytes, shown: str, name: str
) -> tuple[list[Report], list[Problem]]:
    """The reports of a file that are not in the ledger yet, and everything wrong with the file."""
    sent, problems = _rows(ledgers.project, content, shown)
    problems += same_rows(sent)
    grouped, found = by_report(sent)
    problems += found
    done = ledgers.of_file(_sha256(content))
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
        report = make_report(rows, nfc(name), _sha256(content))
        if report:
            problems += doubtful(ledgers.project, report, rows[0])
            reports.append(report)
    if done and any(problem.severity == "error" for problem in problems):
        return [], []  # it was good when it was accepted; the rules may have changed since
    return reports, problems


def _rows(project: Project, content: bytes, shown: str) -> tuple[list[Sent], list[Problem]]:
    grids, found = read_grids(content, shown, score)
    problems = list(found)
    entries: list[Entry] = []
    tables = 0
    for grid in grids:
        header, wrong = find_header(grid)
        problems += wrong
        if header:
            tables += 1
            entries += table_entries(grid, header, problems)
    if not tables and not problems:
        problems.append(Problem(shown, 1, 0, "report-no-header"))
    elif tables and not entries and not problems:
        problems.append(Problem(shown, 0, 0, "report-no-rows"))
    ground = Ground(project.places)
    checker = Checker(project, ground, Units(ground), problems)
    return checker.check(entries), checker.problems


def _shortened(problems: list[Problem], shown: str) -> list[Problem]:
    ordered = sorted(problems, key=lambda problem: (problem.severity, problem))
    rest = len(ordered) - MOST_TOLD
    if rest <= 0:
        return ordered
    return [*ordered[:MOST_TOLD], Problem(shown, 0, 0, "report-more-problems", {"count": rest})]


def _add(ledgers: _Ledgers, reports: list[Report], content: bytes, *, dry_run: bool) -> None:
    """Keep the file, then name it in the ledger: a kill between the two leaves a spare copy."""
    for campaign in dict.fromkeys(report.campaign for report in reports):
        own = [report for report in reports if report.campaign == campaign]
        ledgers.reports[campaign] += own
        if not dry_run:
            path = ledger_path(ledgers.project.root, campaign)
            keep_received(path, own[0].file, own[0].sha256, content)
            append(path, own)
