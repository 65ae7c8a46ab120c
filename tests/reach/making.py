"""Small projects and reports made by hand, for the tests of reach."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.model.campaign import Campaign
from generator.model.people import Audience
from generator.model.place import Gazetteer, Place
from generator.model.programme import Population, Programme
from generator.model.project import Project
from generator.model.report import Report, ReportRow
from generator.sources.ledger import ledger_line

FILES = TemporaryDirectory(prefix="ledgers-")
NUMBERS = count()
AUDIENCES = ("children", "parents", "teachers")
DAY = date(2030, 12, 31)
PLACES = (
    Place(code="09", name="Coast", level="province"),
    Place(code="091", name="Reef", level="district", parent="09"),
    Place(code="092", name="Dune", level="district", parent="09"),
    Place(code="093", name="Cape", level="district", parent="09"),
    Place(code="00911", name="Hoà Lạc", level="commune", parent="091"),
    Place(code="00912", name="Tả Lủng", level="commune", parent="091"),
    Place(code="00921", name="Tả Lủng", level="commune", parent="092"),
    Place(
        code="00922",
        name="Old Mole",
        level="commune",
        parent="092",
        valid_to=date(2030, 3, 31),
        successors=("00921",),
    ),
)
MEASURES = (
    "sessions", "attendances", "people", "copies_printed", "copies_distributed", "copies_left",
    "broadcasts", "scans", "views",
)  # fmt: skip


def make_audience(name: str) -> Audience:
    return Audience.model_validate(
        {"id": name, "name": name.title(), "description": name, "door": "child"}
    )


def make_activity(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": name.title(),
        "channel": "talks",
        "audiences": AUDIENCES,
        "level": "district",
        "periods": ("2030-Q1", "2030-Q2"),
        "measures": MEASURES,
    } | changes


def make_campaign(*activities: Mapping[str, Any], **changes: Any) -> Campaign:
    data = {
        "id": "shore",
        "title": "Shore",
        "slogan": "Shore",
        "summary": "Shore",
        "start": date(2030, 1, 1),
        "end": date(2030, 12, 31),
        "owner": "office",
        "plan": ("c1",),
        "audiences": AUDIENCES,
        "picture": "shore",
        "messages": ({"id": "m", "text": "m", "audience": "children", "page": "p"},),
        "activities": activities or (make_activity("talks"), make_activity("fair")),
        "demonstration": True,
    }
    return Campaign.model_validate(data | changes)


def make_project(
    root: Path = Path(),
    *,
    reports: Iterable[Report] = (),
    campaign: Campaign | None = None,
    populations: Iterable[tuple[str, str, int]] = (),
    places: tuple[Place, ...] = PLACES,
    threshold: int = 10,
    as_of: date = DAY,
) -> Project:
    """A project of one campaign; what the figures do not look at is left empty."""
    programme = Programme.model_construct(
        place=places[0].code, languages=("vi", "en"), suppress_under=threshold, demonstration=False,
        purposes=(), scope=None, goals=(), baselines=(), shortcomings=(), components=(), tasks=(),
        deadlines=(),
    )  # fmt: skip
    campaign = campaign or make_campaign()
    return Project(
        root=root,
        programme=programme,
        look=None,
        places=Gazetteer(places, as_of),
        populations=tuple(
            Population(unit=unit, audience=audience, year=2030, people=people, source="made up")
            for unit, audience, people in populations
        ),
        agencies={},
        audiences={name: make_audience(name) for name in AUDIENCES},
        channels={},
        contacts={},
        references={},
        pictures={},
        formats={},
        campaigns={campaign.id: campaign},
        pages={},
        ledgers={campaign.id: _ledger(reports)},
        as_of=as_of,
        sources={},
        theme=root,
        print=root,
    )


def _ledger(reports: Iterable[Report]) -> Path:
    """A ledger of these reports, in a file that the process forgets at its end."""
    path = Path(FILES.name) / f"{next(NUMBERS)}.jsonl"
    path.write_text("".join(f"{ledger_line(report)}\n" for report in reports), encoding="utf-8")
    return path


def make_report(
    *rows: Mapping[str, Any],
    unit: str = "091",
    activity: str = "talks",
    period: str = "2030-Q1",
    name: str = "",
    received_on: date = date(2030, 4, 5),
    **changes: Any,
) -> Report:
    """A report; each row is a mapping such as ``row("people", 20, sex="female")``."""
    name = name or f"{activity}/{unit}/{period}"
    shared = {
        "campaign": "shore",
        "activity": activity,
        "unit": unit,
        "period": period,
        "received_on": received_on,
    } | changes
    return Report.model_validate(
        {
            **shared,
            "id": name,
            "file": "made.csv",
            "sha256": "0" * 64,
            "rows": tuple(
                ReportRow.model_validate({**shared, "report": name, **one}) for one in rows
            ),
        }
    )


def row(measure: str, value: int, audience: str = "children", **changes: Any) -> dict[str, Any]:
    """One row without the key that it shares with its report."""
    return {"measure": measure, "value": value, "audience": audience, **changes}
