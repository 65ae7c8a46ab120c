"""The geometry of the range chart: one bar a district, from the least to the most people."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from generator.site.voice import Voice

WIDTH = 340
"""Of the drawing, in its own units: a phone shows it nearly one to one."""
_ROW, _TOP, _LEFT = 46, 30, 2
_SCALE = WIDTH - 2 * _LEFT


@dataclass(frozen=True)
class Row:
    """One unit; lengths in the drawing's units, from its upper left corner."""

    name: str
    label: str
    text_y: int
    bar_y: int
    x: float
    width: float
    target_x: float | None
    state: Literal["complete", "incomplete", "empty"]


@dataclass(frozen=True)
class RangeChart:
    """Everything that the template draws."""

    width: int
    height: int
    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    targets: bool


def range_chart(parts: Sequence[Mapping[str, Any]], voice: Voice) -> RangeChart:
    """The chart of some units' figures (the parts ``by_unit`` of ``figures.json``), in order."""
    ends = [
        value
        for part in parts
        for value in (part["reach"].get("high"), part["reach"].get("target"))
        if value is not None
    ]
    step, top = nice_scale(max(ends, default=0))
    rows = tuple(_row(number, part, top, voice) for number, part in enumerate(parts))
    ticks = tuple(
        (round(_LEFT + _SCALE * value / top, 1), voice.number(value))
        for value in range(0, top + 1, step)
    )
    return RangeChart(
        width=WIDTH,
        height=_TOP + _ROW * len(rows) + 6,
        rows=rows,
        ticks=ticks,
        targets=any(row.target_x is not None for row in rows),
    )


def nice_scale(largest: int) -> tuple[int, int]:
    """(step, end) of an axis from 0 that holds ``largest`` in at most five round steps."""
    if largest <= 0:
        return 1, 1
    rough = largest / 4
    power = 10 ** max(0, math.floor(math.log10(rough)))
    step = next(
        candidate
        for candidate in (power, 2 * power, 5 * power, 10 * power)
        if candidate * 4 >= largest or candidate == 10 * power
    )
    return step, step * math.ceil(largest / step)


def _row(number: int, part: Mapping[str, Any], top: int, voice: Voice) -> Row:
    reach = part["reach"]
    low, high, target = reach.get("low"), reach.get("high"), reach.get("target")
    known = low is not None and high is not None
    start = _SCALE * low / top if known else 0
    width = max(4.0, _SCALE * (high - low) / top) if known else 0
    start = min(start, _SCALE - width)
    return Row(
        name=str(part["name"]),
        label=voice.people(reach),
        text_y=_TOP + _ROW * number + 16,
        bar_y=_TOP + _ROW * number + 23,
        x=round(_LEFT + start, 1),
        width=round(width, 1),
        target_x=round(_LEFT + _SCALE * target / top, 1) if target else None,
        state=_state(part, known),
    )


def _state(part: Mapping[str, Any], known: bool) -> Literal["complete", "incomplete", "empty"]:
    if not known:
        return "empty"
    return "incomplete" if part.get("reports", {}).get("missing") else "complete"
