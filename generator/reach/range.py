"""How many people: a range whose two ends hold whatever the overlap between activities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """People reached: at least ``low``, at most ``high``."""

    low: int = 0
    high: int = 0

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)
