"""What a campaign's surveys found: each question in each wave, and whether anything changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.model.survey import Design, Question, Survey, Wave
from generator.reach.surveys.statistics import Estimate, apart, estimate, newcombe

Verdict = Literal["up", "down", "unclear", "no interval", "design differs", "reworded", "hidden"]
"""``up`` and ``down`` only where the intervals of the two waves do not overlap; the last four say
why nothing can be said."""


@dataclass(frozen=True)
class Answered:
    """A question in one wave; ``estimate`` is ``None`` where nobody replied or it is hidden."""

    wave: Wave
    design: Design
    n: int | None
    estimate: Estimate | None
    suppressed: bool = False


@dataclass(frozen=True)
class Change:
    """From the first wave that was held to the last; shares, so 0.1 is ten points."""

    first: Wave
    last: Wave
    verdict: Verdict
    difference: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Finding:
    """A question with its waves in order."""

    question: Question
    waves: tuple[Answered, ...]
    change: Change | None
    """``None`` where fewer than two waves were held."""


def findings(survey: Survey, hide_under: int | None = None) -> tuple[Finding, ...]:
    """The findings of a survey in the order of its questions.

    With ``hide_under`` as for everyone: where fewer people replied, or fewer replied as is wanted
    or otherwise, the estimate is hidden, so that 0% or 100% tells of nobody.
    """
    return tuple(_finding(survey, question, hide_under) for question in survey.head.questions)


def _finding(survey: Survey, question: Question, hide_under: int | None) -> Finding:
    waves = tuple(
        _hidden(one, hide_under) if hide_under else one for one in _answered(survey, question)
    )
    change = _change(question, survey, waves[0], waves[-1]) if len(waves) > 1 else None
    return Finding(question, waves, change)


def _answered(survey: Survey, question: Question) -> Iterator[Answered]:
    for wave in survey.head.waves:
        responses = survey.responses.get(wave.id)
        if responses is None or question.id not in responses.replies:
            continue
        design = survey.head.design_of(wave)
        found = estimate(responses.replies[question.id], design)
        yield Answered(wave, design, found.n if found else 0, found)


def _hidden(answered: Answered, under: int) -> Answered:
    found = answered.estimate
    if found is None or min(found.right, found.n - found.right) >= under:
        return answered
    n = answered.n if found.n >= under else None
    return Answered(answered.wave, answered.design, n, None, suppressed=True)


def _change(question: Question, survey: Survey, first: Answered, last: Answered) -> Change:
    """Two waves that asked differently, or chose people differently, are not compared."""
    waves = survey.head.waves
    between = waves[waves.index(first.wave) + 1 : waves.index(last.wave) + 1]

    def unsaid(verdict: Verdict) -> Change:
        return Change(first.wave, last.wave, verdict)

    if any(wave.id in question.reworded_in for wave in between):
        return unsaid("reworded")
    if first.design.kind != last.design.kind:
        return unsaid("design differs")
    if first.suppressed or last.suppressed:
        return unsaid("hidden")
    if first.estimate is None or last.estimate is None:
        return unsaid("no interval")
    difference = last.estimate.share - first.estimate.share
    interval = newcombe(first.estimate, last.estimate)
    if interval is None:
        return Change(first.wave, last.wave, "no interval", difference)
    verdict: Verdict = "unclear"
    if apart(first.estimate, last.estimate):
        verdict = "up" if difference > 0 else "down"
    return Change(first.wave, last.wave, verdict, difference, *interval)
