"""What is expected, as files: a calendar, workbooks, tables; the command that makes them."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from openpyxl import load_workbook

from generator.cli import main
from generator.reach import show_calls, show_expected
from generator.reach.expected.showing import Style
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.expected.making import make_contact, office
from tests.reach.expected.test_year import talk
from tests.reach.making import make_activity, make_campaign

VI = load_catalogue(PROGRAM_CATALOGUES, "vi")
DAY = date(2030, 8, 1)
REPORTS = [talk("00911"), talk("00912", value=0), talk("00921", day=date(2030, 5, 1))]


def shown(style: Style, day: date = DAY, **changes: object) -> bytes:
    project = office(REPORTS, **changes)  # type: ignore[arg-type]
    return show_expected(project, ["shore"], day, style=style, say=VI)


def events(content: bytes) -> list[Event]:
    return [one for one in Calendar.from_ical(content).walk("VEVENT") if isinstance(one, Event)]


def test_the_calendar_has_an_event_a_deadline_and_the_plans_own() -> None:
    found = events(shown("ics"))
    assert [event["dtstart"].dt for event in found] == [
        date(2030, 4, 15), date(2030, 7, 15), date(2030, 7, 30), date(2030, 10, 15),
        date(2031, 1, 15), date(2031, 1, 30), date(2030, 12, 9), date(2031, 12, 9),
    ]  # fmt: skip
    first = found[0]
    assert first["summary"] == "Hạn nộp báo cáo kỳ 2030-Q1: 4 báo cáo, 4 đơn vị"
    assert first["dtend"].dt - first["dtstart"].dt == timedelta(days=1)
    assert "Talks: 4 đơn vị" in first["description"]
    assert all(event["dtstamp"].dt == datetime(2030, 8, 1, tzinfo=UTC) for event in found)
    assert "VIII.1" in found[-1]["description"]


def test_every_event_reminds_a_week_before() -> None:
    for event in events(shown("ics")):
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == timedelta(days=-7)
        assert alarm["action"] == "DISPLAY"


def test_vietnamese_and_commas_come_back_as_they_went_in() -> None:
    fair = next(event for event in events(shown("ics")) if "S1" in event["summary"])
    assert "Hội chợ, “ừ ẵ Đ”; hoà: 2 đơn vị" in fair["description"]
    assert fair["description"].count("\n") == 2


def test_lines_are_folded_at_75_bytes_without_cutting_a_letter() -> None:
    lines = shown("ics").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR"


def test_a_later_calendar_replaces_the_same_events() -> None:
    early, late = shown("ics", date(2030, 2, 1)), shown("ics", date(2030, 11, 1))
    uids = [[str(event["uid"]) for event in events(one)] for one in (early, late)]
    assert uids[0] == uids[1]
    assert len(set(uids[0])) == len(uids[0])
    assert early != late


@pytest.mark.parametrize("style", ["table", "json", "csv", "xlsx", "ics"])
def test_the_same_day_gives_the_same_bytes(style: Style) -> None:
    assert shown(style) == shown(style)


def test_the_workbook_says_each_state_in_words_and_colour() -> None:
    book = load_workbook(io.BytesIO(shown("xlsx")))
    assert book.sheetnames == ["Tổng hợp", "Talks", "Hội chợ, “ừ ẵ Đ”; hoà"]
    cells = {
        str(line[0].value): line for line in book["Talks"].iter_rows(min_row=6) if line[0].value
    }
    words = {code: [str(cell.value) for cell in line[2:4]] for code, line in cells.items()}
    assert words["00911"] == ["✓ Đúng hạn", "✗ THIẾU · quá hạn 17 ngày"]
    assert words["00912"][0] == "✓ Đúng hạn · bằng 0"
    assert words["00921"][0] == "m Muộn"
    assert cells["00922"][3].value is None
    colours = {line[2].fill.fgColor.rgb for line in cells.values()}
    assert len(colours) == 3


def test_a_hostile_title_makes_a_sheet_and_no_formula() -> None:
    title = "=1+1 [a]:*?/\\ " + "dài " * 20
    activities = [make_activity(f"a{number}", title=title) for number in range(3)]
    content = shown("xlsx", campaign=make_campaign(*activities))
    book = load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 4
    assert all(len(name) <= 31 for name in book.sheetnames)
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds


def test_the_table_fits_a_mark_an_activity() -> None:
    text = shown("table").decode()
    row = next(line for line in text.splitlines() if line.startswith("00911"))
    assert row.split() == ["00911", "Hoà", "Lạc", "✓", "✗", "·", "·", "1", "–", "1", "2", "–", "–"]
    assert VI("expected.legend") in text


def test_csv_and_json_tell_every_report() -> None:
    lines = list(csv.DictReader(io.StringIO(shown("csv").decode())))
    late = next(one for one in lines if (one["unit"], one["period"]) == ("00921", "2030-Q1"))
    assert (late["state"], late["received"], late["due"]) == ("late", "2030-05-01", "2030-04-15")
    data = json.loads(shown("json"))["campaigns"][0]
    assert len(data["expected"]) == len(lines) == 17
    assert data["reports"]["expected"] == data["reports"]["missing"] + 3


def test_the_list_of_calls_says_whom_what_and_how_long() -> None:
    project = office(REPORTS, contacts=[make_contact("Chị Ẵm", "091", id="am")])
    text = show_calls(project, ["shore"], DAY, style="table", say=VI).decode()
    assert "Old Mole, Dune (00922), nay là Tả Lủng (00921): quá hạn 108 ngày" in text
    assert "Gọi: Chị Ẵm, 0100" in text
    assert "- Talks, kỳ 2030-Q2: hạn 15/07/2030 (quá hạn 17 ngày)" in text
    lines = list(csv.DictReader(io.StringIO(
        show_calls(project, ["shore"], DAY, style="csv", say=VI).decode())))  # fmt: skip
    assert lines[0]["unit"] == "00922"
    book = load_workbook(io.BytesIO(show_calls(project, ["shore"], DAY, style="xlsx", say=VI)))
    assert book.worksheets[0].max_row == 5 + len(lines)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(words)
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def test_the_command_makes_each_shape(
    coast: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = ("--project", str(coast), "--lang", "en", "reach", "expected")
    code, out, _ = run(capsys, *start, "safe-shore", "--as-of", "2030-08-01")
    assert (code, "2 missing" in out) == (0, True)
    code, out, _ = run(capsys, *start, "--all", "--as-of", "2030-07-10", "--calls")
    assert (code, "North Quay (Z101): due in 5 days" in out) == (0, True)
    for style in ("xlsx", "ics"):
        path = tmp_path / f"due.{style}"
        assert run(capsys, *start, "--all", "--format", style, "-o", str(path))[0] == 0
        assert path.stat().st_size > 500


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--all"),
        (("safe-shore", "--all"), "--all"),
        (("safe-shor",), "safe-shore"),
        (("safe-shore", "--format", "ics"), "-o"),
        (("safe-shore", "--format", "ics", "--calls", "-o", "x.ics"), "--calls"),
        (("safe-shore", "--as-of", "01/08/2030"), "--as-of"),
    ],
)
def test_wrong_words_are_told(
    coast: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    code, out, err = run(
        capsys, "--project", str(coast), "--lang", "en", "reach", "expected", *words
    )
    assert (code, out) == (2, "")
    assert told in err
