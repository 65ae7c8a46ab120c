"""A photograph of a campaign: what is seen on it, whose it is, and that nobody is put at risk."""

from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import Record, ReferenceId, Slug, Text, Words, shown

People = Literal["none", "not-identifiable", "with-consent"]
"""Who can be recognised: nobody is there; nobody can be; adults who have agreed in writing."""


def _as_people(value: object) -> object:
    if value not in get_args(People):
        raise PydanticCustomError("photo-people", "no answer", {"found": shown(value)})
    return value


class PhotoRecord(Record):
    """``campaigns/<campaign>/pictures/<id>.yml``, beside the picture ``<id>.jpg`` or ``<id>.png``.

    A picture on which a child can be recognised is never stored, whoever agrees to it.
    """

    title: Words
    description: Words
    """What is seen, for those who cannot see it: it is read aloud."""
    credit: Text
    """Who took it or holds the rights."""
    people: Annotated[People, BeforeValidator(_as_people)]
    consent: Text | None = None
    """Where the written consent of those who can be recognised is kept."""
    source: ReferenceId | None = None

    @model_validator(mode="after")
    def _consent_goes_with_people(self) -> Self:
        if self.people == "with-consent" and self.consent is None:
            raise PydanticCustomError("photo-no-consent", "consent is missing", {"at": "people"})
        if self.people != "with-consent" and self.consent is not None:
            raise PydanticCustomError("photo-consent-idle", "consent of nobody", {"at": "consent"})
        return self


class Photo(PhotoRecord):
    """A photograph with what is read from its file."""

    id: Slug
    file: Text
    """The picture, relative to the project."""
    width_px: Annotated[int, Field(ge=1)]
    height_px: Annotated[int, Field(ge=1)]
    """As it is seen: turned the way the camera says."""
    sha256: Text
