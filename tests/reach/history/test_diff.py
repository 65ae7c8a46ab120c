"""What a revision changed, cell by cell."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.report import Report
from generator.reach.history.changes import (
    CELL,
    NoReportError,
    OtherKeyError,
    RevisesNothingError,
    difference,
)
from generator.reach.history.diff import show_difference
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.conftest import Office, sent
from tests.reach.making import make_report, row

SAY = load_catalogue(PROGRAM_CATALOGUES, "vi")
BASE = (
    row("sessions", 3),
    row("people", 20, sex="female", age_band="6-10"),
    row("people", 9, sex="male", ethnicity="Mông"),
    row("people", 4, "parents", cohort="câu lạc bộ"),
)


def chain(*versions: Any) -> list[Report]:
    """Reports of one key, each revising the one before."""
    made: list[Report] = []
    for number, rows in enumerate(versions):
        again = {"revises": f"r{number - 1}", "reason": f"lần {number}"} if number else {}
        made.append(make_report(*rows, name=f"r{number}", **again))
    return made


def test_changed_added_and_removed_cells_are_told_and_the_others_counted() -> None:
    after = (BASE[0], row("people", 22, sex="female", age_band="6-10"), BASE[3], row("views", 1))
    found = difference(chain(BASE, after), "r1")
    assert [(one.state, one.cell[0], one.before, one.after) for one in found.changes] == [
        ("changed", "people", 20, 22),
        ("removed", "people", 9, None),
        ("added", "views", None, 1),
    ]
    assert found.unchanged == 2
    assert found.measures == {"sessions": (3, 3), "people": (33, 26), "views": (None, 1)}


@pytest.mark.parametrize("name", CELL[2:])
def test_a_number_that_moves_to_another_cell_goes_and_comes(name: str) -> None:
    values = {"sex": "male", "age_band": "60+", "disability": "yes"}
    after = row("people", 7, **{name: values.get(name, "Hoà")})
    found = difference(chain([row("people", 7)], [after]), "r1")
    assert sorted(one.state for one in found.changes) == ["added", "removed"]
    assert found.measures == {"people": (7, 7)}


def test_zero_is_a_number_and_not_nothing() -> None:
    found = difference(chain([row("people", 0)], [row("people", 5)]), "r1")
    assert [(one.state, one.before) for one in found.changes] == [("changed", 0)]


def test_two_named_reports_are_compared_the_earlier_first_with_every_step_between() -> None:
    reports = chain(BASE, BASE[:2], [row("sessions", 8)])
    for names in (("r0", "r2"), ("r2", "r0")):
        found = difference(reports, *names)
        assert (found.before.id, found.after.id) == ("r0", "r2")
        assert [step.reason for step in found.steps] == ["lần 1", "lần 2"]


def test_what_cannot_be_compared_is_told_with_what_can() -> None:
    reports = [*chain(BASE, BASE), make_report(row("people", 1), unit="092", name="other")]
    with pytest.raises(RevisesNothingError) as first:
        difference(reports, "r0")
    assert first.value.revised_by == "r1"
    with pytest.raises(RevisesNothingError) as alone:
        difference(reports, "other")
    assert alone.value.revised_by is None
    with pytest.raises(OtherKeyError):
        difference(reports, "r0", "other")
    with pytest.raises(NoReportError) as unknown:
        difference(reports, "r1", "othre")
    assert (unknown.value.name, unknown.value.known) == ("othre", ("other",))


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["people", "sessions"]),
        st.integers(0, 5),
        st.sampled_from(["children", "parents"]),
        sex=st.sampled_from(["female", "unknown"]),
        cohort=st.sampled_from([None, "ừ"]),
    ),
    max_size=6,
    unique_by=lambda one: tuple(one[name] for name in ("measure", "audience", "sex", "cohort")),
)


@given(ROWS, ROWS)
def test_the_old_report_and_its_changes_give_the_new_one(old: Any, new: Any) -> None:
    reports = chain(old, new)
    found = difference(reports, "r1")
    steps = {name: (after or 0) - (before or 0) for name, (before, after) in found.measures.items()}
    told = dict.fromkeys(steps, 0)
    for one in found.changes:
        told[str(one.cell[0])] += (one.after or 0) - (one.before or 0)
        assert one.before != one.after
    assert told == steps
    assert difference(chain(old, old), "r1").changes == ()


@pytest.fixture
def revised(office: Office) -> Office:
    office.take(office.csv(sent({}, {"sex": "female", "value": "5"}), "1.csv"))
    again = {
        "report": "r2", "revises": "r1", "reason": "đếm  lại", "received_on": "2030-04-20",
    }  # fmt: skip
    office.take(office.csv(sent(again, again | {"sex": "female", "value": "8"}), "2.csv"))
    return office


def told(office: Office, *names: str, style: Any) -> str:
    return show_difference(office.loaded(), "shore", *names, style=style, say=SAY)


def test_the_table_speaks_officers_words(revised: Office) -> None:
    text = told(revised, "r2", style="table")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "Reef (091) – Talks – kỳ 2030-Q1" in lines
    assert "Sau: “r2”, nhận ngày 20/04/2030, tệp 2.csv" in lines
    assert "Lý do: đếm lại" in lines
    assert "số người 30 33 +3" in lines
    assert "số người Children nữ 5 8 +3" in lines
    assert "Số liệu: 1 đổi, 0 thêm, 0 bỏ; 1 giữ nguyên." in lines
    assert "Khuyết tật" not in text  # nothing is known of it
    assert "history." not in text


def test_the_json_has_every_name_of_a_cell(revised: Office) -> None:
    data = json.loads(told(revised, "r2", style="json"))
    assert data["measures"] == {"people": {"before": 30, "after": 33}}
    assert data["cells"] == [
        {
            "measure": "people", "audience": "children", "sex": "female", "age_band": "unknown",
            "ethnicity": "unknown", "disability": "unknown", "cohort": None, "state": "changed",
            "before": 5, "after": 8,
        }
    ]  # fmt: skip
    assert data["steps"] == [
        {"report": "r2", "received_on": "2030-04-20", "revises": "r1", "reason": "đếm lại"}
    ]
    assert (data["before"]["report"], data["after"]["report"], data["unchanged"]) == ("r1", "r2", 1)
