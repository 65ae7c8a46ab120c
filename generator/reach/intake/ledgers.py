"""The ledgers as they stand while files are added to them one after another."""

from collections.abc import Callable
from dataclasses import dataclass, field

from generator.model.problem import Problem
from generator.model.project import Project
from generator.model.report import Report
from generator.reach.intake.sent import Key
from generator.sources.ledger import append, keep_received, ledger_path, read_ledger

History = Callable[[Key], tuple[Report, ...]]


@dataclass
class Ledgers:
    """The ledger of each campaign; ``problems`` are those of the files they stand in."""

    project: Project
    shown: Callable[..., str]
    reports: dict[str, list[Report]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _by_key: dict[Key, list[Report]] = field(default_factory=dict)

    def read(self) -> None:
        """Read all of them."""
        for name in self.project.campaigns:
            path = ledger_path(self.project.root, name)
            reports, problems = read_ledger(path, self.shown(path))
            self.reports[name] = []
            self._note(reports)
            self.problems += problems

    def _note(self, reports: tuple[Report, ...] | list[Report]) -> None:
        for report in reports:
            self.reports[report.campaign].append(report)
            self._by_key.setdefault(report.key, []).append(report)

    def of_file(self, sha256: str) -> set[tuple[str, str]]:
        """(campaign, report) of every report that came in a file."""
        every = (report for reports in self.reports.values() for report in reports)
        return {(one.campaign, one.id) for one in every if one.sha256 == sha256}

    def before(self, sha256: str) -> History:
        """The reports of a key, oldest first, that were there before a file first came.

        A file that comes twice is read the same both times, whatever came in between.
        """

        def history(key: Key) -> tuple[Report, ...]:
            reports = self._by_key.get(key, [])
            own = next((n for n, one in enumerate(reports) if one.sha256 == sha256), len(reports))
            return tuple(reports[:own])

        return history

    def add(self, reports: list[Report], content: bytes, *, dry_run: bool) -> None:
        """Keep the file, then name it in the ledger: a kill between the two leaves a spare copy."""
        self._note(reports)
        for campaign in dict.fromkeys(report.campaign for report in reports):
            own = [report for report in reports if report.campaign == campaign]
            if not dry_run:
                path = ledger_path(self.project.root, campaign)
                keep_received(path, own[0].file, own[0].sha256, content)
                append(path, own)
