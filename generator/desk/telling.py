"""Telling problems: as text for people, as JSON for programs, as annotations for GitHub."""

import json
from collections.abc import Iterable
from typing import Literal

from generator.model.problem import Problem
from generator.sources.catalogue import Catalogue

Style = Literal["text", "json", "github"]


def tell(problems: Iterable[Problem], say: Catalogue, style: Style = "text") -> str:
    """All problems in the reader's language, in order of place."""
    found = list(problems)
    if style == "json":
        return json.dumps({"problems": [_record(p, say) for p in found]}, ensure_ascii=False)
    if style == "github":
        return "\n".join(_annotation(problem, say) for problem in found)
    return "\n".join(_paragraph(problem, say) for problem in found)


def message(problem: Problem, say: Catalogue) -> str:
    """What is wrong, in one sentence."""
    return say(f"problem.{problem.code}", **problem.details)


def hint(problem: Problem, say: Catalogue) -> str:
    """How to mend it."""
    return say(f"cure.{problem.code}", **problem.details)


def _place(problem: Problem) -> str:
    if problem.cell:
        return f"{problem.file} [{problem.sheet}!{problem.cell}]".replace("[!", "[")
    return ":".join([problem.file, *(str(n) for n in (problem.line, problem.column) if n)])


def _paragraph(problem: Problem, say: Catalogue) -> str:
    kind = say("error") if problem.severity == "error" else say("warning")
    return (
        f"{_place(problem)}: {kind} [{problem.code}]\n"
        f"  {message(problem, say)}\n"
        f"  → {hint(problem, say)}"
    )


def _record(problem: Problem, say: Catalogue) -> dict[str, object]:
    record: dict[str, object] = {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity,
        "message": message(problem, say),
        "hint": hint(problem, say),
    }
    if problem.cell:
        record |= {"sheet": problem.sheet, "cell": problem.cell}
    return record


def _annotation(problem: Problem, say: Catalogue) -> str:
    text = f"{message(problem, say)} {hint(problem, say)}"
    for character, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
        text = text.replace(character, escaped)
    where = f"file={problem.file},line={max(problem.line, 1)},col={max(problem.column, 1)}"
    return f"::{problem.severity} {where},title={problem.code}::{text}"
