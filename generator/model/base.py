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
    RootModel,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from generator.model.vietnamese import nfc

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _as_text(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("not-text", "text is wanted", {"found": str(value)})
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


def _as_day(value: object) -> object:
    """An ISO date; a bare number is no date, though pydantic would take it for seconds."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)) if isinstance(value, str) else _no_day(value)
    except ValueError:
        return _no_day(value)


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
            raise PydanticCustomError("not-text", "text is wanted", {"found": str(value)})
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


def references(value: object, at: Location = ()) -> Iterator[tuple[Location, str, str]]:
    """Every name in a record that points elsewhere: (where in the record, register, name)."""
    if isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            marks = [mark for mark in field.metadata if isinstance(mark, Ref)]
            yield from _references_in(getattr(value, name), (*at, name), field.annotation, marks)


def _references_in(
    value: object, at: Location, annotation: object, marks: list[Ref]
) -> Iterator[tuple[Location, str, str]]:
    if isinstance(value, Record):
        yield from references(value, at)
    elif isinstance(value, str):
        found = marks or _marks_of(annotation)
        yield from ((at, mark.kind, value) for mark in found)
    elif isinstance(value, tuple):
        inside = get_args(annotation)
        for index, item in enumerate(value):
            yield from _references_in(item, (*at, index), inside[0] if inside else None, [])
    elif isinstance(value, dict):
        inside = get_args(annotation)
        for key, item in value.items():
            if len(inside) == 2:
                yield from _references_in(key, (*at, key), inside[0], [])
                yield from _references_in(item, (*at, key), inside[1], [])


def _marks_of(annotation: object) -> list[Ref]:
    """The marks of ``Annotated[str, ..., Ref]``, also inside ``X | None``."""
    own = [mark for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Ref)]
    return own or [
        mark
        for part in get_args(annotation)
        for mark in getattr(part, "__metadata__", ())
        if isinstance(mark, Ref)
    ]
