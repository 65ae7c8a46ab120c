"""Opening a stranger's PDF: within limits, and with a finding where it cannot be read."""

import io
import struct
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pikepdf
from fontTools.misc.psCharStrings import (  # type: ignore[import-untyped] # ships no types
    CharStringCompileError,
)
from fontTools.misc.psLib import PSError  # type: ignore[import-untyped] # the same
from fontTools.t1Lib import T1Error  # type: ignore[import-untyped] # the same
from fontTools.ttLib import TTLibError  # type: ignore[import-untyped] # the same
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from generator.press.preflight import limits
from generator.press.preflight.inside.matrix import Rect
from generator.press.preflight.verdict import Finding, Measure

FAULTS = (
    pikepdf.PdfError,
    pikepdf.PikepdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
    NotImplementedError,
    MemoryError,
    OSError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
    TTLibError,
    T1Error,
    PSError,
    CharStringCompileError,
)
"""What the libraries raise over damaged data; each place that meets it says what that means."""

_FLATE = ("/FlateDecode", "/Fl")
_FLATE_RATIO = 1032
"""Deflate never unpacks to more than so many times its length (zlib's technical notes)."""
_RUN_LENGTH_RATIO, _LZW_RATIO = 64, 1400
_CHUNK = 1 << 16
_turn = threading.Lock()


class TooLargeError(ValueError):
    """Something would unpack to more than the limit."""


@contextmanager
def qpdf_within_limits() -> Iterator[None]:
    """Let qpdf unpack nothing beyond our limits; its settings hold for a whole process."""
    with _turn:
        before = pikepdf.settings.set_qpdf_limits(
            flate_max_memory=limits.STREAM_BYTES,
            run_length_max_memory=limits.STREAM_BYTES,
            png_max_memory=limits.STREAM_BYTES,
            tiff_max_memory=limits.STREAM_BYTES,
            dct_max_memory=limits.STREAM_BYTES,
            dct_max_progressive_scans=200,
            doc_max_warnings=1000,
        )
        try:
            yield
        finally:
            pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type] # as it gave them


def opened(data: bytes) -> tuple[Pdf | None, list[Finding]]:
    """The file, or none with the error that says why; a damaged one that opens has an error too."""
    if len(data) > limits.FILE_BYTES:
        limit = Measure(limits.FILE_BYTES / 1e6, "MB")
        return None, [_error("file-too-large", Measure(len(data) / 1e6, "MB"), limit)]
    try:
        pdf = Pdf.open(io.BytesIO(data), suppress_warnings=True)
        refusal = _refusal(pdf)
        found = [_error("damaged")] if pdf.get_warnings() else []
    except pikepdf.PasswordError:
        return None, [_error("encrypted")]
    except FAULTS:
        return None, [_error("unreadable")]
    return (None, [refusal]) if refusal else (pdf, found)


def _refusal(pdf: Pdf) -> Finding | None:
    """Why a file that opens is not looked at."""
    if pdf.is_encrypted:
        return _error("encrypted")
    pages = len(pdf.pages)
    if pages > limits.PAGES:
        return _error("too-many-pages", Measure(pages), Measure(limits.PAGES))
    if pages == 0:
        return _error("no-pages")
    return _error("too-complex") if len(pdf.objects) > limits.OBJECTS else None


def _error(code: str, measured: Measure | None = None, limit: Measure | None = None) -> Finding:
    return Finding(code, "error", measured=measured, limit=limit)


# What stands in a file is asked for with these: a wrong type is nothing, never an exception.


def number(thing: Any, default: float = 0.0) -> float:
    """A number of the file, kept within what a page can need."""
    if isinstance(thing, bool):
        return default
    try:
        return min(max(float(thing), -1e9), 1e9)
    except (TypeError, ValueError, ArithmeticError):
        return default


def numbers(thing: Any, most: int = 64) -> tuple[float, ...]:
    """The numbers of an array."""
    if not isinstance(thing, Array) or len(thing) > most:
        return ()
    return tuple(number(each) for each in thing)


def whole(thing: Any, default: int = 0) -> int:
    """A whole number of the file."""
    return int(number(thing, default))


def mapping(thing: Any) -> Mapping[str, Any]:
    """A dictionary (or a stream's) as a mapping of names with their slash."""
    if not isinstance(thing, (Dictionary, Stream)):
        return {}
    try:
        return {str(key): thing.get(key) for key in thing.keys()}  # noqa: SIM118 - no iterator
    except FAULTS:
        return {}


def entry(thing: Any, key: str) -> Any:
    """One value of a dictionary or a stream's dictionary; none where it cannot be had."""
    try:
        return thing.get(key) if isinstance(thing, (Dictionary, Stream)) else None
    except FAULTS:
        return None


def name(thing: Any) -> str:
    """A name with its slash, or nothing."""
    return str(thing) if isinstance(thing, Name) else ""


def text(thing: Any) -> str:
    """A text string, or nothing."""
    return str(thing) if isinstance(thing, (pikepdf.String, str)) else ""


def items(thing: Any, most: int = 10_000) -> list[Any]:
    """The members of an array; a single thing is an array of one."""
    if thing is None:
        return []
    if not isinstance(thing, Array):
        return [thing]
    return [thing[index] for index in range(min(len(thing), most))]


def rectangle(thing: Any) -> Rect | None:
    """A rectangle with its corners in order; none where it is none."""
    values = numbers(thing, 4)
    if len(values) != 4:
        return None
    x1, y1, x2, y2 = values
    return Rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def key(thing: Any) -> tuple[int, int]:
    """What tells an indirect object from others; ``(0, 0)`` for a direct one."""
    return thing.objgen if isinstance(thing, pikepdf.Object) else (0, 0)


def filters(stream: Any) -> list[str]:
    """The names of a stream's filters, in order of unpacking."""
    return [name(each) for each in items(entry(stream, "/Filter"), 32)]


def unpacked_size(stream: Stream, limit: int) -> int:
    """How large a stream becomes, counted without keeping it; ``limit + 1`` where beyond it.

    Pictures that a decoder of their own unpacks count as packed: their size is in their header.
    """
    names = filters(stream)
    if len(names) == 1 and names[0] in _FLATE:
        return _flate_size(stream, limit)
    return _chained(stream, limit)


def _flate_size(stream: Stream, limit: int) -> int:
    """The usual stream: packed once. A small one cannot become too large, so nobody counts."""
    size = len(memoryview(stream.get_raw_stream_buffer()))
    if size * _FLATE_RATIO <= limit:
        return size * _FLATE_RATIO
    return sum(map(len, _inflated(stream.read_raw_bytes(), limit)))


def _chained(stream: Stream, limit: int) -> int:
    """A stream that is packed several times, or otherwise."""
    raw = stream.read_raw_bytes()
    size = len(raw)
    for each in filters(stream):
        if each in _FLATE:
            raw = b"".join(_inflated(raw, limit))
            size = len(raw)
        elif each in ("/LZWDecode", "/LZW"):
            size *= _LZW_RATIO
        elif each in ("/RunLengthDecode", "/RL"):
            size *= _RUN_LENGTH_RATIO
        if size > limit:
            return limit + 1
    return size


def _inflated(raw: bytes, limit: int) -> Iterator[bytes]:
    """Pieces of what deflate unpacks, until one more than the limit."""
    unpacker, left = zlib.decompressobj(), limit + 1
    try:
        while raw and left > 0:
            piece = unpacker.decompress(raw, min(_CHUNK * 16, left))
            raw = unpacker.unconsumed_tail
            left -= len(piece)
            yield piece
    except zlib.error:
        return


def content(stream: Any, limit: int = limits.SMALL_STREAM_BYTES) -> bytes:
    """A stream unpacked. Raises ``TooLargeError``, or one of ``FAULTS`` where it is damaged."""
    if not isinstance(stream, Stream):
        raise TypeError
    if unpacked_size(stream, limit) > limit:
        raise TooLargeError
    return stream.read_bytes()


def oversized(pdf: Pdf) -> bool:
    """Whether something in the file unpacks to more than a renderer should be handed."""
    total = 0
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            try:
                size = unpacked_size(thing, limits.STREAM_BYTES)
            except FAULTS:
                continue
            total += size if size <= limits.STREAM_BYTES else limits.ALL_STREAM_BYTES + 1
            if total > limits.ALL_STREAM_BYTES:
                return True
    return False
