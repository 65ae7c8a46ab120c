"""The application for a publishing licence, filled in from the project as far as it knows.

The parts of the form are those that the reference of ``programme.licence_form`` is said to ask for;
whoever sends it compares them with the form in force. What the project does not know is ``None``
here: a dotted line on paper, never a guess.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.documents.templating import written
from generator.model.leaflet import Leaflet
from generator.model.project import Project
from generator.press.composing.views import LeafletView
from generator.press.papers.job import PrintJob, language_name
from generator.press.papers.ticket import printer
from generator.press.papers.wording import leaflet_texts, one_line
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue

Say = Callable[..., str]
_NONE = "–"
_UNSURE = {"secondary", "unchecked"}


@dataclass(frozen=True)
class Field:
    """One entry of the form; ``lines`` is how many dotted lines it has where it is empty."""

    name: str
    value: str | None
    lines: int = 1


@dataclass(frozen=True)
class Translation:
    """The text of one language beside its translation, part by part of the leaflet."""

    title: str
    tag: str
    heads: tuple[str, str]
    parts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Where it stands on the paper, and its rows: text, translation."""


@dataclass(frozen=True)
class Application:
    """The application in the order in which it is read."""

    language: str
    title: str
    note: str
    parent: str
    body: str
    state: str
    motto: str
    number: str
    place_and_day: str
    heading: str
    subject: str
    to: Field
    fields: tuple[Field, ...]
    enclosed: str
    enclosures: tuple[str, ...]
    copies_to: str
    recipients: tuple[str, ...]
    signer: str
    sign: str
    translations: tuple[Translation, ...]


def application(project: Project, job: PrintJob) -> Application:
    """The application for the licence of a leaflet, in the project's first language."""
    language = job.language
    say = load_catalogue(PROGRAM_CATALOGUES, language)
    licence = job.leaflet.licence
    return Application(
        language=language,
        title=one_line(f"{say('dossier.heading')}: {job.leaflet.title.text(language)}"),
        note=_note(project, job, say),
        parent=one_line(job.parent).upper(),
        body=one_line(job.issuer).upper(),
        state=say("dossier.state"),
        motto=say("dossier.motto"),
        number=say("dossier.number"),
        place_and_day=say("dossier.place-and-day", place=one_line(job.place)),
        heading=say("dossier.heading"),
        subject=say("dossier.subject"),
        to=Field(say("dossier.to"), licence.issued_by.text(language) if licence else None),
        fields=tuple(_fields(job, say)),
        enclosed=say("dossier.enclosed"),
        enclosures=tuple(_enclosures(job, say)),
        copies_to=say("dossier.copies-to"),
        recipients=(say("dossier.as-above"), say("dossier.archive")),
        signer=say("dossier.signer"),
        sign=say("dossier.sign"),
        translations=tuple(_translations(job, say)),
    )


def dossier_values(job: PrintJob, form: Application) -> dict[str, Any]:
    """What the template of the application is given."""
    return {"job": job, "form": form}


def all_text(form: Application) -> str:
    """Every word of an application, to look for letters that a face lacks."""
    own = [value for value in vars(form).values() if isinstance(value, str)]
    fields = [f"{each.name} {each.value or ''}" for each in (form.to, *form.fields)]
    tables = []
    for table in form.translations:
        tables += [table.title, *(place for place, _ in table.parts)]
        tables += [text for _, rows in table.parts for row in rows for text in row]
    return " ".join([*own, *fields, *form.enclosures, *form.recipients, *tables])


def _note(project: Project, job: PrintJob, say: Say) -> str:
    """That it is filled in beforehand, from where its parts are known, and how surely."""
    notes = [say("dossier.prefilled")]
    name = project.programme.licence_form
    if name:
        source = project.references[name]
        title = " ".join(filter(None, (source.title.text(job.language), source.number)))
        notes.append(say("dossier.form", title=title, day=f"{source.checked_on:%d/%m/%Y}"))
        if source.certainty in _UNSURE:
            notes.append(say("dossier.unsure"))
    return " ".join(notes)


def _fields(job: PrintJob, say: Say) -> Iterator[Field]:
    leaflet, language = job.leaflet, job.language
    contact = job.contact
    shop, where = printer(job)
    title = say(
        "dossier.title-and-slogan",
        title=leaflet.title.text(language),
        slogan=job.campaign.slogan.text(language),
    )

    number = written(language, language)["number"]
    width, height = (number(side / 10) for side in job.open)
    size = say("dossier.size", width=width, height=height)
    if job.open != job.folded:
        width, height = (number(side / 10) for side in job.folded)
        size = say("dossier.size-and-folded", size=size, width=width, height=height)
    values: Mapping[str, str | None] = {
        "applicant": job.issuer,
        "address": contact.address.text(language) if contact and contact.address else None,
        "telephone": contact.number if contact else None,
        "title": title,
        "origin": None,
        "form-name": job.form.name.text(language),
        "pages": number(job.sides),
        "measures": size,
        "copies": _copies(leaflet, number, say),
        "languages": ", ".join(language_name(tag, language) for tag in job.languages),
        "printer": shop or None,
        "printer-address": where or None,
        "purpose": (leaflet.purpose or job.campaign.summary).text(language),
        "summary": _summary(job, say),
    }
    for name, value in values.items():
        yield Field(say(f"dossier.{name}"), value and one_line(value))


def _copies(leaflet: Leaflet, number: Callable[[float], str], say: Say) -> str | None:
    """The print run; one that is made up to show the kit says so."""
    if not leaflet.copies:
        return None
    run = number(leaflet.copies)
    return say("dossier.made-up", copies=run) if leaflet.demonstration else run


def _summary(job: PrintJob, say: Say) -> str:
    """What the campaign is about, and what the leaflet's parts are called."""
    own = job.views[0]
    titles = dict.fromkeys(panel.title for panel in own.panels if panel.title)
    parts = ", ".join(say("dossier.part", title=one_line(title)) for title in titles)
    summary = job.campaign.summary.text(job.language)
    return f"{summary} {say('dossier.parts', parts=parts)}" if parts else summary


def _enclosures(job: PrintJob, say: Say) -> Iterator[str]:
    yield say("dossier.manuscripts")
    for tag in job.languages:
        if tag != job.language:
            yield say("dossier.translation", language=language_name(tag, job.language))


def _translations(job: PrintJob, say: Say) -> Iterator[Translation]:
    """Every other language's text beside the project's first language."""
    here = job.language
    own = next((view for view in job.views if view.language == here), None)
    for view in job.views if own else ():
        if own and view.language != here:
            name, mine = language_name(view.language, here), language_name(here, here)
            yield Translation(
                title=say("dossier.translation-title", language=name),
                tag=view.language,
                heads=(name, mine),
                parts=tuple(_parts(view, own)),
            )


def _parts(
    view: LeafletView, own: LeafletView
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The texts of two languages side by side; beside one that only one has stands a dash."""
    theirs, ours = dict(leaflet_texts(view)), dict(leaflet_texts(own))
    keys = tuple(dict.fromkeys((*ours, *theirs)))
    for panel in own.panels:
        mine = [key for key in keys if key[0] == panel.id]
        if mine:
            rows = tuple((theirs.get(key, _NONE), ours.get(key, _NONE)) for key in mine)
            yield one_line(panel.name), rows
