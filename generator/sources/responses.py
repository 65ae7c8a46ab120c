"""The rows of a survey's file of responses to replies: every cell checked, nobody named."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import get_args

from generator.model.problem import Problem
from generator.model.report import AgeBand, Sex
from generator.model.survey import Question, Reply, Responses
from generator.sources.suggest import one_of
from generator.sources.yaml import Document

Row = tuple[Document, dict[str, str]]
Key = tuple[bool, str, float]
"""Right or not, cluster, weight: people who are alike in these are counted together."""
MOST = 50
"""Findings in one file that are told; whoever mends these runs the check again."""
MAX_COUNT = 10_000_000
MAX_WEIGHT = 1_000_000.0
RIGHT, OTHER = "wanted", "other"
"""In place of an answer in counted responses: all wanted ones together, and all others."""
_RESPONDENT = re.compile(r"[A-Za-z]{0,4}-?[0-9]{1,6}")
_CLUSTER = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+){0,3}")
_SHARED = {"sex": get_args(Sex), "age_band": get_args(AgeBand)}


def person_rows(
    rows: Iterable[Row], asked: Iterable[Question], youngest: int
) -> tuple[Responses, tuple[Problem, ...]]:
    """A row a respondent; an empty cell is a question without a reply.

    A respondent is a running number (``12``, ``H-012``): a name or a telephone number is refused.
    """
    questions = tuple(asked)
    counts: dict[str, Counter[Key]] = {question.id: Counter() for question in questions}
    seen: dict[str, int] = {}

    def findings() -> Iterator[Problem]:
        for document, row in rows:
            found = [*_person(document, row, seen), *_shared(document, row, youngest)]
            yield from found
            weight = _weight(row)
            for question in questions:
                given = _given(question, row[question.id])
                if given is None:
                    yield _bad_answer(document, question.id, question, row[question.id])
                elif given:
                    key = (_right(question, given), row.get("cluster", ""), weight or 1.0)
                    counts[question.id][key] += 1

    problems = tuple(islice(findings(), MOST))
    return _responses(counts, len(seen)), problems


def count_rows(
    rows: Iterable[Row], asked: Iterable[Question], youngest: int
) -> tuple[Responses, tuple[Problem, ...]]:
    """Counted answers: ``answer`` is one of the question's, or ``wanted`` or ``other``.

    People may give several answers to a ``multiple`` question, so only the last two count people.
    """
    questions = {question.id: question for question in asked}
    counts: dict[str, Counter[Key]] = {name: Counter() for name in questions}
    seen: dict[tuple[str, ...], int] = {}
    ways: dict[str, tuple[bool, ...]] = {}

    def findings() -> Iterator[Problem]:
        for document, row in rows:
            question = questions.get(row["question"])
            if question is None:
                details = {"found": row["question"][:60], "known": one_of(questions)}
                yield document.problem(("question",), "survey-unknown-question", **details)
                continue
            found = [*_counted(document, row, question, seen), *_shared(document, row, youngest)]
            yield from found
            if ways.setdefault(question.id, _way(row)) != _way(row):
                yield document.problem((), "survey-two-ways", key=question.id)
            if not found:
                right = row["answer"] in (RIGHT, *question.wanted)
                counts[question.id][right, row.get("cluster", ""), 1.0] += int(row["count"])

    problems = tuple(islice(findings(), MOST))
    people = max((sum(counter.values()) for counter in counts.values()), default=0)
    missing = [name for name, counter in counts.items() if not counter]
    if not problems and missing:
        file = next((document.file for document, _ in rows), "")
        problems = (Problem(file, 1, 1, "survey-question-missing", {"found": one_of(missing)}),)
    return _responses(counts, people), problems


def _responses(counts: Mapping[str, Counter[Key]], people: int) -> Responses:
    return Responses(
        people,
        {
            name: tuple(
                Reply(right, count, cluster, weight)
                for (right, cluster, weight), count in sorted(counter.items())
                if count
            )
            for name, counter in counts.items()
        },
    )


def _person(document: Document, row: Mapping[str, str], seen: dict[str, int]) -> Iterator[Problem]:
    name, line = row["respondent"], document.at(())[0]
    if not _RESPONDENT.fullmatch(name):
        yield document.problem(("respondent",), "survey-respondent")
    elif seen.setdefault(name, line) != line:
        yield document.problem(("respondent",), "duplicate-row", key=name, first=seen[name])
    if row.get("weight") and _weight(row) is None:
        yield document.problem(("weight",), "survey-weight", found=row["weight"][:20])


def _weight(row: Mapping[str, str]) -> float | None:
    """A weight above 0; 1 where none is given; ``None`` for what is none."""
    text = row.get("weight") or "1"
    if not re.fullmatch(r"\d{1,12}(\.\d{1,12})?", text, re.ASCII):
        return None
    weight = float(text)
    return weight if 0 < weight <= MAX_WEIGHT and math.isfinite(weight) else None


def _shared(document: Document, row: Mapping[str, str], youngest: int) -> Iterator[Problem]:
    """What both shapes have: a cluster's code, sex, and an age band in which somebody was asked."""
    cluster = row.get("cluster", "")
    if cluster and not (_CLUSTER.fullmatch(cluster) and len(cluster) <= 20):
        yield document.problem(("cluster",), "survey-cluster", found=cluster[:40])
    for name, known in _SHARED.items():
        text = row.get(name, "")
        if text and text not in known:
            details = {"found": text[:40], "known": one_of(known)}
            yield document.problem((name,), "bad-choice", **details)
    oldest = re.fullmatch(r"\d+-(\d+)", row.get("age_band", ""))
    if oldest and int(oldest[1]) < youngest:
        yield document.problem(
            ("age_band",), "survey-too-young", found=row["age_band"], limit=youngest
        )


def _counted(
    document: Document,
    row: Mapping[str, str],
    question: Question,
    seen: dict[tuple[str, ...], int],
) -> Iterator[Problem]:
    answer, count = row["answer"], row["count"]
    known = (RIGHT, OTHER) if question.kind == "multiple" else (RIGHT, OTHER, *question.known)
    if answer not in known:
        details = {"found": answer[:60], "key": question.id, "known": one_of(known[:12])}
        yield document.problem(("answer",), "survey-unknown-answer", **details)
    if not (re.fullmatch(r"\d{1,8}", count, re.ASCII) and int(count) <= MAX_COUNT):
        yield document.problem(("count",), "not-a-number", found=count[:40])
    names = ("question", "answer", "sex", "age_band", "cluster")
    key, line = tuple(row.get(name, "") for name in names), document.at(())[0]
    if seen.setdefault(key, line) != line:
        shown = " ".join(filter(None, key))
        yield document.problem((), "duplicate-row", key=shown, first=seen[key])


def _way(row: Mapping[str, str]) -> tuple[bool, ...]:
    """How finely a row counts: rows that count in two ways would count people twice."""
    split = (row.get(name, "") == "" for name in ("sex", "age_band", "cluster"))
    return (row["answer"] in (RIGHT, OTHER), *split)


def _given(question: Question, cell: str) -> frozenset[str] | None:
    """The answers in a cell (several in a ``multiple`` question, with ``;`` between); ``None``
    where one of them is unknown or there are too many."""
    given = frozenset(part.strip() for part in cell.split(";") if part.strip())
    if not given <= set(question.known) or (len(given) > 1 and question.kind != "multiple"):
        return None
    return given


def _right(question: Question, given: frozenset[str]) -> bool:
    return len(given & set(question.wanted)) >= question.at_least


def _bad_answer(document: Document, column: str, question: Question, cell: str) -> Problem:
    details = {"found": cell[:40], "key": question.id, "known": one_of(question.known[:12])}
    return document.problem((column,), "survey-unknown-answer", **details)
