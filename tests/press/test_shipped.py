"""The leaflets that the project ships with."""

import pytest

from generator.model.addresses import leaflet_path
from generator.model.project import Project
from generator.press import check_leaflets
from generator.press.compose import leaflet_languages


def test_they_have_no_problem(shipped: Project) -> None:
    assert check_leaflets(shipped) == ()


@pytest.mark.parametrize("format_", ["a4-trifold", "a3-poster"])
def test_each_campaign_has_a_trifold_and_a_poster_in_every_language(
    shipped: Project, format_: str
) -> None:
    for campaign in shipped.campaigns.values():
        (leaflet,) = (each for each in campaign.leaflets if each.format == format_)
        assert leaflet_languages(shipped, campaign, leaflet) == shipped.programme.languages


def test_campaigns_are_told_apart_by_their_colour(shipped: Project) -> None:
    accents = [{leaflet.accent for leaflet in c.leaflets} for c in shipped.campaigns.values()]
    assert all(len(each) == 1 for each in accents)
    assert len(set.union(*accents)) == len(accents)


def test_every_code_leads_to_a_page_that_there_is(shipped: Project) -> None:
    pages = {f"{page}/" for page, _ in shipped.pages}
    pages |= {f"campaigns/{campaign}/" for campaign in shipped.campaigns}
    for campaign in shipped.campaigns.values():
        for leaflet in campaign.leaflets:
            assert leaflet_path(shipped, campaign, leaflet, shipped.language) in pages
