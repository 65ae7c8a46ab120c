"""The reader of workbooks in a process of its own: what a hostile file breaks is only this one.

    python -I native.py MEMORY SECONDS COLUMNS ROWS CELLS < workbook > tables

The native reader asks for all memory that a table's corners span at once, and a refusal of it ends
the whole process (calamine, issue 174 and pull request 661). So it runs here, with limits of
memory (bytes beyond what it starts with) and of processor time (seconds). It imports nothing of the
project, for it starts once for every workbook.

To standard output go pickles, one after another: ``("ready",)``; ``("sheet", name, merged)``, then
``("rows", rows)`` for its rows, and so on; ``("texts", texts)``: every different text with letters
beyond ASCII; ``("end",)``. Instead of an end, ``("refused", why)``, or nothing where the process
died.
"""

import gc
import io
import pickle
import resource
import sys
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
)

MERGED = 50_000
"""Merged regions that are told; who merges more has blank cells in the others."""
BATCH = 2000
"""Rows at a time: the reader of the pipe works while the next ones are made."""
EXACT = 1e15
"""Excel keeps 15 digits; a float that is whole and below is the number that was typed."""


def limit(memory: int, seconds: int) -> None:
    """No more memory than now and so much, no more processor time than so many seconds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def tell(*message: Any) -> None:
    """Write one pickle."""
    sys.stdout.buffer.write(pickle.dumps(message, 5))


def plain(cell: Any) -> Any:
    """Whole numbers as such; times of day and spans of time as text; dates as they are."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and -EXACT < cell < EXACT else cell
    return str(cell) if isinstance(cell, time | timedelta) else cell


class Full(Exception):  # noqa: N818 - its word stands in a message
    """The workbook has more rows or cells than may be told."""


@dataclass
class Left:
    """What may still be told of a workbook; of each row never more than so many columns."""

    columns: int
    rows: int
    cells: int


def send(sheet: CalamineSheet, left: Left, texts: dict[str, str]) -> None:
    """One sheet: an empty cell is ``None``, and a row ends with its last filled cell."""
    left.rows -= sheet.total_height
    if left.rows < 0:
        raise Full("rows")
    tell("sheet", sheet.name, (sheet.merged_cell_ranges or [])[:MERGED])
    share, batch = texts.setdefault, []
    before = [None] * (sheet.start or (0, 0))[1]  # rows come from the first on, columns do not
    for cells in sheet.iter_rows():
        row = before + [
            (share(cell, cell) or None) if cell.__class__ is str else plain(cell)
            for cell in cells[: max(left.columns - len(before), 0)]
        ]
        while row and row[-1] is None:
            row.pop()
        batch.append(row)
        left.cells -= len(row)
        if left.cells < 0:
            raise Full("cells")
        if len(batch) == BATCH:
            tell("rows", batch)
            batch = []
    tell("rows", batch)


def main() -> None:
    """Read the workbook of standard input."""
    memory, seconds, *most = (int(word) for word in sys.argv[1:])
    tell("ready")
    sys.stdout.buffer.flush()
    content = sys.stdin.buffer.read()
    gc.disable()  # nothing here goes in circles
    limit(memory, seconds)
    texts: dict[str, str] = {}
    left = Left(*most)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for index, about in enumerate(book.sheets_metadata):
                if about.typ == SheetTypeEnum.WorkSheet:
                    send(book.get_sheet_by_index(index), left, texts)
        tell("texts", [text for text in texts if not text.isascii()])
        tell("end")
    except Full as full:
        tell("refused", str(full))
    except PasswordError:
        tell("refused", "password")
    except MemoryError:
        tell("refused", "memory")
    except (CalamineError, OSError, ValueError, OverflowError):
        tell("refused", "damaged")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        sys.exit(3)
