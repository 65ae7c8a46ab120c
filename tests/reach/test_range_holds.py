"""People with known overlaps: the true number always lies within the range."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reach import figures
from generator.reach.reckoning import reckon
from tests.reach.making import AUDIENCES, make_activity, make_campaign, make_project
from tests.reach.simulation import INSIDE, County, county

CAMPAIGN = make_campaign(
    make_activity("talks", units=tuple(INSIDE)), make_activity("fair", units=tuple(INSIDE))
)


def check(made: County, *, populations: bool) -> None:
    """At every level the truth is between low and high."""
    known = made.populations() if populations else []
    project = make_project(reports=made.reports, campaign=CAMPAIGN, populations=known)
    found = reckon(project, "shore")
    for audience in AUDIENCES:
        for place, people in found.units.get(audience, {}).items():
            truth = made.truly(place.code, audience)
            assert people.low <= truth <= people.high, (place.code, audience)
    shown = figures(project, "shore")
    for part in shown.by_unit:
        truth = made.truly(part.id)
        assert (part.reach.low or 0) <= truth <= (part.reach.high or 0), part.id
    for part in shown.by_audience:
        truth = made.truly("09", part.id)
        assert (part.reach.low or 0) <= truth <= (part.reach.high or 0), part.id
    assert (shown.reach.low or 0) <= made.truly("09") <= (shown.reach.high or 0)
    assert not [flag for flag in shown.flags if flag.code == "low-over-population"]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_the_true_number_of_people_is_always_within_the_range(seed: int, populations: bool) -> None:
    check(county(Random(seed)), populations=populations)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None)
@given(st.integers(0, 2**64), st.booleans())
def test_the_range_holds_in_thousands_of_counties(seed: int, populations: bool) -> None:
    check(county(Random(seed)), populations=populations)
