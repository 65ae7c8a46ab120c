"""Guidance comes from many hands: nothing in it can act, fetch, or swallow the page around it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site import build_site
from generator.site.clean import clean, without_html
from generator.sources import load_project
from tests.site.reading import PageText, read_page

BODY = """
# A second title

<script>alert(1)</script>
<img src=x onerror=alert(1)><iframe src="https://evil.example/"></iframe>
<style>body { display: none }</style>

[one](javascript:alert(1)) [two](https://good.example/)
<b onclick=x>bold</b>
[four](data:text/html,x) [five](http://evil.example/)

![pixel](https://evil.example/pixel.png)

{{ config.site_name }} {% raw %}

<div><details><table>

<!-- never closed

## The end of the body
"""


@pytest.fixture
def hostile(coast: Path, tmp_path: Path) -> PageText:
    """A page of the invented province whose every text was written by an enemy."""
    path = coast / "content/skills/swim-together.md"
    text = path.read_text(encoding="utf-8")
    head, _, _ = text.partition("\n## What to do")
    head = head.replace("title: Swim together", "title: '<img src=x onerror=alert(2)> & “x”'")
    head = head.replace(
        "summary: How to be safe at the shore.", "summary: '\"><script>alert(3)</script>'"
    )
    head = head.replace(
        '"Stay where you can stand"', '"</section></main><script>alert(4)</script>"'
    )
    path.write_text(head + BODY, encoding="utf-8")
    project = load_project(coast).project
    assert project
    build_site(project, tmp_path / "site", figures={}, print_folder=tmp_path)
    return read_page(tmp_path / "site/skills/swim-together/index.html")


def test_hostile_text_does_not_act(hostile: PageText) -> None:
    scripts = hostile.all("script")
    assert len(scripts) == 1
    assert "assets/site." in scripts[0].attributes["src"]
    assert not hostile.all("iframe", "style", "object", "embed", "form", "base")
    for element in hostile.elements:
        assert not [name for name in element.attributes if name.startswith("on")]
    assert {link.partition(":")[0] for link in hostile.links() if ":" in link} <= {"https", "tel"}
    assert not [link for link in hostile.links() if link.startswith("//")]
    assert not [e for e in hostile.all("img") if "evil" in e.attributes.get("src", "")]


def test_hostile_text_is_shown_as_text(hostile: PageText) -> None:
    assert "<script>alert(1)</script>" in hostile.main
    assert "{{ config.site_name }}" in hostile.main
    assert hostile.one("h1").text == "<img src=x onerror=alert(2)> & “x”"


def test_a_body_cannot_swallow_what_follows_it(hostile: PageText) -> None:
    assert hostile.unclosed == []
    assert "The end of the body" in [e.text for e in hostile.all("h2")]
    assert hostile.all("aside")
    assert len(hostile.all("footer")) == 1


class _Acting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style", "iframe", "object", "embed", "form", "input", "link", "meta"}:
            self.found.append(tag)
        for name, value in attrs:
            scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z][\w+.-]*):", value or "")
            if name.startswith("on") or name == "style":
                self.found.append(name)
            if name in {"href", "src"} and scheme and scheme[1].lower() not in {
                "https", "tel", "sms", "mailto"
            }:  # fmt: skip
                self.found.append(f"{name}={value}")


_PIECES = st.sampled_from(
    ["<script>", "</script>", "<svg>", "<svg onload=alert(1)>", "<a href='javascript:x'>", "</a>",
     "<img src=x onerror=y>", "<math><mtext>", "<style>", "<!--", "-->", "<![CDATA[", "<noscript>",
     "<p title='</p><script>'>", "<iframe srcdoc='<script>'>", "<template>", "<title>", "</title>",
     "<text><a href=' javascript:1'>", "<form action=//e>", "&lt;script&gt;", "&#106;avascript:",
     "java\tscript:", "<details ontoggle=x open>", "<use href='data:,x'>", "\x00", "text"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_whatever_html_is_given_nothing_that_acts_is_left(html: str) -> None:
    acting = _Acting()
    acting.feed(clean(html))
    assert acting.found == []


@given(st.text(alphabet="<>!-/ab =\"'`&;\n", max_size=80))
def test_markdown_without_html_opens_no_tag(text: str) -> None:
    assert "<" not in without_html(text)


@pytest.mark.parametrize(
    "address", ["//evil.example/", " //evil.example", "\\\\evil.example", "/\\evil"]
)
def test_an_address_without_a_scheme_leads_to_no_other_host(address: str) -> None:
    assert "evil" not in clean(f"<a href='{address}'>x</a><img src='{address}' alt=''>")


def test_plain_addresses_in_pointed_brackets_stay_links() -> None:
    assert without_html("see <https://good.example/x>") == "see <https://good.example/x>"
