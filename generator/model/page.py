"""Guidance: what to do, in Markdown with a head of facts about the page."""

import re
from typing import Literal

from pydantic import Field

from generator.model.base import (
    AgencyId,
    AudienceId,
    ContactId,
    Day,
    PageId,
    PictureId,
    PlanEntryId,
    Record,
    ReferenceId,
    Text,
)

PageKind = Literal["skill", "procedure", "plan", "officers", "about"]


class Step(Record):
    """One thing to do now, with the picture that shows it."""

    do: Text
    picture: PictureId | None = None
    more: Text | None = None


class PageHead(Record):
    """The front matter of a guidance page, in the language of the file."""

    title: Text
    summary: Text = Field(max_length=240)
    kind: PageKind
    status: Literal["draft", "reviewed"] = "draft"
    reviewed_by: Text | None = None
    reviewed_on: Day | None = None
    to_check: tuple[Text, ...] = ()
    """What a reviewer has to check before the page is signed."""
    audiences: tuple[AudienceId, ...] = ()
    agencies: tuple[AgencyId, ...] = ()
    plan: tuple[PlanEntryId, ...] = ()
    picture: PictureId | None = None
    steps: tuple[Step, ...] = ()
    contacts: tuple[ContactId, ...] = ()
    loudspeaker: Text | None = None
    """About a minute to read aloud over the village loudspeaker."""
    leaflet: Text | None = Field(default=None, max_length=240)
    """The page in two lines, for a leaflet."""
    synonyms: tuple[Text, ...] = ()
    related: tuple[PageId, ...] = ()
    sources: tuple[ReferenceId, ...] = ()
    order: int = 100


class GuidancePage(Record):
    """A page in one language. ``id`` is its path in ``content/`` without language and ending."""

    id: Text
    language: Text
    file: Text
    head: PageHead
    body: str
    body_line: int
    """The line of the file on which the body starts, for problems in it."""

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The parts of the text under its headings of the second level: heading, Markdown."""
        found = list(_HEADING.finditer(self.body))
        ends = [*(each.start() for each in found[1:]), len(self.body)][: len(found)]
        return tuple(
            (each[1].strip(), self.body[each.end() : end].strip())
            for each, end in zip(found, ends, strict=True)
        )


_HEADING = re.compile(r"^## +(.+?) *#*$", re.MULTILINE)
