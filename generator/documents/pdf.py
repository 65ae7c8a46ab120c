"""An official document as PDF: tagged, to be kept for good (PDF/UA-1 and PDF/A-2a in one file)."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint import CSS, HTML  # type: ignore[import-untyped] # ships no types
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped] # the same

from generator.documents.archive import make_archival
from generator.documents.artifacts import mark_artifacts
from generator.documents.faces import lacking, official_css, official_faces
from generator.documents.fetch import SCHEME, OwnFetcher
from generator.documents.layout import FOLDER, Layout
from generator.documents.paper import Paper
from generator.documents.saving import plain_spaces, sealed
from generator.documents.structure import mend_structure
from generator.model.problem import Problem, ProblemsFound

PAGE, STYLE = "paper.html.jinja", "paper.css.jinja"


def official_pdf(paper: Paper, layout: Layout, folder: Path, day: date) -> bytes:
    """The bytes of a document in ``layout``; the same document gives the same bytes.

    ``folder`` holds the template and the style, ``day`` is when it was made. Raises
    ``ProblemsFound`` where the face or a letter of it is missing, or a template is at fault.
    """
    absent = lacking(paper.words())
    if absent:
        details = {"found": " ".join(absent)}
        raise ProblemsFound([Problem(f"print/{FOLDER}", 0, 0, "official-no-glyph", details)])
    values = {"paper": paper, "layout": layout, "moment": f"{day}T00:00:00Z"}
    fetcher = OwnFetcher({"font": _font})
    fonts = FontConfiguration()
    styles = [
        CSS(string=text, base_url="lachan:style/", url_fetcher=fetcher, font_config=fonts)
        for text in (official_css(f"{SCHEME}font/"), _rendered(folder, STYLE, values))
    ]
    page = HTML(
        string=_rendered(folder, PAGE, values), base_url="lachan:sheet/", url_fetcher=fetcher
    )
    raw = page.render(stylesheets=styles, font_config=fonts).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=paper.title.encode(), pdf_tags=True
    )
    if fetcher.refused:
        refused = sorted(set(fetcher.refused))
        file = f"print/{FOLDER}/{PAGE}"
        raise ProblemsFound(Problem(file, 0, 0, "print-address", {"found": u}) for u in refused)
    with pikepdf.Pdf.open(io.BytesIO(mark_artifacts(raw))) as pdf:
        mend_structure(pdf)
        make_archival(pdf)
        plain_spaces(pdf)
        return sealed(pdf, f"{paper.title} {day}")


def _rendered(folder: Path, name: str, values: dict[str, Any]) -> str:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return environment.get_template(name).render(**values)
    except TemplateError as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 0
        details = {"found": str(error.message)}
        problem = Problem(f"print/{FOLDER}/{name}", line, 0, "print-template", details)
        raise ProblemsFound([problem]) from error


def _font(name: str) -> tuple[bytes, str]:
    faces = {path.name: path for path in official_faces().values()}
    return faces[name].read_bytes(), "font/ttf"
