"""Importing good files, revising reports, and what is taken for what."""

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.reach import figures
from generator.sources.ledger import ledger_path, read_ledger
from tests.reach.conftest import COLUMNS, Office, sent
from tests.reach.making import make_campaign


def test_a_good_file_is_taken_and_kept_as_received(office: Office) -> None:
    path = office.csv(sent({}, {"measure": "sessions", "value": "2"}), "Báo cáo quý 1.csv")
    imported = office.take(path)
    assert imported.problems == ()
    assert [(one.id, one.file, len(one.rows)) for one in imported.accepted] == [
        ("r1", "Báo cáo quý 1.csv", 2)
    ]
    (kept,) = (office.ledger.parent / "received").iterdir()
    assert kept.read_bytes() == path.read_bytes()
    assert kept.name == f"{imported.accepted[0].sha256[:12]}-Báo cáo quý 1.csv"
    assert office.reports() == imported.accepted


def test_the_same_file_twice_changes_nothing_and_is_recognised(office: Office) -> None:
    path = office.csv(sent())
    office.take(path)
    before = office.ledger.read_bytes()
    again = office.take(path)
    renamed = office.take(office.raw(path.read_bytes(), "another name.csv"))
    assert again.known == (path.as_posix(),)
    assert len(renamed.known) == 1
    assert (again.accepted, again.problems) == ((), ())
    assert office.ledger.read_bytes() == before


def test_a_file_given_twice_at_once_is_taken_once(office: Office) -> None:
    path = office.csv(sent())
    imported = office.take(path, path)
    assert (len(imported.accepted), len(imported.known)) == (1, 1)


def test_a_dry_run_says_the_same_and_writes_nothing(office: Office) -> None:
    path = office.csv(sent())
    imported = office.take(path, dry_run=True)
    assert len(imported.accepted) == 1
    assert list((office.root / "campaigns").iterdir()) == []


def test_a_bad_file_does_not_keep_a_good_one_out(office: Office) -> None:
    bad = office.csv(sent({"value": "-1", "unit": "092", "report": "r2"}), "bad.csv")
    good = office.csv(sent(), "good.csv")
    imported = office.take(bad, good)
    assert [one.id for one in imported.accepted] == ["r1"]
    assert {problem.file for problem in imported.problems} == {bad.as_posix()}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_that_arrives_is_read(
    office: Office, encoding: str, separator: str
) -> None:
    rows = sent({"note": "Hoà, bình; tốt"})
    path = office.csv(rows, encoding=encoding, separator=separator)
    (report,) = office.take(path).accepted
    assert report.rows[0].note == "Hoà, bình; tốt"


def test_excels_line_about_the_separator_is_no_heading(office: Office) -> None:
    path = office.csv(sent({}, {"value": "-1", "sex": "female"}), separator=";")
    path.write_text("sep=;\n" + path.read_text())
    assert [problem.line for problem in office.take(path).problems] == [4]


def test_columns_stand_in_any_order_and_may_be_left_out(office: Office) -> None:
    needed = [name for name in COLUMNS if name in sent()[0]]
    path = office.csv(sent(), columns=list(reversed(needed)))
    assert len(office.take(path).accepted) == 1


def test_headings_and_choices_may_be_vietnamese_however_they_are_typed(office: Office) -> None:
    called = {
        "campaign": "Chiến dịch", "activity": "HOẠT ĐỘNG *", "unit": "Mã đơn vị", "period": "Kỳ",
        "measure": "Chỉ số", "audience": "Đối tượng", "sex": "Giới tính (nếu biết)",
        "value": unicodedata.normalize("NFD", "Số lượng"), "received_on": "Ngày nhận",
        "report": "Mã báo cáo",
    }  # fmt: skip
    rows = [
        {called[name]: value for name, value in row.items()}
        for row in sent({"measure": "Số người", "sex": "Nữ", "received_on": "05/04/2030"})
    ]
    (report,) = office.take(office.csv(rows, columns=list(called.values()))).accepted
    row = report.rows[0]
    assert (row.measure, row.sex, row.received_on) == ("people", "female", date(2030, 4, 5))


def test_a_workbook_is_read_with_its_own_numbers_and_dates(office: Office) -> None:
    rows = sent(
        {"value": 1200, "received_on": date(2030, 4, 5), "report": 17, "age_band": "6–10"},
        {"value": 30.0, "received_on": date(2030, 4, 5), "report": 17, "sex": "female"},
    )
    path = office.xlsx(rows, above=[["Sở ..."], [], ["Báo cáo"]])
    (report,) = office.take(path).accepted
    assert report.id == "17"
    assert [(row.value, row.age_band) for row in report.rows] == [(1200, "6-10"), (30, "unknown")]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1.200", 1200), ("12.345.678", 12345678), ("1 200", 1200), ("0", 0), (" 7 ", 7), ("007", 7)],
)
def test_numbers_as_vietnamese_sheets_write_them(office: Office, typed: str, value: int) -> None:
    (report,) = office.take(office.csv(sent({"value": typed}))).accepted
    assert report.rows[0].value == value


def test_text_is_composed_and_names_of_audiences_are_understood(office: Office) -> None:
    note = unicodedata.normalize("NFD", "Số liệu minh hoạ")
    (report,) = office.take(office.csv(sent({"note": note, "audience": "Children"}))).accepted
    assert report.rows[0].note == "Số liệu minh hoạ"
    assert report.rows[0].audience == "children"


def test_a_second_report_for_a_key_is_refused_unless_it_revises(office: Office) -> None:
    office.take(office.csv(sent()))
    (problem,) = office.take(office.csv(sent({"report": "r2"}), "2.csv")).problems
    assert (problem.code, problem.cell) == ("report-key-taken", "O2")
    revision = {"report": "r2", "revises": "r1", "reason": "đếm thiếu một buổi", "value": "30"}
    assert len(office.take(office.csv(sent(revision), "3.csv")).accepted) == 1
    found = figures(office.loaded(), "shore")
    assert (found.reach.low, found.reports.revised) == (30, 1)


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"revises": "r1"}, "report-no-reason", "P2"),
        ({"revises": "r9", "reason": "x"}, "report-revises-unknown", "O2"),
        ({"revises": "other", "reason": "x"}, "report-revises-other", "O2"),
        ({"report": "r1", "revises": "r1", "reason": "x"}, "report-id-used", "N2"),
    ],
)
def test_a_revision_names_the_report_of_its_own_key_and_why(
    office: Office, change: dict[str, str], code: str, cell: str
) -> None:
    office.take(office.csv(sent({}, {"unit": "092", "report": "other"})))
    before = office.ledger.read_bytes()
    imported = office.take(office.csv(sent({"report": "r2", "value": "30"} | change), "2.csv"))
    assert [(problem.code, problem.cell) for problem in imported.problems] == [(code, cell)]
    assert office.ledger.read_bytes() == before


def test_only_the_newest_report_can_be_revised(office: Office) -> None:
    office.take(office.csv(sent()))
    second = {"report": "r2", "revises": "r1", "reason": "đếm lại"}
    office.take(office.csv(sent(second), "2.csv"))
    (problem,) = office.take(office.csv(sent(second | {"report": "r3"}), "3.csv")).problems
    assert problem.code == "report-revises-old"
    assert problem.details["newest"] == "r2"


def test_files_of_one_import_build_on_one_another(office: Office) -> None:
    first = office.csv(sent(), "1.csv")
    second = office.csv(sent({"report": "r2", "revises": "r1", "reason": "đếm lại"}), "2.csv")
    assert [one.id for one in office.take(first, second).accepted] == ["r1", "r2"]


def test_a_report_may_come_until_two_years_after_the_campaign(office: Office) -> None:
    assert office.take(office.csv(sent({"received_on": "2032-12-31"}))).problems == ()


def test_a_report_may_come_as_long_as_the_sources_go_on(office: Office) -> None:
    office.project = replace(office.project, as_of=date(2040, 5, 1))
    assert office.take(office.csv(sent({"received_on": "2040-05-01"}))).problems == ()
    late = office.csv(sent({"received_on": "2040-05-02", "report": "r2", "unit": "092"}), "2.csv")
    assert [one.code for one in office.take(late).problems] == ["report-received-too-late"]


def test_a_wrong_number_does_not_hide_that_the_report_is_there_already(office: Office) -> None:
    office.take(office.csv(sent()))
    found = office.take(office.csv(sent({"report": "r2", "value": "-3"}), "2.csv")).problems
    assert [one.code for one in found] == ["report-negative", "report-key-taken"]


def test_a_revision_of_several_rows_is_taken(office: Office) -> None:
    office.take(office.csv(sent()))
    revision = {"report": "r2", "revises": "r1", "reason": "đếm lại"}
    rows = sent(revision, revision | {"sex": "female"})
    (report,) = office.take(office.csv(rows, "2.csv")).accepted
    assert [row.reason for row in report.rows] == ["đếm lại", "đếm lại"]


def test_what_widens_the_range_is_a_warning_only(office: Office) -> None:
    rows = sent({"measure": "attendances"}, {"measure": "people", "audience": "parents"})
    strange = sent({"unit": "00911", "report": "r2", "audience": "teachers"})
    imported = office.take(office.csv(rows + strange))
    assert len(imported.accepted) == 2
    assert {(p.code, p.severity) for p in imported.problems} == {
        ("report-no-sessions", "warning"),
        ("report-unit-not-asked", "warning"),
    }


def test_more_people_than_attendances_is_a_warning(office: Office) -> None:
    rows = sent({"measure": "attendances", "value": "9"}, {})
    (problem,) = office.take(office.csv(rows)).problems
    assert (problem.code, problem.severity) == ("report-people-over-attendances", "warning")


def test_a_file_of_two_campaigns_goes_into_two_ledgers(office: Office) -> None:
    other = make_campaign(id="hills")
    office.project.campaigns["hills"] = other
    path = office.csv(sent({}, {"campaign": "hills", "report": "h1"}))
    assert len(office.take(path).accepted) == 2
    hills, _ = read_ledger(ledger_path(office.root, "hills"), "")
    assert [one.id for one in hills] == ["h1"]


def test_a_file_that_was_left_between_two_ledgers_is_completed(office: Office) -> None:
    office.project.campaigns["hills"] = make_campaign(id="hills")
    path = office.csv(sent({}, {"campaign": "hills", "report": "h1"}))
    office.take(path)
    ledger_path(office.root, "hills").unlink()
    assert [one.id for one in office.take(path).accepted] == ["h1"]
    assert len(office.take(path).known) == 1


def test_nothing_is_imported_into_a_damaged_ledger(office: Office) -> None:
    office.take(office.csv(sent()))
    office.ledger.write_text(office.ledger.read_text()[:-40] + "\n")
    imported = office.take(office.csv(sent({"unit": "092", "report": "r2"}), "2.csv"))
    assert imported.accepted == ()
    assert [problem.code for problem in imported.problems] == ["ledger-not-json"]


def test_no_path_of_the_machine_gets_into_the_ledger(office: Office, tmp_path: Path) -> None:
    office.take(office.csv(sent()))
    assert str(tmp_path) not in office.ledger.read_text()
