"""A project's folder to a project: every file read, every problem collected."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from generator.model.agency import Agencies, Agency
from generator.model.base import Location
from generator.model.campaign import Campaign
from generator.model.leaflet import Format
from generator.model.look import Look
from generator.model.page import GuidancePage
from generator.model.people import Audience, Audiences, Channel, Channels, Contact, Contacts
from generator.model.place import Gazetteer
from generator.model.problem import Problem
from generator.model.programme import PlanEntry, Programme
from generator.model.project import Project
from generator.model.reference import Reference, References
from generator.model.survey import Survey
from generator.sources import rules
from generator.sources.campaigns import read_campaigns, read_received
from generator.sources.geojson import read_boundaries
from generator.sources.ledger import ledger_path
from generator.sources.markdown import read_pages
from generator.sources.pictures import read_pictures
from generator.sources.places import read_places, read_populations
from generator.sources.reading import Reading
from generator.sources.surveys import read_surveys
from generator.sources.yaml import Document

KIT = Path(__file__).resolve().parents[2]
"""The kit's own folder, with the theme and the print templates that every province may use."""

LAST_EPOCH = 4102444799
"""The last second of 2099: no product can be dated later."""

R = TypeVar("R", Agency, Audience, Channel, Contact, Reference)
Pages = Mapping[tuple[str, str], GuidancePage]


@dataclass(frozen=True)
class Loaded:
    """The project, unless an error keeps it from being one, and everything that was noticed."""

    project: Project | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep anything from being built."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load_project(root: Path) -> Loaded:
    """Read the project in ``root``; all problems of all files at once, in order of place."""
    reading = Reading(root)
    try:
        source_date_epoch()
    except ValueError as error:
        details = {"found": str(error)}
        return Loaded(None, (Problem("SOURCE_DATE_EPOCH", 0, 0, "bad-epoch", details),))
    project = _read(reading)
    loaded = Loaded(project, reading.findings())
    return Loaded(None, loaded.problems) if loaded.errors else loaded


def _languages(document: Document, programme: Programme | None) -> tuple[str, ...]:
    """The programme's languages, also where something else in its file is wrong; or none."""
    if programme:
        return programme.languages
    written = document.data.get("languages") if isinstance(document.data, dict) else None
    known = isinstance(written, list) and all(isinstance(tag, str) for tag in written)
    return tuple(written) if known and written else ()


class _Registers(NamedTuple):
    references: dict[str, Reference] | None
    agencies: dict[str, Agency] | None
    audiences: dict[str, Audience] | None
    channels: dict[str, Channel] | None
    contacts: dict[str, Contact] | None


def _read(reading: Reading) -> Project | None:
    """Everything, in the order in which one thing needs another."""
    folder = reading.root / "campaigns"
    document, programme = reading.yaml(folder / "programme.yml", Programme)
    if programme:
        reading.note(rules.programme_rules(document, programme))
        reading.registers.define("level", {level.id for level in programme.levels})
    languages = _languages(document, programme)
    reading.registers.define("language", set(languages) or None)
    places = _read_places(reading, document, programme)
    registers = _Registers(
        _register(reading, "references", "reference", References),
        _register(reading, "agencies", "agency", Agencies),
        _register(reading, "audiences", "audience", Audiences),
        _register(reading, "channels", "channel", Channels),
        _register(reading, "contacts", "contact", Contacts),
    )
    _define_plan(reading, document, programme)
    look = reading.yaml(folder / "look.yml", Look)[1]
    populations = read_populations(reading, folder / "populations.csv")
    codes = {place.code for place in places.places}
    boundaries = read_boundaries(reading, folder / "places.geojson", codes)
    pictures = read_pictures(reading, look)
    formats = _read_formats(reading)
    pages = read_pages(reading, languages)
    originals = {name: page for (name, tag), page in pages.items() if tag in languages[:1]}
    known = rules.Known(look, formats, originals, reading.registers.places, registers.channels)
    campaigns = {campaign.id: campaign for campaign in read_campaigns(reading, folder, known)}
    received = [read_received(reading, folder / name) for name in campaigns]
    surveys = read_surveys(reading, folder, campaigns)
    reading.resolve()
    if programme is None or look is None or not pages or None in registers:
        return None
    return Project(
        root=reading.root,
        programme=programme,
        look=look,
        places=places,
        populations=populations,
        agencies=registers.agencies or {},
        audiences=registers.audiences or {},
        channels=registers.channels or {},
        contacts=registers.contacts or {},
        references=registers.references or {},
        pictures=pictures,
        formats=formats,
        campaigns=campaigns,
        pages=pages,
        ledgers={name: ledger_path(reading.root, name) for name in campaigns},
        as_of=_as_of(registers.references or {}, pages, campaigns, received, surveys),
        sources=dict(sorted(reading.digests.items())),
        theme=kit_folder(reading.root, "theme"),
        print=kit_folder(reading.root, "print"),
        boundaries=boundaries,
        surveys=surveys,
    )


def _read_places(reading: Reading, document: Document, programme: Programme | None) -> Gazetteer:
    """The places as the programme looks at them; others refer to them if all of them are right."""
    folder = reading.root / "campaigns"
    before = len(reading.problems)
    places = read_places(
        reading,
        folder / "places.csv",
        folder / "places.tiles.csv",
        programme.places_on if programme else date.max,
        tuple(level.id for level in programme.levels) if programme else (),
    )
    if programme and len(reading.problems) == before:
        reading.registers.places = places
        reading.note(rules.programme_place(document, programme, places))
    return places


def _register(
    reading: Reading, name: str, kind: str, model: type[BaseModel]
) -> dict[str, R] | None:
    """``campaigns/<name>.yml`` as records by id; ``None`` when it cannot be read."""
    document, record = reading.yaml(reading.root / "campaigns" / f"{name}.yml", model)
    if record is None:
        items_written = [item for item in _written(document.data, name) if isinstance(item, dict)]
        names = {str(item["id"]) for item in items_written if "id" in item}
        reading.registers.define(kind, names or None)
        return None
    items: tuple[R, ...] = getattr(record, name)
    at: list[Location] = [(name, number) for number in range(len(items))]
    ids: list[tuple[Location, str]] = [
        ((name, number, "id"), item.id) for number, item in enumerate(items)
    ]
    reading.note(rules.unique(document, ids, {}))
    reading.note(rules.dates_in_order(document, zip(at, items, strict=True)))
    reading.registers.define(kind, {item.id for item in items})
    return {item.id: item for item in items}


def _define_plan(reading: Reading, document: Document, programme: Programme | None) -> None:
    """The plan's lines are one register, whether they stand in the plan or with an agency."""
    found = [each for each in reading.written if each[1] is Agencies]
    if programme is None or not found:
        return
    agencies = found[0][0]
    located = [(at, entry.id) for at, entry in _plan_locations(programme)]
    duties = list(_duty_locations(agencies))
    seen: dict[str, tuple[str, int]] = {}
    reading.note(rules.unique(document, located, seen))
    reading.note(rules.unique(agencies, duties, seen))
    reading.registers.define("plan entry", {name for _, name in (*located, *duties)})


def _duty_locations(document: Document) -> Iterator[tuple[Location, str]]:
    """The ids of all obligations as they are written, also where an agency has another mistake."""
    for number, agency in enumerate(_written(document.data, "agencies")):
        for index, duty in enumerate(_written(agency, "obligations")):
            if isinstance(duty, dict) and isinstance(duty.get("id"), str):
                yield ("agencies", number, "obligations", index, "id"), duty["id"]


def _written(data: object, key: str) -> list[object]:
    """The list under a key of data that nobody has checked yet."""
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _plan_locations(programme: Programme) -> Iterator[tuple[Location, PlanEntry]]:
    if programme.scope:
        yield ("scope", "id"), programme.scope
    for name in ("purposes", "goals", "baselines", "shortcomings", "tasks", "deadlines"):
        for number, entry in enumerate(getattr(programme, name)):
            yield (name, number, "id"), entry
    for number, component in enumerate(programme.components):
        yield ("components", number, "id"), component
        for index, activity in enumerate(component.activities):
            yield ("components", number, "activities", index, "id"), activity


def kit_folder(root: Path, name: str) -> Path:
    """``theme/`` or ``print/``: a province brings its own, or takes the kit's."""
    own = root / name
    return own if own.is_dir() else KIT / name


def _read_formats(reading: Reading) -> dict[str, Format]:
    """Every format in ``print/formats/``, named after its file."""
    formats: dict[str, Format] = {}
    folder = kit_folder(reading.root, "print")
    files = sorted((folder / "formats").glob("*.yml"))
    for path in files:
        _, form = reading.yaml(path, Format, base=folder.parent)
        if form:
            formats[path.stem] = form.model_copy(update={"id": path.stem})
    reading.registers.define("format", {path.stem for path in files})
    return formats


def source_date_epoch() -> date | None:
    """The day of ``SOURCE_DATE_EPOCH`` (seconds since 1970), where it is set.

    ``ValueError`` for anything that is no such number.
    """
    text = os.environ.get("SOURCE_DATE_EPOCH")
    if not text:
        return None
    if not text.isdecimal() or int(text) > LAST_EPOCH:
        raise ValueError(text)
    return datetime.fromtimestamp(int(text), UTC).date()


def _as_of(
    references: Mapping[str, Reference],
    pages: Pages,
    campaigns: Mapping[str, Campaign],
    received: Iterable[date | None],
    surveys: Mapping[str, tuple[Survey, ...]],
) -> date:
    """``SOURCE_DATE_EPOCH``, or the newest day on which anything in the sources was done."""
    if epoch := source_date_epoch():
        return epoch
    days = [reference.checked_on for reference in references.values()]
    days += [page.head.reviewed_on for page in pages.values() if page.head.reviewed_on]
    days += [campaign.cost.as_of for campaign in campaigns.values() if campaign.cost]
    days += [day for day in received if day]
    days += [day for group in surveys.values() for survey in group for day in survey.days()]
    return max(days)
