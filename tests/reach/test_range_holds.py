"""People with known overlaps: the true number always lies within the range."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.period import parse_period
from generator.reach import Part
from generator.reach.figures import figures_of
from generator.reach.reckoning import reckon
from tests.reach.making import AUDIENCES, make_activity, make_campaign, make_project
from tests.reach.simulation import INSIDE, County, county

BUSY = (HealthCheck.too_slow, HealthCheck.large_base_example)
"""Every example opens a database: on a busy machine that is no fault of the examples."""

CAMPAIGN = make_campaign(
    make_activity("talks", units=tuple(INSIDE)), make_activity("fair", units=tuple(INSIDE))
)


def check(made: County, *, populations: bool) -> None:
    """At every level, and for every part that the reports tell apart, the truth is in the range."""
    known = made.populations() if populations else []
    project = make_project(reports=made.reports, campaign=CAMPAIGN, populations=known)
    found = reckon(project, "shore")
    for audience in AUDIENCES:
        for place, people in found.units.get(audience, {}).items():
            truth = made.truly(place.code, audience=audience)
            assert people.low <= truth <= people.high, (place.code, audience)
    shown = figures_of(found)
    holds(shown.total(), made.truly())
    for part in shown.by_unit:
        holds(part, made.truly(part.id))
    for by in ("audience", "activity", "period"):
        for part in shown.by(by):
            holds(part, made.truly(**{by: part.id}))
    for by, name in {"sex": "sex", "age_band": "band", "ethnicity": "ethnicity"}.items():
        unsaid = sum(part.reach.high or 0 for part in shown.by(by) if part.id == "unknown")
        for part in shown.by(by):
            if part.id != "unknown":
                holds(part, made.truly(**{name: part.id}), unsaid)
    for until in shown.timeline:
        periods = {
            one.period for one in made.reports if parse_period(one.period).last <= until.until
        }
        assert (until.low or 0) <= made.truly(periods=periods) <= (until.high or 0)
    assert not [flag for flag in shown.flags if flag.code == "low-over-population"]


def holds(part: Part, truth: int, unsaid: int = 0) -> None:
    """``unsaid``: people of whom no row says whether they belong to the part."""
    assert (part.reach.low or 0) <= truth <= (part.reach.high or 0) + unsaid, part.id


@settings(max_examples=40, deadline=None, suppress_health_check=BUSY)
@given(st.integers(0, 2**32), st.booleans())
def test_the_true_number_of_people_is_always_within_the_range(seed: int, populations: bool) -> None:
    check(county(Random(seed)), populations=populations)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=BUSY)
@given(st.integers(0, 2**64), st.booleans())
def test_the_range_holds_in_thousands_of_counties(seed: int, populations: bool) -> None:
    check(county(Random(seed)), populations=populations)
