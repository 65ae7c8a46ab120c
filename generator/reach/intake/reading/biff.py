"""What the cells of an old workbook (.xls) do not tell: errors, other files, what is hidden.

The native reader leaves error values out and gives a formula's last result whatever it came from.
Records are those of MS-XLS 2.4; a workbook's stream is walked once from its start to its end.
"""

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile  # type: ignore[import-untyped] # ships no types

from generator.reach.intake.grid import Uncomputed
from generator.reach.intake.reading.closer import Closer, hide
from generator.reach.intake.reading.guard import Refused

_BOF, _EOF, _SHEET, _SUPBOOK, _EXTERN = 0x0809, 0x000A, 0x0085, 0x01AE, 0x0017
_FORMULA, _ERROR, _ROW, _COLUMNS = 0x0006, 0x0205, 0x0208, 0x007D
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_OWN, _ADD_IN = 0x0401, 0x3A01
"""What stands for the workbook itself, and for functions that were added to Excel."""
_ELSEWHERE = re.compile(rb"[9-=Y-\]y-}](?=(..))", re.DOTALL)
"""Tokens 39 to 3D, 59 to 5D, 79 to 7D: names and cells behind a number of ``_EXTERN`` (2.5.198)."""
_CALCULATE = 0x0002
"""Of a formula: to be calculated when the file is opened."""
BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, RecursionError)
"""What ``olefile`` and short records raise on a damaged file."""


@dataclass
class _Book:
    """A workbook while it is walked."""

    found: dict[str, Closer] = field(default_factory=dict)
    starts: dict[int, str] = field(default_factory=dict)
    """Where the records of a sheet begin, and its name."""
    files: list[str] = field(default_factory=list)
    """What formulas refer to; nothing where it is no other file."""
    links: dict[bytes, str] = field(default_factory=dict)
    """The other file behind each number that a formula may give."""


def look_closer_at_old(content: bytes) -> tuple[dict[str, Closer], bool]:
    """By the name of the sheet what was found in it; and whether the file has macros."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            name = next((one for one in ("Workbook", "Book") if ole.exists(one)), None)
            macros = ole.exists("_VBA_PROJECT_CUR")
            stream = ole.openstream(name).read() if name else b""
        return _walked(stream), macros
    except BROKEN:
        raise Refused("report-damaged-workbook") from None


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _walked(stream: bytes) -> dict[str, Closer]:
    book = _Book()
    sheet: Closer | None = None
    depth = 0
    for at, kind, data in _records(stream):
        if kind == _BOF:  # a chart within a sheet has a beginning and an end of its own
            depth += 1
            if at in book.starts:
                sheet, depth = book.found.setdefault(book.starts[at], Closer()), 1
        elif kind == _EOF:
            depth -= 1
        elif depth == 1 and sheet is None:
            _note_book(book, kind, data)
        elif depth == 1 and sheet:
            _note_sheet(book, sheet, kind, data)
    return book.found


def _note_book(book: _Book, kind: int, data: bytes) -> None:
    if kind == _SHEET:
        start, _, _, letters = struct.unpack_from("<LBBB", data)
        book.starts[start] = _text(data[7:], letters)
    elif kind == _SUPBOOK:
        _, letters = struct.unpack_from("<HH", data)
        path = "" if letters in {_OWN, _ADD_IN} else _text(data[4:], letters)
        book.files.append(re.split(r"[\0-\x1f/\\]", path)[-1])
    elif kind == _EXTERN:
        for number in range(struct.unpack_from("<H", data)[0]):
            (of,) = struct.unpack_from("<H", data, 2 + 6 * number)
            if of < len(book.files) and book.files[of]:
                book.links[struct.pack("<H", number)] = book.files[of]


def _text(data: bytes, letters: int) -> str:
    """A string after its length (MS-XLS 2.5.293): a flag, then one or two bytes a letter."""
    if data[:1] == b"\1":
        return data[1 : 1 + 2 * letters].decode("utf-16-le", "replace")
    return data[1 : 1 + letters].decode("latin-1")


def _note_sheet(book: _Book, sheet: Closer, kind: int, data: bytes) -> None:
    if kind == _FORMULA:
        row, column, _ = struct.unpack_from("<HHH", data)
        wrong = _unusable(book, data)
        if wrong:
            sheet.refuse((row, column), wrong)
    elif kind == _ERROR and data[7]:
        row, column, _, error = struct.unpack_from("<HHHB", data)
        sheet.refuse((row, column), Uncomputed(_ERRORS.get(error, "#?")))
    elif kind == _ROW and data[12] & 0x20:
        hide(sheet.hidden_rows, struct.unpack_from("<H", data)[0], 1)
    elif kind == _COLUMNS and data[8] & 1:
        first, last = struct.unpack_from("<HH", data)
        hide(sheet.hidden_columns, first, last - first + 1)


def _unusable(book: _Book, data: bytes) -> Uncomputed | None:
    """Why the value of a formula cannot be taken, if it cannot."""
    value, (flags,) = data[6:14], struct.unpack_from("<H", data, 14)
    if book.links:
        for token in _ELSEWHERE.finditer(data[22:]):
            if token[1] in book.links:
                return Uncomputed(f"[{book.links[token[1]]}]"[:60], "other-file")
    if value[6:] == b"\xff\xff" and value[0] == 2:
        return Uncomputed(_ERRORS.get(value[2], "#?"))
    # a program that cannot calculate writes 0 and leaves it to Excel
    return Uncomputed("=…") if flags & _CALCULATE and value == bytes(8) else None
