"""A received file to tables: CSV in the encodings and with the separators that arrive, or XLSX."""

import codecs
import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from generator.model.problem import Problem
from generator.reach.intake.grid import (
    MAX_BYTES,
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    Line,
    Uncomputed,
    Value,
)

SEPARATORS = (",", ";", "\t")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
WORKBOOKS = (".xlsx", ".xlsm")
"""Who gives a file such a name means a workbook, whatever became of it."""
MAX_PARTS = 400
MAX_UNPACKED = 64 * 1024 * 1024
MAX_RATIO = 200
MEGABYTE = 1024 * 1024
DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    OSError,
    EOFError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What openpyxl raises on a damaged workbook: it trusts what it reads, so nearly anything."""
Found = tuple[tuple[Grid, ...], tuple[Problem, ...]]


def read_grids(content: bytes, file: str, score: Callable[[Iterable[str]], int]) -> Found:
    """The tables of a file, or why it cannot be read.

    ``score`` tells how many column names of a report a line holds: it settles the separator.
    """
    if not content.strip():
        return (), (Problem(file, 0, 0, "report-empty-file"),)
    if len(content) > MAX_BYTES:
        return (), (Problem(file, 0, 0, "file-too-large", {"limit": MAX_BYTES // MEGABYTE}),)
    if content.startswith(ZIP):
        return _read_workbook(content, file)
    if content.startswith(OLE):
        return (), (Problem(file, 0, 0, "report-old-workbook"),)
    if file.lower().endswith(WORKBOOKS):
        return (), (Problem(file, 0, 0, "report-damaged-workbook"),)
    return _read_csv(content, file, score)


def _read_csv(content: bytes, file: str, score: Callable[[Iterable[str]], int]) -> Found:
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return (), (Problem(file, line, 0, "report-not-unicode"),)
    if text.startswith("sep="):  # Excel's own hint; the line keeps its number
        text = text[text.find("\n") :] if "\n" in text else ""
    start = text.splitlines()[:30]
    separator = max(
        SEPARATORS, key=lambda one: max((score(line.split(one)) for line in start), default=0)
    )
    return _parse_csv(text, file, separator)


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in content[:200]:
        return "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    return "utf-8-sig"


def _parse_csv(text: str, file: str, separator: str) -> Found:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    number = 1
    try:
        for cells in reader:
            if len(lines) >= MAX_ROWS:
                details = {"limit": MAX_ROWS}
                return (), (Problem(file, number, 0, "too-many-rows", details),)
            lines.append(Line(number, tuple(cells[: MAX_COLUMNS + 1])))
            number = reader.line_num + 1
    except csv.Error as error:
        return (), (Problem(file, number, 0, "csv-syntax", {"found": str(error)}),)
    return (Grid(file, "", tuple(lines)),), ()


def _read_workbook(content: bytes, file: str) -> Found:
    try:
        if _is_bomb(content):
            return (), (Problem(file, 0, 0, "report-unpacks-too-large"),)
        if _defines_entities(content):
            return (), (Problem(file, 0, 0, "report-damaged-workbook"),)
        results = _sheets(content, computed=True)
        formulas = _sheets(content, computed=False)
    except DAMAGED:
        return (), (Problem(file, 0, 0, "report-damaged-workbook"),)
    grids, problems = [], []
    for (sheet, lines), (_, written) in zip(results, formulas, strict=True):
        if len(lines) > MAX_ROWS:
            details = {"limit": MAX_ROWS}
            problems.append(Problem(file, 0, 0, "too-many-rows", details, sheet=sheet))
        else:
            grids.append(Grid(file, sheet, _merged(lines, written)))
    return tuple(grids), tuple(problems)


def _is_bomb(content: bytes) -> bool:
    """A few bytes that unpack to very many; ``zipfile`` holds a part to the size it declares."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    return (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > MAX_UNPACKED
        or any(
            part.file_size > MEGABYTE and part.file_size > MAX_RATIO * max(part.compress_size, 1)
            for part in parts
        )
    )


def _defines_entities(content: bytes) -> bool:
    """Whether a part begins with a document type: Excel writes none, entity bombs need one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                if b"<!DOCTYPE" in part.read(4096).replace(b"\0", b"").upper():
                    return True
    return False


Sheets = list[tuple[str, list[tuple[object, ...]]]]


def _sheets(content: bytes, *, computed: bool) -> Sheets:
    """Every sheet's values row by row: results, or the formulas themselves."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=computed)
    try:
        found: Sheets = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True)
            found.append((sheet.title, [tuple(row) for row in rows]))
        return found
    finally:
        book.close()


def _merged(
    results: list[tuple[object, ...]], written: list[tuple[object, ...]]
) -> tuple[Line, ...]:
    """Results with the formulas that have none marked as such."""
    lines = []
    for number, (cells, sources) in enumerate(zip(results, written, strict=True), 1):
        pairs = zip(cells, sources, strict=True)
        lines.append(Line(number, tuple(_value(cell, source) for cell, source in pairs)))
    return tuple(lines)


def _value(cell: object, source: object) -> Value:
    if cell is None and source is not None:
        return Uncomputed(str(getattr(source, "text", source))[:60])
    if isinstance(cell, str) and cell.startswith("#") and cell.rstrip("!?").isupper():
        return Uncomputed(cell)
    if isinstance(cell, time | timedelta):
        return str(cell)
    if cell is None or isinstance(cell, str | int | float | date):
        return cell
    return str(cell)
