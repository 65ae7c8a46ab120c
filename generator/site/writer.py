"""Views to pages: the theme's page templates, filled in one language."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.model.look import Picture
from generator.model.project import Project
from generator.site import names
from generator.site.page import SitePage, View
from generator.site.voice import Voice

_SHEET = "assets/pictures.\ue000.svg"
"""Stands for the page's picture sheet until all its pictures are known."""


@lru_cache(maxsize=8)
def _environment(theme: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(theme),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@dataclass(frozen=True, order=True)
class Shape:
    """The size of drawings. In a sheet they have none of their own: the style gives it to them."""

    width: int
    height: int

    @classmethod
    def of(cls, picture: Picture) -> "Shape":
        """The shape of a picture."""
        return cls(round(picture.width), round(picture.height))

    @property
    def css(self) -> str:
        """The class of pictures of this shape."""
        return f"shape-{self.width}-{self.height}"


@dataclass(frozen=True)
class Drawing:
    """A picture as a page shows it: an address inside the page's sheet, and its description."""

    src: str
    shape: Shape
    alt: str
    tongue: str | None


@dataclass
class _Spot:
    """One page while it is written: where it stands, and which pictures it has asked for."""

    project: Project
    voice: Voice
    here: str
    asked: dict[str, None] = field(default_factory=dict)

    def url(self, name: str, anchor: str = "") -> str:
        """The link to another page of this language."""
        target = names.url_of(name, self.voice.language, self.project.language)
        return names.relative(f"{target}#{anchor}" if anchor else target, self.here)

    def file(self, path: str) -> str:
        """The link to a file of the website."""
        return names.relative(path, self.here)

    def drawing(self, name: str) -> Drawing:
        """A picture of the project."""
        picture = self.project.pictures[name]
        self.asked[name] = None
        return Drawing(
            src=names.relative(f"{_SHEET}#{name}", self.here),
            shape=Shape.of(picture),
            alt=self.voice.text(picture.description),
            tongue=self.voice.tongue(picture.description),
        )


class Writer:
    """Writes the pages of one language."""

    def __init__(self, project: Project, language: str) -> None:
        self.project = project
        self.voice = Voice(project, language)

    def write(self, view: View) -> SitePage:
        """The page that shows ``view``."""
        default, language = self.project.language, self.voice.language
        spot = _Spot(self.project, self.voice, names.url_of(view.name, language, default))
        template = _environment(self.project.theme).get_template(f"pages/{view.template}.md.jinja")
        words: Mapping[str, Any] = {
            "_": self.voice,
            "voice": self.voice,
            "url": spot.url,
            "file_link": spot.file,
            "drawing": spot.drawing,
            "names": names,
            "project": self.project,
            "page": view,
            **view.words,
        }
        body = template.render(words)
        sheet = sheet_path(self.project.pictures[name] for name in spot.asked)
        return SitePage(
            name=view.name,
            language=language,
            path=names.file_of(view.name, language, default),
            url=spot.here,
            head=self._head(view),
            body=body.replace(_SHEET, sheet),
            pictures=tuple(spot.asked),
            linked_pictures=view.linked_pictures,
        )

    def _head(self, view: View) -> dict[str, Any]:
        """The front matter: all that the frame needs, so that another engine could make it too."""
        default, language = self.project.language, self.voice.language
        above = [] if view.name == names.HOME else [(self.voice("Home"), names.HOME), *view.above]
        return {
            "title": view.title,
            "description": " ".join(view.summary.split()),
            "lang": language,
            "content_lang": view.content_language or language,
            "name": view.name,
            "kind": view.template,
            "crumbs": [
                {"title": title, "url": names.url_of(name, language, default)}
                for title, name in above
            ],
            "languages": [
                {"lang": tag, "url": names.url_of(view.name, tag, default)}
                for tag in self.project.programme.languages
            ],
        }


def sheet_path(pictures: Iterable[Picture]) -> str:
    """The address of the sheet of these pictures: it changes when one of them does."""
    digest = hashlib.sha256()
    for picture in pictures:
        digest.update(f"{picture.id}\n{picture.svg}\n".encode())
    return _SHEET.replace("\ue000", digest.hexdigest()[:10])
