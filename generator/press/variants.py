"""Every unit's own leaflet: the base is set once, each unit's slot is stamped into it."""

import gc
import string
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from weasyprint import Document  # type: ignore[import-untyped] # ships no types

from generator.model.addresses import print_path
from generator.model.leaflet import Format
from generator.model.people import Contact
from generator.model.problem import Problem
from generator.model.project import Project
from generator.press import layout
from generator.press.check import refusals
from generator.press.compose import compose, unit_panel
from generator.press.finish import finish_slots
from generator.press.imposition import office_sheets
from generator.press.layout import Fit, Measured
from generator.press.pages import ENDLESS, SheetPage, pages_of, slot_page
from generator.press.paper import PT, Kind, office_scale
from generator.press.qr import qr_content
from generator.press.stamp import Base, Slots, Spot, StampError, stamp
from generator.press.views import ContactView, LeafletView, LocalView, PanelView
from generator.press.works import Job, Sheet, Works
from generator.sources.atomic import write_file

_ALPHABET = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
)
"""Every letter of Vietnamese, and those of foreign names."""
_SIGNS = string.digits + string.punctuation + "–—·“”‘’…\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Stencil:
    """A leaflet's base in one kind with all that its slots are set from; goes between processes."""

    job: Job
    kind: Kind
    sheet: Sheet
    base: Base


def units_of(project: Project, job: Job) -> tuple[str, ...]:
    """The units that a leaflet is made for, in the order of their names; none without a slot."""
    campaign = project.campaigns[job.campaign]
    leaflet = next(each for each in campaign.leaflets if each.id == job.leaflet)
    if leaflet.local is None:
        return ()
    level = leaflet.local.level or project.programme.levels[-1].id
    return tuple(place.code for place in project.places.at_level(level))


def unit_path(job: Job, kind: Kind, unit: str) -> str:
    """Where a unit's file stands below the print folder."""
    return print_path(job.campaign, job.leaflet, job.language, f"{kind}.pdf", unit)


def stencil(works: Works, job: Job, kind: Kind) -> Stencil:
    """The base of a leaflet, set once for all units.

    Raises ``ProblemsFound`` when a text of it does not fit.
    """
    sheet = works.sheet(job)
    slot = sheet.view.slot
    assert slot is not None  # noqa: S101 - only leaflets with a slot come here
    free = replace(slot, local=None)
    view = _with(sheet.view, [free if each is slot else each for each in sheet.view.panels])
    pages = pages_of(view, sheet.form, kind)
    specimen = replace(slot, id="specimen", height=ENDLESS, local=_specimen(works.project, slot))
    every = (*pages, slot_page(specimen, sheet.form, kind))
    fits = {**sheet.fits, "specimen": sheet.fits[slot.id]}
    document = works.typesetter.document(view, sheet.form, kind, fits, every)
    data = works.finished(document, sheet, kind, every, "base")
    spot = _spot(pages, free, sheet.form, kind)
    return Stencil(job, kind, sheet, Base(data, spot, view.heading))


def stamp_units(
    works: Works, stencil: Stencil, units: Sequence[str], folder: Path
) -> tuple[Problem, ...]:
    """Write the files of some units; returns what is wrong with the others."""
    with _seldom_collected():
        return _stamp_units(works, stencil, units, folder)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for garbage seldom: the renderer makes millions of objects that live until its end."""
    before = gc.get_threshold()
    gc.set_threshold(500_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _stamp_units(
    works: Works, stencil: Stencil, units: Sequence[str], folder: Path
) -> tuple[Problem, ...]:
    sheet = stencil.sheet
    panels = [
        unit_panel(works.project, sheet.campaign, sheet.leaflet, sheet.view.language, unit)
        for unit in units
    ]
    document, over = _set(works, stencil, panels)
    problems = works.layout_problems(sheet, over)
    if over:
        bad = {each.panel.id for each in over}
        panels = [panel for panel in panels if panel.id not in bad]
        document, _ = _set(works, stencil, panels)
    for unit, data in _stamped(works, stencil, document, panels) if panels else ():
        path = unit_path(stencil.job, stencil.kind, unit)
        write_file(folder / path, data, durable=False)
    asked = refusals(sheet.campaign.id, sheet.leaflet.id, works.typesetter.take_refused())
    return (*problems, *asked)


def _set(
    works: Works, stencil: Stencil, panels: Sequence[PanelView]
) -> tuple[Document, tuple[Measured, ...]]:
    """Slots on a page each, with pictures as large as fits; and those that do not fit at all."""
    sheet, kind = stencil.sheet, stencil.kind
    view = _with(sheet.view, panels)
    pages = tuple(slot_page(panel, sheet.form, kind) for panel in panels)
    fits = {panel.id: Fit() for panel in panels}
    while True:
        document = works.typesetter.document(view, sheet.form, kind, fits, pages, codes=False)
        over = layout.spilled(document, panels, fits)
        looser = [each for each in over if each.tight < layout.TIGHTEST]
        if not looser:
            return document, over
        fits |= {each.panel.id: Fit(each.tight + 1) for each in looser}


def _stamped(
    works: Works, stencil: Stencil, document: Document, panels: Sequence[PanelView]
) -> Iterator[tuple[str, bytes]]:
    """Each unit's file, from the slots that were set in ``document``."""
    sheet, kind = stencil.sheet, stencil.kind
    data = finish_slots(works.written(document, sheet.form, kind), kind)
    addresses = [panel.local.address if panel.local else "" for panel in panels]
    slots = Slots(data, [qr_content(address, inks=kind == "press") for address in addresses])
    with closing(slots):
        for number, panel in enumerate(panels):
            title = _with(sheet.view, [panel]).heading
            identity = works.fingerprints.of(sheet.view, kind, panel)
            try:
                data = stamp(stencil.base, slots, number, title, identity)
            except StampError:  # a letter that no specimen foresaw
                data = _whole(works, stencil, unit_of(panel), identity)
            yield unit_of(panel), office_sheets(data, sheet.form) if kind == "office" else data


def _whole(works: Works, stencil: Stencil, unit: str, identity: str) -> bytes:
    """A unit's file set as a whole, without a base."""
    sheet, kind = stencil.sheet, stencil.kind
    view = compose(works.project, sheet.campaign, sheet.leaflet, sheet.view.language, unit)
    pages = pages_of(view, sheet.form, kind)
    document = works.typesetter.document(view, sheet.form, kind, sheet.fits, pages)
    return works.finished(document, sheet, kind, pages, identity)


def unit_of(panel: PanelView) -> str:
    """The unit that a slot is for."""
    return panel.local.unit or "" if panel.local else ""


def _with(view: LeafletView, panels: Sequence[PanelView]) -> LeafletView:
    return replace(view, panels=tuple(panels))


def _spot(pages: Sequence[SheetPage], slot: PanelView, form: Format, kind: Kind) -> Spot:
    """Where on which page slots are laid, in points from its lower left corner."""
    number, page, panel = next(
        (number, page, panel)
        for number, page in enumerate(pages)
        for panel in page.panels
        if panel.id == slot.id
    )
    own = slot_page(slot, form, kind)
    left = page.left + panel.x - own.left
    below = page.page_height - (page.top + panel.y - own.top) - own.page_height
    box = (
        own.left + own.cut[0],
        own.top + own.cut[3],
        own.page_width - own.left - own.cut[2],
        own.page_height - own.top - own.cut[1],
    )
    points = PT * (office_scale(form) if kind == "office" else 1.0)
    x1, y1, x2, y2 = (value * points for value in box)
    return Spot(number, left * points, below * points, (x1, y1, x2, y2))


def _specimen(project: Project, slot: PanelView) -> LocalView:
    """A slot that says every letter that any unit's could say, in each of its styles."""
    own = [place.full_name for place in project.places]
    own += [str(words) for contact in project.contacts.values() for words in _said(contact)]
    letters = sorted({*_ALPHABET, *_ALPHABET.upper(), *_SIGNS, *"".join(own)} - {" ", "\n"})
    text = " ".join(letters)
    contact = ContactView("", "office", text, text, text, text, free=False, demonstration=True)
    assert slot.local is not None  # noqa: S101 - a slot says something
    rows = tuple((kind, contact) for kind, _ in slot.local.rows)
    return LocalView("specimen", text, text, (*rows, *slot.local.rows), slot.local.address, text)


def _said(contact: Contact) -> Iterator[str]:
    for words in (contact.name, contact.what_for, contact.hours):
        yield from words.root.values() if words else ()
    yield contact.number or ""
