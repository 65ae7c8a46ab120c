"""The door's one function: what is expected, in the shape that was asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from generator.model.project import Project
from generator.reach.expected.calendar import calendar_bytes
from generator.reach.expected.calls import calls
from generator.reach.expected.owed import owed
from generator.reach.expected.sheets import calls_workbook, matrix_workbook
from generator.reach.expected.telling import (
    calls_csv,
    calls_json,
    calls_text,
    duties_csv,
    duties_json,
    matrix_text,
)
from generator.sources.catalogue import Catalogue

Style = Literal["table", "json", "csv", "xlsx", "ics"]


def show_expected(
    project: Project,
    campaigns: Sequence[str],
    as_of: date | None = None,
    *,
    style: Style,
    say: Catalogue,
) -> bytes:
    """The expected reports of some campaigns as of a day (``project.as_of`` where none is given).

    The same day and reports give the same bytes. ``KeyError`` where there is no such campaign.
    """
    day = as_of or project.as_of
    found = [owed(project, name, day) for name in campaigns]
    if style == "ics":
        return calendar_bytes(project, found, say)
    if style == "xlsx":
        return matrix_workbook(found, day, say)
    if style == "csv":
        return duties_csv(found).encode()
    return (duties_json(found, day) if style == "json" else matrix_text(found, say)).encode()


def show_calls(
    project: Project,
    campaigns: Sequence[str],
    as_of: date | None = None,
    *,
    style: Style,
    say: Catalogue,
) -> bytes:
    """Whom to call in the week from that day on; there is no calendar of calls."""
    day = as_of or project.as_of
    found = calls(project, [owed(project, name, day) for name in campaigns], day)
    if style == "xlsx":
        return calls_workbook(found, day, say)
    if style == "csv":
        return calls_csv(found, say).encode()
    return (
        calls_json(found, day, say) if style == "json" else calls_text(found, day, say)
    ).encode()
