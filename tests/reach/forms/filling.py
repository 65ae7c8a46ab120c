"""Filling a form in: with openpyxl, or in LibreOffice's own file format and by LibreOffice."""

import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from generator.model.problem import Problem
from generator.reach.forms import form_entries
from generator.reach.intake.entry import Entry
from generator.reach.intake.grid import Grid, Line, Uncomputed, Value

CAME = date(2030, 7, 5)
KEYS, DETAIL_KEYS = 9, 5
Newest = Callable[[tuple[str, str, str, str]], str | None]


def nothing_yet(_: tuple[str, str, str, str]) -> None:
    """An empty ledger."""


def grids(book: Workbook) -> list[Grid]:
    """Every sheet as the intake hands it on: values only, a formula without a result as such."""

    def value(cell: Any) -> Value:
        if isinstance(cell, str) and cell.startswith("="):
            return Uncomputed(cell)
        return cell if cell is None or isinstance(cell, str | int | float | date) else str(cell)

    return [
        Grid("form.xlsx", sheet.title, tuple(
            Line(number, tuple(value(cell) for cell in row))
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1)
        ))
        for sheet in book.worksheets
    ]  # fmt: skip


class Filled:
    """A form with what somebody wrote into it."""

    def __init__(self, path: Path, *, results: bool = False) -> None:
        self.book = load_workbook(path, data_only=results)
        self.report, self.details = self.book.worksheets[:2]

    def at(self, row: str, column: str = "answer") -> str:
        """The address of a cell, such as ``D11``, by the keys of its row and column."""
        cell = self.report.cell(_row(self.report, row), _column(self.report, KEYS, column))
        return str(cell.coordinate)

    def put(self, row: str, **cells: Any) -> "Filled":
        """Write into a row; ``people_female`` is the column ``people.female``."""
        for name, value in cells.items():
            self.report[self.at(row, _key(name))] = value
        return self

    def detail(self, number: int, **cells: Any) -> "Filled":
        """Write a row of the details, the first one is 1."""
        for name, value in cells.items():
            column = _column(self.details, DETAIL_KEYS, name)
            self.details.cell(DETAIL_KEYS + number, column).value = value
        return self

    def label(self, name: str, meant: str) -> str:
        """What a drop-down list calls something."""
        rows = self.book.worksheets[-1].iter_rows(values_only=True)
        return next(str(r[3]) for r in rows if r[0] == "word" and r[1] == name and r[2] == meant)

    def entries(
        self, newest: Newest = nothing_yet, received_on: date | None = CAME
    ) -> tuple[list[Entry], list[Problem]]:
        """What is read from it."""
        return form_entries(grids(self.book), received_on, newest)

    def save(self, path: Path) -> Path:
        """The workbook as a file."""
        self.book.save(path)
        return path


def values(entries: Sequence[Entry]) -> dict[tuple[str, str, str, str], Value]:
    """By activity, audience, measure and sex."""
    return {
        tuple(
            str(one.cells.get(name) or "") for name in ("activity", "audience", "measure", "sex")
        ): one.cells["value"]
        for one in entries
    }  # type: ignore[misc]


def _key(name: str) -> str:
    for measure in ("attendances", "people"):
        if name.startswith(f"{measure}_"):
            return name.replace("_", ".", 1)
    return name


def _row(sheet: Worksheet, key: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == key)


def _column(sheet: Worksheet, row: int, key: str) -> int:
    return next(cell.column for cell in sheet[row] if cell.value == key)


# ---- LibreOffice

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ROW, CELL = f"{{{TABLE}}}table-row", f"{{{TABLE}}}table-cell"


class Libre:
    """LibreOffice without a screen, with a profile in which it always recalculates."""

    def __init__(self, folder: Path) -> None:
        self.profile = folder / "profile"
        (self.profile / "user").mkdir(parents=True)
        (self.profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)

    def convert(self, form: str, folder: Path, *paths: Path) -> list[Path]:
        """Files in another format, such as ``pdf``, in a folder."""
        profile = f"-env:UserInstallation={self.profile.as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder)]
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=180)
        made = [folder / f"{path.stem}.{form}" for path in paths]
        assert all(path.exists() for path in made)
        return made


def fill_ods(path: Path, target: Path, cells: Mapping[str, Mapping[str, str | int]]) -> Path:
    """Write into the cells of an OpenDocument file; ``cells`` by sheet and address."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(
                part, _filled(content, cells) if part.filename == "content.xml" else content
            )
    return target


def _filled(content: bytes, cells: Mapping[str, Mapping[str, str | int]]) -> bytes:
    tree = etree.fromstring(content)  # it keeps the prefixes that formulas use
    for table in tree.iter(f"{{{TABLE}}}table"):
        for address, value in cells.get(table.get(f"{{{TABLE}}}name", ""), {}).items():
            _set(_cell(table, *coordinate_to_tuple(address)), value)
    return bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True))


def _set(cell: Any, value: str | int) -> None:
    for child in list(cell):
        if child.tag == f"{{{TEXT}}}p":
            cell.remove(child)
    kind = "string" if isinstance(value, str) else "float"
    cell.set(f"{{{OFFICE}}}value-type", kind)
    if kind == "float":
        cell.set(f"{{{OFFICE}}}value", str(value))
    etree.SubElement(cell, f"{{{TEXT}}}p").text = str(value)


def _cell(table: Any, row: int, column: int) -> Any:
    return _split(_split(table, ROW, "rows", row), CELL, "columns", column)


def _split(parent: Any, tag: str, what: str, wanted: int) -> Any:
    """The child with that number; one that stands for several alike is taken apart first."""
    repeated = f"{{{TABLE}}}number-{what}-repeated"
    at = 0
    for child, owner in _children(parent, tag):
        count = int(child.get(repeated, "1"))
        if at + count < wanted:
            at += count
            continue
        before, after = wanted - at - 1, count - (wanted - at)
        place = list(owner).index(child)
        for number, where in ((after, place + 1), (before, place)):
            if number:
                copy = deepcopy(child)
                copy.set(repeated, str(number))
                owner.insert(where, copy)
        child.attrib.pop(repeated, None)
        return child
    raise LookupError(wanted)


def _children(parent: Any, tag: str) -> list[tuple[Any, Any]]:
    """The rows or cells with what holds them: header rows and groups hold rows too."""
    found = []
    for child in parent:
        if child.tag == tag or (tag == CELL and child.tag == f"{{{TABLE}}}covered-table-cell"):
            found.append((child, parent))
        elif tag == ROW and child.tag.rpartition("}")[2] in {
            "table-header-rows",
            "table-rows",
            "table-row-group",
        }:
            found += _children(child, tag)
    return found
