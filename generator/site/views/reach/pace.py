"""Pace in plain words: how far, against the time that has passed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.site.voice import Voice


@dataclass(frozen=True)
class Pace:
    """A word or two, and what it compares; where it may end if it goes on like this."""

    word: str
    against: str
    projection: str | None


def pace(found: Mapping[str, Any] | None, voice: Voice) -> Pace | None:
    """The words for ``pace`` of ``figures.json``; none where there is no target."""
    if not found or found.get("state") not in ("ahead", "on pace", "behind", "unsure"):
        return None
    elapsed = float(found.get("elapsed") or 0)
    over = elapsed >= 1
    ahead = found.get("projection") or {}
    known = ahead.get("low") is not None and ahead.get("high") is not None
    return Pace(
        word=(_at_the_end if over else _on_the_way)(found["state"], voice),
        against=voice("the campaign is over")
        if over
        else voice("against the time that has passed ({share})", share=voice.percent(elapsed)),
        projection=voice(
            "if it goes on like this: {people} people at the end", people=voice.people(ahead)
        )
        if known and not over
        else None,
    )


def _on_the_way(state: str, voice: Voice) -> str:
    return {
        "ahead": voice("Fast"),
        "on pace": voice("In step"),
        "behind": voice("Slow"),
        "unsure": voice("Not yet clear"),
    }[state]


def _at_the_end(state: str, voice: Voice) -> str:
    return {
        "ahead": voice("Target reached"),
        "on pace": voice("Target reached"),
        "behind": voice("Target not reached"),
        "unsure": voice("Not clear"),
    }[state]
