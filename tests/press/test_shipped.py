"""The leaflets that the project ships with."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.addresses import leaflet_path
from generator.model.leaflet import Leaflet
from generator.model.project import Project
from generator.press import check_leaflets
from generator.press.composing.compose import leaflet_languages


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


def test_they_have_room_for_their_imprint_once_they_are_licensed(shipped: Project) -> None:
    licence = {
        "number": "123/GP-XB", "issued": "2018-03-01",
        "issued_by": "Sở quản lý xuất bản của một tỉnh có tên thật dài",
        "printer": "Công ty trách nhiệm hữu hạn một thành viên In ấn",
        "printer_address": "Số 123, đường Nguyễn Trãi, phường Minh Khai",
    }  # fmt: skip
    campaigns = {}
    for campaign in shipped.campaigns.values():
        own = tuple(
            Leaflet.model_validate(
                leaflet.model_dump(exclude_none=True) | {"licence": licence, "copies": 10000}
            )
            for leaflet in campaign.leaflets
        )
        campaigns[campaign.id] = campaign.model_copy(update={"leaflets": own})
    found = check_leaflets(replace(shipped, campaigns=campaigns))
    assert [problem for problem in found if problem.severity == "error"] == []


def test_their_press_files_pass_the_preflight_without_a_finding(built: Path) -> None:
    files = [
        each
        for path in sorted(built.glob("print/*/*/preflight.json"))
        for each in json.loads(path.read_text("utf-8"))["files"]
    ]
    assert len(files) >= 28
    assert [each["file"] for each in files if not each["passes"] or each["findings"]] == []
