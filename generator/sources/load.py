"""A project's folder to a project: every file read, every problem collected."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from generator.model.agency import Agencies, Agency
from generator.model.base import Location
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet
from generator.model.look import Look, Picture
from generator.model.page import GuidancePage
from generator.model.people import Audience, Audiences, Channel, Channels, Contact, Contacts
from generator.model.problem import Problem
from generator.model.programme import PlanEntry, Programme
from generator.model.project import Project
from generator.model.reference import Reference, References
from generator.model.report import Report
from generator.sources import rules
from generator.sources.ledger import read_ledger
from generator.sources.markdown import page_name, read_page
from generator.sources.pictures import picture_files, read_picture
from generator.sources.places import read_places, read_populations
from generator.sources.reading import Reading
from generator.sources.yaml import Document

KIT = Path(__file__).resolve().parents[2]
"""The kit's own folder, with the theme and the print templates that every province may use."""

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
    project = _read(reading)
    loaded = Loaded(project, reading.findings())
    return Loaded(None, loaded.problems) if loaded.errors else loaded


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
    languages = programme.languages if programme else ("vi",)
    places = read_places(
        reading,
        folder / "places.csv",
        folder / "places.tiles.csv",
        programme.places_on if programme else date.max,
        tuple(level.id for level in programme.levels) if programme else (),
    )
    reading.registers.places = places if programme and places.places else None
    registers = _Registers(
        _register(reading, "references", "reference", References),
        _register(reading, "agencies", "agency", Agencies),
        _register(reading, "audiences", "audience", Audiences),
        _register(reading, "channels", "channel", Channels),
        _register(reading, "contacts", "contact", Contacts),
    )
    _define_plan(reading, document, programme, registers.agencies)
    look = reading.yaml(folder / "look.yml", Look)[1]
    populations = read_populations(reading, folder / "populations.csv")
    pictures = _read_pictures(reading, look)
    formats = _read_formats(reading)
    pages = _read_pages(reading, languages)
    known = _Known(look, formats, pages, languages)
    campaigns = {campaign.id: campaign for campaign in _read_campaigns(reading, folder, known)}
    reports = {name: _read_reports(reading, folder / name) for name in campaigns}
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
        reports=reports,
        as_of=_as_of(registers.references or {}, pages, campaigns, reports),
        sources=dict(sorted(reading.digests.items())),
        theme=kit_folder(reading.root, "theme"),
        print=kit_folder(reading.root, "print"),
    )


def _register(
    reading: Reading, name: str, kind: str, model: type[BaseModel]
) -> dict[str, R] | None:
    """``campaigns/<name>.yml`` as records by id; ``None`` when it cannot be read."""
    document, record = reading.yaml(reading.root / "campaigns" / f"{name}.yml", model)
    if record is None:
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


def _define_plan(
    reading: Reading,
    document: Document,
    programme: Programme | None,
    agencies: Mapping[str, Agency] | None,
) -> None:
    """The plan's lines are one register, whether they stand in the plan or with an agency."""
    if programme is None or agencies is None:
        return
    located = list(_plan_locations(programme))
    reading.note(rules.unique(document, [(at, entry.id) for at, entry in located], {}))
    names = {entry.id for _, entry in located}
    for agency in agencies.values():
        names |= {obligation.id for obligation in agency.obligations}
    reading.registers.define("plan entry", names)


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


def _read_pictures(reading: Reading, look: Look | None) -> dict[str, Picture]:
    """Every drawing in ``content/pictures/``."""
    colours = frozenset(token.light for token in look.tokens) if look else frozenset()
    pictures: dict[str, Picture] = {}
    files = picture_files(reading.root / "content" / "pictures")
    for path in files:
        source = reading.text(path)
        if source is None or look is None:
            continue
        picture, problems = read_picture(source, path.stem, colours)
        reading.note(problems)
        if picture:
            pictures[picture.id] = picture
    reading.registers.define("picture", {path.stem for path in files})
    return pictures


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


def _read_pages(
    reading: Reading, languages: tuple[str, ...]
) -> dict[tuple[str, str], GuidancePage]:
    """Every Markdown page in ``content/``; translations stand beside their originals."""
    content = reading.root / "content"
    located: list[tuple[Document, GuidancePage]] = []
    names: set[str] = set()
    for path in sorted(content.rglob("*.md")):
        name, language = page_name(path, content, languages)
        if language not in languages:
            file = path.relative_to(reading.root).as_posix()
            details = {"found": language, "known": ", ".join(languages)}
            reading.note([Problem(file, 0, 0, "unknown-language", details)])
            continue
        if language == languages[0]:
            names.add(name)
        source = reading.text(path)
        if source is None:
            continue
        document, page, problems = read_page(source, name, language)
        reading.note(problems)
        if page:
            located.append((document, page))
            reading.records.append((document, page.head))
    reading.registers.define("page", names)
    for document, page in located:
        if page.id not in names:
            reading.note([Problem(page.file, 0, 0, "translation-without-original")])
        pictures = reading.registers.names.get("picture", frozenset())
        reading.note(rules.page_rules(document, page, names, pictures))
    return {(page.id, page.language): page for _, page in located}


class _Known(NamedTuple):
    """What the leaflets of a campaign are checked against."""

    look: Look | None
    formats: Mapping[str, Format]
    pages: Pages
    languages: tuple[str, ...]


def _read_campaigns(reading: Reading, folder: Path, known: _Known) -> Iterator[Campaign]:
    """Every folder of ``campaigns/`` that holds a ``campaign.yml``, with its leaflets."""
    for path in sorted(folder.glob("*/campaign.yml")):
        document, campaign = reading.yaml(path, Campaign)
        leaflets = [
            (path, *reading.yaml(path, Leaflet))
            for path in sorted((path.parent / "leaflets").glob("*.yml"))
        ]
        if campaign is None:
            continue
        places = reading.registers.places
        reading.note(rules.campaign_rules(document, campaign, known.look, places))
        for _, leaflet_document, leaflet in leaflets:
            if leaflet:
                surroundings = rules.Surroundings(
                    campaign,
                    known.formats.get(leaflet.format),
                    {
                        name: page
                        for (name, tag), page in known.pages.items()
                        if tag == known.languages[0]
                    },
                    known.look,
                    known.languages,
                )
                reading.note(rules.leaflet_rules(leaflet_document, leaflet, surroundings))
        yield campaign.model_copy(
            update={
                "id": path.parent.name,
                "leaflets": tuple(
                    leaflet.model_copy(update={"id": file.stem})
                    for file, _, leaflet in leaflets
                    if leaflet
                ),
            }
        )


def _read_reports(reading: Reading, folder: Path) -> tuple[Report, ...]:
    """The ledger of one campaign. The program writes it, so it may grow past a hand-made file."""
    path = folder / "reach" / "ledger.jsonl"
    if not path.exists():
        return ()
    file = reading.remember(path)
    reports, problems = read_ledger(path, file)
    reading.note(problems)
    return reports


def _as_of(
    references: Mapping[str, Reference],
    pages: Pages,
    campaigns: Mapping[str, Campaign],
    reports: Mapping[str, tuple[Report, ...]],
) -> date:
    """``SOURCE_DATE_EPOCH``, or the newest day on which anything in the sources was done."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    days = [reference.checked_on for reference in references.values()]
    days += [page.head.reviewed_on for page in pages.values() if page.head.reviewed_on]
    days += [campaign.cost.as_of for campaign in campaigns.values() if campaign.cost]
    days += [report.received_on for group in reports.values() for report in group]
    return max(days)
