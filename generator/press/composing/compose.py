"""From the model to what a leaflet says in one language."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.addresses import (
    full_address,
    leaflet_path,
    page_path,
    scan_address,
    short_address,
)
from generator.model.base import Words
from generator.model.campaign import Campaign, Message
from generator.model.leaflet import Format, FormatPanel, Leaflet, Panel
from generator.model.page import GuidancePage
from generator.model.people import Contact
from generator.model.photo import Photo
from generator.model.project import Project
from generator.press.composing.prose import safe_html
from generator.press.composing.views import (
    ContactView,
    LeafletView,
    LocalView,
    MessageView,
    PanelView,
    PictureView,
    SectionView,
    StepView,
)

LOCAL_ROWS = ("officer", "police", "health")
"""Whom every unit's leaflet names: one that the unit's contacts lack is a line to write on."""


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
        if own.language != language or _shape(own) != _shape(original):
            yield page


def _shape(page: GuidancePage) -> tuple[int, int, bool]:
    """What a translation must have as many of as its original, for a leaflet to show it."""
    return len(page.head.steps), len(page.sections), page.head.loudspeaker is None


def compose(
    project: Project, campaign: Campaign, leaflet: Leaflet, language: str, unit: str | None = None
) -> LeafletView:
    """The leaflet in ``language``, for all or for one ``unit``.

    Every name in it is known to be good (``lachan check``).
    """
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
        version=leaflet.version,
        helpline=_contact(project.helpline, language),
        contacts=contacts,
        licence=leaflet.licence,
        issued_by=leaflet.licence.issued_by.text(language) if leaflet.licence else "",
        copies=None if leaflet.demonstration else leaflet.copies,
        sides=_sides(leaflet, form),
        panels=tuple(_panels(project, campaign, leaflet, form, language, unit)),
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


def unit_panel(
    project: Project, campaign: Campaign, leaflet: Leaflet, language: str, unit: str
) -> PanelView:
    """The ``local`` panel of one unit alone, named after it; the leaflet must have one."""
    view = compose(project, campaign, leaflet.model_copy(update={"panels": (leaflet.local,)}),
                   language, unit)  # fmt: skip
    (panel,) = view.panels
    return replace(panel, id=f"slot-{unit}")


def _sides(leaflet: Leaflet, form: Format) -> int:
    """How many sides a leaflet has: each filling of a repeated panel is one more."""
    if form.repeated is None:
        return form.sides
    filled = sum(panel.panel == form.repeated.id for panel in leaflet.panels)
    return form.sides + max(filled, 1) - 1


def _places(leaflet: Leaflet, form: Format) -> Iterator[tuple[int, FormatPanel, str]]:
    """The leaflet's panels in the format's order: which, its place and its name on the page.

    A repeated panel takes a side each time, and moves what follows it.
    """
    shift = 0
    for place in form.panels:
        filled = [number for number, panel in enumerate(leaflet.panels) if panel.panel == place.id]
        for count, number in enumerate(filled):
            side = place.side + shift + count
            name = f"{place.id}-{count + 1}" if place.repeats else place.id
            yield number, place.model_copy(update={"side": side}), name
        if place.repeats:
            shift = max(len(filled), 1) - 1


def _panels(
    project: Project,
    campaign: Campaign,
    leaflet: Leaflet,
    form: Format,
    language: str,
    unit: str | None,
) -> Iterator[PanelView]:
    """The panels in the format's order, which is the order of reading."""
    filled = {panel.panel for panel in leaflet.panels}
    slots = {each.inside: each.height for each in form.panels if each.id in filled}
    counted: dict[str, int] = {}
    for number, place, name in _places(leaflet, form):
        panel = leaflet.panels[number]
        page = project.page(panel.page, language) if panel.page else None
        steps = tuple(_steps(project, panel, language, counted))
        yield PanelView(
            id=name,
            source=number,
            place=place.id,
            kind=panel.kind,
            name=_numbered(place, language),
            side=place.side,
            x=place.x,
            y=place.y,
            width=place.width,
            height=place.height - slots.get(place.id, 0.0),
            inside=place.inside if place.inside in filled else None,
            edges=tuple(_edges(form, place, slots.get(place.id, 0.0))),
            title=_title(panel, page, language),
            summary=page.head.summary if page else None,
            text=tuple(panel.text.text(language).split("\n\n")) if panel.text else (),
            reading=_reading(panel, page),
            picture=photo_view(campaign.photo(panel.photo), language)
            if panel.photo
            else _picture(project, panel.picture, language),
            steps=steps,
            sections=tuple(_sections(panel, page)),
            messages=tuple(
                MessageView(
                    message.text.text(language),
                    _picture(project, message.picture, language),
                    full_address(project, page_path(message.page, language, project.language)),
                )
                for message in _messages(campaign, panel)
            ),
            local=_local(project, campaign, leaflet, language, unit)
            if panel.kind == "local"
            else None,
        )


def _numbered(place: FormatPanel, language: str) -> str:
    """What a problem calls a place; a repeated one has its page's number beside."""
    name = place.name.text(language)
    return f"{name} {place.side}" if place.repeats else name


def _title(panel: Panel, page: GuidancePage | None, language: str) -> str | None:
    if panel.title:
        return panel.title.text(language)
    return page.head.title if page else None


def _reading(panel: Panel, page: GuidancePage | None) -> tuple[str, ...]:
    if panel.kind != "reading" or page is None or page.head.loudspeaker is None:
        return ()
    return tuple(page.head.loudspeaker.split("\n\n"))


def _sections(panel: Panel, page: GuidancePage | None) -> Iterator[SectionView]:
    for number in panel.sections if page else ():
        if page and number <= len(page.sections):
            title, text = page.sections[number - 1]
            yield SectionView(title, safe_html(text))


def _local(
    project: Project, campaign: Campaign, leaflet: Leaflet, language: str, unit: str | None
) -> LocalView:
    """A unit's own people and code; for all units, lines to write on and the leaflet's code."""
    page = short_address(project, leaflet_path(project, campaign, leaflet, language))
    if unit is None:
        address = full_address(project, leaflet_path(project, campaign, leaflet, language))
        return LocalView(None, "", "", tuple((kind, None) for kind in LOCAL_ROWS), address, page)
    above = [place.full_name for place in project.places.above(unit)]
    return LocalView(
        unit=unit,
        name=_as_heading(project.places[unit].full_name),
        within=_as_heading(", ".join(above[:-1] or above)),
        rows=tuple(_rows(project, leaflet, language, unit)),
        address=scan_address(project, campaign, leaflet, language, unit),
        page=page,
    )


def _as_heading(name: str) -> str:
    return name[:1].upper() + name[1:]


def _rows(
    project: Project, leaflet: Leaflet, language: str, unit: str
) -> Iterator[tuple[str, ContactView | None]]:
    """Whom to call in a unit: of each kind, those of the nearest unit that has any."""
    order = [unit, *(place.code for place in project.places.above(unit))]
    right = [c for c in project.contacts_on(project.as_of, unit) if c.unit and c.number]
    if leaflet.licence:
        right = [contact for contact in right if _checked(project, contact)]
    kinds = dict.fromkeys([*LOCAL_ROWS, *(contact.kind for contact in right)])
    for kind in kinds:
        own = sorted((c for c in right if c.kind == kind), key=lambda c: order.index(str(c.unit)))
        near = [contact for contact in own if contact.unit == own[0].unit]
        yield from ((kind, _contact(contact, language)) for contact in near)
        if not near:
            yield kind, None


def _steps(
    project: Project, panel: Panel, language: str, counted: dict[str, int]
) -> Iterator[StepView]:
    """The steps of a panel's page; numbers go on where an earlier panel showed the same page."""
    if panel.kind not in {"steps", "guidance"} or not panel.page:
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


def photo_view(photo: Photo, language: str) -> PictureView:
    """A photograph in its place. Its address changes with the picture itself."""
    shape = "wide" if photo.width_px > 1.2 * photo.height_px else "square"
    address = f"lachan:photo/{photo.id}/{photo.sha256[:16]}"
    return PictureView(address, photo.description.text(language), shape, photo.credit)


def _picture(project: Project, name: str | None, language: str) -> PictureView | None:
    if name is None:
        return None
    picture = project.pictures[name]
    shape = "wide" if picture.width > 1.2 * picture.height else "square"
    return PictureView(f"lachan:picture/{name}", picture.description.text(language), shape)


def _edges(form: Format, place: FormatPanel, cut: float) -> Iterator[str]:
    """Where a panel meets the trim; 0.1 mm of slack for decimals in the format's file.

    ``cut``: by how much a slot at its foot makes it shorter.
    """
    if place.x < 0.1:
        yield "left"
    if place.y < 0.1:
        yield "top"
    if place.x + place.width > form.width - 0.1:
        yield "right"
    if place.y + place.height - cut > form.height - 0.1:
        yield "bottom"
