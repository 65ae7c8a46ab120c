"""``reach rollup`` as it is typed, over project folders as they lie on a disk."""

import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from generator.cli import main
from generator.model.report import Report
from generator.sources.ledger import ledger_line, ledger_path
from tests.conftest import ROOT
from tests.reach.making import make_report, row

COAST = ROOT / "tests" / "provinces" / "coast"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(words)
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def folder(root: Path, name: str, province: str, reports: list[Report]) -> Path:
    """A copy of the invented province under other codes, with these reports in its ledger."""
    target = root / name
    shutil.copytree(COAST, target)
    for path in (*target.rglob("*.csv"), *target.rglob("*.yml"), *target.rglob("*.md")):
        path.write_text(path.read_text(encoding="utf-8").replace("Z1", province), encoding="utf-8")
    ledger = ledger_path(target, "safe-shore")
    ledger.parent.mkdir(parents=True, exist_ok=True)
    ledger.write_text("".join(f"{ledger_line(one)}\n" for one in reports), encoding="utf-8")
    return target


def report(unit: str, people: int, name: str) -> Report:
    return make_report(
        row("people", people, "swimmers"), unit=unit, activity="days", period="2030-Q2",
        name=name, campaign="safe-shore", received_on=date(2030, 7, 5),
    )  # fmt: skip


def test_two_provinces_are_put_together_from_a_folder_and_from_what_one_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = folder(tmp_path, "a", "Z1", [report("Z101", 70, "a"), report("Z102", 30, "b")])
    second = folder(tmp_path, "b", "Y1", [report("Y102", 11, "c")])
    sent = tmp_path / "sent.parquet"
    export = ("export", "safe-shore", "--format", "parquet", "-o", str(sent))
    assert run(capsys, "--project", str(second), "reach", *export)[0] == 0

    code, out, err = run(capsys, "reach", "rollup", str(first), str(sent), "--format", "json")
    assert (code, err) == (0, "")
    [campaign] = json.loads(out)["campaigns"]
    assert campaign["reach"]["low"] == 111
    assert [part["unit"] for part in campaign["by_unit"]] == ["Y1", "Z1"]
    folders = run(capsys, "reach", "rollup", str(second), str(first), "--format", "json")
    assert folders[1] == out

    book = tmp_path / "national.xlsx"
    words = ("reach", "rollup", str(first), str(sent), "--format", "xlsx", "-o", str(book))
    assert run(capsys, *words)[0] == 0
    sheets = openpyxl.load_workbook(book).sheetnames
    assert "Theo tỉnh" in sheets
    assert "Biểu đồ" in sheets


def test_what_is_no_source_ends_with_one_and_each_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    code, out, err = run(capsys, "reach", "rollup", str(tmp_path / "empty"), str(tmp_path / "no"))
    assert (code, out) == (1, "")
    assert "rollup-not-there" in err
    assert "programme.yml" in err
    assert run(capsys, "reach", "rollup")[0] == 2
    assert run(capsys, "reach", "rollup", "x", "--format", "xlsx")[0] == 2


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("words", [("rollup",), ("show",), ("export",)])
def test_help_is_complete_in_both_languages(
    words: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--lang", language, "reach", *words, "--help")
    assert code == 0
    assert "help." not in out
    assert ("Ví dụ:" if language == "vi" else "For example:") in out or words == ("show",)
