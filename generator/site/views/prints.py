"""The print library: every leaflet and poster, with the file to take for each purpose."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.addresses import DOWNLOADS
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet
from generator.model.printed import Printed
from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.voice import Voice


@dataclass(frozen=True)
class Print:
    """A leaflet with its files; ``language`` is that of the files, ``tongue`` if not ours."""

    campaign: Campaign
    leaflet: Leaflet
    format: Format
    files: list[Printed]
    picture: str | None
    """Its thumbnail in the folder of print files."""
    cover: str | None
    """The drawing on its first panel, for where there is no thumbnail."""
    tongue: str | None
    units: int
    """For how many single units it is also printed."""

    @property
    def id(self) -> str:
        """Its name in a sheet of thumbnails."""
        return f"{self.campaign.id}-{self.leaflet.id}"


def thumbnail_sheet(language: str, campaign: str | None = None) -> str:
    """The file with the thumbnails of all leaflets, or of those of one campaign."""
    folder = f"{DOWNLOADS}/{campaign}" if campaign else DOWNLOADS
    return f"{folder}/{language}.svg"


def prints(material: Material, voice: Voice, campaign: Campaign) -> list[Print]:
    """The leaflets of a campaign."""
    found = []
    for leaflet in campaign.leaflets:
        language, files = material.prints_of(campaign, leaflet, voice.language)
        picture = next((file.thumbnail for file in files if file.thumbnail), None)
        found.append(
            Print(
                campaign,
                leaflet,
                material.project.formats[leaflet.format],
                files,
                picture,
                next((panel.picture for panel in leaflet.panels if panel.picture), None),
                None if language == voice.language else language,
                len(
                    {
                        file.unit
                        for file in material.printed
                        if (file.campaign, file.leaflet) == (campaign.id, leaflet.id) and file.unit
                    }
                ),
            )
        )
    return found


def library_views(material: Material, voice: Voice) -> Iterator[View]:
    """One view, by campaign."""
    groups = [
        (campaign, found)
        for campaign in material.project.campaigns.values()
        if (found := prints(material, voice, campaign))
    ]
    yield View(
        name=names.LIBRARY,
        template="library",
        title=voice("Leaflets and posters"),
        summary=voice(
            "Leaflets and posters to print, copy or send on, with the right file for each."
        ),
        words={"groups": groups, "thumbnails": thumbnail_sheet(voice.language)},
    )
