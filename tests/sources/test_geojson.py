"""A province's own map: drawn from when it is right, refused with a cure when it is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.desk.telling import hint, message
from generator.model.problem import Problem
from generator.sources import load_project
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from generator.sources.geojson import MAX_POINTS, read_boundaries
from generator.sources.reading import Reading

SQUARE = [[10.0, 1.0], [11.0, 1.0], [11.0, 2.0], [10.0, 2.0], [10.0, 1.0]]
HOLE = [[10.4, 1.4], [10.6, 1.4], [10.6, 1.6], [10.4, 1.4]]
MAP = "campaigns/places.geojson"


def area(code: Any = "Z101", *rings: Any, kind: str = "Polygon", **more: Any) -> dict[str, Any]:
    """A feature; ``more`` replaces its parts."""
    geometry = {"type": kind, "coordinates": list(rings or (SQUARE,))}
    return {
        "type": "Feature",
        "properties": {"code": code, "name": "x"},
        "geometry": geometry,
        **more,
    }


def collection(*features: Any) -> str:
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=0
    )


@pytest.fixture
def read(coast: Path) -> Callable[[str], tuple[Any, list[Problem]]]:
    """What the invented province has for outlines with this map, and its problems."""

    def reader(text: str) -> tuple[Any, list[Problem]]:
        (coast / MAP).write_text(text, encoding="utf-8")
        loaded = load_project(coast)
        problems = [problem for problem in loaded.problems if problem.file == MAP]
        return (loaded.project.boundaries if loaded.project else None), problems

    return reader


def test_areas_with_parts_holes_and_heights_are_read(read: Callable[..., Any]) -> None:
    high = [[*point, 812.5] for point in SQUARE]
    parts = area("Z102", [SQUARE], [high, HOLE], kind="MultiPolygon")

    boundaries, problems = read(collection(area("Z101", SQUARE, HOLE), parts))

    assert problems == []
    assert [len(ring) for ring in boundaries["Z101"].rings] == [4, 3]
    assert [len(ring) for ring in boundaries["Z102"].rings] == [4, 4, 3]
    assert boundaries["Z101"].rings[0][0] == (10.0, 1.0)


def test_the_code_may_be_the_features_own_id(read: Callable[..., Any]) -> None:
    boundaries, problems = read(collection(area(properties=None, id="Z103")))
    assert (list(boundaries), problems) == (["Z103"], [])


def test_without_a_map_there_are_no_outlines(coast: Path) -> None:
    project = load_project(coast).project
    assert project
    assert project.boundaries == {}


def test_the_map_is_a_source_of_the_products(coast: Path) -> None:
    (coast / MAP).write_text(collection(area()), encoding="utf-8")
    project = load_project(coast).project
    assert project
    assert MAP in project.sources


MISTAKES = {
    "not JSON": ("{", "geojson-broken"),
    "no number": (collection(area("Z101", [[float("nan"), 1], *SQUARE])), "geojson-broken"),
    "endless nesting": ("[" * 100_000, "geojson-broken"),
    "a number without end": (f'{{"features": {"9" * 5000}}}', "geojson-broken"),
    "one feature alone": (json.dumps(area()), "geojson-not-a-collection"),
    "a list": ("[]", "geojson-not-a-collection"),
    "no code": (collection(area(None)), "geojson-no-code"),
    "a feature that is none": (collection("x"), "geojson-no-code"),
    "an unknown code": (collection(area("Z999")), "unknown-unit"),
    "one unit twice": (collection(area(), area()), "geojson-twice"),
    "a point": (collection(area(kind="Point")), "geojson-shape"),
    "no geometry": (collection(area(geometry=None)), "geojson-shape"),
    "a line": (collection(area("Z101", SQUARE[:2])), "geojson-ring"),
    "an empty ring": (collection(area("Z101", [])), "geojson-ring"),
    "a word for a number": (collection(area("Z101", [["a", 1]] * 4)), "geojson-ring"),
    "a bare number": (collection(area("Z101", [1, 2, 3])), "geojson-ring"),
    "metres": (collection(area("Z101", [[455_000, 2_500_000]] * 4)), "geojson-not-degrees"),
    "infinity": (collection(area()).replace("11.0", "1e999"), "geojson-not-degrees"),
    "too many points": (
        collection(area("Z101", [[n % 90, n % 80] for n in range(MAX_POINTS + 2)])),
        "geojson-too-fine",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_wrong_map_is_refused_with_a_cure(read: Callable[..., Any], name: str) -> None:
    text, code = MISTAKES[name]

    boundaries, problems = read(text)

    assert boundaries is None
    assert [problem.code for problem in problems] == [code]
    for language in ("vi", "en"):
        catalogue = load_catalogue(PROGRAM_CATALOGUES, language)
        for words in (message(problems[0], catalogue), hint(problems[0], catalogue)):
            assert words
            assert "{" not in words
            assert "geojson-" not in words


def test_the_line_is_that_of_the_code_and_all_problems_come_at_once(
    read: Callable[..., Any],
) -> None:
    text = collection(area("Z998"), area("Z101"), area("Z999"))

    _, problems = read(text)

    lines = text.split("\n")
    assert [problem.code for problem in problems] == ["unknown-unit"] * 2
    assert ['"Z998"' in lines[problems[0].line - 1], '"Z999"' in lines[problems[1].line - 1]] == [
        True,
        True,
    ]


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "code"]),
            inner | st.sampled_from(["FeatureCollection", "Polygon", "MultiPolygon", "Z1"]),
            max_size=4,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_JSON, max_size=3), _JSON)
def test_whatever_stands_in_the_file_nothing_breaks(
    tmp_path_factory: pytest.TempPathFactory, features: list[Any], geometry: Any
) -> None:
    root = tmp_path_factory.mktemp("map")
    path = root / "places.geojson"
    path.write_text(collection(*features, area("Z1", geometry=geometry)), encoding="utf-8")
    reading = Reading(root)

    found = read_boundaries(reading, path, {"Z1"})

    assert found or reading.problems
    assert set(found) <= {"Z1"}
