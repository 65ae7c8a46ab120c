"""The papers of a print job that the website offers to whoever orders the print.

The press leaves more beside them: the application for a licence and files for machines. Those are
the office's own and stay in the folder of print files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.addresses import download_path
from generator.model.project import Project

OFFERED = ("ticket", "proof")


@dataclass(frozen=True)
class Paper:
    """A PDF that goes with a leaflet in all its languages; ``path`` is below the print folder."""

    name: str
    """``ticket`` or ``proof``."""
    path: str
    bytes: int

    @property
    def url(self) -> str:
        """Where the file stands on the website."""
        return download_path(self.path)


Papers = Mapping[tuple[str, str], tuple[Paper, ...]]
"""The papers of each leaflet that has some, by campaign and leaflet."""


def papers_in(project: Project, folder: Path) -> Papers:
    """The papers that stand in a folder of print files, of the leaflets of a project."""
    return {
        (campaign.id, leaflet.id): found
        for campaign in project.campaigns.values()
        for leaflet in campaign.leaflets
        if (found := _papers(folder, f"{campaign.id}/{leaflet.id}"))
    }


def _papers(folder: Path, leaflet: str) -> tuple[Paper, ...]:
    paths = {name: f"{leaflet}/{name}.pdf" for name in OFFERED}
    return tuple(
        Paper(name, path, (folder / path).stat().st_size)
        for name, path in paths.items()
        if (folder / path).is_file()
    )
