"""Shares with their uncertainty, and the difference of two shares.

Sources of the formulas: E. B. Wilson, "Probable inference", JASA 22 (1927) 209-212; R. G. Newcombe,
"Interval estimation for the difference between independent proportions", Statistics in Medicine
17 (1998) 873-890, method 10; L. Kish, "Survey Sampling" (1965), sections 5.4, 8.2 and 11.7;
K. Wolter, "Introduction to Variance Estimation" (2007), chapter 6 (linearised ratio);
E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998) 193-201 (few clusters: the quantile of
Student's t); M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 26.7.5.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from generator.model.survey import Design, Reply

CONFIDENCE = 0.95
FEWEST_CLUSTERS = 5
"""With fewer, nobody knows how much clusters differ: no interval is claimed."""
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass(frozen=True)
class Estimate:
    """A share of people, between ``low`` and ``high`` with 95% confidence.

    ``effective_n`` is how many people, chosen at random one by one, would tell as much. It and the
    interval are ``None`` where none may be claimed (a convenience sample, too few clusters).
    """

    n: int
    """People who gave a reply."""
    right: int
    """Those of them who replied as is wanted."""
    share: float
    """Weighted, where people have weights."""
    effective_n: float | None = None
    low: float | None = None
    high: float | None = None


def wilson(share: float, size: float, quantile: float = Z) -> tuple[float, float]:
    """Wilson's score interval of a share of ``size`` people (not always a whole number)."""
    square = quantile * quantile / size
    middle = (share + square / 2) / (1 + square)
    half = quantile / (1 + square) * math.sqrt(share * (1 - share) / size + square / size / 4)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))


def newcombe(first: Estimate, last: Estimate) -> tuple[float, float] | None:
    """The interval of ``last - first`` of two independent waves, from both Wilson intervals."""
    if first.low is None or first.high is None or last.low is None or last.high is None:
        return None
    difference = last.share - first.share
    down = math.hypot(last.share - last.low, first.high - first.share)
    up = math.hypot(last.high - last.share, first.share - first.low)
    return max(-1.0, difference - down), min(1.0, difference + up)


def apart(first: Estimate, last: Estimate) -> bool:
    """Whether the two intervals do not overlap: only then is a change claimed.

    This is stricter than asking whether the interval of the difference leaves out 0.
    """
    if first.low is None or first.high is None or last.low is None or last.high is None:
        return False
    return first.high < last.low or last.high < first.low


def estimate(replies: Iterable[Reply], design: Design) -> Estimate | None:
    """The share of the wanted replies under a design; ``None`` where nobody replied.

    The design effect is the one given, or the one of the given intra-cluster correlation, or what
    the clusters of the replies show. Weights alone have Kish's.
    """
    listed = [reply for reply in replies if reply.count]
    n = sum(reply.count for reply in listed)
    if not n:
        return None
    right = sum(reply.count for reply in listed if reply.right)
    total = math.fsum(reply.weight * reply.count for reply in listed)
    wanted = math.fsum(reply.weight * reply.count for reply in listed if reply.right)
    share = 1.0 if right == n else wanted / total
    found = _effective(listed, n, share, design)
    if found is None:
        return Estimate(n, right, share)
    size, quantile = found
    return Estimate(n, right, share, size, *wilson(share, size, quantile))


def _effective(
    replies: list[Reply], n: int, share: float, design: Design
) -> tuple[float, float] | None:
    """The effective sample size and the quantile that goes with it, where any may be claimed."""
    if design.kind == "convenience":
        return None
    if design.kind != "cluster":
        return n / kish(replies), Z
    if design.deff is not None:
        return n / design.deff, Z
    if design.icc is not None and design.clusters is not None:
        size = max(n / design.clusters, 1)
        return n / (1 + (size - 1) * design.icc) / kish(replies), Z
    clusters = len({reply.cluster for reply in replies})
    if clusters < FEWEST_CLUSTERS:
        return None
    return min(_clustered_size(replies, clusters, share), n), student(clusters - 1)


def kish(replies: Iterable[Reply]) -> float:
    """What unequal weights cost: n times the sum of squares over the square of the sum."""
    listed = list(replies)
    n = sum(reply.count for reply in listed)
    total = math.fsum(reply.weight * reply.count for reply in listed)
    squares = math.fsum(reply.weight**2 * reply.count for reply in listed)
    return n * squares / total**2


def _clustered_size(replies: list[Reply], clusters: int, share: float) -> float:
    """The size of a simple random sample with the variance that the clusters show (linearised).

    Where all replied alike nothing shows how alike a cluster's people are: each cluster then
    counts as one person.
    """
    total = math.fsum(reply.weight * reply.count for reply in replies)
    residuals: dict[str, float] = defaultdict(float)
    for reply in replies:
        residuals[reply.cluster] += reply.weight * reply.count * (reply.right - share) / total
    squares = math.fsum(residual**2 for residual in residuals.values())
    variance = clusters / (clusters - 1) * squares
    spread = share * (1 - share)
    if spread == 0:
        return float(clusters)
    return spread / variance if variance else math.inf


def student(freedom: int) -> float:
    """The quantile of Student's t for 95% (both sides) with 4 or more degrees of freedom.

    Four terms of the expansion in Abramowitz and Stegun, 26.7.5; right to 0.05% from 4 on.
    """
    z, v = Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )
