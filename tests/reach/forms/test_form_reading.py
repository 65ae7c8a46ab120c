"""A form that came back: every number is read with its cell; what is wrong is told at its cell."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import coordinate_to_tuple

from generator.model.project import Project
from generator.model.report import ReportRow
from generator.reach import write_form
from generator.reach.forms import form_entries, is_form
from generator.reach.forms.reading import next_name
from generator.reach.intake.grid import Grid, Line
from tests.reach.forms.filling import CAME, Filled, grids, values

TALKS_INPUTS = [
    (row, column)
    for row in ("a1.1", "a1.2", "a2.1")
    for column in (
        "sessions", "attendances.female", "attendances.male", "attendances.unknown",
        "people.female", "people.male", "people.unknown",
    )
]  # fmt: skip
OTHER_INPUTS = [
    *(("a3.1", f"copies_{one}") for one in ("printed", "distributed", "left")),
    *((row, one) for row in ("a4.1", "a4.2") for one in ("broadcasts", "scans", "views")),
]


@given(
    st.dictionaries(
        st.sampled_from([*TALKS_INPUTS, *OTHER_INPUTS]), st.integers(0, 10**8), min_size=1
    )
)
@settings(max_examples=60, deadline=None)
def test_what_is_filled_is_what_is_read(blank: Path, numbers: dict[tuple[str, str], int]) -> None:
    form = _form(blank)
    sheets = _written(grids(form.book), {form.at(*key): n for key, n in numbers.items()})

    entries, problems = form_entries(sheets, CAME, lambda _: None)

    assert problems == []
    found = {}
    for one in entries:
        at = one.problem("value", "x").cell
        found[at] = one.cells["value"]
    assert found == {form.at(*key): n for key, n in numbers.items()}
    for one in entries:
        assert one.cells["unit"] == "091"
        assert one.cells["report"] == f"{one.cells['activity']}/091/{one.cells['period']}"
        assert one.cells["received_on"] == CAME


_BLANK: dict[Path, Filled] = {}


def _form(blank: Path) -> Filled:
    return _BLANK.setdefault(blank, Filled(blank))


def _written(sheets: list[Grid], cells: dict[str, object]) -> list[Grid]:
    spots = {coordinate_to_tuple(address): value for address, value in cells.items()}
    first = sheets[0]
    lines = tuple(
        Line(line.number, tuple(
            spots.get((line.number, at), cell) for at, cell in enumerate(line.cells, 1)
        ))
        for line in first.lines
    )  # fmt: skip
    return [Grid(first.file, first.sheet, lines), *sheets[1:]]


def test_a_saved_form_gives_the_contracts_columns(filled: Filled, tmp_path: Path) -> None:
    filled.put("a1.1", answer="Có", sessions=3, attendances_female=60, people_female=25)
    filled.put("a4.2", broadcasts=7)
    form = Filled(filled.save(tmp_path / "back.xlsx"))

    entries, problems = form.entries()

    assert problems == []
    assert values(entries) == {
        ("talks", "swimmers", "sessions", ""): 3,
        ("talks", "swimmers", "attendances", "female"): 60,
        ("talks", "swimmers", "people", "female"): 25,
        ("radio", "parents", "broadcasts", ""): 7,
    }
    assert {one.cells["period"] for one in entries} == {"2030-Q2", "2030-S1"}
    for one in entries:  # complete and in the contract's words
        ReportRow.model_validate({k: v for k, v in one.cells.items() if v is not None})


def test_an_activity_that_did_not_take_place_is_an_explicit_zero(filled: Filled) -> None:
    filled.put("a1", answer=" không ")

    entries, problems = filled.entries()

    assert problems == []
    assert {key[:3]: value for key, value in values(entries).items()} == {
        ("talks", audience, measure): 0
        for audience in ("swimmers", "parents")
        for measure in ("sessions", "attendances", "people")
    }
    assert {one.problem("value", "x").cell for one in entries} == {filled.at("a1")}


def test_an_empty_cell_beside_a_number_is_not_a_zero(filled: Filled) -> None:
    filled.put("a1.1", attendances_female=12)

    entries, problems = filled.entries()

    assert values(entries) == {("talks", "swimmers", "attendances", "female"): 12}
    assert problems == []


def test_zeros_typed_and_no_chosen_are_one_report_of_zeros(filled: Filled) -> None:
    filled.put("a3", answer="Không").put("a3.1", copies_printed=0)

    entries, problems = filled.entries()

    assert problems == []
    assert len(entries) == 3
    assert set(values(entries).values()) == {0}


def test_cells_are_passed_on_as_they_are_typed(filled: Filled) -> None:
    filled.put("a1.1", sessions="1.200 ", attendances_male=True, people_male=2.5)

    entries, _ = filled.entries()

    assert set(values(entries).values()) == {"1.200 ", True, 2.5}


def test_details_take_the_place_of_the_split(filled: Filled) -> None:
    filled.put("a1.1", sessions=2, people_female=30, people_male=10)
    named = {
        "activity": filled.label("activity", "talks"),
        "audience": filled.label("audience", "swimmers").upper(),
        "measure": filled.label("measure", "people"),
    }
    filled.detail(1, **named, sex="Nữ", age_band="6 đến 10 tuổi", ethnicity="Mông", value=25)
    filled.detail(2, **named, disability="Có khuyết tật", cohort=" Lớp  BƠI 1", value="15 ")

    entries, problems = filled.entries()

    assert problems == []
    details = [one.cells for one in entries if one.cells["measure"] == "people"]
    assert [
        (one["sex"], one["age_band"], one["ethnicity"], one["disability"], one["cohort"])
        for one in details
    ] == [("female", "6-10", "Mông", None, None), (None, None, None, "yes", "lớp bơi 1")]
    assert [one.problem("value", "x").cell for one in entries if one.grid.sheet == "Chi tiết"] == [
        "J6", "J7",
    ]  # fmt: skip


def test_details_alone_are_a_report(filled: Filled) -> None:
    filled.detail(
        3, activity=filled.label("activity", "fair"), audience="cha mẹ, ông bà",
        measure="Số người", value=4,
    )  # fmt: skip

    entries, problems = filled.entries()

    assert problems == []
    assert values(entries) == {("fair", "parents", "people", ""): 4}


def test_one_group_has_one_name_however_it_is_typed(filled: Filled) -> None:
    filled.put("a1.2", attendances_female=5, cohort="Mẹ thôn Hoà ")
    filled.put("a2.1", people_female=5, sessions=1, cohort="mẹ thôn Hòa")

    entries, _ = filled.entries()

    people = [one.cells for one in entries if one.cells["measure"] != "sessions"]
    assert len({one["cohort"] for one in people}) == 1
    assert people[0]["cohort"]


def test_a_number_for_a_group_name_stays_a_name(filled: Filled) -> None:
    filled.put("a1.2", attendances_female=5, cohort=7)

    entries, _ = filled.entries()

    assert entries[0].cells["cohort"] == "7"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (None, CAME),
        (datetime(2030, 7, 2), date(2030, 7, 2)),  # noqa: DTZ001 - a day in a cell has no zone
        ("02/07/2030", "02/07/2030"),
    ],
)
def test_the_day_that_the_sender_wrote_comes_first(
    filled: Filled, written: object, read: object
) -> None:
    filled.put("a1.1", sessions=1).put("received_on", answer=written)

    entries, _ = filled.entries()

    assert entries[0].cells["received_on"] == read
    assert entries[0].problem("received_on", "x").cell == filled.at("received_on")


def test_a_revision_names_the_newest_report_of_its_key(filled: Filled) -> None:
    filled.put("a1.1", sessions=4).put("a3.1", copies_left=2)
    filled.put("revised", answer="Có").put("reason", answer="Đếm thiếu một buổi")

    entries, problems = filled.entries(
        lambda key: "talks/091/2030-Q2" if key == ("shore", "talks", "091", "2030-Q2") else None
    )

    assert problems == []
    told = [(one.cells["report"], one.cells["revises"], one.cells["reason"]) for one in entries]
    assert told == [
        ("talks/091/2030-Q2/r2", "talks/091/2030-Q2", "Đếm thiếu một buổi"),
        ("copies/091/2030-Q2", None, None),
    ]


def test_names_of_revisions_go_on_counting() -> None:
    assert next_name("talks/091/2030-Q2") == "talks/091/2030-Q2/r2"
    assert next_name("talks/091/2030-Q2/r2") == "talks/091/2030-Q2/r3"
    assert next_name("B-17") == "B-17/r2"


def test_a_second_report_that_is_not_said_to_revise_is_told_at_the_question(
    filled: Filled,
) -> None:
    filled.put("a1.1", sessions=4)

    _, problems = filled.entries(lambda _: "talks/091/2030-Q2")

    assert [(one.code, one.cell) for one in problems] == [
        ("form-second-report", filled.at("revised"))
    ]


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (lambda f: f.put("a1.1", copies_left=3), [("form-not-asked", "a1.1", "copies_left")]),
        (lambda f: f.put("a1", answer="Co le"), [("form-answer", "a1", "answer")]),
        (lambda f: f.put("a1", answer="Có"), [("form-no-numbers", "a1", "answer")]),
        (
            lambda f: f.put("a1", answer="Không").put("a1.2", sessions=3),
            [("form-none-but-numbers", "a1", "answer")],
        ),
        (lambda f: f, [("form-empty", "a1", "answer")]),
        (
            lambda f: f.put("a1.1", sessions=1).put("revised", answer="Có"),
            [("form-nothing-to-revise", "revised", "answer")],
        ),
        (
            lambda f: f.put("a1.1", sessions=1).put("reason", answer="Sai"),
            [("form-reason-alone", "reason", "answer")],
        ),
    ],
    ids=["not asked", "no such answer", "done, no number", "not done, numbers", "empty",
         "nothing to revise", "reason alone"],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_cell(
    filled: Filled, write: Callable[[Filled], Filled], told: list[tuple[str, str, str]]
) -> None:
    _, problems = write(filled).entries()

    found = [(one.code, one.cell) for one in problems]
    assert found == [(code, filled.at(row, column)) for code, row, column in told]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"value": 24}, "form-details-differ J6"),
        ({"value": None}, "form-details-incomplete J6"),
        ({"activity": "Việc khác"}, "form-answer B6"),
        ({"activity": "Hội hoà giải"}, "form-details-not-asked C6"),
    ],
)
def test_details_that_do_not_fit_are_told_at_their_cell(
    filled: Filled, read: Callable[[], list[str]], cells: dict[str, object], told: str
) -> None:
    filled.put("a1.1", sessions=2, people_female=25)
    row = {
        "activity": filled.label("activity", "talks"),
        "audience": filled.label("audience", "swimmers"),
        "measure": filled.label("measure", "people"),
        "value": 25,
    }
    filled.detail(1, **row | cells)

    assert read() == [told]


def test_a_row_put_in_between_moves_nothing_and_is_told_when_it_holds_a_number(
    filled: Filled, read: Callable[[], list[str]]
) -> None:
    filled.put("a1.1", sessions=2).put("a2.1", sessions=9)
    filled.report.insert_rows(12)

    entries, problems = filled.entries()
    assert problems == []
    assert sorted(str(value) for value in values(entries).values()) == ["2", "9"]

    filled.report["D12"] = 5
    assert read() == ["form-stray D12"]


def test_a_form_is_known_by_any_of_its_sheets(blank: Path) -> None:
    sheets = grids(Filled(blank).book)

    assert is_form(sheets)
    assert is_form(sheets[:1])
    assert not is_form(sheets[2:3])
    assert not is_form([Grid("x.csv", "", (Line(1, ("campaign", "unit")),))])


@pytest.mark.parametrize("kept", [slice(0, 1), slice(3, 4)], ids=["report", "hidden"])
def test_a_part_of_a_form_is_not_read(blank: Path, kept: slice) -> None:
    entries, problems = form_entries(grids(Filled(blank).book)[kept], CAME, lambda _: None)

    assert entries == []
    assert [one.code for one in problems] == ["form-incomplete"]


def test_a_sheet_of_another_form_is_not_taken(
    province: Project, blank: Path, tmp_path: Path
) -> None:
    other = Filled(write_form(province, "shore", "092", "2030-Q2", tmp_path / "other.xlsx"))
    mixed = [grids(other.book)[0], *grids(Filled(blank).book)[1:]]

    entries, problems = form_entries(mixed, CAME, lambda _: None)

    assert entries == []
    assert [one.code for one in problems] == ["form-mixed"]
    assert problems[0].details == {"found": "shore, 092, 2030-Q2", "known": "shore, 091, 2030-Q2"}


@pytest.mark.parametrize(
    ("address", "value", "code"),
    [
        ("B1", "0", "form-version"),
        ("C2", 91, "form-changed"),
        ("C2", "092", "form-changed"),
        ("F4", "parents", "form-changed"),
        ("A2", "x", "form-changed"),
    ],
)
def test_a_hidden_sheet_that_was_changed_is_not_trusted(
    filled: Filled, address: str, value: object, code: str
) -> None:
    filled.put("a1.1", sessions=1)
    filled.book.worksheets[-1][address] = value

    entries, problems = filled.entries()

    assert entries == []
    assert [one.code for one in problems] == [code]
