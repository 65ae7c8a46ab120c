"""Figures as a workbook: what it says first, charts, a sheet a family, how it was counted.

The same figures give the same bytes. Numbers are numbers; text that a spreadsheet would run as a
formula is text.
"""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, get_args

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from generator.reach.cells import Value
from generator.reach.exporting.charts import charts_of, draw
from generator.reach.exporting.sheets import (
    FACE,
    Shown,
    note_heights,
    printable,
    put,
    table,
    titled,
)
from generator.reach.results import By, Figures, Part
from generator.reach.tables import MEASURES, REPORTS, table_by
from generator.sources.zips import steady

ALWAYS: tuple[By, ...] = ("unit", "audience", "activity", "period")
"""Families whose sheet is there even if it is empty."""
METHOD = ("range", "measures", "missing", "audiences", "population", "unknown", "targets")
"""The sentences on method in the catalogue."""
NOTES_OVER = 8
"""Columns over which the sentences above a table run."""
TEXT = 72
"""Of a column of sentences, in characters: a page's width."""
Say = Callable[..., str]


def workbook_bytes(figures: Figures, title: str, say: Say) -> bytes:
    """A workbook of one campaign."""
    book = Workbook()
    _summary(book.worksheets[0], figures, title, say)
    _charts(book, figures, title, say)
    for by in get_args(By):
        if by in ALWAYS or figures.by(by) or by in figures.not_shown:
            _family(book, figures, by, say)
    _matrix(book, figures, say)
    _surveys(book, figures, say)
    _flags(book, figures, say)
    _never(book, figures, say)
    _method(book, figures, say)
    return _saved(book, title, figures.as_of)


def rollup_bytes(campaigns: Sequence[tuple[str, Figures]], say: Say) -> bytes:
    """A workbook of several campaigns over provinces: for each a summary, charts, two tables."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, figures in campaigns:
        named = "" if len(campaigns) == 1 else f"{figures.campaign} "
        _summary(book.create_sheet(), figures, title, say, named)
        _charts(book, figures, title, say, named)
        for by in ("unit", "audience"):
            _family(book, figures, by, say, named, "rollup.provinces" if by == "unit" else None)
        _flags(book, figures, say, named)
    if campaigns:
        _method(book, campaigns[0][1], say)
    else:
        book.create_sheet(say("sheet.total"))
    as_of = max((figures.as_of for _, figures in campaigns), default=date(2000, 1, 1))
    return _saved(book, say("rollup.title"), as_of)


def _saved(book: Workbook, title: str, as_of: date) -> bytes:
    book.properties.creator = book.properties.title = title
    book.properties.created = datetime.combine(as_of, time())
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue(), as_of)


def _note(figures: Figures, say: Say) -> list[str]:
    """What stands above every table: demonstration, exact or with hidden cells."""
    notes = [say("note.demonstration")] if figures.demonstration else []
    return [*notes, say("note.exact" if figures.exact else "note.suppressed")]


def _summary(sheet: Worksheet, figures: Figures, title: str, say: Say, named: str = "") -> None:
    sheet.title = _sheet_name(sheet.parent, named + say("sheet.total"))
    notes = _note(figures, say)
    row = titled(sheet, title, notes, 2)
    reach, cost = figures.reach, figures.cost
    living = reach.population
    lines: list[tuple[str, Shown]] = [
        (say("figures.as_of"), figures.as_of),
        (say("figures.low"), reach.low),
        (say("figures.high"), reach.high),
        (say("figures.target"), reach.target),
        (say("figures.coverage_low"), reach.coverage.low),
        (say("figures.coverage_high"), reach.coverage.high),
        *((say(f"figures.{name}"), figures.measures.get(name)) for name in MEASURES),
        *((say(f"figures.{name}"), getattr(figures.reports, name))
          for name in REPORTS),
        (say("figures.spent"), cost.spent),
        (say("figures.per_person_low"), cost.per_person.low),
        (say("figures.per_person_high"), cost.per_person.high),
        (say("figures.per_copy"), cost.per_copy),
    ]  # fmt: skip
    if living:
        where = say("summary.living", year=living.year, source=living.source)
        lines += [
            (where, living.people),
            (say("summary.living-low"), living.coverage.low),
            (say("summary.living-high"), living.coverage.high),
        ]
    told = [(name, value) for name, value in lines if value is not None]
    table(sheet, row, (say("summary.what"), say("summary.number")), told)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 58, 18
    note_heights(sheet, len(notes) + 1, 2)
    printable(sheet, landscape=False)


def _charts(book: Workbook, figures: Figures, title: str, say: Say, named: str = "") -> None:
    drawn = charts_of(figures, say)
    if not drawn:
        return
    sheet = book.create_sheet(_sheet_name(book, named + say("sheet.charts")))
    notes = _note(figures, say)
    row = titled(sheet, title, notes, 4) + 1
    for number, one in enumerate(drawn):
        if number:  # each on its own page, with its table
            sheet.row_breaks.append(Break(id=row - 1))
        row = draw(sheet, row, one)
    note_heights(sheet, len(notes) + 1, 4)
    printable(sheet, landscape=False, fit=False)


def _family(
    book: Workbook, figures: Figures, by: By, say: Say, named: str = "", name: str | None = None
) -> None:
    title = say(name or f"sheet.{by}")
    sheet = book.create_sheet(_sheet_name(book, named + title))
    found = table_by(figures, by).filled()
    notes = _note(figures, say)
    if by in figures.not_shown:
        notes.append(say("note.not-shown"))
    first = titled(sheet, title, notes, NOTES_OVER)
    *rows, total = found.rows
    parts = figures.by(by)
    table(
        sheet,
        first,
        found.headings(say),
        [*rows, (say("rollup.total"), *total[1:])],
        bold=lambda number: number == len(rows),
        indents=_depths(parts) if by == "unit" else (),
    )
    note_heights(sheet, len(notes) + 1, NOTES_OVER)
    sheet.freeze_panes = f"C{first + 1}"
    printable(sheet)


def _depths(parts: Iterable[Part]) -> list[int]:
    depths: dict[str | None, int] = {None: -1}
    for part in parts:
        depths[part.key] = depths.get(part.under, -1) + 1
    return list(depths.values())[1:]


def _simple(
    book: Workbook,
    name: str,
    notes: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[Value]],
) -> None:
    """A sheet with one plain table."""
    sheet = book.create_sheet(_sheet_name(book, name))
    first = titled(sheet, name, notes, NOTES_OVER)
    table(sheet, first, headings, rows)
    note_heights(sheet, len(notes) + 1, NOTES_OVER)
    sheet.freeze_panes = f"A{first + 1}"
    printable(sheet)


def _matrix(book: Workbook, figures: Figures, say: Say) -> None:
    """Which reports came: ``2/3`` of those due in time or late; ``later`` where none is due."""
    units = figures.matrix.get("units", ())
    if not units:
        return
    periods = figures.matrix["periods"]
    rows = []
    for unit in units:
        cells = {cell["period"]: _came(cell, say) for cell in unit["cells"]}
        rows.append((unit["unit"], unit["name"], *(cells.get(one) for one in periods)))
    headings = (say("figures.unit"), say("figures.name"), *periods)
    _simple(book, say("sheet.matrix"), [say("note.matrix")], headings, rows)


def _came(cell: dict[str, Any], say: Say) -> str:
    came = cell["on_time"] + cell["late"]
    due = came + cell["missing"]
    return f"{came}/{due}" if due else say("matrix.later")


def _surveys(book: Workbook, figures: Figures, say: Say) -> None:
    rows: list[tuple[Value, ...]] = []
    for survey in figures.surveys:
        for question in survey["questions"]:
            for wave in question["waves"]:
                change = question["change"]
                told = change["message"] if change and change["to"] == wave["wave"] else None
                shares = (wave["share"], wave["low"], wave["high"])
                rows.append(
                    (survey["title"], question["text"], wave["name"], wave["n"], *shares, told)
                )
    names = ("survey", "question", "wave", "n", "share", "low", "high", "change")
    headings = [say(f"surveys.{name}") for name in names]
    if rows:
        notes = (
            [say("note.demonstration")]
            if any(survey["demonstration"] for survey in figures.surveys)
            else []
        )
        _simple(book, say("sheet.surveys"), [*notes, say("note.surveys")], headings, rows)


def _flags(book: Workbook, figures: Figures, say: Say, named: str = "") -> None:
    rows = [
        (flag.unit, flag.audience, flag.activity, flag.period, flag.message)
        for flag in figures.flags
    ]
    headings = [*(say(f"figures.{name}") for name in ("unit", "audience", "activity", "period")),
                say("flags.message")]  # fmt: skip
    if rows:
        _simple(book, named + say("sheet.flags"), [say("note.flags")], headings, rows)


def _never(book: Workbook, figures: Figures, say: Say) -> None:
    rows = [(one.unit, one.name) for one in figures.never_reached]
    headings = (say("figures.unit"), say("figures.name"))
    if rows:
        _simple(book, say("sheet.never"), [say("note.never")], headings, rows)


def _method(book: Workbook, figures: Figures, say: Say) -> None:
    """How it was counted, and what the figures do not say."""
    sheet = book.create_sheet(_sheet_name(book, say("sheet.method")))
    put(sheet, 1, 1, say("sheet.method")).font = Font(name=FACE, bold=True, size=14)
    sentences = [*_note(figures, say), *(say(f"method.{name}") for name in METHOD)]
    for row, text in enumerate(sentences, 2):
        put(sheet, row, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = TEXT
    note_heights(sheet, len(sentences) + 1, 1)
    printable(sheet, landscape=False)


def _sheet_name(book: Any, wanted: str) -> str:
    """A name that Excel takes: 31 characters, none of ``[]:*?/\\``, none twice."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", wanted).strip() or "-"
    name, number = plain[:31], 1
    taken = {sheet.title.casefold() for sheet in book.worksheets}
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: 31 - len(f' {number}')]} {number}"
    return name
