"""The figures of a campaign as plain records, and as the JSON that others read."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from generator.reach.expected.duties import Reports

By = Literal["unit", "audience", "activity", "period"]
PERSON_MEASURES = ("attendances", "people", "scans", "views")
"""Measures of people; the others count things (sessions, copies, airings)."""
REACH, SCANS, VIEWS = KINDS = ("reach", "scans", "views")
"""Kinds of figures of people. Reach, attendances and people bound one another: one kind."""
Cell = tuple[str, str, str, str]
"""A unit's ``key``, audience, activity, period."""


def kind_of(figure: str) -> str:
    """The kind of a figure of people (``low``, ``high`` or a measure)."""
    return figure if figure in KINDS else REACH


@dataclass(frozen=True)
class Coverage:
    """Reach as a share of the target (1.0 is all of it), to four decimals."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Reach:
    """People reached, at least ``low`` and at most ``high``.

    Both are ``None`` where no report counts people (a missing report is not a zero), and where
    they are ``suppressed``.
    """

    low: int | None = None
    high: int | None = None
    target: int | None = None
    coverage: Coverage = Coverage()
    suppressed: bool = False


@dataclass(frozen=True)
class PerPerson:
    """Money for each person reached, in whole units of the currency."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Cost:
    """Money spent, in whole units of the programme's currency."""

    spent: int | None = None
    per_person: PerPerson = PerPerson()
    per_copy: int | None = None


@dataclass(frozen=True)
class Flag:
    """Something about the figures that a person should look into; never a silent change."""

    code: str
    unit: str | None
    message: str
    public: str
    """The message without any number of people."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What fills the places of the catalogue's sentence ``flag.<code>``."""


@dataclass(frozen=True)
class Part:
    """The figures of one unit (its sub-units included), audience, activity or period."""

    id: str
    name: str
    reach: Reach
    measures: Mapping[str, int | None]
    reports: Reports
    level: str | None = None
    """Of a unit."""
    parent: str | None = None
    """Of a unit: the part it belongs to, where that is among the parts."""
    own: Mapping[str, int] | None = None
    """Of a unit with sub-units: the people figures of its own reports. Never published."""
    key: str = ""
    """Of a unit: tells two units apart that bore one code at different times."""
    under: str | None = None
    """Of a unit: the ``key`` of ``parent``."""

    merged: bool = False
    """Of a unit: it shares ground with a sibling that it succeeded or was succeeded by."""
    hidden: frozenset[str] = frozenset()
    """The kinds of figures of people that are hidden."""

    def people(self) -> dict[str, int]:
        """Every figure of people that is there, by name."""
        found = {"low": self.reach.low, "high": self.reach.high}
        found |= {name: self.measures.get(name) for name in PERSON_MEASURES}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True)
class Figures:
    """How far one campaign has reached, as of a day."""

    campaign: str
    as_of: date
    demonstration: bool
    reach: Reach
    measures: Mapping[str, int | None]
    reports: Reports
    cost: Cost
    by_unit: tuple[Part, ...]
    """Every unit that reports or should report, and the units above it up to the topmost, which
    is there only if it reports itself (its figures are the campaign's)."""
    by_audience: tuple[Part, ...]
    by_activity: tuple[Part, ...]
    by_period: tuple[Part, ...]
    flags: tuple[Flag, ...]
    cells: Mapping[str, frozenset[Cell]] = field(default_factory=dict)
    """The smallest cells with reports of people, by measure, and of ``reach``. Never published."""
    hidden: frozenset[str] = frozenset()
    """The kinds of figures of people that are hidden in the totals."""
    exact: bool = True
    """False once small numbers of people are hidden: fit for everyone."""

    def by(self, what: By) -> tuple[Part, ...]:
        """The parts by unit, audience, activity or period."""
        return {
            "unit": self.by_unit,
            "audience": self.by_audience,
            "activity": self.by_activity,
            "period": self.by_period,
        }[what]

    def part(self, what: By, name: str) -> Part | None:
        """The part of that identifier, if there is one."""
        return next((part for part in self.by(what) if part.id == name), None)

    def total(self) -> Part:
        """The campaign as a part, to be treated like the others."""
        return Part(self.campaign, self.campaign, self.reach, self.measures, self.reports)

    def to_json(self) -> dict[str, Any]:
        """The contract's ``figures.json``, in its order of keys."""
        return {
            "campaign": self.campaign,
            "as_of": self.as_of.isoformat(),
            "demonstration": self.demonstration,
            "reach": _reach_json(self.reach),
            "measures": dict(self.measures),
            "reports": asdict(self.reports),
            "cost": asdict(self.cost),
            "by_unit": _parts_json("unit", self.by_unit),
            "by_audience": _parts_json("audience", self.by_audience),
            "by_activity": _parts_json("activity", self.by_activity),
            "by_period": _parts_json("period", self.by_period),
            "flags": [
                {"code": flag.code, "unit": flag.unit, "message": flag.message}
                for flag in self.flags
            ],
            **({"suppressed": True} if self.hidden else {}),
        }


def _reach_json(reach: Reach) -> dict[str, Any]:
    found = asdict(reach)
    suppressed = found.pop("suppressed")
    return found | ({"suppressed": True} if suppressed else {})


def _parts_json(by: By, parts: Iterable[Part]) -> list[dict[str, Any]]:
    return [
        {
            by: part.id,
            "name": part.name,
            **({"level": part.level, "parent": part.parent} if by == "unit" else {}),
            "reach": _reach_json(part.reach),
            "measures": dict(part.measures),
            "reports": asdict(part.reports),
            **({"suppressed": True} if part.hidden else {}),
        }
        for part in parts
    ]
