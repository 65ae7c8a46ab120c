"""Where a fact comes from, and how sure it is."""

from typing import Literal

from pydantic import Field

from generator.model.base import Day, Record, ReferenceId, Slug, Text, Words

Certainty = Literal["plan", "verified", "secondary", "unchecked"]
"""``plan``: in the plan's own text; ``verified``: read in the source itself; ``secondary``: read
in another document that cites it; ``unchecked``: general knowledge, never printed as certain."""


class Reference(Record):
    """A law, decision, plan, guideline, data package or page that a fact rests on."""

    id: Slug
    kind: Literal[
        "plan", "law", "decree", "decision", "circular", "guideline", "data", "web", "book"
    ]
    title: Words
    number: Text | None = None
    publisher: Words
    issued: Day | None = None
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    replaced_by: ReferenceId | None = None
    url: Text | None = None
    licence: Text | None = None
    checked_on: Day
    certainty: Certainty
    note: Words | None = None


class References(Record):
    """``campaigns/references.yml``"""

    references: tuple[Reference, ...] = Field(min_length=1)
