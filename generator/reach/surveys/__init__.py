"""What people know, think and do: surveys in waves to shares with their uncertainty."""

from typing import Any

from generator.model.project import Project
from generator.model.survey import Survey
from generator.reach.surveys.telling import survey_json, surveys_csv, surveys_json, surveys_text
from generator.sources.catalogue import PROGRAM_CATALOGUES, Catalogue, load_catalogue

__all__ = ["show_surveys", "survey_figures"]


def survey_figures(
    project: Project, campaign_id: str, public: bool, say: Catalogue | None = None
) -> list[dict[str, Any]]:
    """The surveys of a campaign for ``figures.json``; with small numbers hidden where ``public``.

    Each has ``survey, title, audience, design, questions``, each question ``question, text,
    dimension, waves, change``; shares, intervals and differences are from -1 to 1. Words are in
    the language of ``say``, or of the sources. A campaign without a survey has an empty list.
    """
    words = say or load_catalogue(PROGRAM_CATALOGUES, project.language, fallback="en")
    under = project.programme.suppress_under if public else None
    surveys = project.surveys.get(campaign_id, ())
    return [survey_json(project, survey, words, under) for survey in surveys]


def show_surveys(
    project: Project, campaign_id: str, name: str | None, *, style: str, say: Catalogue
) -> str:
    """The exact findings of a campaign's surveys (or of one) as ``table``, ``json`` or ``csv``."""
    surveys: list[Survey] = [
        survey
        for survey in project.surveys.get(campaign_id, ())
        if name is None or survey.id == name
    ]
    if style == "json":
        return surveys_json(project, surveys, say)
    if style == "csv":
        return surveys_csv(project, surveys, say)
    return surveys_text(project, surveys, say)
