"""Surveys' findings as plain data for ``figures.json``, as CSV and as text for a terminal."""

import json
from collections.abc import Iterable
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from generator.model.project import Project
from generator.model.survey import Design, Question, Survey
from generator.reach.cells import Value, csv_text
from generator.reach.surveys.findings import Answered, Change, Finding, findings
from generator.sources.catalogue import Catalogue

CSV_COLUMNS = (
    "survey", "question", "dimension", "wave", "from", "to", "planned", "n", "effective_n",
    "share", "low", "high", "difference", "difference_low", "difference_high", "verdict",
    "demonstration",
)  # fmt: skip


def survey_json(
    project: Project, survey: Survey, say: Catalogue, hide_under: int | None = None
) -> dict[str, Any]:
    """One survey for ``figures.json``: words in the language of ``say``, shares from 0 to 1."""
    head, language = survey.head, say.language
    audience = project.audiences.get(head.audience)
    return {
        "survey": survey.id,
        "title": head.title.text(language),
        "audience": head.audience,
        "audience_name": audience.name.text(language) if audience else head.audience,
        "units": [
            {"unit": code, "name": place.name if place else code}
            for code, place in ((code, project.places.get(code)) for code in head.units)
        ],
        "design": design_words(head.design, say),
        "consent": head.ethics.consent.text(language),
        "youngest": head.ethics.youngest,
        "demonstration": survey.demonstration,
        "note": head.note.text(language) if head.note else None,
        "questions": [
            {
                "question": found.question.id,
                "text": found.question.text.text(language),
                "dimension": found.question.dimension,
                "wanted": wanted_words(found.question, say),
                "plan": list(found.question.plan),
                "waves": [_wave_json(one, say) for one in found.waves],
                "change": _change_json(found.change, say) if found.change else None,
            }
            for found in findings(survey, hide_under)
        ],
    }


def _wave_json(one: Answered, say: Catalogue) -> dict[str, Any]:
    found = one.estimate
    size = None if found is None or found.effective_n is None else round(found.effective_n, 1)
    return {
        "wave": one.wave.id,
        "name": say(f"survey.wave.{one.wave.id}"),
        "from": one.wave.start.isoformat(),
        "to": one.wave.end.isoformat(),
        "planned": one.wave.planned,
        "n": one.n,
        "effective_n": size,
        "share": _four(found.share) if found else None,
        "low": _four(found.low) if found else None,
        "high": _four(found.high) if found else None,
        "design": design_words(one.design, say),
        "demonstration": one.wave.demonstration,
        "suppressed": one.suppressed,
    }


def _change_json(change: Change, say: Catalogue) -> dict[str, Any]:
    return {
        "from": change.first.id,
        "to": change.last.id,
        "difference": _four(change.difference),
        "low": _four(change.low),
        "high": _four(change.high),
        "verdict": change.verdict,
        "message": say(f"survey.verdict.{change.verdict}"),
    }


def _four(share: float | None) -> float | None:
    return None if share is None else round(share, 4) + 0.0  # no minus zero


def design_words(design: Design, say: Catalogue) -> str:
    """How people were chosen, in a sentence."""
    details = {
        "clusters": design.clusters,
        "deff": _number(design.deff, say),
        "icc": _number(design.icc, say),
    }
    key = f"survey.design.{design.kind}"
    if design.deff is not None:
        return say(f"{key}.deff", **details)
    return say(f"{key}.icc" if design.icc is not None else key, **details)


def wanted_words(question: Question, say: Catalogue) -> str:
    """The replies that count, as the reader's language says them."""
    texts = {answer.id: answer.text.text(say.language) for answer in question.answers}
    if question.kind == "yes-no":
        texts = {name: say(f"survey.{name}") for name in question.known}
    answers = ", ".join(texts.get(name, name) for name in question.wanted)
    key = "survey.wanted-of" if question.at_least > 1 else "survey.wanted"
    return say(key, answers=answers, least=question.at_least)


def surveys_csv(project: Project, surveys: Iterable[Survey], say: Catalogue) -> str:
    """A row a question and wave; the change stands in the row of the wave it leads to."""
    rows: list[list[Value]] = [list(CSV_COLUMNS)]
    for survey in surveys:
        data = survey_json(project, survey, say)
        for question in data["questions"]:
            for wave in question["waves"]:
                change = question["change"] or {}
                last = change if change.get("to") == wave["wave"] else {}
                row = {
                    **wave,
                    "survey": survey.id,
                    "question": question["question"],
                    "dimension": question["dimension"],
                    "demonstration": "true" if wave["demonstration"] else "false",
                    "difference": last.get("difference"),
                    "difference_low": last.get("low"),
                    "difference_high": last.get("high"),
                    "verdict": last.get("verdict"),
                }
                rows.append([row[name] for name in CSV_COLUMNS])
    return csv_text(rows)


def surveys_json(project: Project, surveys: Iterable[Survey], say: Catalogue) -> str:
    """The exact findings of surveys, as they stand in ``figures.json``."""
    found = [survey_json(project, survey, say) for survey in surveys]
    return json.dumps({"surveys": found}, ensure_ascii=False, indent=1) + "\n"


def surveys_text(project: Project, surveys: Iterable[Survey], say: Catalogue) -> str:
    """The exact findings for a reader at a terminal: waves under each question, then the change."""
    blocks = ["\n".join(_survey_lines(project, survey, say)) for survey in surveys]
    return "\n\n".join(blocks or [say("survey.none")]) + "\n"


def _survey_lines(project: Project, survey: Survey, say: Catalogue) -> list[str]:
    head = survey.head
    audience = project.audiences.get(head.audience)
    places = [project.places[code].name for code in head.units if code in project.places]
    lines = [
        head.title.text(say.language),
        *([say("note.demonstration")] if survey.demonstration else []),
        say(
            "survey.whom",
            audience=audience.name.text(say.language) if audience else head.audience,
            places=", ".join(places),
        ),
        design_words(head.design, say),
    ]
    for found in findings(survey):
        lines += ["", *_question_lines(found, say)]
    return [*lines, "", say("survey.rule")]


def _question_lines(found: Finding, say: Catalogue) -> list[str]:
    question = found.question
    kind = say(f"survey.dimension.{question.dimension}")
    lines = [f"[{kind}] {question.text.text(say.language)}", "  " + wanted_words(question, say)]
    names = [say(f"survey.wave.{one.wave.id}") for one in found.waves]
    width = max(map(len, names), default=0)
    for name, one in zip(names, found.waves, strict=True):
        days = say("survey.days", first=one.wave.start, last=one.wave.end)
        count = say("survey.n", n=one.n, planned=one.wave.planned)
        lines.append(f"  {name.ljust(width)}  {days}  {count}  {_share_words(one, say)}")
    if found.change is None:
        return [*lines, "  → " + say("survey.one-wave")]
    return [*lines, "  → " + _change_words(found.change, say)]


def _share_words(one: Answered, say: Catalogue) -> str:
    found = one.estimate
    if found is None:
        return say("survey.no-reply")
    share = _percent(found.share, say)
    if found.low is None or found.high is None:
        return say("survey.share.bare", share=share)
    low, high = _percent(found.low, say), _percent(found.high, say)
    size = _number(round(found.effective_n or 0, 1), say)
    return say("survey.share", share=share, low=low, high=high, size=size)


def _change_words(change: Change, say: Catalogue) -> str:
    verdict = say(f"survey.verdict.{change.verdict}")
    if change.difference is None or change.low is None or change.high is None:
        return verdict
    points = [_points(one, say) for one in (change.difference, change.low, change.high)]
    return say(
        "survey.change", verdict=verdict, difference=points[0], low=points[1], high=points[2]
    )


def _points(share: float, say: Catalogue) -> str:
    number = round(100 * share, 1) + 0.0
    return ("+" if number > 0 else "") + _number(number, say)


def _percent(share: float, say: Catalogue) -> str:
    return f"{_number(round(100 * share, 1), say)}%"


def _number(value: float | None, say: Catalogue) -> str:
    """A number as the reader's language writes it; a language without rules takes English ones."""
    if value is None:
        return ""
    try:
        locale = Locale.parse(say.language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_decimal(value, locale=locale)
