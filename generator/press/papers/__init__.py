"""What goes with a print job: ticket, proof and the application for a publishing licence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.documents.faces import lacking
from generator.model.campaign import Campaign
from generator.model.leaflet import Leaflet
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press.papers.dossier import all_text, application, dossier_values
from generator.press.papers.job import PrintedFile, PrintJob, print_job
from generator.press.papers.pictures import page_pictures
from generator.press.papers.proof import proof_values
from generator.press.papers.setting import PaperSetter
from generator.press.papers.ticket import ticket_json, ticket_text, ticket_values
from generator.press.papers.word import application_docx
from generator.press.setting.fonts import missing_letters

__all__ = ["DOSSIER", "PAPERS", "PROOF", "TICKET", "PaperSet", "Papers", "PrintedFile"]

TICKET, PROOF, DOSSIER = "ticket", "proof", "ho-so-xuat-ban"
PAPERS = (f"{TICKET}.json", f"{TICKET}.pdf", f"{PROOF}.pdf", f"{DOSSIER}.docx", f"{DOSSIER}.pdf")
"""The files that stand in a leaflet's folder, beside those of its languages."""


@dataclass(frozen=True)
class PaperSet:
    """The papers that could be made, by file name, and what kept the others from it."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]


class Papers:
    """Makes the papers of one project's leaflets; one is made per process."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._setter = PaperSetter(project)

    def make(self, campaign: Campaign, leaflet: Leaflet, files: Sequence[PrintedFile]) -> PaperSet:
        """The papers of one leaflet, all its languages together; nothing is written.

        ``files``: what was printed of it. Pages are shown of those for all units whose ``data`` is
        given, of the press kind where there is one. The same files give the same bytes.
        """
        job = print_job(self.project, campaign, leaflet, files)
        made: dict[str, bytes] = {}
        problems: list[Problem] = []
        for name, paper in self._papers(job):
            try:
                made[name] = paper()
            except ProblemsFound as found:
                problems += found.problems
        return PaperSet(made, tuple(sorted(set(problems))))

    def problems(self, campaign: Campaign, leaflet: Leaflet) -> tuple[Problem, ...]:
        """What would keep papers from being made: a face that is missing, or lacks a letter."""
        job = print_job(self.project, campaign, leaflet, ())
        found: list[Problem] = []
        for check in (self._check_look, self._check_official):
            try:
                check(job)
            except ProblemsFound as raised:
                found += raised.problems
        return tuple(sorted(found))

    def _papers(self, job: PrintJob) -> Iterator[tuple[str, Callable[[], bytes]]]:
        shown = page_pictures(job)
        pictures = {page.name: page.data for page in shown}
        form = application(self.project, job)
        accent = job.leaflet.accent

        def identity(name: str) -> str:
            return f"{job.folder} {name} {job.version} {job.day}"

        def ticket() -> bytes:
            self._check_look(job)
            values = ticket_values(job, self.project.look, shown)
            return self._setter.pdf(
                TICKET, values, identity(TICKET), accent=accent, pictures=pictures
            )

        def proof() -> bytes:
            self._check_look(job)
            values = proof_values(job, shown)
            return self._setter.pdf(
                PROOF, values, identity(PROOF), accent=accent, pictures=pictures
            )

        def dossier() -> bytes:
            self._check_official(job)
            values = dossier_values(job, form)
            return self._setter.pdf(
                "dossier", values, identity(DOSSIER), accent=accent, official=True
            )

        yield f"{TICKET}.json", lambda: ticket_json(job)
        yield f"{TICKET}.pdf", ticket
        yield f"{PROOF}.pdf", proof
        yield f"{DOSSIER}.docx", lambda: application_docx(form, job.day)
        yield f"{DOSSIER}.pdf", dossier

    def _check_look(self, job: PrintJob) -> None:
        _complain(job, missing_letters(self.project.look, ticket_text(job)))

    def _check_official(self, job: PrintJob) -> None:
        _complain(job, lacking(all_text(application(self.project, job))))


def _complain(job: PrintJob, letters: str) -> None:
    if letters:
        file = f"campaigns/{job.campaign.id}/leaflets/{job.leaflet.id}.yml"
        raise ProblemsFound([Problem(file, 0, 0, "papers-no-glyph", {"found": " ".join(letters)})])
