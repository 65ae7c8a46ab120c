"""Small multiples: one little chart a district on one scale, with its reports period by period."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from generator.site.charts.bars import span
from generator.site.charts.scale import Scale, incomplete
from generator.site.charts.timeline import Band, axis, band, moments
from generator.site.voice import Voice

_WIDTH, _PLOT, _BOX = 156, 56, 16
"""The whole width, the height of the drawing over the boxes, the side of the largest box."""
State = Literal["missing", "late", "on-time", "not-due", "none"]


@dataclass(frozen=True)
class Small:
    """One district's chart: a band over time or, where there is none, one bar."""

    name: str
    label: str
    band: Band | None
    bar: tuple[float, float] | None
    target: float | None
    """y of the target beside a band, x beside a bar."""
    boxes: tuple[tuple[float, float, State], ...]
    """x, size (1.0 is the largest) and state of each period's reports."""
    striped: bool


@dataclass(frozen=True)
class Multiples:
    """Everything that the template draws."""

    width: int
    plot: int
    height: int
    charts: tuple[Small, ...]


def state_of(cell: Mapping[str, int]) -> State:
    """What is most worth knowing about the reports of a unit and period."""
    if cell.get("missing"):
        return "missing"
    if cell.get("late"):
        return "late"
    if cell.get("on_time"):
        return "on-time"
    return "not-due" if cell.get("not_due") else "none"


def multiples(
    parts: Sequence[tuple[str, Mapping[str, Any]]],
    cells: Mapping[str, Sequence[Mapping[str, int]]],
    days: tuple[date, date],
    voice: Voice,
) -> Multiples | None:
    """One chart for each named part of ``by_unit``, where any of them has something over time.

    ``cells`` are the reports of each unit by period; ``days`` the campaign's first and last.
    """
    over_time = any(part.get("timeline") for _, part in parts)
    if not parts or not (over_time or any(cells.get(str(part["unit"])) for _, part in parts)):
        return None
    ends = [part["reach"].get(end) for _, part in parts for end in ("high", "target")]
    ends += [one.get("high") for _, part in parts for one in part.get("timeline") or ()]
    scale = Scale.of(ends, _PLOT, 4) if over_time else Scale.of(ends, 0, _WIDTH)
    plot = _PLOT if over_time else 22
    return Multiples(
        width=_WIDTH,
        plot=plot,
        height=plot + _BOX + 6,
        charts=tuple(
            _small(name, part, cells.get(str(part["unit"]), ()), days, scale, voice)
            for name, part in parts
        ),
    )


def _small(
    name: str,
    part: Mapping[str, Any],
    cells: Sequence[Mapping[str, int]],
    days: tuple[date, date],
    scale: Scale,
    voice: Voice,
) -> Small:
    reach = part["reach"]
    upright = scale.start > scale.end
    found = moments(part.get("timeline") or ())
    last = max(days[1], found[-1][0]) if found else days[1]
    across = axis(min(days[0], found[0][0]) if found else days[0], last, 0, _WIDTH)
    bar = span(reach.get("low"), reach.get("high"), scale)
    return Small(
        name=name,
        label=voice.people(reach),
        band=band(found, days[0], across, scale) if found else None,
        bar=bar if bar[1] and not upright else None,
        target=scale.at(reach["target"]) if reach.get("target") else None,
        boxes=tuple(_boxes(cells)),
        striped=incomplete(part),
    )


def _boxes(cells: Sequence[Mapping[str, int]]) -> Iterable[tuple[float, float, State]]:
    step = min(_BOX + 4.0, _WIDTH / max(1, len(cells)))
    scale = round(min(1.0, step * 0.85 / _BOX), 2)
    for number, cell in enumerate(cells):
        yield round(number * step, 1), scale, state_of(cell)
