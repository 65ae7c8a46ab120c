"""Whom a campaign speaks to, through what, and whom they can call."""

from typing import Literal

from pydantic import Field

from generator.model.base import (
    AgencyId,
    Day,
    PictureId,
    Record,
    ReferenceId,
    Slug,
    Text,
    UnitCode,
    Words,
)

Measure = Literal[
    "sessions",
    "attendances",
    "people",
    "copies_printed",
    "copies_distributed",
    "copies_left",
    "broadcasts",
    "scans",
    "views",
]
"""What a report counts; measures are never added to one another."""

Door = Literal["child", "carer", "worker"]


class Audience(Record):
    """A group that a campaign speaks to. A person is counted in one audience at a time."""

    id: Slug
    name: Words
    description: Words
    door: Door
    """Which of the three doors of the website leads to it."""
    ages: tuple[int, int] | None = None
    """Youngest and oldest age in whole years, both included."""
    picture: PictureId | None = None


class Audiences(Record):
    """``campaigns/audiences.yml``"""

    audiences: tuple[Audience, ...] = Field(min_length=1)


class Channel(Record):
    """A way to reach people, with the measures that reports about it give."""

    id: Slug
    name: Words
    description: Words
    measures: tuple[Measure, ...] = Field(min_length=1)
    picture: PictureId | None = None


class Channels(Record):
    """``campaigns/channels.yml``"""

    channels: tuple[Channel, ...] = Field(min_length=1)


class Contact(Record):
    """A number or office to turn to, with the days on which it is right to print it."""

    id: Slug
    kind: Literal[
        "helpline", "police", "ambulance", "fire", "office", "counselling", "officer", "health"
    ]
    """``officer``: who is in charge of child protection in a unit; ``health``: a health station."""
    name: Words
    number: Text | None = None
    address: Words | None = None
    hours: Words | None = None
    free: bool = False
    what_for: Words
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    """The place it serves; the whole province where empty."""
    valid_from: Day | None = None
    valid_to: Day | None = None
    references: tuple[ReferenceId, ...] = Field(min_length=1)
    demonstration: bool = False


class Contacts(Record):
    """``campaigns/contacts.yml``"""

    contacts: tuple[Contact, ...] = Field(min_length=1)
