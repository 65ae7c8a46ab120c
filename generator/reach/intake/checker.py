"""Entries to values that can be counted: every cell is checked, and all findings are told.

What cells say together is found out once for each different way to write them: a file of a hundred
thousand rows has few reports, and few groups of people.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import repeat
from typing import Any

from generator.model.campaign import Activity, Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.problem import Problem, Severity
from generator.model.project import Project
from generator.model.vietnamese import fold
from generator.reach.ground import Ground, units_of
from generator.reach.intake import values
from generator.reach.intake.entry import Entry
from generator.reach.intake.grid import Value, is_blank
from generator.reach.intake.sent import KEY, Sent
from generator.reach.intake.units import Named, Units
from generator.reach.intake.values import Wrong
from generator.reach.intake.vocabulary import REQUIRED, choices
from generator.sources.suggest import nearest, one_of

CHOSEN = ("measure", "sex", "age_band", "disability")
OF_REPORT = (
    "campaign", "activity", "unit", "parent", "period", "received_on", "report", "revises",
    "reason",
)  # fmt: skip
OF_CELL = (*CHOSEN, "audience", "ethnicity", "cohort")
OF_NUMBER = ("value", "note")
NOT_THERE: Any = object()
"""The cell of a column that a table does not have."""
FOREVER_NOT_THERE = repeat(NOT_THERE)
NONE_WRONG: frozenset[str] = frozenset()
AFTER_END = timedelta(days=731)
"""Two years, whichever of them is a leap year."""
Finding = tuple[str, Wrong, Severity]
"""Column, what is wrong, how much it matters."""
Said = tuple[Any, tuple[Finding, ...]]
"""What a cell says, and what is wrong with it."""


def latest_day(project: Project, campaign: Campaign | None) -> date:
    """The last day on which a report of the campaign (of any, where unknown) can have come.

    The newest day of the sources stands for "now" in every product, so a mistyped year would move
    it for ever. Late reports are still taken: two years after the campaign, and as long as the
    sources themselves go on.
    """
    campaigns = [campaign] if campaign else project.campaigns.values()
    return max([project.as_of, *(one.end + AFTER_END for one in campaigns)])


@dataclass(slots=True)
class _Reading:
    """Some cells of an entry while they are checked."""

    cells: Mapping[str, Value]
    known: dict[tuple[Any, ...], Said]
    findings: list[Finding] = field(default_factory=list)

    def read(self, name: str, reading: Callable[..., Any], *context: Any) -> Any:
        """What a cell says; ``None`` where it is empty, wrong or not there."""
        cell = self.cells.get(name, NOT_THERE)
        if cell is NOT_THERE:
            return None
        key = (name, cell, cell.__class__, *context)
        said = self.known.get(key)
        if said is None:
            said = self.known[key] = _say(name, cell, reading, context)
        self.findings += said[1]
        return said[0]


@dataclass
class Checker:
    """What the entries of a file are checked against."""

    project: Project
    ground: Ground
    units: Units
    problems: list[Problem] = field(default_factory=list)
    named: dict[Named, None] = field(default_factory=dict)
    """Units that were written otherwise than by their code."""
    known: dict[tuple[Any, ...], Said] = field(default_factory=dict)
    """What cells said, by how they were written."""
    _asked: dict[tuple[str, str, str], frozenset[Place]] = field(default_factory=dict)

    def check(self, entries: Iterable[Entry]) -> list[Sent]:
        """All entries; what is wrong with one stands in ``problems``."""
        return [self._row(entry) for entry in entries]

    def _row(self, entry: Entry) -> Sent:
        shared, found = self._said(entry, OF_REPORT, self._report)
        campaign, activity = shared.get("campaign"), shared.get("activity")
        own, more = self._said(entry, OF_CELL, self._cell, campaign, activity)
        number, last = self._said(entry, OF_NUMBER, self._number)
        wrong = NONE_WRONG
        if found or more or last:
            wrong = frozenset(self._tell(entry, (*found, *more, *last)))
        key = shared.get("key")
        cells = {**shared["cells"], **own, **number}
        return Sent(entry, cells, wrong, None if wrong and wrong.intersection(KEY) else key)

    def _said(
        self, entry: Entry, names: tuple[str, ...], reading: Callable[..., Any], *context: Any
    ) -> Said:
        """What some cells say together: found out once for each different way to write them."""
        raw = tuple(map(entry.cells.get, names, FOREVER_NOT_THERE))
        key = (raw, tuple(map(type, raw)), context)  # 1 is not true
        said = self.known.get(key)
        if said is None:
            cells = _Reading(dict(zip(names, raw, strict=True)), self.known)
            said = self.known[key] = (reading(cells, *context), tuple(cells.findings))
        return said

    def _report(self, row: _Reading) -> dict[str, Any]:
        """The key, the day and the name of a report."""
        campaign = row.read("campaign", self._campaign)
        activity = row.read("activity", self._activity, campaign)
        period = row.read("period", self._period, campaign, activity)
        parent = row.read("parent", values.text)
        unit = self._code(row.read("unit", self.units.find, parent, period))
        came = row.read("received_on", values.day)
        data = {"campaign": campaign, "activity": activity, "unit": unit, "period": period}
        data |= {"received_on": came}
        data |= {name: row.read(name, values.text) for name in ("report", "revises", "reason")}
        if activity:
            row.findings += self._period_asked(campaign, activity, period)
            row.findings += self._unit_asked(campaign, activity, period, unit)
        if came:
            row.findings += self._in_time(campaign, period, came)
        key = (campaign, activity, unit, period)
        return {
            "campaign": campaign,
            "activity": activity,
            "key": None if None in key else key,
            "cells": _given(data),
        }

    def _cell(self, row: _Reading, campaign: str | None, activity: str | None) -> dict[str, Any]:
        """What is counted, and of whom."""
        data = {name: row.read(name, self._choice, name) for name in CHOSEN}
        data["audience"] = row.read("audience", self._audience)
        data["ethnicity"] = row.read("ethnicity", _ethnicity)
        data["cohort"] = row.read("cohort", values.text)
        if campaign and activity:
            row.findings += self._measure_asked(campaign, activity, data["measure"])
            row.findings += self._audience_asked(campaign, activity, data["audience"])
        return _given(data)

    def _number(self, row: _Reading) -> dict[str, Any]:
        """How many."""
        value = row.read("value", values.number)
        return _given({"value": value, "note": row.read("note", values.text)})

    def _tell(self, entry: Entry, findings: Iterable[Finding]) -> Iterator[str]:
        """Place what is wrong; yields the columns that are."""
        for name, found, severity in findings:
            self.problems.append(entry.problem(name, found.code, found.details, severity))
            if severity == "error":
                yield name

    def _code(self, found: Named | None) -> str | None:
        if found and found.by != "code":
            self.named[found] = None
        return found.code if found else None

    def _campaign(self, cell: Value) -> str | None:
        return _registered("campaign", cell, self.project.campaigns)

    @cached_property
    def _activities(self) -> dict[tuple[str, str], Activity]:
        campaigns = self.project.campaigns
        return {(name, one.id): one for name in campaigns for one in campaigns[name].activities}

    def _activity(self, cell: Value, campaign: str | None) -> str | None:
        own = [name for of, name in self._activities if of == campaign]
        return _registered("activity", cell, own if campaign else None)

    def _period(self, cell: Value, campaign: str | None, activity: str | None) -> str | None:
        several = [
            one
            for (of, name), one in self._activities.items()
            if of == campaign and activity in (None, name)
        ]
        asked = tuple(dict.fromkeys(name for one in several for name in one.periods))
        return values.period(cell, asked)

    @cached_property
    def _audiences(self) -> dict[str, str]:
        """Every spelling of an audience's name to its identifier."""
        called = {name: name for name in self.project.audiences}
        for name, audience in self.project.audiences.items():
            called |= dict.fromkeys(audience.name.root.values(), name)
        return values.spellings(called)

    def _audience(self, cell: Value) -> str | None:
        return values.choice(cell, self._audiences, "report-unknown-audience")

    def _choice(self, cell: Value, name: str) -> str | None:
        return values.choice(cell, choices(name), f"report-unknown-{name.replace('_', '-')}")

    def _period_asked(self, campaign: str, activity: str, period: str) -> Iterable[Finding]:
        asked = self._activities[campaign, activity].periods
        if period and period not in asked:
            details = {"found": period, "known": one_of(asked)}
            yield "period", Wrong("report-period-not-asked", details), "error"

    def _measure_asked(self, campaign: str, activity: str, measure: str) -> Iterable[Finding]:
        asked = self._activities[campaign, activity].measures
        if measure and measure not in asked:
            details = {"found": measure, "known": one_of(asked)}
            yield "measure", Wrong("report-measure-not-asked", details), "error"

    def _audience_asked(self, campaign: str, activity: str, audience: str) -> Iterable[Finding]:
        asked = self._activities[campaign, activity].audiences
        if audience and audience not in asked:
            details = {"found": audience, "known": one_of(asked)}
            yield "audience", Wrong("report-audience-not-asked", details), "warning"

    def _unit_asked(
        self, campaign: str, activity: str, period: str | None, unit: str | None
    ) -> Iterable[Finding]:
        """Another unit may report too, but then it is perhaps another that is meant."""
        if period is None or unit is None:
            return
        key, span = (campaign, activity, period), parse_period(period)
        if key not in self._asked:
            one = self._activities[campaign, activity]
            self._asked[key] = frozenset(units_of(self.ground, one.level, one.units, span))
        place = self.ground.find(unit, span)
        if place not in self._asked[key]:
            details = {"found": f"{unit} {place.name if place else ''}".strip()}
            yield "unit", Wrong("report-unit-not-asked", details), "warning"

    def _in_time(self, campaign: str | None, period: str | None, came: date) -> Iterable[Finding]:
        """A report comes neither before its period begins nor long after everything."""
        details = {"found": came.isoformat(), "period": period}
        if period and came < parse_period(period).first:
            yield "received_on", Wrong("report-before-period", details), "error"
        limit = latest_day(self.project, self.project.campaigns[campaign] if campaign else None)
        if came > limit:
            details = {**details, "limit": limit.isoformat()}
            yield "received_on", Wrong("report-received-too-late", details), "error"


def _say(name: str, cell: Value, reading: Callable[..., Any], context: tuple[Any, ...]) -> Said:
    """What one cell says; a required column that a table lacks was told at its heading already."""
    if name in REQUIRED and name != "value" and is_blank(cell):
        code = "report-no-day" if name == "received_on" else "report-empty-cell"
        return None, ((name, Wrong(code), "error"),)
    try:
        return reading(cell, *context), ()
    except Wrong as wrong:
        return None, ((name, wrong, "error"),)


def _given(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without empty cells."""
    return {name: cell for name, cell in data.items() if cell is not None}


def _registered(name: str, cell: Value, register: Iterable[str] | None) -> str | None:
    """The name, if it is in the register; the nearest ones where not."""
    written = values.text(cell)
    if written is None or register is None:
        return None
    listed = sorted(register)
    if written in listed:
        return written
    known = nearest(written, listed, least=55) or listed[:12]
    raise Wrong(f"report-unknown-{name}", {"found": written, "known": one_of(known)})


def _ethnicity(cell: Value) -> str | None:
    written = values.text(cell)
    return choices("ethnicity").get(fold(written), written) if written else None
