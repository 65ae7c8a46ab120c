"""``lachan reach report`` as an officer types it."""

from pathlib import Path

import pytest

from tests.journeys.test_command import run


def report(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str, str]:
    return run(capsys, "--project", str(folder), *words)


def test_the_report_is_written_and_its_deadline_told(
    coast: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("report.docx", "report.pdf"):
        path = tmp_path / name
        code, out, err = report(capsys, coast, "reach", "report", "--year", "2030", "-o", str(path))
        assert (code, out.strip()) == (0, str(path))
        assert "không ghi hạn" in err
        assert path.read_bytes()[:2] in {b"PK", b"%P"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--year", "2010"), "annual 2030"),
        (("--year", "2030", "--kind", "midterm"), "final 2031"),
        (("--year", "2030", "--kind", "monthly"), "midterm"),
        (("--year", "twenty"), "--year"),
        (("--year", "2030", "--date", "31/12/2030"), "--date"),
    ],
)
def test_wrong_words_end_with_two_and_an_offer(
    coast: Path, tmp_path: Path, words: tuple[str, ...], told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = tmp_path / "report.pdf"
    code, out, err = report(capsys, coast, "reach", "report", *words, "-o", str(path))
    assert (code, out) == (2, "")
    assert told in err
    assert not path.exists()


@pytest.mark.parametrize("name", ["report.odt", "report", "pdf"])
def test_a_name_that_says_no_format_is_refused(
    coast: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = report(
        capsys, coast, "reach", "report", "--year", "2030", "-o", str(tmp_path / name)
    )
    assert code == 2
    assert ".pdf, .docx" in err
    assert not (tmp_path / name).exists()
