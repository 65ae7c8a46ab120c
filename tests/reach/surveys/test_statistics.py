"""Shares and differences with their intervals: against scipy, print and simulation."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from generator.model.survey import Design, Reply
from generator.reach.surveys.statistics import (
    Estimate,
    apart,
    estimate,
    kish,
    newcombe,
    student,
    wilson,
)

RANDOM = Design(kind="simple-random")
CLUSTERS = Design(kind="cluster", clusters=30)
counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def asked(right: int, n: int, design: Design = RANDOM) -> Estimate:
    found = estimate([Reply(True, right), Reply(False, n - right)], design)
    assert found is not None
    return found


def limits(found: Estimate) -> tuple[float, float]:
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


@given(counts)
def test_wilson_is_scipys(drawn: tuple[int, int]) -> None:
    right, n = drawn
    known = stats.binomtest(right, n).proportion_ci(0.95, method="wilson")
    assert wilson(right / n, n) == pytest.approx((known.low, known.high), abs=1e-9)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_as_newcombe_printed_it(right: int, n: int, low: float, high: float) -> None:
    """Statistics in Medicine 17 (1998) 857-872, table I, method 3."""
    assert limits(asked(right, n)) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "last", "low", "high"),
    [
        ((48, 80), (56, 70), 0.0524, 0.3339),
        ((3, 10), (9, 10), 0.1705, 0.8090),
        ((2, 7), (6, 7), 0.0582, 0.8062),
        ((0, 29), (5, 56), -0.0381, 0.1926),
        ((0, 20), (0, 10), -0.1611, 0.2775),
        ((0, 20), (10, 10), 0.6791, 1.0),
        ((0, 10), (10, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_is_as_newcombe_printed_it(
    first: tuple[int, int], last: tuple[int, int], low: float, high: float
) -> None:
    """Statistics in Medicine 17 (1998) 873-890, table II, method 10."""
    assert newcombe(asked(*first), asked(*last)) == pytest.approx((low, high), abs=5e-5)


@given(counts)
def test_an_interval_holds_its_estimate_and_stays_a_share(drawn: tuple[int, int]) -> None:
    found = asked(*drawn)
    low, high = limits(found)
    assert 0 <= low <= found.share <= high <= 1


@given(st.integers(0, 20), st.integers(1, 40))
def test_more_people_make_it_narrower(right: int, times: int) -> None:
    few, many = limits(asked(right, 20)), limits(asked(right * (times + 1), 20 * (times + 1)))
    assert many[1] - many[0] < few[1] - few[0]


@given(counts, counts)
def test_a_difference_lies_in_its_interval(one: tuple[int, int], other: tuple[int, int]) -> None:
    first, last = asked(*one), asked(*other)
    interval = newcombe(first, last)
    assert interval is not None
    assert -1 <= interval[0] <= last.share - first.share <= interval[1] <= 1
    if apart(first, last):  # the rule for claiming a change is the stricter one
        assert interval[0] > 0 or interval[1] < 0


@pytest.mark.parametrize("truth", [0.05, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("n", [50, 200, 600])
def test_about_95_of_100_samples_hold_the_truth(truth: float, n: int) -> None:
    held = [wilson(right / n, n)[0] <= truth <= wilson(right / n, n)[1] for right in range(n + 1)]
    coverage = float(stats.binom.pmf(np.arange(n + 1), n, truth) @ np.array(held))
    assert 0.92 < coverage < 0.98


def test_about_95_of_100_cluster_samples_hold_the_truth() -> None:
    """People of a cluster reply alike (correlation 0.1): as if drawn at random, far fewer would."""
    chance, truth, clusters, size = np.random.default_rng(7), 0.4, 25, 16
    spread = 1 / 0.1 - 1
    held = plain = 0
    for _ in range(1000):
        shares = chance.beta(truth * spread, (1 - truth) * spread, clusters)
        right = chance.binomial(size, shares)
        replies = [
            Reply(yes, int(count), str(number))
            for number, found in enumerate(right)
            for yes, count in ((True, found), (False, size - found))
        ]
        for design in (CLUSTERS, RANDOM):
            found = estimate(replies, design)
            assert found is not None
            low, high = limits(found)
            held += design is CLUSTERS and low <= truth <= high
            plain += design is RANDOM and low <= truth <= high
    assert 930 < held < 970
    assert plain < 850


def test_the_design_effect_that_is_given_divides_the_people() -> None:
    found = asked(60, 200, Design(kind="cluster", clusters=20, deff=1.6))
    assert found.effective_n == pytest.approx(125)
    assert limits(found) == pytest.approx(wilson(0.3, 125))


def test_a_correlation_within_clusters_gives_the_effect_of_their_size() -> None:
    found = asked(60, 200, Design(kind="cluster", clusters=20, icc=0.05))
    assert found.effective_n == pytest.approx(200 / (1 + 9 * 0.05))


def test_clusters_that_reply_alike_count_as_single_people() -> None:
    replies = [Reply(number < 12, 20, f"C{number}") for number in range(30)]
    found = estimate(replies, CLUSTERS)
    assert found is not None
    assert found.n == 600
    assert found.effective_n == pytest.approx(29)
    assert limits(found) == pytest.approx(wilson(0.4, 29, student(29)))


def test_where_all_reply_alike_a_cluster_counts_as_one_person() -> None:
    found = estimate([Reply(True, 20, f"C{number}") for number in range(30)], CLUSTERS)
    assert found is not None
    assert (found.share, found.effective_n) == (1.0, 30)


def test_clusters_never_tell_more_than_as_many_people_at_random() -> None:
    replies = [Reply(yes, 10, f"C{number}") for number in range(9) for yes in (True, False)]
    found = estimate(replies, CLUSTERS)
    assert found is not None
    assert found.effective_n == found.n == 180


def test_with_few_clusters_or_people_at_hand_no_interval_is_claimed() -> None:
    few = [Reply(yes, 30, f"C{number}") for number in range(4) for yes in (True, False)]
    for replies, design in ((few, CLUSTERS), (few, Design(kind="convenience"))):
        found = estimate(replies, design)
        assert found is not None
        assert (found.share, found.effective_n, found.low, found.high) == (0.5, None, None, None)


def test_nobody_replied_is_no_share() -> None:
    assert estimate([], RANDOM) is None


def test_weights_move_the_share_and_cost_people() -> None:
    replies = [Reply(True, 50, weight=3.0), Reply(False, 50, weight=1.0)]
    found = estimate(replies, RANDOM)
    assert found is not None
    assert found.share == pytest.approx(0.75)
    assert kish(replies) == pytest.approx(100 * 500 / 200**2)
    assert found.effective_n == pytest.approx(80)


@given(st.lists(st.tuples(st.floats(0.01, 100), st.integers(1, 50)), min_size=1, max_size=20))
def test_weights_never_add_people(drawn: list[tuple[float, int]]) -> None:
    assert kish([Reply(True, count, weight=weight) for weight, count in drawn]) >= 1 - 1e-9


@given(st.integers(4, 10_000))
def test_the_quantile_of_student_is_scipys(freedom: int) -> None:
    assert student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=5e-4)


def test_intervals_that_touch_are_not_apart() -> None:
    def between(low: float, high: float) -> Estimate:
        return Estimate(100, 50, (low + high) / 2, 100, low, high)

    edges = [between(0.1, 0.3), between(0.3, 0.5), between(0.51, 0.7)]
    assert [apart(one, other) for one, other in pairwise(edges)] == [False, True]
    assert not apart(edges[0], Estimate(9, 5, 0.9))
    assert math.isclose(edges[0].share, 0.2)
