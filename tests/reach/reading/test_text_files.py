"""CSV as it arrives: separators, line ends, quotes, and what LibreOffice saves."""

import csv

import pytest

from tests.reach.reading.conftest import HEADINGS, Convert, Read, saved, workbook

LINES = [list(HEADINGS), ["091", "2030-Q1", "1.200", "05/04/2030", "Hoà Lạc, Đồng Ẵm"]]
QUOTED = [[f'"{cell}"' for cell in line] for line in LINES]
OFFICE = "Text - txt - csv (StarCalc)"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_separator_and_line_end(separator: str, ending: str) -> None:
    text = ending.join(separator.join(line) for line in QUOTED) + ending
    assert Read(text.encode(), "sent.csv").rows() == LINES


def test_headings_unknown_to_us_show_their_separator_by_their_number() -> None:
    text = "a,b;c;d\n1,5;2;3\n2,5;3;4\n"
    assert Read(text.encode(), "sent.csv").rows()[1] == ["1,5", "2", "3"]


@pytest.mark.parametrize("first", ["sep=|", '"sep=|"', "SEP=|", "\ufeffsep=|"])
def test_excel_s_own_hint_settles_the_separator_and_keeps_line_numbers(first: str) -> None:
    read = Read(f"{first}\nunit|period\n091|2030\n".encode(), "sent.csv")
    assert read.rows() == [[], ["unit", "period"], ["091", "2030"]]


def test_a_quoted_cell_may_hold_quotes_and_lines() -> None:
    read = Read(b'unit,note\r\n091,"a ""b""\r\nc"\r\n092,x\r\n', "sent.csv")
    (grid,) = read.grids
    assert [(line.number, line.cells) for line in grid.lines[1:]] == [
        (2, ("091", 'a "b"\nc')),
        (4, ("092", "x")),
    ]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"unit,note\n091,a\0b\n", "report-nul", 2),
        (b'unit,note\n091,"a\n092,b\n', "csv-syntax", 2),
        (b'unit,note\n091,"a"b\n', "csv-syntax", 2),
        (b"unit,note\n" + b"x" * 300_000 + b"\n", "report-line-too-long", 2),
        (b'unit,note\n091,"' + b"x\n" * 200_000, "report-line-too-long", 50_000),
        (b"unit,note\n" + b"," * 250_000 + b"\n", "report-line-too-long", 2),
        ("\ufeffunit\n".encode("utf-16-le") + b"\0\xd8", "report-not-unicode", 2),
        (b"unit\ncaf\xe9 M\xfcller\n", "report-not-unicode", 2),
    ],
)
def test_a_line_that_cannot_be_read_is_named(content: bytes, code: str, line: int) -> None:
    read = Read(content, "sent.csv")
    assert read.errors == [code]
    assert read.problems[0].line == pytest.approx(line, abs=10)


def test_the_limit_of_other_tables_is_not_that_of_reports() -> None:
    csv.field_size_limit(10)
    assert Read(b"unit,note\n091," + b"x" * 400 + b"\n", "sent.csv").errors == []


@pytest.mark.parametrize(
    ("separator", "charset"), [("44", "76"), ("59", "40"), ("9", "65535")]
)  # comma in UTF-8, semicolon in Windows-1258, tab in UTF-16: LibreOffice's own numbers
def test_what_libreoffice_saves_as_text_is_read(
    convert: Convert, separator: str, charset: str
) -> None:
    words = ["Hoà Lạc, Đồng Ẵm", "ừ ẵ Đ ợ ỹ", "Tả Lủng", "tuyên truyền"]
    book = workbook([HEADINGS, *(["091", "2030", 25, None, word] for word in words)])
    content = convert(saved(book), "xlsx", "csv", f"{OFFICE}:{separator},34,{charset},1")
    read = Read(content, "sent.csv")
    assert read.errors == [], content
    assert [row[4] for row in read.rows()[1:]] == words
    assert read.rows()[1][:3] == ["091", "2030", "25"]
