"""A table that grows comes again and again: nothing is lost, added twice or turned back unseen."""

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.reach import Imported
from tests.reach.intake.conftest import EXAMPLES, Hills, Table, counts, errors, told
from tests.reach.intake.test_example_mappings import KOBO

MAPPING = """
constants: {campaign: chien-dich, activity: noi-chuyen, period: 2030-Q1, received_on: 2030-04-05}
columns: {unit: Xã}
values: [{column: Số, measure: attendances, audience: tre-em}]
"""
REVISING = MAPPING + "revises: newest\nreason: Đếm lại\n"
FIRST = [["Xã", "Số"], ["00712", 5], ["00713", 7]]
SECOND = [["Xã", "Số"], ["00712", 5], ["00713", 8], ["00731", 1]]


def take(hills: Hills, rows: Table, mapping: str = REVISING, name: str = "so.xlsx") -> Imported:
    return hills.read(hills.sheets({"Sổ": rows}, name), hills.mapping(mapping))


def test_what_is_there_unchanged_changes_nothing_and_what_changed_is_a_revision(
    hills: Hills,
) -> None:
    take(hills, FIRST)
    imported = take(hills, SECOND)
    assert [(one.id, one.revises, one.reason) for one in imported.accepted] == [
        ("noi-chuyen/00713/2030-Q1/r2", "noi-chuyen/00713/2030-Q1", "Đếm lại"),
        ("noi-chuyen/00731/2030-Q1", None, None),
    ]
    (understood,) = imported.files
    assert (understood.unchanged, understood.revising, understood.reports) == (1, 1, 2)


def test_a_change_is_refused_where_the_mapping_does_not_speak_of_revisions(hills: Hills) -> None:
    take(hills, FIRST, MAPPING)
    before = hills.book.read_bytes()
    imported = take(hills, SECOND, MAPPING)
    assert errors(imported) == [("B3", "mapping-key-taken")]
    assert hills.book.read_bytes() == before
    grown = [*FIRST, ["00731", 1]]
    assert [one.unit for one in take(hills, grown, MAPPING).accepted] == ["00731"]


def test_the_same_numbers_in_another_file_change_nothing(hills: Hills) -> None:
    take(hills, FIRST)
    before = hills.book.read_bytes()
    imported = take(hills, [["x"], *FIRST])
    assert (imported.accepted, imported.problems, imported.known) == ((), (), ())
    assert [(one.state, one.unchanged) for one in imported.files] == [("unchanged", 2)]
    assert hills.book.read_bytes() == before


def test_an_old_export_does_not_turn_a_newer_one_back(hills: Hills) -> None:
    old = hills.sheets({"Sổ": FIRST}, "old.xlsx")
    hills.read(old, hills.mapping(REVISING))
    take(hills, SECOND)
    before = hills.book.read_bytes()
    assert len(hills.read(old, hills.mapping(REVISING)).known) == 1
    imported = take(hills, [["x"], *FIRST])
    assert errors(imported) == [("B4", "mapping-older-again")]
    assert hills.book.read_bytes() == before


def test_every_file_of_a_growing_table_is_known_when_it_comes_again(hills: Hills) -> None:
    files = [hills.sheets({"Sổ": KOBO[:end]}, f"{end}.xlsx") for end in (2, 3, 4)]
    for path in files:
        assert errors(hills.read(path, EXAMPLES / "kobo.yml")) == []
    before = hills.book.read_bytes()
    for path in (*files, *reversed(files)):
        again = hills.read(path, EXAMPLES / "kobo.yml")
        assert (again.accepted, errors(again), len(again.known)) == ((), [], 1)
    assert hills.book.read_bytes() == before


def test_people_that_are_added_up_are_told(hills: Hills) -> None:
    mapping = MAPPING.replace("attendances", "people") + "combine: sum\n"
    imported = take(hills, [*FIRST, ["00713", 4]], mapping)
    assert told(imported.problems) == {"mapping-people-summed"}
    assert counts(imported)[("00713", "people")] == 11


def test_a_revision_takes_its_reason_from_a_column(hills: Hills) -> None:
    mapping = MAPPING.replace("{unit: Xã}", "{unit: Xã, reason: Lý do}") + "revises: newest\n"
    head = ["Xã", "Số", "Lý do"]
    take(hills, [head, ["00712", 5, None]], mapping)
    refused = take(hills, [head, ["00712", 6, None]], mapping)
    assert [code for _, code in errors(refused)] == ["report-no-reason"]
    imported = take(hills, [head, ["00712", 6, "Sót một lớp"]], mapping)
    assert [one.reason for one in imported.accepted] == ["Sót một lớp"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_files_with_other_keys_come_in_in_any_order(hills: Hills, order: tuple[int, ...]) -> None:
    tables = [
        [FIRST[0], [code, number]]
        for number, code in enumerate(("00711", "00712", "Tả Khê, Đồng Vàng"))
    ]
    files = [hills.sheets({"Sổ": rows}, f"{n}.xlsx") for n, rows in enumerate(tables)]
    mapping = hills.mapping(MAPPING)
    found = set()
    for number in order:
        found |= {
            (one.id, one.rows[0].value) for one in hills.read(files[number], mapping).accepted
        }
    assert found == {
        ("noi-chuyen/00711/2030-Q1", 0),
        ("noi-chuyen/00712/2030-Q1", 1),
        ("noi-chuyen/00721/2030-Q1", 2),
    }


ROWS = st.lists(
    st.tuples(st.sampled_from(["00711", "Hoà Ừng", "00713", "00731"]), st.integers(0, 50)),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS, cut=st.integers(1, 8))
def test_a_table_that_comes_in_parts_says_in_the_end_what_the_whole_says(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int]], cut: int
) -> None:
    """Importing again changes nothing; a sum is of all rows, however often the table came."""

    def office(*parts: Table) -> Hills:
        hills = Hills(Path(tmp_path_factory.mktemp("office")) / "office")
        mapping = hills.mapping(REVISING + "combine: sum\n")
        for part in parts:
            assert errors(hills.read(hills.lines(part), mapping)) == []
        return hills

    table = [["Xã", "Số"], *map(list, rows)]
    grown, whole = office(table[: cut + 1], table, table), office(table)
    newest = [{one.key: one for one in each.ledgered()} for each in (grown, whole)]
    sums = [{key: [row.value for row in one.rows] for key, one in each.items()} for each in newest]
    assert sums[0] == sums[1]
