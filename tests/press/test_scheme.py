"""The scheme of an imposition: which page lies where, so that folding gives the piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.leaflet import Format
from generator.press.imposing.scheme import (
    Copy,
    Sheet,
    Table,
    copier_table,
    imposed,
    n_up_grid,
    net,
    press_table,
    saddle_order,
    sides,
)
from generator.press.setting.paper import PAPER

booklets = st.integers(1, 16).map(lambda sheets: 4 * sheets)
lengths = st.floats(30, 500).map(lambda value: round(value, 1))


def form(width: float, height: float, **values: object) -> Format:
    panel = {"id": "p", "name": "P", "side": 1, "x": 0, "width": width, "height": height}
    base = {"name": "A", "template": "a", "style": "a", "width": width, "height": height}
    return Format.model_validate(base | {"sides": 2, "panels": [panel]} | values)


A6, A5, A4 = form(105, 148), form(148, 210), form(210, 297)
BOOKLET = form(148, 210, binding="saddle")


def read(sheets: tuple[Sheet, ...]) -> list[int]:
    """The pages of a folded stack as they are turned: right leaves going in, left going out."""
    inwards = [page for sheet in sheets for page in (sheet.front[1], sheet.back[0])]
    outwards = [page for sheet in reversed(sheets) for page in (sheet.back[1], sheet.front[0])]
    return inwards + outwards


@given(booklets)
def test_a_folded_stack_reads_in_order_and_has_every_page_once(pages: int) -> None:
    assert read(saddle_order(pages)) == list(range(1, pages + 1))


@given(booklets)
def test_leaves_that_hang_together_add_up_to_one_more_than_there_are_pages(pages: int) -> None:
    for sheet in saddle_order(pages):
        assert sum(sheet.front) == sum(sheet.back) == pages + 1
        assert sheet.front[1] % 2 == 1  # odd pages are right-hand pages


@given(st.integers(-8, 64).filter(lambda pages: pages < 4 or pages % 4))
def test_no_other_number_of_pages_can_be_stitched(pages: int) -> None:
    with pytest.raises(ValueError, match=f"not {pages}"):
        saddle_order(pages)


def test_the_outermost_sheet_of_eight_pages_has_the_cover() -> None:
    assert saddle_order(8) == (Sheet((8, 1), (2, 7)), Sheet((6, 3), (4, 5)))


@pytest.mark.parametrize(
    ("small", "paper", "count", "turned"),
    [(A6, "A4", 4, False), (A5, "A4", 2, True), (A4, "A4", 1, False), (A4, "A3", 2, True),
     (A6, "A3", 8, True), (form(148, 105), "A4", 4, True), (form(99, 210), "A4", 3, True),
     (form(297, 420), "A4", 0, False), (form(210, 297.05), "A4", 1, False)],
)  # fmt: skip
def test_as_many_copies_as_fit(small: Format, paper: str, count: int, turned: bool) -> None:
    grid = n_up_grid(PAPER[paper], small)
    assert (grid.count, grid.turned) == (count, turned)


@given(lengths, lengths, st.sampled_from(sorted(PAPER)))
def test_copies_never_stand_over_the_paper_and_no_row_more_would_fit(
    width: float, height: float, paper: str
) -> None:
    wide, high = PAPER[paper]
    grid = n_up_grid((wide, high), form(width, height))
    across, up = (height, width) if grid.turned else (width, height)
    assert grid.columns * across <= wide + 0.1001
    assert grid.rows * up <= high + 0.1001
    assert (grid.columns + 1) * across > wide
    assert (grid.rows + 1) * up > high


def test_booklets_become_spreads_small_formats_copies_and_all_others_stay() -> None:
    assert imposed(BOOKLET) == "saddle"
    assert (imposed(A6), imposed(A5)) == ("n-up", "n-up")
    assert {imposed(each) for each in (A4, form(297, 210), form(297, 420))} == {"none"}
    assert imposed(form(148, 210, office="A5")) == "none"


def test_fronts_and_backs_follow_each_other_and_name_their_sheet() -> None:
    assert [(side.sheet, side.face) for side in sides(BOOKLET, 8)] == [
        (1, "front"), (1, "back"), (2, "front"), (2, "back"),
    ]  # fmt: skip
    assert [(side.sheet, side.face) for side in sides(A6, 1)] == [(1, "front")]
    assert [(side.sheet, side.face) for side in sides(A6, 3)] == [
        (1, "front"), (1, "back"), (2, "front"),
    ]  # fmt: skip


def corners(table: Table, copy: Copy) -> list[tuple[float, float]]:
    """Where lower left and upper left corner of a page's trim come to lie, in mm."""
    trimmed = (13.0, 13.0, 13.0 + table.form.width, 13.0 + table.form.height)
    a, b, c, d, e, f = table.matrix(copy, trimmed)
    return [
        (a * x + c * y + e / 72 * 25.4, b * x + d * y + f / 72 * 25.4)
        for x, y in ((13.0, 13.0), (13.0, trimmed[3]))
    ]


@given(lengths, lengths)
def test_turned_over_its_long_edge_every_copy_has_its_back_behind_it_head_to_head(
    width: float, height: float
) -> None:
    small = form(width, height)
    if imposed(small) == "none":
        return
    for table, gutter in ((copier_table(small), 0.0), (press_table(small), 6.0)):
        front, back = sides(small, 2, gutter)
        assert len(front.copies) == n_up_grid(PAPER["A4"], small).count
        for before, behind in zip(front.copies, back.copies, strict=True):
            # a page's left edge is its back's right edge: mirror the back's right corners
            foot, head = corners(table, before)
            back_foot, back_head = _right_corners(table, behind)
            assert (table.size[0] - back_foot[0], back_foot[1]) == pytest.approx(foot, abs=1e-6)
            assert (table.size[0] - back_head[0], back_head[1]) == pytest.approx(head, abs=1e-6)


def _right_corners(table: Table, copy: Copy) -> list[tuple[float, float]]:
    (left, foot), (top_left, head) = corners(table, copy)
    a, b, *_ = table.matrix(copy, (0, 0, 1, 1))
    width = table.form.width
    return [(left + a * width, foot + b * width), (top_left + a * width, head + b * width)]


def test_gutters_are_twice_the_bleed_and_every_trim_is_a_cut() -> None:
    assert net(A6, 6).xs == (0, 105, 111, 216)
    assert net(A6, 6).ys == (0, 148, 154, 302)
    assert net(A6).xs == (0, 105, 210)  # on a copier one cut parts two copies


def test_folds_of_small_formats_are_marked_for_every_copy_where_they_lie_on_each_side() -> None:
    folded = form(105, 148, fold="half", folds=[50])
    assert net(folded, 6).folds == (50, 161)
    assert net(folded, 6, "back").folds == (55, 166)
    turned = form(148, 210, fold="half", folds=[70])
    assert net(turned, 6).folds == ()
    assert net(turned, 6).level_folds == net(turned, 6, "back").level_folds == (70, 224)


def test_inner_sheets_are_moved_further_to_the_spine() -> None:
    for side in sides(BOOKLET, 16, creep=0.25):
        left, right = side.copies
        assert left.creep == right.creep == 0.25 * (side.sheet - 1)
        assert (left.spine, right.spine) == ("right", "left")


def test_spreads_larger_than_the_paper_shrink_and_none_grow() -> None:
    assert copier_table(BOOKLET).scale == 1
    assert copier_table(form(105, 148, binding="saddle")).scale == 1
    large = copier_table(form(210, 297, binding="saddle"))
    assert large.size == (297, 210)
    assert large.scale == pytest.approx(297 / 420, abs=0.001)
