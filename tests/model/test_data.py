"""A province is data: the kit's own files name nothing of the one that it is shipped with."""

import pytest

from generator.model.project import Project
from tests.conftest import ROOT


@pytest.mark.parametrize("folder", ["generator", "theme", "print"])
def test_the_program_names_no_place_agency_or_campaign(folder: str, shipped: Project) -> None:
    names = {place.name for place in shipped.places if place.level != "commune"}
    names |= {str(agency.name) for agency in shipped.agencies.values()}
    names |= {*shipped.campaigns, *shipped.agencies} | {"168/KH-UBND"}
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix in {".py", ".po", ".jinja", ".css", ".js", ".yml", ".html", ".svg"}:
            text = path.read_text(encoding="utf-8")
            assert [name for name in sorted(names) if name in text] == [], path
