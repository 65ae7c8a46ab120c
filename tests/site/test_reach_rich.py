"""A reach page with everything on it: each drawing with its table, each note at its figure."""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from generator.model.project import Project
from generator.site import build_site
from tests.site.reading import PageText, read_page, weight
from tests.site.rich import FLAG, rich_figures, with_map
from tests.site.samples import part


@pytest.fixture(scope="session")
def campaign(shipped: Project) -> str:
    return next(iter(shipped.campaigns))


@pytest.fixture(scope="session")
def figures(shipped: Project, campaign: str) -> dict[str, Any]:
    return rich_figures(shipped, campaign)


@pytest.fixture(scope="session")
def rich_site(
    shipped: Project,
    campaign: str,
    figures: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The website with a map and figures in full bloom for the first campaign."""
    folder = tmp_path_factory.mktemp("rich")
    build_site(
        with_map(shipped),
        folder / "site",
        figures={campaign: figures},
        print_folder=folder / "none",
    )
    return folder / "site"


@pytest.fixture(scope="session")
def page(rich_site: Path, campaign: str) -> PageText:
    return read_page(rich_site / f"campaigns/{campaign}/reach/index.html")


@pytest.fixture(scope="session")
def english(rich_site: Path, campaign: str) -> PageText:
    return read_page(rich_site / f"en/campaigns/{campaign}/reach/index.html")


def drawings(page: PageText) -> dict[str, ET.Element]:
    """The drawings of a page by their id: well-formed XML, every one."""
    found = re.findall(r'<svg [^>]*role="img".*?</svg>', page.source, re.DOTALL)
    parsed = [ET.fromstring(text) for text in found]
    return {one.attrib["aria-labelledby"].split()[0].removesuffix("-title"): one for one in parsed}


def words_of(page: PageText) -> str:
    """All that is read in the page's main part, element after element."""
    main = page.source.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def rows(page: PageText) -> list[str]:
    return [" ".join(e.text.split()) for e in page.all("tr")]


def test_the_page_is_whole_and_says_nothing_that_is_no_word(
    page: PageText, english: PageText
) -> None:
    for one in (page, english):
        assert one.unclosed == []
        assert len(set(one.ids)) == len(one.ids)
        assert not re.search(r"\b(None|null|nan|undefined)\b", one.main)


def test_every_drawing_has_a_title_a_description_and_numbers_of_its_table(page: PageText) -> None:
    found = drawings(page)
    table = {cell.text.strip() for cell in page.all("td")}
    assert {"aim", "where", "map", "grown", "by-audience", "by-sex", "small-1"} <= set(found)
    for name, drawing in found.items():
        title, description = drawing[0], drawing[1]
        assert (title.tag, description.tag) == ("title", "desc"), name
        assert title.text, name
        assert description.text, name
        for text in drawing.iter("text"):
            for low, high in re.findall(r"^([\d.]+)–([\d.]+)$", text.text or ""):
                assert {low, high} <= table, (name, text.text)


def test_the_pace_is_said_in_plain_words(page: PageText, english: PageText) -> None:
    text = words_of(page)
    assert "Chậm so với thời gian đã qua (75%)" in text
    assert "cuối chiến dịch được 16.640–29.247 người" in text
    assert "Slow" in english.main


def test_the_population_stands_with_its_year_and_source(page: PageText) -> None:
    text = words_of(page)
    assert "20% đến 36%" in text
    assert "trong 61.000 người, năm 2018; nguồn: Cục Thống kê tỉnh, Niên giám 2018" in text


def test_a_flag_stands_right_below_the_figure_that_it_touches(
    page: PageText, english: PageText, figures: dict[str, Any]
) -> None:
    found = rows(page)
    first = found.index(f"Cần xem lại: {FLAG}")
    assert found[first - 1].startswith(figures["by_unit"][0]["name"])
    jump = found.index("Cần xem lại: Tăng đột ngột so với kỳ trước.")
    assert found[jump - 1].startswith("quý 1 năm 2018")
    assert page.source.count("Nhiều con số tròn trăm.") == 1
    assert f'<span lang="vi">{FLAG}</span>' in english.source


def test_missing_reports_are_said_once_beside_the_figure(page: PageText) -> None:
    assert "Thiếu 3." not in page.main


def test_what_is_hidden_says_so_and_leads_to_the_reason(page: PageText) -> None:
    assert page.source.count('<a href="#s-hidden">đã ẩn</a>') >= 5
    assert "s-hidden" in page.ids


def test_a_hidden_district_is_hidden_at_every_end_of_a_period(
    page: PageText, figures: dict[str, Any]
) -> None:
    hidden = [one["name"] for one in figures["by_unit"] if one["reach"].get("suppressed")]
    assert hidden
    assert f"{hidden[0]} đã ẩn đã ẩn đã ẩn đã ẩn" in words_of(page)


def test_reports_are_told_in_words_and_never_by_colour_alone(page: PageText) -> None:
    cells = [e for e in page.all("td") if e.attributes.get("class") in (
        "missing", "late", "on-time", "not-due", "none")]  # fmt: skip
    words = {(e.attributes["class"], re.sub(r"\d+/\d+", "n", e.text).split(",")[0]) for e in cells}
    assert words == {
        ("missing", "thiếu n"),
        ("late", "muộn n"),
        ("on-time", "đủ"),
        ("not-due", "chưa đến hạn"),
        ("none", "–"),
    }
    assert "đủ, sửa 1" in {e.text for e in cells}


def test_small_units_are_folded_and_stand_by_district(page: PageText) -> None:
    assert all("open" not in e.attributes for e in page.all("details"))
    folded = page.source.partition("Đơn vị nhỏ hơn và đơn vị khác (")[2]
    above = [name.split(", ")[1] for name in re.findall(r'row">([^<,]+, [^<]+)</th>', folded)]
    changes = sum(one != other for one, other in pairwise(above))
    assert len(above) > 150
    assert changes <= 2 * len(set(above))


def test_people_are_split_with_the_share_that_is_known(page: PageText, english: PageText) -> None:
    text = words_of(page)
    for words in ("Nữ", "Nam", "6–10 tuổi", "từ 60 tuổi", "Có khuyết tật", "Mông"):
        assert words in text
    for share in ("82%", "64%", "40%", "5%"):
        assert f"Biết được điều này ở {share} số người đã đếm" in text
    assert text.index("0–5 tuổi") < text.rindex("không rõ")
    assert "aged 60 and over" in english.main


def test_a_survey_claims_a_change_only_where_the_figures_do(page: PageText) -> None:
    text = words_of(page)
    assert "41% (33%–50%)" in text
    for words in (
        "Rõ ràng nhiều hơn đầu kỳ.",
        "Chưa thấy rõ thay đổi.",
        "Không công bố: có số nhỏ.",
        "Không so sánh được: câu hỏi đã đổi lời.",
    ):
        assert words in text
    assert "228" in text


def test_the_plans_lines_never_reached_places_and_frequency_are_told(
    page: PageText, shipped: Project, campaign: str
) -> None:
    text = words_of(page)
    entry = shipped.plan[shipped.campaigns[campaign].plan[0]]
    assert " ".join(entry.text.text("vi").split()) in text
    assert "Nơi chưa tiếp cận được ai" in text
    assert "Số lần tham gia của một người 1 đến 2,3" in text


def test_a_page_for_phones_stays_under_forty_kilobytes(page: PageText, english: PageText) -> None:
    for one in (page, english):
        assert weight(one)[1] <= 40_000


@pytest.fixture
def changed(
    shipped: Project, campaign: str, tmp_path: Path
) -> Callable[[dict[str, Any]], PageText]:
    """The page of other figures."""

    def build(figures: dict[str, Any]) -> PageText:
        build_site(
            shipped, tmp_path / "site", figures={campaign: figures}, print_folder=tmp_path / "none"
        )
        return read_page(tmp_path / f"site/campaigns/{campaign}/reach/index.html")

    return build


HIDDEN = {"low": None, "high": None, "target": 400, "suppressed": True,
          "coverage": {"low": None, "high": None}}  # fmt: skip


def test_a_campaign_whose_reach_is_hidden_shows_no_bar_no_pace_and_no_number(
    changed: Callable[..., PageText], figures: dict[str, Any]
) -> None:
    kept = ("campaign", "as_of", "demonstration", "measures", "reports", "pace")
    bare = {key: figures[key] for key in kept}

    page = changed(bare | {"reach": HIDDEN, "suppressed": True})

    assert "đã ẩn Con số được ẩn để không ai bị nhận ra. Vì sao?" in words_of(page)
    assert "Chậm" not in words_of(page)
    assert drawings(page) == {}


def test_a_split_of_which_everything_is_hidden_says_so_once(
    changed: Callable[..., PageText], figures: dict[str, Any]
) -> None:
    hidden = [{"sex": sex, "name": sex, "reach": HIDDEN} for sex in ("female", "male")]

    page = changed(figures | {"by_sex": hidden})

    assert "Số người theo giới tính đã ẩn Số người theo tuổi" in words_of(page)


def test_a_split_that_is_not_published_at_all_says_so_too(
    changed: Callable[..., PageText], figures: dict[str, Any]
) -> None:
    page = changed(figures | {"by_disability": [], "not_shown": ["disability"]})

    assert "Số người theo tình trạng khuyết tật đã ẩn" in words_of(page)


def test_people_of_whom_nothing_is_known_make_no_table(
    changed: Callable[..., PageText], figures: dict[str, Any]
) -> None:
    page = changed(figures | {"by_ethnicity": [part(5, 9, ethnicity="unknown", name="?")]})

    assert "Số người theo dân tộc" not in page.main


@pytest.mark.parametrize(
    ("state", "words"),
    [("ahead", "Đạt chỉ tiêu"), ("behind", "Chưa đạt chỉ tiêu"), ("unsure", "Chưa chắc đã đạt")],
)
def test_after_the_end_nothing_is_projected(
    changed: Callable[..., PageText], figures: dict[str, Any], state: str, words: str
) -> None:
    page = changed(figures | {"pace": figures["pace"] | {"elapsed": 1.0, "state": state}})

    assert f"Tiến độ {words} chiến dịch đã kết thúc" in words_of(page)
    assert "16.640" not in page.main


def test_attendances_of_a_few_are_not_said_of_everybody(
    changed: Callable[..., PageText], figures: dict[str, Any]
) -> None:
    few = figures["reach"] | {"frequency": {"low": 0.54, "high": 1.94}}

    assert "Số lần tham gia" not in changed(figures | {"reach": few}).main
