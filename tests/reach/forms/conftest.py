"""A province whose words are hard on a spreadsheet, and its forms filled in different ways."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.base import Words
from generator.model.place import Gazetteer
from generator.model.project import Project
from generator.reach import write_form
from generator.sources import load_project
from tests.conftest import COAST
from tests.reach.forms.filling import Filled
from tests.reach.making import PLACES, make_activity, make_campaign

AUDIENCES = ("swimmers", "parents")
TALKS = "Nói chuyện “Ừ, ẵm con ở Đ*?” & <thôn>"
FOUR = (
    make_activity("talks", title=TALKS, audiences=AUDIENCES, units=("00911",),
                  measures=("sessions", "attendances", "people")),
    make_activity("fair", title="Hội hoà giải", audiences=("parents",),
                  measures=("sessions", "attendances", "people")),
    make_activity("copies", title="Phát tờ gấp", audiences=("parents",),
                  measures=("copies_printed", "copies_distributed", "copies_left")),
    make_activity("radio", title="Loa thôn", audiences=AUDIENCES, periods=("2030-S1", "2030-S2"),
                  measures=("broadcasts", "scans", "views"), report_within_days=30),
)  # fmt: skip


def vietnamese(coast: Project) -> Project:
    """The invented province with districts and communes, in Vietnamese."""
    campaign = make_campaign(*FOUR, audiences=AUDIENCES, owner="harbour-office")
    names = {"swimmers": "Trẻ em tập bơi", "parents": "Cha mẹ, ông bà"}
    audiences = {
        name: coast.audiences[name].model_copy(update={"name": Words({"vi": text})})
        for name, text in names.items()
    }
    update = {"languages": ("vi", "en"), "place": "09"}
    return replace(
        coast,
        programme=coast.programme.model_copy(update=update),
        places=Gazetteer(PLACES, coast.as_of),
        campaigns={campaign.id: campaign},
        audiences=audiences,
    )


@pytest.fixture(scope="session")
def province() -> Project:
    """The project."""
    coast = load_project(COAST).project
    assert coast is not None
    return vietnamese(coast)


@pytest.fixture(scope="session")
def blank(province: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty form of one district for the second quarter."""
    path = tmp_path_factory.mktemp("forms") / "form.xlsx"
    return write_form(province, "shore", "091", "2030-Q2", path)


@pytest.fixture
def filled(blank: Path) -> Filled:
    """A form that a test fills in."""
    return Filled(blank)


@pytest.fixture
def read(filled: Filled) -> Callable[..., list[str]]:
    """The codes of the problems of a filled form."""

    def codes() -> list[str]:
        _, problems = filled.entries()
        return [f"{one.code} {one.cell}" for one in problems]

    return codes
