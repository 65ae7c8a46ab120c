"""A year of reports in an invented province."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from generator.model.campaign import Campaign
from generator.model.people import Contact
from generator.model.place import Place
from generator.model.programme import Deadline
from generator.model.project import Project
from generator.model.report import Report
from generator.reach.expected.calls import Call, calls
from generator.reach.expected.duties import Duty
from generator.reach.expected.owed import Owed, owed
from tests.reach.making import PLACES, make_activity, make_campaign, make_project

QUARTERS = ("2030-Q1", "2030-Q2", "2030-Q3", "2030-Q4")
DEADLINE = Deadline.model_validate(
    {
        "id": "d1", "section": "VIII.1", "text": "Reports come before 10 December; all of them.",
        "who": ["wards"], "to": ["office"], "kind": "annual", "before": "12-10",
        "years": [2030, 2031],
    }
)  # fmt: skip


def make_year() -> Campaign:
    """Talks in every commune each quarter; a fair in two districts each half-year."""
    return make_campaign(
        make_activity("talks", level="commune", periods=QUARTERS),
        make_activity(
            "fair", level=None, units=("091", "092"), periods=("2030-S1", "2030-S2"),
            report_within_days=30, title="Hội chợ, “ừ ẵ Đ”; hoà",
        ),
    )  # fmt: skip


def make_contact(name: str, unit: str | None, kind: str = "officer", **changes: Any) -> Contact:
    return Contact.model_validate(
        {
            "id": name,
            "kind": kind,
            "name": name,
            "number": "0100",
            "what_for": "x",
            "references": ["r"],
            "unit": unit,
        }
        | changes
    )


def office(
    reports: Iterable[Report] = (),
    *,
    contacts: Iterable[Contact] = (),
    campaign: Campaign | None = None,
    places: tuple[Place, ...] = PLACES,
    as_of: date = date(2030, 12, 31),
) -> Project:
    """A project whose plan has a deadline of its own."""
    project = make_project(
        reports=reports, campaign=campaign or make_year(), as_of=as_of, places=places
    )
    programme = project.programme.model_copy(update={"id": "coast", "deadlines": (DEADLINE,)})
    return replace(project, programme=programme, contacts={one.id: one for one in contacts})


def on(day: date, project: Project) -> Owed:
    return owed(project, "shore", day)


def state(found: Owed, activity: str, unit: str, period: str) -> Duty | None:
    return next(
        (
            duty
            for duty in found.duties
            if (duty.activity, duty.place.code, duty.period) == (activity, unit, period)
        ),
        None,
    )


def called(project: Project, day: date) -> list[Call]:
    return list(calls(project, [on(day, project)], day))
