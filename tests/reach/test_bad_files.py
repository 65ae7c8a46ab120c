"""Mistakes in report files: each is told at its cell with a cure; the file is refused whole."""

import zipfile
from datetime import date
from typing import Any

import pytest

from generator.desk.telling import hint, message
from generator.model.problem import Problem
from generator.reach.intake.grid import MAX_BYTES, MAX_ROWS
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.conftest import COLUMNS, GOOD, Office, sent

CELL_MISTAKES = [
    # column, what is typed, code, what the message or the cure must offer
    ("campaign", "shores", "report-unknown-campaign", "shore"),
    ("activity", "talk", "report-unknown-activity", "talks"),
    ("unit", "91", "report-unit-lost-zero", "091"),
    ("unit", "Tả Lủng", "report-unit-ambiguous", "00912"),
    ("unit", "Tả Lủng", "report-unit-ambiguous", "00921"),
    ("unit", "Hoa Lac", "report-unit-unsure", "00911 = Hoà Lạc, Reef"),
    ("unit", "Reeef", "report-unit-unsure", "091"),
    ("unit", "0916", "report-unknown-unit", "091"),
    ("unit", "", "report-empty-cell", "unit"),
    ("period", "Quý I/2030", "report-bad-period", "2030-Q1"),
    ("period", "2030Q2", "report-bad-period", "2030-Q2"),
    ("period", "3/2030", "report-bad-period", "2030-03"),
    ("period", "2030-13", "report-bad-period", "2030"),
    ("period", "2030-Q3", "report-period-not-asked", "2030-Q1"),
    ("measure", "peoples", "report-unknown-measure", "people"),
    ("audience", "childrens", "report-unknown-audience", "children"),
    ("sex", "femal", "report-unknown-sex", "female"),
    ("age_band", "6-11", "report-unknown-age-band", "6-10"),
    ("age_band", "06-Oct", "report-band-is-date", "6-10"),
    ("disability", "maybe", "report-unknown-disability", "yes"),
    ("value", "-3", "report-negative", "-3"),
    ("value", "12.5", "report-fraction", "12.5"),
    ("value", "1,200", "report-fraction", "1,200"),
    ("value", "1.20", "report-fraction", "1.20"),
    ("value", "12/04/2030", "report-value-is-date", "12/04/2030"),
    ("value", "khoảng 50", "report-not-a-number", "khoảng 50"),
    ("value", "", "report-no-value", "0"),
    ("value", "999999999", "report-too-large", "999999999"),
    ("value", "=1+1", "report-not-a-number", "=1+1"),
    ("received_on", "31/02/2030", "bad-date", "31/02/2030"),
    ("received_on", "2029-12-31", "report-before-period", "2030-Q1"),
    ("received_on", "2199-07-05", "report-received-too-late", "Kiểm tra năm"),
    ("received_on", "2033-01-01", "report-received-too-late", "2032-12-31"),
    ("report", "=HYPERLINK(1)", "report-formula-like", "=HYPERLINK(1)"),
    ("note", "@SUM(A1)", "report-formula-like", "@SUM(A1)"),
    ("note", "-2+3", "report-formula-like", "-2+3"),
    ("note", "x" * 501, "report-too-long", "500"),
    ("note", "a\x07b", "report-control-character", "note"),
    ("revises", "r0", "report-revises-unknown", "r0"),
]


def told(problem: Problem, language: str) -> str:
    """The message and the cure as the officer reads them; no place is left unfilled."""
    say = load_catalogue(PROGRAM_CATALOGUES, language)
    assert f"problem.{problem.code}" in say
    assert f"cure.{problem.code}" in say
    words = f"{message(problem, say)} {hint(problem, say)}"
    assert "{" not in words, words
    return words


def refused(office: Office, path: Any) -> list[Problem]:
    """The errors of a file of which nothing was taken."""
    imported = office.take(path)
    assert imported.accepted == ()
    assert imported.known == ()
    assert not office.ledger.exists()
    for problem in imported.problems:
        told(problem, "vi")
        told(problem, "en")
    return [problem for problem in imported.problems if problem.severity == "error"]


@pytest.mark.parametrize(("column", "typed", "code", "offer"), CELL_MISTAKES)
def test_a_mistake_is_told_at_its_cell_and_the_file_is_refused(
    office: Office, column: str, typed: str, code: str, offer: str
) -> None:
    good = {"unit": "093", "report": "r2"}
    errors = refused(
        office, office.csv(sent({}, good, {"unit": "092", "report": "r3"} | {column: typed}))
    )
    assert code in [problem.code for problem in errors]
    problem = next(problem for problem in errors if problem.code == code)
    assert (problem.line, problem.cell) == (4, f"{chr(65 + COLUMNS.index(column))}4")
    assert offer in told(problem, "vi")


def test_every_mistake_of_a_file_is_told_at_once(office: Office) -> None:
    rows = sent({"unit": "91", "value": "-1"}, {"period": "x", "audience": "y", "report": "r2"})
    codes = [(problem.cell, problem.code) for problem in refused(office, office.csv(rows))]
    assert codes == [
        ("C2", "report-unit-lost-zero"),
        ("L2", "report-negative"),
        ("D3", "report-bad-period"),
        ("F3", "report-unknown-audience"),
    ]


def test_an_unknown_campaign_does_not_hide_what_else_is_wrong_with_its_row(office: Office) -> None:
    mistakes = {
        "campaign": "hills", "unit": "91", "period": "Quý I/2030", "measure": "peoples",
        "audience": "y", "sex": "femal", "age_band": "6-11", "value": "-1", "report": "=1",
    }  # fmt: skip
    late = {"campaign": "hills", "received_on": "2199-07-05", "report": "r2"}
    early = {"campaign": "hills", "received_on": "2029-12-31", "report": "r3"}
    found = {
        (one.cell, one.code) for one in refused(office, office.csv(sent(mistakes, late, early)))
    }
    assert found == {
        ("A2", "report-unknown-campaign"),
        ("C2", "report-unit-lost-zero"),
        ("D2", "report-bad-period"),
        ("E2", "report-unknown-measure"),
        ("F2", "report-unknown-audience"),
        ("G2", "report-unknown-sex"),
        ("H2", "report-unknown-age-band"),
        ("L2", "report-negative"),
        ("N2", "report-formula-like"),
        ("A3", "report-unknown-campaign"),
        ("M3", "report-received-too-late"),
        ("A4", "report-unknown-campaign"),
        ("M4", "report-before-period"),
    }


def test_a_wrong_cell_does_not_hide_how_its_row_stands_to_others(office: Office) -> None:
    rows = sent(
        {"value": "-1"},
        {"value": "x"},
        {"value": "x", "sex": "female", "received_on": "2030-04-06"},
        {"value": "x", "report": "r2", "sex": "male"},
        {"value": "x", "campaign": "hills", "report": "r3"},
        {"campaign": "hills", "report": "r3", "received_on": "2030-04-06"},
    )
    found = {(one.cell, one.code) for one in refused(office, office.csv(rows))}
    assert found >= {
        ("L3", "report-duplicate-row"),
        ("M4", "report-rows-differ"),
        ("N5", "report-two-for-key"),
        ("M7", "report-rows-differ"),
    }


def test_a_workbook_names_sheet_and_cell(office: Office) -> None:
    above = [["Mẫu báo cáo"], [], ["Đơn vị:", "Reef"]]
    path = office.xlsx(sent({"unit": 91, "value": 4}), above=above)
    (problem,) = refused(office, path)
    assert (problem.sheet, problem.cell, problem.code) == ("Báo cáo", "C5", "report-unit-lost-zero")


def test_what_a_workbook_turned_into_dates_is_told(office: Office) -> None:
    rows = sent(
        {"value": date(2030, 4, 12)},
        {"value": 3, "period": date(2030, 3, 1), "report": "r2", "unit": "092"},
        {"value": 3, "age_band": date(2030, 10, 6), "report": "r3", "unit": "093"},
        {"value": 3, "note": date(2030, 10, 6), "activity": "fair", "report": "r4"},
    )
    found = {(problem.cell, problem.code) for problem in refused(office, office.xlsx(rows))}
    assert found == {
        ("L2", "report-value-is-date"),
        ("D3", "report-bad-period"),
        ("H4", "report-band-is-date"),
        ("Q5", "report-turned-into-date"),
    }


def test_a_formula_without_a_result_is_told(office: Office) -> None:
    (problem,) = refused(office, office.xlsx(sent({"value": "=SUM(A1:A2)"})))
    assert (problem.cell, problem.code) == ("L2", "report-formula-without-result")


def test_an_error_value_is_told(office: Office) -> None:
    (problem,) = refused(office, office.xlsx(sent({"value": "#REF!"})))
    assert problem.code == "report-formula-without-result"


def test_a_number_with_a_fraction_in_a_workbook_is_told(office: Office) -> None:
    """Whoever types 1.200 into an English spreadsheet gets 1.2."""
    (problem,) = refused(office, office.xlsx(sent({"value": 1.2})))
    assert problem.code == "report-fraction"
    assert "1200" in told(problem, "vi")


def test_a_unit_is_refused_after_it_was_merged(office: Office) -> None:
    rows = sent({"unit": "00922", "period": "2030-Q2", "received_on": "2030-07-01"})
    (problem,) = refused(office, office.csv(rows))
    assert problem.code == "report-unit-not-valid"
    assert "00921" in told(problem, "vi")


def test_a_measure_that_the_activity_does_not_report_is_told(office: Office) -> None:
    activity = office.project.campaigns["shore"].activities[0]
    narrow = activity.model_copy(update={"measures": ("sessions",)})
    campaign = office.project.campaigns["shore"].model_copy(update={"activities": (narrow,)})
    office.project.campaigns["shore"] = campaign
    (problem,) = refused(office, office.csv(sent()))
    assert problem.code == "report-measure-not-asked"


def test_the_same_row_twice_in_a_file_is_told(office: Office) -> None:
    (problem,) = refused(office, office.csv(sent({}, {"value": "26"})))
    assert (problem.code, problem.line, problem.details["first"]) == (
        "report-duplicate-row",
        3,
        "2",
    )


def test_rows_of_one_report_must_agree(office: Office) -> None:
    rows = sent({}, {"sex": "female", "received_on": "2030-04-06"})
    (problem,) = refused(office, office.csv(rows))
    assert (problem.code, problem.cell) == ("report-rows-differ", "M3")


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("column", "cell"), [("revises", "O"), ("reason", "P")])
def test_what_is_revised_and_why_stands_in_every_row(
    office: Office, column: str, cell: str, first: bool
) -> None:
    """A blank cell beside a filled one: the row may belong to another report."""
    revision = {"report": "r2", "revises": "r1", "reason": "đếm lại"}
    rows = [revision, revision | {"sex": "female", column: ""}]
    errors = refused(office, office.csv(sent(*(rows if first else reversed(rows)))))
    assert (f"{cell}{3 if first else 2}", "report-rows-differ") in [
        (problem.cell, problem.code) for problem in errors
    ]


def test_one_key_in_a_file_is_one_report(office: Office) -> None:
    (problem,) = refused(office, office.csv(sent({}, {"sex": "female", "report": "r2"})))
    assert (problem.code, problem.cell) == ("report-two-for-key", "N3")


def test_one_report_is_one_key(office: Office) -> None:
    (problem,) = refused(office, office.csv(sent({}, {"unit": "092"})))
    assert (problem.code, problem.cell) == ("report-two-keys", "N3")


def test_a_missing_column_is_told_with_the_one_that_was_meant(office: Office) -> None:
    columns = ["vlaue" if column == "value" else column for column in COLUMNS]
    path = office.csv([{**GOOD, "vlaue": "3"}], columns=columns)
    codes = [(problem.code, problem.cell) for problem in refused(office, path)]
    assert codes == [("report-missing-column", "A1"), ("report-column-near", "L1")]


def test_a_column_that_stands_twice_is_told(office: Office) -> None:
    path = office.csv(sent(), columns=[*COLUMNS, "value"])
    assert [problem.code for problem in refused(office, path)] == ["duplicate-column"]


def test_a_comma_that_split_a_cell_is_told(office: Office) -> None:
    path = office.csv(sent())
    path.write_text(path.read_text().replace(",25,", ",1,200,"))
    assert "report-cell-unnamed" in [problem.code for problem in refused(office, path)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "report-empty-file"),
        (b"  \n \n", "report-empty-file"),
        (b"hello\nworld\n", "report-no-header"),
        (",".join(COLUMNS).encode() + b"\n", "report-no-rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "report-damaged-workbook"),
        (b"PK\x03\x04" + b"broken" * 40, "report-damaged-workbook"),
        (",".join(COLUMNS).encode() + b"\ncaf\xe9 \xff\n", "report-not-unicode"),
        (",".join(COLUMNS).encode() + b'\n"shore,talks\n', "csv-syntax"),
        (b"x" * (MAX_BYTES + 1), "file-too-large"),
        (",".join(COLUMNS).encode() + b"\n" + b"a\n" * (MAX_ROWS + 1), "too-many-rows"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(office: Office, content: bytes, code: str) -> None:
    errors = refused(office, office.raw(content))
    assert [problem.code for problem in errors] == [code]


def test_an_empty_file_is_not_to_be_made_anew_by_a_command(office: Office) -> None:
    (problem,) = refused(office, office.raw(b"", "report.xlsx"))
    assert "lachan" not in told(problem, "vi") + told(problem, "en")


def test_a_damaged_workbook_is_told_as_one_wherever_it_was_cut(office: Office) -> None:
    good = office.xlsx(sent()).read_bytes()
    texts = [b"hello\n", "Kính gửi".encode(), b"\xff\xfe\0\xd8", (",".join(COLUMNS)).encode()]
    for content in [
        good[:length] for length in (1, 3, 4, 50, len(good) // 2, len(good) - 1)
    ] + texts:
        (problem,) = refused(office, office.raw(content, "Báo cáo.XLSX"))
        assert problem.code == "report-damaged-workbook"
        assert ".xlsx" in told(problem, "vi")


def test_a_file_that_is_not_there_says_so(office: Office) -> None:
    assert [problem.code for problem in refused(office, office.path("no.csv"))] == ["file-missing"]


def test_a_workbook_that_unpacks_to_very_much_is_not_read(office: Office) -> None:
    path = office.xlsx(sent())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * (30 * 1024 * 1024))
    assert [problem.code for problem in refused(office, path)] == ["report-unpacks-too-large"]


def test_a_workbook_with_entities_is_not_read(office: Office) -> None:
    path = office.xlsx(sent())
    entities = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(office.path("bad.xlsx"), "w") as new:
        for name in old.namelist():
            new.writestr(name, entities if name == "xl/workbook.xml" else old.read(name))
    errors = refused(office, office.path("bad.xlsx"))
    assert [problem.code for problem in errors] == ["report-damaged-workbook"]


def test_a_file_with_a_thousand_mistakes_tells_the_first_of_them(office: Office) -> None:
    rows = [GOOD | {"unit": "x", "report": f"r{number}"} for number in range(1000)]
    errors = refused(office, office.csv(rows))
    assert len(errors) == 201
    assert errors[0].code == "report-more-problems"


def test_no_program_error_comes_from_any_bytes(office: Office) -> None:
    good = office.xlsx(sent()).read_bytes()
    for number in range(0, len(good), 97):
        spoiled = good[:number] + bytes([good[number] ^ 0xFF]) + good[number + 1 :]
        office.take(office.raw(spoiled, "spoiled.xlsx"), dry_run=True)
