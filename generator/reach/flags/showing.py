"""``reach flags``: what to ask the units about, for whoever calls them; nothing is hidden."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from generator.model.project import Project
from generator.reach.cells import csv_text, harmless
from generator.reach.flags import flags
from generator.reach.flags.behind import COLUMNS
from generator.reach.reckoning import Reckoning, reckon
from generator.reach.results import Flag
from generator.sources.catalogue import Catalogue

Style = Literal["table", "json", "csv"]
FIELDS = ("code", "severity", "unit", "name", "audience", "activity", "period", "message")


def show_flags(
    project: Project,
    campaign: str,
    *,
    unit: str | None = None,
    code: str | None = None,
    rows: bool = False,
    style: Style = "table",
    say: Catalogue,
) -> str:
    """The flags of a campaign, or those of a unit and all under it, or of one kind.

    ``rows``: with the report rows behind each (JSON always has them). ``KeyError`` where there is
    no such campaign.
    """
    found = reckon(project, campaign)
    inside = _inside(found, unit)
    chosen = [
        one
        for one in flags(found, say)
        if (unit is None or one.unit in inside) and code in (None, one.code)
    ]
    if style == "json":
        return json.dumps([*map(_json, chosen)], ensure_ascii=False, indent=2) + "\n"
    if style == "csv":
        return csv_text(_csv_rows(chosen, say, rows))
    return _text(found, chosen, say, rows)


def _inside(found: Reckoning, unit: str | None) -> set[str]:
    """The codes of a unit and of all under it."""
    ground = found.ground
    tops = [place for place in ground.all() if place.code == unit]
    return {one.code for top in tops for one in ground.below(top)}


def _json(flag: Flag) -> dict[str, Any]:
    fields = {name: _field(flag, name) for name in FIELDS}
    return fields | {"rows": [dict(row) for row in flag.rows], "more": flag.more}


def _field(flag: Flag, name: str) -> Any:
    return flag.details.get("unit") if name == "name" else getattr(flag, name)


def _csv_rows(chosen: Sequence[Flag], say: Catalogue, rows: bool) -> Iterator[Sequence[Any]]:
    """A line a flag; with ``rows`` a line for each row behind it."""
    behind = [say("flag.column.row", name=say(f"flag.column.{name}")) for name in COLUMNS]
    yield [*(say(f"flag.column.{name}") for name in FIELDS), *(behind if rows else ())]
    for flag in chosen:
        fields = [_field(flag, name) for name in FIELDS]
        sent = [[row[name] for name in COLUMNS] for row in flag.rows] if rows else []
        for row in sent or [[None] * len(COLUMNS) if rows else []]:
            yield [*fields, *row]


def _text(found: Reckoning, chosen: Sequence[Flag], say: Catalogue, rows: bool) -> str:
    made_up = found.campaign.demonstration or found.project.programme.demonstration
    lines = [say("note.demonstration")] if made_up else []
    for severity in ("check", "note"):
        some = [one for one in chosen if one.severity == severity]
        if some:
            title = say(f"flag.severity.{severity}")
            lines += ["", say("flag.count", title=title, n=len(some))]
        for one in some:
            lines += ["", f"  [{one.code}] {one.unit or ''}".rstrip(), f"  {harmless(one.message)}"]
            lines += [f"    {line}" for line in _table(one, say)] if rows else []
    return "\n".join(lines if chosen else [*lines, say("flag.none")]).strip("\n") + "\n"


def _table(flag: Flag, say: Catalogue) -> Iterator[str]:
    """The rows behind a flag; what no row knows has no column."""
    shown = [
        name
        for name in COLUMNS
        if any(row[name] not in (None, "unknown") for row in flag.rows)
        and name not in ("unit", "activity", "period")  # the report's name tells them
    ]
    if not shown:
        return
    cells = [[say(f"flag.column.{name}") for name in shown]]
    cells += [[_word(row[name]) for name in shown] for row in flag.rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        padded = (
            cell.rjust(width) if name == "value" else cell.ljust(width)
            for name, cell, width in zip(shown, line, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()
    if flag.more:
        yield say("flag.more", n=flag.more)


def _word(value: Any) -> str:
    return "" if value in (None, "unknown") else str(value)
