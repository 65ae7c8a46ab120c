"""The files beside the pages: style, script, icon, and one sheet of pictures a page.

A page that fetched each of its drawings by itself would cost a bad line a round trip for each.
So its drawings stand in one SVG file, each behind a named view that an ``<img>`` can show.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.model.look import Picture
from generator.model.project import Project
from generator.site.look import palettes, readable_accents
from generator.site.page import SitePage
from generator.site.thumbnails import Thumbnail
from generator.site.writer import Shape, sheet_path


@dataclass(frozen=True)
class Frame:
    """The addresses of the files that every page asks for; each changes with its content."""

    style: str
    script: str
    icon: str


@dataclass(frozen=True)
class Assets:
    """All files beside the pages, by their address."""

    frame: Frame
    files: dict[str, bytes]


def make_assets(
    project: Project,
    pages: Iterable[SitePage],
    thumbnails: Iterable[tuple[str, Sequence[Thumbnail]]] = (),
) -> Assets:
    """The files for these pages, and the sheets of thumbnails at their addresses."""
    files: dict[str, bytes] = {}
    environment = _environment(project.theme)
    colours = palettes(project.look)
    band = environment.get_template("assets/band.svg.jinja")
    words = {
        "palettes": colours,
        "accents": [token.id for token in readable_accents(project.look)],
        "shapes": sorted({Shape.of(picture) for picture in project.pictures.values()}),
        "band": quote(" ".join(band.render(colours=colours["light"]).split()), safe=" =:/'"),
    }
    style = environment.get_template("assets/site.css.jinja").render(words)
    icon = environment.get_template("assets/icon.svg.jinja").render(colours=colours["light"])
    script = (project.theme / "assets" / "site.js").read_text(encoding="utf-8")
    frame = Frame(
        style=_keep(files, "site", "css", style),
        script=_keep(files, "site", "js", script),
        icon=_keep(files, "icon", "svg", icon),
    )
    for page in pages:
        pictures = [project.pictures[name] for name in page.pictures]
        path = sheet_path(pictures)
        if pictures and path not in files:
            sheet = environment.get_template("assets/sheet.svg.jinja")
            files[path] = sheet.render(_stacked(pictures)).encode()
        for name in page.linked_pictures:
            files[f"pictures/{name}.svg"] = project.pictures[name].svg.encode()
    for path, group in thumbnails:
        sheet = environment.get_template("assets/thumbnails.svg.jinja")
        files[path] = sheet.render(thumbnails=group).encode()
    return Assets(frame, files)


def _environment(theme: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(theme),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - style and drawings from checked colours and pictures
    )


def _keep(files: dict[str, bytes], stem: str, ending: str, text: str) -> str:
    data = text.encode()
    path = f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{ending}"
    files[path] = data
    return path


@dataclass(frozen=True)
class _Placed:
    id: str
    top: int
    width: int
    height: int
    rest: str
    """The drawing's own document after its first ``<svg``."""


def _stacked(pictures: Iterable[Picture]) -> dict[str, object]:
    """The pictures under one another, in the units of their own drawings."""
    placed = list(_placed(pictures))
    return {
        "pictures": placed,
        "width": max(one.width for one in placed),
        "height": sum(one.height for one in placed),
    }


def _placed(pictures: Iterable[Picture]) -> Iterator[_Placed]:
    top = 0
    for picture in pictures:
        width, height = round(picture.width), round(picture.height)
        rest = picture.svg.strip().partition("<svg")[2]
        yield _Placed(picture.id, top, width, height, rest)
        top += height
