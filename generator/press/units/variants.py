"""Every unit's own leaflet: the base is set once, each unit's slot is stamped into it."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from weasyprint import Document  # type: ignore[import-untyped] # ships no types

from generator.model.addresses import print_path
from generator.model.leaflet import Format
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press import preflight
from generator.press.check import refusals
from generator.press.composing.compose import compose, unit_panel
from generator.press.composing.views import LeafletView, PanelView
from generator.press.finishing.finish import finish_slots
from generator.press.imposing.imposition import office_sheets
from generator.press.setting.pages import ENDLESS, SheetPage, pages_of, slot_page
from generator.press.setting.paper import PT, Kind, office_scale
from generator.press.setting.qr import qr_content
from generator.press.units.slots import Filling, fillings, set_slots
from generator.press.units.specimen import specimen
from generator.press.units.stamp import Base, Slot, Slots, Spot, StampError, stamp
from generator.press.works import Job, Sheet, Works
from generator.sources.atomic import write_file


@dataclass(frozen=True)
class Stencil:
    """A leaflet's base in one kind with all that its slots are set from; goes between processes."""

    job: Job
    kind: Kind
    sheet: Sheet
    base: Base
    fillings: tuple[Filling, ...]


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

    Raises ``ProblemsFound`` when a text of it does not fit, or when the press file of the first
    unit fails the preflight: the others differ from it in words alone.
    """
    with _seldom_collected():
        made, panels = _stencil(works, job, kind)
        first = _first_file(works, made, panels) if kind == "press" and panels else None
    if first:
        verdict = works.judged(made.sheet, first)
        if errors := preflight.problems(verdict, made.sheet.file, {"language": job.language}):
            raise ProblemsFound(errors)
    return made


def _stencil(works: Works, job: Job, kind: Kind) -> tuple[Stencil, list[PanelView]]:
    """The stencil, and the slots of all units of the leaflet's level."""
    sheet = works.sheet(job)
    slot = sheet.view.slot
    assert slot is not None  # noqa: S101 - only leaflets with a slot come here
    free = replace(slot, local=None)
    view = _with(sheet.view, [free if each is slot else each for each in sheet.view.panels])
    pages = pages_of(view, sheet.form, kind)
    every_letter = replace(slot, id="specimen", height=ENDLESS, local=specimen(works.project, slot))
    every = (*pages, slot_page(every_letter, sheet.form, kind))
    fits = {**sheet.fits, "specimen": sheet.fits[slot.id]}
    document = works.typesetter.document(view, sheet.form, kind, fits, every)
    data = works.finished(document, sheet, kind, every, "base")
    spot = _spot(pages, free, sheet.form, kind)
    base = Base(data, spot, view.heading)
    panels = [
        unit_panel(works.project, sheet.campaign, sheet.leaflet, job.language, unit)
        for unit in units_of(works.project, job)
    ]
    made = Stencil(job, kind, sheet, base, tuple(fillings(works, sheet, kind, panels)))
    return made, panels


def _first_file(works: Works, stencil: Stencil, panels: Sequence[PanelView]) -> bytes | None:
    """One unit's file; none where its slot does not even fit."""
    for filling in stencil.fillings:
        own = [panel for panel in panels if unit_of(panel) in filling.units]
        return next(_filled(works, stencil, filling, own))[1]
    document, over = set_slots(works, stencil.sheet, stencil.kind, panels[:1])
    return None if over else next(_set(works, stencil, document, panels[:1]))[1]


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
    filled = {unit for filling in stencil.fillings for unit in filling.units}
    for filling in stencil.fillings:
        own = [panel for panel in panels if unit_of(panel) in filling.units]
        _write(stencil, _filled(works, stencil, filling, own), folder)
    others = [panel for panel in panels if unit_of(panel) not in filled]
    problems = _set_singly(works, stencil, others, folder) if others else ()
    asked = refusals(sheet.campaign.id, sheet.leaflet.id, works.typesetter.take_refused())
    return (*problems, *asked)


def _set_singly(
    works: Works, stencil: Stencil, panels: Sequence[PanelView], folder: Path
) -> tuple[Problem, ...]:
    """Set each slot for itself; those that do not fit are problems, and not written."""
    sheet = stencil.sheet
    document, over = set_slots(works, sheet, stencil.kind, panels)
    if over:
        bad = {each.panel.id for each in over}
        panels = [panel for panel in panels if panel.id not in bad]
        document, _ = set_slots(works, sheet, stencil.kind, panels)
    if panels:
        _write(stencil, _set(works, stencil, document, panels), folder)
    return works.layout_problems(sheet, over)


def _write(stencil: Stencil, made: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write the files of units, on the sheets of a copier where they are for one."""
    for unit, data in made:
        whole = office_sheets(data, stencil.sheet.form) if stencil.kind == "office" else data
        path = folder / unit_path(stencil.job, stencil.kind, unit)
        write_file(path, whole, durable=False)


def _filled(
    works: Works, stencil: Stencil, filling: Filling, panels: Sequence[PanelView]
) -> Iterator[tuple[str, bytes]]:
    """The files of units whose slots are filled into one form."""
    if not panels:
        return
    with closing(Slots(filling.data)) as slots:
        for panel in panels:
            assert panel.local is not None  # noqa: S101 - it belongs to a filling
            content = filling.form.filled(filling.texts(panel.local), stencil.base.letters)
            code, own = _code(panel, stencil.kind), panel.local.address
            slot = Slot(0, code, content, own, filling.address)
            yield unit_of(panel), _made(works, stencil, slots, slot if content else None, panel)


def _set(
    works: Works, stencil: Stencil, document: Document, panels: Sequence[PanelView]
) -> Iterator[tuple[str, bytes]]:
    """The files of units whose slots were set in ``document``, a page each."""
    data = finish_slots(works.written(document, stencil.sheet.form, stencil.kind), stencil.kind)
    with closing(Slots(data)) as slots:
        for number, panel in enumerate(panels):
            slot = Slot(number, _code(panel, stencil.kind))
            yield unit_of(panel), _made(works, stencil, slots, slot, panel)


def _made(
    works: Works, stencil: Stencil, slots: Slots, slot: Slot | None, panel: PanelView
) -> bytes:
    """A unit's file: stamped, or set as a whole where it has a letter that no specimen foresaw."""
    try:
        if slot:
            return stamp(stencil.base, slots, slot, *_names(works, stencil, panel))
    except StampError:
        pass
    return _whole(works, stencil, panel)


def _code(panel: PanelView, kind: Kind) -> bytes:
    return qr_content(panel.local.address if panel.local else "", inks=kind == "press")


def _names(works: Works, stencil: Stencil, panel: PanelView) -> tuple[str, str]:
    """What a unit's file is called, and its fingerprint."""
    view = stencil.sheet.view
    return _with(view, [panel]).heading, works.fingerprints.of(view, stencil.kind, panel)


def _whole(works: Works, stencil: Stencil, panel: PanelView) -> bytes:
    """A unit's file set as a whole, without a base."""
    sheet, kind = stencil.sheet, stencil.kind
    language = sheet.view.language
    view = compose(works.project, sheet.campaign, sheet.leaflet, language, unit_of(panel))
    pages = pages_of(view, sheet.form, kind)
    document = works.typesetter.document(view, sheet.form, kind, sheet.fits, pages)
    _, identity = _names(works, stencil, panel)
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
