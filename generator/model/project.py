"""A whole project: everything that people edit, read and checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.model.agency import Agency
from generator.model.boundary import Boundary
from generator.model.campaign import Campaign
from generator.model.leaflet import Format
from generator.model.look import Look, Picture
from generator.model.page import GuidancePage
from generator.model.people import Audience, Channel, Contact
from generator.model.place import Gazetteer, Place
from generator.model.programme import Deadline, PlanEntry, Population, Programme
from generator.model.reference import Reference
from generator.model.survey import Survey


@dataclass(frozen=True)
class Project:
    """What a province's folder holds. Registers are keyed by identifier, in the files' order."""

    root: Path
    programme: Programme
    look: Look
    places: Gazetteer
    populations: tuple[Population, ...]
    agencies: Mapping[str, Agency]
    audiences: Mapping[str, Audience]
    channels: Mapping[str, Channel]
    contacts: Mapping[str, Contact]
    references: Mapping[str, Reference]
    pictures: Mapping[str, Picture]
    formats: Mapping[str, Format]
    campaigns: Mapping[str, Campaign]
    pages: Mapping[tuple[str, str], GuidancePage]
    """By (id, language)."""
    ledgers: Mapping[str, Path]
    """By campaign: the file of every report ever accepted; it need not be there yet."""
    as_of: date
    """The newest date in the sources: stands in for "now", so that a build repeats itself."""
    sources: Mapping[str, str]
    """Every file that was read, relative to the root, with its SHA-256."""
    theme: Path
    """How the website looks: the project's own ``theme/``, or the kit's where it has none."""
    print: Path
    """How leaflets look: the project's own ``print/``, or the kit's."""
    boundaries: Mapping[str, Boundary] = field(default_factory=dict)
    """The outlines of units by their code, where the province gives them."""
    surveys: Mapping[str, tuple[Survey, ...]] = field(default_factory=dict)
    """By campaign, those that have any: what people know, think and do, asked in waves."""

    @property
    def language(self) -> str:
        """The language of the sources."""
        return self.programme.languages[0]

    @cached_property
    def plan(self) -> dict[str, PlanEntry]:
        """Every line of the plan by its identifier, the agencies' obligations included."""
        entries = {entry.id: entry for entry in self.programme.entries()}
        for agency in self.agencies.values():
            entries |= {obligation.id: obligation for obligation in agency.obligations}
        return entries

    @cached_property
    def bearers(self) -> tuple[Agency, ...]:
        """The agencies to which the plan gives a section of duties, in the plan's order."""
        return tuple(agency for agency in self.agencies.values() if agency.obligations)

    def deadlines_of(self, agency: Agency) -> tuple[Deadline, ...]:
        """The reports that an agency owes, itself or as a member of a group that the plan names."""
        names = {agency.id} | {
            group.id for group in self.agencies.values() if agency.id in group.members
        }
        return tuple(due for due in self.programme.deadlines if names & set(due.who))

    @property
    def province(self) -> Place:
        """The place the programme is for."""
        return self.places[self.programme.place]

    def page(self, name: str, language: str) -> GuidancePage:
        """A guidance page in ``language``, or its original where there is no translation."""
        return self.pages.get((name, language)) or self.pages[name, self.language]

    def page_ids(self) -> tuple[str, ...]:
        """Every guidance page once, in the order its heads ask for, then by name."""
        originals = [page for page in self.pages.values() if page.language == self.language]
        return tuple(p.id for p in sorted(originals, key=lambda p: (p.head.order, p.id)))

    def contacts_on(self, day: date, unit: str | None = None) -> Iterator[Contact]:
        """The contacts that are right on that day, for the province and, if given, a unit."""
        wanted = (
            {None, unit, *(place.code for place in self.places.above(unit))} if unit else {None}
        )
        for contact in self.contacts.values():
            started = contact.valid_from is None or contact.valid_from <= day
            ended = contact.valid_to is not None and contact.valid_to < day
            if started and not ended and contact.unit in wanted:
                yield contact

    @property
    def helpline(self) -> Contact:
        """The number that every page and leaflet carries."""
        return self.contacts[self.programme.helpline]
