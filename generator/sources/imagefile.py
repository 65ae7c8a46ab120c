"""What a picture file says of itself, read without decoding it: JPEG and PNG, nothing else.

Every length in a file is a claim. Each is checked against what is there before it is believed,
and what is compressed is unpacked a little at a time, never past what the picture's size allows.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MAX_MEGAPIXELS = 100
"""Larger pictures are refused by what their header says."""
_SOME = 1024 * 1024
"""Bytes that are unpacked at a time, and the most that a note in a file is unpacked to."""
_PACKED = 64 * 1024
"""Packed bytes that are handed over at a time."""

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_OTHERS = (
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP"),
    (re.compile(rb"II\*\0|MM\0\*|II\+\0|MM\0\+"), "TIFF"),
    (re.compile(rb"....ftyp(hei|hev|mif|msf)", re.DOTALL), "HEIC"),
    (re.compile(rb"....ftypavi", re.DOTALL), "AVIF"),
    (re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL), "BMP"),
    (re.compile(rb"8BPS"), "Photoshop"),
    (re.compile(rb"%PDF-"), "PDF"),
    (re.compile(rb"\s*<(\?xml|svg|!DOCTYPE)", re.IGNORECASE), "SVG"),
)
_BASELINE = {0xC0, 0xC1, 0xC2}
"""Frames that every reader of JPEG knows: baseline, extended, progressive."""
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers without a segment."""
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""By PNG's types of colour."""
_SPACES = {1: (b"GRAY",), 3: (b"RGB ",)}
_ORIENTATION, _GPS = 0x0112, 0x8825
_POSITION = (2, 4)
"""Tags of latitude and longitude (Exif 2.3, table 66); a mere version says no place."""
_SIDEWAYS = {5, 6, 7, 8}


class ImageFaultError(ValueError):
    """Why a file is not taken: the code of a problem, with the details of its sentence."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class ImageFacts:
    """A sound picture: its kind, and its size in pixels as it is seen."""

    kind: str
    width: int
    height: int


def read_facts(data: bytes) -> ImageFacts:
    """The facts of a picture file. Raises ``ImageFaultError`` for one that cannot be used."""
    if data.startswith(_JPEG):
        return _jpeg(data)
    if data.startswith(_PNG):
        return _png(data)
    found = next((name for pattern, name in _OTHERS if pattern.match(data)), None)
    if found:
        raise ImageFaultError("photo-type", found=found)
    raise ImageFaultError("photo-unreadable")


def _checked_size(width: int, height: int) -> None:
    if not width or not height:
        raise ImageFaultError("photo-unreadable")
    if width * height > MAX_MEGAPIXELS * 10**6:
        details = {"width": width, "height": height, "limit": MAX_MEGAPIXELS}
        raise ImageFaultError("photo-too-large", **details)


def _facts(kind: str, width: int, height: int, orientation: int) -> ImageFacts:
    if orientation in _SIDEWAYS:
        width, height = height, width
    return ImageFacts(kind, width, height)


def _jpeg(data: bytes) -> ImageFacts:
    """ISO/IEC 10918-1, annex B: one segment after another up to the end of the image."""
    size: tuple[int, int] | None = None
    orientation, parts, profile = 1, 0, b""
    for marker, segment in _segments(data):
        if marker in _FRAMES and size is None:
            if marker not in _BASELINE or len(segment) < 6:
                raise ImageFaultError("photo-unreadable")
            depth, height, width, parts = struct.unpack(">BHHB", segment[:6])
            _checked_size(width, height)
            _check_kind(depth, parts)
            size = width, height
        elif marker == 0xE1:
            orientation = _noted(segment) or orientation
        elif marker == 0xE2 and segment.startswith(b"ICC_PROFILE\0\1"):
            profile = segment[14:]
    if size is None:
        raise ImageFaultError("photo-unreadable")
    _check_profile(profile, parts)
    return _facts("JPEG", *size, orientation)


def _check_kind(depth: int, parts: int) -> None:
    if parts == 4:
        raise ImageFaultError("photo-cmyk")
    if depth != 8:
        raise ImageFaultError("photo-depth", found=depth)
    if parts not in _SPACES:
        raise ImageFaultError("photo-unreadable")


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The markers of a JPEG with what belongs to them; a file must come to its end."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if len(data) < at + 2:
            raise ImageFaultError("photo-truncated")
        if data[at] != 0xFF:
            raise ImageFaultError("photo-damaged")
        marker, at = data[at + 1], at + 2
        if marker == 0xD9:
            return
        if marker in _ALONE:
            continue
        length = int.from_bytes(data[at : at + 2], "big")
        if len(data) < at + max(length, 2):
            raise ImageFaultError("photo-truncated")
        yield marker, data[at + 2 : at + length]
        at += max(length, 2)
        if marker == 0xDA:  # the picture itself: up to the next marker that is none of its own
            found = _NEXT_MARKER.search(data, at)
            if found is None:
                raise ImageFaultError("photo-truncated")
            at = found.start()


def _png(data: bytes) -> ImageFacts:
    """ISO/IEC 15948, clauses 5 and 11."""
    chunks = _chunks(data)
    first, header = next(chunks, (b"", b""))
    if first != b"IHDR" or len(header) != 13:
        raise ImageFaultError("photo-unreadable")
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    _checked_size(width, height)
    if depth == 16:
        raise ImageFaultError("photo-depth", found=depth)
    if kind not in _CHANNELS or depth not in (1, 2, 4, 8) or interlaced > 1:
        raise ImageFaultError("photo-unreadable")
    pixels = _Pixels(_unpacked(width, height, depth * _CHANNELS[kind], interlaced))
    orientation = 1
    for name, chunk in chunks:
        if name == b"acTL":
            raise ImageFaultError("photo-animated")
        if name == b"IDAT":
            pixels.take(chunk)
        elif name == b"eXIf":
            orientation = _exif(chunk) or orientation
        elif name in (b"tEXt", b"zTXt", b"iTXt"):
            _check_text(name, chunk)
        elif name == b"iCCP":
            _, _, packed = chunk.partition(b"\0")
            _check_profile(_inflated(packed[1:]), 1 if kind in (0, 4) else 3)
    pixels.finish()
    return _facts("PNG", width, height, orientation)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, each whole and with its right sum, up to the last one."""
    at = len(_PNG)
    while True:
        length = int.from_bytes(data[at : at + 4], "big")
        end = at + 12 + length
        if len(data) < max(end, at + 12):
            raise ImageFaultError("photo-truncated")
        name, chunk = data[at + 4 : at + 8], data[at + 8 : end - 4]
        if zlib.crc32(chunk, zlib.crc32(name)) != int.from_bytes(data[end - 4 : end], "big"):
            raise ImageFaultError("photo-damaged")
        if name == b"IEND":
            return
        yield name, chunk
        at = end


def _unpacked(width: int, height: int, bits: int, interlaced: int) -> int:
    """How many bytes the pixels of a PNG are, filters included (clauses 7.2 and 8)."""
    steps = [(0, 0, 1, 1)]
    if interlaced:
        steps = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                 (1, 0, 2, 2), (0, 1, 1, 2)]  # fmt: skip
    total = 0
    for left, top, across, down in steps:
        columns, rows = -((left - width) // across), -((top - height) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * bits + 7) // 8)
    return total


class _Pixels:
    """The packed pixels of a PNG: they must unpack to just as much as its size asks for."""

    def __init__(self, wanted: int) -> None:
        self.left = wanted
        self._unpacker = zlib.decompressobj()

    def take(self, chunk: bytes) -> None:
        """Unpack one chunk, a little at a time, and let go of it."""
        for start in range(0, len(chunk), _PACKED):
            packed = chunk[start : start + _PACKED]
            while packed and not self._unpacker.eof:
                try:
                    self._count(self._unpacker.decompress(packed, _SOME))
                except zlib.error as error:
                    raise ImageFaultError("photo-damaged") from error
                packed = self._unpacker.unconsumed_tail

    def _count(self, unpacked: bytes) -> None:
        self.left -= len(unpacked)
        if self.left < 0:
            raise ImageFaultError("photo-damaged")

    def finish(self) -> None:
        """Nothing more comes."""
        self._count(self._unpacker.flush())
        if self.left:
            raise ImageFaultError("photo-truncated")


def _inflated(packed: bytes) -> bytes:
    """The start of something packed; nothing where it cannot be unpacked."""
    try:
        return zlib.decompressobj().decompress(packed, _SOME)
    except zlib.error:
        return b""


def _check_profile(profile: bytes, parts: int) -> None:
    """A colour profile must be one for colours of that kind (ISO 15076-1, 7.2.8)."""
    if profile and profile[16:20] not in _SPACES[parts]:
        found = re.sub(rb"[^A-Za-z0-9]", b"", profile[16:20]).decode() or "?"
        raise ImageFaultError("photo-profile", found=found)


def _check_text(name: bytes, chunk: bytes) -> None:
    """Notes in a PNG: some programs keep Exif and XMP there."""
    keyword, _, text = chunk.partition(b"\0")
    if name == b"zTXt":
        text = _inflated(text[1:])
    elif name == b"iTXt":
        packed, (_, _, text) = text[:1] == b"\1", text[2:].partition(b"\0")
        text = text.partition(b"\0")[2]
        text = _inflated(text) if packed else text
    if keyword.startswith(b"Raw profile type"):
        figures = b"".join(text.split()[2:])
        try:
            text = bytes.fromhex(figures.decode("ascii"))
        except ValueError:
            return
    _noted(text)


def _noted(note: bytes) -> int | None:
    """The orientation that a note of the camera gives. A place is a fault, in Exif or XMP."""
    if b"GPSLatitude" in note or b"GPSLongitude" in note:
        raise ImageFaultError("photo-place")
    return _exif(note[6:]) if note.startswith(b"Exif\0\0") else None


def _exif(data: bytes) -> int | None:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None or len(data) < 8:
        return None
    entries = _entries(data, order, *struct.unpack_from(f"{order}I", data, 4))
    if _GPS in entries:
        (start,) = struct.unpack(f"{order}I", entries[_GPS])
        if any(tag in _entries(data, order, start) for tag in _POSITION):
            raise ImageFaultError("photo-place")
    if _ORIENTATION not in entries:
        return None
    (orientation,) = struct.unpack(f"{order}H", entries[_ORIENTATION][:2])
    return int(orientation)


def _entries(data: bytes, order: str, start: int) -> dict[int, bytes]:
    """The entries of one directory: the four bytes of each one's value or place."""
    if len(data) < start + 2:
        return {}
    (count,) = struct.unpack_from(f"{order}H", data, start)
    count = min(count, (len(data) - start - 2) // 12)
    places = (start + 2 + 12 * number for number in range(count))
    return {struct.unpack_from(f"{order}H", data, at)[0]: data[at + 8 : at + 12] for at in places}
