"""The typesetter of one project: its templates, styles, faces and drawings, kept ready.

One is made per process; making it costs a few tenths of a second, a leaflet then a tenth.
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, Literal

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint import CSS, Document  # type: ignore[import-untyped] # ships no types
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped] # the same

from generator.documents.fetch import SCHEME, OwnFetcher
from generator.documents.templating import template_problem, templates, written
from generator.model.leaflet import Format
from generator.model.problem import ProblemsFound
from generator.model.project import Project
from generator.press.composing.views import LeafletView, PanelView
from generator.press.setting import layout
from generator.press.setting.colours import ONE_PLATE, Medium, named_colours, painter, variables
from generator.press.setting.drawings import drawing
from generator.press.setting.fonts import faces, font_css
from generator.press.setting.layout import Fit, Fits
from generator.press.setting.pages import SheetPage, endless_pages
from generator.press.setting.paper import Kind, cut
from generator.press.setting.photos import photo_source
from generator.press.setting.qr import PLACE, qr_svg
from generator.sources.catalogue import load_catalogue

_SVG = "image/svg+xml"
_DRAWN = frozenset({"picture", "photo", "art", "qr"})
"""Kinds of addresses whose drawings have no say in how high a text is."""


class Typesetter:
    """Sets leaflets of ``project``. Not to be shared between threads or processes."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.print
        self.refused: list[str] = []
        self._styles: dict[tuple[str, Medium, str], tuple[CSS, ...]] = {}
        self._drawn: dict[tuple[str, str, Medium, str], bytes] = {}
        self._faces = {face.file: face.path for face in faces(project.look)}

    @cached_property
    def _fonts(self) -> FontConfiguration:
        return FontConfiguration()

    @cached_property
    def _templates(self) -> ImmutableSandboxedEnvironment:
        return templates(self.folder)

    def take_refused(self) -> tuple[str, ...]:
        """The addresses that were asked for in vain since the last time."""
        refused, self.refused = tuple(self.refused), []
        return refused

    def measure(self, view: LeafletView, form: Format) -> tuple[layout.Measured, ...]:
        """How high each panel's content is before it is cut to size, pictures as large as fits."""
        fits = {panel.id: Fit() for panel in view.panels}
        pages = endless_pages(view)
        while True:
            html = self._html(view, form, "measure", pages, fits)
            found = layout.measure(self._set(html, view, form, "light", blank=_DRAWN), view, fits)
            over = [m for m in found if m.lines_over and m.tight < layout.TIGHTEST]
            if not over:
                return found
            # Panels with as many things of one kind keep one size of picture, like siblings.
            families = {_family(each.panel) for each in over}
            tighter = [each for each in found if _family(each.panel) in families]
            fits |= {each.panel.id: Fit(each.tight + 1) for each in tighter}

    def document(
        self,
        view: LeafletView,
        form: Format,
        kind: Kind,
        fits: Fits,
        pages: tuple[SheetPage, ...],
        *,
        codes: bool = True,
    ) -> Document:
        """``pages`` of one kind, ready to be written; without ``codes`` their places are kept."""
        html = self._html(view, form, kind, pages, fits)
        medium: Medium = "inks" if kind == "press" else "light"
        return self._set(html, view, form, medium, blank=frozenset() if codes else {"qr"})

    def slugs(
        self, view: LeafletView, form: Format, sides: Sequence[object], room: tuple[float, float]
    ) -> bytes:
        """A page a side of a printer's imposed sheets, with the line that tells which it is.

        Each of ``sides`` has a ``sheet`` and a ``face``; ``room`` is the page's width and height.
        """
        catalogue = load_catalogue(self.folder / "locale", view.language, self.project.language)
        width, height = room
        html = self._templates.get_template("slugs.html.jinja").render(
            leaflet=view,
            form=form,
            sides=sides,
            width=width,
            height=height,
            day=self.project.as_of,
            _=catalogue,
            **written(view.language, self.project.language),
        )
        document = self._set(html, view, form, "inks", blank=frozenset())
        return bytes(document.write_pdf(pdf_identifier=b"slugs"))

    def _html(
        self,
        view: LeafletView,
        form: Format,
        kind: Kind | Literal["measure"],
        pages: tuple[SheetPage, ...],
        fits: Fits,
    ) -> str:
        catalogue = load_catalogue(self.folder / "locale", view.language, self.project.language)
        try:
            return self._templates.get_template(form.template).render(
                leaflet=view,
                form=form,
                kind=kind,
                pages=pages,
                fits=fits,
                cut=kind != "measure" and cut(form, kind) > 0,
                day=self.project.as_of,
                moment=f"{self.project.as_of}T00:00:00Z",
                _=catalogue,
                clauses=_clauses,
                kept=_kept,
                **written(view.language, self.project.language),
            )
        except TemplateError as error:
            raise ProblemsFound([template_problem(error, form.template)]) from error

    def _set(
        self, html: str, view: LeafletView, form: Format, medium: Medium, *, blank: AbstractSet[str]
    ) -> Document:
        if form.plates == "black":
            medium = ONE_PLATE.get(medium, medium)
        photos = {"photo": photo_source(self.project, view, form, medium)}
        fetcher = OwnFetcher(photos | self._sources(view, medium, blank=blank))
        document = layout.set_pages(
            html,
            url_fetcher=fetcher,
            stylesheets=self._style(form, medium, view.accent, fetcher),
            font_config=self._fonts,
        )
        self.refused += fetcher.refused
        return document

    def _style(
        self, form: Format, medium: Medium, accent: str, fetcher: OwnFetcher
    ) -> tuple[CSS, ...]:
        """Faces, colours and the format's style sheet; parsed once."""
        key = (form.style, medium, accent)
        if key not in self._styles:
            look = self.project.look
            texts = [
                font_css(look, f"{SCHEME}font/"),
                variables(look, medium, accent),
                *(
                    (self.folder / "styles" / name).read_text("utf-8")
                    for name in ("base.css", "parts.css", form.style)
                ),
            ]
            self._styles[key] = tuple(
                CSS(
                    string=text,
                    base_url="lachan:style/",
                    url_fetcher=fetcher,
                    font_config=self._fonts,
                )
                for text in texts
            )
        return self._styles[key]

    def _sources(
        self, view: LeafletView, medium: Medium, *, blank: AbstractSet[str]
    ) -> dict[str, Any]:
        """What each kind of address leads to; of the kinds in ``blank`` only places are kept."""
        paint = painter(self.project.look, medium)
        named = named_colours(self.project.look, medium, view.accent)

        def kept(key: tuple[str, str], svg: str, paint: Callable[[str], str]) -> tuple[bytes, str]:
            where = (*key, medium, view.accent)
            if where not in self._drawn:
                self._drawn[where] = drawing(svg, paint)
            return self._drawn[where], _SVG

        def picture(name: str) -> tuple[bytes, str]:
            return kept(("picture", name), self.project.pictures[name].svg, paint)

        def art(name: str) -> tuple[bytes, str]:
            return kept(("art", name), self._art[name], lambda colour: named[_token(colour)])

        def font(name: str) -> tuple[bytes, str]:
            return self._faces[name].read_bytes(), "font/ttf"

        def code(address: str) -> tuple[bytes, str]:
            return drawing(qr_svg(address), paint), _SVG

        sources = {"picture": picture, "art": art, "font": font, "qr": code}
        return sources | dict.fromkeys(blank, _blank)

    @cached_property
    def _art(self) -> dict[str, str]:
        """The ornaments of ``print/art/`` by name."""
        files = sorted((self.folder / "art").glob("*.svg"))
        return {path.stem: path.read_text("utf-8") for path in files}


def _family(panel: PanelView) -> tuple[str, int, str]:
    """Siblings have as many things of one kind; a unit's own panel has none."""
    own = panel.id if panel.local else ""
    return panel.kind, len(panel.steps or panel.messages), own


def _token(colour: str) -> str:
    """Ornaments name colours by token (``fill="token:accent"``): they suit every province."""
    return colour.removeprefix("token:")


def _blank(_name: str) -> tuple[bytes, str]:
    return PLACE.encode(), _SVG


def _clauses(text: str) -> list[str]:
    """A slogan in its clauses, so that a line breaks after a comma before it breaks elsewhere."""
    return re.findall(r"\S.*?(?:[,.;:!?…–](?=\s)|$)", text, re.DOTALL)


def _kept(text: str) -> str:
    """A text whose last words stay on one line, so that no syllable stands there alone."""
    words = text.rsplit(" ", 2)
    if len(words) < 3 or len(words[1]) + len(words[2]) > _TAIL:
        return text
    return f"{words[0]} {words[1]}\N{NO-BREAK SPACE}{words[2]}"


_TAIL = 9
"""Letters in the last two words, at most, for them to be kept together."""
