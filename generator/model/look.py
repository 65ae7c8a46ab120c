"""The province's look: colours given once for screen and press, fonts, the signature band."""

from typing import Annotated

from pydantic import Field

from generator.model.base import Colour, Record, Slug, Text, Words

Percent = Annotated[int, Field(ge=0, le=100)]


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
