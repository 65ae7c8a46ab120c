"""Drawings for one medium: pictures, ornaments and QR codes with every colour said outright.

A renderer falls back to RGB black for a shape whose fill or stroke it has to guess. So each shape
here carries both, in inks for the press. Nothing that acts or fetches passes.
"""

from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

_SVG = "{http://www.w3.org/2000/svg}"
_GROUPS = {"svg", "g"}
_SHAPES = _GROUPS | {"path", "circle", "ellipse", "rect", "line", "polyline", "polygon"}
_WORDS = {"title", "desc"}
_PAINTED = ("fill", "stroke")
_ALLOWED = {
    "viewBox", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2", "width",
    "height", "points", "transform", "fill", "fill-rule", "stroke", "stroke-width",
    "stroke-linecap", "stroke-linejoin",
}  # fmt: skip


class UnsafeDrawingError(ValueError):
    """Something in a drawing that is no shape: a script, a link, a style, an image."""


def drawing(svg: str, paint: Callable[[str], str]) -> bytes:
    """The drawing with its colours painted by ``paint``, without words, scripts and links.

    Raises ``UnsafeDrawingError``, or what ``paint`` raises for a colour that it does not know.
    """
    try:
        root = fromstring(svg)
    except (ParseError, DefusedXmlException) as error:
        raise UnsafeDrawingError(type(error).__name__) from error
    return tostring(_painted(root, paint, {"fill": "#000000", "stroke": "none"}))


def _painted(element: Element, paint: Callable[[str], str], inherited: dict[str, str]) -> Element:
    name = str(element.tag).removeprefix(_SVG)
    if name not in _SHAPES:
        raise UnsafeDrawingError(name)
    colours = {key: element.get(key, inherited[key]) for key in _PAINTED}
    copy = Element(f"{_SVG}{name}")
    for key, value in element.attrib.items():
        if key not in _ALLOWED:
            raise UnsafeDrawingError(key)
        copy.set(key, value)
    for key, colour in colours.items():
        if name not in _GROUPS or key in element.attrib:
            copy.set(key, colour if colour == "none" else paint(colour))
    for child in element:
        if str(child.tag).removeprefix(_SVG) not in _WORDS:
            copy.append(_painted(child, paint, colours))
    return copy
