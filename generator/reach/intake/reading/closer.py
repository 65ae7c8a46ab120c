"""What the cells of a sheet do not tell: formulas, merged cells, what is hidden (XLSX and ODS).

A streaming parser that builds no tree; it reads only the parts in which the guard saw something.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import column_index_from_string

from generator.reach.intake.grid import MAX_COLUMNS, MAX_ROWS, Uncomputed
from generator.reach.intake.reading.guard import MAX_PARTS, Package, Refused

_OTHER_FILE = re.compile(r"(?<![\w\]])\[\d+\][^\[\]]*!|\['(?:[^']|'')*'#|\bDDE\(")
"""``[1]Sheet1!A1`` as Excel keeps it, ``['file:///...'#$Sheet1.A1]`` as LibreOffice does."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SHOWN = 60
MAX_FORMULAS = 20_000
"""Cells of a sheet with a formula and no value to be taken: more stand in no report."""
MAX_HIDDEN = 10_000
"""Runs of hidden rows or columns that are noted of a sheet; they are told only."""
MAX_FORMULA = 8192
"""Characters of a formula (Excel's own limit), or of a value."""
Spot = tuple[int, int]
"""Row and column, both from 0."""
Region = tuple[Spot, Spot]


@dataclass
class Closer:
    """What was found in one sheet."""

    formulas: dict[Spot, Uncomputed] = field(default_factory=dict)
    """Cells that have no value to be taken, and why."""
    merged: list[Region] = field(default_factory=list)
    """Of ODS only: the native reader tells those of Excel's files."""
    hidden_rows: list[range] = field(default_factory=list)
    """From 0, in runs."""
    hidden_columns: list[range] = field(default_factory=list)

    def refuse(self, spot: Spot, cell: Uncomputed) -> None:
        """Note a cell that has no value to be taken."""
        if len(self.formulas) >= MAX_FORMULAS:
            raise Refused("report-many-formulas")
        if 0 <= spot[0] < MAX_ROWS and 0 <= spot[1] < MAX_COLUMNS:
            self.formulas[spot] = cell


def hide(runs: list[range], first: int, count: int) -> None:
    """Note rows or columns that are not shown; those after the last run lengthen it."""
    if runs and runs[-1].stop == first:
        runs[-1] = range(runs[-1].start, first + count)
    elif len(runs) < MAX_HIDDEN:
        runs.append(range(first, first + count))


def look_closer(package: Package, parts: Iterable[str]) -> dict[str, Closer]:
    """By the name of the sheet; ``Refused`` where a part is no XML."""
    wanted = set(parts)
    if package.kind == "ods":
        found: dict[str, Closer] = {}
        if "content.xml" in wanted:
            _read(package, "content.xml", _Ods(found).handlers())
        return found
    sheets = _sheet_parts(package)
    if len(sheets) > MAX_PARTS:
        raise Refused("report-unpacks-too-large")
    read = {part: _sheet(package, part) for part in wanted.intersection(sheets.values())}
    return {name: read[part] for name, part in sheets.items() if part in read}


def _sheet(package: Package, part: str) -> Closer:
    reading = _Xlsx()
    _read(package, part, reading.handlers())
    return reading.found


Handlers = tuple[
    Callable[[str, Mapping[str, str]], None], Callable[[str], None], Callable[[str], None]
]


def _read(package: Package, part: str, handlers: Handlers) -> None:
    parser = ParserCreate("utf-8")  # as the native reader takes it, whatever the part says
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = handlers
    try:
        for piece in package.pieces(package.archive.getinfo(part)):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (ExpatError, LookupError, ValueError):
        raise Refused("report-damaged-workbook") from None


def _sheet_parts(package: Package) -> dict[str, str]:
    """The part of each sheet, by its name (ECMA-376 part 1, 18.2.19 and part 2, 9.3)."""
    names = package.archive.namelist()
    book = next((name for name in names if name.endswith("workbook.xml")), "")
    folder, _, base = book.rpartition("/")
    try:
        links = fromstring(package.whole(f"{folder}/_rels/{base}.rels") or b"<none/>")
        sheets = fromstring(package.whole(book) or b"<none/>")
    except (SyntaxError, LookupError, ValueError):
        raise Refused("report-damaged-workbook") from None
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in sheets.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            link = next((sheet.get(key) for key in sheet.attrib if key.endswith("}id")), None)
            target = targets.get(link, "")
            found[sheet.get("name", "")] = (
                target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
            )
    return found


def _unusable(formula: str, kept: bool) -> Uncomputed | None:
    """Why the value of a formula cannot be taken, if it cannot."""
    shown = f"={formula.lstrip('=')}"[:_SHOWN]
    if _OTHER_FILE.search(formula):
        return Uncomputed(shown, "other-file")
    return None if kept else Uncomputed(shown)


class _Xlsx:
    """Events of a worksheet part."""

    def __init__(self) -> None:
        self.found = Closer()
        self._row, self._column = -1, -1
        self._type = ""
        self._text: list[str] | None = None
        self._formula: str | None = None
        self._value = ""
        self._shared: dict[str, str] = {}
        self._group: str | None = None

    def handlers(self) -> Handlers:
        return self._start, self._end, self._data

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(given)
        elif name == "row":
            self._row = int(given["r"]) - 1 if "r" in given else self._row + 1
            self._column = -1
            if _yes(given.get("hidden")):
                hide(self.found.hidden_rows, self._row, 1)
        elif name == "col" and _yes(given.get("hidden")):
            first, last = int(given.get("min", 1)), int(given.get("max", 1))
            hide(self.found.hidden_columns, first - 1, last - first + 1)
        elif name == "f":
            self._formula, self._text = "", []
            self._group = given.get("si") if given.get("t") == "shared" else None
        elif name in {"v", "is"}:
            self._text = []

    def _cell(self, given: Mapping[str, str]) -> None:
        place = _PLACE.fullmatch(given.get("r", ""))
        self._column += 1
        if place:
            self._row, self._column = _spot((place[1], place[2]))
        self._type = given.get("t", "")
        self._formula, self._value = None, ""

    def _data(self, text: str) -> None:
        if self._text is not None and len(self._text) < MAX_FORMULA:
            self._text.append(text[:MAX_FORMULA])

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._close()
        elif self._text is not None and name == "f":
            self._formula = "".join(self._text)
            if self._group is not None:
                self._formula = self._formula or self._shared.get(self._group, "")
                self._shared.setdefault(self._group, self._formula)
            self._text = None
        elif self._text is not None and name in {"v", "is"}:
            self._value, self._text = "".join(self._text).strip(), None

    def _close(self) -> None:
        wrong = None
        if self._formula is not None:
            # a formula whose result is the empty text is one with a result
            wrong = _unusable(self._formula, bool(self._value) or self._type == "str")
        if self._type == "e":
            wrong = wrong if wrong and wrong.why == "other-file" else Uncomputed(self._value)
        if wrong:
            self.found.refuse((self._row, self._column), wrong)


_ODS_CELLS = {"table:table-cell", "table:covered-table-cell"}


class _Ods:
    """Events of ``content.xml`` (OpenDocument 1.3 part 3, 9.1)."""

    def __init__(self, found: dict[str, Closer]) -> None:
        self.found = found
        self._sheet = Closer()
        self._row, self._column = 0, 0
        self._rows = 1
        self._spot = (0, 0)
        self._formula: str | None = None
        self._kept = self._error = False

    def handlers(self) -> Handlers:
        return self._start, self._end, lambda _: None

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table:table":
            self._sheet = self.found.setdefault(given.get("table:name", ""), Closer())
            if len(self.found) > MAX_PARTS:
                raise Refused("report-unpacks-too-large")
            self._row = self._column = 0
        elif tag == "table:table-column":
            columns = _count(given, "table:number-columns-repeated")
            if given.get("table:visibility", "visible") != "visible":
                hide(self._sheet.hidden_columns, self._column, columns)
            self._column += columns
        elif tag == "table:table-row":
            self._rows = _count(given, "table:number-rows-repeated")
            self._column = 0
            if given.get("table:visibility", "visible") != "visible":
                hide(self._sheet.hidden_rows, self._row, self._rows)
        elif tag in _ODS_CELLS:
            self._cell(given)
        elif tag == "text:p":
            self._kept = True  # LibreOffice gives an empty text no type, but a paragraph

    def _cell(self, given: Mapping[str, str]) -> None:
        columns = _count(given, "table:number-columns-repeated")
        spot = self._row, self._column
        self._formula = given.get("table:formula")
        self._spot = spot
        self._kept = "office:value-type" in given
        self._error = given.get("calcext:value-type") == "error"
        down = _count(given, "table:number-rows-spanned")
        right = _count(given, "table:number-columns-spanned")
        if down > 1:
            self._sheet.merged.append((spot, (spot[0] + down - 1, spot[1] + right - 1)))
        self._column += columns

    def _end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._rows
        elif tag in _ODS_CELLS and self._formula is not None:
            wrong = _unusable(self._formula.partition(":")[2], self._kept and not self._error)
            if wrong:
                self._sheet.refuse(self._spot, wrong)
            self._formula = None


def _count(given: Mapping[str, str], name: str) -> int:
    return max(int(given.get(name, 1)), 1)


def _yes(word: str | None) -> bool:
    return word in {"1", "true"}


def _spot(place: Any) -> Spot:
    """``("C", "7")`` to row 6 and column 2."""
    return int(place[1]) - 1, column_index_from_string(place[0]) - 1
