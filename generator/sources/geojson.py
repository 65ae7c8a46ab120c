"""``campaigns/places.geojson``: the outlines of units, in the form of RFC 7946.

A FeatureCollection of Polygon or MultiPolygon features. The unit's code is the property ``code``
or the feature's ``id``. Coordinates are degrees, longitude first.
"""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from generator.model.boundary import Boundary, Point, Ring
from generator.model.problem import Problem
from generator.sources.places import near_codes
from generator.sources.reading import Reading
from generator.sources.suggest import one_of
from generator.sources.text import SourceText

MAX_POINTS = 200_000
"""Far more than a map on a phone shows."""
SHAPES = ("Polygon", "MultiPolygon")


class _ShapeError(Exception):
    """Why a feature cannot be drawn: the code of its problem, and what is said about it."""

    def __init__(self, code: str, **details: object) -> None:
        self.code, self.details = code, details
        super().__init__(code)


def read_boundaries(reading: Reading, path: Path, codes: Collection[str]) -> dict[str, Boundary]:
    """The outlines by the unit's code, where the province gives any; ``codes`` are all units'."""
    source = reading.text(path) if path.exists() else None
    if source is None:
        return {}
    data, problem = _parsed(source)
    if problem:
        reading.note([problem])
        return {}
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        reading.note([Problem(source.file, 1, 1, "geojson-not-a-collection")])
        return {}
    return _boundaries(reading, source, features, codes)


def _parsed(source: SourceText) -> tuple[Any, Problem | None]:
    """The data, or why it is none: broken, nested without end, or with numbers that are none."""
    try:
        return json.loads(source.text, parse_constant=_no_number), None
    except json.JSONDecodeError as error:
        found = {"found": error.msg}
        return None, Problem(source.file, error.lineno, error.colno, "geojson-broken", found)
    except (RecursionError, ValueError) as error:  # a number of thousands of digits, NaN
        found = {"found": type(error).__name__ if not error.args else str(error.args[0])}
        return None, Problem(source.file, 0, 0, "geojson-broken", found)


def _no_number(text: str) -> float:
    raise ValueError(text)


def _boundaries(
    reading: Reading, source: SourceText, features: list[Any], codes: Collection[str]
) -> dict[str, Boundary]:
    found: dict[str, Boundary] = {}
    left = MAX_POINTS
    for number, feature in enumerate(features, 1):
        code = _code(feature)
        try:
            if not code:
                raise _ShapeError("geojson-no-code")
            if code not in codes:
                raise _ShapeError("unknown-unit", found=code, known=one_of(near_codes(code, codes)))
            if code in found:
                raise _ShapeError("geojson-twice", found=code)
            rings = tuple(_rings(feature.get("geometry")))
            left -= sum(map(len, rings))
            if left < 0:
                reading.note(
                    [Problem(source.file, 0, 0, "geojson-too-fine", {"limit": MAX_POINTS})]
                )
                return {}
            found[code] = Boundary(code, rings)
        except _ShapeError as error:
            details = {"number": number, **error.details}
            line, column = _at(source.text, code)
            reading.note([Problem(source.file, line, column, error.code, details)])
    return found


def _code(feature: object) -> str:
    """The code that a feature bears; a number has lost its zeros and is no known code."""
    if not isinstance(feature, dict):
        return ""
    properties = feature.get("properties")
    code = properties.get("code") if isinstance(properties, dict) else None
    code = feature.get("id") if code is None else code
    return str(code).strip() if isinstance(code, str | int) else ""


def _at(text: str, code: str) -> tuple[int, int]:
    """Line and column where a code stands; the file as a whole where it is written otherwise."""
    at = text.find(json.dumps(code, ensure_ascii=False)) if code else -1
    if at < 0:
        return 0, 0
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _rings(geometry: object) -> Iterator[Ring]:
    """The rings of a Polygon or MultiPolygon."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in SHAPES:
        raise _ShapeError("geojson-shape", found=str(kind or "–")[:40])
    coordinates = geometry.get("coordinates")
    polygons = _list(coordinates) if kind == "MultiPolygon" else [coordinates]
    for polygon in polygons:
        for ring in _list(polygon):
            points = [_point(position) for position in _list(ring)]
            if points[0] == points[-1]:
                points.pop()
            if len(points) < 3:
                raise _ShapeError("geojson-ring")
            yield tuple(points)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _ShapeError("geojson-ring")
    return value


def _point(position: object) -> Point:
    """A position; a height is left out. Metres of a national grid are no degrees."""
    numbers = _list(position)[:2]
    known = all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers)
    if len(numbers) < 2 or not known:
        raise _ShapeError("geojson-ring")
    longitude, latitude = numbers
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):  # infinite ones too
        raise _ShapeError("geojson-not-degrees", found=f"{longitude}, {latitude}"[:60])
    return float(longitude), float(latitude)
