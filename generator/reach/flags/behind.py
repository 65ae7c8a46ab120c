"""The report rows behind flags, as they were sent."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from generator.reach.flags.raised import Raised
from generator.reach.reckoning import Reckoning

MOST = 20
"""Rows that a flag shows; who wants more opens the report."""
COLUMNS = (
    "report", "unit", "activity", "period", "measure", "audience", "sex", "age_band",
    "ethnicity", "disability", "cohort", "value",
)  # fmt: skip
ASKED = ("numbers", "places", "audiences", "activities", "periods", "measures")
Behind = tuple[tuple[Mapping[str, Any], ...], int]
"""At most ``MOST`` rows, and how many there are beside them."""


def rows_behind(found: Reckoning, raised: Sequence[Raised]) -> list[Behind]:
    """Of each flag the rows that it is about, in the order of activities, periods and units."""
    asked = [row for number, one in enumerate(raised) for row in _asked(found, number, one)]
    if not asked:
        return [((), 0) for _ in raised]
    columns = {
        name: list(values) for name, values in zip(ASKED, zip(*asked, strict=True), strict=True)
    }
    rows: dict[int, list[Mapping[str, Any]]] = {}
    counts: dict[int, int] = {}
    for number, count, *values in found.engine.rows("flag_rows", most=MOST, **columns):
        rows.setdefault(number, []).append(dict(zip(COLUMNS, values, strict=True)))
        counts[number] = count
    return [
        (tuple(rows.get(number, ())), counts.get(number, 0) - len(rows.get(number, ())))
        for number in range(len(raised))
    ]


def _asked(found: Reckoning, number: int, one: Raised) -> Iterator[tuple[Any, ...]]:
    places = one.places or (one.place,)
    periods = one.periods or (one.period,)
    for place, period, measure in product(places, periods, one.measures if one.shown else ()):
        where = found.engine.number(place) if place else None
        yield number, where, one.audience, one.activity, period, measure
