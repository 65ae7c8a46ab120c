"""The marked page: small pictures of a file's pages, the places numbered, and what is wrong there.

One sheet of A4 a file. It is for people: it is not itself made for a press.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pikepdf import Pdf
from weasyprint import CSS, Document  # type: ignore[import-untyped] # ships no types
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped] # the same

from generator.documents.fetch import SCHEME, OwnFetcher
from generator.documents.templating import templates
from generator.model.look import Look
from generator.press.finishing.finish import finish
from generator.press.preflight import telling
from generator.press.preflight.looks.pictures import View, views
from generator.press.preflight.plain import PLAIN
from generator.press.preflight.verdict import Verdict
from generator.press.setting import layout
from generator.press.setting.colours import variables
from generator.press.setting.fonts import faces, font_css
from generator.sources.catalogue import PROGRAM_CATALOGUES, Catalogue, load_catalogue
from generator.sources.load import KIT

KIT_PRINT = KIT / "print"
_FINDINGS = 40
"""Findings that are listed at most."""
_LINE = 62
"""Letters in a line of a column, about."""


def marked(
    data: bytes,
    verdict: Verdict,
    name: str,
    language: str = "vi",
    folder: Path = KIT_PRINT,
    look: Look = PLAIN,
) -> bytes:
    """The marked page of one file as a PDF; numbers are those of the verdict's text.

    ``name``: how the file is called on it. ``folder``: where templates and styles are. ``look``:
    its colours and faces.
    """
    raw = _set(name, verdict, views(data, verdict), _Setting(language, folder, look))
    return finish(raw, f"{name} {language} {verdict}")


def marked_files(
    judged: Sequence[tuple[str, bytes, Verdict]], language: str = "vi", folder: Path = KIT_PRINT
) -> bytes:
    """The marked pages of several files (name, content, verdict) in one PDF."""
    with Pdf.new() as pdf:
        for name, data, verdict in judged:
            with Pdf.open(io.BytesIO(marked(data, verdict, name, language, folder))) as one:
                pdf.pages.extend(one.pages)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@dataclass(frozen=True)
class _Setting:
    """In which language, from which templates and in which look the page is set."""

    language: str
    folder: Path
    look: Look

    @property
    def words(self) -> Catalogue:
        """The words of the template."""
        return load_catalogue(self.folder / "locale", self.language)

    @property
    def say(self) -> Catalogue:
        """The words of the findings."""
        return load_catalogue(PROGRAM_CATALOGUES, self.language)

    @property
    def style(self) -> str:
        """Faces, colours and the page's own style sheet."""
        own = (self.folder / "styles" / "preflight.css").read_text("utf-8")
        colours = variables(self.look, "light", "indigo")
        return "\n".join([font_css(self.look, f"{SCHEME}font/"), colours, own])


def _set(
    name: str,
    verdict: Verdict,
    shown: tuple[list[View], dict[str, bytes]],
    setting: _Setting,
) -> bytes:
    """The sheet with as many findings as it holds."""
    pages, pictures = shown
    files = {face.file: face.path for face in faces(setting.look)}
    fetcher = OwnFetcher(
        {
            "page": lambda file: (pictures[file], "image/png"),
            "font": lambda file: (files[file].read_bytes(), "font/ttf"),
        }
    )
    style = CSS(
        string=setting.style,
        base_url="lachan:style/",
        url_fetcher=fetcher,
        font_config=_fonts(),
    )
    cache: dict[Any, Any] = {}

    def sheet(room: int) -> Document:
        html = _html(name, verdict, pages, room, setting)
        options = {"stylesheets": [style], "font_config": _fonts(), "cache": cache}
        return layout.set_pages(html, url_fetcher=fetcher, **options)

    least, most = 0, min(len(verdict.findings), _FINDINGS)
    best = sheet(most)
    if len(best.pages) > 1:
        # As many as fit: halving the doubt, a handful of sheets is set.
        while most - least > 1:
            room = (least + most) // 2
            tried = sheet(room)
            if len(tried.pages) == 1:
                least, best = room, tried
            else:
                most = room
        best = best if least else sheet(0)
    pdf: bytes = best.copy(best.pages[:1]).write_pdf(pdf_tags=True)
    return pdf


def _html(name: str, verdict: Verdict, pages: Sequence[View], room: int, setting: _Setting) -> str:
    say = setting.say
    rows = [
        {
            "number": number,
            "severity": finding.severity,
            "kind": say(finding.severity),
            "message": telling.message(finding, say),
            "facts": telling.facts(finding, say),
            "hint": telling.hint(finding, say),
        }
        for number, finding in enumerate(verdict.findings[:room], 1)
    ]
    template = templates(setting.folder).get_template("preflight.html.jinja")
    html: str = template.render(
        _=setting.words,
        language=setting.language,
        name=name,
        verdict=verdict,
        statement=telling.statement(verdict, say),
        inks=telling.inks_told(verdict),
        views=pages,
        columns=_columns(rows),
        left_out=len(verdict.findings) - room,
    )
    return html


def _columns(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows in two columns of about the same height, by how many lines each will take."""
    heights = [
        1 + sum(-(-len(row[part]) // _LINE) for part in ("message", "facts", "hint"))
        for row in rows
    ]
    half, first = sum(heights) / 2, 0
    while first < len(rows) and sum(heights[: first + 1]) <= half + heights[first] / 2:
        first += 1
    return [column for column in (rows[:first], rows[first:]) if column]


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()
