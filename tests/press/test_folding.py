"""How sheets fold: sizes in the hand and on the table, and what a fold diagram shows."""

import pytest

from generator.model.leaflet import Format
from generator.press.imposing.folding import FoldDiagram, fold_diagram, folded_size, open_size
from tests.press.sample import formats

Place = tuple[str, int, float, float]
"""A panel: name, side, x and width."""

ZIGZAG: list[Place] = [
    ("cover", 1, 198, 99), ("a", 2, 0, 99), ("b", 2, 99, 99), ("c", 2, 198, 99),
    ("d", 1, 0, 99), ("e", 1, 99, 99),
]  # fmt: skip
HALF: list[Place] = [
    ("cover", 1, 148.5, 148.5), ("left", 2, 0, 148.5), ("right", 2, 148.5, 148.5),
    ("back", 1, 0, 148.5),
]  # fmt: skip
BOOKLET: list[Place] = [
    ("cover", 1, 0, 148), ("page", 2, 0, 148), ("who", 3, 0, 148), ("back", 4, 0, 148),
]  # fmt: skip


def form(places: list[Place], **values: object) -> Format:
    base = {
        "name": "A", "template": "a", "style": "a", "width": 297, "height": 210, "sides": 2,
        "panels": [
            {"id": name, "name": name, "side": side, "x": x, "width": width, "height": 210,
             "repeats": name == "page"}
            for name, side, x, width in places
        ],
    }  # fmt: skip
    return Format.model_validate(base | values)


def booklet() -> Format:
    count = {"least": 8, "most": 16, "multiple": 4}
    return form(BOOKLET, width=148, sides=4, binding="saddle", side_count=count)


def rows(diagram: FoldDiagram) -> tuple[list[int], list[int]]:
    """The numbers of the panels from left to right, front and back."""
    return [p.page for p in diagram.panels_front], [p.page for p in diagram.panels_back]


def folds(diagram: FoldDiagram) -> list[tuple[float, str, int]]:
    return [(fold.x, fold.direction, fold.order) for fold in diagram.folds]


def test_a_c_fold_reads_5_6_1_outside_and_2_3_4_inside() -> None:
    diagram = fold_diagram(formats()["a4-trifold"])
    assert rows(diagram) == ([5, 6, 1], [2, 3, 4])
    assert [panel.id for panel in diagram.panels_front] == ["flap", "back", "cover"]
    assert [panel.width for panel in diagram.panels_back] == [100, 100, 97]


def test_a_c_fold_tucks_its_narrower_panel_in_first_and_away_from_the_cover() -> None:
    diagram = fold_diagram(formats()["a4-trifold"])
    assert folds(diagram) == [(97, "mountain", 1), (197, "mountain", 2)]
    assert [(fold.x, fold.direction) for fold in diagram.folds_back] == [
        (100, "valley"),
        (200, "valley"),
    ]


def test_a_z_fold_goes_to_and_fro_and_keeps_its_cover_outside() -> None:
    diagram = fold_diagram(form(ZIGZAG, fold="z", folds=[99, 198]))
    assert rows(diagram) == ([5, 6, 1], [2, 3, 4])
    assert folds(diagram) == [(99, "valley", 1), (198, "mountain", 2)]


def test_a_z_fold_with_its_cover_on_the_left_is_the_mirror_image() -> None:
    places = [("cover", 1, 0.0, 99.0), *(each for each in ZIGZAG if each[0] not in ("cover", "d"))]
    diagram = fold_diagram(form([*places, ("d", 1, 198, 99)], fold="z", folds=[99, 198]))
    assert rows(diagram)[0][0] == 1
    assert folds(diagram) == [(99, "mountain", 2), (198, "valley", 1)]


@pytest.mark.parametrize(("cover_side", "way"), [(1, "mountain"), (2, "valley")])
def test_a_sheet_folded_in_half_has_its_cover_outside(cover_side: int, way: str) -> None:
    places = [(name, side if cover_side == 1 else 3 - side, x, w) for name, side, x, w in HALF]
    diagram = fold_diagram(form(places, fold="half", folds=[148.5]))
    assert sorted(rows(diagram)) == [[2, 3], [4, 1]]
    assert folds(diagram) == [(148.5, way, 1)]


def test_a_booklet_shows_its_outermost_sheet() -> None:
    diagram = fold_diagram(booklet(), 12)
    assert rows(diagram) == ([12, 1], [2, 11])
    assert [panel.id for panel in diagram.panels_front] == ["back", "cover"]
    assert [panel.id for panel in diagram.panels_back] == ["page", "who"]
    assert folds(diagram) == [(148, "mountain", 1)]
    assert rows(fold_diagram(booklet())) == ([8, 1], [2, 7])  # the least its format allows


def test_a_sheet_without_folds_is_one_panel_a_side() -> None:
    poster = fold_diagram(formats()["a3-poster"])
    assert rows(poster) == ([1], [])
    assert not poster.folds
    flyer = form([("front", 1, 0, 297), ("back", 2, 0, 297)])
    assert rows(fold_diagram(flyer)) == ([1], [2])


def test_a_panel_that_goes_over_a_fold_fills_both_its_places() -> None:
    wide = [each for each in HALF if each[0] not in ("left", "right")]
    diagram = fold_diagram(form([*wide, ("in", 2, 0, 297)], fold="half", folds=[148.5]))
    assert [panel.id for panel in diagram.panels_back] == ["in", "in"]
    assert rows(diagram) == ([2, 1], [3, 4])


def test_the_folded_size_is_the_widest_panel_and_the_open_size_the_flat_sheet() -> None:
    trifold = formats()["a4-trifold"]
    assert (folded_size(trifold), open_size(trifold)) == ((100, 210), (297, 210))
    half = form(HALF, fold="half", folds=[148.5])
    assert (folded_size(half), open_size(half)) == ((148.5, 210), (297, 210))
    assert (folded_size(booklet()), open_size(booklet())) == ((148, 210), (296, 210))
    poster = formats()["a3-poster"]
    assert folded_size(poster) == open_size(poster) == (297, 420)
