"""The shipped demonstration reports: complete enough to show everything, and labelled as such."""

import hashlib
from pathlib import Path

import pytest

from generator.model.project import Project
from generator.model.report import Report
from generator.reach import figures, published_figures
from generator.sources.ledger import ledger_path, read_ledger

DISTRICTS = {"024", "026", "027", "028", "029", "030", "031", "032", "033", "034", "035"}


def received(project: Project, name: str) -> tuple[Report, ...]:
    """Every report of a campaign's ledger."""
    return read_ledger(project.ledgers[name], "ledger.jsonl")[0]


@pytest.fixture(scope="module")
def campaigns(shipped: Project) -> list[str]:
    found = [name for name in shipped.campaigns if received(shipped, name)]
    assert len(found) >= 3
    return found


def test_every_district_and_some_communes_report_in_at_least_two_quarters(
    shipped: Project, campaigns: list[str]
) -> None:
    for name in campaigns:
        reports = received(shipped, name)
        for unit in DISTRICTS:
            assert len({report.period for report in reports if report.unit == unit}) >= 2
        assert any(len(report.unit) == 5 for report in reports)


def test_late_missing_zero_and_revised_reports_are_there(
    shipped: Project, campaigns: list[str]
) -> None:
    counts = [figures(shipped, name).reports for name in campaigns]
    assert all(one.late and one.missing for one in counts)
    assert any(one.zero for one in counts)
    assert any(one.revised for one in counts)


def test_small_numbers_are_hidden_and_most_are_not(shipped: Project, campaigns: list[str]) -> None:
    hidden = [
        part.id
        for name in campaigns
        for part in published_figures(shipped, name).by_unit
        if part.hidden
    ]
    assert hidden
    assert all(published_figures(shipped, name).reach.low for name in campaigns)


def test_every_row_and_file_says_that_it_is_made_up(shipped: Project, campaigns: list[str]) -> None:
    for name in campaigns:
        for report in received(shipped, name):
            assert "minh-hoa" in report.file
            assert all("minh hoạ" in (row.note or "") for row in report.rows)
        assert figures(shipped, name).demonstration


def test_every_file_of_the_ledger_is_kept_as_received(
    shipped: Project, campaigns: list[str]
) -> None:
    for name in campaigns:
        folder: Path = ledger_path(shipped.root, name).parent / "received"
        kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        assert {report.sha256 for report in received(shipped, name)} == kept


def test_no_low_is_above_its_high(shipped: Project, campaigns: list[str]) -> None:
    for name in campaigns:
        found = figures(shipped, name)
        for part in (*found.by_unit, *found.by_audience, *found.by_activity, *found.by_period):
            assert (part.reach.low or 0) <= (part.reach.high or 0)
