"""An invented province that owes reports to those above it, and its reports as files."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from generator.model.agency import Agency
from generator.model.base import Words
from generator.model.campaign import Campaign
from generator.model.people import Channel
from generator.model.place import Gazetteer, Place
from generator.model.programme import Deadline, Level, Programme
from generator.model.project import Project
from generator.model.reference import Reference
from generator.model.report import Report
from tests.reach.making import make_activity, make_campaign, make_project, make_report, row

PLACES = (
    Place(code="09", name="Vịnh Ngọc", level="province", kind="tỉnh"),
    Place(code="091", name="Đảo Ổi", level="district", parent="09", kind="huyện"),
    Place(code="092", name="Ghềnh Ữ", level="district", parent="09", kind="huyện"),
    Place(code="093", name="Vịnh Ngọc", level="district", parent="09", kind="thành phố"),
    Place(code="00911", name="Hoà Lạc", level="commune", parent="091", kind="xã"),
)
YEARS = (2019, 2020, 2021)
AS_OF = date(2020, 12, 12)


def _agency(name: str, title: str, **changes: Any) -> Agency:
    data = {
        "id": name, "name": title, "short": title, "kind": "department", "role": "Giúp trẻ em",
        "references": ["plan"],
    }  # fmt: skip
    return Agency.model_validate(data | changes)


def _reference(name: str, title: str, **changes: Any) -> Reference:
    data = {
        "id": name, "kind": "plan", "title": title, "publisher": "Ủy ban tỉnh",
        "checked_on": "2020-01-02", "certainty": "verified",
    }  # fmt: skip
    return Reference.model_validate(data | changes)


def _deadline(kind: str, before: str | None, *years: int, who: str = "office") -> Deadline:
    data = {
        "id": f"due-{kind}-{who}", "section": "VIII.2", "text": "Báo cáo", "who": [who],
        "to": ["above", "ministry"], "kind": kind, "before": before, "years": years,
    }  # fmt: skip
    return Deadline.model_validate(data)


def _programme(**changes: Any) -> Programme:
    plan = make_project(places=PLACES).programme
    levels = [
        Level.model_validate({"id": name, "name": text, "plural": text})
        for name, text in (("province", "tỉnh"), ("district", "huyện"), ("commune", "xã"))
    ]
    data: dict[str, Any] = {
        "title": Words.model_validate("Kế hoạch trẻ em Vịnh Ngọc"),
        "short": Words.model_validate("Kế hoạch trẻ em"),
        "reference": "plan", "above": ("decision",), "first_year": 2019, "last_year": 2021,
        "issuer": "office", "levels": tuple(levels), "budget": None,
        "deadlines": (
            _deadline("annual", "12-15", *YEARS),
            _deadline("annual", "12-10", *YEARS, who="others"),
            _deadline("midterm", "12-15", 2020),
            _deadline("final", "01-01", 2021),
        ),
    }  # fmt: skip
    return plan.model_copy(update=data | changes)


def campaign(**changes: Any) -> Campaign:
    """A campaign of two years, in three districts and a commune."""
    data: dict[str, Any] = {
        "title": "Bến bờ an toàn",
        "summary": "Trẻ em biết bơi và biết gọi người lớn.",
        "start": "2019-01-01",
        "end": "2020-12-31",
        "demonstration": False,
        "partners": ("others",),
        "targets": ({"audience": "children", "people": 400, "source": "plan"},),
        "cost": {"spent": 12345678, "as_of": "2020-06-30", "source": "Sổ chi"},
    }
    periods = ("2019-S1", "2019-S2", "2020-S1", "2020-S2")
    talks = make_activity("talks", title="Nói chuyện ở bến", periods=periods, units=("00911",))
    return make_campaign(talks, **(data | changes))


def report(unit: str, period: str, people: int, **changes: Any) -> Report:
    """A report of a talk: two sessions, so many children, ten leaflets each."""
    year, half = period.split("-")
    came = date(int(year), 7, 5) if half == "S1" else date(int(year) + 1, 1, 5)
    rows = [
        row("sessions", 2), row("attendances", people + 1), row("people", people, sex="female"),
        row("copies_distributed", 10 * people),
    ]  # fmt: skip
    changes = {"received_on": came} | changes
    return make_report(*rows, unit=unit, period=period, **changes)


REPORTS = (
    report("091", "2019-S1", 111), report("092", "2019-S1", 122), report("093", "2019-S1", 133),
    report("091", "2020-S1", 1241), report("092", "2020-S1", 1352),
    report("00911", "2020-S1", 77, received_on=date(2020, 11, 1)),
)  # fmt: skip
"""Of 2020, the report of district 093 is missing and the commune's is late."""


def bay(
    reports: Iterable[Report] = REPORTS,
    *,
    own: Campaign | None = None,
    as_of: date = AS_OF,
    references: Iterable[Reference] = (),
    **programme: Any,
) -> Project:
    """The province, with what it knows of plans and offices."""
    own = own or campaign()
    project = make_project(reports=reports, campaign=own, places=PLACES, as_of=as_of)
    known = [
        _reference("plan", "Kế hoạch trẻ em Vịnh Ngọc", number="9/KH-UBND", issued="2019-01-02",
                   certainty="plan"),
        _reference("decision", "Quyết định phê duyệt chương trình", kind="decision", number="8/QĐ",
                   issued="2018-11-20"),
        *references,
    ]  # fmt: skip
    agencies = [
        _agency("office", "Sở Trẻ em", part_of="above"),
        _agency("above", "Ủy ban nhân dân tỉnh Vịnh Ngọc"),
        _agency("ministry", "Bộ Trẻ em"),
        _agency("others", "Các huyện"),
    ]
    channel = Channel.model_validate(
        {"id": "talks", "name": "Buổi nói chuyện", "description": "Nói", "measures": ["people"]}
    )
    return replace(
        project,
        places=Gazetteer(PLACES, as_of),
        programme=_programme(**programme),
        references={each.id: each for each in known},
        agencies={each.id: each for each in agencies},
        channels={"talks": channel},
    )
