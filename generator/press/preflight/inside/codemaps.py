"""How the strings of a composite font fall into codes and characters (ISO 32000-1, 9.7.5)."""

import re
from dataclasses import dataclass
from typing import Any

from pikepdf import Stream

from generator.press.preflight.inside.reading import FAULTS, content, name


@dataclass(frozen=True)
class CodeMap:
    """How a composite font's strings fall into codes, and the identifiers of these.

    ``known``: whether identifiers are certain (not so for a predefined map that we do not hold).
    """

    lengths: tuple[tuple[int, int, int], ...] = ((2, 0, 0xFFFF),)
    ranges: tuple[tuple[int, int, int], ...] = ((0, 0xFFFF, 0),)
    known: bool = True

    def codes(self, string: bytes) -> list[int]:
        """The codes of a string; two bytes each in the usual map."""
        if self.lengths == ((2, 0, 0xFFFF),):
            return [high << 8 | low for high, low in zip(string[0::2], string[1::2], strict=False)]
        found, position = [], 0
        while position < len(string):
            size, code = self._next(string, position)
            found.append(code)
            position += size
        return found

    def _next(self, string: bytes, position: int) -> tuple[int, int]:
        for size, low, high in self.lengths:
            piece = string[position : position + size]
            code = int.from_bytes(piece)
            bounds = zip(piece, low.to_bytes(size), high.to_bytes(size), strict=False)
            if len(piece) == size and all(a <= byte <= b for byte, a, b in bounds):
                return size, code
        size = self.lengths[0][0]
        return size, int.from_bytes(string[position : position + size])

    def cid(self, code: int) -> int:
        """The character identifier of a code."""
        for low, high, first in self.ranges:
            if low <= code <= high:
                return first + code - low
        return 0


def read_code_map(thing: Any) -> CodeMap:
    """The map of a font's ``Encoding``: a name, or a stream."""
    if isinstance(thing, Stream):
        try:
            return _written_map(content(thing))
        except FAULTS:
            return CodeMap(known=False)
    return CodeMap(known=name(thing) in ("/Identity-H", "/Identity-V"))


_HEX = rb"<([0-9A-Fa-f\s]+)>\s*"
_SECTION = re.compile(rb"begin(codespacerange|cidrange|cidchar)(.*?)end\1", re.DOTALL)


def _written_map(words: bytes) -> CodeMap:
    """A CMap that is embedded (Adobe Technical Note 5014); ``usecmap`` is not followed."""
    lengths: list[tuple[int, int, int]] = []
    ranges: list[tuple[int, int, int]] = []
    for section in _SECTION.finditer(words):
        body = section[2]
        if section[1] == b"codespacerange":
            for low, high in re.findall(_HEX + _HEX, body):
                size = len(re.sub(rb"\s", b"", low)) // 2
                if 1 <= size <= 4:
                    lengths.append((size, int(low, 16), int(high, 16) & (1 << 8 * size) - 1))
        elif section[1] == b"cidrange":
            for low, high, cid in re.findall(_HEX + _HEX + rb"(\d{1,9})", body):
                ranges.append((int(low, 16), int(high, 16), int(cid)))
        else:
            for code, cid in re.findall(_HEX + rb"(\d{1,9})", body):
                ranges.append((int(code, 16), int(code, 16), int(cid)))
    known = bool(ranges) and b"usecmap" not in words and len(ranges) < 1000
    return CodeMap(tuple(sorted(lengths)) or ((2, 0, 0xFFFF),), tuple(ranges[:1000]), known)
