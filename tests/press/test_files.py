"""Every printed file is a sound PDF whose text, fonts and codes a reader and a printer can use."""

import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from generator.model.project import Project
from generator.press import Printed, print_leaflets, printed_in
from tests.press.conftest import words
from tests.press.sample import STEPS, trifold

Files = dict[tuple[str, str, str], Path]


def test_each_leaflet_is_printed_in_three_kinds_and_all_its_languages(files: Files) -> None:
    assert set(files) == {
        (leaflet, language, kind)
        for leaflet in ("to-gap", "ap-phich")
        for language in ("vi", "en")
        for kind in ("press", "office", "screen")
    }


def test_qpdf_finds_no_fault(files: Files) -> None:
    for path in files.values():
        run = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


def test_every_font_is_embedded_and_comes_from_the_projects_packages(files: Files) -> None:
    for path in files.values():
        with pikepdf.open(path) as pdf:
            fonts = [o for o in pdf.objects if _is(o, "/Font") and "/FontDescriptor" in o]
            assert fonts
            for font in fonts:
                name = str(font.BaseFont).split("+")[-1]
                assert "/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor
                assert name.startswith(("Manrope-LC", "Source-Sans-Pro-LC")), name


def _is(thing: pikepdf.Object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def test_text_extracts_as_composed_vietnamese_with_the_slogan_and_the_steps(files: Files) -> None:
    for (leaflet, language, _), path in files.items():
        text = words(path)
        assert "\N{NO-BREAK SPACE}" not in text
        assert text == unicodedata.normalize("NFC", text)
        assert {"vi": "Lắng nghe trẻ", "en": "Listen to children"}[language] in text
        for do, _, _ in STEPS[language]:
            assert all(word in text for word in do.split()), (leaflet, language, do)
        assert "111" in text


@pytest.mark.parametrize("leaflet", ["to-gap", "ap-phich"])
@pytest.mark.parametrize("kind", ["press", "office", "screen"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_code_leads_to_the_campaigns_page(
    files: Files, tmp_path: Path, leaflet: str, kind: str, language: str
) -> None:
    path = files[leaflet, language, kind]
    subprocess.run(["pdftoppm", "-r", "150", "-gray", path, tmp_path / "page"], check=True)
    pages = sorted(tmp_path.glob("page*"))
    run = subprocess.run(["zbarimg", "-q", *pages], capture_output=True, text=True, check=False)
    folder = "" if language == "vi" else "en/"
    assert run.stdout.split() == [
        f"QR-Code:https://thunglung.example/{folder}campaigns/khong-xam-hai/"
    ]


def test_a_leaflets_own_page_is_where_its_code_leads(valley: Project, tmp_path: Path) -> None:
    project = _with(valley, trifold(page="skills/body", languages=["en"]))
    made = print_leaflets(project, tmp_path, kinds=["screen"])
    with pikepdf.open(tmp_path / made[0].path) as pdf:
        links = {str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a}
    assert "https://thunglung.example/en/skills/body/" in links


def _with(project: Project, *leaflets: object) -> Project:
    campaign = project.campaigns["khong-xam-hai"].model_copy(update={"leaflets": leaflets})
    return project.__class__(**{**project.__dict__, "campaigns": {campaign.id: campaign}})


def test_what_was_printed_can_be_read_from_the_folder(
    printed: tuple[Path, list[Printed]],
) -> None:
    folder, made = printed
    assert sorted(printed_in(folder), key=str) == sorted(made, key=str)
    assert {each.unit for each in made} == {None}
    press = next(each for each in made if each.leaflet == "to-gap" and each.kind == "press")
    assert (press.pages, press.trim) == (2, (297.0, 210.0))
    for each in made:
        assert each.thumbnail is not None
        with Image.open(folder / each.thumbnail) as picture:
            assert picture.width == 360


def test_the_same_sources_give_the_same_bytes_on_any_day_in_any_folder_with_any_helpers(
    valley: Project,
    printed: tuple[Path, list[Printed]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, made = printed
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    monkeypatch.setenv("PYTHONHASHSEED", "7")  # for the helpers, which start afresh
    again = print_leaflets(valley, tmp_path / "elsewhere", jobs=2)
    assert again == tuple(made)
    for path in sorted(folder.rglob("*.*")):
        other = tmp_path / "elsewhere" / path.relative_to(folder)
        assert path.read_bytes() == other.read_bytes(), path.name


def test_one_campaign_one_leaflet_one_language_can_be_asked_for(
    valley: Project, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []
    made = print_leaflets(
        valley,
        tmp_path,
        only="khong-xam-hai/ap-phich",
        languages=["en"],
        kinds=["office"],
        progress=lambda done, total: steps.append((done, total)),
    )
    assert [each.path for each in made] == ["khong-xam-hai/ap-phich/en/chung/office.pdf"]
    assert steps == [(1, 1)]
