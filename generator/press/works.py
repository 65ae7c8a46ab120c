"""The works: from a project to finished files, one leaflet and language at a time."""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pypdfium2  # type: ignore[import-untyped] # ships no types
from PIL import Image
from weasyprint import Document  # type: ignore[import-untyped] # the same

from generator.model.addresses import EVERYWHERE, print_path
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet, PrintingCondition
from generator.model.printed import Printed
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press import layout
from generator.press.check import layout_problems, refusals
from generator.press.compose import compose, leaflet_languages
from generator.press.finish import Condition, finish, finish_press, finish_screen
from generator.press.layout import Kind
from generator.press.typesetter import Typesetter
from generator.press.views import LeafletView
from generator.sources.atomic import write_file
from generator.sources.reading import Reading

KINDS: tuple[Kind, ...] = get_args(Kind)
THUMBNAIL = "thumbnail.png"
THUMBNAIL_WIDTH = 360
"""Pixels across the picture of a leaflet in the library."""


@dataclass(frozen=True)
class Job:
    """One leaflet in one language, to be printed in some kinds."""

    campaign: str
    leaflet: str
    language: str
    kinds: tuple[Kind, ...]


def jobs_of(
    project: Project,
    only: str | None,
    languages: Collection[str] | None,
    kinds: Collection[str],
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


class Works:
    """Prints the leaflets of one project; one is made per process."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.typesetter = Typesetter(project)

    def print(self, job: Job, folder: Path) -> tuple[Printed, ...]:
        """The files of a job, written below ``folder``.

        Raises ``ProblemsFound`` when a text does not fit; nothing of the job is written then.
        """
        campaign = self.project.campaigns[job.campaign]
        leaflet = next(each for each in campaign.leaflets if each.id == job.leaflet)
        view, form = self._composed(campaign, leaflet, job.language)
        measured = self.typesetter.measure(view, form)
        problems = layout_problems(self.project, campaign, leaflet, view, measured)
        fits = {each.panel.id: each.fit for each in measured}
        files: dict[Kind, bytes] = {}
        for kind in () if problems else job.kinds:
            document = self.typesetter.document(view, form, kind, fits)
            spilled = layout.spilled(document, measured)
            problems += layout_problems(self.project, campaign, leaflet, view, spilled)
            files[kind] = self._file(document, view, form, kind)
        problems += refusals(job.campaign, job.leaflet, self.typesetter.take_refused())
        if problems:
            raise ProblemsFound(problems)
        return tuple(self._write(view, files, folder))

    def _composed(
        self, campaign: Campaign, leaflet: Leaflet, language: str
    ) -> tuple[LeafletView, Format]:
        view = compose(self.project, campaign, leaflet, language)
        return view, self.project.formats[leaflet.format]

    def _file(self, document: Document, view: LeafletView, form: Format, kind: Kind) -> bytes:
        identity = f"{view.address} {view.id} {view.language} {kind} {self.project.as_of}"
        options = {"pdf_identifier": identity.encode(), "pdf_tags": True}
        if kind == "press":
            raw = document.write_pdf(pdf_variant="pdf/x-4", **options)
            pages = layout.pages_of(view, form, kind)
            return finish_press(raw, identity, pages, form.bleed, self._condition(form))
        if kind == "screen":
            return finish_screen(document.write_pdf(pdf_variant="pdf/ua-1", **options), identity)
        scale = layout.office_scale(form)
        return finish(document.write_pdf(zoom=scale, **options), identity)

    def _condition(self, form: Format) -> Condition:
        folder = self.project.print / "profiles"
        found = Reading(self.project.print).yaml(folder / f"{form.inks}.yml", PrintingCondition)[1]
        if found is None:
            raise ProblemsFound([Problem(f"print/profiles/{form.inks}.yml", 0, 0, "file-missing")])
        profile = (folder / found.file).read_bytes()
        return Condition(found.condition, found.registry, found.info, profile)

    def _write(
        self, view: LeafletView, files: dict[Kind, bytes], folder: Path
    ) -> Iterator[Printed]:
        """Write the files, the thumbnail before them: it is named in what is returned."""
        for kind in ("screen", "office"):
            if kind in files:
                path = print_path(view.campaign, view.id, view.language, THUMBNAIL)
                write_file(folder / path, thumbnail(files[kind]))
                break
        for kind, data in files.items():
            path = print_path(view.campaign, view.id, view.language, f"{kind}.pdf")
            write_file(folder / path, data)
            yield printed_file(folder, path)


def printed_file(folder: Path, path: str) -> Printed:
    """What is known of a printed file from its path and content; the trim is its first page's."""
    campaign, leaflet, language, unit, name = path.split("/")
    data = (folder / path).read_bytes()
    with pypdfium2.PdfDocument(data) as pdf:
        left, bottom, right, top = pdf[0].get_trimbox()
        pages = len(pdf)
    picture = path.removesuffix(name) + THUMBNAIL
    return Printed(
        campaign=campaign,
        leaflet=leaflet,
        language=language,
        unit=None if unit == EVERYWHERE else unit,
        kind=name.removesuffix(".pdf"),
        path=path,
        bytes=len(data),
        pages=pages,
        trim=(round((right - left) / layout.PT, 1), round((top - bottom) / layout.PT, 1)),
        thumbnail=picture if (folder / picture).is_file() else None,
    )


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
