"""Pictures: SVG drawn in the province's colours, without anything that acts or fetches."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from generator.model.base import Words
from generator.model.look import Look, Picture
from generator.model.problem import Problem
from generator.sources.reading import Reading
from generator.sources.suggest import one_of
from generator.sources.text import SourceText

MAX_PICTURE = 64 * 1024
MAX_DEPTH = 30
_SHAPES = {"g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
_ALLOWED = {
    "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width", "height",
    "points", "transform", "fill", "fill-rule", "stroke", "stroke-width", "stroke-linecap",
    "stroke-linejoin",
}  # fmt: skip
_ROOT_ALLOWED = {"xmlns", "viewBox", "fill", "stroke"}
_BOX = re.compile(r"0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)")


@dataclass(frozen=True)
class _Element:
    tag: str
    attributes: dict[str, str]
    line: int
    column: int


class _Drawing(ContentHandler):
    """The elements of a drawing with their places, and its titles and descriptions."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[_Element] = []
        self.words: dict[str, dict[str, str]] = {"title": {}, "desc": {}}
        self.depth = 0
        self._locator: Locator | None = None
        self._speaking: tuple[str, str] | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the interface's name
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX
        assert self._locator is not None  # noqa: S101 - the parser sets it before any element
        line, column = self._locator.getLineNumber() or 1, self._locator.getColumnNumber() or 0
        self.elements.append(_Element(name, dict(attrs.items()), line, column + 1))
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SAXParseException("too deep", None, self._locator)
        if name in self.words:
            self._speaking = (name, attrs.get("xml:lang", ""))

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002 - the interface's names
        self.depth -= 1
        self._speaking = None

    def characters(self, content: str) -> None:
        if self._speaking:
            kind, language = self._speaking
            self.words[kind][language] = self.words[kind].get(language, "") + content


def read_picture(
    source: SourceText, name: str, colours: frozenset[str]
) -> tuple[Picture | None, tuple[Problem, ...]]:
    """The picture in an SVG file, or everything in it that may not be there.

    ``colours`` are the look's hexadecimal values: only with them can print find the inks.
    """
    if len(source.text) > MAX_PICTURE:
        details = {"limit": MAX_PICTURE // 1024}
        return None, (Problem(source.file, 1, 1, "picture-too-large", details),)
    drawing = _Drawing()
    try:
        parseString(source.text.encode(), drawing)
    except SAXParseException as error:
        line, column = error.getLineNumber() or 1, error.getColumnNumber() or 0
        return None, (Problem(source.file, line, column + 1, "svg-syntax"),)
    except DefusedXmlException:
        return None, (Problem(source.file, 1, 1, "svg-entity"),)
    problems = list(_problems(source.file, drawing, colours))
    root = drawing.elements[0]
    box = _BOX.fullmatch(root.attributes.get("viewBox", ""))
    words = {kind: _tidy(texts) for kind, texts in drawing.words.items()}
    if root.tag != "svg" or box is None:
        problems.append(Problem(source.file, root.line, root.column, "svg-viewbox"))
    if not words["title"] or not words["desc"]:
        problems.append(Problem(source.file, root.line, root.column, "svg-untitled"))
    if problems or box is None:
        return None, tuple(problems)
    return Picture(
        id=name,
        file=source.file,
        title=Words(words["title"]),
        description=Words(words["desc"]),
        svg=source.text,
        width=float(box[1]),
        height=float(box[2]),
    ), ()


def _tidy(texts: dict[str, str]) -> dict[str, str]:
    return {language: " ".join(text.split()) for language, text in texts.items() if text.strip()}


def _problems(file: str, drawing: _Drawing, colours: frozenset[str]) -> Iterator[Problem]:
    for number, element in enumerate(drawing.elements):
        place = (file, element.line, element.column)
        if number and element.tag in drawing.words:
            continue
        if number and element.tag not in _SHAPES:
            details = {"found": element.tag, "known": one_of(sorted(_SHAPES))}
            yield Problem(*place, "svg-element", details)
            continue
        allowed = _ALLOWED if number else _ROOT_ALLOWED
        for name, value in element.attributes.items():
            if name not in allowed or "url(" in value:
                yield Problem(*place, "svg-attribute", {"found": name})
            elif name in {"fill", "stroke"} and value != "none" and value not in colours:
                details = {"found": value, "known": one_of(sorted(colours))}
                yield Problem(*place, "svg-colour", details)


def read_pictures(reading: Reading, look: Look | None) -> dict[str, Picture]:
    """Every drawing in ``content/pictures/``."""
    colours = frozenset(token.light for token in look.tokens) if look else frozenset()
    pictures: dict[str, Picture] = {}
    folder = reading.root / "content" / "pictures"
    files = [path for path in reading.listing(folder) if path.suffix == ".svg"]
    for path in files:
        source = reading.text(path)
        if source is None or look is None:
            continue
        picture, problems = read_picture(source, path.stem, colours)
        reading.note(problems)
        if picture:
            pictures[picture.id] = picture
    reading.registers.define("picture", {path.stem for path in files})
    return pictures
