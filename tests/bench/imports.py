"""How long a large workbook takes to import, against its bare reading plus a check of each row.

    python -m tests.bench.imports [ROWS]

A workbook of ROWS (100,000) report rows is written to a temporary folder: the year of 200 communes
with five activities. Each of these runs five times, in turns and in a process of its own: the
peer, which reads the sheet with python-calamine and validates each row as a ``ReportRow``;
``read_grids`` alone; and a dry run of the whole import, which also reads units, compares rows and
builds reports. Absolute times drift from machine to machine: quote the ratios.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from generator.model.place import Place
from generator.model.report import ReportRow
from generator.reach import import_reports
from generator.reach.intake.reading import read_grids
from generator.reach.intake.vocabulary import score
from tests.reach.making import make_activity, make_campaign, make_project

COLUMNS = tuple(ReportRow.model_fields)
ACTIVITIES = ("talks", "lessons", "fair", "visits", "radio")
PERIODS = tuple(f"2030-{month:02d}" for month in range(1, 13))
COMMUNES = 200
TIMES = 5
CASES = (
    ("children", "people", "female", "6-10"),
    ("children", "people", "male", "6-10"),
    ("children", "people", "female", "11-15"),
    ("children", "people", "male", "11-15"),
    ("children", "sessions", None, None),
    ("parents", "attendances", "female", None),
    ("parents", "attendances", "male", None),
    ("parents", "sessions", None, None),
    ("parents", "copies_distributed", None, None),
)


def _rows() -> Iterator[tuple[Any, ...]]:
    random = Random(1)
    for period in PERIODS:
        for activity in ACTIVITIES:
            for commune in range(COMMUNES):
                name = f"{activity}-{commune:05d}-{period}"
                for audience, measure, sex, band in CASES:
                    yield (
                        "shore", activity, f"{commune:05d}", period, measure, audience, sex, band,
                        None, None, None, random.randint(1, 90), date(2031, 1, 5), name,
                    )  # fmt: skip


def workbook(path: Path, rows: int) -> None:
    """Write it, row by row as Excel has it: texts shared, numbers and dates as such."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Báo cáo")
    sheet.append(COLUMNS)
    for row in islice(_rows(), rows):
        sheet.append(row)
    book.save(path)


def peer(path: Path) -> int:
    """Bare reading plus validation of each row."""
    names, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    checked = []
    for row in rows:
        given = {name: cell for name, cell in zip(names, row, strict=True) if cell != ""}
        checked.append(ReportRow.model_validate(given))
    return len(checked)


def reading(path: Path) -> int:
    """The tables only."""
    grids, problems = read_grids(path.read_bytes(), path.name, score)
    assert not problems, problems
    return len(grids[0].lines) - 1


def importing(path: Path) -> int:
    """All that ``lachan reach import --dry-run`` does."""
    communes = (
        Place(code=f"{number:05d}", name=f"Xã {number}", level="commune", parent="091")
        for number in range(COMMUNES)
    )
    province = Place(code="09", name="Coast", level="province")
    district = Place(code="091", name="Reef", level="district", parent="09")
    activities = (make_activity(name, level="commune", periods=PERIODS) for name in ACTIVITIES)
    project = make_project(
        path.parent, campaign=make_campaign(*activities), places=(province, district, *communes)
    )
    imported = import_reports(project, [path], dry_run=True)
    assert not imported.problems, imported.problems[:5]
    return sum(len(report.rows) for report in imported.accepted)


def timed(what: Callable[[Path], int], path: Path) -> tuple[float, float, int]:
    """Seconds, the most memory in MB of the process and its children, and the answer."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (what, path))


def _measured(what: Callable[[Path], int], path: Path) -> tuple[float, float, int]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    answer = what(path)
    spent = time.perf_counter() - started
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return spent, (own + child) / 1e3, answer


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.xlsx"
        workbook(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")
        turns = [[timed(one, path) for one in (peer, reading, importing)] for _ in range(TIMES)]
        best = [min(runs) for runs in zip(*turns, strict=True)]
        assert {answer for _, _, answer in best} == {rows}, "all must read the same rows"
        for name, (spent, memory, _) in zip(("peer", "reading", "import"), best, strict=True):
            print(f"  {name:9}{spent / best[0][0]:5.2f} ({spent:.2f} s, {memory:,.0f} MB)")


if __name__ == "__main__":
    main(int(*sys.argv[1:] or ["100000"]))
