"""The log: every report as it came, which ones count, whether the files are as received."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.reach.history.entries import Wanted
from generator.reach.history.keeping import verify_received
from generator.reach.history.log import show_log
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from generator.sources.ledger import received_path
from tests.reach.conftest import Office, sent

SAY = load_catalogue(PROGRAM_CATALOGUES, "vi")
FIRST = sent({"measure": "sessions", "value": "3"}, {}, {"sex": "female", "value": "5"})
REVISION = {"report": "r1b", "revises": "r1", "reason": "đếm lại ở Hoà Lạc", "value": "30"}


def log(office: Office, style: Any = "json", **wanted: Any) -> str:
    return show_log(office.loaded(), "shore", Wanted(**wanted), style=style, say=SAY)


def reports(office: Office, **wanted: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(log(office, **wanted))["reports"]
    return found


@pytest.fixture
def three(office: Office) -> Office:
    """An office with a report, its revision, and a report of another unit between the two."""
    other = {"report": "r2", "unit": "00911", "activity": "fair", "received_on": "2030-04-09"}
    office.take(office.csv(FIRST, "một.csv"), office.csv(sent(other), "hai.csv"))
    office.take(office.csv(sent(REVISION | {"received_on": "2030-04-20"}), "=ba.csv"))
    return office


def test_reports_stand_in_the_order_of_acceptance_with_what_came_of_them(three: Office) -> None:
    first, second, third = reports(three)
    assert [one["report"] for one in (first, second, third)] == ["r1", "r2", "r1b"]
    assert (first["counts"], first["revised_by"]) == (False, "r1b")
    assert (second["counts"], second["revised_by"]) == (True, None)
    assert (third["counts"], third["revises"], third["reason"]) == (
        True, "r1", "đếm lại ở Hoà Lạc",
    )  # fmt: skip
    assert first["measures"] == {"sessions": 3, "people": 30}
    assert (first["rows"], first["unit"], first["name"]) == (3, "091", "Reef")
    assert (first["file"], len(first["sha256"])) == ("một.csv", 64)
    assert [one["number"] for one in (first, second, third)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"unit": "091"}, ["r1", "r1b"]),
        ({"activity": "fair"}, ["r2"]),
        ({"period": "2030-Q2"}, []),
        ({"since": date(2030, 4, 9)}, ["r2", "r1b"]),
        ({"unit": "091", "since": date(2030, 4, 9)}, ["r1b"]),
    ],
)
def test_a_part_is_asked_for(three: Office, wanted: dict[str, Any], ids: list[str]) -> None:
    found = reports(three, **wanted)
    assert [one["report"] for one in found] == ids
    every = {one["report"]: one for one in reports(three)}
    assert found == [every[name] for name in ids]  # what is left out still revises


def test_the_table_tells_officers_in_their_words(three: Office) -> None:
    told = log(three, "table")
    assert "3 báo cáo (cả sổ: 3): 2 đang được tính, 1 đã bị thay." in told
    assert "↷ đã bị thay bằng r1b" in told
    assert "thay cho r1; lý do: đếm lại ở Hoà Lạc" in told
    assert told.count("Tệp ") == 3
    assert "05/04/2030" in told
    assert "history." not in told


def test_the_csv_has_a_column_a_measure_and_runs_no_formula(three: Office) -> None:
    rows = list(csv.DictReader(io.StringIO(log(three, "csv"))))
    assert [row["people"] for row in rows] == ["30", "25", "30"]
    assert [row["scans"] for row in rows] == ["", "", ""]
    assert [row["counts"] for row in rows] == ["no", "yes", "yes"]
    assert rows[2]["file"] == "'=ba.csv"


def test_a_reason_cannot_steer_the_terminal(office: Office) -> None:
    reason = "lỗi\x1b[2J"
    office.take(office.csv(sent(), "1.csv"))
    office.take(office.csv(sent(REVISION | {"reason": reason}), "2.csv"))
    assert "\x1b" not in log(office, "table")


def test_an_empty_ledger_is_no_error(office: Office) -> None:
    assert reports(office) == []
    assert "0 báo cáo" in log(office, "table")
    assert verify_received(office.loaded(), "shore") == ()


def test_a_unit_that_is_no_more_keeps_its_name(office: Office) -> None:
    office.take(office.csv(sent({"unit": "00922"})))
    assert [one["name"] for one in reports(office)] == ["Old Mole"]


def found(office: Office) -> list[tuple[str, str, str]]:
    problems = verify_received(office.loaded(), "shore")
    return [(Path(one.file).name[13:], one.code, one.severity) for one in problems]


def kept(office: Office, name: str) -> Path:
    (one,) = [report for report in office.reports() if report.file == name][:1]
    return received_path(office.ledger, one.file, one.sha256)


def test_files_that_are_as_received_have_no_problem(three: Office) -> None:
    assert found(three) == []


def test_a_file_that_is_gone_changed_or_unknown_is_told(three: Office) -> None:
    kept(three, "một.csv").unlink()
    kept(three, "hai.csv").write_bytes(b"other")
    (three.ledger.parent / "received" / "123456789012-lạ.csv").write_bytes(b"x")
    assert sorted(found(three)) == [
        ("hai.csv", "received-changed", "error"),
        ("lạ.csv", "received-unnamed", "warning"),
        ("một.csv", "received-missing", "error"),
    ]


def test_a_file_is_known_by_its_content_whatever_its_name(three: Office) -> None:
    path = kept(three, "một.csv")
    path.rename(path.with_name("đổi tên.csv"))
    assert found(three) == []


def test_one_letter_more_is_a_changed_file_of_all_its_reports(office: Office) -> None:
    rows = sent({}, {"unit": "092", "report": "r2"}, {"unit": "093", "report": "r3"})
    office.take(office.csv(rows, "ba.csv"))
    with kept(office, "ba.csv").open("ab") as file:
        file.write(b"\n")
    (problem,) = verify_received(office.loaded(), "shore")
    assert problem.details["n"] == 3
    assert problem.details["reports"] == "“r1”, “r2”, “r3”"
