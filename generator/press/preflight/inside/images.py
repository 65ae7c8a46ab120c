"""Images as they stand in a file, and their inks (ISO 32000-1, 8.9)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from generator.press.preflight.inside.colour import CMYK, GRAY, RGB, SHORT, UNKNOWN, Space
from generator.press.preflight.inside.lexer import InlineImage
from generator.press.preflight.inside.reading import FAULTS, entry, filters, whole

_LONG = {
    "/BPC": "/BitsPerComponent",
    "/CS": "/ColorSpace",
    "/D": "/Decode",
    "/DP": "/DecodeParms",
    "/F": "/Filter",
    "/H": "/Height",
    "/IM": "/ImageMask",
    "/I": "/Interpolate",
    "/W": "/Width",
}
_FILTERS = {
    "/AHx": "/ASCIIHexDecode",
    "/A85": "/ASCII85Decode",
    "/LZW": "/LZWDecode",
    "/Fl": "/FlateDecode",
    "/RL": "/RunLengthDecode",
    "/CCF": "/CCITTFaxDecode",
    "/DCT": "/DCTDecode",
}
_JPX_SPACES = {12: CMYK, 16: RGB, 17: GRAY, 18: RGB}
"""Enumerated colour spaces of JPEG 2000 (ISO 15444-1, table I.10, and 15444-2 for CMYK)."""
_HEADER = 65_536


@dataclass(frozen=True)
class Image:
    """What is known of an image before it is unpacked."""

    space: Space
    pixels: tuple[int, int]
    bits: int
    stencil: bool


def read_image(stream: Any, space_of: Callable[[Any], Space]) -> Image:
    """The image of a stream."""
    pixels = (max(1, whole(entry(stream, "/Width"))), max(1, whole(entry(stream, "/Height"))))
    bits = whole(entry(stream, "/BitsPerComponent"), 8)
    if entry(stream, "/ImageMask") is True:
        return Image(GRAY, pixels, 1, True)
    given = entry(stream, "/ColorSpace")
    if given is not None:
        return Image(space_of(given), pixels, bits, False)
    if "/JPXDecode" in filters(stream):
        return Image(_jpx_space(stream), pixels, 8, False)
    return Image(UNKNOWN, pixels, bits, False)


def _jpx_space(stream: Any) -> Space:
    """The space that a JPEG 2000 file itself names in its ``colr`` box."""
    try:
        head = bytes(stream.get_raw_stream_buffer())[:_HEADER]
    except FAULTS:
        return UNKNOWN
    at = head.find(b"colr")
    if at < 0:
        return UNKNOWN
    if head[at + 4] == 1:
        return _JPX_SPACES.get(int.from_bytes(head[at + 7 : at + 11]), UNKNOWN)
    base = {b"RGB ": RGB, b"CMYK": CMYK, b"GRAY": GRAY}.get(head[at + 23 : at + 27], UNKNOWN)
    return Space("/ICCBased", base.parts, base=base)


def inline_stream(pdf: Pdf, image: InlineImage, resources: Any) -> Stream:
    """An inline image as a stream of its own, its short names written out (8.9.7)."""
    settings: dict[str, Any] = {"/Subtype": Name.Image}
    for short, value in image.settings.items():
        long = _LONG.get(short, short)
        words = {"/Filter": _FILTERS, "/ColorSpace": SHORT}.get(long, {})
        settings[long] = _object(value, words)
    space = settings.get("/ColorSpace")
    if isinstance(space, Name):
        named = resources.find("/ColorSpace", str(space))
        settings["/ColorSpace"] = space if named is None else named
    return pdf.make_stream(image.data, settings)


def _object(value: Any, words: dict[str, str]) -> Any:
    """An object of the file for a value of a content stream."""
    if isinstance(value, str):
        return Name(words.get(value, value)) if len(value) > 1 else None
    if isinstance(value, bytes):
        return String(value)
    if isinstance(value, list):
        return Array([_object(each, words) for each in value])
    if isinstance(value, dict):
        return Dictionary({each: _object(inner, words) for each, inner in value.items()})
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
