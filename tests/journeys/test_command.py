"""The command as a person meets it: help, wrong words, exit codes, two languages."""

import json
import re
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import ROOT

COMMANDS = (
    ("build",), ("check",), ("print",), ("new",), ("schema",),
    ("reach",), ("reach", "import"), ("reach", "show"), ("reach", "export"),
    ("reach", "expected"), ("reach", "survey"), ("reach", "report"),
    ("reach", "form"), ("reach", "log"), ("reach", "diff"), ("reach", "flags"), ("reach", "scans"),
    ("reach", "rollup"),
)  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(words)
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


@pytest.mark.parametrize("words", [(), *COMMANDS], ids=" ".join)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_is_complete_in_both_languages(
    words: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--lang", language, *words, "--help")

    assert code == 0
    assert ("Cách dùng:" if language == "vi" else "Usage:") in out
    assert "help." not in out
    assert not re.search(r"\{[a-z]+\}", out)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("bild",), "build"),
        (("build", "--onyl", "site"), "--only"),
        (("build", "--only", "sight"), "site"),
        (("check", "--format", "xml"), "--format"),
        (("new", "campaign"), "SLUG"),
        (("reach", "show", "khong-xam-hay"), "khong-xam-hai"),
        (("--lang", "fr", "check"), "--lang"),
    ],
)
def test_wrong_words_end_with_two_and_an_offer(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "--project", str(ROOT), *words)

    assert code == 2
    assert out == ""
    assert told.lower() in err.lower()
    assert "--help" in err


def test_the_shipped_sources_have_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--project", str(ROOT), "check", "--format", "json")

    assert (code, json.loads(out)) == (0, {"problems": []})


def test_problems_end_with_one(coast: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (coast / "campaigns/look.yml").write_text("tokens: []\n")

    code, out, err = run(capsys, "--project", str(coast), "check")

    assert code == 1
    assert "campaigns/look.yml:1:" in out
    assert "chỗ cần xem" in err


def test_a_folder_that_is_no_project_is_told_and_not_guessed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--project", str(tmp_path), "check")

    assert code == 1
    assert "campaigns/programme.yml" in out


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)

    assert code == 2
    assert out.startswith("Cách dùng:")


def test_a_project_that_is_not_there_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "--project", str(tmp_path / "none"), "check")

    assert code == 2
    assert len(err.strip().splitlines()) == 2


def test_schemas_go_into_the_project(coast: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, _ = run(capsys, "--project", str(coast), "schema")

    assert code == 0
    assert (coast / "schemas" / "campaign.schema.json").exists()


def test_broken_settings_of_the_website_are_found_by_the_check(
    coast: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (coast / "mkdocs.yml").write_text("site_name: x\nplugins: [lachan\n")

    code, out, _ = run(capsys, "--project", str(coast), "check")

    assert code == 1
    assert "mkdocs.yml:" in out


def test_scaffolds_are_written_and_named(coast: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--project", str(coast), "new", "page", "skills/tides")

    assert (code, out.strip()) == (0, "content/skills/tides.md")
