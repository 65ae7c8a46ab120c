"""Access logs line by line: packed or not, never more of a line in memory than a log needs."""

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import Any

LONGEST = 16 * 1024
"""Of a line, in bytes: a request line is limited to 8 KB by the usual servers."""
MOST_BYTES = 20 * 1024**3
"""Of one log, unpacked: a packed file that goes on for ever ends here."""
BLOCK = 1024 * 1024
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


class Log:
    """A log; ``-`` is standard input. What packs it is told by its first bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = 0
        """How many lines were read."""

    def lines(self, word: bytes, first: int) -> Iterator[LogLine]:
        """The ``first`` lines, all further ones with ``word`` in them, and all that are too long.

        ``OSError`` where it cannot be opened, ``BrokenLogError`` where it ends in the middle.
        """
        with _opened(self.path) as file:
            for text in _lines(file, self):
                self.number += 1
                if text is None or len(text) > LONGEST:
                    yield LogLine(self.number, None)
                elif word in text or self.number <= first:
                    yield LogLine(self.number, text.rstrip(b"\r"))


def _lines(file: BufferedIOBase, log: Log) -> Iterator[bytes | None]:
    """The lines of a file, read in blocks; ``None`` for one that goes on over a whole block."""
    rest, size, endless = b"", 0, False
    while block := _block(file, log):
        size += len(block)
        if size > MOST_BYTES:
            raise BrokenLogError(log.number)
        start, *lines = block.split(b"\n")
        rest = b"" if endless else rest + start
        if not lines:
            endless = endless or len(rest) > BLOCK
            continue
        yield None if endless else rest
        *whole, rest = lines
        yield from whole
        endless = False
    if rest or endless:
        yield None if endless else rest


def _block(file: BufferedIOBase, log: Log) -> bytes:
    try:
        return file.read1(BLOCK)  # what a damaged file gives before it breaks off counts
    except _DAMAGED:
        raise BrokenLogError(log.number) from None


def _opened(path: Path) -> BufferedIOBase:
    if str(path) == STANDARD_INPUT:
        return sys.stdin.buffer  # type: ignore[return-value] # it is one, and typeshed does not know
    with path.open("rb") as file:
        start = file.read(2)
    unpacked = _PACKED.get(start)
    found: BufferedIOBase = unpacked(path) if unpacked else path.open("rb")
    return found
