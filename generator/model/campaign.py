"""A campaign: whom it wants to reach with what, through which activities, where and when."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    AgencyId,
    AudienceId,
    ChannelId,
    Count,
    Day,
    LevelId,
    PageId,
    PictureId,
    PlanEntryId,
    Record,
    ReferenceId,
    Slug,
    Text,
    UnitCode,
    Words,
)
from generator.model.leaflet import Leaflet
from generator.model.people import Measure
from generator.model.period import PeriodName
from generator.model.photo import Photo


class Message(Record):
    """One thing that the campaign wants an audience to know or do; ``page`` says more."""

    id: Slug
    text: Words
    audience: AudienceId
    page: PageId
    picture: PictureId | None = None


class Activity(Record):
    """Something done through a channel in some places, and the reports expected of it."""

    id: Slug
    title: Words
    channel: ChannelId
    audiences: tuple[AudienceId, ...] = Field(min_length=1)
    level: LevelId | None = None
    """All units of this level take part."""
    units: tuple[UnitCode, ...] = ()
    """These units take part; with ``level`` both count."""
    periods: tuple[PeriodName, ...] = Field(min_length=1)
    """A report is expected of each unit for each period."""
    measures: tuple[Measure, ...] = Field(min_length=1)
    report_within_days: int = Field(default=15, ge=0, le=366)
    """Days after a period's end in which its report is on time."""
    agency: AgencyId | None = None
    plan: tuple[PlanEntryId, ...] = ()

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not self.level and not self.units:
            raise PydanticCustomError("no-units", "no unit takes part")
        return self


class Target(Record):
    """How many people the owner of the campaign wants to reach, and who decided it."""

    audience: AudienceId
    people: Annotated[Count, Field(ge=1)]
    unit: UnitCode | None = None
    """The unit the target is for; the whole province where empty."""
    demonstration: bool = False
    source: ReferenceId | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _has_an_origin(self) -> Self:
        if not self.demonstration and self.source is None:
            raise PydanticCustomError("target-without-source", "a target needs a source")
        return self


class Cost(Record):
    """Money spent on the campaign, in whole units of the programme's currency."""

    spent: Count
    as_of: Day
    source: Text
    demonstration: bool = False


class Campaign(Record):
    """``campaigns/<id>/campaign.yml``"""

    id: Slug = ""
    title: Words
    slogan: Words
    summary: Words
    status: Literal["draft", "ready", "ended"] = "draft"
    demonstration: bool = False
    """True when its targets or reports are made up to show the kit."""
    start: Day
    end: Day
    owner: AgencyId
    partners: tuple[AgencyId, ...] = ()
    plan: tuple[PlanEntryId, ...] = Field(min_length=1)
    """The lines of the plan that ask for it."""
    audiences: tuple[AudienceId, ...] = Field(min_length=1)
    picture: PictureId
    accent: Slug = "indigo"
    messages: tuple[Message, ...] = Field(min_length=1)
    activities: tuple[Activity, ...] = Field(min_length=1)
    targets: tuple[Target, ...] = ()
    cost: Cost | None = None
    leaflets: tuple[Leaflet, ...] = ()
    """Read from the files in ``leaflets/``, in the order of their names."""
    photos: tuple[Photo, ...] = ()
    """Read from the files in ``pictures/``, in the order of their names."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end < self.start:
            raise PydanticCustomError(
                "dates-reversed",
                "ends first",
                {"first": str(self.start), "last": str(self.end), "at": "end"},
            )
        return self

    def message(self, name: str) -> Message:
        """The message of that name."""
        return next(message for message in self.messages if message.id == name)

    def photo(self, name: str) -> Photo:
        """The photograph of that name."""
        return next(photo for photo in self.photos if photo.id == name)
