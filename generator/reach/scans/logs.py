"""Access logs line by line: packed or not, never more of a line in memory than a log needs."""

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

LONGEST = 16 * 1024
"""Of a line, in bytes: a request line is limited to 8 KB by the usual servers."""
MOST_BYTES = 20 * 1024**3
"""Of one log, unpacked: a packed file that goes on for ever ends here."""
_PACKED: Mapping[bytes, Callable[[Path], Any]] = {
    b"\x1f\x8b": gzip.GzipFile,
    b"BZ": bz2.BZ2File,
    b"\xfd7": lzma.LZMAFile,
}
_DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError)
STANDARD_INPUT = "-"


@dataclass(frozen=True)
class LogLine:
    """A line, or ``None`` where it is too long; ``number`` counts from 1."""

    number: int
    text: bytes | None


class BrokenLogError(Exception):
    """A log that cannot be read on. ``line``: how many lines were."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def log_lines(path: Path) -> Iterator[LogLine]:
    """The lines of a log; ``-`` is standard input. What packs it is told by its first bytes.

    ``OSError`` where it cannot be opened, ``BrokenLogError`` where it ends in the middle.
    """
    with _opened(path) as file:
        number, size = 0, 0
        try:
            while piece := file.readline(LONGEST + 1):
                number += 1
                size += len(piece)
                if len(piece) > LONGEST and not piece.endswith(b"\n"):
                    size += _skip(file)
                    yield LogLine(number, None)
                else:
                    yield LogLine(number, piece.rstrip(b"\r\n"))
                if size > MOST_BYTES:
                    raise BrokenLogError(number)
        except _DAMAGED:
            raise BrokenLogError(number) from None


def _opened(path: Path) -> IO[bytes]:
    if str(path) == STANDARD_INPUT:
        return sys.stdin.buffer
    with path.open("rb") as file:
        start = file.read(2)
    unpacked = _PACKED.get(start)
    found: IO[bytes] = unpacked(path) if unpacked else path.open("rb")
    return found


def _skip(file: IO[bytes]) -> int:
    """Read to the end of the line without keeping it; how many bytes that was."""
    size = 0
    while piece := file.readline(LONGEST):
        size += len(piece)
        if piece.endswith(b"\n") or size > MOST_BYTES:
            break
    return size
