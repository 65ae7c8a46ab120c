"""``lachan reach import`` as an officer types it."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from generator.cli import main
from tests.conftest import COAST

HEAD = ["campaign", "activity", "unit", "period", "measure", "audience", "value", "received_on",
        "report"]  # fmt: skip
MAPPING = """
constants: {campaign: safe-shore, activity: days, period: 2030-Q2, received_on: 2030-07-05}
columns: {unit: Place}
values: [{column: Number, measure: sessions, audience: swimmers}]
"""


@pytest.fixture
def shore(tmp_path: Path) -> Path:
    """A copy of the invented coast's folder."""
    return Path(shutil.copytree(COAST, tmp_path / "coast"))


def run(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["--project", str(folder), "reach", "import", *words])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def book(path: Path, rows: list[list[object]]) -> Path:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(path)
    return path


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A sheet of an office, and its mapping."""
    mapping = tmp_path / "so.yml"
    mapping.write_text(MAPPING, encoding="utf-8")
    return book(tmp_path / "so.xlsx", [["Place", "Number"], ["North Quay", 5]]), mapping


def ledger(folder: Path) -> bytes:
    path = folder / "campaigns/safe-shore/reach/ledger.jsonl"
    return path.read_bytes() if path.exists() else b""


def test_a_dry_run_tells_what_it_understood_and_writes_nothing(
    shore: Path, asked: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, mapping = asked
    before, files = ledger(shore), sorted(table.parent.iterdir())
    code, out, _ = run(capsys, shore, str(table), "--mapping", str(mapping), "--dry-run")
    assert code == 0
    assert "“North Quay” → Z101 = North Quay" in out
    assert "Number" in out
    assert "Báo cáo: 1; dòng số liệu: 1." in out
    assert (ledger(shore), sorted(table.parent.iterdir())) == (before, files)


def test_a_program_reads_the_same_as_json(
    shore: Path, asked: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, mapping = asked
    words = (str(table), "--mapping", str(mapping), "--dry-run", "--format", "json")
    code, out, _ = run(capsys, shore, *words)
    told = json.loads(out)
    assert code == 0
    (file,) = told["files"]
    assert file["units"] == [
        {"written": "North Quay", "unit": "Z101", "name": "North Quay", "by": "name"}
    ]
    assert file["sums"] == {"sessions": 5}
    assert [column["meaning"][:1] for column in file["columns"]] == [
        ["unit"], ["measure=sessions"],
    ]  # fmt: skip
    assert [one["unit"] for one in told["reports"]] == ["Z101"]


def test_a_good_table_is_taken_once(
    shore: Path, asked: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, mapping = asked
    code, out, err = run(capsys, shore, str(table), "--mapping", str(mapping))
    assert (code, out.split("\t")[1]) == (0, "Z101")
    assert "hiểu theo tên" in err
    after = ledger(shore)
    code, out, err = run(capsys, shore, str(table), "--mapping", str(mapping))
    assert (code, out, ledger(shore)) == (0, "", after)
    assert "đã nhận trước đây" in err


def test_a_refused_file_comes_back_beside_it_or_in_a_folder(
    shore: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = book(tmp_path / "sai.xlsx", [HEAD, ["safe-shore", *["?"] * 8]])
    before = table.read_bytes()
    code, _, err = run(capsys, shore, str(table))
    copy = tmp_path / "sai.can-sua.xlsx"
    assert code == 1
    assert str(copy) in err
    assert load_workbook(copy).sheetnames == ["Chỗ cần sửa", "Sheet"]
    code, _, _ = run(capsys, shore, str(table), "--dry-run", "--return-to", str(tmp_path / "tra"))
    assert (tmp_path / "tra/sai.can-sua.xlsx").read_bytes() == copy.read_bytes()
    assert table.read_bytes() == before


def test_no_copy_is_made_of_a_dry_run_unless_a_folder_is_named(
    shore: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = book(tmp_path / "sai.xlsx", [HEAD, ["safe-shore", *["?"] * 8]])
    assert run(capsys, shore, str(table), "--dry-run")[0] == 1
    assert not (tmp_path / "sai.can-sua.xlsx").exists()


def test_a_copy_that_cannot_be_written_stops_nothing(
    shore: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = book(tmp_path / "sai.xlsx", [HEAD, ["safe-shore", *["?"] * 8]])
    code, _, err = run(capsys, shore, str(table), "--return-to", str(table))
    assert code == 1
    assert "--return-to" in err


def test_a_wrong_mapping_is_told_at_its_line(
    shore: Path, asked: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    table, mapping = asked
    mapping.write_text(mapping.read_text(encoding="utf-8") + "combien: sum\n", encoding="utf-8")
    code, _, err = run(capsys, shore, str(table), "--mapping", str(mapping))
    assert code == 1
    assert "so.yml:5:1" in err
    assert "combine" in err
