"""What every model is made of: frozen records, text, identifiers, translated words, references."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generator.model.vietnamese import nfc

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def shown(value: object) -> str:
    """A value as it may be quoted in a sentence: short, and without Python's own marks."""
    if isinstance(value, list):
        return "[…]"
    if isinstance(value, dict):
        return "{…}"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _as_text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("not-text", "text is wanted", {"found": shown(value)})
    text = nfc(value).strip()
    if not text:
        raise PydanticCustomError("empty-text", "the text is empty")
    return text


def _as_slug(value: object) -> str:
    text = _as_text(value)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise PydanticCustomError("bad-slug", "not an identifier", {"found": text})
    return text


def _as_code(value: object) -> str:
    """A unit's code is text. A bare ``24`` in YAML stays ``24``, which no register knows."""
    return _as_text(str(value) if isinstance(value, int) else value)


def _as_language(value: object) -> str:
    text = _as_text(value)
    if not LANGUAGE_TAG.fullmatch(text):
        raise PydanticCustomError("bad-language", "no language", {"found": text})
    return text


def _as_count(value: object) -> object:
    """``true`` is not 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("not-a-number", "no number", {"found": shown(value)})
    return value


def _as_day(value: object) -> object:
    """An ISO date; a bare number is no date, though pydantic would take it for seconds."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return _no_day(value)
    if isinstance(day, date) and FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    return _no_day(value)


FIRST_YEAR, LAST_YEAR = 1900, 2100
"""No day of a programme lies outside these years; a mistyped one must not become "now"."""


def _no_day(value: object) -> object:
    raise PydanticCustomError("bad-date", "no date", {"found": str(value)})


@dataclass(frozen=True)
class Ref:
    """Marks a field as the name of something defined elsewhere; ``kind`` names the register."""

    kind: str


Text = Annotated[str, BeforeValidator(_as_text)]
Slug = Annotated[str, BeforeValidator(_as_slug)]
Code = Annotated[str, BeforeValidator(_as_code)]
Day = Annotated[date, BeforeValidator(_as_day)]
Language = Annotated[str, BeforeValidator(_as_language)]
Count = Annotated[int, BeforeValidator(_as_count), Field(ge=0, le=10**12)]
"""How many of something; also whole money."""
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-F]{6}$")]

AgencyId = Annotated[Slug, Ref("agency")]
AudienceId = Annotated[Slug, Ref("audience")]
ChannelId = Annotated[Slug, Ref("channel")]
ContactId = Annotated[Slug, Ref("contact")]
ReferenceId = Annotated[Slug, Ref("reference")]
PlanEntryId = Annotated[Slug, Ref("plan entry")]
PictureId = Annotated[Slug, Ref("picture")]
FormatId = Annotated[Slug, Ref("format")]
LevelId = Annotated[Slug, Ref("level")]
PageId = Annotated[Text, Ref("page")]
UnitCode = Annotated[Code, Ref("unit")]


class Record(BaseModel):
    """A frozen record; a key that it does not know is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Words(RootModel[dict[str, Text]]):
    """A text in one or more languages. A bare string is in the programme's first language.

    The first entry stands in for a language that is missing.
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _bare_string_is_first_language(cls, value: object) -> object:
        if isinstance(value, str):
            return {"": value}
        if not isinstance(value, dict):
            raise PydanticCustomError("not-text", "text is wanted", {"found": shown(value)})
        if not value:
            raise PydanticCustomError("empty-text", "the text is empty")
        for tag in value:
            if tag and not LANGUAGE_TAG.fullmatch(str(tag)):
                raise PydanticCustomError("bad-language", "no language", {"found": str(tag)})
        return value

    def text(self, language: str) -> str:
        """The text in ``language``, or the original where there is no translation."""
        return self.root.get(language) or str(self)

    def has(self, language: str) -> bool:
        """Whether there is a text in ``language`` itself."""
        return language in self.root

    def __str__(self) -> str:
        return next(iter(self.root.values()))


Location = tuple[str | int, ...]


Pointer = tuple[Location, str, str]
"""Where a name stands, the register it must be in, the name."""


def references(annotation: object, data: object, at: Location = ()) -> Iterator[Pointer]:
    """Every name in ``data`` that points elsewhere.

    ``annotation`` is the type that the data is meant to have, such as ``Campaign``. The data is
    as it was written: what is wrong with one entry does not hide the names in the others.
    """
    kinds = [mark.kind for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Ref)]
    if kinds:
        if isinstance(data, str | int) and not isinstance(data, bool):
            yield from ((at, kind, nfc(str(data)).strip()) for kind in kinds)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if isinstance(data, dict):
            yield from _inside_record(annotation, data, at)
    elif isinstance(data, list):
        for index, item in enumerate(data):
            for inside in get_args(annotation):
                yield from references(inside, item, (*at, index))
    else:
        for inside in get_args(annotation):
            yield from references(inside, data, at)


def _inside_record(
    record: type[BaseModel], data: dict[str, object], at: Location
) -> Iterator[Pointer]:
    if record is Words:
        yield from (((*at, tag), "language", tag) for tag in data)
        return
    for name, field in record.model_fields.items():
        if name in data:
            marks = [mark for mark in field.metadata if isinstance(mark, Ref)]
            wanted = Annotated[str, marks[0]] if marks else field.annotation
            yield from references(wanted, data[name], (*at, name))
