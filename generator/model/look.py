"""The province's look: colours given once for screen and press, fonts, the signature band."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import Colour, Record, Slug, Text, Words

Percent = Annotated[int, Field(ge=0, le=100)]


TOKENS = ("paper", "ink", "indigo", "buckwheat", "terrace", "leaf", "red", "stone")
"""The colours that the website and the leaflets ask for by name; a province gives their values."""


class Token(Record):
    """A colour: sRGB on a light and a dark screen, and its inks (C, M, Y, K in percent)."""

    id: Slug
    light: Colour
    dark: Colour | None = None
    inks: tuple[Percent, Percent, Percent, Percent]
    use: Words


class Look(Record):
    """``campaigns/look.yml``: read by the website and by print alike."""

    heading_font: Text
    text_font: Text
    tokens: tuple[Token, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _has_every_token(self) -> Self:
        missing = [name for name in TOKENS if name not in {token.id for token in self.tokens}]
        if missing:
            raise PydanticCustomError(
                "missing-token", "tokens are missing", {"known": ", ".join(missing)}
            )
        return self

    def token(self, name: str) -> Token:
        """The token of that name."""
        return next(token for token in self.tokens if token.id == name)


class Picture(Record):
    """One drawing in ``content/pictures/``, with its name and what is seen on it."""

    id: Slug
    file: Text
    title: Words
    description: Words
    svg: str
    width: float
    height: float
