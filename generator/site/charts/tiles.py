"""The tile-grid map: one square a district, laid out like the map, so that no border is needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.place import Gazetteer
from generator.site.charts.scale import Shades, incomplete
from generator.site.voice import Voice

SIDE, _GAP = 82, 6
_LINE = 11
"""Letters that fit beside one another in a tile."""


@dataclass(frozen=True)
class Tile:
    """One unit's square; lengths in the drawing's units."""

    x: int
    y: int
    lines: tuple[str, ...]
    label: tuple[str, ...]
    """The range, on two lines where one is too long."""
    level: int
    """The shade for how many people were reached for certain; 0: not known."""
    incomplete: bool


@dataclass(frozen=True)
class TileMap:
    """Everything that the template draws."""

    width: int
    height: int
    side: int
    tiles: tuple[Tile, ...]
    key: tuple[tuple[int, str], ...]
    striped: bool


def tile_map(places: Gazetteer, parts: Sequence[Mapping[str, Any]], voice: Voice) -> TileMap | None:
    """The map of the units' figures; none where the province has laid out no tiles."""
    found = {str(part["unit"]): part for part in parts}
    laid = {code: at for code, at in places.tiles.items() if code in places}
    if not laid or not found:
        return None
    shades = Shades.of(found.values())
    first_column = min(column for column, _ in laid.values())
    first_row = min(row for _, row in laid.values())
    tiles = tuple(
        _tile(
            places[code].name,
            found.get(code),
            ((column - first_column) * (SIDE + _GAP), (row - first_row) * (SIDE + _GAP)),
            shades,
            voice,
        )
        for code, (column, row) in sorted(laid.items(), key=lambda item: (item[1][1], item[1][0]))
    )
    return TileMap(
        width=max(tile.x for tile in tiles) + SIDE,
        height=max(tile.y for tile in tiles) + SIDE,
        side=SIDE,
        tiles=tiles,
        key=shades.key(voice),
        striped=any(tile.incomplete for tile in tiles),
    )


def _tile(
    name: str, part: Mapping[str, Any] | None, at: tuple[int, int], shades: Shades, voice: Voice
) -> Tile:
    reach = part["reach"] if part else {}
    low = reach.get("low")
    return Tile(
        x=at[0],
        y=at[1],
        lines=lines(name),
        label=label(reach, voice),
        level=shades.level(low),
        incomplete=bool(part and incomplete(part)),
    )


def label(reach: Mapping[str, Any], voice: Voice) -> tuple[str, ...]:
    """The range on one line or two; a dash where nothing is known."""
    if reach.get("low") is None and not reach.get("suppressed"):
        return ("–",)
    text = voice.people(reach)
    first, dash, second = text.partition("–")
    return (first + dash, second) if len(text) > _LINE and second else (text,)


def lines(name: str) -> tuple[str, ...]:
    """The words of a name on at most two lines."""
    words, first = name.split(), ""
    while words and len(first) + len(words[0]) <= _LINE - (1 if first else 0):
        first = f"{first} {words.pop(0)}".strip()
    return tuple(line for line in (first, " ".join(words)) if line)
