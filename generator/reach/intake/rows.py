"""One line of a table to a report row: every cell is checked, and all findings are told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from generator.model.campaign import Activity, Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.problem import Problem
from generator.model.project import Project
from generator.model.report import ReportRow
from generator.model.vietnamese import fold
from generator.reach.ground import Ground, units_of
from generator.reach.intake import values
from generator.reach.intake.grid import Grid, Line, Value, is_blank
from generator.reach.intake.header import Header
from generator.reach.intake.units import unit
from generator.reach.intake.values import Wrong
from generator.reach.intake.vocabulary import COLUMNS, REQUIRED, choices
from generator.sources.suggest import nearest, one_of

T = TypeVar("T")
TEXTS = ("ethnicity", "cohort", "report", "revises", "reason", "note")
KEY = ("campaign", "activity", "unit", "period")
AFTER_END = timedelta(days=731)
"""Two years, whichever of them is a leap year."""


def latest_day(project: Project, campaign: Campaign | None) -> date:
    """The last day on which a report of the campaign (of any, where unknown) can have come.

    The newest day of the sources stands for "now" in every product, so a mistyped year would move
    it for ever. Late reports are still taken: two years after the campaign, and as long as the
    sources themselves go on.
    """
    campaigns = [campaign] if campaign else project.campaigns.values()
    return max([project.as_of, *(one.end + AFTER_END for one in campaigns)])


@dataclass(frozen=True)
class Sent:
    """A row and where in the file it stands."""

    grid: Grid
    line: int
    columns: Mapping[str, int]
    cells: Mapping[str, Any]
    """What could be read, by column; empty cells are left out."""
    wrong: frozenset[str]
    """The columns whose cell could not be read."""
    row: ReportRow | None
    """``None`` where a cell is wrong: what the others tell is still compared."""

    def all(self, names: Iterable[str]) -> tuple[Any, ...] | None:
        """These cells, ``None`` for an empty one; nothing where one of them is wrong."""
        listed = list(names)
        if self.wrong.intersection(listed):
            return None
        return tuple(self.cells.get(name) for name in listed)

    @property
    def key(self) -> tuple[str, str, str, str] | None:
        """The key of its report, where all of it could be read."""
        found = self.all(KEY)
        return None if found is None or None in found else (found[0], found[1], found[2], found[3])

    def problem(self, column: str, code: str, **details: Any) -> Problem:
        """An error at one of its cells."""
        return self.grid.problem(code, self.line, self.columns.get(column, 0), details)

    def warning(self, column: str, code: str, **details: Any) -> Problem:
        """A warning at one of its cells."""
        number = self.columns.get(column, 0)
        return self.grid.problem(code, self.line, number, details, "warning")


@dataclass
class Checker:
    """What the rows of a file are checked against."""

    project: Project
    ground: Ground
    problems: list[Problem] = field(default_factory=list)
    _units: dict[tuple[str, str, str], frozenset[Place]] = field(default_factory=dict)

    def units(self, campaign: str, activity: Activity, period: str) -> frozenset[Place]:
        """The units that take part in an activity in a period."""
        key = (campaign, activity.id, period)
        if key not in self._units:
            span = parse_period(period)
            found = units_of(self.ground, activity.level, activity.units, span)
            self._units[key] = frozenset(found)
        return self._units[key]

    def rows(self, grid: Grid, header: Header) -> Iterator[Sent]:
        """Every row below the header; what is wrong with one stands in ``problems``."""
        for line in grid.lines:
            if line.number > header.line and not line.blank:
                before = len(self.problems)
                reading = _Row(self, grid, header, line)
                cells = reading.read()
                errors = [one for one in self.problems[before:] if one.severity == "error"]
                good = not errors and all(name in cells for name in REQUIRED)
                row = ReportRow.model_validate(cells) if good else None
                wrong = frozenset(reading.wrong)
                yield Sent(grid, line.number, header.columns, cells, wrong, row)


@dataclass
class _Row:
    """One line while it is read."""

    checker: Checker
    grid: Grid
    header: Header
    line: Line
    wrong: set[str] = field(default_factory=set)

    def read(self) -> dict[str, Any]:
        self._strays()
        data: dict[str, Any] = {}
        campaign = self._known("campaign", self.checker.project.campaigns)
        activities = {one.id: one for one in campaign.activities} if campaign else None
        activity = self._known("activity", activities)
        data["campaign"] = campaign.id if campaign else None
        data["activity"] = activity.id if activity else None
        data["period"] = self._period(campaign, activity)
        data["unit"] = self._try("unit", lambda cell: self._unit(cell, data["period"]))
        data["audience"] = self._audience(activity)
        for name in ("measure", "sex", "age_band", "disability"):
            data[name] = self._choice(name)
        for name in TEXTS:
            data[name] = self._try(name, values.text)
        data["value"] = self._try("value", values.number)
        data["received_on"] = self._try("received_on", values.day)
        if data["ethnicity"]:
            data["ethnicity"] = choices("ethnicity").get(fold(data["ethnicity"]), data["ethnicity"])
        self._fits(data, activity)
        self._in_time(data, campaign)
        return {name: data[name] for name in COLUMNS if data[name] is not None}

    def _cell(self, name: str) -> Value:
        number = self.header.columns.get(name)
        return None if number is None else self.line[number]

    def _add(self, name: str, wrong: Wrong, *, warning: bool = False) -> None:
        problem = self.grid.problem(
            wrong.code,
            self.line.number,
            self.header.columns.get(name, 0),
            {"key": name, **wrong.details},
            "warning" if warning else "error",
        )
        if not warning:
            self.wrong.add(name)
        self.checker.problems.append(problem)

    def _try(self, name: str, read: Callable[[Value], T]) -> T | None:
        """Read a cell; a required column that the header lacks was told there already."""
        if name not in self.header.columns:
            return None
        cell = self._cell(name)
        if name in REQUIRED and name != "value" and is_blank(cell):
            self._add(name, Wrong("report-empty-cell"))
            return None
        try:
            return read(cell)
        except Wrong as wrong:
            self._add(name, wrong)
            return None

    def _strays(self) -> None:
        """A value in a column without a heading: often a comma that split a cell in two."""
        named = {*self.header.columns.values(), *self.header.ignored}
        for number, cell in enumerate(self.line.cells):
            longer = number >= self.header.width and not self.grid.sheet
            if number not in named and (longer or not is_blank(cell)):
                details = {"found": values.shown(cell)}
                self.checker.problems.append(
                    self.grid.problem("report-cell-unnamed", self.line.number, number, details)
                )

    def _known(self, name: str, register: Mapping[str, T] | None) -> T | None:
        """The named record of a register; ``None`` and a problem where there is no such name."""
        written = self._try(name, values.text)
        if written is None or register is None:
            return None
        if written in register:
            return register[written]
        known = nearest(written, register, least=55) or sorted(register)[:12]
        self._add(name, Wrong(f"report-unknown-{name}", {"found": written, "known": one_of(known)}))
        return None

    def _unit(self, cell: Value, period: str | None) -> str | None:
        written = values.text(cell)
        return unit(self.checker.ground, written, period) if written else None

    def _period(self, campaign: Campaign | None, activity: Activity | None) -> str | None:
        several = (activity,) if activity else campaign.activities if campaign else ()
        asked = tuple(dict.fromkeys(name for one in several for name in one.periods))
        name = self._try("period", lambda cell: values.period(cell, asked))
        if name and activity and name not in activity.periods:
            details = {"found": name, "known": one_of(activity.periods)}
            self._add("period", Wrong("report-period-not-asked", details))
        return name

    def _audience(self, activity: Activity | None) -> str | None:
        project = self.checker.project
        called = {name: name for name in project.audiences}
        for name, audience in project.audiences.items():
            called |= dict.fromkeys(audience.name.root.values(), name)
        found = self._try(
            "audience",
            lambda cell: values.choice(cell, values.spellings(called), "report-unknown-audience"),
        )
        if found and activity and found not in activity.audiences:
            details = {"found": found, "known": one_of(activity.audiences)}
            self._add("audience", Wrong("report-audience-not-asked", details), warning=True)
        return found

    def _choice(self, name: str) -> str | None:
        return self._try(
            name,
            lambda cell: values.choice(
                cell, choices(name), f"report-unknown-{name.replace('_', '-')}"
            ),
        )

    def _fits(self, data: Mapping[str, Any], activity: Activity | None) -> None:
        """What only several cells together can tell."""
        measure, period, code = data["measure"], data["period"], data["unit"]
        if activity and measure and measure not in activity.measures:
            details = {"found": measure, "known": one_of(activity.measures)}
            self._add("measure", Wrong("report-measure-not-asked", details))
        if activity and period and code:
            place = self.checker.ground.find(code, parse_period(period))
            if place not in self.checker.units(data["campaign"], activity, period):
                details = {"found": f"{code} {place.name if place else ''}".strip()}
                self._add("unit", Wrong("report-unit-not-asked", details), warning=True)

    def _in_time(self, data: Mapping[str, Any], campaign: Campaign | None) -> None:
        """A report comes neither before its period begins nor long after everything."""
        came, period = data["received_on"], data["period"]
        if came is None:
            return
        details = {"found": came.isoformat(), "period": period}
        if period and came < parse_period(period).first:
            self._add("received_on", Wrong("report-before-period", details))
        limit = latest_day(self.checker.project, campaign)
        if came > limit:
            details["limit"] = limit.isoformat()
            self._add("received_on", Wrong("report-received-too-late", details))
