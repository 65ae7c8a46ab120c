"""A leaflet or poster: what stands on which panel, and the format it is printed in."""

from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    AudienceId,
    Day,
    FormatId,
    PageId,
    PictureId,
    Record,
    Slug,
    Text,
    Words,
)

PanelKind = Literal["cover", "steps", "messages", "text", "contacts", "back"]
Millimetres = float


class Panel(Record):
    """What fills one panel of the format.

    ``cover``: title, text, picture. ``steps``: the pictured steps of ``page``. ``messages``: the
    campaign's messages named. ``text``: own words. ``contacts``: whom to call. ``back``: QR code,
    issuer, imprint.
    """

    panel: Slug
    kind: PanelKind
    title: Words | None = None
    text: Words | None = None
    picture: PictureId | None = None
    page: PageId | None = None
    messages: tuple[Slug, ...] = ()
    steps: tuple[int, ...] = ()
    """Which steps of the page, counted from 1; all where empty."""


class Licence(Record):
    """The publishing licence that the imprint must name."""

    number: Text
    issued: Day
    issued_by: Words
    printer: Text | None = None
    printer_address: Text | None = None


class Leaflet(Record):
    """``campaigns/<campaign>/leaflets/<id>.yml``"""

    id: Slug = ""
    title: Words
    format: FormatId
    audience: AudienceId
    languages: tuple[Text, ...] = ()
    """All languages of the programme where empty."""
    accent: Slug = "indigo"
    """The token of the province's look that carries the leaflet."""
    page: PageId | None = None
    """The page that the QR code leads to; the campaign's own page where empty."""
    copies: int | None = Field(default=None, ge=1)
    licence: Licence | None = None
    panels: tuple[Panel, ...] = Field(min_length=1)


class FormatPanel(Record):
    """A panel of a format, in millimetres from the trimmed sheet's upper left corner."""

    id: Slug
    name: Words
    side: int = Field(ge=1)
    x: Millimetres = Field(ge=0)
    y: Millimetres = Field(default=0, ge=0)
    width: Millimetres = Field(gt=0)
    height: Millimetres = Field(gt=0)


class PrintingCondition(Record):
    """``print/profiles/<id>.yml``: what a press does with inks, by its ICC profile."""

    file: Text
    """The profile beside this file."""
    condition: Text
    """Its name in ``registry``, such as ``FOGRA39``."""
    registry: Text = "http://www.color.org"
    info: Text


class Format(Record):
    """``print/formats/<id>.yml``: a size of paper, its panels and folds. Lengths in mm."""

    id: Slug = ""
    name: Words
    template: Text
    """The template in ``print/templates/``."""
    style: Text
    """The style sheet in ``print/styles/``."""
    width: Millimetres = Field(gt=0, le=2000)
    height: Millimetres = Field(gt=0, le=2000)
    sides: int = Field(ge=1, le=64)
    bleed: Millimetres = Field(default=3, ge=0, le=20)
    safe: Millimetres = Field(default=3, ge=0, le=30)
    folds: tuple[Millimetres, ...] = ()
    """Distances of the folds on side 1 from its left edge; side 2 mirrors them."""
    office: Literal["A3", "A4", "A5"] = "A4"
    """The paper of the copier on which the office kind is printed."""
    inks: Slug = "coated-fogra39"
    """The printing condition in ``print/profiles/`` for which the press kind is made."""
    panels: tuple[FormatPanel, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _panels_on_the_sheet(self) -> Self:
        for panel in self.panels:
            if (
                panel.side > self.sides
                or panel.x + panel.width > self.width + 0.01
                or panel.y + panel.height > self.height + 0.01
            ):
                raise PydanticCustomError("panel-off-sheet", "off the sheet", {"panel": panel.id})
        return self
