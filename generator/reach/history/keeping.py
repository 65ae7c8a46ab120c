"""Whether every file is still kept as it was received: its SHA-256 is the ledger's."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from generator.model.problem import Problem
from generator.model.project import Project
from generator.reach.history.entries import reports_of
from generator.sources.ledger import received_path
from generator.sources.text import shown_path

TOLD = 3
"""Reports of one file that a problem names; of more it says how many."""


def verify_received(project: Project, campaign: str) -> tuple[Problem, ...]:
    """What is wrong with the files beside a campaign's ledger, in order.

    An error for each file of a report that is missing or changed. A warning for each file that no
    report names: an import that was cut off leaves one, and is completed by importing it again. A
    file is known by its content, so it may bear another name.
    """
    ledger = project.ledgers[campaign]
    came: dict[tuple[str, str], list[str]] = {}
    for report in reports_of(project, campaign, with_rows=False):
        came.setdefault((report.sha256, report.file), []).append(report.id)
    problems: list[Problem] = []
    kept = _kept(ledger.parent / "received", project.root, problems)
    changed: set[Path] = set()
    present = set(kept.values())
    for (sha256, name), ids in came.items():
        if sha256 in present:
            continue
        path = received_path(ledger, name, sha256)
        details = {"reports": _some(ids), "n": len(ids), "name": path.name, "sha256": sha256}
        if path.exists():
            changed.add(path)
        code = "received-changed" if path.exists() else "received-missing"
        problems.append(Problem(shown_path(path, project.root), 0, 0, code, details))
    named = {sha256 for sha256, _ in came}
    for path, sha256 in kept.items():
        if sha256 not in named and path not in changed:
            shown = shown_path(path, project.root)
            problems.append(Problem(shown, 0, 0, "received-unnamed", {}, "warning"))
    return tuple(sorted(problems))


def _kept(folder: Path, root: Path, problems: list[Problem]) -> dict[Path, str]:
    """The files of a folder with their SHA-256; what cannot be read is a problem."""
    found: dict[Path, str] = {}
    for path in _files(folder):
        try:
            with path.open("rb") as file:
                found[path] = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            details = {"found": error.strerror or ""}
            problems.append(Problem(shown_path(path, root), 0, 0, "file-unreadable", details))
    return found


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (one for one in sorted(folder.iterdir()) if one.name[0] != "." and one.is_file())


def _some(ids: list[str]) -> str:
    names = ", ".join(f"“{one}”" for one in ids[:TOLD])
    return names if len(ids) <= TOLD else f"{names}, …"
