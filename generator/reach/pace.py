"""How far a campaign has come: at the end of each period, and on its way to the target."""

from datetime import date
from fractions import Fraction
from typing import Literal

from generator.model.campaign import Campaign
from generator.reach.expected.duties import Reports
from generator.reach.reckoning import Reckoning
from generator.reach.results import Pace, Reach, Span, Until

State = Literal["ahead", "on pace", "behind", "unsure", "no target"]


def timeline(found: Reckoning) -> tuple[Until, ...]:
    """The people reached up to the end of each period that has reports."""
    return tuple(
        Until(date.fromisoformat(day), people.low, people.high)
        for day, people in sorted(found.family("until").items())
    )


def pace(campaign: Campaign, reach: Reach, as_of: date, reports: Reports) -> Pace:
    """The way to the target, and what the rest of the days would bring at the same pace."""
    over = (min(as_of, campaign.end) - campaign.start).days + 1
    elapsed = Fraction(max(over, 0), (campaign.end - campaign.start).days + 1)
    projection = None
    if reach.low is not None and reach.high is not None and elapsed:
        projection = Span(reach.low, round(reach.high / elapsed))
    state = _state(reach, elapsed, complete=not reports.missing)
    return Pace(float(round(elapsed, 4)), reach.target, state, projection)


def _state(reach: Reach, elapsed: Fraction, *, complete: bool) -> State:
    """Behind is only said where no report is missing: those could tell of more people."""
    if reach.target is None:
        return "no target"
    if reach.low is None or reach.high is None:
        return "unsure"
    wanted = reach.target * elapsed
    if reach.low >= reach.target:
        return "ahead"
    if reach.low >= wanted:
        return "on pace"
    return "behind" if reach.high < wanted and complete else "unsure"
