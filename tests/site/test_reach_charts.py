"""The geometry of the drawings: nothing outside its frame, order and gaps as in the figures."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.boundary import Boundary, Ring
from generator.model.project import Project
from generator.site.charts.areas import area_map
from generator.site.charts.dots import Answer, dot_chart
from generator.site.charts.multiples import multiples, state_of
from generator.site.charts.outline import BUDGET, FINE, area_of, outlines
from generator.site.charts.scale import WIDTH, Scale, Shades
from generator.site.charts.timeline import axis, band, moments, timeline_chart
from generator.site.look import contrast, mix, palettes, readable_accents
from generator.site.voice import Voice
from tests.site.rich import with_map
from tests.site.samples import part

DAYS = (date(2030, 1, 1), date(2030, 12, 31))
ENDS = ("2030-03-31", "2030-06-30", "2030-09-30", "2030-12-31")


@pytest.fixture(scope="session")
def voice(shipped: Project) -> Voice:
    return Voice(shipped, "vi")


def grown(*ranges: tuple[int, int] | None) -> list[dict[str, Any]]:
    return [
        {"until": end, "low": found and found[0], "high": found and found[1]}
        for end, found in zip(ENDS, ranges, strict=False)
    ]


def test_a_gap_in_time_is_a_gap_in_the_band(voice: Voice) -> None:
    found = moments(grown((10, 20), (20, 40), None, (50, 90)))
    drawn = timeline_chart(found, DAYS, voice, target=80)
    assert len(drawn.band.areas) == 1  # the last moment stands alone: a post, no area
    assert len(drawn.band.posts) == 3
    assert drawn.newest
    assert drawn.newest.text == "50–90"


def test_the_band_begins_with_nobody_on_the_first_day(voice: Voice) -> None:
    drawn = timeline_chart(moments(grown((10, 20))), DAYS, voice)
    first = drawn.band.areas[0].removeprefix("M").split("L")[0]
    assert first == f"2 {drawn.floor}"
    late = timeline_chart(moments(grown(None, (10, 20), (15, 30))), DAYS, voice)
    assert f"2 {late.floor}" not in late.band.areas[0]


@given(st.lists(st.none() | st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=1,
                max_size=4), st.none() | st.integers(1, 10**8))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_whatever_the_figures_all_of_it_is_inside_the_frame(
    shipped: Project, ranges: list[tuple[int, int] | None], target: int | None
) -> None:
    found = moments(grown(*(one and (min(one), max(one)) for one in ranges)))
    drawn = timeline_chart(found, DAYS, Voice(shipped, "vi"), target=target)
    for x, top, foot in drawn.band.posts:
        assert 0 <= x <= drawn.width
        assert 0 <= top <= foot <= drawn.floor
    for area in drawn.band.areas:
        assert all(0 <= float(number) <= WIDTH for number in re.findall(r"[\d.]+", area))
    assert all(0 <= month.x <= drawn.width for month in drawn.months)


def test_months_are_named_as_far_as_there_is_room(voice: Voice) -> None:
    ends = [date(2030, month, 28) for month in range(1, 13)]
    drawn = timeline_chart([(end, 1, 2) for end in ends], DAYS, voice)
    assert drawn.months[0].text == "12/2030"
    places = sorted(month.x for month in drawn.months)
    assert 3 <= len(places) < 12
    assert all(other - one >= 40 for one, other in pairwise(places))


def test_small_charts_share_one_scale(voice: Voice) -> None:
    parts = [("a", part(5, 10, unit="a", timeline=grown((2, 4), (5, 10)))),
             ("b", part(50, 100, unit="b", timeline=grown((20, 40), (50, 100))))]  # fmt: skip
    drawn = multiples(parts, {}, DAYS, voice)
    assert drawn
    small, large = (one.band for one in drawn.charts)
    assert small
    assert large
    assert small.posts[-1][1] > large.posts[-1][1]
    assert all(one.bar is None for one in drawn.charts)


def test_without_time_there_is_a_bar_and_without_both_nothing(voice: Voice) -> None:
    parts = [("a", part(5, 10, unit="a", target=8)), ("b", part(None, None, unit="b"))]
    cells = {"a": [{"missing": 1}, {"on_time": 2}]}
    drawn = multiples(parts, cells, DAYS, voice)
    assert drawn
    assert drawn.charts[0].bar
    assert drawn.charts[1].bar is None
    assert [state for _, _, state in drawn.charts[0].boxes] == ["missing", "on-time"]
    assert multiples(parts, {}, DAYS, voice) is None


@pytest.mark.parametrize("count", [1, 8, 24, 60])
def test_any_number_of_periods_fits_under_a_small_chart(voice: Voice, count: int) -> None:
    drawn = multiples([("a", part(1, 2, unit="a"))], {"a": [{"late": 1}] * count}, DAYS, voice)
    assert drawn
    x, size, _ = drawn.charts[0].boxes[-1]
    assert x + 16 * size <= drawn.width


def test_the_worst_of_a_cells_reports_is_what_is_told() -> None:
    assert state_of({"on_time": 3, "late": 1, "missing": 1}) == "missing"
    assert state_of({"on_time": 3, "late": 1}) == "late"
    assert state_of({"on_time": 3, "not_due": 1}) == "on-time"
    assert state_of({"not_due": 1}) == "not-due"
    assert state_of({}) == "none"


def test_shades_cover_every_number_once(voice: Voice) -> None:
    for largest in (1, 2, 3, 4, 9, 1240):
        shades = Shades(largest)
        key = dict(shades.key(voice))
        assert {shades.level(n) for n in range(largest + 1)} == set(key)
        for low in range(largest + 1):
            ends = [int(n.replace(".", "")) for n in key[shades.level(low)].split("–")]
            assert ends[0] <= low <= ends[-1]
    assert Shades(5).level(None) == 0


def test_an_answer_without_an_interval_is_a_dot_alone(voice: Voice) -> None:
    drawn = dot_chart([Answer("x", 40, 0.5, None, None), Answer("y", 9, None, None, None, True)],
                      voice)  # fmt: skip
    bare, hidden = drawn.rows
    assert bare.x == WIDTH / 2
    assert bare.line is None
    assert (hidden.x, hidden.label) == (None, "đã ẩn")


# The province's own map


def test_a_map_keeps_its_shape_at_its_latitude() -> None:
    square = ((100.0, 60.0), (102.0, 60.0), (102.0, 61.0), (100.0, 61.0))
    laid = outlines([Boundary("a", (square,))], 300, 400)
    assert laid.width == 300
    assert laid.height == pytest.approx(300 / (2 * cos(radians(60.5))), abs=1)
    tall = outlines([Boundary("a", (square,))], 300, 100)
    assert tall.height == 100


def test_north_is_up_and_west_is_left() -> None:
    north, south = (((10.0, y), (11.0, y), (11.0, y + 1), (10.0, y + 1)) for y in (1.0, 0.0))
    laid = outlines([Boundary("n", (north,)), Boundary("s", (south,))], 300, 400)
    assert max(y for _, y in laid.shapes[0][0]) <= min(y for _, y in laid.shapes[1][0])


def circle(points: int, x: float = 0, radius: float = 1) -> Ring:
    """A circle with a fringe: the finest border that there is."""
    turns = [2 * pi * n / points for n in range(points)]
    return tuple(
        (x + radius * cos(t) * (1 + 0.01 * (n % 2)), radius * sin(t)) for n, t in enumerate(turns)
    )


def test_the_finest_border_still_fits_a_phone_and_keeps_its_area() -> None:
    laid = outlines([Boundary(str(x), (circle(15_000, x * 2.1),)) for x in range(12)], 338, 420)
    assert sum(map(len, laid.paths)) <= BUDGET
    radius = FINE * 338 / (2.1 * 11 + 2.02) * 1.005
    for shape in laid.shapes:
        assert abs(area_of(shape[0])) == pytest.approx(pi * radius**2, rel=0.06)


@given(st.lists(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3,
                         max_size=12).map(tuple), min_size=1, max_size=4))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_outline_is_drawn_inside_its_frame(rings: list[Ring]) -> None:
    laid = outlines([Boundary("a", tuple(rings))], 338, 420)
    for ring in laid.shapes[0]:
        assert all(-1 <= x <= FINE * 338 + 1 and -1 <= y <= FINE * 420 + 1 for x, y in ring)
    assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)*", laid.paths[0])


def test_a_name_that_does_not_fit_is_a_number_with_its_name_below(
    shipped: Project, voice: Voice
) -> None:
    codes = {unit.code: unit.name for unit in shipped.places.children(shipped.programme.place)}
    parts = [part(1000, 2000, unit=code, name=name) for code, name in codes.items()]
    small = with_map(shipped).boundaries
    drawn = area_map(small, parts, codes | {next(iter(codes)): "A name of endless length"}, voice)
    assert drawn
    assert "A name of endless length" in [name for _, name, _ in drawn.names]
    numbers = [area.name[0] for area in drawn.areas if not area.value]
    assert numbers == [str(number) for number, _, _ in drawn.names]
    for area in drawn.areas:
        assert 0 <= area.x <= drawn.width
        assert 0 <= area.y <= drawn.height


def test_a_province_without_a_map_has_none(shipped: Project, voice: Voice) -> None:
    assert area_map({}, [], {"a": "a"}, voice) is None


def test_names_and_ranges_can_be_read_on_every_shade(shipped: Project) -> None:
    for palette in palettes(shipped.look).values():
        for token in readable_accents(shipped.look):
            accent = palette.get(token.id)
            if accent is None or token.id == "ink":
                continue
            assert contrast(palette["paper"], accent) >= 4.5
            for share in (0.09, 0.20, 0.34):
                assert contrast(palette["ink"], mix(accent, palette["paper"], share)) >= 4.5


def test_a_scale_of_nothing_still_has_an_end() -> None:
    scale = Scale.of([None], 0, 100)
    assert scale.at(0) == 0
    assert axis(DAYS[0], DAYS[0], 0, 10)(DAYS[0]) == 0
    assert band([], DAYS[0], axis(*DAYS, 0, 10), scale).areas == ()


def test_a_boundary_of_no_drawn_unit_changes_nothing(shipped: Project, voice: Voice) -> None:
    project = with_map(shipped)
    code = next(iter(project.boundaries))
    only = {code: "x"}
    alone = replace(project, boundaries={code: project.boundaries[code]})
    assert area_map(project.boundaries, [], only, voice) == area_map(
        alone.boundaries, [], only, voice
    )
