"""``reach log`` and ``reach diff`` as a person meets them: words, exit codes, offers."""

import json
import re
from pathlib import Path

import pytest

from generator.cli import main
from tests.reach.conftest import Office, sent

SHARED = {
    "campaign": "safe-shore", "activity": "days", "period": "2030-Q2", "audience": "swimmers",
    "received_on": "2030-07-05", "unit": "Z101",
}  # fmt: skip
AGAIN = {"report": "r2", "revises": "r1", "reason": "đếm lại", "value": "31"}


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(words)
    told = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, told.out, told.err


@pytest.fixture
def shore(coast: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The invented province with a report and its revision."""
    office = Office(tmp_path / "office")
    files = [
        office.csv(sent(SHARED), "một.csv"),
        office.csv(sent(SHARED | AGAIN), "hai.csv"),
    ]
    code, _, err = run(capsys, "--project", str(coast), "reach", "import", *map(str, files))
    assert code == 0, err
    return coast


def reach(
    shore: Path, capsys: pytest.CaptureFixture[str], *words: str, language: str = "vi"
) -> tuple[int, str, str]:
    return run(capsys, "--project", str(shore), "--lang", language, "reach", *words)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["log", "diff"])
def test_help_and_answers_have_words_in_both_languages(
    shore: Path, name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("safe-shore", "r2") if name == "diff" else ("safe-shore", "--verify")
    for asked in ((name, "--help"), (name, *words)):
        code, out, err = reach(shore, capsys, *asked, language=language)
        assert code == 0
        assert not re.search(r"\b(help|history|short|choice)\.[a-z]|\{[a-z]+\}", out + err)


def test_the_log_is_read_by_machines(shore: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = reach(shore, capsys, "log", "safe-shore", "--format", "json", "--verify")
    data = json.loads(out)
    assert code == 0
    assert [one["report"] for one in data["reports"]] == ["r1", "r2"]
    assert data["problems"] == []


def test_a_file_that_is_not_as_received_ends_with_one(
    shore: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = (shore / "campaigns/safe-shore/reach/received").glob("*một.csv")
    path.write_bytes(b"")
    code, out, err = reach(shore, capsys, "log", "safe-shore", "--verify")
    assert code == 1
    assert "r1" in out  # the log is told all the same
    assert "received-changed" in err
    assert f"reach/received/{path.name}" in err
    code, out, _ = reach(shore, capsys, "log", "safe-shore", "--verify", "--format", "json")
    assert (code, json.loads(out)["problems"][0]["code"]) == (1, "received-changed")
    assert reach(shore, capsys, "log", "safe-shore")[0] == 0


def test_a_file_that_no_report_names_is_a_warning(
    shore: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shore / "campaigns/safe-shore/reach/received/0-x.csv").write_bytes(b"x")
    code, _, err = reach(shore, capsys, "log", "safe-shore", "--verify")
    assert (code, "received-unnamed" in err) == (0, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("log", "safe-shroe"), "safe-shore"),
        (("log", "safe-shore", "--unit", "Z110"), "Z101"),
        (("log", "safe-shore", "--activity", "day"), "days"),
        (("log", "safe-shore", "--period", "Q2"), "2018-Q1"),
        (("log", "safe-shore", "--since", "5"), "--since"),
        (("diff", "safe-shore", "r"), "reach log safe-shore"),
        (("diff", "safe-shore", "r1"), "reach diff safe-shore r2"),
        (("diff", "safe-shore", "r2", "r3"), "r2"),
    ],
)
def test_wrong_words_end_with_two_and_an_offer(
    shore: Path, words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = reach(shore, capsys, *words)
    assert (code, out) == (2, "")
    assert told in err


def test_units_that_are_no_more_can_be_asked_for(
    shore: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = reach(shore, capsys, "log", "safe-shore", "--unit", "Z103")
    assert code == 0
    assert "0 báo cáo (cả sổ: 2)" in out
