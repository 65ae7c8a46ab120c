"""A leaflet in one language as its template sees it: plain words and names, nothing to look up."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.addresses import full_address, leaflet_path, page_path, short_address
from generator.model.base import Words
from generator.model.campaign import Campaign, Message
from generator.model.leaflet import Format, FormatPanel, Leaflet, Licence, Panel
from generator.model.people import Contact
from generator.model.project import Project


@dataclass(frozen=True)
class PictureView:
    """A drawing in its place. ``alt`` is read aloud; ``shape`` is ``wide`` or ``square``."""

    id: str
    alt: str
    shape: str


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
class PanelView:
    """One panel with its place on the trimmed sheet, in millimetres."""

    id: str
    kind: str
    name: str
    side: int
    x: float
    y: float
    width: float
    height: float
    edges: tuple[str, ...]
    """The sides on which it meets the trim and so reaches into the bleed."""
    title: str | None
    text: tuple[str, ...]
    picture: PictureView | None
    steps: tuple[StepView, ...]
    messages: tuple[MessageView, ...]


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
    helpline: ContactView
    contacts: tuple[ContactView, ...]
    licence: Licence | None
    issued_by: str
    copies: int | None
    panels: tuple[PanelView, ...]


def leaflet_languages(project: Project, campaign: Campaign, leaflet: Leaflet) -> tuple[str, ...]:
    """The languages to print: those the leaflet names, else all that have every text."""
    return leaflet.languages or tuple(
        language
        for language in project.programme.languages
        if language == project.language
        or not any(missing_texts(project, campaign, leaflet, language))
    )


def missing_texts(
    project: Project, campaign: Campaign, leaflet: Leaflet, language: str
) -> Iterator[str]:
    """What a leaflet needs and ``language`` lacks, each by the name under which it is edited."""
    if language == project.language:
        return
    helpline = project.helpline
    wanted: list[tuple[str, Words | None]] = [
        ("title", leaflet.title),
        ("slogan", campaign.slogan),
        ("summary", campaign.summary),
        (helpline.id, helpline.name),
        (helpline.id, helpline.hours),
    ]
    for panel in leaflet.panels:
        wanted += [(message.id, message.text) for message in _messages(campaign, panel)]
        if panel.kind == "contacts":
            for contact in _called(project, leaflet):
                wanted += [(contact.id, contact.name), (contact.id, contact.what_for)]
        wanted += [(f"{panel.panel}.title", panel.title), (f"{panel.panel}.text", panel.text)]
    yield from (name for name, words in wanted if words and not words.has(language))
    for page in sorted({panel.page for panel in leaflet.panels if panel.page}):
        own, original = project.page(page, language), project.page(page, project.language)
        if own.language != language or len(own.head.steps) != len(original.head.steps):
            yield page


def compose(project: Project, campaign: Campaign, leaflet: Leaflet, language: str) -> LeafletView:
    """The leaflet in ``language``. Every name in it is known to be good (``lachan check``)."""
    form = project.formats[leaflet.format]
    path = leaflet_path(project, campaign, leaflet, language)
    issuer = project.agencies[project.programme.issuer]
    contacts = tuple(_contact(contact, language) for contact in _called(project, leaflet))
    return LeafletView(
        campaign=campaign.id,
        id=leaflet.id,
        language=language,
        title=leaflet.title.text(language),
        slogan=campaign.slogan.text(language),
        campaign_title=campaign.title.text(language),
        summary=campaign.summary.text(language),
        door=project.audiences[leaflet.audience].door,
        accent=leaflet.accent,
        programme=project.programme.short.text(language),
        issuer=issuer.name.text(language),
        website=project.programme.website.name.text(language),
        address=full_address(project, path),
        short_address=short_address(project, path),
        helpline=_contact(project.helpline, language),
        contacts=contacts,
        licence=leaflet.licence,
        issued_by=leaflet.licence.issued_by.text(language) if leaflet.licence else "",
        copies=leaflet.copies,
        panels=tuple(_panels(project, campaign, leaflet, form, language)),
    )


def _called(project: Project, leaflet: Leaflet) -> list[Contact]:
    """The numbers that are right on the project's day for the whole province, helpline first.

    A number that nobody has checked stands on drafts only, so that a reviewer sees it there.
    """
    right = [contact for contact in project.contacts_on(project.as_of) if contact.number]
    if leaflet.licence:
        right = [contact for contact in right if _checked(project, contact)]
    return sorted(right, key=lambda contact: contact.id != project.programme.helpline)


def _checked(project: Project, contact: Contact) -> bool:
    found = (project.references[name].certainty for name in contact.references)
    return any(certainty != "unchecked" for certainty in found)


def _contact(contact: Contact, language: str) -> ContactView:
    return ContactView(
        id=contact.id,
        kind=contact.kind,
        name=contact.name.text(language),
        number=contact.number or "",
        what_for=contact.what_for.text(language),
        hours=contact.hours.text(language) if contact.hours else None,
        free=contact.free,
        demonstration=contact.demonstration,
    )


def _panels(
    project: Project, campaign: Campaign, leaflet: Leaflet, form: Format, language: str
) -> Iterator[PanelView]:
    """The panels in the format's order, which is the order of reading."""
    filled = {panel.panel: panel for panel in leaflet.panels}
    counted: dict[str, int] = {}
    for place in form.panels:
        if place.id not in filled:
            continue
        panel = filled[place.id]
        steps = tuple(_steps(project, panel, language, counted))
        page = project.page(panel.page, language).head if panel.page else None
        title = panel.title.text(language) if panel.title else page.title if page else None
        yield PanelView(
            id=place.id,
            kind=panel.kind,
            name=place.name.text(language),
            side=place.side,
            x=place.x,
            y=place.y,
            width=place.width,
            height=place.height,
            edges=tuple(_edges(form, place)),
            title=title,
            text=tuple(panel.text.text(language).split("\n\n")) if panel.text else (),
            picture=_picture(project, panel.picture, language),
            steps=steps,
            messages=tuple(
                MessageView(
                    message.text.text(language),
                    _picture(project, message.picture, language),
                    full_address(project, page_path(message.page, language, project.language)),
                )
                for message in _messages(campaign, panel)
            ),
        )


def _steps(
    project: Project, panel: Panel, language: str, counted: dict[str, int]
) -> Iterator[StepView]:
    """The steps of a panel's page; numbers go on where an earlier panel showed the same page."""
    if panel.kind != "steps" or not panel.page:
        return
    steps = project.page(panel.page, language).head.steps
    wanted = panel.steps or range(1, len(steps) + 1)
    chosen = [steps[number - 1] for number in wanted if number <= len(steps)]
    for step in chosen:
        counted[panel.page] = counted.get(panel.page, 0) + 1
        picture = _picture(project, step.picture, language)
        yield StepView(counted[panel.page], step.do, step.more, picture)


def _messages(campaign: Campaign, panel: Panel) -> list[Message]:
    """The messages that a panel names; on a panel of messages that names none, all of them."""
    if panel.messages:
        return [campaign.message(name) for name in panel.messages]
    return list(campaign.messages) if panel.kind == "messages" else []


def _picture(project: Project, name: str | None, language: str) -> PictureView | None:
    if name is None:
        return None
    picture = project.pictures[name]
    shape = "wide" if picture.width > 1.2 * picture.height else "square"
    return PictureView(name, picture.description.text(language), shape)


def _edges(form: Format, place: FormatPanel) -> Iterator[str]:
    """Where a panel meets the trim; 0.1 mm of slack for decimals in the format's file."""
    if place.x < 0.1:
        yield "left"
    if place.y < 0.1:
        yield "top"
    if place.x + place.width > form.width - 0.1:
        yield "right"
    if place.y + place.height > form.height - 0.1:
        yield "bottom"
