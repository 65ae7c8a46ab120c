"""A text file to a table: the encodings and separators that arrive.

UTF-8 and UTF-16 prove themselves by their form. Anything else may be Windows-1258, TCVN3 or VNI:
it is what makes Vietnamese of every word when the others do not, or it is refused.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from generator.model.problem import Problem
from generator.reach.intake.grid import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Grid, Line
from generator.reach.intake.reading.guard import Refused
from generator.reach.intake.reading.mending import in_unicode, mended
from generator.reach.intake.reading.onebyte import code_of, read_as

SEPARATORS = (",", ";", "\t", "|")
MAX_RECORD = 100_000
"""Characters of one row; the longest report row has a few thousand."""
_PAGES = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<?xml")
_OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")
Score = Callable[[Iterable[str]], int]
Found = tuple[tuple[Grid, ...], tuple[Problem, ...]]


def read_text(content: bytes, file: str, score: Score) -> Found:
    """The table of a CSV file, or why it cannot be read."""
    try:
        _known_otherwise(content)
        code, legacy = _code(content)
        grid = _table(content, code, file, score)
        if content.isascii():
            return (grid,), ()
        cells = {cell for line in grid.lines for cell in line.cells if isinstance(cell, str)}
        texts = [cell for cell in cells if not cell.isascii()]
        return _converted(grid, texts, legacy) if legacy else mended([grid], texts, None)
    except Refused as refused:
        return (), (Problem(file, 0, 0, refused.code, {"limit": MAX_CELLS}),)
    except _At as at:
        return (), (Problem(file, at.line, 0, at.code, at.details),)


class _At(Exception):  # noqa: N818 - a finding on its way to becoming a Problem
    """What is wrong with a line."""

    def __init__(self, line: int, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.line, self.code, self.details = line, code, details


def _known_otherwise(content: bytes) -> None:
    """``Refused`` for what is no CSV, whatever its name says."""
    start = content[:2000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if content.startswith(_OTHERS):
        raise Refused("report-not-a-table")
    if start.lower().startswith(_PAGES) or start.startswith(b"MIME-Version:"):
        raise Refused("report-web-page")


def _code(content: bytes) -> tuple[str, int]:
    """The encoding; where that is no Unicode, one that makes a character of each byte, and the
    line that shows it."""
    code = _form(content)
    try:
        text, legacy = content.decode(code), 0
    except UnicodeDecodeError as error:
        text, legacy = content.decode("latin-1"), content.count(b"\n", 0, error.start) + 1
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _At(legacy or line, "report-not-unicode" if legacy else "report-nul")
    return "latin-1" if legacy else code, legacy


def _form(content: bytes) -> str:
    """UTF-16 has a mark, or every other byte of its plain letters is zero."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = content[:4096]
    halves = {"utf-16-be": start[::2], "utf-16-le": start[1::2]}
    for name, half in halves.items():
        if len(content) % 2 == 0 and half.count(0) * 3 > len(half):
            return name
    return "utf-8-sig"


def _converted(grid: Grid, texts: list[str], line: int) -> Found:
    """The table in Unicode, when its code is certain."""
    code = code_of(texts)
    if code is None:
        raise _At(line, "report-not-unicode")
    read = {text: read_as(text, code) or text for text in texts}
    first = min(texts)
    details = {"found": first[:60], "read": read[first][:60], "scheme": code}
    told = Problem(grid.file, 0, 0, "report-legacy-converted", details, "warning")
    return (in_unicode(grid, read),), (told,)


def _table(content: bytes, code: str, file: str, score: Score) -> Grid:
    """The rows of the text; ``_At`` at the line that cannot be read."""
    lines = io.TextIOWrapper(io.BytesIO(content), code, newline=None)  # any kind of line end
    start = [lines.readline(MAX_RECORD) for _ in range(30)]
    hint = _hint(start[0])
    lines.seek(0)
    if hint:
        lines.readline()
    separator = hint or max(SEPARATORS, key=lambda one: _fitting(start, one, score))
    rows, cells = [Line(1, ())] if hint else [], 0
    feed = _Feed(lines)
    csv.field_size_limit(MAX_RECORD)  # the process has one limit; other tables set their own
    reader = csv.reader(feed, delimiter=separator, strict=True)
    before = len(rows)
    number = before + 1
    try:
        for row in reader:
            feed.begin()
            cells += len(row)
            if len(rows) >= MAX_ROWS:
                raise _At(number, "too-many-rows", limit=MAX_ROWS)
            if cells > MAX_CELLS:
                raise Refused("report-too-many-cells")
            rows.append(Line(number, tuple(row[: MAX_COLUMNS + 1])))
            number = before + reader.line_num + 1
    except csv.Error as error:
        raise _At(number, "csv-syntax", found=str(error)) from None
    return Grid(file, "", tuple(rows))


class _Feed:
    """Lines of which one row of the table takes no more than it may.

    A quote that is never closed, or a line without an end, would gather the whole file in one row.
    """

    def __init__(self, lines: io.TextIOWrapper) -> None:
        self._lines = lines
        self._left = MAX_RECORD
        self._number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(MAX_RECORD + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self._left -= len(line)
        if self._left < 0:
            raise _At(self._number, "report-line-too-long", limit=MAX_RECORD)
        return line

    def begin(self) -> None:
        """A new row begins."""
        self._left = MAX_RECORD


def _hint(start: str) -> str:
    """Excel's own word on the separator: ``sep=;`` as the first line."""
    line = start.lstrip("\ufeff").rstrip("\n").strip('"')
    return line[4:] if line.lower().startswith("sep=") and line[4:] in SEPARATORS else ""


def _fitting(start: list[str], separator: str, score: Score) -> tuple[int, int]:
    """How well a separator fits: headings known to us, then lines with as many cells as most."""
    counts = Counter(line.count(separator) for line in start if separator in line)
    known = max(
        (score(line.rstrip("\n").split(separator, MAX_COLUMNS)) for line in start), default=0
    )
    return known, max((count * cells for cells, count in counts.items()), default=0)
