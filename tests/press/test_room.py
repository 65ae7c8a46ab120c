"""The room itself: faces, colours, ornaments, catalogues."""

import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.addresses import campaign_path, page_path, print_path
from generator.model.leaflet import Format
from generator.press import check_leaflets, print_leaflets
from generator.press.setting.colours import painter
from generator.press.setting.fonts import family_faces, known_families, letters
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from generator.sources.reading import Reading
from tests.press import sample

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
VOWELS = [unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in TONES]
ALPHABET = {*VOWELS, *(v.upper() for v in VOWELS), *"bcdđghklmnpqrstvxfjwzBCDĐGHKLMNPQRSTVX"}
MARKS = set("0123456789.,;:!?“”‘’()–-…·/%₫×")


@pytest.mark.parametrize("family", known_families())
def test_every_face_holds_the_whole_vietnamese_alphabet(family: str) -> None:
    faces = family_faces(family)
    assert faces
    for face in faces:
        absent = {c for c in ALPHABET | MARKS if ord(c) not in letters(face.path)}
        assert not absent, (face.file, sorted(absent))


def test_no_style_names_a_colour_or_a_font_of_its_own() -> None:
    """Colours and faces are the province's: a style names them as properties."""
    for path in sorted((sample.ROOT / "print" / "styles").glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(|cmyk\(|hsl\(", text), path.name
        assert set(re.findall(r"font-family:\s*([^;}]+)", text)) <= {
            "var(--heading-font)",
            "var(--text-font)",
        }
        for height in re.findall(r"line-height:\s*([\d.]+)[;\s}]", text):
            assert float(height) >= 1.3 or float(height) in (1.0, 1.15, 1.2), (path.name, height)


def test_ornaments_and_formats_name_no_province() -> None:
    for path in (sample.ROOT / "print").rglob("*"):
        if path.suffix in {".svg", ".css", ".jinja", ".yml", ".po"}:
            assert "Hà Giang" not in path.read_text("utf-8"), path


def test_a_format_is_data_one_template_and_one_style(tmp_path: Path) -> None:
    """Whoever adds a format touches ``print/`` and nothing else."""
    folder = tmp_path / "print"
    shutil.copytree(sample.ROOT / "print", folder)
    (folder / "formats" / "a5-note.yml").write_text(
        "name: Giấy nhắn A5\ntemplate: a5-note.html.jinja\nstyle: a5-note.css\n"
        "width: 148\nheight: 210\nsides: 1\noffice: A5\n"
        "panels:\n  - {id: whole, name: Cả tờ, side: 1, x: 0, width: 148, height: 210}\n",
        "utf-8",
    )
    (folder / "templates" / "a5-note.html.jinja").write_text(
        '{% extends "sheet.html.jinja" %}{% import "parts.html.jinja" as parts with context %}\n'
        '{% block panel %}<div class="flow">{{ parts.slogan(leaflet.slogan) }}{{ parts.qr() }}'
        "{{ parts.imprint() }}</div>{% endblock %}\n",
        "utf-8",
    )
    (folder / "styles" / "a5-note.css").write_text(
        ":root { --band: 6mm; --gutter: 9mm } .panel { padding: 9mm } .code { width: 30mm }\n",
        "utf-8",
    )
    form = Reading(tmp_path).yaml(folder / "formats" / "a5-note.yml", Format)[1]
    assert form is not None
    leaflet = sample.trifold(format="a5-note", panels=[{"panel": "whole", "kind": "back"}])
    formats = {"a5-note": form.model_copy(update={"id": "a5-note"})}
    project = sample.project(leaflet, print=folder, formats=formats)
    assert check_leaflets(project) == ()
    made = print_leaflets(project, tmp_path / "out", languages=["vi"])
    assert [(each.kind, each.pages, each.trim) for each in made] == [
        ("press", 1, (148.0, 210.0)),
        ("office", 1, (148.0, 210.0)),
        ("screen", 1, (148.0, 210.0)),
    ]


def test_every_word_of_the_templates_is_in_both_catalogues() -> None:
    folder = sample.ROOT / "print"
    texts = [path.read_text("utf-8") for path in (folder / "templates").glob("*.jinja")]
    wanted = {found for text in texts for _, found in re.findall(r"_\(([\"'])(.+?)\1[,)]", text)}
    assert wanted
    for language in ("vi", "en"):
        catalogue = load_catalogue(folder / "locale", language, language)
        assert wanted == set(catalogue.entries)


def test_every_problem_of_the_room_has_its_words_and_its_cure() -> None:
    sources = (sample.ROOT / "generator" / "press").rglob("*.py")
    text = "".join(path.read_text("utf-8") for path in sources)
    codes = set(re.findall(r'"((?:leaflet|print|helpline|look|unknown)-[a-z-]+)"', text))
    codes |= {
        f"leaflet-{code}" for code in re.findall(r'leaflet, (?:at|\(.*?\)), "([a-z-]+)"', text)
    }
    assert len(codes) > 10
    for language in ("vi", "en"):
        catalogue = load_catalogue(PROGRAM_CATALOGUES, language, language)
        for code in codes:
            assert f"problem.{code}" in catalogue, (language, code)
            assert f"cure.{code}" in catalogue, (language, code)


@given(st.sampled_from([token.light for token in sample.look().tokens]))
def test_a_token_is_its_inks_on_paper_and_itself_on_a_screen(colour: str) -> None:
    token = next(token for token in sample.look().tokens if token.light == colour)
    inks = " ".join(f"{ink}%" for ink in token.inks)
    assert painter(sample.look(), "inks")(colour) == f"device-cmyk({inks})"
    assert painter(sample.look(), "light")(colour) == colour


def test_paths_follow_the_language() -> None:
    assert page_path("skills/body-safety", "vi", "vi") == "skills/body-safety/"
    assert page_path("skills/body-safety", "en", "vi") == "en/skills/body-safety/"
    assert campaign_path("khong-xam-hai", "vi", "vi") == "campaigns/khong-xam-hai/"
    assert print_path("a", "b", "vi", "press.pdf") == "a/b/vi/chung/press.pdf"
    assert print_path("a", "b", "vi", "press.pdf", "027") == "a/b/vi/027/press.pdf"
