"""Figures with everything that a page can show, and an invented map."""

from dataclasses import replace
from math import cos, sin
from typing import Any

from generator.model.boundary import Boundary, Point, Ring
from generator.model.project import Project
from tests.site.samples import part, sample_figures

PERIODS = tuple(f"{year}-Q{quarter}" for year in (2018, 2019) for quarter in (1, 2, 3, 4))
ENDS = ("2018-03-31", "2018-06-30", "2018-09-30", "2018-12-31")
FLAG = "Số lượt giống hệt nhau ba kỳ liền."


def rich_figures(project: Project, name: str) -> dict[str, Any]:
    """``figures.json`` of a campaign in full bloom: gaps, hidden cells, flags, two surveys."""
    base = sample_figures(project, name)
    districts = [one for one in base["by_unit"] if one["parent"] is None]
    for number, unit in enumerate(districts):
        unit["timeline"] = _timeline(unit["reach"], number)
    below = [
        place for one in districts for place in project.places.children(one["unit"])
    ]  # every commune of the province
    base["by_unit"] += [
        part(20 + n, 44 + 3 * n, unit=one.code, name=one.name, level=one.level, parent=one.parent)
        for n, one in enumerate(below[1:])
    ]  # fmt: skip
    known = {"people": 61_000, "year": 2018, "source": "Cục Thống kê tỉnh, Niên giám 2018",
             "coverage": {"low": 0.2046, "high": 0.3596}}  # fmt: skip
    base["reach"] |= {"population": known, "frequency": {"low": 1.0, "high": 2.3}}
    first = districts[0]["unit"]
    return base | {
        "timeline": [
            {"until": end, "low": low, "high": high}
            for end, low, high in zip(
                ENDS, (2100, None, 8640, 12480), (4100, None, 15010, 21935), strict=True
            )
        ],
        "pace": {"elapsed": 0.75, "target": 43400, "state": "behind",
                 "projection": {"low": 16640, "high": 29247}},
        "disaggregated": {"sex": 0.82, "age_band": 0.64, "ethnicity": 0.4, "disability": 0.05},
        "by_channel": [
            part(9000, 15000, channel=one, name=one) for one in list(project.channels)[:3]
        ],
        "by_sex": [part(5400, 9900, sex="female", name="f"), part(4800, 8000, sex="male", name="m"),
                   part(2280, 4035, sex="unknown", name="unknown")],
        "by_age_band": [
            part(1200, 2300, age_band=one, name=one)
            for one in ("unknown", "0-5", "6-10", "11-15", "16-17", "18-59", "60+")
        ],
        "by_ethnicity": [part(310, 420, ethnicity="Dao", name="Dao"),
                         part(None, None, ethnicity="Pu Péo", name="Pu Péo", suppressed=True),
                         part(900, 1200, ethnicity="Mông", name="Mông")],
        "by_disability": [part(40, 62, disability="yes", name="yes"),
                          part(11000, 20000, disability="no", name="no")],
        "by_plan": [
            {"plan": entry, "name": entry, "measures": {"sessions": 212, "attendances": 21935,
                                                        "copies_distributed": None}}
            for entry in project.campaigns[name].plan[:2]
        ],
        "never_reached": [
            {"unit": one.code, "name": one.name, "level": one.level, "parent": one.parent}
            for one in below[::9]
        ],
        "matrix": {
            "periods": list(PERIODS),
            "units": [
                {"unit": one["unit"], "name": one["name"], "level": one["level"],
                 "parent": one["parent"], "cells": _cells(number)}
                for number, one in enumerate(base["by_unit"])
            ],
        },
        "surveys": [survey("parents", 4), survey("pupils", 1)],
        "flags": [
            {"code": "repeated", "unit": first, "message": FLAG, "severity": "warning",
             "audience": None, "activity": None, "period": None},
            {"code": "reports-missing", "unit": districts[1]["unit"], "message": "Thiếu 3."},
            {"code": "heaping", "unit": None, "message": "Nhiều con số tròn trăm.",
             "audience": None, "activity": None, "period": None},
            {"code": "sudden-jump", "unit": None, "message": "Tăng đột ngột so với kỳ trước.",
             "audience": None, "activity": None, "period": "2018-Q1"},
        ],
    }  # fmt: skip


def _timeline(reach: dict[str, Any], number: int) -> list[dict[str, Any]]:
    low, high = reach["low"], reach["high"]
    return [
        {
            "until": end,
            "low": None if low is None or (number + step) % 7 == 0 else low * step // 4,
            "high": None if low is None or (number + step) % 7 == 0 else high * step // 4,
        }
        for step, end in enumerate(ENDS, 1)
    ]


def _cells(number: int) -> list[dict[str, Any]]:
    """The cells of one unit: every state, and a period of which nothing is asked."""
    found: list[dict[str, Any]] = []
    for step, period in enumerate(PERIODS):
        kind = (number + step * step) % 5 if step < 6 else 4
        counts = [(3, 0, 0, 0), (2, 1, 0, 0), (1, 1, 1, 0), (0, 0, 3, 0), (0, 0, 0, 3)][kind]
        names = ("on_time", "late", "missing", "not_due")
        found.append({"period": period, **dict(zip(names, counts, strict=True)),
                      "revised": int(number % 11 == 0 and kind == 0)})  # fmt: skip
    return found[: -1 if number % 3 == 0 else None]


def survey(name: str, questions: int) -> dict[str, Any]:
    """A survey in the shape of ``figures.json``."""
    verdicts = ("up", "unclear", "hidden", "reworded")
    return {
        "survey": name,
        "title": f"Khảo sát {name}",
        "audience": "carers",
        "design": "Chọn theo cụm: 30 cụm, hệ số thiết kế 1,8.",
        "demonstration": True,
        "note": None,
        "questions": [
            {
                "question": f"q{number}",
                "text": "Khi trẻ kể mình bị xâm hại, việc đầu tiên anh chị làm là tin trẻ?",
                "dimension": "practice",
                "waves": [
                    {"wave": "baseline", "name": "Đầu kỳ", "n": 228, "to": "2018-02-28",
                     "share": 0.41 + number / 50, "low": 0.33, "high": 0.5, "suppressed": False},
                    {"wave": "endline", "name": "Cuối kỳ", "n": 227, "to": "2018-12-10",
                     "share": None if number == 2 else 0.58, "low": None if number == 2 else 0.51,
                     "high": None if number == 2 else 0.66, "suppressed": number == 2},
                ],
                "change": {"verdict": verdicts[number], "message": "x"},
            }
            for number in range(questions)
        ],
    }  # fmt: skip


def with_map(project: Project, *, points: int = 12) -> Project:
    """The project with an invented map: its tiles with crooked borders, one with a hole."""
    boundaries = {
        code: Boundary(code, (_area(column, row, points), *_hole(number, column, row)))
        for number, (code, (column, row)) in enumerate(sorted(project.places.tiles.items()))
    }
    return replace(project, boundaries=boundaries)


def _area(column: int, row: int, points: int) -> Ring:
    """A tile whose sides wander in the same way for both neighbours."""
    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
    ring = []
    for (x, y), (u, v) in zip(corners, [*corners[1:], corners[0]], strict=True):
        ring += [_crooked(x + (u - x) * n / points, y + (v - y) * n / points)
                 for n in range(points)]  # fmt: skip
    return tuple(ring)


def _crooked(x: float, y: float) -> Point:
    east = x + 0.12 * sin(5.1 * y + x) + 0.03 * sin(31 * y)
    south = y + 0.10 * cos(4.3 * x + y) + 0.03 * cos(29 * x)
    return 100 + 0.3 * east, 20 - 0.25 * south


def _hole(number: int, column: int, row: int) -> tuple[Ring, ...]:
    if number:
        return ()
    return (tuple(_crooked(column + x, row + y) for x, y in ((0.7, 0.7), (0.9, 0.7), (0.8, 0.9))),)
