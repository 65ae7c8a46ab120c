"""A campaign's ledger as one Parquet file that needs nothing beside it to be counted elsewhere.

Its rows are the reports as they were accepted, the superseded ones too. What their names mean
(campaign, units, populations, audiences, the programme's own rules, the day of the figures) is in
the file's metadata under ``SOURCE``, as JSON. It is exact: for the office, not for everyone.
"""

import json
import os
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.reach.reckoning import Reckoning

SOURCE = "lachan.source"
"""The metadata's key."""
VERSION = 1
PROGRAMME = ("place", "languages", "levels", "suppress_under", "code_scheme", "demonstration")
"""What of the programme the figures depend on."""
UNTOLD = {"leaflets", "photos"}
"""What of a campaign has no bearing on its figures."""


def write_parquet(found: Reckoning, path: Path) -> None:
    """Write the ledger and what it means; the old file stays until the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        found.engine.rows(
            "export_parquet", file=str(aside), source=json.dumps(source_of(found), **_COMPACT)
        )
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


_COMPACT: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}


def source_of(found: Reckoning) -> dict[str, Any]:
    """What the ledger's names mean, as plain data."""
    project, campaign = found.project, found.campaign
    channels = dict.fromkeys(one.channel for one in campaign.activities)
    return {
        "version": VERSION,
        "as_of": project.as_of.isoformat(),
        "programme": {name: _plain(getattr(project.programme, name)) for name in PROGRAMME},
        "campaign": {"id": campaign.id, **_plain(campaign, UNTOLD)},
        "places_on": project.places.day.isoformat(),
        "places": [_plain(place) for place in project.places.places],
        "populations": [_plain(row) for row in project.populations],
        "audiences": [_plain(one) for one in project.audiences.values()],
        "channels": [_plain(project.channels[one]) for one in channels if one in project.channels],
    }


def _plain(value: Any, without: set[str] | None = None) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_defaults=True, exclude=without)
    return value
