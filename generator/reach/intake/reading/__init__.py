"""A received file to tables: workbooks and CSV, in the forms and encodings that arrive.

``text`` reads CSV, ``workbook`` what spreadsheets save; ``guard`` looks at a zip first, ``native``
is the fast reader in a process of its own, ``closer`` what it does not tell; ``legacy``,
``syllables`` and ``mending`` are about Vietnamese from before Unicode.
"""

from collections.abc import Callable, Iterable

from generator.model.problem import Problem
from generator.reach.intake.grid import MAX_BYTES, Grid
from generator.reach.intake.reading.guard import MEGABYTE
from generator.reach.intake.reading.text import read_text
from generator.reach.intake.reading.workbook import OLE, ZIP, read_workbook

__all__ = ["MEGABYTE", "read_grids"]

WORKBOOKS = (".xlsx", ".xlsm", ".ods")
"""Who gives a file such a name means a workbook, whatever became of it."""
Found = tuple[tuple[Grid, ...], tuple[Problem, ...]]


def read_grids(content: bytes, file: str, score: Callable[[Iterable[str]], int]) -> Found:
    """The tables of a file, hidden sheets among them, or why it cannot be read.

    Never raises, whatever the bytes; errors mean that nothing of the file may be taken. ``score``
    tells how many column names of a report a line holds: it helps to find the separator. Cells
    hold what the file stores: a formula's last result, text as typed, dates where the cell is
    shown as a date. A workbook is read in a process of its own, with limits.
    """
    if not content.strip():
        return (), (Problem(file, 0, 0, "report-empty-file"),)
    if len(content) > MAX_BYTES:
        return (), (Problem(file, 0, 0, "file-too-large", {"limit": MAX_BYTES // MEGABYTE}),)
    if content.startswith((*ZIP, OLE)):
        return read_workbook(content, file)
    if file.lower().endswith(WORKBOOKS):
        return (), (Problem(file, 0, 0, "report-damaged-workbook"),)
    return read_text(content, file, score)
