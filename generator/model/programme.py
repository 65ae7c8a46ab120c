"""The programme: the plan that a province adopted, as data. Each entry names its section."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    AgencyId,
    ContactId,
    Count,
    Day,
    Language,
    Record,
    Ref,
    ReferenceId,
    Slug,
    Text,
    UnitCode,
    Words,
    shown,
)


def _as_month_day(value: object) -> str:
    """``12-10``: a day of every year, so 29 February is none."""
    text = value if isinstance(value, str) else ""
    try:
        if re.fullmatch(r"\d\d-\d\d", text):
            return date.fromisoformat(f"2001-{text}").isoformat()[5:]
    except ValueError:
        pass
    raise PydanticCustomError("bad-month-day", "no day of the year", {"found": shown(value)})


def _as_address(value: object) -> str:
    if isinstance(value, str) and re.fullmatch(r"https?://[^\s/]+(/[^\s/]+)*/", value):
        return value
    raise PydanticCustomError("bad-address", "no address", {"found": shown(value)})


MonthDay = Annotated[str, BeforeValidator(_as_month_day)]
Section = Annotated[Text, StringConstraints(max_length=40)]
Year = Annotated[int, Field(ge=1945, le=2200)]


class Figure(Record):
    """A number that the plan states, in the plan's own unit (``percent``, ``children``)."""

    value: float
    unit: Literal["percent", "children", "children per year"]
    year: Year | None = None
    at_most: float | None = None
    """The upper end where the plan gives a span (1,200 to 1,350 children a year)."""
    per_year: bool = False


class PlanEntry(Record):
    """One line of the plan that other files point at."""

    id: Slug
    section: Section
    text: Words


class Goal(PlanEntry):
    """A goal of section II; a general goal has no figure."""

    kind: Literal["general", "specific"]
    figures: tuple[Figure, ...] = ()


class Baseline(PlanEntry):
    """What the years before the plan reached: one or two measured figures."""

    figures: tuple[Figure, ...] = Field(min_length=1)


class Component(PlanEntry):
    """A component of section IV with its activity lines; ``text`` is its title."""

    short: Words
    activities: tuple[PlanEntry, ...] = Field(min_length=1)


class BudgetPart(Record):
    """One source of money, in whole units of the budget's currency."""

    id: Slug
    text: Words
    amount: Count


class Budget(Record):
    """The plan's money: the parts add up to the total."""

    section: Section
    currency: Text
    total: Count
    parts: tuple[BudgetPart, ...] = Field(min_length=1)
    note: Words | None = None

    @model_validator(mode="after")
    def _parts_add_up(self) -> Self:
        found = sum(part.amount for part in self.parts)
        if found != self.total:
            raise PydanticCustomError(
                "budget-sum", "the parts do not add up", {"total": self.total, "found": found}
            )
        return self


class Deadline(PlanEntry):
    """A duty to report. ``before`` is ``MM-DD``: the report is due by the day before it."""

    who: tuple[AgencyId, ...] = Field(min_length=1)
    to: tuple[AgencyId, ...] = Field(min_length=1)
    kind: Literal["annual", "midterm", "final", "half-yearly"]
    before: MonthDay | None
    """``None`` where the plan names no day (the police's half-yearly report)."""
    years: tuple[Year, ...] = Field(min_length=1)

    def due(self) -> Iterator[date]:
        """The last day on which the report is in time, one a year; none without a fixed day."""
        if self.before:
            month, day = (int(part) for part in self.before.split("-"))
            for year in self.years:
                yield date(year, month, day) - timedelta(days=1)


class Level(Record):
    """A level of administration, topmost first; how many there are is the province's matter."""

    id: Slug
    name: Words
    plural: Words


class Website(Record):
    """How the public website is found. ``address`` ends with a slash."""

    name: Words
    address: Annotated[Text, BeforeValidator(_as_address)]
    description: Words


class Programme(Record):
    """``campaigns/programme.yml``: a province's plan, and how its campaign office is set up."""

    id: Slug
    title: Words
    short: Words
    reference: ReferenceId
    above: tuple[ReferenceId, ...] = ()
    """The national programme that the plan follows."""
    place: UnitCode
    places_on: Day
    """The day whose borders and names count; an old programme keeps its old places."""
    first_year: Year
    last_year: Year
    languages: tuple[Language, ...] = Field(min_length=1)
    """The first is the language of the sources."""
    levels: tuple[Level, ...] = Field(min_length=1)
    website: Website
    issuer: AgencyId
    """Who answers for what is published."""
    helpline: ContactId
    licence_form: ReferenceId | None = None
    """Where the form stands with which a publishing licence is applied for."""
    code_scheme: Slug = "gso"
    """Whose codes the units bear; named in exports (HXL attribute ``+v_gso``)."""
    suppress_under: int = Field(default=10, ge=2)
    """Published figures of people under this number are hidden."""
    demonstration: bool = False
    """True while any figure or target is made up to show the kit."""
    purposes: tuple[PlanEntry, ...] = ()
    scope: PlanEntry | None = None
    goals: tuple[Goal, ...] = Field(min_length=1)
    baselines: tuple[Baseline, ...] = ()
    shortcomings: tuple[PlanEntry, ...] = ()
    components: tuple[Component, ...] = Field(min_length=1)
    tasks: tuple[PlanEntry, ...] = ()
    budget: Budget | None = None
    deadlines: tuple[Deadline, ...] = ()

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.first_year > self.last_year:
            raise PydanticCustomError(
                "dates-reversed",
                "ends first",
                {"first": self.first_year, "last": self.last_year, "at": "last_year"},
            )
        return self

    def entries(self) -> Iterator[PlanEntry]:
        """Every line of the plan that has an identifier."""
        yield from self.purposes
        if self.scope:
            yield self.scope
        yield from self.goals
        yield from self.baselines
        yield from self.shortcomings
        for component in self.components:
            yield component
            yield from component.activities
        yield from self.tasks
        yield from self.deadlines


class Population(Record):
    """A row of ``campaigns/populations.csv``: how many people of an audience live in a unit."""

    unit: UnitCode
    audience: Annotated[Slug, Ref("audience")]
    year: Year
    people: Count
    source: Text
