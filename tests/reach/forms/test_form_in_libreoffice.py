"""A form in LibreOffice: filled in its own format, recalculated and saved by it, and printed."""

import re
from pathlib import Path

import pytest
from pikepdf import Pdf

from tests.reach.forms.filling import Filled, Libre, fill_ods, values

WRONG = {
    ("a1.1", "attendances.female"): 20,
    ("a1.1", "people.female"): 21,
    ("a1.1", "sessions"): 1,
    ("a1.2", "attendances.male"): 12,
    ("a2", "answer"): "Không",
    ("a3.1", "copies_printed"): 100,
    ("a3.1", "copies_distributed"): 90,
    ("a3.1", "copies_left"): 20,
    ("a4.1", "scans"): "nhiều",
    ("a4.2", "views"): -2,
    ("reason", "answer"): "Sai",
}
RIGHT = {
    ("a1", "answer"): "Có",
    ("a1.1", "sessions"): 2,
    ("a1.1", "attendances.female"): 30,
    ("a1.1", "attendances.male"): 10,
    ("a1.1", "people.female"): 20,
    ("a1.1", "people.unknown"): 5,
    ("a2", "answer"): "Không",
    ("a3.1", "copies_distributed"): 90,
    ("a4.2", "views"): 4000,
}
Cells = dict[tuple[str, str], str | int]


@pytest.fixture(scope="module")
def returned(blank: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    """Forms as LibreOffice saved them, with the results that it reckoned."""
    folder = tmp_path_factory.mktemp("libre")
    libre = Libre(folder)
    ods = libre.convert("ods", folder, blank)[0]
    form = Filled(blank)
    talks = {
        "B": form.label("activity", "talks"),
        "C": form.label("audience", "swimmers"),
        "D": form.label("measure", "people"),
    }
    fitting = {f"{column}6": word for column, word in talks.items()} | {"E6": "Nam", "J6": 25}
    short = fitting | {"J6": 24, "B7": talks["B"]}
    cases: dict[str, tuple[Cells, dict[str, str | int]]] = {
        "wrong": (WRONG, {}), "right": (RIGHT, fitting), "short": (RIGHT, short), "empty": ({}, {}),
    }  # fmt: skip
    made = [
        fill_ods(
            ods,
            folder / f"{name}.ods",
            {
                form.report.title: {form.at(*key): value for key, value in cells.items()},
                form.details.title: details,
            },
        )
        for name, (cells, details) in cases.items()
    ]
    books = libre.convert("xlsx", folder, *made)
    return {path.stem: Filled(path, results=True) for path in books}


def verdict(form: Filled) -> str:
    return str(form.report["B5"].value)


def check(form: Filled, row: str) -> str:
    number = next(cell.row for cell in form.report["A"] if cell.value == row)
    return str(form.report.cell(number, form.report.max_column).value or "")


def test_an_empty_form_says_what_is_still_to_do(returned: dict[str, Filled]) -> None:
    assert verdict(returned["empty"]) == "Còn 4 hoạt động chưa ghi"
    assert check(returned["empty"], "a1") == "Chưa ghi"


def test_slips_are_shown_where_they_are_and_counted_on_top(returned: dict[str, Filled]) -> None:
    form = returned["wrong"]

    assert verdict(form) == "▲ Còn 6 chỗ cần xem: tìm dấu ▲"
    assert check(form, "a1.1") == "▲ Số người nhiều hơn lượt người dự"
    assert check(form, "a1.2") == "▲ Có lượt người dự mà chưa có số buổi"
    assert check(form, "a2") == "Không làm: tính là 0"
    assert check(form, "a3.1").startswith("▲ Phát + còn lại nhiều hơn đã in")
    assert check(form, "a4.1") == "▲ Có ô không phải là số"
    assert check(form, "a4.2") == "▲ Số phải tròn, từ 0 trở lên"
    assert check(form, "revised").startswith("▲ Có lý do sửa")


def test_a_right_form_is_good_to_send(returned: dict[str, Filled]) -> None:
    form = returned["right"]

    assert verdict(form) == "Tốt: gửi được"
    assert check(form, "a1.1") == "Tốt"
    assert check(form, "a1.2") == "Để trống: chưa biết"
    assert form.report[form.at("a1.1", "attendances.total")].value == 40
    assert form.details["K6"].value == "Tốt"


def test_details_that_do_not_add_up_are_shown_on_both_sheets(returned: dict[str, Filled]) -> None:
    form = returned["short"]

    assert verdict(form) == "▲ Còn 3 chỗ cần xem: tìm dấu ▲"
    assert check(form, "a1.1") == "▲ Trang Chi tiết cộng lại khác số ở đây"
    assert form.details["K6"].value == "▲ Cộng lại là 24; trang Báo cáo ghi 25"
    assert form.details["K7"].value == "▲ Hàng này chưa ghi đủ"


def test_what_libreoffice_saved_is_read_as_it_was_filled(returned: dict[str, Filled]) -> None:
    entries, problems = returned["right"].entries()

    assert problems == []
    found = {key: value for key, value in values(entries).items() if key[0] != "fair"}
    assert found == {
        ("talks", "swimmers", "sessions", ""): 2,
        ("talks", "swimmers", "attendances", "female"): 30,
        ("talks", "swimmers", "attendances", "male"): 10,
        ("talks", "swimmers", "people", "male"): 25,
        ("copies", "parents", "copies_distributed", ""): 90,
        ("radio", "parents", "views", ""): 4000,
    }
    assert [value for key, value in values(entries).items() if key[0] == "fair"] == [0, 0, 0]


def test_what_libreoffice_saved_still_guards_its_cells(returned: dict[str, Filled]) -> None:
    form = returned["right"]

    assert form.report.protection.sheet
    assert form.report[form.at("a1.1", "people.total")].protection.locked
    assert not form.report[form.at("a1.1", "people.male")].protection.locked
    assert form.report.data_validations.dataValidation


def test_a_form_prints_one_page_wide(blank: Path, tmp_path: Path) -> None:
    path = Libre(tmp_path).convert("pdf", tmp_path, blank)[0]

    with Pdf.open(path) as pdf:
        sizes = [tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in pdf.pages]
    assert sizes[0] == (842, 595)
    assert sizes[-1] == (595, 842)
    assert sizes.count((842, 595)) <= 5  # the report on one page; the details one page wide
    assert re.fullmatch(r"\(842, 595\)", str(sizes[1]))
