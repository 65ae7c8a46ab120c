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


def pace(figures: Mapping[str, Any], voice: Voice) -> Pace | None:
    """The words for ``pace`` of ``figures.json``; none without a target or with reach hidden."""
    found = figures.get("pace") or {}
    known = found.get("state") in ("ahead", "on pace", "behind", "unsure")
    if not known or figures["reach"].get("suppressed"):
        return None
    elapsed = float(found.get("elapsed") or 0)
    if elapsed >= 1:
        return Pace(_at_the_end(found["state"], voice), voice("the campaign is over"), None)
    ahead = projected(figures)
    return Pace(
        word=_on_the_way(found["state"], voice),
        against=voice("against the time that has passed ({share})", share=voice.percent(elapsed)),
        projection=voice(
            "if it goes on like this: {people} people at the end", people=voice.people(ahead)
        )
        if ahead
        else None,
    )


def projected(figures: Mapping[str, Any]) -> Mapping[str, int] | None:
    """Where reach may end if it goes on like this; nothing once the campaign is over."""
    found = figures.get("pace") or {}
    ahead: Mapping[str, int] = found.get("projection") or {}
    open_ = float(found.get("elapsed") or 0) < 1
    return ahead if open_ and None not in (ahead.get("low"), ahead.get("high")) else None


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
        "unsure": voice("Not sure whether reached"),
    }[state]
