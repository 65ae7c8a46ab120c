"""The range chart: one bar for each part, from the least to the most people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Literal

from generator.site.charts.scale import WIDTH, Scale, incomplete
from generator.site.voice import Voice

_ROW, _LINE, _TOP, _SIDE = 46, 17, 30, 2
_LETTER = 8.4
"""The width of a letter of a name, on average; it is rather too much than too little."""


@dataclass(frozen=True)
class Row:
    """One part; lengths in the drawing's units, from its upper left corner."""

    lines: tuple[tuple[int, str], ...]
    """y and words of each line of the name."""
    label: str
    label_y: int
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
    striped: bool


def range_chart(parts: Iterable[tuple[str, Mapping[str, Any]]], voice: Voice) -> RangeChart:
    """The chart of some parts of ``figures.json``, each with its name, in order."""
    named = list(parts)
    ends = [part["reach"].get(end) for _, part in named for end in ("high", "target")]
    scale = Scale.of(ends, _SIDE, WIDTH - _SIDE)
    rows: list[Row] = []
    top = _TOP
    for name, part in named:
        rows.append(_row(top, name, part, scale, voice))
        top = rows[-1].bar_y + _ROW - 23
    return RangeChart(
        width=WIDTH,
        height=top + 6,
        rows=tuple(rows),
        ticks=scale.ticks(voice),
        targets=any(row.target_x is not None for row in rows),
        striped=any(row.state == "incomplete" for row in rows),
    )


def _row(top: int, name: str, part: Mapping[str, Any], scale: Scale, voice: Voice) -> Row:
    reach = part["reach"]
    low, high, target = reach.get("low"), reach.get("high"), reach.get("target")
    x, width = span(low, high, scale)
    label = voice.people(reach)
    words = wrap(name, max(12, int((WIDTH - _LETTER * (len(label) + 1)) / _LETTER)))
    last = top + 16 + _LINE * (len(words) - 1)
    return Row(
        lines=tuple((top + 16 + _LINE * number, line) for number, line in enumerate(words)),
        label=label,
        label_y=last,
        bar_y=last + 7,
        x=x,
        width=width,
        target_x=scale.at(target) if target else None,
        state="empty" if width == 0 else "incomplete" if incomplete(part) else "complete",
    )


def span(low: int | None, high: int | None, scale: Scale) -> tuple[float, float]:
    """(start, width) of a range; wide enough to be seen, and 0 wide where nothing is known."""
    if low is None or high is None:
        return scale.start, 0
    width = max(4.0, scale.at(high) - scale.at(low))
    return round(min(scale.at(low), scale.end - width), 1), round(width, 1)
