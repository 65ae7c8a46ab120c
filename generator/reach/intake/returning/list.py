"""The list of problems that goes back with a file, and how a wrong cell looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname

from generator.model.problem import Problem
from generator.model.vietnamese import nfc
from generator.reach.intake.grid import Grid
from generator.sources.catalogue import Catalogue

Place = tuple[int, int]
"""Row and column, both from 1."""
WRONG, DOUBTFUL = "FFC7CE", "FFEB9C"
"""Excel's own colours for bad and neutral."""
EDGE, DOUBTFUL_EDGE = "C00000", "BF8F00"
INK, ACCENT, HEAD = "1F2933", "0B5394", "DCE6F1"
WIDTHS = (5, 18, 9, 12, 58, 64)
LINE = 15.5


@dataclass(frozen=True)
class Row:
    """A problem in the list."""

    error: bool
    sheet: str
    cell: str
    message: str
    cure: str


@dataclass(frozen=True)
class Told:
    """Everything that is told about a file, in the reader's language."""

    say: Catalogue
    file: str
    rows: tuple[Row, ...]
    notes: dict[str, dict[Place, list[Row]]] = field(default_factory=dict)
    """By sheet and cell, what is said there."""
    sheets: dict[str, str] = field(default_factory=dict)
    """The sheets of the file to those of the copy."""
    title: str = ""

    def link(self, row: Row) -> str | None:
        """The address of a problem's cell in the copy."""
        if not row.cell or row.sheet not in self.sheets:
            return None
        return f"#{quote_sheetname(self.sheets[row.sheet])}!{row.cell}"

    def comment(self, place: Place, sheet: str) -> Comment:
        """What a cell's note says."""
        parts = [f"{row.message}\n→ {row.cure}" for row in self.notes[sheet][place]]
        text = "\n\n".join(parts)
        lines = sum(1 + len(line) // 42 for line in text.split("\n"))
        height = min(40 + 17 * lines, 420)
        return Comment(text, self.say("returned.author"), height=height, width=320)

    def mark(self, cell: Any, place: Place, sheet: str) -> None:
        """Colour a cell and put an edge around it, so that it is found without colours too."""
        wrong = any(row.error for row in self.notes[sheet][place])
        side = Side("medium", color=EDGE) if wrong else Side("thin", color=DOUBTFUL_EDGE)
        cell.fill = PatternFill("solid", start_color=WRONG if wrong else DOUBTFUL)
        cell.border = Border(side, side, side, side)


def told_of(problems: Sequence[Problem], grids: Sequence[Grid], file: str, say: Catalogue) -> Told:
    """The problems of a file, errors first, then in order of place."""
    notes: dict[str, dict[Place, list[Row]]] = {}
    rows: list[Row] = []
    for one in sorted(problems, key=lambda problem: (problem.severity, problem)):
        details = one.details
        message = say(f"problem.{one.code}", **details)
        cure = say(f"cure.{one.code}", **details)
        row = Row(one.severity == "error", one.sheet, one.cell, message, cure)
        rows.append(row)
        if one.cell:
            notes.setdefault(one.sheet, {}).setdefault((one.line, one.column), []).append(row)
    title = say("returned.sheet")
    names = dict(_names([grid.sheet for grid in grids], title, say))
    return Told(say, nfc(file), tuple(rows), notes, names, title)


def _names(sheets: Sequence[str], title: str, say: Catalogue) -> Iterator[tuple[str, str]]:
    """A CSV file has no sheets; a sheet of the copy has a name, without quotes at its ends."""
    taken = {title.lower()}
    for sheet in sheets:
        name = sheet.strip("'") or say("returned.table")
        while name.lower() in taken:
            name = f"{name[:28]} 2"
        taken.add(name.lower())
        yield sheet, name


def head_lines(told: Told) -> list[str]:
    """What stands above the list."""
    errors = sum(row.error for row in told.rows)
    say = told.say
    return [
        say("returned.title"),
        say("returned.file", file=told.file, errors=errors, warnings=len(told.rows) - errors),
        say("returned.how"),
    ]


HEADINGS = ("number", "sheet-name", "cell", "kind", "message", "cure")


def list_cells(told: Told) -> Iterator[tuple[Row, tuple[int | str, ...]]]:
    """The rows of the list."""
    for number, row in enumerate(told.rows, 1):
        kind = told.say("error" if row.error else "warning").capitalize()
        sheet = told.sheets.get(row.sheet, row.sheet) if row.cell else "–"
        yield row, (number, sheet, row.cell or "–", kind, row.message, row.cure)


def lines_of(row: Row) -> int:
    """How many lines a row of the list takes."""
    texts = ((row.message, WIDTHS[4]), (row.cure, WIDTHS[5]))
    return max(-(-len(text) * 11 // (width * 10)) for text, width in texts)


FACE = "Arial"
"""On every machine, with every Vietnamese letter."""
PLAIN = Font(name=FACE, size=10, color=INK)
BOLD = Font(name=FACE, size=10, bold=True, color=INK)
TITLE = Font(name=FACE, bold=True, size=15, color=ACCENT)
LINKED = Font(name=FACE, size=10, color=ACCENT, underline="single")
TOP = Alignment(wrap_text=True, vertical="top")
MIDDLE = Alignment(horizontal="center", vertical="top")
HEADING = PatternFill("solid", start_color=HEAD)
