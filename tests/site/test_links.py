"""Every link of the website leads somewhere, from any folder, and never to another host."""

import re
from pathlib import Path

from generator.model.addresses import campaign_path, leaflet_path, page_path
from generator.model.project import Project
from tests.site.reading import PageText, read_page, target

_OWN = re.compile(r"(?![a-z]+:|//|/)")


def _documents(pages: dict[str, PageText]) -> dict[str, PageText]:
    """All pages but the one for addresses that do not exist: no relative link would serve there."""
    return {url: page for url, page in pages.items() if url != "404.html"}


def test_every_internal_link_and_anchor_resolves(website: Path, pages: dict[str, PageText]) -> None:
    anchors = {page.path.resolve(): set(page.ids) for page in pages.values()}
    for page in _documents(pages).values():
        for link in page.links():
            if _OWN.match(link):
                file, anchor = target(website, page.path, link)
                assert file.is_file(), f"{link} in {page.path}"
                assert not anchor or anchor in anchors[file.resolve()], f"{link} in {page.path}"


def test_every_picture_style_and_script_is_there(website: Path, pages: dict[str, PageText]) -> None:
    for page in _documents(pages).values():
        wanted = [e.attributes["src"] for e in page.all("img", "script")]
        wanted += [
            e.attributes["href"]
            for e in page.all("link")
            if e.attributes["rel"] in ("stylesheet", "icon")
        ]
        for link in wanted:
            file, view = target(website, page.path, link)
            assert file.is_file(), f"{link} in {page.path}"
            assert not view or f'<view id="{view}"' in file.read_text(encoding="utf-8")


def test_links_are_relative_so_that_any_folder_serves(pages: dict[str, PageText]) -> None:
    for page in _documents(pages).values():
        for link in page.links():
            assert not link.startswith("/"), f"{link} in {page.path}"


def test_only_sources_and_the_way_out_name_another_host(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    sources = {one.url for one in shipped.references.values() if one.url}
    for url, page in pages.items():
        for link in page.links():
            if re.match(r"https?:|//", link):
                assert link in sources | {"https://vi.wikipedia.org/"}, f"{link} on {url}"
        for element in page.elements:
            own = element.tag == "link" and element.attributes["rel"] in ("canonical", "alternate")
            for name in ("src", "srcset", "action", "data", "poster"):
                assert not re.match(r"https?:|//", element.attributes.get(name, ""))
            if element.tag == "link" and not own:
                assert not re.match(r"https?:|//", element.attributes["href"])


def test_style_and_pictures_ask_no_other_host(website: Path) -> None:
    for path in [*website.glob("assets/*"), *website.rglob("*.svg")]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
        assert "http:" not in text, path
        assert not re.search(r"url\((?!\"data:)", text), path


def test_the_language_switch_leads_to_the_same_page(
    website: Path, shipped: Project, pages: dict[str, PageText]
) -> None:
    for url, page in _documents(pages).items():
        language = page.one("html").attributes["lang"]
        switches = [a for a in page.all("a") if "hreflang" in a.attributes and "lang" in
                    a.attributes and "type" not in a.attributes]  # fmt: skip
        others = [tag for tag in shipped.programme.languages if tag != language]
        assert [a.attributes["hreflang"] for a in switches] == others
        for switch in switches:
            there = read_page(target(website, page.path, switch.attributes["href"])[0])
            assert there.one("html").attributes["lang"] == switch.attributes["hreflang"]
            neutral = url.removeprefix(f"{language}/")
            assert there.path.parent.as_posix().endswith(neutral.rstrip("/"))


def test_the_addresses_of_the_qr_codes_are_pages(website: Path, shipped: Project) -> None:
    for language in shipped.programme.languages:
        wanted = [page_path(name, language, shipped.language) for name in shipped.page_ids()]
        for campaign in shipped.campaigns.values():
            wanted.append(campaign_path(campaign.id, language, shipped.language))
            wanted += [
                leaflet_path(shipped, campaign, leaflet, language) for leaflet in campaign.leaflets
            ]
        for path in wanted:
            assert (website / path / "index.html").is_file(), path
