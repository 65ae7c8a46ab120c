"""A leaflet in one language as its template sees it: plain words and names, nothing to look up."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.model.leaflet import Licence


@dataclass(frozen=True)
class PictureView:
    """A drawing or photograph in its place. ``alt`` is read aloud; ``shape``: ``wide``, ``square``.

    ``address`` is where the renderer finds it.
    """

    address: str
    alt: str
    shape: str
    credit: str | None = None
    """Who took a photograph; none for a drawing."""


@dataclass(frozen=True)
class StepView:
    """One pictured step; ``number`` counts on over the panels that show one page."""

    number: int
    do: str
    more: str | None
    picture: PictureView | None


@dataclass(frozen=True)
class MessageView:
    """One message; ``address`` is the page that says more."""

    text: str
    picture: PictureView | None
    address: str


@dataclass(frozen=True)
class SectionView:
    """A part of a guidance page: its heading, and its text as safe HTML."""

    title: str
    html: Markup


@dataclass(frozen=True)
class ContactView:
    """Whom to call, for what, when."""

    id: str
    kind: str
    name: str
    number: str
    what_for: str
    hours: str | None
    free: bool
    demonstration: bool


@dataclass(frozen=True)
class LocalView:
    """What belongs to one unit. ``unit`` is its code, ``None`` on the leaflet that is for all.

    ``rows`` are kinds of contacts with whom to call; one without is a line to write on.
    ``address`` is in the QR code, ``page`` is the page that says more.
    """

    unit: str | None
    name: str
    within: str
    rows: tuple[tuple[str, ContactView | None], ...]
    address: str
    page: str


@dataclass(frozen=True)
class PanelView:
    """One panel with its place on the trimmed sheet, in millimetres.

    ``source`` is which of the leaflet's panels it shows, from 0.
    """

    id: str
    source: int
    place: str
    kind: str
    name: str
    side: int
    x: float
    y: float
    width: float
    height: float
    inside: str | None
    """The panel at whose foot it lies."""
    edges: tuple[str, ...]
    """The sides on which it meets the trim and so reaches into the bleed."""
    title: str | None
    summary: str | None
    """That of the guidance page it shows."""
    text: tuple[str, ...]
    reading: tuple[str, ...]
    """What is read aloud, in paragraphs."""
    picture: PictureView | None
    steps: tuple[StepView, ...]
    sections: tuple[SectionView, ...]
    messages: tuple[MessageView, ...]
    local: LocalView | None = None
    """What a ``local`` panel says; where it has nothing it is left free, to be stamped later."""


@dataclass(frozen=True)
class LeafletView:
    """Everything that a leaflet says in one language."""

    campaign: str
    id: str
    language: str
    title: str
    slogan: str
    campaign_title: str
    summary: str
    door: str
    accent: str
    programme: str
    issuer: str
    website: str
    address: str
    short_address: str
    version: str | None
    helpline: ContactView
    contacts: tuple[ContactView, ...]
    licence: Licence | None
    issued_by: str
    copies: int | None
    sides: int
    panels: tuple[PanelView, ...]

    @property
    def heading(self) -> str:
        """What the document is called, with the unit that it is for."""
        unit = self.slot.local if self.slot else None
        parts = [self.slogan, self.title, unit.name if unit else ""]
        return " – ".join(filter(None, parts))

    @property
    def slot(self) -> PanelView | None:
        """The panel that is made anew for every unit."""
        return next((panel for panel in self.panels if panel.kind == "local"), None)
