"""Reach as it grew: a band from the least to the most people at the end of each period."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.site.charts.scale import WIDTH, Scale
from generator.site.voice import Voice

_HEIGHT, _TOP, _FOOT, _SIDE = 230, 26, 26, 2
_LABEL = 54
"""The width that the label of a month needs."""
Moment = tuple[date, int | None, int | None]
"""The end of a period, and the least and the most people reached by then."""
Number = int | None


@dataclass(frozen=True)
class Band:
    """A range over time: a closed path for each stretch without a gap, a post for each moment."""

    areas: tuple[str, ...]
    posts: tuple[tuple[float, float, float], ...]
    """x, y of the most, y of the least."""


@dataclass(frozen=True)
class Mark:
    """Words at a place."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True)
class Timeline:
    """Everything that the template draws."""

    width: int
    height: int
    floor: int
    """y of zero."""
    band: Band
    ticks: tuple[tuple[float, str], ...]
    months: tuple[Mark, ...]
    target: tuple[float, str] | None
    newest: Mark | None
    projection: tuple[float, float, float] | None
    """Where the range may end if it goes on like this: x, y of the most, y of the least."""
    striped: bool


def moments(timeline: Sequence[Mapping[str, Any]]) -> tuple[Moment, ...]:
    """``timeline`` of ``figures.json``, in order of time."""
    found = [(date.fromisoformat(one["until"]), one["low"], one["high"]) for one in timeline]
    return tuple(sorted(found, key=lambda one: one[0]))


def timeline_chart(
    timeline: Sequence[Moment],
    days: tuple[date, date],
    voice: Voice,
    *,
    target: int | None = None,
    projection: Mapping[str, int | None] | None = None,
    striped: bool = False,
) -> Timeline:
    """The chart of a campaign that ran from the first of ``days`` to the last."""
    ahead = projection or {}
    known = [value for _, low, high in timeline for value in (low, high)]
    bottom = _HEIGHT - _FOOT
    scale = Scale.of([*known, target, ahead.get("high")], bottom, _TOP)
    first, last = min(days[0], timeline[0][0]), max(days[1], timeline[-1][0])
    across = axis(first, last, _SIDE, WIDTH - 8)
    return Timeline(
        width=WIDTH,
        height=_HEIGHT,
        floor=bottom,
        band=band(timeline, days[0], across, scale),
        ticks=scale.ticks(voice),
        months=tuple(_months(timeline, across, voice)),
        target=(scale.at(target), voice("Target {number}", number=voice.number(target)))
        if target
        else None,
        newest=_newest(timeline, across, scale, voice),
        projection=_projection(ahead, across(last), scale),
        striped=striped,
    )


def axis(first: date, last: date, start: float, end: float) -> Callable[[date], float]:
    """Where a day stands on a line from ``first`` at ``start`` to ``last`` at ``end``."""
    days = max(1, (last - first).days)
    return lambda day: round(start + (end - start) * (day - first).days / days, 1)


def band(
    timeline: Sequence[Moment], start: date, across: Callable[[date], float], scale: Scale
) -> Band:
    """The drawing of a range over time. Nobody is reached before ``start``."""
    areas, posts = [], []
    for number, stretch in _stretches(timeline):
        points = [(across(day), scale.at(high), scale.at(low)) for day, low, high in stretch]
        posts += points
        if number == 0 and stretch[0][0] > start:
            points.insert(0, (across(start), scale.start, scale.start))
        if len(points) > 1:
            there = [f"{x:g} {top:g}" for x, top, _ in points]
            back = [f"{x:g} {foot:g}" for x, _, foot in reversed(points)]
            areas.append(f"M{'L'.join([*there, *back])}Z")
    return Band(tuple(areas), tuple(posts))


def _stretches(timeline: Sequence[Moment]) -> Iterator[tuple[int, list[tuple[date, int, int]]]]:
    """Moments one after another whose range is known, with the number of the first."""
    found: list[tuple[date, int, int]] = []
    first = 0
    for number, (day, low, high) in enumerate(timeline):
        if low is None or high is None:
            if found:
                yield first, found
            found, first = [], number + 1
        else:
            found.append((day, low, high))
    if found:
        yield first, found


def _months(
    timeline: Sequence[Moment], across: Callable[[date], float], voice: Voice
) -> Iterator[Mark]:
    """The months in which periods end: the last one, and those before it that have room."""
    free = float(WIDTH) + _LABEL
    for day, _, _ in reversed(timeline):
        x = across(day)
        if free - x >= _LABEL:
            anchor = "end" if x > WIDTH - _LABEL / 2 else "start" if x < _LABEL / 2 else "middle"
            text = voice("{month}/{year}", month=day.month, year=day.year)
            yield Mark(x, _HEIGHT - 8, anchor, text)
            free = x - (_LABEL / 2 if anchor == "end" else 0)


def _newest(
    timeline: Sequence[Moment], across: Callable[[date], float], scale: Scale, voice: Voice
) -> Mark | None:
    """The newest range, in words above its place."""
    known = [one for one in timeline if one[1] is not None and one[2] is not None]
    if not known:
        return None
    day, low, high = known[-1]
    x, text = across(day), voice.people({"low": low, "high": high})
    anchor = "end" if x > WIDTH / 3 else "start"
    return Mark(x, max(14.0, scale.at(high or 0) - 8), anchor, text)


def _projection(
    ahead: Mapping[str, Number], x: float, scale: Scale
) -> tuple[float, float, float] | None:
    low, high = ahead.get("low"), ahead.get("high")
    return None if low is None or high is None else (x, scale.at(high), scale.at(low))
