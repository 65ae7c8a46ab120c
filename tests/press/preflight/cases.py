"""A bad file, what is wrong with it, and its good twin."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from generator.press.preflight import Expected, Finding, Verdict, preflight
from tests.press.preflight.builder import sound

Build = Callable[[], bytes]
NEAR = 1.5
"""Millimetres by which a place may be off."""


@dataclass(frozen=True)
class Case:
    """``bad`` has this one fault; ``good`` differs only in not having it.

    ``at``: x, y, width, height in mm. ``measured``: as it is told. ``also``: other codes that the
    fault brings with it.
    """

    name: str
    code: str
    bad: Build
    good: Build | None = sound
    severity: str = "error"
    page: int = 1
    at: tuple[float, float, float, float] | None = None
    measured: str | None = None
    also: tuple[str, ...] = ()
    expected: Expected | None = None


def cases(*each: Case) -> pytest.MarkDecorator:
    """A test that runs once for each case."""
    return pytest.mark.parametrize("case", each, ids=lambda case: case.name)


def check(case: Case) -> None:
    """The fault is found where it is, with its measure; the good twin is clean."""
    verdict = preflight(case.bad(), case.expected)
    finding = the(verdict, case.code)
    assert finding.severity == case.severity, verdict
    assert finding.page == case.page
    assert verdict.passes == (not verdict.errors)
    strangers = {each.code for each in verdict.findings} - {case.code, *case.also}
    assert not strangers, verdict.findings
    if case.at is not None:
        box = finding.box
        assert box is not None
        assert (box.x, box.y, box.width, box.height) == pytest.approx(case.at, abs=NEAR)
    if case.measured is not None:
        assert str(finding.measured) == case.measured
    if case.good is not None:
        assert preflight(case.good(), case.expected).findings == ()


def the(verdict: Verdict, code: str) -> Finding:
    """The finding of a code, which is there."""
    found = [each for each in verdict.findings if each.code == code]
    assert found, verdict.findings
    return found[0]
