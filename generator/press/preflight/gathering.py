"""From many hits to few findings: what lies together on a page is told once."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from generator.press.preflight import limits
from generator.press.preflight.verdict import Box, Finding, Measure

_NEAR = 4.0
"""Millimetres between hits that are one place to whoever looks at the page."""
_CLUSTERS = 120
"""Places of one kind on one page that are told apart at all."""


def gather(hits: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, errors first, then by page and place; hits that lie together are one.

    A finding that stands for several hits has their worst value, a box around them and their
    number in ``details["count"]``; the last of a kind on a page tells in ``details["more"]`` how
    many further places there are.
    """
    kinds: dict[Any, list[Finding]] = {}
    for hit in hits:
        kinds.setdefault(_kind(hit), []).append(hit)
    found = [finding for same in kinds.values() for finding in _places(same)]
    return tuple(sorted(found, key=_order))


def _kind(hit: Finding) -> Any:
    counted = hit.measured is None or not isinstance(hit.measured.value, str)
    word = None if counted or hit.measured is None else hit.measured.value
    return hit.page, hit.code, hit.severity, word, tuple(sorted(hit.details.items()))


def _order(finding: Finding) -> Any:
    box = finding.box or Box(0, 0, 0, 0)
    measured = str(finding.measured or "")
    details = sorted(finding.details.items())
    severity = finding.severity == "warning"
    return severity, finding.page, finding.code, box.y, box.x, measured, details


def _places(hits: list[Finding]) -> list[Finding]:
    """The hits of one kind on one page as places; whole-page hits are one."""
    clusters: list[tuple[Finding, int]] = []
    for hit in hits:
        clusters = _with(clusters, hit)
    clusters.sort(key=lambda cluster: _order(cluster[0]))
    shown = [_told(finding, count) for finding, count in clusters[: limits.SPOTS_SHOWN]]
    more = len(clusters) - len(shown)
    if more:
        last = shown[-1]
        shown[-1] = replace(last, details={**last.details, "more": str(more)})
    return shown


def _with(clusters: list[tuple[Finding, int]], hit: Finding) -> list[tuple[Finding, int]]:
    """The clusters with one hit more, which may join several of them into one."""
    if len(clusters) >= _CLUSTERS:
        finding, count = clusters[-1]
        return [*clusters[:-1], (_joined(finding, hit), count + 1)]
    near, apart, total = hit, [], 1
    for finding, count in clusters:
        if _together(finding.box, near.box):
            near, total = _joined(finding, near), total + count
        else:
            apart.append((finding, count))
    return [*apart, (near, total)]


def _together(one: Box | None, other: Box | None) -> bool:
    return one is None or other is None or one.near(other, _NEAR)


def _joined(one: Finding, other: Finding) -> Finding:
    box = one.box.joined(other.box) if one.box and other.box else one.box or other.box
    return replace(one, box=box, measured=_worse(one, other))


def _worse(one: Finding, other: Finding) -> Measure | None:
    """Of two values the one that is farther from the limit."""
    first, second, limit = one.measured, other.measured, one.limit
    if first is None or second is None or limit is None:
        return first or second
    if isinstance(first.value, str) or isinstance(second.value, str):
        return first
    if isinstance(limit.value, str):
        return first
    over = abs(first.value - limit.value), abs(second.value - limit.value)
    return first if over[0] >= over[1] else second


def _told(finding: Finding, count: int) -> Finding:
    box = finding.box
    if box:
        box = Box(*(round(v, 1) for v in (box.x, box.y, box.width, box.height)))
    details = dict(finding.details)
    if count > 1:
        details["count"] = str(count)
    return replace(finding, box=box, details=details)
