"""What people know, think and do: the surveys' answers, and whether they changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.model.base import Words
from generator.model.survey import Survey as Source
from generator.site.charts.dots import Answer, DotChart, dot_chart
from generator.site.voice import Voice

Named = tuple[str, str | None]
"""Words, and their language where it is not the page's."""


@dataclass(frozen=True)
class Question:
    """One question with the answers of each wave, and what may be said about them."""

    text: Named
    answers: tuple[Answer, ...]
    shown: tuple[str, ...]
    """The answers in words, in the same order."""
    chart: DotChart
    verdict: str | None


@dataclass(frozen=True)
class Survey:
    """One survey of a campaign. ``about`` says whom it asked and how they were chosen."""

    title: Named
    about: tuple[Named, ...]
    demonstration: bool
    questions: tuple[Question, ...]


def surveys(
    found: Iterable[Mapping[str, Any]] | None, sources: Iterable[Source], voice: Voice
) -> tuple[Survey, ...]:
    """``surveys`` of ``figures.json``, in its order; ``sources`` give words in other languages."""
    known = {one.id: one for one in sources}
    return tuple(_survey(one, known.get(str(one["survey"])), voice) for one in found or ())


def _survey(found: Mapping[str, Any], source: Source | None, voice: Voice) -> Survey:
    texts = {one.id: one.text for one in source.head.questions} if source else {}
    foreign = voice.foreign(voice.project.language)
    about = [(str(found[name]), foreign) for name in ("design", "note") if found.get(name)]
    return Survey(
        title=_named(source.head.title if source else None, found.get("title"), voice),
        about=tuple(about),
        demonstration=bool(found.get("demonstration")),
        questions=tuple(
            _question(one, texts.get(str(one["question"])), voice)
            for one in found.get("questions", ())
        ),
    )


def _named(words: Words | None, text: object, voice: Voice) -> Named:
    if words is not None:
        return voice.text(words), voice.tongue(words)
    return str(text or ""), voice.foreign(voice.project.language)


def _question(found: Mapping[str, Any], words: Words | None, voice: Voice) -> Question:
    answers = tuple(_answer(wave, voice) for wave in found.get("waves", ()))
    return Question(
        text=_named(words, found.get("text"), voice),
        answers=answers,
        shown=tuple(one.said(voice) for one in answers),
        chart=dot_chart(answers, voice),
        verdict=_verdict(found.get("change") or {}, voice),
    )


def _answer(wave: Mapping[str, Any], voice: Voice) -> Answer:
    names = {
        "baseline": voice("At the start"),
        "midline": voice("Midway"),
        "endline": voice("At the end"),
    }
    name = names.get(str(wave["wave"])) or str(wave.get("name") or wave["wave"])
    day = wave.get("to")
    return Answer(
        wave=f"{name} ({_month(date.fromisoformat(day), voice)})" if day else name,
        asked=wave.get("n"),
        share=wave.get("share"),
        low=wave.get("low"),
        high=wave.get("high"),
        hidden=bool(wave.get("suppressed")),
    )


def _month(day: date, voice: Voice) -> str:
    return voice("{month}/{year}", month=day.month, year=day.year)


def _verdict(change: Mapping[str, Any], voice: Voice) -> str | None:
    """What may be said: the engine claims a change only where no interval overlaps."""
    return {
        "up": voice("Clearly more than at the start."),
        "down": voice("Clearly fewer than at the start."),
        "unclear": voice("No clear change yet."),
        "no interval": voice("Too unsure to say whether it changed."),
        "design differs": voice("Cannot be compared: people were chosen in another way."),
        "reworded": voice("Cannot be compared: the question was worded differently."),
        "hidden": voice("Not shown: the numbers are small."),
    }.get(str(change.get("verdict")))
