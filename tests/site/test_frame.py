"""What every page has: a name, a language, a description, one first heading, the way to help."""

import re
from itertools import pairwise
from pathlib import Path

from generator.model.project import Project
from tests.site.reading import PageText, weight


def test_every_page_has_a_title_a_language_a_description_and_one_first_heading(
    pages: dict[str, PageText],
) -> None:
    titles: dict[str, str] = {}
    for url, page in pages.items():
        assert page.one("html").attributes["lang"]
        assert page.meta("description").strip()
        assert len(page.all("h1")) == 1, url
        title = next(e.text for e in page.all("title") if "id" not in e.attributes)
        assert title.strip()
        assert titles.setdefault(page.one("html").attributes["lang"] + title, url) == url, title


def test_headings_leave_no_level_out(pages: dict[str, PageText]) -> None:
    for url, page in pages.items():
        levels = [int(e.tag[1]) for e in page.elements if re.fullmatch(r"h[1-6]", e.tag)]
        for before, after in pairwise(levels):
            assert after <= before + 1, f"h{before} then h{after} on {url}"


def test_tags_close_in_order_and_no_id_stands_twice(pages: dict[str, PageText]) -> None:
    for url, page in pages.items():
        assert page.unclosed == [], url
        assert len(page.ids) == len(set(page.ids)), url
        assert all(re.fullmatch(r"[\w:.-]+", name) for name in page.ids), url


def test_help_is_on_every_page(shipped: Project, pages: dict[str, PageText]) -> None:
    number = shipped.helpline.number
    for url, page in pages.items():
        links = page.links()
        assert f"tel:{number}" in links, url
        assert any("emergency/" in link for link in links) or "emergency" in url, url
        exits = [a for a in page.all("a") if "data-exit" in a.attributes]
        assert exits, url
        assert all(a.attributes["href"] == "https://vi.wikipedia.org/" for a in exits)
        assert all("noreferrer" in a.attributes["rel"] for a in exits)


def test_the_first_links_skip_to_the_text_and_lead_out(pages: dict[str, PageText]) -> None:
    for url, page in pages.items():
        if url != "404.html":
            first, second = page.all("a")[:2]
            assert first.attributes["href"] == "#main"
            assert "data-exit" in second.attributes


def test_the_footer_names_the_issuer_the_plan_and_the_demonstration(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    issuer = shipped.agencies[shipped.programme.issuer]
    for url, page in pages.items():
        if url == "404.html":
            continue
        language = page.one("html").attributes["lang"]
        footer = next(e for e in page.all("footer") if e.attributes.get("class") == "foot").text
        assert issuer.name.text(language) in footer
        assert shipped.programme.short.text(language) in footer
        host = shipped.programme.website.address.split("://")[1].rstrip("/")
        assert f"{host}/{url}".rstrip("/") in footer
        assert ("minh hoạ" if language == "vi" else "made up") in footer


def test_nothing_acts_or_styles_inside_a_page(pages: dict[str, PageText]) -> None:
    for url, page in pages.items():
        policy = next(e for e in page.all("meta") if "http-equiv" in e.attributes)
        assert "default-src 'self'" in policy.attributes["content"]
        assert all("src" in e.attributes and not e.text for e in page.all("script")), url
        assert not page.all("style", "iframe", "object", "form"), url
        for element in page.elements:
            acting = [name for name in element.attributes if name.startswith("on")]
            assert not acting, url
            assert "style" not in element.attributes, url


def test_pictures_say_what_they_show_and_how_large_they_are(pages: dict[str, PageText]) -> None:
    for page in pages.values():
        for picture in page.all("img"):
            assert picture.attributes["width"].isdecimal()
            assert picture.attributes["height"].isdecimal()
            brand = "icon." in picture.attributes["src"]
            assert brand or picture.attributes["alt"].strip()
            assert brand or picture.attributes["loading"] == "lazy"


def test_a_page_that_is_not_there_is_told_in_every_language(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    parts = [e for e in pages["404.html"].all("section") if "lang" in e.attributes]
    assert [e.attributes["lang"] for e in parts] == list(shipped.programme.languages)


def test_the_sitemap_lists_every_page_with_its_languages_and_the_sources_day(
    website: Path, shipped: Project, pages: dict[str, PageText]
) -> None:
    text = (website / "sitemap.xml").read_text(encoding="utf-8")
    listed = set(re.findall(r"<loc>(.*?)</loc>", text))
    address = shipped.programme.website.address
    assert listed == {address + url for url in pages if url != "404.html"}
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", text)) == {shipped.as_of.isoformat()}


def test_a_page_stays_lean(pages: dict[str, PageText]) -> None:
    for url, page in pages.items():
        if url == "404.html":
            continue
        files, size = weight(page)
        assert files <= 6, url
        assert size <= 40_000, f"{size} bytes on {url}"
