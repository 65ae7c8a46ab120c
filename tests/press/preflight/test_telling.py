"""The verdict in words, as JSON, as problems, and as a page with the places marked."""

import io
import json
import re
import string
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Pdf
from PIL import Image

from generator.cli import main
from generator.press.preflight import (
    Box,
    Expected,
    Finding,
    Measure,
    Verdict,
    marked,
    preflight,
    problems,
    statement,
    to_json,
    to_text,
)
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.press.preflight.builder import TRIM, qr, sound, typed, words

PACKAGE = Path(__file__).parents[3] / "generator" / "press" / "preflight"
BAD = "1 0 0 rg 20.5 30 25 25 re f 0 1 1 0 K 0.05 w 20 90 m 80 90 l S"
VI, EN = (load_catalogue(PROGRAM_CATALOGUES, language, language) for language in ("vi", "en"))


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "xấu.pdf"
    path.write_bytes(sound([BAD]))
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.pdf"
    path.write_bytes(sound([qr(30, 60, 25)]))
    return path


def run(capsys: pytest.CaptureFixture[str], *each: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in each])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def codes() -> set[str]:
    """Every code that the package can find, as it stands in its source."""
    text = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    found = set(
        re.findall(r'(?:Finding|_error|_found|_edge)\(\s*(?:leaf, box, )?"([a-z0-9-]+)"', text)
    )
    found |= set(re.findall(r'"/(?:Alternates|OPI|Ref)", "([a-z-]+)"', text))
    found |= set(re.findall(r'(?:screens|objects)\.append\(\("([a-z-]+)"', text))
    found |= set(re.findall(r'"/(?:DeviceRGB|Cal\w+|ICCBased|Lab)": "([a-z-]+)"', text))
    found |= set(re.findall(r'"((?:black|one-bit|image)-[a-z-]+)"', text))
    return found


def test_every_code_has_its_words_and_its_cure_and_no_word_is_left_over() -> None:
    wanted = codes()
    assert len(wanted) > 60
    for catalogue in (VI, EN):
        told = {key for key in catalogue.entries if ".preflight-" in key}
        assert told == {
            f"{kind}.preflight-{code}" for code in wanted for kind in ("problem", "cure")
        }


def test_both_languages_fill_the_same_places() -> None:
    for key in (key for key in VI.entries if "preflight" in key):
        places = [
            {name for _, name, _, _ in string.Formatter().parse(each.entries[key]) if name}
            for each in (VI, EN)
        ]
        assert places[0] == places[1], key


def test_the_text_says_page_place_measure_limit_and_cure(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "preflight", bad)

    assert code == 1
    assert "Chưa đạt bộ kiểm tra PDF/X-4 của Lá Chắn" in out
    assert "[rgb] Trang 1 (x 20,5 mm, y 30 mm)" in out
    assert "mảng màu · đo được: DeviceRGB · giới hạn: CMYK · vùng: 25 × 25 mm" in out
    assert "[hairline] Trang 1 (x 20 mm, y 90 mm): nét chỉ dày 0,14 pt" in out
    assert "→ Cho nét dày ít nhất 0,25 pt." in out


def test_english_is_told_in_english(
    bad: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--lang", "en", "preflight", bad, good)

    assert code == 1
    assert "Does not pass our PDF/X-4 checks · pages: 1, errors: 1, warnings: 1" in out
    assert "Page 1 (x 20.5 mm, y 30 mm)" in out
    assert "Passes our PDF/X-4 checks" in out
    assert not re.search(r"\{[a-z]+\}|certif", out)


def test_json_is_for_programs(bad: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--lang", "en", "preflight", bad, good, "--format", "json")

    assert code == 1
    first, second = json.loads(out)["files"]
    assert (first["file"], first["passes"], first["pages"]) == (str(bad), False, 1)
    assert (first["errors"], first["warnings"]) == (1, 1)
    rgb = first["findings"][0]
    assert rgb["code"] == "rgb"
    assert rgb["severity"] == "error"
    assert rgb["page"] == 1
    assert rgb["box"] == {"x": 20.5, "y": 30.0, "width": 25.0, "height": 25.0}
    assert (rgb["measured"], rgb["limit"]) == ("DeviceRGB", "CMYK")
    assert rgb["message"].startswith("Page 1")
    assert rgb["hint"].startswith("Convert to CMYK")
    assert (second["passes"], second["statement"]) == (True, "Passes our PDF/X-4 checks")
    assert second["findings"] == []


def test_a_good_file_ends_with_0_in_any_folder(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "preflight", "good.pdf")

    assert (code, err) == (0, "")
    assert "Đạt bộ kiểm tra PDF/X-4 của Lá Chắn" in out


@pytest.mark.parametrize("name", ["none.pdf", "."])
def test_a_file_that_is_not_there_is_wrong_usage(
    name: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "preflight", good, tmp_path / name)

    assert (code, out) == (2, "")
    assert "Không có tệp" in err


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_help_is_complete(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--lang", language, "preflight", "--help")

    assert code == 0
    assert "--marked" in out
    assert "help." not in out


def test_no_file_at_all_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "preflight")[0] == 2


def test_what_is_no_pdf_is_an_error_in_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_text("Kính gửi nhà in")
    code, out, err = run(capsys, "preflight", path)

    assert (code, err) == (1, "")
    assert "[unreadable] Tệp này không đọc được như một PDF." in out


def test_the_marked_page_is_one_page_a_file(
    bad: Path, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "marked.pdf"
    run(capsys, "preflight", bad, good, "--marked", target)

    with Pdf.open(target) as pdf:
        assert len(pdf.pages) == 2
    first, second = text_of(target.read_bytes())
    assert "xấu.pdf" in first
    assert "Chưa đạt bộ kiểm tra PDF/X-4 của Lá Chắn" in first
    assert "nét chỉ dày 0,14 pt" in first
    assert "Không thấy lỗi nào." in second


def text_of(data: bytes) -> list[str]:
    """The text of each page, lines joined."""
    read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return [re.sub(r"\s+", " ", page) for page in read.stdout.decode().split("\f")[:-1]]


def test_the_marked_page_shows_where(tmp_path: Path) -> None:
    data = sound([BAD])
    page = marked(data, preflight(data), "x.pdf", "en")
    picture = drawn(page, tmp_path)
    red = picture_of(picture, (179, 38, 30))
    amber = picture_of(picture, (138, 90, 0))
    # The pictures stand above the list: a mark of each kind is in the upper half.
    assert red[: len(red) // 2].sum() > 200
    assert amber[: len(amber) // 2].sum() > 50


def drawn(data: bytes, folder: Path) -> Image.Image:
    (folder / "m.pdf").write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "100", "-png", folder / "m.pdf", folder / "m"], check=True)
    return Image.open(next(folder.glob("m*.png"))).convert("RGB")


def picture_of(picture: Image.Image, colour: tuple[int, int, int]) -> Any:
    import numpy as np  # noqa: PLC0415 - beside its only use

    return np.abs(np.asarray(picture, np.int16) - colour).max(axis=2) < 24


def test_the_marked_page_of_many_findings_is_still_one_page() -> None:
    lines = "".join(f"{10 + 9 * (n % 9)} {10 + 9 * (n // 9)} 3 0.03 re f " for n in range(80))
    data = sound([f"0 1 1 0 k {lines} 1 0 0 rg {lines}"] * 4, typed)
    verdict = preflight(data)
    assert len(verdict.findings) > 40
    page = marked(data, verdict, "x" * 200 + ".pdf", "vi")
    (text,) = text_of(page)
    assert "không đủ chỗ ghi ở đây" in text


def test_a_file_without_pages_to_show_is_marked_in_words() -> None:
    for data in (b"no pdf", b"%PDF-1.7\n%%EOF"):
        (text,) = text_of(marked(data, preflight(data), "x.pdf", "en"))
        assert "cannot be read as a PDF" in text


def test_the_marked_page_is_the_same_every_time() -> None:
    data = sound([BAD + " /F 0 Tf"], typed)
    verdict = preflight(data)
    assert marked(data, verdict, "x.pdf") == marked(data, verdict, "x.pdf")
    assert preflight(data) == verdict


def test_a_name_is_text_not_markup() -> None:
    data = sound([BAD])
    (text,) = text_of(marked(data, preflight(data), "<b>&amp; {{ 7 * 7 }}.pdf", "en"))
    assert "<b>&amp; {{ 7 * 7 }}.pdf" in text


def test_errors_become_problems_of_the_leaflet() -> None:
    verdict = preflight(sound([BAD]))
    (problem,) = problems(verdict, "campaigns/a/leaflets/b.yml", {"language": "vi"})
    assert (problem.file, problem.code, problem.severity) == (
        "campaigns/a/leaflets/b.yml",
        "preflight-rgb",
        "error",
    )
    assert problem.details["page"] == "1"
    assert problem.details["position"] == "x 20.5 mm, y 30 mm"
    assert (problem.details["measured"], problem.details["limit"]) == ("DeviceRGB", "CMYK")
    assert problem.details["language"] == "vi"
    assert "Trang 1 (x 20.5 mm, y 30 mm)" in VI(f"problem.{problem.code}", **problem.details)


def test_warnings_do_not_stop_a_file() -> None:
    verdict = Verdict((Finding("rotated", "warning", 1, None, Measure(90, "°"), Measure(0, "°")),))
    assert verdict.passes
    assert problems(verdict, "x") == ()
    assert statement(verdict, EN) == "Passes our PDF/X-4 checks"
    assert "turned by 90°" in to_text([("x.pdf", verdict)], EN)
    assert json.loads(to_json([("x.pdf", verdict)], EN))["files"][0]["warnings"] == 1


def test_values_are_told_as_the_language_writes_numbers() -> None:
    assert Measure(0.125, "pt").told(",") == "0,12 pt"
    assert Measure("97.5 × 210", "mm").told(",") == "97,5 × 210 mm"
    assert Measure("PDF 1.4").told(",") == "PDF 1.4"
    assert str(Measure(-1.5, "mm")) == "-1.5 mm"
    assert str(Measure(320.0, "%")) == "320%"
    assert Box(0, 0, 1, 1).joined(Box(2, 3, 1, 1)) == Box(0, 0, 3, 4)


def test_our_own_press_files_have_no_finding(
    files: dict[tuple[str, str, str], Path], valley: Any
) -> None:
    for (leaflet, language, kind), path in files.items():
        if kind == "press":
            (form,) = (
                valley.formats[each.format]
                for campaign in valley.campaigns.values()
                for each in campaign.leaflets
                if each.id == leaflet
            )
            expected = Expected(
                trim=(form.width, form.height),
                bleed=form.bleed,
                safe=form.safe,
                pages=form.sides,
                folds=form.folds,
            )
            verdict = preflight(path.read_bytes(), expected)
            assert verdict.findings == (), (leaflet, language)
            assert verdict.inks[0] == "CMYK"
            assert max(verdict.ink) < 300


def test_our_own_screen_files_are_no_press_files(
    files: dict[tuple[str, str, str], Path],
) -> None:
    found = {each.code for each in preflight(files["to-gap", "vi", "screen"].read_bytes()).errors}
    assert {"rgb", "annotation", "no-intent", "not-x4"} <= found


def test_a_file_is_judged_in_the_blink_of_an_eye(
    files: dict[tuple[str, str, str], Path],
) -> None:
    import time  # noqa: PLC0415 - beside its only use

    data = files["to-gap", "vi", "press"].read_bytes()
    spent = []
    for _ in range(3):
        start = time.process_time()
        preflight(data)
        spent.append(time.process_time() - start)
    assert min(spent) < 1.0  # 0.2 s on the machine where it was written


def test_the_file_itself_is_not_touched(bad: Path) -> None:
    before = bad.read_bytes()
    preflight(before)
    with pikepdf.open(io.BytesIO(before)) as pdf:
        assert len(pdf.pages) == 1
    assert bad.read_bytes() == before
    assert words("a", 0, 0).startswith("BT")
    assert TRIM == (105.0, 148.0)
