"""What a received zip holds, before any reader of workbooks sees it.

The table of contents of a zip is a claim: every part that a reader of workbooks would read is
unpacked here once, a piece at a time, and held to its declared length and checksum.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.reach.intake.grid import MAX_CELLS

MEGABYTE = 1024 * 1024
MAX_PARTS = 400
MAX_UNPACKED = 256 * MEGABYTE
"""Of all parts; 250,000 rows of a report are about 190 MB of XML."""
MAX_RATIO = 200
"""A report of one repeated row packs to a fiftieth."""
PIECE = MEGABYTE
DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError)
"""What ``zipfile`` raises on a damaged file."""
Kind = Literal["xlsx", "xlsb", "ods", "other"]

_ENTRY = b"PK\x01\x02"
"""How each entry of the table of contents begins (APPNOTE 4.3.12)."""
_XML = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<")
_TYPES = re.compile(rb"<!DOCTYPE|<!ENTITY")
"""Office programs write none: entity bombs need a document type."""
_CELLS = {"xlsx": (b"<c", b":c "), "ods": (b"table-cell ", b"table-cell/", b"table-cell>")}
_NOTABLE = {
    "xlsx": (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b't="e"', b'hidden="1', b'hidden="t'),
    "ods": (b"table:formula", b"rows-spanned", b'visibility="', b'type="error"'),
}
"""Plain bytes, for they are sought ten times as fast as patterns; one found too many costs time."""


class Refused(Exception):  # noqa: N818 - a finding on its way to becoming a Problem
    """Why a workbook is not read: the code of a problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Package:
    """A zip that may be read as a workbook."""

    archive: zipfile.ZipFile
    kind: Kind
    unpacked: int
    """Bytes of all parts, as declared."""

    @property
    def macros(self) -> bool:
        """Whether it carries programs; nothing ever runs them."""
        names = self.archive.namelist()
        return any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names)

    def pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """A part, unpacked; ``Refused`` where it is not what the table of contents says."""
        try:
            with self.archive.open(part) as stream:
                while piece := stream.read(PIECE):
                    yield piece
        except DAMAGED:
            raise Refused("report-damaged-workbook") from None

    def whole(self, name: str, most: int = 2 * MEGABYTE) -> bytes:
        """A small part; nothing where there is none."""
        try:
            part = self.archive.getinfo(name)
        except KeyError:
            return b""
        if part.file_size > most:
            raise Refused("report-unpacks-too-large")
        return b"".join(self.pieces(part))


def opened(content: bytes) -> Package:
    """The zip, when its table of contents is harmless; ``Refused`` when it is not."""
    if content.count(_ENTRY) > MAX_PARTS:  # before each of them becomes an object
        raise Refused("report-unpacks-too-large")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGED:
        raise Refused("report-damaged-workbook") from None
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or any(
        part.file_size > MEGABYTE and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    ):
        raise Refused("report-unpacks-too-large")
    names = [part.filename.casefold() for part in parts]
    if (
        len(set(names)) < len(names)  # two readers would see two workbooks
        or any(_leaves(name) for name in names)
        or any(part.flag_bits & 1 for part in parts)  # packed with a password
    ):
        raise Refused("report-damaged-workbook")
    return Package(archive, _kind(set(names)), unpacked)


def _leaves(name: str) -> bool:
    """Whether a name points out of the archive."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _kind(names: set[str]) -> Kind:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.endswith("workbook.xml") for name in names):
        return "xlsx"
    return "ods" if {"mimetype", "content.xml"} <= names else "other"


def checked(package: Package) -> frozenset[str]:
    """The parts that need a closer look: formulas, error values, hidden rows, merged cells.

    Every part is read once, whatever its name; ``Refused`` where one is damaged, has a document
    type, or where there are more cells than a report has.
    """
    cells = 0
    closer: set[str] = set()
    marks, notable = _CELLS.get(package.kind, ()), _NOTABLE.get(package.kind, ())
    for part in package.archive.infolist():
        tail, xml = b"", False
        for number, piece in enumerate(package.pieces(part)):
            xml = bool(_XML.match(piece)) if number == 0 else xml
            if not xml:  # a picture: only its checksum is of interest
                continue
            window = tail + piece
            if b"\0" in piece or (b"<!" in window and _TYPES.search(window)):
                raise Refused("report-damaged-workbook")
            cells += sum(piece.count(mark) for mark in marks)
            if cells > MAX_CELLS:
                raise Refused("report-too-many-cells")
            if any(mark in window for mark in notable):
                closer.add(part.filename)
            tail = window[-40:]
    return frozenset(closer)
