"""Units by periods: how many reports came in time, late, not at all, or are not due yet."""

from collections.abc import Iterable
from typing import Any

from generator.model.place import Place
from generator.reach.expected.duties import Duty, tally
from generator.reach.expected.owed import periods_of, units_in_order
from generator.reach.ground import Ground


def matrix_json(found: Iterable[Duty], ground: Ground) -> dict[str, Any]:
    """The matrix for ``figures.json``: ``{"periods": [...], "units": [{..., "cells": [...]}]}``.

    A cell counts the reports of one unit for one period over all activities; a unit has a cell for
    each period in which some report is asked of it. Nothing is said of zero reports: they would
    tell a hidden figure of people.
    """
    asked = [duty for duty in found if duty.state != "not asked"]
    periods = periods_of(asked)
    by_cell: dict[tuple[Place, str], list[Duty]] = {}
    for duty in asked:
        by_cell.setdefault((duty.place, duty.period), []).append(duty)
    return {
        "periods": list(periods),
        "units": [
            {
                "unit": place.code,
                "name": place.name,
                "level": place.level,
                "parent": above[-1].code if above else None,
                "cells": [
                    _cell(period, by_cell[place, period])
                    for period in periods
                    if (place, period) in by_cell
                ],
            }
            for place, above in units_in_order(asked, ground).items()
        ],
    }


def by_place(found: Iterable[Duty]) -> dict[Place, list[Duty]]:
    """The reports of each unit."""
    groups: dict[Place, list[Duty]] = {}
    for duty in found:
        groups.setdefault(duty.place, []).append(duty)
    return groups


def _cell(period: str, found: list[Duty]) -> dict[str, Any]:
    counts = tally(found)
    return {
        "period": period,
        "on_time": counts.on_time,
        "late": counts.late,
        "missing": counts.missing,
        "not_due": counts.not_due,
        "revised": counts.revised,
    }
