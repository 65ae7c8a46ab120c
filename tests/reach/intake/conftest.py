"""An office among hills: names that are hard, units of one name, tables as they arrive."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from generator.model.place import Gazetteer, Place
from generator.model.report import Report
from generator.reach import Imported, import_reports
from generator.sources.ledger import read_ledger
from tests.conftest import ROOT
from tests.reach.conftest import Office
from tests.reach.making import make_activity, make_audience, make_campaign, make_project

EXAMPLES = ROOT / "docs/theo-doi/mau-anh-xa"
"""The mappings that the guide gives."""
AUDIENCES = ("tre-em", "cha-me", "giao-vien")


def place(code: str, name: str, kind: str, parent: str | None = None, **more: Any) -> Place:
    """A unit; its level goes by its kind."""
    level = {"tỉnh": "province", "huyện": "district", "thành phố": "district"}.get(kind, "commune")
    return Place(code=code, name=name, kind=kind, parent=parent, level=level, **more)


PLACES = (
    place("07", "Núi Xanh", "tỉnh"),
    place("071", "Hoà Thượng", "huyện", "07"),
    place("072", "Đồng Vàng", "huyện", "07"),
    place("073", "Núi Xanh", "thành phố", "07"),
    place("00711", "Tả Khê", "xã", "071"),
    place("00712", "Hoà Ừng", "xã", "071"),
    place("00713", "Ẵm Mường", "xã", "071", aliases=("Ẳm Mường",)),
    place("00714", "Bản Cũ", "xã", "071", valid_to=date(2030, 3, 31), successors=("00712",)),
    place("00721", "Tả Khê", "xã", "072"),
    place("00722", "Đồng Vàng", "thị trấn", "072"),
    place("00731", "Quang Trung", "phường", "073"),
)
QUARTERS = tuple(f"2030-Q{number}" for number in range(1, 5))
MONTHS = tuple(f"2030-{number:02d}" for number in range(1, 13))
ACTIVITIES = (
    make_activity("noi-chuyen", level="commune", periods=QUARTERS, audiences=AUDIENCES,
                  measures=("sessions", "attendances", "people")),
    make_activity("phat-to-gap", level="commune", periods=QUARTERS, audiences=AUDIENCES,
                  measures=("copies_printed", "copies_distributed", "copies_left")),
    make_activity("loa-thon", level="commune", periods=MONTHS, audiences=AUDIENCES,
                  measures=("broadcasts",)),
)  # fmt: skip
Table = Sequence[Sequence[Any]]
Counted = dict[tuple[str, ...], int]


class Hills(Office):
    """The office, with its own campaign and places."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        campaign = make_campaign(*ACTIVITIES, id="chien-dich", audiences=AUDIENCES)
        project = make_project(root, campaign=campaign, places=PLACES)
        audiences = {name: make_audience(name) for name in AUDIENCES}
        gazetteer = Gazetteer(PLACES, project.as_of)
        self.project = replace(project, audiences=audiences, places=gazetteer)

    def sheets(self, sheets: dict[str, Table], name: str = "so.xlsx") -> Path:
        """A workbook; a cell that is a tuple of text and number of columns is merged."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(list(row))
        book.save(self.path(name))
        return self.path(name)

    def lines(self, rows: Table, name: str = "bang.csv") -> Path:
        """A CSV file."""
        columns = [str(number) for number in range(len(rows[0]))]
        path = self.csv(
            [dict(zip(columns, row, strict=False)) for row in rows], name, columns=columns
        )
        text = path.read_text(encoding="utf-8").split("\n", 1)[1]
        path.write_text(text, encoding="utf-8")
        return path

    def mapping(self, text: str, name: str = "anh-xa.yml") -> Path:
        path = self.path(name)
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, path: Path, mapping: Path | None = None, **options: Any) -> Imported:
        """Import a file through a mapping."""
        return import_reports(self.project, [path], mapping=mapping, **options)

    @property
    def book(self) -> Path:
        """The ledger's file."""
        return self.root / "campaigns/chien-dich/reach/ledger.jsonl"

    def ledgered(self) -> tuple[Report, ...]:
        """Every report in the ledger, oldest first."""
        reports, problems = read_ledger(self.book, "ledger.jsonl")
        assert problems == ()
        return reports


def counts(imported: Imported, *names: str) -> Counted:
    """What was accepted: the values by unit, measure and further columns."""
    shown = ("unit", "measure", *names)
    found: Counted = {}
    for report in imported.accepted:
        for row in report.rows:
            key = tuple(str(getattr(row, name)) for name in shown)
            found[key] = found.get(key, 0) + row.value
    return found


def errors(imported: Imported) -> list[tuple[str, str]]:
    """Cell and code of each error."""
    return [(one.cell, one.code) for one in imported.problems if one.severity == "error"]


def told(items: Iterable[Any]) -> set[str]:
    """The codes of some problems."""
    return {one.code for one in items}


@pytest.fixture
def hills(tmp_path: Path) -> Hills:
    """An empty office."""
    return Hills(tmp_path / "office")
