"""Which reports came: a table of units and periods in words, so that it needs no colour."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.model.project import Project
from generator.site.charts.multiples import State, state_of
from generator.site.views.reach.splits import downwards
from generator.site.voice import Voice

Cells = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Matrix:
    """(name, [(state, words) of each period]) of the districts, and of all other units."""

    periods: tuple[str, ...]
    districts: tuple[tuple[str, tuple[tuple[State, str], ...]], ...]
    smaller: tuple[tuple[str, tuple[tuple[State, str], ...]], ...]
    cells: Mapping[str, Cells]
    """The counts of each unit, in the order of ``periods``."""


def matrix(
    found: Mapping[str, Any] | None, districts: Collection[str], project: Project, voice: Voice
) -> Matrix:
    """The words for ``matrix`` of ``figures.json``; ``districts`` are shown at once."""
    periods = [str(name) for name in (found or {}).get("periods", ())]
    units: list[Mapping[str, Any]] = list((found or {}).get("units", ()))
    cells = {str(unit["unit"]): _in_order(unit["cells"], periods) for unit in units}

    def rows(wanted: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
        named = [(_name(unit, districts, project), cells[str(unit["unit"])]) for unit in wanted]
        listed = voice.listed(named, lambda item: downwards(item[0]))
        return tuple((name, tuple(_words(one, voice) for one in line)) for name, line in listed)

    return Matrix(
        periods=tuple(voice.period(name) for name in periods),
        districts=rows(unit for unit in units if unit["unit"] in districts),
        smaller=rows(unit for unit in units if unit["unit"] not in districts),
        cells=cells,
    )


def _in_order(cells: Iterable[Mapping[str, Any]], periods: Iterable[str]) -> Cells:
    known = {str(cell["period"]): cell for cell in cells}
    return [known.get(name, {}) for name in periods]


def _name(unit: Mapping[str, Any], districts: Collection[str], project: Project) -> str:
    code, places = str(unit["unit"]), project.places
    return str(unit["name"]) if code in districts or code not in places else places.path(code)


def _words(cell: Mapping[str, Any], voice: Voice) -> tuple[State, str]:
    state = state_of(cell)
    counts = {name: int(cell.get(name) or 0) for name in ("on_time", "late", "missing", "revised")}
    due = counts["on_time"] + counts["late"] + counts["missing"]
    words = {
        "missing": voice("missing {number}/{due}", number=counts["missing"], due=due),
        "late": voice("late {number}/{due}", number=counts["late"], due=due),
        "on-time": voice("complete"),
        "not-due": voice("not due yet"),
        "none": "–",
    }[state]
    if counts["revised"]:
        words = voice("{state}, revised {number}", state=words, number=counts["revised"])
    return state, words
