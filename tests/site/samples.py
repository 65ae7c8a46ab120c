"""Made-up figures and print files, in the shapes that the other rooms hand over."""

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from generator.model.addresses import print_path
from generator.model.campaign import Campaign
from generator.model.leaflet import Format, Leaflet
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


PAPERS = ("ticket.pdf", "proof.pdf", "ticket.json", "preflight.json", "ho-so-xuat-ban.docx",
          "ho-so-xuat-ban.pdf")  # fmt: skip
"""What the press leaves in a leaflet's folder, beside those of its languages."""


def sample_prints(project: Project, folder: Path) -> list[Printed]:
    """A stand-in for each file that the press makes for all, as files in ``folder``.

    The first campaign's leaflets are in all languages, the others' in the first one.
    """
    found = []
    for number, campaign in enumerate(project.campaigns.values()):
        for leaflet in campaign.leaflets:
            for language in project.programme.languages[: None if number == 0 else 1]:
                found += sample_files(project, folder, campaign, leaflet, language)
            for name in PAPERS:
                path = folder / campaign.id / leaflet.id / name
                path.write_bytes(b"%PDF-1.7 paper " + b"x" * 250_000)
    return found


def sample_files(
    project: Project, folder: Path, campaign: Campaign, leaflet: Leaflet, language: str
) -> Iterator[Printed]:
    """A leaflet in one language, in the kinds that its format has."""
    form = project.formats[leaflet.format]
    names = (campaign.id, leaflet.id, language)
    thumbnail = print_path(*names, "thumbnail.png")
    (folder / thumbnail).parent.mkdir(parents=True, exist_ok=True)
    (folder / thumbnail).write_bytes(sample_picture(form, leaflet.id))
    small = form.width < 200
    for kind in ("press", "office", "screen", *(["imposed"] if small else [])):
        path = print_path(*names, f"{kind}.pdf")
        (folder / path).write_bytes(b"%PDF-1.7 stand-in " + kind.encode())
        yield Printed(
            campaign=campaign.id,
            leaflet=leaflet.id,
            language=language,
            unit=None,
            kind=kind,
            path=path,
            bytes={"press": 1_440_000, "screen": 143_000}.get(kind, 88_000),
            pages=8 if form.binding == "saddle" else form.sides,
            trim=_office_paper(form) if kind == "office" else (form.width, form.height),
            thumbnail=thumbnail,
        )


def _office_paper(form: Format) -> tuple[float, float]:
    """A4, lying where the sheet lies or a spread of a booklet stands on it."""
    lying = form.width > form.height or form.binding == "saddle"
    return (297.0, 210.0) if lying else (210.0, 297.0)


def sample_picture(form: Format, name: str) -> bytes:
    """A first page that is as hard to make small as a real one: colours, drawings, words."""
    chance = random.Random(name)
    image = Image.new("RGB", (360, round(360 * form.height / form.width)), "white")
    draw = ImageDraw.Draw(image)
    for _ in range(25):
        x, y = chance.randrange(330), chance.randrange(image.height)
        colour = tuple(chance.randrange(256) for _ in range(3))
        draw.ellipse((x, y, x + chance.randrange(20, 90), y + chance.randrange(20, 90)), colour)
    for line in range(0, image.height, 24):
        draw.text((20, line), f"{name} {line}: " + "words of a leaflet " * 2, "black")
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()
