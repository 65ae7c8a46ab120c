"""Leaflets that the project ships, one of each format, as tests of formats want them."""

from pathlib import Path

import pytest

from generator.model.campaign import Campaign
from generator.model.leaflet import Leaflet
from generator.model.project import Project
from generator.press.setting.pages import pages_of
from generator.press.setting.paper import Kind
from generator.press.setting.typesetter import Typesetter
from generator.press.works import Job, Works
from tests.conftest import ROOT

FORMATS = sorted(path.stem for path in (ROOT / "print" / "formats").glob("*.yml"))
Examples = dict[str, tuple[Campaign, Leaflet]]
"""By format, a leaflet that the project ships."""


@pytest.fixture(scope="session")
def examples(shipped: Project) -> Examples:
    """Of each format a leaflet that the project ships."""
    found: Examples = {}
    for campaign in shipped.campaigns.values():
        for leaflet in campaign.leaflets:
            found.setdefault(leaflet.format, (campaign, leaflet))
    return found


@pytest.fixture(scope="session")
def works(shipped: Project) -> Works:
    """Sets and finishes the shipped project's leaflets."""
    return Works(shipped)


@pytest.fixture(scope="session")
def setter(works: Works) -> Typesetter:
    return works.typesetter


@pytest.fixture(scope="session")
def screens(
    works: Works,
    examples: Examples,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """By format, a shipped leaflet in Vietnamese as it is read on a screen."""
    folder = tmp_path_factory.mktemp("formats")
    files = {}
    for name, (campaign, leaflet) in examples.items():
        files[name] = folder / f"{name}.pdf"
        files[name].write_bytes(file_of(works, campaign, leaflet, "vi", "screen"))
    return files


def file_of(works: Works, campaign: Campaign, leaflet: Leaflet, language: str, kind: Kind) -> bytes:
    sheet = works.sheet(Job(campaign.id, leaflet.id, language, (kind,)))
    pages = pages_of(sheet.view, sheet.form, kind)
    document = works.typesetter.document(sheet.view, sheet.form, kind, sheet.fits, pages)
    return works.finished(document, sheet, kind, pages, "a test")
