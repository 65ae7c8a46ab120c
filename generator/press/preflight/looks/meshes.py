"""Meshes that carry their colours in their corners (ISO 32000-1, 8.7.4.5.5 to 8), bit by bit."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.press.preflight.inside.reading import content, entry, numbers, whole

Convert = Callable[[Sequence[float]], list[int]]
"""From the values of a colour to a byte a plate."""
_CORNERS = 100_000
_FIRST, _NEXT = {6: (12, 4), 7: (16, 4)}, {6: (8, 2), 7: (12, 2)}
"""Points and colours of a patch that stands alone, and of one that continues another."""


def recoloured(shading: Any, parts: int, convert: Convert) -> bytes:
    """The mesh's data with its colours converted, a byte a plate. Raises ``ValueError``, or one of
    ``FAULTS``, where it is damaged or has too many corners."""
    return _Mesh(shading, parts, convert).written()


class _Mesh:
    def __init__(self, shading: Any, parts: int, convert: Convert) -> None:
        self.kind = whole(entry(shading, "/ShadingType"))
        self.flag = whole(entry(shading, "/BitsPerFlag")) if self.kind != 5 else 0
        self.point = 2 * whole(entry(shading, "/BitsPerCoordinate"))
        self.part = whole(entry(shading, "/BitsPerComponent"))
        self.decode = numbers(entry(shading, "/Decode"))[4:]
        self.parts, self.convert = parts, convert
        self.data = content(shading)
        sound = 0 < self.point <= 64 and 0 < self.part <= 16 and self.flag <= 8
        if not sound or len(self.decode) != 2 * parts:
            raise ValueError

    def written(self) -> bytes:
        """Every record with its points as they are and its colours anew; each starts a byte."""
        return b"".join(self._records())

    def _records(self) -> Iterator[bytes]:
        bits, count = _Bits(self.data), 0
        while bits.left >= self.flag + self.point + self.part * self.parts:
            out = _Written()
            flag = bits.take(self.flag)
            out.put(flag, self.flag)
            points, colours = self._shape(flag)
            count += colours
            if count > _CORNERS:
                raise ValueError
            for _ in range(points):
                out.put(bits.take(self.point), self.point)
            for _ in range(colours):
                for value in self.convert(self._colour(bits)):
                    out.put(value, 8)
            bits.align()
            yield out.bytes()

    def _shape(self, flag: int) -> tuple[int, int]:
        if self.kind in (4, 5):
            return 1, 1
        return (_NEXT if flag & 3 else _FIRST)[self.kind]

    def _colour(self, bits: "_Bits") -> list[float]:
        top = (1 << self.part) - 1
        bounds = zip(self.decode[0::2], self.decode[1::2], strict=True)
        return [low + bits.take(self.part) / top * (high - low) for low, high in bounds]


@dataclass
class _Bits:
    """Bits that are read one number after the other, the highest first."""

    data: bytes
    at: int = 0

    @property
    def left(self) -> int:
        return len(self.data) * 8 - self.at

    def take(self, count: int) -> int:
        """The number in the next bits; zeros follow the end."""
        start, end = self.at // 8, (self.at + count + 7) // 8
        piece = self.data[start:end].ljust(end - start, b"\0")
        self.at += count
        return int.from_bytes(piece) >> (end * 8 - self.at) & ((1 << count) - 1)

    def align(self) -> None:
        """Go on at the next whole byte."""
        self.at = (self.at + 7) // 8 * 8


@dataclass
class _Written:
    """Bits that are written."""

    value: int = 0
    count: int = 0

    def put(self, value: int, count: int) -> None:
        """Add a number of so many bits."""
        self.value, self.count = self.value << count | value, self.count + count

    def bytes(self) -> bytes:
        """All bits, filled up to a whole byte."""
        size = (self.count + 7) // 8
        return (self.value << (size * 8 - self.count)).to_bytes(size)
