"""What the pages are made from: the project, and what the other wings have made of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from generator.model.campaign import Campaign
from generator.model.leaflet import Leaflet
from generator.model.page import GuidancePage
from generator.model.people import Audience, Contact, Door
from generator.model.printed import Printed
from generator.model.project import Project
from generator.site.papers import Papers

KINDS = ("screen", "office", "press", "imposed")
"""The kinds of print files, in the order in which they are offered."""


class HasJson(Protocol):
    """An object that knows the contract's form of itself."""

    def to_json(self) -> dict[str, Any]: ...


Figures = Mapping[str, Any] | HasJson
"""Published figures of one campaign: the contract's ``figures.json``, or what gives it."""


def as_mappings(figures: Mapping[str, Figures]) -> dict[str, Mapping[str, Any]]:
    """The figures of each campaign in the form of ``figures.json``."""
    return {
        name: item if isinstance(item, Mapping) else item.to_json()
        for name, item in figures.items()
    }


@dataclass(frozen=True)
class Material:
    """The project with its published figures by campaign, its print files and their papers."""

    project: Project
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    printed: Sequence[Printed] = ()
    papers: Papers = field(default_factory=dict)

    def guidance(self, language: str) -> Iterator[GuidancePage]:
        """Every guidance page once, in its order, in ``language`` where there is one."""
        for name in self.project.page_ids():
            yield self.project.page(name, language)

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        """The contacts that are right on the day of the sources, for the whole province or not."""
        today = self.project.as_of
        return {
            contact.id: contact
            for contact in self.project.contacts.values()
            if (contact.valid_from is None or contact.valid_from <= today)
            and (contact.valid_to is None or contact.valid_to >= today)
        }

    def contacts_of(self, names: Iterable[str]) -> list[Contact]:
        """Those of the contacts named that are right today; the helpline where there are none."""
        found = [self.contacts[name] for name in names if name in self.contacts]
        return found or [self.project.helpline]

    def behind(self, door: Door) -> list[Audience]:
        """The audiences behind a door."""
        return [one for one in self.project.audiences.values() if one.door == door]

    @cached_property
    def _everywhere(self) -> Mapping[tuple[str, str], Sequence[Printed]]:
        """The files for the whole province by campaign and leaflet, in the order of ``KINDS``."""
        found: dict[tuple[str, str], list[Printed]] = {}
        for file in sorted(self.printed, key=_rank):
            if file.unit is None:
                found.setdefault((file.campaign, file.leaflet), []).append(file)
        return found

    @cached_property
    def _units(self) -> Mapping[tuple[str, str], set[str]]:
        """The units that have a leaflet of their own. There may be thousands: one look is all."""
        found: dict[tuple[str, str], set[str]] = {}
        for file in self.printed:
            if file.unit is not None:
                found.setdefault((file.campaign, file.leaflet), set()).add(file.unit)
        return found

    def files_of(self, campaign: Campaign, leaflet: Leaflet) -> Mapping[str, Sequence[Printed]]:
        """The files of a leaflet for the whole province, by language: the programme's first."""
        found = self._everywhere.get((campaign.id, leaflet.id), ())
        own = self.project.programme.languages
        others = sorted({file.language for file in found} - set(own))
        named = {tag: [file for file in found if file.language == tag] for tag in (*own, *others)}
        return {tag: files for tag, files in named.items() if files}

    def units_of(self, campaign: Campaign, leaflet: Leaflet) -> int:
        """For how many single units a leaflet is printed as well."""
        return len(self._units.get((campaign.id, leaflet.id), ()))

    @cached_property
    def emergency(self) -> str | None:
        """The page on what to do in danger: ``procedures/emergency``, else the first procedure."""
        procedures = [
            page.id
            for page in self.guidance(self.project.language)
            if page.head.kind == "procedure"
        ]
        wanted = "procedures/emergency"
        return wanted if wanted in procedures else next(iter(procedures), None)


def _rank(file: Printed) -> tuple[int, str]:
    """Kinds that this room does not know come last."""
    return (KINDS.index(file.kind) if file.kind in KINDS else len(KINDS), file.kind)
