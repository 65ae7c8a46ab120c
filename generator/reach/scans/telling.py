"""Scans as a table for the terminal, as CSV and as JSON."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Literal

from generator.model.project import Project
from generator.reach.cells import Value, csv_text
from generator.reach.history.lines import aligned
from generator.reach.scans.counting import Code, Scans
from generator.reach.scans.report import MEASURE
from generator.sources.catalogue import Catalogue

ScansBy = Literal["campaign", "leaflet", "unit", "day"]
COLUMNS: dict[ScansBy, tuple[str, ...]] = {
    "campaign": ("campaign",),
    "leaflet": ("campaign", "leaflet"),
    "unit": ("campaign", "leaflet", "unit", "name"),
    "day": ("campaign", "leaflet", "unit", "name", "day"),
}
LEFT_OUT = ("lines", "robots", "repeats", "unknown")


def show_scans(project: Project, scans: Scans, *, by: ScansBy, style: str, say: Catalogue) -> str:
    """The exact counts as ``table``, ``csv`` or ``json``, with what was left out."""
    columns, rows = (*COLUMNS[by], MEASURE), _rows(project, scans, by)
    if style == "csv":
        return csv_text([columns, *rows])
    if style == "json":
        return _json(scans, columns, rows)
    left = {name: getattr(scans, name) for name in LEFT_OUT}
    threshold = project.programme.suppress_under
    notes = [say("scans.left-out", **left), say("scans.exact", threshold=threshold)]
    heading = [say(f"short.{name}") for name in columns]
    total: list[Value] = [say("scans.total"), *[""] * (len(columns) - 2), scans.counts.total()]
    return "\n".join([*aligned([heading, *rows, total], [len(columns) - 1]), "", *notes]) + "\n"


def _rows(project: Project, scans: Scans, by: ScansBy) -> list[tuple[Value, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for (code, day), number in scans.counts.items():
        found[_key(project, code, day, by)] += number
    return [(*key, number) for key, number in sorted(found.items())]


def _key(project: Project, code: Code, day: date, by: ScansBy) -> tuple[str, ...]:
    campaign, leaflet, unit = code
    there = project.places.on(day)
    places = there if unit in there else project.places
    named = {
        "campaign": campaign,
        "leaflet": leaflet,
        "unit": unit,
        "name": places.path(unit) if unit in places else "",
        "day": day.isoformat(),
    }
    return tuple(named[column] for column in COLUMNS[by])


def _json(scans: Scans, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    data = {
        "scans": [dict(zip(columns, row, strict=True)) for row in rows],
        "total": scans.counts.total(),
        **{name: getattr(scans, name) for name in LEFT_OUT},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
