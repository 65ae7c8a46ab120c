"""``lachan reach form`` as an officer types it."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.cli import main
from tests.conftest import ROOT


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["--project", str(ROOT), "reach", "form", *words])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def test_one_unit_gets_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.xlsx"

    code, out, _ = run(
        capsys, "khong-xam-hai", "--unit", "00742", "--period", "2018-Q1", "-o", str(path)
    )

    assert (code, out.strip()) == (0, str(path))
    assert "Tả Lủng" in str(load_workbook(path).worksheets[0]["B3"].value)


@pytest.mark.parametrize(
    "words", [("--unit", "00742", "--unit", "00796"), ("--for", "00742, 00796")], ids=" ".join
)
def test_several_units_get_an_archive(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.zip"

    code, _, err = run(capsys, "khong-xam-hai", *words, "--period", "2018-Q1", "-o", str(path))

    assert code == 0
    assert "2 biểu mẫu" in err
    with zipfile.ZipFile(path) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {
            "026-dong-van", "027-meo-vac", "danh-sach-gui.xlsx",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--unit", "00742", "--period", "2018-S1", "-o", "f.xlsx"), "“2018-Q1”, “2018-Q2”"),
        (("--unit", "02", "--period", "2018-Q1", "-o", "f.xlsx"), "không phải báo cáo kỳ nào"),
        (("--unit", "742", "--period", "2018-Q1", "-o", "f.xlsx"), "742"),
        (("--unit", "027", "--period", "2018-Q5", "-o", "f.xlsx"), "2018-Q4"),
        (("--for", "all", "--period", "2021-Q1", "-o", "f.zip"), "2018-Q4"),
        (("--for", "all", "--period", "2018-Q1", "-o", "f.xlsx"), "f.zip"),
        (("--unit", "027", "--period", "2018-Q1", "-o", "f.csv"), "f.xlsx"),
        (("--period", "2018-Q1", "-o", "f.xlsx"), "--unit"),
        (("--unit", "027", "-o", "f.xlsx"), "--period"),
    ],
    ids=["owes nothing then", "owes nothing", "no unit", "no period", "nobody", "not a zip",
         "not a workbook", "nobody named", "no period named"],
)  # fmt: skip
def test_wrong_words_end_with_two_and_write_nothing(
    words: tuple[str, ...],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    code, out, err = run(capsys, "khong-xam-hai", *words)

    assert (code, out) == (2, "")
    assert told in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_is_whole(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", language, "reach", "form", "--help"])

    assert "help.reach" not in capsys.readouterr().out
