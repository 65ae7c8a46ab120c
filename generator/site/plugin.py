"""The thin plugin that hands the generated pages to MkDocs."""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.model.printed import Printed
from generator.model.project import Project
from generator.site import names
from generator.site.anchors import slugify
from generator.site.assets import make_assets
from generator.site.clean import clean
from generator.site.frame import Surround, addresses, surround
from generator.site.material import Figures, Material, as_mappings
from generator.site.page import SitePage
from generator.site.pages import pages
from generator.site.papers import Papers, papers_in
from generator.site.tables import ScrollingTables
from generator.site.thumbnails import thumbnail_sheets
from generator.site.voice import Voice
from generator.sources import load_project


class LachanConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped
    """The plugin has no settings: they are the project's."""


class LachanPlugin(BasePlugin[LachanConfig]):  # type: ignore[no-untyped-call]  # as above
    """Pages from the model. ``build_site`` calls ``given``; ``mkdocs build`` goes without."""

    def __init__(self) -> None:
        self.project: Project | None = None
        self.figures: Mapping[str, Figures] = {}
        self.printed: tuple[Printed, ...] = ()
        self.print_folder: Path | None = None
        self.papers: Papers = {}
        self.pages: dict[str, SitePage] = {}
        self.surrounds: dict[str, Surround] = {}

    def given(
        self,
        project: Project,
        figures: Mapping[str, Figures],
        printed: Iterable[Printed],
        print_folder: Path | None,
    ) -> None:
        """Take what the build has made, instead of loading the project from its folder."""
        self.project = project
        self.figures = figures
        self.printed = tuple(printed)
        self.print_folder = print_folder
        self.papers = papers_in(project, print_folder) if print_folder else {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The address and name come from the programme: a QR code on paper rests on them."""
        if self.print_folder is None:  # MkDocs alone, once or at every change of a file
            self.project = _loaded(Path(config.config_file_path or ".").resolve().parent)
        config.watch.append(str(self._project.theme))
        website = self._project.programme.website
        config.site_url = website.address
        config.site_name = str(website.name)
        config.site_description = str(website.description)
        config.theme.static_templates = {"404.html", "sitemap.xml"}
        config.mdx_configs.setdefault("toc", {})["slugify"] = slugify
        if not any(isinstance(one, ScrollingTables) for one in config.markdown_extensions):
            cast("list[Any]", config.markdown_extensions).append(ScrollingTables())
        return config

    @property
    def _project(self) -> Project:
        if self.project is None:
            raise PluginError("lachan: no project")
        return self.project

    def on_files(self, _files: Files, /, *, config: MkDocsConfig) -> Files:
        """The generated pages and files; nothing of the folders of documents and theme."""
        project = self._project
        material = Material(project, as_mappings(self.figures), self.printed, self.papers)
        voices = {tag: Voice(project, tag) for tag in project.programme.languages}
        self.pages = pages(project, self.figures, self.printed, self.papers)
        sheets = (
            thumbnail_sheets(material, voices.values(), self.print_folder)
            if self.print_folder
            else ()
        )
        assets = make_assets(project, self.pages.values(), sheets)
        self.surrounds = {
            tag: surround(material, voice, assets.frame) for tag, voice in voices.items()
        }
        made = [
            *(File.generated(config, path, content=page.text) for path, page in self.pages.items()),
            *(File.generated(config, path, content=data) for path, data in assets.files.items()),
        ]
        return Files(made)

    def on_nav(self, nav: Navigation, /, **_: object) -> Navigation:
        """The frame makes its own navigation; MkDocs' list of all pages is not used."""
        return Navigation([], list(nav.pages))

    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: object) -> str:
        """The sources' newest day stands in for the day of the build."""
        page.update_date = self._project.as_of.isoformat()
        return markdown

    def on_page_content(self, html: str, /, **_: object) -> str:
        """Only HTML that is on the list."""
        return clean(html)

    def on_env(self, env: Environment, /, **_: object) -> Environment:
        """Escape what templates fill in; MkDocs itself does not."""
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = True
        env.filters["from"] = names.relative
        return env

    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, **_: object
    ) -> TemplateContext:
        """The frame in the page's language."""
        frame = self.surrounds[page.meta["lang"]]
        here = self.pages[page.file.src_uri].url
        cast("dict[str, Any]", context).update(
            {
                "_": frame.voice,
                "frame": frame,
                "here": here,
                **addresses(self._project, page.meta, here),
            }
        )
        return context

    def on_template_context(self, context: TemplateContext, /, **_: object) -> TemplateContext:
        """What the pages that are no documents need: 404 in every language, the sitemap."""
        cast("dict[str, Any]", context).update(
            {"frames": self.surrounds, "site_pages": self.pages, "project": self._project}
        )
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The print files beside the pages: linked where the disk can, else copied.

        Those of single units may be thousands; the offices that print them hold them.
        """
        if not self.print_folder:
            return
        places = [(file.path, file.url) for file in self.printed if file.unit is None]
        places += [(one.path, one.url) for papers in self.papers.values() for one in papers]
        for path, url in places:
            _place(self.print_folder / path, Path(config.site_dir) / url)


def _loaded(root: Path) -> Project:
    loaded = load_project(root)
    if loaded.project is None:
        raise PluginError("lachan: the sources have problems; run “lachan check”")
    return loaded.project


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)
