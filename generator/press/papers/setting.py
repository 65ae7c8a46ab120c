"""Papers as PDF: templates and styles of ``print/`` to tagged files that can be kept for good."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint import CSS  # type: ignore[import-untyped] # ships no types
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped] # the same

from generator.documents.artifacts import mark_artifacts
from generator.documents.faces import official_css, official_faces
from generator.documents.fetch import SCHEME, OwnFetcher
from generator.documents.templating import template_problem, templates, written
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press.finishing.finish import finish_screen
from generator.press.setting import layout
from generator.press.setting.colours import variables
from generator.press.setting.fonts import faces, font_css
from generator.sources.catalogue import load_catalogue


class PaperSetter:
    """Sets the papers of ``project``; made once a process, like the typesetter."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.folder = project.print
        self._styles: dict[tuple[str, str], tuple[CSS, ...]] = {}
        self._faces = {face.file: face.path for face in faces(project.look)}

    @cached_property
    def _fonts(self) -> FontConfiguration:
        return FontConfiguration()

    @cached_property
    def _templates(self) -> ImmutableSandboxedEnvironment:
        return templates(self.folder)

    def pdf(
        self,
        name: str,
        values: Mapping[str, Any],
        identity: str,
        *,
        accent: str,
        pictures: Mapping[str, bytes] | None = None,
        official: bool = False,
    ) -> bytes:
        """``<name>.html.jinja`` in ``<name>.css`` as a PDF in the first language of the project.

        ``pictures``: JPEG by name, at ``lachan:page/<name>``. ``official``: in the face of official
        documents instead of the look's. Raises ``ProblemsFound`` when the template is at fault, a
        face is missing, or an address is asked for that is not ours.
        """
        html = self._html(name, values)
        own: Mapping[str, bytes] = pictures or {}
        fetcher = OwnFetcher({"font": self._font, "page": lambda page: (own[page], "image/jpeg")})
        document = layout.set_pages(
            html,
            url_fetcher=fetcher,
            stylesheets=self._style(name, accent, fetcher, official_css if official else None),
            font_config=self._fonts,
        )
        if fetcher.refused:
            file = f"print/templates/{name}.html.jinja"
            found = sorted(set(fetcher.refused))
            raise ProblemsFound(Problem(file, 0, 0, "print-address", {"found": u}) for u in found)
        raw = document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=identity.encode(), pdf_tags=True
        )
        return finish_screen(mark_artifacts(raw), identity)

    def _html(self, name: str, values: Mapping[str, Any]) -> str:
        language, file = self.project.language, f"{name}.html.jinja"
        try:
            return self._templates.get_template(file).render(
                moment=f"{self.project.as_of}T00:00:00Z",
                _=load_catalogue(self.folder / "locale", language),
                **written(language, language),
                **values,
            )
        except TemplateError as error:
            raise ProblemsFound([template_problem(error, file)]) from error

    def _font(self, name: str) -> tuple[bytes, str]:
        own = self._faces | {path.name: path for path in official_faces().values()}
        return own[name].read_bytes(), "font/ttf"

    def _style(
        self,
        name: str,
        accent: str,
        fetcher: OwnFetcher,
        face_css: Callable[[str], str] | None,
    ) -> tuple[CSS, ...]:
        """Faces, colours, what all papers share and the paper's own; parsed once."""
        if (name, accent) not in self._styles:
            look = self.project.look
            address = f"{SCHEME}font/"
            texts = [
                face_css(address) if face_css else font_css(look, address),
                variables(look, "light", accent),
                *(self._read(f"{each}.css") for each in ("papers", name)),
            ]
            self._styles[name, accent] = tuple(
                CSS(
                    string=text,
                    base_url="lachan:style/",
                    url_fetcher=fetcher,
                    font_config=self._fonts,
                )
                for text in texts
            )
        return self._styles[name, accent]

    def _read(self, style: str) -> str:
        path = self.folder / "styles" / style
        if not path.is_file():
            raise ProblemsFound([Problem(f"print/styles/{style}", 0, 0, "file-missing")])
        return path.read_text("utf-8")
