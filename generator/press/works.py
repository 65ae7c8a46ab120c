"""The works: from a project to finished files, one leaflet and language at a time."""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import get_args

import pypdfium2  # type: ignore[import-untyped] # ships no types
from PIL import Image
from weasyprint import Document  # type: ignore[import-untyped] # the same

from generator.model.addresses import EVERYWHERE, print_path
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet
from generator.model.printed import Printed
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press import preflight
from generator.press.check import layout_problems, refusals
from generator.press.composing.compose import compose, leaflet_languages
from generator.press.composing.views import LeafletView
from generator.press.fingerprint import Fingerprints
from generator.press.finishing.finish import finish, finish_press, finish_screen
from generator.press.imposing.imposition import office_sheets, press_sheets, sides, slug_room
from generator.press.papers import Papers
from generator.press.preflight import Expected, Verdict
from generator.press.setting import layout
from generator.press.setting.condition import read_condition
from generator.press.setting.layout import Fits
from generator.press.setting.pages import SheetPage, pages_of
from generator.press.setting.paper import PT, Kind, imposed, office_scale
from generator.press.setting.typesetter import Typesetter
from generator.sources.atomic import write_file

KINDS: tuple[Kind, ...] = get_args(Kind)
IMPOSED = "imposed"
"""The press file on a printer's sheets, of formats that are printed many or folded together."""
FILE_KINDS = (*KINDS, IMPOSED)
PRINT_SAFE = 3.0
"""Millimetres from the trim in which no text may stand, whatever a format keeps free for looks."""
THUMBNAIL = "thumbnail.png"
THUMBNAIL_WIDTH = 360
"""Pixels across the picture of a leaflet in the library."""
_VARIANTS = {"press": "pdf/x-4", "screen": "pdf/ua-1"}


@dataclass(frozen=True)
class Job:
    """One leaflet in one language, to be printed in some kinds."""

    campaign: str
    leaflet: str
    language: str
    kinds: tuple[Kind, ...]


def jobs_of(
    project: Project,
    only: str | None = None,
    languages: Collection[str] | None = None,
    kinds: Collection[str] = KINDS,
) -> tuple[Job, ...]:
    """What is to be printed, in the project's order. ``only``: ``campaign[/leaflet]``."""
    return tuple(
        Job(campaign.id, leaflet.id, language, tuple(kind for kind in KINDS if kind in kinds))
        for campaign in project.campaigns.values()
        for leaflet in campaign.leaflets
        if only in (None, campaign.id, f"{campaign.id}/{leaflet.id}")
        for language in leaflet_languages(project, campaign, leaflet)
        if languages is None or language in languages
    )


@dataclass(frozen=True)
class Sheet:
    """A leaflet in one language, composed and measured: ready to be set in any kind."""

    campaign: Campaign
    leaflet: Leaflet
    view: LeafletView
    form: Format
    fits: Fits

    @property
    def file(self) -> str:
        """The file in which the leaflet is written."""
        return f"campaigns/{self.campaign.id}/leaflets/{self.leaflet.id}.yml"


@dataclass(frozen=True)
class Made:
    """What came of a job, with the judgement of its press file where it has one."""

    printed: tuple[Printed, ...]
    verdict: Verdict | None


class Works:
    """Prints the leaflets of one project; one is made per process."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.typesetter = Typesetter(project)
        self.fingerprints = Fingerprints(project)

    @cached_property
    def papers(self) -> Papers:
        """Who makes the papers that go with a leaflet."""
        return Papers(self.project)

    def print(self, job: Job, folder: Path) -> Made:
        """The files of a job, written below ``folder``.

        Raises ``ProblemsFound`` when a text does not fit or a press file fails the preflight;
        nothing of the job is written then.
        """
        sheet = self.sheet(job)
        files: dict[str, bytes] = {}
        problems: tuple[Problem, ...] = ()
        for kind in job.kinds:
            pages = pages_of(sheet.view, sheet.form, kind)
            document = self.typesetter.document(sheet.view, sheet.form, kind, sheet.fits, pages)
            spilled = layout.spilled(document, sheet.view.panels, sheet.fits)
            problems += self.layout_problems(sheet, spilled)
            identity = self.fingerprints.of(sheet.view, kind)
            files[kind] = self.finished(document, sheet, kind, pages, identity)
        problems += refusals(job.campaign, job.leaflet, self.typesetter.take_refused())
        verdict = self.judged(sheet, files["press"]) if "press" in files else None
        if verdict:
            problems += preflight.problems(verdict, sheet.file, {"language": job.language})
        if problems:
            raise ProblemsFound(problems)
        return Made(tuple(self._write(sheet, files, folder)), verdict)

    def judged(self, sheet: Sheet, press_file: bytes) -> Verdict:
        """What our own preflight says of a press file."""
        form = sheet.form
        expected = Expected(
            (form.width, form.height), form.bleed, PRINT_SAFE, sheet.view.sides, form.folds
        )
        return preflight.preflight(press_file, expected)

    def composed(self, job: Job) -> Sheet:
        """A job's leaflet, composed but not measured: nothing is known to fit."""
        campaign = self.project.campaigns[job.campaign]
        leaflet = next(each for each in campaign.leaflets if each.id == job.leaflet)
        view = compose(self.project, campaign, leaflet, job.language)
        return Sheet(campaign, leaflet, view, self.project.formats[leaflet.format], {})

    def sheet(self, job: Job) -> Sheet:
        """A job's leaflet, composed and measured.

        Raises ``ProblemsFound`` when a text does not fit its panel.
        """
        sheet = self.composed(job)
        measured = self.typesetter.measure(sheet.view, sheet.form)
        if problems := self.layout_problems(sheet, measured):
            raise ProblemsFound(problems)
        return replace(sheet, fits={each.panel.id: each.fit for each in measured})

    def layout_problems(
        self, sheet: Sheet, measured: Collection[layout.Measured]
    ) -> tuple[Problem, ...]:
        """What keeps a leaflet's text from its panels."""
        return layout_problems(self.project, sheet.campaign, sheet.leaflet, sheet.view, measured)

    def written(self, document: Document, form: Format, kind: Kind) -> bytes:
        """A document as the renderer writes it, before it is finished."""
        return bytes(
            document.write_pdf(
                pdf_variant=_VARIANTS.get(kind),
                pdf_identifier=kind.encode(),
                pdf_tags=True,
                zoom=office_scale(form) if kind == "office" else 1,
            )
        )

    def finished(
        self,
        document: Document,
        sheet: Sheet,
        kind: Kind,
        pages: tuple[SheetPage, ...],
        identity: str,
    ) -> bytes:
        """A document as the file that is handed out."""
        raw = self.written(document, sheet.form, kind)
        if kind == "press":
            condition = read_condition(self.project.print, sheet.form.inks)
            return finish_press(raw, identity, pages, sheet.form, condition)
        return finish_screen(raw, identity) if kind == "screen" else finish(raw, identity)

    def _write(self, sheet: Sheet, files: dict[str, bytes], folder: Path) -> Iterator[Printed]:
        """Write the files, the thumbnail before them: it is named in what is returned."""
        view = sheet.view

        def place(name: str) -> str:
            return print_path(view.campaign, view.id, view.language, name)

        for kind in ("screen", "office"):
            if kind in files:
                write_file(folder / place(THUMBNAIL), thumbnail(files[kind]))
                break
        if "press" in files and imposed(sheet.form) != "none":
            lines = self.typesetter.slugs(
                view, sheet.form, sides(sheet.form, view.sides), slug_room(sheet.form)
            )
            files[IMPOSED] = press_sheets(files["press"], sheet.form, lines)
        if "office" in files:
            files["office"] = office_sheets(files["office"], sheet.form)
        for kind, data in files.items():
            path = place(f"{kind}.pdf")
            write_file(folder / path, data)
            yield printed_file(folder, path)


def printed_file(folder: Path, path: str) -> Printed:
    """What is known of a printed file from its path and content; the trim is its first page's.

    The file for all stands for those of units, which are thousands and have the same pages.
    """
    campaign, leaflet, language, unit, name = path.split("/")
    everywhere = folder / print_path(campaign, leaflet, language, name)
    pages, trim = _measures(everywhere if everywhere.is_file() else folder / path)
    picture = path.removesuffix(name) + THUMBNAIL
    return Printed(
        campaign=campaign,
        leaflet=leaflet,
        language=language,
        unit=None if unit == EVERYWHERE else unit,
        kind=name.removesuffix(".pdf"),
        path=path,
        bytes=(folder / path).stat().st_size,
        pages=pages,
        trim=trim,
        thumbnail=picture if (folder / picture).is_file() else None,
    )


def _measures(path: Path) -> tuple[int, tuple[float, float]]:
    """How many pages a file has, and the trim of the first in mm."""
    state = path.stat()
    return _measured(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1024)
def _measured(path: Path, _changed: int, _bytes: int) -> tuple[int, tuple[float, float]]:
    with pypdfium2.PdfDocument(path) as pdf:
        left, bottom, right, top = pdf[0].get_trimbox()
        return len(pdf), (round((right - left) / PT, 1), round((top - bottom) / PT, 1))


def thumbnail(pdf: bytes) -> bytes:
    """The first page as a PNG picture for the library, in a palette of 128 colours."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        width, height = page.get_size()
        image = page.render(scale=2 * THUMBNAIL_WIDTH / width).to_pil().convert("RGB")
    small = image.resize((THUMBNAIL_WIDTH, round(THUMBNAIL_WIDTH * height / width)))
    out = io.BytesIO()
    small.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
