"""The figures of a campaign on its page: a range, how complete it is, nothing given away."""

import re
from pathlib import Path

import pytest

from generator.model.project import Project
from generator.site import build_site
from generator.site.charts.bars import range_chart
from generator.site.charts.scale import WIDTH, nice_scale
from generator.site.charts.tiles import SIDE, tile_map
from generator.site.voice import Voice
from tests.site.reading import PageText
from tests.site.samples import part


@pytest.fixture
def page(shipped: Project, pages: dict[str, PageText]) -> PageText:
    return pages[f"campaigns/{next(iter(shipped.campaigns))}/reach/"]


def test_the_first_thing_read_is_the_range_with_its_completeness(page: PageText) -> None:
    text = " ".join(page.main.split())
    assert text.index("Từ 12.480 đến 21.935 người") < text.index("3 trên 8") < text.index("Ở đâu")
    assert "còn thiếu 5" in text
    assert "Minh hoạ" in text


def test_a_table_with_the_same_numbers_follows_the_chart(shipped: Project, page: PageText) -> None:
    chart = page.source.index('id="where-title"')
    table = page.source.index('<table class="figures">', chart)
    assert table
    rows = [e.text for e in page.all("tr")]
    for unit in shipped.places.children(shipped.programme.place):
        assert any(unit.name in row for row in rows)
    assert any("1.240" in row and "2.310" in row and "8/8" in row for row in rows)


def test_drawings_are_named_and_described(page: PageText) -> None:
    drawings = [e for e in page.all("svg") if e.attributes.get("role") == "img"]
    assert len(drawings) >= 4
    for drawing in drawings:
        named = drawing.attributes["aria-labelledby"].split()
        assert len(named) == 2
        assert set(named) <= set(page.ids)
    assert len(set(page.ids)) == len(page.ids)


def test_hidden_figures_are_named_hidden_and_never_zero(page: PageText) -> None:
    rows = [" ".join(e.text.split()) for e in page.all("tr")]
    hidden = [row for row in rows if "đã ẩn" in row]
    assert hidden
    assert all(re.search(r"đã ẩn – \d/8$", row) for row in hidden)
    assert "None" not in page.main
    assert "null" not in page.main


def test_incomplete_units_are_striped_and_marked(page: PageText) -> None:
    assert 'fill="url(#chart-hatch)"' in page.source
    assert 'fill="url(#map-hatch)"' in page.source
    assert 'class="lacking"' in page.source


def test_without_figures_the_page_says_so(coast_project: Project, tmp_path: Path) -> None:
    build_site(coast_project, tmp_path / "site", figures={}, print_folder=tmp_path)
    text = (tmp_path / "site/campaigns/safe-shore/reach/index.html").read_text(encoding="utf-8")
    assert "There are no figures yet." in text


def test_bars_lie_between_their_ends_on_one_scale(shipped: Project) -> None:
    voice = Voice(shipped, "vi")
    parts = [
        part(0, 100, name="a"),
        part(50, 100, name="b", target=80),
        part(100, 100, name="c"),
        part(None, None, name="d"),
        part(10, 20, name="e", missing=1),
    ]
    drawn = range_chart([(one["name"], one) for one in parts], voice)
    a, b, c, d, e = drawn.rows
    assert a.x < b.x < c.x
    assert a.x + a.width == pytest.approx(b.x + b.width, abs=0.2)
    assert c.width >= 4
    assert c.x + c.width <= WIDTH
    assert b.target_x
    assert b.x < b.target_x < b.x + b.width
    assert (d.state, e.state, a.state) == ("empty", "incomplete", "complete")
    assert [row.label for row in drawn.rows] == ["0–100", "50–100", "100", "chưa có số", "10–20"]


@pytest.mark.parametrize("largest", [0, 1, 3, 7, 10, 99, 100, 2310, 95_983, 1_000_000])
def test_a_scale_ends_beyond_the_largest_in_at_most_five_steps(largest: int) -> None:
    step, top = nice_scale(largest)
    assert top >= largest
    assert top % step == 0
    assert top // step <= 5
    assert re.fullmatch(r"[125]0*", str(step))


def test_the_map_lays_every_unit_on_its_own_tile(shipped: Project) -> None:
    units = shipped.places.children(shipped.programme.place)
    parts = [part(n * 100, n * 200, unit=u.code, name=u.name) for n, u in enumerate(units)]
    drawn = tile_map(shipped.places, parts, Voice(shipped, "vi"))
    assert drawn
    assert len({(tile.x, tile.y) for tile in drawn.tiles}) == len(units)
    assert all(tile.x + SIDE <= drawn.width for tile in drawn.tiles)
    assert {" ".join(tile.lines) for tile in drawn.tiles} == {unit.name for unit in units}
    assert {tile.level for tile in drawn.tiles} == {1, 2, 3, 4}


def test_a_province_without_tiles_has_no_map(coast_project: Project) -> None:
    assert tile_map(coast_project.places, [part(1, 2, unit="Z11", name="x")],
                    Voice(coast_project, "en")) is None  # fmt: skip
