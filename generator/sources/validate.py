"""Data to a model: pydantic's findings become problems with line, column and cure."""

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model.base import Location, shown
from generator.model.problem import Problem
from generator.sources.suggest import nearest, one_of
from generator.sources.yaml import Document

M = TypeVar("M", bound=BaseModel)

_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "bad-choice",
    "string_pattern_mismatch": "bad-form",
    "string_too_long": "too-long",
    "too_short": "too-few",
    "too_long": "too-many",
    "tuple_type": "not-a-list",
    "list_type": "not-a-list",
    "model_type": "not-a-mapping",
    "dict_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "bool_parsing": "not-true-false",
    "bool_type": "not-true-false",
    "greater_than": "out-of-range",
    "greater_than_equal": "out-of-range",
    "less_than": "out-of-range",
    "less_than_equal": "out-of-range",
    "string_type": "not-text",
}
_NUMBER_ERRORS = ("int_", "float_", "finite_")


def validate(document: Document, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """The model that the document describes, or all that keeps it from being one."""
    if document.data is None:
        return None, (Problem(document.file, 1, 1, "empty-file"),)
    try:
        return model.model_validate(document.data), ()
    except ValidationError as error:
        findings = error.errors(include_url=False)
    deeper = {detail["loc"] for detail in findings}
    return None, tuple(
        problem_of(document, model, detail)
        for detail in findings
        if not (detail["type"] == "too_short" and _has_findings_inside(detail["loc"], deeper))
    )


def _has_findings_inside(location: Location, found: set[tuple[int | str, ...]]) -> bool:
    """An item that is wrong also makes its list too short for pydantic; one finding is enough."""
    return any(other[: len(location)] == location and other != location for other in found)


def repeated(document: Document) -> Iterator[Problem]:
    """A list of names that has one of them twice."""
    for location, items in _lists(document.data, ()):
        for index, item in enumerate(items):
            if isinstance(item, str) and item in items[:index]:
                yield document.problem((*location, index), "repeated-item", found=shown(item))


def _lists(data: object, at: Location) -> Iterator[tuple[Location, list[object]]]:
    if isinstance(data, list):
        yield at, data
    entries = enumerate(data) if isinstance(data, list) else ()
    for key, inside in data.items() if isinstance(data, dict) else entries:
        yield from _lists(inside, (*at, key))


def problem_of(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    """One of pydantic's findings in this project's words."""
    kind, context = detail["type"], dict(detail.get("ctx", {}))
    location = (*detail["loc"], *([context.pop("at")] if "at" in context else []))
    code = "not-a-number" if kind.startswith(_NUMBER_ERRORS) else _CODES.get(kind, kind)
    key = str(location[-1]) if location else ""
    mark = document.at(location)
    details: dict[str, Any] = {"key": key, **{name: str(text) for name, text in context.items()}}
    if code == "unknown-key":
        mark = document.key_at(location)
        fields = _fields_at(model, location[:-1])
        near = nearest(key, fields, least=60)
        details["known"] = one_of(near or fields)
        code = "unknown-key-near" if near else "unknown-key"
    elif code == "missing-key":
        mark = document.at(location[:-1])
    elif code == "bad-choice":
        choices = _choices_at(detail)
        near = nearest(str(detail["input"]), choices, least=60)
        details |= {"found": shown(detail["input"]), "known": one_of(near or choices)}
    elif code == "out-of-range":
        limits = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
        details["limit"] = " ".join(f"{limits[k]} {v}" for k, v in context.items() if k in limits)
    details.setdefault("found", shown(detail["input"]))
    return Problem(document.file, *mark, code, details)


def _choices_at(detail: ErrorDetails) -> list[str]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return [part.strip(" '\"") for part in expected.replace(" or ", ", ").split(", ")]


def _fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """The keys that a record at ``location`` knows."""
    here: object = model
    for step in location:
        if isinstance(step, int):
            continue
        if not (isinstance(here, type) and issubclass(here, BaseModel)):
            return []
        field = here.model_fields.get(step)
        here = _record_in(field.annotation) if field else None
    if isinstance(here, type) and issubclass(here, BaseModel):
        return list(here.model_fields)
    return []


def _record_in(annotation: object) -> object:
    """The record type inside ``tuple[X, ...]``, ``X | None`` or ``Annotated[X, ...]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        if found := _record_in(part):
            return found
    return None
