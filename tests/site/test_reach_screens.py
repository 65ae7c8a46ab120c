"""The full reach page in a real browser: a phone, a desk, paper, and no scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator.model.project import Project
from generator.site import build_site
from tests.site.rich import rich_figures, with_map

WIDE = "[document.documentElement.scrollWidth, innerWidth]"
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@pytest.fixture(scope="module")
def addresses(shipped: Project, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The page with a drawn map and with tiles, in both languages."""
    name = next(iter(shipped.campaigns))
    found = []
    for number, project in enumerate((shipped, with_map(shipped))):
        folder: Path = tmp_path_factory.mktemp("screens") / str(number)
        build_site(
            project,
            folder,
            figures={name: rich_figures(project, name)},
            print_folder=folder / "none",
        )
        found += [
            (folder / f"{language}campaigns/{name}/reach/index.html").as_uri()
            for language in ("", "en/")
        ]
    return found


@pytest.fixture(params=[360, 1280], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


def test_no_page_scrolls_sideways_folded_or_open(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        for _ in range(2):
            wide, screen = page.evaluate(WIDE)
            assert wide <= screen, address
            page.evaluate(OPEN)


def test_what_scrolls_by_itself_has_a_name_and_can_be_reached_by_keys(
    page: Page, addresses: list[str]
) -> None:
    page.goto(addresses[0])
    page.evaluate(OPEN)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(
             e => e.scrollWidth > e.clientWidth + 1
               && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)
               && !(e.tabIndex === 0 && e.getAttribute('aria-label'))).map(e => e.outerHTML)"""
    )
    assert nameless == []


def test_no_words_of_a_bar_chart_meet(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        meeting = page.evaluate(
            """() => [...document.querySelectorAll('.chart .row')].filter(row => {
                 const value = row.querySelector('.row-value').getBBox();
                 return [...row.querySelectorAll('.row-name')].some(name => {
                   const box = name.getBBox();
                   return box.x + box.width > value.x && Math.abs(box.y - value.y) < 8;
                 });
               }).map(row => row.textContent)"""
        )
        assert meeting == [], address


def test_no_words_of_a_drawing_are_cut_off(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        cut = page.evaluate(
            """() => [...document.querySelectorAll('main svg[role=img]')].flatMap(svg => {
                 const { width, height } = svg.viewBox.baseVal;
                 return [...svg.querySelectorAll('text')].filter(text => {
                   const box = text.getBBox(), at = text.parentNode.transform
                     ?.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
                   return box.x + at.e < -2 || box.x + at.e + box.width > width + 2
                     || box.y + at.f < -3 || box.y + at.f + box.height > height + 4;
                 }).map(text => svg.querySelector('title').textContent + ': ' + text.textContent);
               })"""
        )
        assert cut == [], address


def test_paper_shows_every_table_and_cuts_nothing_off(
    browser: Browser, addresses: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 680, "height": 960})  # A4 without margins
    page = context.new_page()
    for address in addresses[::2]:
        page.goto(address)
        page.emulate_media(media="print")
        hidden = page.evaluate(
            """() => [...document.querySelectorAll('main table')].filter(
                 table => !table.checkVisibility() || table.getBoundingClientRect().height === 0
               ).length"""
        )
        wide, screen = page.evaluate(WIDE)
        assert hidden == 0
        assert wide <= screen
    context.close()


def test_striped_bars_are_striped_on_screen_and_paper(
    browser: Browser, addresses: list[str]
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(addresses[0])
    for media in ("screen", "print"):
        page.emulate_media(media=media)  # type: ignore[arg-type] # one of the two
        colours = page.evaluate(
            """() => ['.hatch-ground', '.hatch-line', '.bar-hatched'].map(
                 name => getComputedStyle(document.querySelector(name)).fill)"""
        )
        assert len(set(colours)) == 3
        assert 'url("#chart-hatch")' in colours[2]
        assert "rgb(0, 0, 0)" not in colours[:2]
    context.close()


def test_everything_is_there_without_scripts(browser: Browser, addresses: list[str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(addresses[0])
    table = page.locator("details table").first
    assert not table.is_visible()
    page.locator("details summary").first.click()
    assert table.is_visible()
    page.locator('a[href="#s-came"]').click()
    assert page.locator("#s-came").is_visible()
    context.close()
