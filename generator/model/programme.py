"""The programme: the plan that a province adopted, as data. Each entry names its section."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    AgencyId,
    ContactId,
    Day,
    Record,
    Ref,
    ReferenceId,
    Slug,
    Text,
    UnitCode,
    Words,
)

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
    amount: int = Field(ge=0)


class Budget(Record):
    """The plan's money: the parts add up to the total."""

    section: Section
    currency: Text
    total: int = Field(ge=0)
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
    before: (
        Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] | None
    )
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
    address: Annotated[Text, StringConstraints(pattern=r"^https?://[^\s]+/$")]
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
    languages: tuple[Text, ...] = Field(min_length=1)
    """The first is the language of the sources."""
    levels: tuple[Level, ...] = Field(min_length=1)
    website: Website
    issuer: AgencyId
    """Who answers for what is published."""
    helpline: ContactId
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
                "dates-reversed", "ends first", {"first": self.first_year, "last": self.last_year}
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
    people: int = Field(ge=0)
    source: Text
