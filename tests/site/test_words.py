"""Every sentence of the website stands in the catalogues; every language is marked as itself."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

from generator.model.base import Words
from generator.model.project import Project
from generator.site import build_site
from generator.site.voice import Voice
from tests.conftest import ROOT
from tests.site.reading import PageText, read_page, read_site

_MESSAGE = re.compile(r'(?:(?<![\w.])(?:_|self)|\bvoice)\(\s*(?:"([^"]*)"|\'([^\']*)\')')
_PLACE = re.compile(r"\{\w+\}")


def _asked() -> set[str]:
    files = [*ROOT.glob("theme/**/*.jinja"), *ROOT.glob("theme/*.html")]
    files += [*ROOT.glob("generator/site/**/*.py")]
    found: set[str] = set()
    for path in files:
        for first, second in _MESSAGE.findall(path.read_text(encoding="utf-8")):
            found.add(first or second)
    return found


def _catalogue(language: str) -> dict[str, str]:
    with (ROOT / "theme" / "locale" / f"{language}.po").open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file) if one.id}


def test_every_sentence_is_in_both_catalogues_and_none_is_left_over() -> None:
    asked = _asked()
    assert len(asked) > 150
    for language in ("vi", "en"):
        entries = _catalogue(language)
        assert set(entries) == asked
        assert all(entries.values())


def test_translations_keep_the_places_for_values() -> None:
    for message, translation in _catalogue("vi").items():
        places = set(_PLACE.findall(message)) - {"{level}"}
        assert places <= set(_PLACE.findall(translation)), message


def test_no_english_is_left_on_vietnamese_pages(pages: dict[str, PageText]) -> None:
    english = {message for message in _catalogue("en") if len(message) > 12 and "{" not in message}
    for url, page in pages.items():
        if not url.startswith("en/") and url != "404.html":
            assert not [message for message in english if message in page.source], url


def test_no_place_agency_or_number_of_a_province_stands_in_the_room() -> None:
    places = ("Hà Giang", "Mèo Vạc", "Tuyên Quang", "LĐ-TB", "168/KH", ">111<", '"111"', "tel:1")
    for path in [*ROOT.glob("theme/**/*.*"), *ROOT.glob("generator/site/**/*.py")]:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in places if name in text], path


def test_numbers_days_and_periods_follow_the_language(shipped: Project) -> None:
    vi, en = Voice(shipped, "vi"), Voice(shipped, "en")
    day = shipped.references[shipped.programme.reference].issued
    assert day
    assert vi.number(10_800_000_000) == "10.800.000.000"
    assert en.number(1350) == "1,350"
    assert vi.day(day) == "18/7/2016"
    assert en.day(day) == "18 July 2016"
    assert vi.periods(["2018-Q1", "2018-Q2", "2019-S1", "2018", "2018-03"]) == (
        "quý 1, 2 năm 2018; nửa năm 1 năm 2019; năm 2018; tháng 3 năm 2018"
    )
    assert (vi.size(1400), vi.size(88_166), vi.size(99_400)) == ("1 KB", "88 KB", "99 KB")
    assert (vi.size(99_600), vi.size(143_166), en.size(1_440_000)) == ("0,1 MB", "0,1 MB", "1.4 MB")


def test_a_language_that_no_register_knows_still_has_numbers_and_a_name(
    coast_project: Project,
) -> None:
    voice = Voice(coast_project, "qaa")
    assert voice.number(1234) == "1,234"
    assert voice.name_of("qaa") == "qaa"
    assert voice.tongue(Words({"": "in the first language"})) == "en"
    assert voice.tongue(Words({"qaa": "in its own"})) is None
    assert voice("Campaigns") == "Campaigns"


def test_a_missing_translation_shows_the_original_marked_as_such(
    coast_project: Project, tmp_path: Path
) -> None:
    build_site(coast_project, tmp_path / "site", figures={}, print_folder=tmp_path)

    page = read_page(tmp_path / "site/qaa/procedures/emergency/index.html")

    assert page.one("html").attributes["lang"] == "qaa"
    assert page.one("main").attributes["lang"] == "en"
    assert "not yet translated" in page.source
    assert "Go to a safe place" in page.main
    own = read_page(tmp_path / "site/qaa/skills/swim-together/index.html")
    assert "lang" not in own.one("main").attributes
    assert "not yet translated" not in own.source


def test_another_province_has_every_page_in_its_own_languages(
    coast_project: Project, tmp_path: Path
) -> None:
    build_site(coast_project, tmp_path / "site", figures={}, print_folder=tmp_path)

    found = read_site(tmp_path / "site")

    urls = {url for url in found if url != "404.html"}
    assert {f"qaa/{url}" for url in urls if not url.startswith("qaa/")} <= urls
    assert all(page.one("html").attributes["lang"] in ("en", "qaa") for page in found.values())
    assert not any(re.search(r"[ăâđơư]", page.source) for page in found.values())
