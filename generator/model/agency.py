"""Who answers for what: the bearers of responsibility and each of their obligations."""

from typing import Literal

from pydantic import Field

from generator.model.base import AgencyId, Day, PlanEntryId, Record, ReferenceId, Slug, Text, Words
from generator.model.programme import PlanEntry


class Obligation(PlanEntry):
    """One thing that the plan bids an agency do, alone or with others."""

    components: tuple[PlanEntryId, ...] = ()
    """The components or activity lines of the plan that it serves."""
    together_with: tuple[AgencyId, ...] = ()


class Agency(Record):
    """An office, organisation or group of organisations; names and duties have their dates."""

    id: Slug
    name: Words
    short: Words
    section: Text | None = None
    """The plan's section that names it as a bearer of responsibility, if one does."""
    kind: Literal[
        "people's committee", "department", "police", "court", "organisation", "ministry", "group"
    ]
    part_of: AgencyId | None = None
    members: tuple[AgencyId, ...] = ()
    """For a group: the agencies that the plan names together."""
    role: Words
    """In one plain sentence for a citizen: what it is there for."""
    ask: tuple[Words, ...] = ()
    """What a citizen can ask of it."""
    valid_from: Day | None = None
    valid_to: Day | None = None
    successors: tuple[AgencyId, ...] = ()
    references: tuple[ReferenceId, ...] = Field(min_length=1)
    obligations: tuple[Obligation, ...] = ()


class Agencies(Record):
    """``campaigns/agencies.yml``"""

    agencies: tuple[Agency, ...] = Field(min_length=1)
