"""Surveys made by hand."""

from datetime import date
from typing import Any

from generator.model.survey import Reply, Responses, Survey, SurveyHead


def question(name: str = "helpline", **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "text": name,
        "kind": "yes-no",
        "dimension": "knowledge",
        "wanted": ["yes"],
    } | changes


def wave(name: str, month: int, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "start": date(2030, month, 1),
        "end": date(2030, month, 20),
        "planned": 400,
        "responses": f"{name}.csv",
        "demonstration": True,
    } | changes


def head(**changes: Any) -> SurveyHead:
    return SurveyHead.model_validate(
        {
            "title": "What parents know",
            "audience": "parents",
            "units": ["091"],
            "design": {"kind": "simple-random"},
            "ethics": {"consent": "asked", "youngest": 18},
            "questions": [question()],
            "waves": [wave("baseline", 1), wave("endline", 11)],
        }
        | changes
    )


def survey(*shares: tuple[int, int], **changes: Any) -> Survey:
    """A survey of one question: (right, n) of each wave."""
    made = head(**changes)
    responses = {
        each.id: Responses(
            n, {one.id: (Reply(True, right), Reply(False, n - right)) for one in made.questions}
        )
        for each, (right, n) in zip(made.waves, shares, strict=False)
    }
    return Survey("parents", made, responses)
