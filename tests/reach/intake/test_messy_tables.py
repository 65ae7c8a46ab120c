"""Tables as offices send them: each is read right, or refused at the right cell with a cure."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from generator.desk.telling import hint, message
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.intake.conftest import Hills, Table, counts, errors

HEAD = """
constants: {campaign: chien-dich, activity: noi-chuyen, period: 2030-Q1, received_on: 2030-04-05}
"""
SIMPLE = (
    HEAD
    + """
columns: {unit: Xã}
values:
  - {column: Nam, measure: attendances, audience: tre-em, sex: male}
  - {column: Nữ, measure: attendances, audience: tre-em, sex: female}
"""
)
TOTALS = SIMPLE + 'skip: [{matches: ["Cộng*", "Tổng*"]}]\n'
PARENT = SIMPLE.replace("{unit: Xã}", "{unit: Xã, parent: {column: Huyện, fill_down: true}}")
TWO_ROWS = (
    HEAD
    + """
headings: {rows: 2}
columns: {unit: Xã}
values:
  - {column: Trẻ em / Nam, measure: attendances, audience: tre-em, sex: male}
  - {column: Cha mẹ / Nam, measure: attendances, audience: cha-me, sex: male}
  - {column: Số buổi, measure: sessions, audience: tre-em}
"""
)
DATED = SIMPLE.replace(
    "period: 2030-Q1, received_on: 2030-04-05", "received_on: 2030-12-20"
).replace("{unit: Xã}", "{unit: Xã, period: {column: Ngày, every: quarter}}")
WORDED = (
    SIMPLE.replace(", period: 2030-Q1", "")
    .replace("{unit: Xã}", '{unit: Xã, period: {column: Kỳ, pattern: "Quý {quarter}*{year}"}}')
    .replace("2030-04-05", "2030-12-20")
)
CELL = SIMPLE.replace("{unit: Xã}", '{unit: {cell: A2, pattern: "Đơn vị: {text}"}}')
CHOICES = (
    HEAD
    + """
columns: {unit: xa, audience: nhom}
values:
  - {column: so, measure: attendances, when: {column: kieu, includes: noi chuyen}}
  - {value: 1, measure: sessions, when: {column: kieu/noi_chuyen, equals: 1}}
translate: {audience: {hs: tre-em, ph: cha-me}}
combine: sum
"""
)
LETTERS = SIMPLE.replace("column: Nam", "column: $B").replace("column: Nữ", "column: $C")
GOOD = {("00712", "male"): 5, ("00713", "male"): 7}
TWO = [["Hoà Ừng", 5], ["Ẵm Mường", 7]]


@dataclass
class Case:
    """A table, how it is read and what becomes of it: values by unit and sex, or wrong cells."""

    name: str
    rows: Table
    mapping: str = SIMPLE
    good: Any = None
    wrong: Any = None
    cure: str = ""
    csv: bool = False


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


CASES = [
    Case("plain", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", 5, 6]],
         good={("00712", "male"): 5, ("00712", "female"): 6}),
    Case("other tone place",
         [["Xã", "Nam", "Nữ"], ["Hòa Ừng", 5, None]], good={("00712", "male"): 5}),
    Case("decomposed text", [[nfd("Xã"), "Nam", nfd("Nữ")], [nfd("Hoà Ừng"), 5, 6]],
         good={("00712", "male"): 5, ("00712", "female"): 6}),
    Case("capitals and stars", [["XÃ *", "NAM:", "Nữ"], ["HOÀ ỪNG", 5, None]],
         good={("00712", "male"): 5}),
    Case("title rows above",
         [["UBND HUYỆN"], [], ["BÁO CÁO"], ["Xã", "Nam", "Nữ"], *TWO], good=GOOD),
    Case("blank columns", [[None, "Xã", None, "Nam", "Nữ"], [None, "Hoà Ừng", None, 5],
                           [None, "Ẵm Mường", None, 7]], good=GOOD),
    Case("blank rows between", [["Xã", "Nam", "Nữ"], TWO[0], [], [None, None], TWO[1]], good=GOOD),
    Case("columns in another order", [["Nữ", "Ghi chú", "Nam", "Xã"], [None, "x", 5, "Hoà Ừng"],
                                      [None, None, 7, "Ẵm Mường"]], good=GOOD),
    Case("totals row skipped", [["Xã", "Nam", "Nữ"], *TWO, ["Tổng cộng", 12]], TOTALS, good=GOOD),
    Case("totals row with a formula skipped", [["Xã", "Nam", "Nữ"], *TWO, ["Cộng:", "=SUM(B2:B3)"]],
         TOTALS, good=GOOD),
    Case("totals row not named", [["Xã", "Nam", "Nữ"], *TWO, ["Tổng cộng", 12]],
         wrong=[("A4", "report-unknown-unit")]),
    Case("totals row without a label", [["Xã", "Nam", "Nữ"], *TWO, [None, 12]], TOTALS,
         wrong=[("A4", "report-empty-cell")]),
    Case("notes under the table", [["Xã", "Nam", "Nữ"], *TWO, [], ["Ghi chú: chưa đủ"],
                                   ["Người lập biểu"]], good=GOOD),
    Case("thousand points", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", "1.200", "12.345"]],
         good={("00712", "male"): 1200, ("00712", "female"): 12345}),
    Case("a fraction that was a thousand", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", 1.2, 3]],
         wrong=[("B2", "report-fraction")], cure="1200"),
    Case("words for a number", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", "khoảng 20", 3]],
         wrong=[("B2", "report-not-a-number")]),
    Case("a dash is a zero", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", "-", 3]],
         SIMPLE + 'translate: {value: {"-": 0}}',
         good={("00712", "male"): 0, ("00712", "female"): 3}),
    Case("a dash is nothing known", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", "-", 3]],
         wrong=[("B2", "report-not-a-number")]),
    Case("empty cells are zeros there", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", None, 3]],
         SIMPLE + "empty: zero", good={("00712", "male"): 0, ("00712", "female"): 3}),
    Case("a minus", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", 5, -2]], wrong=[("C2", "report-negative")]),
    Case("a date for a number", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", date(2030, 3, 4), 3]],
         wrong=[("B2", "report-value-is-date")]),
    Case("a formula without a result", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", "=2+3", 3]],
         wrong=[("B2", "report-formula-without-result")]),
    Case("lost zeros", [["Xã", "Nam", "Nữ"], [712, 5, 6], ["713", 1, 1]],
         wrong=[("A2", "report-unit-lost-zero"), ("A3", "report-unit-lost-zero")],
         cure="00712"),
    Case("namesakes", [["Xã", "Nam", "Nữ"], ["Tả Khê", 5, None], ["Hoà Ừng", 5, None]],
         wrong=[("A2", "report-unit-ambiguous")], cure="00721 = Tả Khê, Đồng Vàng"),
    Case("namesakes with the district", [["Xã", "Nam", "Nữ"], ["Tả Khê, H. Đồng Vàng", 5]],
         good={("00721", "male"): 5}),
    Case("the district in its first row only",
         [["Huyện", "Xã", "Nam", "Nữ"], ["Hoà Thượng", "Tả Khê", 5, None],
          [None, "Hoà Ừng", 6, None],
          ["Đồng Vàng", "Tả Khê", 7, None]], PARENT,
         good={("00711", "male"): 5, ("00712", "male"): 6, ("00721", "male"): 7}),
    Case("a commune in the wrong district",
         [["Huyện", "Xã", "Nam", "Nữ"], ["Đồng Vàng", "Hoà Ừng", 5, None]], PARENT,
         wrong=[("B2", "report-unit-unsure")], cure="00712 = Hoà Ừng, Hoà Thượng"),
    Case("a name without marks", [["Xã", "Nam", "Nữ"], ["Am Muong", 5, None]],
         wrong=[("A2", "report-unit-unsure")], cure="00713"),
    Case("two rows of headings",
         [["TT", "Xã", "Trẻ em", None, "Cha mẹ", None, "Số buổi"],
          [None, None, "Nam", "Nữ", "Nam", "Nữ", None], [1, "Hoà Ừng", 5, 1, 7, 1, 2]], TWO_ROWS,
         good={("00712", "male"): 12, ("00712", "unknown"): 2}),
    Case("headings that stand twice", [["Xã", "Nam", "Nữ", "Nam"], ["Hoà Ừng", 5, 6, 7]],
         wrong=[("D1", "mapping-column-twice")], cure="$B"),
    Case("headings that stand twice, by letter",
         [["Xã", "Nam", "Nam", "Nam"], ["Hoà Ừng", 5, 6, 7]],
         LETTERS, good={("00712", "male"): 5, ("00712", "female"): 6}),
    Case("a heading that is missing", [["Xã", "Namm", "Nữ"], ["Hoà Ừng", 5, 6]],
         wrong=[("A1", "mapping-column-missing")], cure="Namm"),
    Case("the period is where the day lies",
         [["Xã", "Ngày", "Nam", "Nữ"], ["Hoà Ừng", "05/02/2030", 5, 6],
          ["Hoà Ừng", date(2030, 6, 30), 7, None]], DATED,
         good={("00712", "male"): 12, ("00712", "female"): 6}),
    Case("a day that is none",
         [["Xã", "Ngày", "Nam", "Nữ"], ["Hoà Ừng", "31/02/2030", 5, 6]], DATED,
         wrong=[("B2", "report-bad-period")] * 1),
    Case("the period in words",
         [["Xã", "Kỳ", "Nam", "Nữ"], ["Hoà Ừng", "Quý II năm 2030", 5, None],
          ["Ẵm Mường", "QUÝ 2/2030", 7, None]], WORDED, good=GOOD),
    Case("the unit above the table",
         [["BÁO CÁO"], ["Đơn vị: xã Hoà Ừng"], ["Nam", "Nữ"], [5, 6]], CELL,
         good={("00712", "male"): 5, ("00712", "female"): 6}),
    Case("a unit above the table that nobody knows",
         [["BÁO CÁO"], ["Đơn vị: xã Hoa Ung"], ["Nam", "Nữ"], [5, None]], CELL,
         wrong=[("A2", "report-unit-unsure")]),
    Case("choices in a cell",
         [["xa", "nhom", "kieu", "kieu/noi_chuyen", "so"],
          ["00712", "hs", "noi chuyen, loa", "1", 5],
          ["00712", "hs", "loa", "0", 9], ["00712", "hs", "Noi chuyen", 1, 6]], CHOICES,
         good={("00712", "unknown"): 13}),
    Case("an unknown word for an audience",
         [["xa", "nhom", "kieu", "kieu/noi_chuyen", "so"], ["00712", "gv", "noi chuyen", "1", 5]],
         CHOICES, wrong=[("B2", "report-unknown-audience")] * 2),
    Case("the same people twice", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", 5], ["xã Hòa Ừng", 6]],
         wrong=[("B3", "mapping-duplicate-row")], cure="combine: sum"),
    Case("the same people twice, to be added", [["Xã", "Nam", "Nữ"], ["Hoà Ừng", 5], ["00712", 6]],
         SIMPLE + "combine: sum", good={("00712", "male"): 11}),
    Case("a CSV file with semicolons and a comma in a cell",
         [["Xã", "Nam", "Nữ"], ["Tả Khê, Đồng Vàng", "5", "6"]],
         good={("00721", "male"): 5, ("00721", "female"): 6}, csv=True),
    Case("nothing but headings", [["Xã", "Nam", "Nữ"]], wrong=[("", "report-no-rows")]),
    Case("another table", [["Họ tên", "Lớp"], ["…", "5A"]],
         wrong=[("A1", "mapping-column-missing")] * 3),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_messy_table_is_read_right_or_refused_at_its_cell(hills: Hills, case: Case) -> None:
    path = hills.lines(case.rows) if case.csv else hills.sheets({"Sheet1": case.rows})
    imported = hills.read(path, hills.mapping(case.mapping))
    if case.good is not None:
        assert errors(imported) == []
        found: dict[tuple[str, ...], int] = {}
        for (unit, _, sex), value in counts(imported, "sex").items():
            found[unit, sex] = found.get((unit, sex), 0) + value
        assert found == case.good
        return
    assert imported.accepted == ()
    assert not hills.book.exists()
    assert set(errors(imported)) == set(case.wrong)
    for language in ("vi", "en"):
        say = load_catalogue(PROGRAM_CATALOGUES, language)
        for problem in imported.problems:
            words = f"{message(problem, say)} {hint(problem, say)}"
            assert "{" not in words
            assert "problem." not in words
        first = next(one for one in imported.problems if one.severity == "error")
        assert case.cure in hint(first, say)


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 30
