"""The ledger's lines: they come back as they were written, and are read however damaged.

How it stands kills and crowds is in ``tests/journeys/test_ledger_kills.py``.
"""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problem import Problem
from generator.model.report import Report, ReportRow
from generator.sources.ledger import append, keep_received, read_ledger, scan_ledger
from generator.sources.ledgerline import ledger_line, read_line
from tests.reach.conftest import Office
from tests.reach.making import make_report, row


def a_reports(count: int = 3) -> list[Report]:
    units = ("091", "092", "093")[:count]
    return [make_report(row("people", 20), unit=unit) for unit in units]


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


def test_a_report_of_another_campaign_in_a_ledger_is_damage(office: Office) -> None:
    append(office.ledger, [make_report(row("people", 5))])
    office.ledger.write_text(office.ledger.read_text().replace('"shore"', '"other"'))
    _, problems = read_ledger(office.ledger, "ledger.jsonl")
    assert [(one.code, one.details["found"]) for one in problems] == [
        ("ledger-other-campaign", "other")
    ]


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
