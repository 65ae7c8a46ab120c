"""Names, addresses, anchors and links between pages."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.page import GuidancePage, PageHead
from generator.site.anchors import slugify
from generator.site.body import body
from generator.site.names import file_of, relative, url_of

_URLS = st.lists(st.sampled_from("abc"), max_size=4).map(
    lambda parts: "".join(f"{p}/" for p in parts)
)


@given(_URLS, _URLS, st.sampled_from(["", "#x"]))
def test_a_relative_link_leads_where_it_should(here: str, there: str, anchor: str) -> None:
    root = "https://host.example/sub/folder/"
    assert urljoin(root + here, relative(there + anchor, here)) == root + there + anchor


@given(_URLS)
def test_a_relative_link_to_a_file_leads_to_it(here: str) -> None:
    root = "https://host.example/sub/"
    found = urljoin(root + here, relative("assets/x.svg#view", here))
    assert found == root + "assets/x.svg#view"


def test_pages_of_other_languages_stand_in_a_folder() -> None:
    assert url_of("", "vi", "vi") == ""
    assert url_of("", "hmn", "vi") == "hmn/"
    assert url_of("skills/x", "hmn", "vi") == "hmn/skills/x/"
    assert file_of("", "en", "vi") == "en/index.md"
    assert file_of("skills/x", "vi", "vi") == "skills/x.md"


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Kể với người lớn em tin", "ke-voi-nguoi-lon-em-tin"),
        ("Đừng xoá tin nhắn!", "dung-xoa-tin-nhan"),
        ("Ở đâu? Gọi 111", "o-dau-goi-111"),
        ("!?", "muc"),
    ],
)
def test_anchors_are_folded_to_plain_letters(heading: str, anchor: str) -> None:
    assert slugify(heading, "-") == anchor
    assert slugify(heading.upper(), "-") == anchor


def _page(text: str) -> GuidancePage:
    head = PageHead(title="T", summary="S", kind="skill")
    return GuidancePage(
        id="skills/x", language="vi", file="content/skills/x.md", head=head, body=text, body_line=1
    )


def test_links_and_drawings_of_a_body_are_turned_to_the_websites() -> None:
    text = "[a](../procedures/y.md#z) [b](z.md) ![c](../pictures/p.svg) [d](https://e.de/) [f](#g)"
    assert body(_page(text), "vi", "vi") == (
        "[a](../procedures/y.md#z) [b](z.md) ![c](../pictures/p.svg) [d](https://e.de/) [f](#g)",
        ("p",),
    )
    assert body(_page(text), "en", "vi") == (
        "[a](../procedures/y.md#z) [b](z.md) ![c](../../pictures/p.svg) [d](https://e.de/) [f](#g)",
        ("p",),
    )


def test_the_title_stays_the_only_first_level_heading() -> None:
    assert body(_page("# One\n\nTwo\n===\n\n## Three"), "vi", "vi")[0] == (
        "## One\n\nTwo\n---\n\n## Three"
    )
