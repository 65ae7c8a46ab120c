"""The ledger: whole after any kill, whoever writes at once, and read however it was damaged."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problem import Problem
from generator.model.report import Report, ReportRow
from generator.sources.ledger import append, keep_received, read_ledger, scan_ledger
from generator.sources.ledgerline import ledger_line, read_line
from tests.reach.conftest import Office, sent
from tests.reach.making import make_report, row

ROOT = Path(__file__).resolve().parents[2]
IMPORTER = """
import sys
from pathlib import Path
from generator.reach import import_reports
from tests.reach.making import make_project
root = Path(sys.argv[1])
for name in sys.argv[2:]:
    import_reports(make_project(root), [Path(name)])
"""


def importer(office: Office, *files: Path) -> subprocess.Popen[bytes]:
    """Another program that imports files one after another."""
    return subprocess.Popen(
        [sys.executable, "-c", IMPORTER, str(office.root), *map(str, files)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def a_reports(count: int = 3) -> list[Report]:
    units = ("091", "092", "093")[:count]
    return [make_report(row("people", 20), unit=unit) for unit in units]


def files_of(office: Office, count: int, rows: int = 1) -> list[Path]:
    """Files of one report each, with keys of their own."""
    keys = [
        (unit, activity, period)
        for unit in ("091", "092", "093", "00911", "00912", "00921")
        for activity in ("talks", "fair")
        for period in ("2030-Q1", "2030-Q2")
    ]
    bands = ("0-5", "6-10", "11-15", "16-17", "18-59", "60+")
    found = []
    for number, (unit, activity, period) in enumerate(keys[:count]):
        shared = {
            "unit": unit, "activity": activity, "period": period, "report": f"r{number}",
            "received_on": "2030-07-01",
        }  # fmt: skip
        changes = [
            shared | {"age_band": bands[line % 6], "cohort": f"c{line // 6}"}
            for line in range(rows)
        ]
        found.append(office.csv(sent(*changes), f"{number}.csv"))
    return found


def check_whole(office: Office, files: list[Path], rows: int) -> int:
    """Every report in the ledger is whole and its file was kept; returns how many there are."""
    reports, problems = read_ledger(office.ledger, "ledger.jsonl")
    assert problems == ()
    kept = {path.name[:12] for path in (office.ledger.parent / "received").glob("*.csv")}
    for report in reports:
        assert len(report.rows) == rows
        assert report.sha256[:12] in kept
    assert [report.id for report in reports] == [f"r{number}" for number in range(len(reports))]
    assert len(reports) <= len(files)
    return len(reports)


def kill_at_random(office: Office, moments: int, seed: int) -> None:
    random = Random(seed)
    files = files_of(office, 24, rows=60)
    done = 0
    for _ in range(moments):
        child = os.fork()  # a program that has already begun: every kill falls into the import
        if child == 0:
            for path in files:
                office.take(path)
            os._exit(0)
        time.sleep(random.uniform(0, 0.1))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        now = check_whole(office, files, 60)
        assert now >= done
        done = now
        if done == len(files):
            office.ledger.unlink()
            done = 0
    office.take(*files)
    assert check_whole(office, files, 60) == len(files)
    assert not list(office.ledger.parent.glob(".*"))


def test_an_import_killed_at_any_moment_leaves_the_ledger_whole(office: Office) -> None:
    kill_at_random(office, 30, 1)


@pytest.mark.slow
def test_an_import_killed_at_very_many_moments_leaves_the_ledger_whole(office: Office) -> None:
    kill_at_random(office, 300, 2)


def test_two_importers_at_once_neither_mix_nor_lose(office: Office) -> None:
    files = files_of(office, 24, rows=6)
    processes = [importer(office, *files[0::2]), importer(office, *files[1::2])]
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0
    reports, problems = read_ledger(office.ledger, "ledger.jsonl")
    assert problems == ()
    assert sorted(report.id for report in reports) == sorted(f"r{n}" for n in range(24))


def test_two_importers_of_one_key_leave_one_report(office: Office) -> None:
    one = office.csv(sent(), "one.csv")
    other = office.csv(sent({"report": "r2"}), "other.csv")
    for process in [importer(office, one), importer(office, other)]:
        process.communicate(timeout=120)
    reports, problems = read_ledger(office.ledger, "ledger.jsonl")
    assert (len(reports), problems) == (1, ())


def test_a_report_comes_back_as_it_was_written(tmp_path: Path) -> None:
    reports = (
        *a_reports(),
        make_report(
            row("people", 12, sex="female", ethnicity="Dao", cohort="câu lạc bộ", note="Hoà\nan"),
            row("sessions", 0, "parents", disability="no"),
            unit="00911",
            name="báo cáo 1",
        ),
    )
    append(tmp_path / "ledger.jsonl", reports)
    assert read_ledger(tmp_path / "ledger.jsonl", "ledger.jsonl") == (reports, ())


def test_a_new_report_is_a_new_line_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    first, second, third = a_reports()
    append(path, [first])
    before = path.read_text()
    append(path, [second, third])
    assert path.read_text().startswith(before)
    assert len(path.read_text().splitlines()) == 3


@pytest.mark.parametrize("name", ["ừ" * 84 + ".csv", "a" * 250 + ".csv", "../../x", "\n", "..."])
def test_a_file_of_any_name_is_kept_beside_the_ledger(tmp_path: Path, name: str) -> None:
    kept = keep_received(tmp_path / "ledger.jsonl", name, "0" * 64, b"x")
    assert kept.read_bytes() == b"x"
    assert kept.parent == tmp_path / "received"
    assert list(kept.parent.iterdir()) == [kept]


def test_a_missing_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "ledger.jsonl", "x") == ((), ())


def spoiled(tmp_path: Path, *lines: str) -> list[tuple[int, str]]:
    """The problems of a ledger of these lines."""
    path = tmp_path / "ledger.jsonl"
    path.write_text("\n".join(lines))
    reports, problems = read_ledger(path, "ledger.jsonl")
    newest = max((report.received_on for report in reports), default=None)
    assert scan_ledger(path, "ledger.jsonl") == (problems, newest, len(reports))
    return [(problem.line, problem.code) for problem in problems]


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    append(tmp_path / "good.jsonl", a_reports())
    return (tmp_path / "good.jsonl").read_text().splitlines()


def change(line: str, **changes: object) -> str:
    return json.dumps({**json.loads(line), **changes})


def test_a_damaged_line_is_told_and_the_others_are_read(tmp_path: Path, lines: list[str]) -> None:
    assert spoiled(tmp_path, lines[0], lines[1][:-9], lines[2]) == [(2, "ledger-not-json")]
    assert len(read_ledger(tmp_path / "ledger.jsonl", "x")[0]) == 2


@pytest.mark.parametrize(
    "text", ["<<<<<<< HEAD", "[]", "3", '{"id": 1}', '{"rows": 5}', "9" * 5000, "[" * 100_000, "\0"]
)
def test_what_is_no_report_is_told(tmp_path: Path, lines: list[str], text: str) -> None:
    (found,) = spoiled(tmp_path, lines[0], text)
    assert found[0] == 2


def test_a_wrong_value_is_told_with_its_field(tmp_path: Path, lines: list[str]) -> None:
    for changes in (
        {"period": "Q1"},
        {"rows": [{}]},
        {"rows": [7]},
        {"colour": "red"},
        {"id": None},
    ):
        assert spoiled(tmp_path, change(lines[0], **changes)) == [(1, "ledger-bad-entry")]


def test_a_report_that_stands_twice_is_told(tmp_path: Path, lines: list[str]) -> None:
    assert spoiled(tmp_path, lines[0], lines[0]) == [(2, "ledger-duplicate-report")]


def test_broken_chains_of_revisions_are_told(tmp_path: Path, lines: list[str]) -> None:
    first = json.loads(lines[0])["id"]
    second = json.loads(lines[1])["id"]
    again = {"id": "new"}
    assert spoiled(tmp_path, lines[0], change(lines[0], **again)) == [(2, "ledger-second-report")]
    lost = change(lines[0], id="new", revises="lost", reason="x")
    assert spoiled(tmp_path, lines[0], lost) == [(2, "ledger-missing-revised")]
    other = change(lines[0], id="new", revises=second, reason="x")
    assert spoiled(tmp_path, *lines[:2], other) == [(3, "ledger-wrong-revised")]
    good = change(lines[0], id="new", revises=first, reason="x")
    assert spoiled(tmp_path, lines[0], good) == []


CELLS: dict[str, st.SearchStrategy[object]] = {
    "measure": st.sampled_from(["people", "sessions", "loud"]),
    "audience": st.sampled_from(["children", "Children", " parents "]),
    "value": st.sampled_from([0, 7, 100_000_000, 100_000_001, -1, True, 7.0, 7.5, "7", None, []]),
    "sex": st.sampled_from(["female", "unknown", "x", None, ["male"]]),
    "ethnicity": st.sampled_from(["Dao", " Mo\u0302ng ", "", "Tày", 5]),
    "cohort": st.sampled_from(["c1", None, " c1", "", 3]),
    "note": st.sampled_from(["hoa\u0300", "hòa", {}, "  "]),
    "report": st.just("other"),
    "period": st.just("2031"),
    "revises": st.just("r0"),
    "colour": st.just("red"),
}
REQUIRED = ("measure", "audience", "value")


def who(one: ReportRow) -> tuple[object, ...]:
    """What tells a row of a report from its others."""
    told = ("measure", "audience", "sex", "age_band", "ethnicity", "disability", "cohort")
    return tuple(getattr(one, name) for name in told)


def test_two_numbers_for_the_same_people_in_one_report_are_damage(tmp_path: Path) -> None:
    twice = make_report(row("people", 5, sex="female"), row("people", 6, sex="female"))
    path = tmp_path / "ledger.jsonl"
    path.write_text(ledger_line(twice) + "\n", encoding="utf-8")
    reports, problems = read_ledger(path, "ledger.jsonl")
    assert reports == ()
    assert [(one.code, one.details) for one in problems] == [
        ("ledger-same-rows", {"first": 1, "second": 2})
    ]


@given(
    st.lists(
        st.fixed_dictionaries(
            {name: CELLS[name] for name in REQUIRED},
            optional={name: CELLS[name] for name in CELLS if name not in REQUIRED},
        )
        | st.just({"measure": "people"}),
        max_size=3,
    )
)
def test_what_is_read_is_what_the_model_says_of_each_row(rows: list[dict[str, object]]) -> None:
    head = json.loads(ledger_line(make_report(row("people", 1), name="r1")))
    line = json.dumps({**head, "rows": rows}).encode()
    shared = {
        name: head[name] for name in ("campaign", "activity", "unit", "period", "received_on")
    } | {"report": "r1"}
    try:
        wanted = [ReportRow.model_validate({**one, **shared}) for one in rows]
        if len({who(one) for one in wanted}) < len(wanted):
            raise ValueError
    except ValueError:
        assert isinstance(read_line(line, "x", 1), Problem)
        assert isinstance(read_line(line, "x", 1, with_rows=False), Problem)
        return
    found = read_line(line, "x", 1)
    assert isinstance(found, Report)
    assert list(found.rows) == wanted
    assert [one.model_dump() for one in found.rows] == [one.model_dump() for one in wanted]
    assert read_line(line, "x", 1, with_rows=False) == found.model_copy(update={"rows": ()})
