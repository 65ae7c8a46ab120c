"""Survey answers: a dot for the share, a line for how sure it is, one row a wave."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.site.charts.scale import WIDTH
from generator.site.voice import Voice

_ROW, _TOP, _SIDE = 42, 26, 8


@dataclass(frozen=True)
class Answer:
    """The share of one wave, and the interval in which it lies; from 0 to 1."""

    wave: str
    asked: int | None
    share: float | None
    low: float | None
    high: float | None
    hidden: bool = False

    def said(self, voice: Voice) -> str:
        """``62% (55%–69%)``."""
        if self.share is None:
            return voice("hidden") if self.hidden else voice("no figure yet")
        if self.low is None or self.high is None:
            return voice.percent(self.share)
        return f"{voice.percent(self.share)} ({voice.percent(self.low)}–{voice.percent(self.high)})"


@dataclass(frozen=True)
class Dot:
    """One wave; lengths in the drawing's units."""

    name: str
    label: str
    text_y: int
    y: int
    x: float | None
    line: tuple[float, float] | None


@dataclass(frozen=True)
class DotChart:
    """Everything that the template draws."""

    width: int
    height: int
    rows: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]


def dot_chart(answers: Sequence[Answer], voice: Voice) -> DotChart:
    """The answers to one question, from 0 to 100 percent."""
    rows = tuple(
        Dot(
            name=one.wave,
            label=one.said(voice),
            text_y=_TOP + _ROW * number + 14,
            y=_TOP + _ROW * number + 26,
            x=None if one.share is None else _at(one.share),
            line=None if one.low is None or one.high is None else (_at(one.low), _at(one.high)),
        )
        for number, one in enumerate(answers)
    )
    ticks = tuple((_at(n / 4), voice.percent(n / 4)) for n in range(5))
    return DotChart(WIDTH, _TOP + _ROW * len(rows), rows, ticks)


def _at(share: float) -> float:
    return round(_SIDE + (WIDTH - 2 * _SIDE) * min(1.0, max(0.0, share)), 1)
