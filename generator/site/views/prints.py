"""The print library: every leaflet and poster, with the file to take for each purpose."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model.addresses import DOWNLOADS
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet
from generator.model.printed import Printed
from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.papers import Paper
from generator.site.voice import Voice

ONE_PAGE = 20
"""As many leaflets as a page can hold; where there are more, every campaign has its own page."""
SOME = 6
"""As many leaflets as a campaign's page shows; the library has them all."""


@dataclass(frozen=True)
class Print:
    """A leaflet with its files; ``language`` is that of the files, ``tongue`` if not ours."""

    campaign: Campaign
    leaflet: Leaflet
    format: Format
    files: Sequence[Printed]
    languages: Sequence[str]
    """All those in which there are files."""
    papers: Sequence[Paper]
    """What whoever orders the print may take too."""
    cover: str | None
    """The drawing on its first panel, for where there is no thumbnail."""
    tongue: str | None
    units: int
    """For how many single units it is also printed."""

    @property
    def id(self) -> str:
        """Its name in a sheet of thumbnails, and on a page after ``leaflet-``."""
        return f"{self.campaign.id}-{self.leaflet.id}"

    @property
    def picture(self) -> str | None:
        """Its thumbnail in the folder of print files."""
        return next((file.thumbnail for file in self.files if file.thumbnail), None)

    @property
    def opens(self) -> bool:
        """Whether it is folded or bound: then it is larger when open."""
        return self.format.fold != "none" or self.format.binding != "none"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in cm, when open."""
        spread = 1 if self.format.binding == "none" else 2
        return spread * self.format.width / 10, self.format.height / 10

    @property
    def pages(self) -> int | None:
        """How many pages it has, where that is known; the sides of a folded sheet are two."""
        counted = (file.pages for file in self.files if file.kind == "press")
        return next(counted, None if self.format.repeated else self.format.sides)

    def copies(self, file: Printed) -> int:
        """How many of it stand on a sheet of a file that is to be cut; 1 where none is."""
        wide, high = (side + 0.5 for side in file.trim)  # a file rounds its lengths to points
        width, height = self.format.width, self.format.height
        if self.format.binding != "none":
            return 1
        upright = int(wide // width) * int(high // height)
        return max(1, upright, int(wide // height) * int(high // width))

    def shrinks(self, file: Printed) -> bool:
        """Whether a file shows it smaller than it is meant to be."""
        spread = 1 if self.format.binding == "none" else 2
        meant = sorted((spread * self.format.width, self.format.height))
        found = sorted(file.trim)
        return any(there < wanted - 1 for there, wanted in zip(found, meant, strict=True))


@dataclass(frozen=True)
class Shelf:
    """The leaflets that are shown together, with the one file that holds their thumbnails."""

    prints: Sequence[Print]
    sheet: str
    room: int
    """Bytes that the thumbnails may take: a page has 40 KB for all that it shows."""

    @property
    def groups(self) -> list[tuple[Campaign, list[Print]]]:
        """The leaflets by campaign."""
        groups = [list(group) for _, group in groupby(self.prints, lambda one: one.campaign.id)]
        return [(group[0].campaign, group) for group in groups]


def _prints(material: Material, voice: Voice, campaign: Campaign) -> list[Print]:
    return [_print(material, voice, campaign, leaflet) for leaflet in campaign.leaflets]


def _print(material: Material, voice: Voice, campaign: Campaign, leaflet: Leaflet) -> Print:
    """A leaflet with its files in our language; in its absence the original, or any other."""
    found = material.files_of(campaign, leaflet)
    wanted = (voice.language, material.project.language, *found)
    chosen = next((tag for tag in wanted if tag in found), voice.language)
    return Print(
        campaign,
        leaflet,
        material.project.formats[leaflet.format],
        found.get(chosen, ()),
        tuple(found),
        material.papers.get((campaign.id, leaflet.id), ()),
        next((panel.picture for panel in leaflet.panels if panel.picture), None),
        None if chosen == voice.language else chosen,
        material.units_of(campaign, leaflet),
    )


def campaign_shelf(material: Material, voice: Voice, campaign: Campaign) -> Shelf:
    """What a campaign's own page shows of its leaflets; it has drawings to show as well."""
    shown = _prints(material, voice, campaign)[:SOME]
    return Shelf(shown, f"{DOWNLOADS}/{campaign.id}/{voice.language}.svg", 11_000)


def library_page(material: Material, campaign: Campaign) -> str:
    """The page of the library with the leaflets of a campaign."""
    count = sum(len(one.leaflets) for one in material.project.campaigns.values())
    return names.LIBRARY if count <= ONE_PAGE else names.campaign_prints(campaign.id)


def library_shelves(material: Material, voice: Voice) -> dict[str, Shelf]:
    """The leaflets of each page of the library, by its name."""
    groups: dict[str, list[Print]] = {}
    for campaign in material.project.campaigns.values():
        if campaign.leaflets:
            page = library_page(material, campaign)
            groups.setdefault(page, []).extend(_prints(material, voice, campaign))
    return {
        page: Shelf(found, f"{DOWNLOADS}/{page}.{voice.language}.svg", 22_000)
        for page, found in groups.items()
    }


def shelves(material: Material, voice: Voice) -> Iterator[Shelf]:
    """Those of all pages of a language."""
    yield from library_shelves(material, voice).values()
    for campaign in material.project.campaigns.values():
        yield campaign_shelf(material, voice, campaign)


def library_views(material: Material, voice: Voice) -> Iterator[View]:
    """The library, by campaign: on one page, or on one for each campaign where there are many."""
    found = library_shelves(material, voice)
    pages = {one.campaign.id: page for page, shelf in found.items() for one in shelf.prints}
    kinds = _by_format(material, found)
    title = voice("Leaflets and posters")
    summary = voice("Leaflets and posters to print, copy or send on, with the right file for each.")
    finder = {"pages": pages, "kinds": kinds}
    yield View(
        name=names.LIBRARY,
        template="library",
        title=title,
        summary=summary,
        words={**finder, "shelf": found.pop(names.LIBRARY, None)},
    )
    for page, shelf in found.items():
        campaign = shelf.prints[0].campaign
        yield View(
            name=page,
            template="library",
            title=voice("Leaflets: {campaign}", campaign=voice.text(campaign.title)),
            summary=summary,
            above=((title, names.LIBRARY),),
            words={**finder, "shelf": shelf},
        )


def _by_format(material: Material, found: Mapping[str, Shelf]) -> list[tuple[Format, list[Print]]]:
    """The leaflets of each format that has some, for whoever looks for one to put on a wall."""
    prints = [one for shelf in found.values() for one in shelf.prints]
    groups = [
        (form, [one for one in prints if one.format.id == name])
        for name, form in material.project.formats.items()
    ]
    return [(form, group) for form, group in groups if group]
