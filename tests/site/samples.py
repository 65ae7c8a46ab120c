"""Made-up figures and print files, in the shapes that the other rooms hand over."""

import io
from pathlib import Path
from typing import Any

from PIL import Image

from generator.model.addresses import print_path
from generator.model.printed import Printed
from generator.model.project import Project


def part(low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    """One part of ``figures.json``: ``target``, ``missing``, ``suppressed`` and its own names."""
    target, missing = more.pop("target", None), more.pop("missing", 0)
    suppressed = more.pop("suppressed", False)
    share = {
        "low": low / target if target and low is not None else None,
        "high": high / target if target and high is not None else None,
    }
    reach: dict[str, Any] = {"low": low, "high": high, "target": target, "coverage": share}
    found = {
        **more,
        "reach": reach | ({"suppressed": True} if suppressed else {}),
        "measures": {"attendances": high},
        "reports": {"expected": 8, "on_time": 7 - missing, "late": 1, "missing": missing,
                    "zero": 0, "revised": 0},
    }  # fmt: skip
    return found | ({"suppressed": True} if suppressed else {})


def sample_figures(project: Project, name: str) -> dict[str, Any]:
    """Figures with a complete unit, an incomplete, a hidden and one without figures."""
    campaign = project.campaigns[name]
    units = project.places.children(project.programme.place)
    kinds: list[dict[str, Any]] = [
        {"low": 1240, "high": 2310, "target": 2000},
        {"low": 400, "high": 930, "missing": 3},
        {"low": None, "high": None, "suppressed": True},
        {"low": None, "high": None, "missing": 8},
    ]
    by_unit = [
        part(unit=unit.code, name=unit.name, level=unit.level, parent=None, **kinds[number % 4])
        for number, unit in enumerate(units)
    ]
    smaller = next((unit for unit in project.places if unit.parent == units[0].code), None)
    if smaller:
        by_unit.append(
            part(30, 44, unit=smaller.code, name=smaller.name, level=smaller.level,
                 parent=units[0].code)
        )  # fmt: skip
    return {
        "campaign": name,
        "as_of": "2018-12-31",
        "demonstration": True,
        **part(12480, 21935, target=43400, missing=5),
        "measures": {"sessions": 212, "attendances": 21935, "copies_distributed": 48210,
                     "views": None},
        "cost": {"spent": 180000000, "per_person": {"low": 8206, "high": 14423}, "per_copy": None},
        "by_unit": by_unit,
        "by_audience": [part(90, 180, audience=one, name=one) for one in campaign.audiences],
        "by_activity": [part(5, 20, activity=one.id, name=one.id) for one in campaign.activities],
        "by_period": [part(5, 20, period=one, name=one) for one in ("2018-Q1", "2018-S1")],
        "flags": [],
    }  # fmt: skip


def sample_prints(project: Project, folder: Path) -> list[Printed]:
    """A stand-in for each PDF of each leaflet, with a thumbnail, as files in ``folder``."""
    picture = io.BytesIO()
    Image.new("RGB", (360, 510), (176, 49, 107)).save(picture, "PNG")
    found = []
    for campaign in project.campaigns.values():
        for leaflet in campaign.leaflets:
            for kind in ("press", "office", "screen"):
                names = (campaign.id, leaflet.id, project.language)
                path = print_path(*names, f"{kind}.pdf")
                thumbnail = print_path(*names, "thumbnail.png")
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(b"%PDF-1.7 stand-in " + kind.encode())
                (folder / thumbnail).write_bytes(picture.getvalue())
                found.append(
                    Printed(
                        campaign=campaign.id,
                        leaflet=leaflet.id,
                        language=project.language,
                        unit=None,
                        kind=kind,
                        path=path,
                        bytes=120_000,
                        pages=2,
                        trim=(297.0, 210.0),
                        thumbnail=thumbnail,
                    )
                )
    return found
