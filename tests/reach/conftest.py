"""A small office: a project folder into which report files are imported."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from generator.model.project import Project
from generator.model.report import Report, ReportRow
from generator.reach import Imported, import_reports
from generator.sources.ledger import ledger_path, read_ledger
from tests.reach.making import make_project

COLUMNS = tuple(ReportRow.model_fields)
GOOD: dict[str, Any] = {
    "campaign": "shore",
    "activity": "talks",
    "unit": "091",
    "period": "2030-Q1",
    "measure": "people",
    "audience": "children",
    "value": "25",
    "received_on": "2030-04-05",
    "report": "r1",
}


def sent(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows as they stand in a file: a good one, changed."""
    return [GOOD | change for change in changes or ({},)]


class Office:
    """The folder, and what one does in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "campaigns").mkdir(parents=True)
        self.project = make_project(root)

    def path(self, name: str) -> Path:
        return self.root.parent / name

    def csv(
        self,
        rows: Iterable[dict[str, Any]],
        name: str = "report.csv",
        *,
        columns: Sequence[str] = COLUMNS,
        encoding: str = "utf-8",
        separator: str = ",",
    ) -> Path:
        """A report file in CSV."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=separator)
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in rows)
        return self.raw(out.getvalue().encode(encoding), name)

    def xlsx(
        self,
        rows: Iterable[dict[str, Any]],
        name: str = "report.xlsx",
        *,
        above: Sequence[Sequence[Any]] = (),
        columns: Sequence[str] = COLUMNS,
        sheet: str = "Báo cáo",
    ) -> Path:
        """A report file in XLSX; ``above`` are rows over the headings."""
        book = Workbook()
        page = book.worksheets[0]
        page.title = sheet
        lines = [*above, columns, *([row.get(column) for column in columns] for row in rows)]
        for line in lines:
            page.append(list(line))
        path = self.path(name)
        book.save(path)
        return path

    def raw(self, content: bytes, name: str = "report.csv") -> Path:
        path = self.path(name)
        path.write_bytes(content)
        return path

    def take(self, *files: Path, dry_run: bool = False) -> Imported:
        """Import files."""
        return import_reports(self.project, files, dry_run=dry_run)

    @property
    def ledger(self) -> Path:
        return ledger_path(self.root, "shore")

    def loaded(self) -> Project:
        """The project with what the ledger holds now."""
        return replace(self.project, ledgers={"shore": self.ledger})

    def reports(self) -> tuple[Report, ...]:
        """What the ledger holds now."""
        reports, problems = read_ledger(self.ledger, "ledger.jsonl")
        assert problems == ()
        return reports


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An empty office."""
    return Office(tmp_path / "office")
