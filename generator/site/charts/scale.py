"""Scales: a length on paper for a number of people, a shade for how many."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.site.voice import Voice

WIDTH = 340
"""Of a drawing that takes a phone's whole width."""
SHADES = 4


@dataclass(frozen=True)
class Scale:
    """A line on which 0 stands at ``start`` and ``top`` at ``end``, in round steps."""

    step: int
    top: int
    start: float
    end: float

    @classmethod
    def of(cls, values: Iterable[int | None], start: float, end: float) -> "Scale":
        """The scale that holds all of the values that are known."""
        largest = max((value for value in values if value is not None), default=0)
        return cls(*nice_scale(largest), start, end)

    def at(self, value: float) -> float:
        """Where a value stands."""
        return round(self.start + (self.end - self.start) * value / self.top, 1)

    def ticks(self, voice: Voice) -> tuple[tuple[float, str], ...]:
        """(place, number) of each round step."""
        steps = range(0, self.top + 1, self.step)
        return tuple((self.at(value), voice.number(value)) for value in steps)


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


@dataclass(frozen=True)
class Shades:
    """Four shades for how many people were reached for certain; 0 is not known."""

    largest: int

    @classmethod
    def of(cls, parts: Iterable[Mapping[str, Any]]) -> "Shades":
        """Shades that tell these parts of ``figures.json`` apart."""
        return cls(max([1, *(part["reach"].get("low") or 0 for part in parts)]))

    def level(self, low: int | None) -> int:
        """The shade of a number, from 1; 0 where there is none."""
        return 0 if low is None else 1 + min(SHADES - 1, SHADES * low // (self.largest + 1))

    def key(self, voice: Voice) -> tuple[tuple[int, str], ...]:
        """(shade, the numbers it stands for) of each shade that can occur."""
        floors = [math.ceil(shade * (self.largest + 1) / SHADES) for shade in range(SHADES + 1)]
        spans = [
            (shade, first, last - 1)
            for shade, (first, last) in enumerate(pairwise(floors), 1)
            if first < last
        ]
        return tuple((shade, voice.span(first, last)) for shade, first, last in spans)


def incomplete(part: Mapping[str, Any]) -> bool:
    """Whether reports are missing that belong to a part of ``figures.json``."""
    return bool((part.get("reports") or {}).get("missing"))
