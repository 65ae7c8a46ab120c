"""The map that a province gives: each district in its outline, shaded and named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.model.boundary import Boundary
from generator.site.charts.outline import FINE, Outlines, Shape, area_of, outlines
from generator.site.charts.scale import WIDTH, Shades, incomplete
from generator.site.charts.tiles import label, lines
from generator.site.voice import Voice

_TALLEST = 420
_LETTER, _FIGURE, _LINE = 8.2, 7.6, 14
"""The width of a letter of a name and of a figure, and the height of a line on the map."""


@dataclass(frozen=True)
class Area:
    """One unit; places in the drawing's units."""

    path: str
    x: float
    y: float
    name: tuple[str, ...]
    """Its name on one line or two; the number under which the list names it where it is too long.
    """
    value: tuple[str, ...]
    """Its range, where it fits."""
    level: int
    incomplete: bool


@dataclass(frozen=True)
class AreaMap:
    """Everything that the template draws."""

    width: int
    height: int
    fine: float
    """What a step of the paths is in units of the drawing."""
    areas: tuple[Area, ...]
    names: tuple[tuple[int, str, str], ...]
    """(number, name, range) of the units whose name does not fit."""
    key: tuple[tuple[int, str], ...]
    striped: bool


def area_map(
    boundaries: Mapping[str, Boundary],
    parts: Sequence[Mapping[str, Any]],
    codes: Mapping[str, str],
    voice: Voice,
) -> AreaMap | None:
    """The map of the units in ``codes`` (code to name); none where no outline is given of any."""
    drawn = [code for code in codes if code in boundaries]
    if not drawn:
        return None
    found = {str(part["unit"]): part for part in parts}
    laid = _outlines(tuple(boundaries[code] for code in drawn))
    shades = Shades.of(found.values())
    areas: list[Area] = []
    names: list[tuple[int, str, str]] = []
    for code, path, shape in zip(drawn, laid.paths, laid.shapes, strict=True):
        part = found.get(code)
        reach = part["reach"] if part else {}
        x, y, room = _middle(shape)
        name, value = _fitting(codes[code], label(reach, voice), room)
        if not name:
            names.append((len(names) + 1, codes[code], "".join(label(reach, voice))))
            name = (str(len(names)),)
        areas.append(
            Area(
                path=path,
                x=x,
                y=round(y - _LINE * (len(name) + len(value) - 1) / 2 + 4, 1),
                name=name,
                value=value,
                level=shades.level(reach.get("low")),
                incomplete=bool(part and incomplete(part)),
            )
        )
    return AreaMap(
        width=laid.width + 2,
        height=laid.height + 2,
        fine=1 / FINE,
        areas=tuple(areas),
        names=tuple(names),
        key=shades.key(voice),
        striped=any(area.incomplete for area in areas),
    )


@lru_cache(maxsize=4)
def _outlines(boundaries: tuple[Boundary, ...]) -> Outlines:
    """Every language and campaign draws the same outlines."""
    return outlines(boundaries, WIDTH - 2, _TALLEST)


def _fitting(
    name: str, value: tuple[str, ...], room: float
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name and range as they fit side by side with the borders; nothing where they do not."""
    for words in ((name,), lines(name)):
        if max(map(len, words)) * _LETTER <= room and max(map(len, value)) * _FIGURE <= room:
            return words, value
    return (), ()


def _middle(shape: Shape) -> tuple[float, float, float]:
    """(x, y, width) of the widest place inside the largest ring, away from its ends.

    Of some lines across it that one whose widest stretch, with the room above and below, is best.
    """
    ring = max(shape, key=lambda one: abs(area_of(one)), default=[])
    if not ring:
        return 0, 0, 0
    top, foot = min(y for _, y in ring), max(y for _, y in ring)
    best = (-1.0, 0.0, 0.0, 0.0)
    for part in range(1, 20):
        y = top + (foot - top) * part / 20
        heart = 0.6 + 0.04 * min(part, 20 - part)
        for start, end in _inside(shape, y):
            best = max(best, ((end - start) * heart, (start + end) / 2, y, end - start))
    _, x, y, width = best
    return round(x / FINE + 1, 1), round(y / FINE + 1, 1), width / FINE


def _inside(shape: Shape, y: float) -> Iterator[tuple[float, float]]:
    """The stretches of a line at a height that lie inside a shape, its holes left out."""
    crossed = sorted(
        x + (u - x) * (y - from_y) / (to_y - from_y)
        for ring in shape
        for (x, from_y), (u, to_y) in zip(ring, [*ring[1:], *ring[:1]], strict=True)
        if (from_y > y) != (to_y > y)
    )
    yield from zip(crossed[::2], crossed[1::2], strict=True)
