"""Periods: names to days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.period import parse_period

parts = st.sampled_from(
    ["", "-S1", "-S2", "-Q1", "-Q2", "-Q3", "-Q4", *(f"-{m:02}" for m in range(1, 13))]
)


@given(st.integers(2000, 2100), parts)
def test_every_period_lies_in_its_year(year: int, part: str) -> None:
    period = parse_period(f"{year}{part}")

    assert parse_period(str(year)).covers(period)
    assert period.first.day == 1
    assert (period.last + timedelta(days=1)).day == 1


@given(st.integers(2000, 2100))
def test_quarters_follow_one_another_without_a_gap(year: int) -> None:
    quarters = [parse_period(f"{year}-Q{number}") for number in range(1, 5)]

    assert quarters[0].first == date(year, 1, 1)
    assert quarters[-1].last == date(year, 12, 31)
    for before, after in pairwise(quarters):
        assert before.last + timedelta(days=1) == after.first


@pytest.mark.parametrize(
    "name", ["18", "2018-13", "2018-Q5", "2018-S3", "2018Q1", "2018-1", "Q1-2018"]
)
def test_anything_else_is_no_period(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        parse_period(name)
