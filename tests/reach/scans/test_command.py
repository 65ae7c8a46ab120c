"""``lachan reach scans`` as an officer types it, from the log to the ledger."""

import json
from pathlib import Path

import pytest

from generator.cli import main
from generator.sources.ledger import ledger_path, read_ledger

PHONE = "Mozilla/5.0 (Linux; Android 8.1.0; SM-J250F) AppleWebKit/537.36 Chrome/99 Mobile"
READERS = ("198.51.100.7", "2001:db8:85a3::8a2e", "203.0.113.99")
MEASURES = "measures: [sessions, attendances, people]"


def run(capfd: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([*map(str, words)])
    told = capfd.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, told.out, told.err


def log(folder: Path, *readers: str) -> Path:
    """A log with scans, and with lines that cannot be read although a reader is in them."""
    path = folder / "access.log"
    good = [
        f"{who} - - [02/May/2030:10:00:00 +0700] "
        f'"GET /?ma=safe-shore.leaflet.Z101 HTTP/1.1" 200 9 "-" "{PHONE}"'
        for who in readers
    ]
    bad = [f"{who} ?ma=\x1b[31m" for who in readers]
    path.write_text("\n".join([*good, *bad]) + "\n")
    return path


@pytest.fixture
def office(coast: Path) -> Path:
    """The invented province, whose activity counts scans."""
    for name in ("channels.yml", "safe-shore/campaign.yml"):
        path = coast / "campaigns" / name
        text = path.read_text()
        assert MEASURES in text
        path.write_text(text.replace(MEASURES, MEASURES.replace("people", "scans")))
    return coast


def test_scans_go_from_the_log_into_the_ledger(
    office: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    report = tmp_path / "scans.csv"
    words = ("--project", office, "reach", "scans", log(tmp_path, *READERS), "--as-report", report)
    code, out, err = run(capfd, *words)
    assert code == 0
    assert "safe-shore" in out
    assert "\x1b" not in out + err
    assert run(capfd, "--project", office, "reach", "import", report)[0] == 0
    ((one,), problems) = read_ledger(ledger_path(office, "safe-shore"), "ledger.jsonl")
    assert problems == ()
    assert [(row.measure, row.value) for row in one.rows] == [("scans", 3)]

    report.unlink()
    code, _, err = run(capfd, *words)
    assert code == 0
    assert not report.exists()
    assert "không ghi" in err


def test_nothing_of_a_reader_is_written_anywhere(
    office: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = log(tmp_path, *READERS)
    written = tmp_path / "written"
    written.mkdir()
    before = {found: found.stat().st_mtime_ns for found in tmp_path.rglob("*")}
    told = ""
    for style in ("table", "json", "csv"):
        options = ("-o", written / style, "--as-report", written / f"{style}.report.csv")
        words = ("--project", office, "reach", "scans", path, "--format", style, *options)
        code, out, err = run(capfd, *words)
        assert code == 0
        told += out + err
    changed = [
        found
        for found in tmp_path.rglob("*")
        if found.is_file() and before.get(found) != found.stat().st_mtime_ns
    ]
    assert {found.parent for found in changed} == {written}
    told += "".join(found.read_text() for found in changed)
    assert json.loads((written / "json").read_text())["total"] == 3
    assert not [who for who in (*READERS, "Android", "Mozilla") if who in told]


def test_a_file_that_is_no_log_ends_with_one(
    office: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(900))
    code, _, err = run(capfd, "--project", office, "reach", "scans", path)
    assert code == 1
    assert "scans-no-log" in err
