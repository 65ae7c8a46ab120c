"""The website in a real browser: on a phone and on a desk, without scripts, and left in a hurry."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from generator.model.project import Project

KINDS = (
    "",
    "for/child/",
    "audiences/{audience}/",
    "skills/",
    "procedures/emergency/",
    "agencies/",
    "agencies/{agency}/",
    "campaigns/",
    "campaigns/{campaign}/",
    "campaigns/{campaign}/reach/",
    "leaflets/",
    "plan/",
    "plan/what-the-plan-says/",
    "contacts/",
    "about/",
    "sources/",
    "topics/",
    "en/",
    "en/campaigns/{campaign}/",
)
ELSEWHERE = "https://vi.wikipedia.org/"
PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type] # a plain mapping
    yield context
    context.close()


def names(project: Project) -> dict[str, str]:
    return {
        "audience": next(iter(project.audiences)),
        "agency": project.bearers[0].id,
        "campaign": next(iter(project.campaigns)),
    }


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_no_page_is_wider_than_the_screen_or_complains(
    browser: Browser, address: str, shipped: Project, viewport: dict[str, int]
) -> None:
    context = browser.new_context(viewport=viewport)  # type: ignore[arg-type] # as above
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.on("request", lambda request: asked.append(request.url))
    for kind in KINDS:
        asked.clear()
        page.goto(address + kind.format(**names(shipped)))
        page.wait_for_load_state("networkidle")
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], kind
        real = {url for url in asked if not url.startswith("data:")}
        assert all(url.startswith(address) for url in real), kind
        assert len(real) <= 6, kind
    assert complaints == []
    context.close()


def test_what_can_be_tapped_is_large_enough(
    context: BrowserContext, address: str, shipped: Project
) -> None:
    page = context.new_page()
    for kind in ("", "procedures/emergency/", "contacts/", "leaflets/", "topics/"):
        page.goto(address + kind)
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                 '.help a, .button, .number, .big-call, .tools a, .download, summary, .letters a'
               )].filter(e => e.getBoundingClientRect().height < 44
                           || e.getBoundingClientRect().width < 44)
                .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == [], kind


def test_the_help_bar_stays_in_view_and_covers_no_target(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address + "plan/#s-calendar")
    bar = page.locator(".help").bounding_box()
    heading = page.locator("#s-calendar").bounding_box()
    assert bar
    assert heading
    assert bar["y"] >= 0
    assert heading["y"] >= bar["y"] + bar["height"]
    call = page.locator(".help .call")
    assert call.is_visible()
    assert call.get_attribute("href") == "tel:111"


def test_the_drawing_of_each_step_is_its_own(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address + "procedures/emergency/")
    pictures = page.locator(".step img")
    shots = []
    for number in range(pictures.count()):
        pictures.nth(number).scroll_into_view_if_needed()
        page.wait_for_timeout(100)
        assert pictures.nth(number).evaluate("e => e.complete && e.clientWidth >= 90")
        box = pictures.nth(number).bounding_box()
        assert box
        assert box["width"] == pytest.approx(box["height"], rel=0.02)
        shots.append(pictures.nth(number).screenshot())
    assert len(shots) >= 3
    assert len(set(shots)) == len(shots)


def test_the_page_reads_in_full_without_scripts(
    browser: Browser, address: str, shipped: Project
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(address + "skills/body-safety/")
    guidance = shipped.pages["skills/body-safety", "vi"]
    for step in guidance.head.steps:
        assert page.get_by_text(step.do, exact=True).is_visible()
    summary = page.locator(".aloud summary")
    summary.click()
    assert page.locator(".aloud p").is_visible()
    assert page.locator(".help .exit").get_attribute("href") == ELSEWHERE
    page.get_by_role("link", name="English").click()
    assert page.url == address + "en/skills/body-safety/"
    context.close()


def test_the_website_opens_from_a_folder_of_files(context: BrowserContext, website: Path) -> None:
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((website / "procedures/emergency/index.html").as_uri())
    page.wait_for_load_state("networkidle")
    styled = page.evaluate("getComputedStyle(document.querySelector('.help')).position")
    assert styled == "sticky"
    assert page.locator(".step img").first.evaluate("e => e.complete && e.clientWidth > 0")
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_follows_the_readers_scheme(
    browser: Browser, address: str, shipped: Project, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type] # "light" or "dark"
    page = context.new_page()
    page.goto(address)
    paper = shipped.look.token("paper")
    wanted = paper.dark if scheme == "dark" and paper.dark else paper.light
    red, green, blue = (int(wanted[at : at + 2], 16) for at in (1, 3, 5))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
        f"rgb({red}, {green}, {blue})"
    )
    context.close()


def test_paper_gets_the_text_and_its_address_but_no_bars(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address + "procedures/emergency/")
    page.emulate_media(media="print")
    assert not page.locator(".help").is_visible()
    assert not page.locator(".foot nav").is_visible()
    assert page.locator(".steps").is_visible()
    assert page.locator(".address").is_visible()


# Leaving in a hurry


@pytest.fixture
def leaving(context: BrowserContext, address: str) -> Page:
    """A page with an earlier one before it in the history; the way out is answered here."""

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")

    context.route(f"{ELSEWHERE}**", answer)
    page = context.new_page()
    page.goto(address + "contacts/")
    page.goto(address + "procedures/emergency/")
    return page


def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def test_shift_three_times_leaves_and_the_page_is_gone_from_the_way_back(leaving: Page) -> None:
    press_shift(leaving, 3)
    leaving.wait_for_url(f"{ELSEWHERE}**")
    leaving.go_back()
    assert leaving.url.endswith("contacts/")


def test_the_button_leaves_in_the_same_way(leaving: Page) -> None:
    leaving.locator(".help .exit").click()
    leaving.wait_for_url(f"{ELSEWHERE}**")
    leaving.go_back()
    assert leaving.url.endswith("contacts/")


def test_each_press_is_shown_and_told(leaving: Page) -> None:
    status, lights = leaving.locator("[data-exit-status]"), leaving.locator(".lights i.on")
    assert status.get_attribute("role") == "status"
    press_shift(leaving, 1)
    assert lights.count() == 1
    assert "một lần" in status.inner_text()
    press_shift(leaving, 1)
    assert lights.count() == 2
    assert "hai lần" in status.inner_text()


def test_shift_with_another_key_is_typing_and_not_leaving(leaving: Page) -> None:
    for letter in "ABCD":
        leaving.keyboard.press(f"Shift+{letter}")
    press_shift(leaving, 1)
    leaving.keyboard.press("a")
    press_shift(leaving, 2)
    assert leaving.locator(".lights i.on").count() == 2
    assert leaving.url.endswith("procedures/emergency/")


def test_presses_more_than_five_seconds_apart_do_not_count(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.clock.install(time=0)
    page.goto(address + "procedures/emergency/")
    page.clock.pause_at(3_600_000)
    press_shift(page, 2)
    page.clock.fast_forward(4900)
    assert page.locator(".lights i.on").count() == 2
    page.clock.fast_forward(200)
    assert page.locator(".lights i.on").count() == 0
    assert "Chưa thoát" in page.locator("[data-exit-status]").inner_text()
    press_shift(page, 2)
    assert page.url.endswith("procedures/emergency/")


def no_answer(route: Route) -> None:
    """The other page has nothing to show: the browser stays where it is."""
    route.fulfill(status=204)


def test_the_page_is_blank_before_the_other_one_answers(
    context: BrowserContext, address: str
) -> None:
    context.route(f"{ELSEWHERE}**", no_answer)
    page = context.new_page()
    page.goto(address + "procedures/emergency/")
    seen = page.evaluate(
        """() => {
            document.querySelector('[data-exit-main]').click();
            const blank = document.querySelector('.blank').getBoundingClientRect();
            return [document.title.trim(), document.querySelector('main').offsetParent,
                    blank.width === innerWidth && blank.height === innerHeight];
        }"""
    )
    assert seen == ["", None, True]


def test_a_page_that_comes_back_is_whole_again(context: BrowserContext, address: str) -> None:
    context.route(f"{ELSEWHERE}**", no_answer)
    page = context.new_page()
    page.goto(address + "procedures/emergency/")
    title = page.title()
    page.evaluate(
        """() => {
            document.querySelector('[data-exit-main]').click();
            window.dispatchEvent(new PageTransitionEvent('pageshow'));
        }"""
    )
    assert page.locator("main").is_visible()
    assert page.locator(".blank").count() == 0
    assert page.title() == title


def test_the_keyboard_reaches_the_text_and_the_way_out_first(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.goto(address + "contacts/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator(".skip").first.bounding_box()["y"] >= 0  # type: ignore[index] # visible
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == ELSEWHERE
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
