"""``campaigns/places.csv`` and its map to a gazetteer; ``campaigns/populations.csv``."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from generator.model.place import Gazetteer, Place
from generator.model.problem import Problem
from generator.model.programme import Population
from generator.sources.reading import Reading
from generator.sources.suggest import nearest, one_of
from generator.sources.tables import filled
from generator.sources.validate import validate
from generator.sources.yaml import Document

PLACE_COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to", "successors")
POPULATION_COLUMNS = ("unit", "audience", "year", "people", "source")
TILE_COLUMNS = ("code", "column", "row")
Located = tuple[Document, Place]


def read_places(
    reading: Reading, path: Path, tiles: Path, day: date, levels: tuple[str, ...]
) -> Gazetteer:
    """The gazetteer of a places table as of ``day``, every rule between its rows checked."""
    located: list[Located] = []
    for document, row in reading.rows(path, PLACE_COLUMNS):
        cells: dict[str, Any] = dict(filled(row, Place.model_fields))
        cells["successors"] = row["successors"].split()
        cells["aliases"] = [name for name in row.get("aliases", "").split(";") if name.strip()]
        document.data = cells
        place, problems = validate(document, Place)
        reading.note(problems)
        if place:
            located.append((document, place))
    reading.note(_place_problems(located, levels))
    places = tuple(place for _, place in located)
    return Gazetteer(places, day, _read_tiles(reading, tiles, {place.code for place in places}))


def _read_tiles(reading: Reading, path: Path, codes: set[str]) -> dict[str, tuple[int, int]]:
    tiles: dict[str, tuple[int, int]] = {}
    for document, row in reading.rows(path, TILE_COLUMNS) if path.exists() else ():
        code, column, line = (row[name] for name in TILE_COLUMNS)
        if code not in codes:
            known = one_of(near_codes(code, codes))
            reading.note([document.problem(("code",), "unknown-unit", found=code, known=known)])
        elif not (column.isdecimal() and line.isdecimal()):
            found = f"{column}, {line}"
            reading.note([document.problem(("column",), "not-a-number", found=found)])
        elif (tile := (int(column), int(line))) in tiles.values():
            reading.note([document.problem(("column",), "tile-taken", found=code)])
        else:
            tiles[code] = tile
    return tiles


def read_populations(reading: Reading, path: Path) -> tuple[Population, ...]:
    """The population table, where there is one."""
    found: list[Population] = []
    seen: dict[tuple[str, str, int], int] = {}
    for document, row in reading.rows(path, POPULATION_COLUMNS) if path.exists() else ():
        document.data = filled(row, Population.model_fields)
        reading.written.append((document, Population))
        population, problems = validate(document, Population)
        reading.note(problems)
        if population is None:
            continue
        key = (population.unit, population.audience, population.year)
        line = document.at(())[0]
        if seen.setdefault(key, line) != line:
            details = {"key": " ".join(map(str, key)), "first": seen[key]}
            reading.note([document.problem((), "duplicate-row", **details)])
        found.append(population)
    return tuple(found)


def _place_problems(located: list[Located], levels: tuple[str, ...]) -> Iterator[Problem]:
    by_code: dict[str, list[Located]] = {}
    for document, place in located:
        if levels and place.level not in levels:
            details = {"found": place.level, "known": one_of(levels)}
            yield document.problem(("level",), "unknown-level", **details)
        if place.valid_from and place.valid_to and place.valid_to < place.valid_from:
            details = {"first": str(place.valid_from), "last": str(place.valid_to)}
            yield document.problem(("valid_to",), "dates-reversed", **details)
        for other_document, other in by_code.get(place.code, ()):
            if _overlap(place, other):
                details = {"key": place.code, "first": str(other_document.at(())[0])}
                yield document.problem(("code",), "duplicate-id", **details)
        by_code.setdefault(place.code, []).append((document, place))
    codes = {code: [place for _, place in group] for code, group in by_code.items()}
    for document, place in located:
        yield from _tie_problems(document, place, codes, levels)


def _overlap(one: Place, other: Place) -> bool:
    first, last = date.min, date.max
    return (one.valid_from or first) <= (other.valid_to or last) and (
        other.valid_from or first
    ) <= (one.valid_to or last)


def _tie_problems(
    document: Document, place: Place, codes: dict[str, list[Place]], levels: tuple[str, ...]
) -> Iterator[Problem]:
    """Parents and successors: known, of the right level, without a circle."""
    if place.code in place.successors and place.valid_to is None:
        yield document.problem(("successors",), "successor-self", found=place.code)
        return
    if place.parent is None:
        if levels and place.level != levels[0]:
            yield document.problem(("parent",), "no-parent", found=place.name)
    elif place.parent not in codes:
        near = one_of(near_codes(place.parent, codes))
        yield document.problem(("parent",), "unknown-unit", found=place.parent, known=near)
    elif _circle(place, codes):
        yield document.problem(("parent",), "parent-circle", found=place.code)
    elif place.level in levels and all(
        parent.level in levels and levels.index(parent.level) >= levels.index(place.level)
        for parent in codes[place.parent]
    ):
        yield document.problem(("parent",), "parent-level", found=place.parent, level=place.level)
    for code in place.successors:
        day = place.valid_to + timedelta(days=1) if place.valid_to else None
        if not any(day is None or after.valid_on(day) for after in codes.get(code, ())):
            near = one_of(near_codes(code, codes))
            yield document.problem(("successors",), "unknown-unit", found=code, known=near)


def _circle(place: Place, codes: dict[str, list[Place]]) -> bool:
    seen, code = {place.code}, place.parent
    while code and code in codes:
        if code in seen:
            return True
        seen.add(code)
        code = codes[code][0].parent
    return False


def near_codes(wrong: str, codes: Collection[str]) -> tuple[str, ...]:
    """The codes that a wrong one may mean: first those of which a spreadsheet took the zeros."""
    return tuple(code for code in (f"0{wrong}", f"00{wrong}") if code in codes) or nearest(
        wrong, codes
    )
