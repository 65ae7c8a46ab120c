"""``campaigns/<campaign>/survey/``: each YAML file a survey, with its responses in CSV beside it.

Responses come in one of two shapes: a row a respondent (``respondent,cluster,weight`` and a column
a question), or counted (``question,answer,sex,age_band,count``). Neither holds a person's name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.model.base import Location
from generator.model.campaign import Campaign
from generator.model.problem import Problem
from generator.model.survey import (
    WAVES,
    Responses,
    Survey,
    SurveyHead,
    Wave,
    looks_personal,
)
from generator.sources import rules
from generator.sources.reading import Reading
from generator.sources.responses import count_rows, person_rows
from generator.sources.suggest import nearest, one_of
from generator.sources.tables import read_table
from generator.sources.text import SourceText, shown_path
from generator.sources.yaml import Document

PERSON_COLUMNS = ("respondent", "cluster", "weight", "sex", "age_band")
COUNT_COLUMNS = ("question", "answer", "sex", "age_band", "cluster", "count")
MAX_COLUMNS = 250
_PLAIN_COLUMN = re.compile(r"[\w .-]{1,60}")


def read_surveys(
    reading: Reading, folder: Path, campaigns: Mapping[str, Campaign]
) -> dict[str, tuple[Survey, ...]]:
    """The surveys of each campaign that has any, in the order of their files' names."""
    found = {}
    for name, campaign in campaigns.items():
        surveys = tuple(_read_campaign(reading, folder / name / "survey", campaign))
        if surveys:
            found[name] = surveys
    return found


def _read_campaign(reading: Reading, folder: Path, campaign: Campaign) -> Iterator[Survey]:
    used: set[str] = set()
    files = reading.listing(folder)
    for path in files:
        if path.suffix != ".yml":
            continue
        reading.note(rules.file_name(shown_path(path, reading.root), path.stem))
        document, head = reading.yaml(path, SurveyHead)
        used |= _named(document)
        if head:
            reading.note(survey_rules(document, head, campaign))
            responses = dict(_read_waves(reading, folder, document, head))
            yield Survey(path.stem, head, responses)
    for path in files:
        if path.suffix != ".yml" and path.name not in used:
            details = {"found": path.name}
            reading.note([Problem(shown_path(path, reading.root), 0, 0, "survey-unused", details)])


def _named(document: Document) -> set[str]:
    """The files of responses that a survey names, also where something else in it is wrong."""
    waves = document.data.get("waves") if isinstance(document.data, dict) else None
    listed = waves if isinstance(waves, list) else []
    return {
        str(wave["responses"]) for wave in listed if isinstance(wave, dict) and "responses" in wave
    }


def survey_rules(document: Document, head: SurveyHead, campaign: Campaign) -> Iterator[Problem]:
    """Waves stand in order, questions once; what a question says of waves is about real ones."""
    if head.audience not in campaign.audiences:
        details = {"known": one_of(campaign.audiences)}
        yield document.problem(("audience",), "audience-not-in-campaign", **details)
    ids: list[tuple[Location, str]] = [
        (("questions", number, "id"), question.id) for number, question in enumerate(head.questions)
    ]
    yield from rules.unique(document, ids, {})
    yield from _wave_rules(document, head.waves)
    waves = [wave.id for wave in head.waves]
    for number, question in enumerate(head.questions):
        if question.id in PERSON_COLUMNS or looks_personal(question.id):
            at: Location = ("questions", number, "id")
            yield document.problem(at, "survey-question-id", found=question.id)
        for key in ("asked_in", "reworded_in"):
            for index, wave in enumerate(getattr(question, key)):
                if wave not in waves:
                    at = ("questions", number, key, index)
                    details = {"known": one_of(waves)}
                    yield document.problem(at, "survey-unknown-wave", found=wave, **details)


def _wave_rules(document: Document, waves: tuple[Wave, ...]) -> Iterator[Problem]:
    for number in range(1, len(waves)):
        before, wave = waves[number - 1], waves[number]
        if WAVES.index(wave.id) <= WAVES.index(before.id) or wave.start < before.end:
            details = {"found": wave.id, "known": one_of(WAVES)}
            yield document.problem(("waves", number, "id"), "survey-wave-order", **details)
    named = [wave.responses for wave in waves]
    for number, name in enumerate(named):
        if name and name in named[:number]:
            yield document.problem(("waves", number, "responses"), "repeated-item", found=name)


def _read_waves(
    reading: Reading, folder: Path, document: Document, head: SurveyHead
) -> Iterator[tuple[str, Responses]]:
    for number, wave in enumerate(head.waves):
        if wave.responses is None:
            continue
        path = folder / wave.responses
        if not path.exists():
            details = {"found": wave.responses}
            at: Location = ("waves", number, "responses")
            reading.note([document.problem(at, "survey-file-missing", **details)])
            continue
        source = reading.text(path)
        if source:
            responses, problems = read_responses(source, head, wave)
            reading.note(problems)
            yield wave.id, responses
            reading.note(_cluster_problems(document, number, head, wave, responses))


def read_responses(
    source: SourceText, head: SurveyHead, wave: Wave
) -> tuple[Responses, tuple[Problem, ...]]:
    """What one file of responses says, and what is wrong with it (a bounded number of findings)."""
    header = [name.strip().strip('"') for name in source.text.partition("\n")[0].split(",")]
    if len(header) > MAX_COLUMNS:
        details = {"found": len(header), "limit": MAX_COLUMNS}
        return _NOTHING, (Problem(source.file, 1, 1, "survey-columns", details),)
    counted = {"question", "count"} & set(header)
    asked = head.asked(wave.id)
    wanted = COUNT_COLUMNS if counted else (*PERSON_COLUMNS, *(one.id for one in asked))
    problems = tuple(_column_problems(source.file, header, wanted))
    if problems:
        return _NOTHING, problems
    must = (
        ("question", "answer", "count") if counted else ("respondent", *(one.id for one in asked))
    )
    rows, problems = read_table(source, must)
    if problems:
        return _NOTHING, problems
    if counted:
        return count_rows(rows, asked, head.ethics.youngest)
    return person_rows(rows, asked, head.ethics.youngest)


_NOTHING = Responses(0, {})


def _column_problems(file: str, header: list[str], wanted: Iterable[str]) -> Iterator[Problem]:
    """A column that nobody asked for is refused: it may hold who somebody is."""
    known = tuple(wanted)
    for number, name in enumerate(header, 1):
        if name in known:
            continue
        shown = name if _PLAIN_COLUMN.fullmatch(name) else f"{name[:40]}…"
        if looks_personal(name[:200]):
            yield Problem(file, 1, number, "survey-personal", {"found": shown})
        else:
            details = {"found": shown, "known": one_of(nearest(name[:200], known) or known[:12])}
            yield Problem(file, 1, number, "survey-column", details)


def _cluster_problems(
    document: Document, number: int, head: SurveyHead, wave: Wave, responses: Responses
) -> Iterator[Problem]:
    """A cluster sample without the clusters of its people must say its design effect."""
    design = head.design_of(wave)
    named = {reply.cluster for group in responses.replies.values() for reply in group}
    if design.kind != "cluster" or design.deff or design.icc is not None or not responses.people:
        return
    if "" in named:
        at: Location = ("waves", number, "responses")
        yield document.problem(at, "survey-no-clusters", found=wave.responses)
    elif design.clusters is not None and len(named) > design.clusters:
        at = ("waves", number, "responses")
        details = {"found": len(named), "limit": design.clusters}
        yield document.problem(at, "survey-more-clusters", **details)
