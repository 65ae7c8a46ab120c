"""Pictures: SVG drawn in the province's colours, without anything that acts or fetches."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from generator.model.base import Words
from generator.model.look import Picture
from generator.model.problem import Problem
from generator.sources.suggest import one_of
from generator.sources.text import SourceText

MAX_PICTURE = 64 * 1024
_SVG = "{http://www.w3.org/2000/svg}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SHAPES = {"g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
_ALLOWED = {
    "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width", "height",
    "points", "transform", "fill", "fill-rule", "stroke", "stroke-width", "stroke-linecap",
    "stroke-linejoin",
}  # fmt: skip
_BOX = re.compile(r"0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)")


def read_picture(
    source: SourceText, name: str, colours: frozenset[str]
) -> tuple[Picture | None, tuple[Problem, ...]]:
    """The picture in an SVG file, or everything in it that may not be there.

    ``colours`` are the look's hexadecimal values: only with them can print find the inks.
    """
    if len(source.text) > MAX_PICTURE:
        details = {"limit": MAX_PICTURE // 1024}
        return None, (Problem(source.file, 1, 1, "picture-too-large", details),)
    try:
        root = fromstring(source.text)
    except ParseError as error:
        line, column = error.position
        return None, (Problem(source.file, line, column + 1, "svg-syntax"),)
    except DefusedXmlException:
        return None, (Problem(source.file, 1, 1, "svg-entity"),)
    problems = list(_drawing_problems(source, root, colours))
    box = _BOX.fullmatch(root.get("viewBox", ""))
    if root.tag != f"{_SVG}svg" or box is None:
        problems.append(Problem(source.file, 1, 1, "svg-viewbox"))
    title, description = _words(root, "title"), _words(root, "desc")
    if not title or not description:
        problems.append(Problem(source.file, 1, 1, "svg-untitled"))
    if problems or box is None:
        return None, tuple(problems)
    return Picture(
        id=name,
        file=source.file,
        title=Words(title),
        description=Words(description),
        svg=source.text,
        width=float(box[1]),
        height=float(box[2]),
    ), ()


def _words(root: Element, name: str) -> dict[str, str]:
    return {
        element.get(_LANG, ""): " ".join((element.text or "").split())
        for element in root.findall(f"{_SVG}{name}")
        if (element.text or "").strip()
    }


def _drawing_problems(
    source: SourceText, root: Element, colours: frozenset[str]
) -> Iterator[Problem]:
    for element in root.iter():
        tag = str(element.tag).removeprefix(_SVG)
        if element is root or tag in {"title", "desc"}:
            continue
        if tag not in _SHAPES:
            yield _at(source, f"<{tag}", "svg-element", found=tag, known=one_of(sorted(_SHAPES)))
            continue
        for name, value in element.attrib.items():
            if name not in _ALLOWED or "url(" in value:
                yield _at(source, f"{name}=", "svg-attribute", found=name)
            elif name in {"fill", "stroke"} and value != "none" and value not in colours:
                yield _at(source, value, "svg-colour", found=value, known=one_of(sorted(colours)))


def _at(source: SourceText, needle: str, code: str, **details: object) -> Problem:
    """A problem at the first place where ``needle`` stands (the parser keeps no lines)."""
    offset = max(source.text.find(needle), 0)
    line = source.text.count("\n", 0, offset) + 1
    column = offset - source.text.rfind("\n", 0, offset)
    return Problem(source.file, line, column, code, details)


def picture_files(folder: Path) -> list[Path]:
    """The SVG files of a picture folder, in order of name."""
    return sorted(folder.glob("*.svg"))
