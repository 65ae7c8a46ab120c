"""A leaflet or poster: what stands on which panel, and the format it is printed in."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.base import (
    AudienceId,
    Count,
    Day,
    FormatId,
    LevelId,
    PageId,
    PictureId,
    Record,
    Slug,
    Text,
    UnitCode,
    Words,
)

PanelKind = Literal[
    "cover", "steps", "messages", "text", "contacts", "guidance", "reading", "local", "back"
]
Millimetres = float


class Panel(Record):
    """What fills one panel of the format.

    ``cover``: title, text, picture. ``steps``: the pictured steps of ``page``. ``messages``: the
    campaign's messages named. ``text``: own words. ``contacts``: whom to call. ``guidance``: a
    ``page`` with its steps and the ``sections`` of its text that are named. ``reading``: what the
    page has to be read aloud. ``local``: what belongs to one unit: its people to call and a QR code
    of its own. ``back``: QR code, issuer, imprint.
    """

    panel: Slug
    kind: PanelKind
    title: Words | None = None
    text: Words | None = None
    picture: PictureId | None = None
    photo: Slug | None = None
    """A photograph of the campaign, in ``campaigns/<campaign>/pictures/``."""
    page: PageId | None = None
    messages: tuple[Slug, ...] = ()
    steps: tuple[int, ...] = ()
    """Which steps of the page, counted from 1; all where empty."""
    sections: tuple[int, ...] = ()
    """Which parts of the page's text, by its headings, counted from 1; none where empty."""
    level: LevelId | None = None
    """On a ``local`` panel: for the units of which level the leaflet is made. Where nothing is
    said, the lowest level of the programme."""


class Share(Record):
    """How many copies go to one unit."""

    unit: UnitCode
    copies: Annotated[Count, Field(ge=1)]


class Printer(Record):
    """The print shop that is meant to do the work."""

    name: Text
    address: Text


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
    version: Text | None = None
    """Which state of the text this is, as it stands on the slug line; the day where empty."""
    copies: int | None = Field(default=None, ge=1)
    distribution: tuple[Share, ...] = ()
    """How the copies are shared between units; together no more than ``copies``."""
    demonstration: bool = False
    """True when its copies and their shares are made up to show the kit."""
    paper: Words | None = None
    """The paper to print on; what the format proposes where empty."""
    purpose: Words | None = None
    """What it is for, as the licence application says it; the campaign's summary where empty."""
    printer: Printer | None = None
    licence: Licence | None = None
    panels: tuple[Panel, ...] = Field(min_length=1)

    @property
    def local(self) -> Panel | None:
        """The panel that is made anew for every unit, where there is one."""
        return next((panel for panel in self.panels if panel.kind == "local"), None)

    @model_validator(mode="after")
    def _shares_no_more_than_it_has(self) -> Self:
        shared = sum(share.copies for share in self.distribution)
        if self.distribution and shared > (self.copies or 0):
            details = {"found": shared, "limit": self.copies or 0, "at": "distribution"}
            raise PydanticCustomError("shares-over-copies", "more shared than printed", details)
        return self


class FormatPanel(Record):
    """A panel of a format, in millimetres from the trimmed sheet's upper left corner."""

    id: Slug
    name: Words
    side: int = Field(ge=1)
    repeats: bool = False
    """A leaflet may fill it many times; each time takes one more side."""
    inside: Slug | None = None
    """The panel at whose foot it lies: where it is filled, that panel is shorter by its height."""
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


class SideCount(Record):
    """How many sides a format with a repeated panel may have."""

    least: int = Field(ge=1, le=64)
    most: int = Field(ge=1, le=64)
    multiple: int = Field(default=1, ge=1, le=16)
    """Sides come in so many: four on a folded sheet of a stitched booklet."""

    def allows(self, sides: int) -> bool:
        """Whether a leaflet may have so many sides."""
        return self.least <= sides <= self.most and sides % self.multiple == 0


class Format(Record):
    """``print/formats/<id>.yml``: a size of paper, its panels and folds. Lengths in mm."""

    id: Slug = ""
    name: Words
    purpose: Words | None = None
    """What it is good for, in a sentence for whoever chooses."""
    template: Text
    """The template in ``print/templates/``."""
    style: Text
    """The style sheet in ``print/styles/``."""
    width: Millimetres = Field(gt=0, le=2000)
    height: Millimetres = Field(gt=0, le=2000)
    sides: int = Field(ge=1, le=64)
    """Where a panel repeats: the sides with that panel filled once."""
    bleed: Millimetres = Field(default=3, ge=0, le=20)
    safe: Millimetres = Field(default=3, ge=0, le=30)
    fold: Literal["none", "half", "c", "z"] = "none"
    folds: tuple[Millimetres, ...] = ()
    """Distances of the folds on side 1 from its left edge; side 2 mirrors them."""
    binding: Literal["none", "saddle"] = "none"
    side_count: SideCount | None = None
    """Wanted where a panel repeats."""
    plates: Literal["four", "black"] = "four"
    """The inks of the press file: all four, or black alone."""
    paper: Words | None = None
    """The paper that suits it."""
    office: Literal["A3", "A4", "A5"] = "A4"
    """The paper of the copier on which the office kind is printed."""
    inks: Slug = "coated-fogra39"
    """The printing condition in ``print/profiles/`` for which the press kind is made."""
    panels: tuple[FormatPanel, ...] = Field(min_length=1)

    @property
    def repeated(self) -> FormatPanel | None:
        """The panel that a leaflet may fill many times."""
        return next((panel for panel in self.panels if panel.repeats), None)

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

    @model_validator(mode="after")
    def _repeats_within_bounds(self) -> Self:
        repeated = [panel.id for panel in self.panels if panel.repeats]
        if len(repeated) > 1 or bool(repeated) != (self.side_count is not None):
            details = {"panel": ", ".join(repeated) or "–"}
            raise PydanticCustomError("repeats-unclear", "which panel repeats", details)
        return self

    @model_validator(mode="after")
    def _slots_lie_in_their_panels(self) -> Self:
        for slot in (panel for panel in self.panels if panel.inside):
            host = next((panel for panel in self.panels if panel.id == slot.inside), None)
            if host is None or not _at_foot(slot, host):
                raise PydanticCustomError("slot-off-panel", "not inside", {"panel": slot.id})
        return self


def _at_foot(slot: FormatPanel, host: FormatPanel) -> bool:
    return (
        slot.side == host.side
        and abs(slot.x - host.x) < 0.01
        and abs(slot.width - host.width) < 0.01
        and slot.y > host.y
        and abs(slot.y + slot.height - host.y - host.height) < 0.01
    )
