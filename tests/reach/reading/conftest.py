"""Files as they are sent, and what is read in them."""

import io
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from generator.desk.telling import hint, message
from generator.model.problem import Problem
from generator.reach.intake.reading import read_grids
from generator.reach.intake.vocabulary import score
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue

HEADINGS = ("unit", "period", "value", "received_on", "note")
Convert = Callable[..., bytes]


class Read:
    """What became of a file."""

    def __init__(self, content: bytes, file: str = "sent.xlsx") -> None:
        self.grids, self.problems = read_grids(content, file, score)
        for problem in self.problems:
            assert_told(problem)
        for grid in self.grids:
            if grid.sheet:  # a cell of a CSV may hold several lines
                assert [line.number for line in grid.lines] == list(range(1, len(grid.lines) + 1))

    @property
    def errors(self) -> list[str]:
        return [one.code for one in self.problems if one.severity == "error"]

    @property
    def warnings(self) -> list[str]:
        return [one.code for one in self.problems if one.severity == "warning"]

    def rows(self, sheet: int = 0) -> list[list[Any]]:
        """The cells, without empty ones at the end of a row."""
        found = []
        for line in self.grids[sheet].lines:
            cells: list[Any] = [None if cell == "" else cell for cell in line.cells]
            while cells and cells[-1] is None:
                cells.pop()
            found.append(cells)
        return found

    def cell(self, row: int, column: int, sheet: int = 0) -> Any:
        return self.grids[sheet].lines[row - 1][column - 1]


def assert_told(problem: Problem) -> None:
    """A problem has words and a cure in both languages, and no place is left unfilled."""
    for language in ("vi", "en"):
        say = load_catalogue(PROGRAM_CATALOGUES, language)
        assert f"cure.{problem.code}" in say
        words = f"{message(problem, say)} {hint(problem, say)}"
        assert "{" not in words, words


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(rows: Iterable[Sequence[Any]]) -> Workbook:
    """A workbook of one sheet."""
    book = Workbook()
    page = book.worksheets[0]
    for row in rows:
        page.append(list(row))
    return book


def repacked(content: bytes, changes: dict[str, Any]) -> bytes:
    """The zip with some parts replaced, changed by a function, or added; ``None`` drops one."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            change = changes.pop(name, old.read(name))
            if change is not None:
                new.writestr(name, change(old.read(name)) if callable(change) else change)
        for name, change in changes.items():
            new.writestr(name, change)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def sheet_of(rows: str, *, head: str = "") -> bytes:
    """A workbook whose sheet is written out: ``rows`` are what stands in ``sheetData``."""
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{xmlns}">{head}<sheetData>{rows}</sheetData></worksheet>'
    return repacked(saved(Workbook()), {SHEET: sheet})


def ods_of(rows: str) -> bytes:
    """An OpenDocument sheet written out: ``rows`` are what stands in ``table:table``."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{one}="{office}:{one}:1.0"' for one in ("office", "table", "text"))
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="a">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """LibreOffice: a file in another format. Needs ``soffice``."""
    root = tmp_path_factory.mktemp("office")

    def run(content: bytes, source: str, target: str, options: str = "") -> bytes:
        folder = Path(root, f"{len(list(root.iterdir()))}")
        folder.mkdir()
        path = folder / f"sent.{source}"
        path.write_bytes(content)
        profile = f"-env:UserInstallation=file://{root / 'profile'}"
        how = f"{target}:{options}" if options else target
        out = folder / "out"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", how, "--outdir", out, path],
            check=True,
            capture_output=True,
            timeout=120,
        )
        (made,) = out.iterdir()
        return made.read_bytes()

    return run
