"""Periods of reports: ``2018``, ``2018-S1`` (half), ``2018-Q1`` (quarter), ``2018-03`` (month)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_FORM = re.compile(r"(\d{4})(?:-(S[12]|Q[1-4]|0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Period:
    """A named span of days; ``first`` and ``last`` both belong to it."""

    name: str
    first: date
    last: date

    def covers(self, other: "Period") -> bool:
        """Whether every day of ``other`` is in this period."""
        return self.first <= other.first and other.last <= self.last


@lru_cache(maxsize=1024)
def parse_period(name: str) -> Period:
    """The period of that name; ``ValueError`` where it is none."""
    match = _FORM.fullmatch(name)
    if match is None or not 1900 <= int(match[1]) <= 2200:
        raise ValueError(name)
    year, part = int(match[1]), match[2] or ""
    if not part:
        month, months = 1, 12
    elif part[0] == "S":
        month, months = 6 * int(part[1]) - 5, 6
    elif part[0] == "Q":
        month, months = 3 * int(part[1]) - 2, 3
    else:
        month, months = int(part), 1
    end = month + months
    after = date(year + 1, 1, 1) if end > 12 else date(year, end, 1)
    return Period(name, date(year, month, 1), after - timedelta(days=1))


def _as_period(value: object) -> str:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    try:
        return parse_period(text.strip()).name
    except ValueError:
        raise PydanticCustomError("bad-period", "no period", {"found": str(value)}) from None


PeriodName = Annotated[str, BeforeValidator(_as_period)]
