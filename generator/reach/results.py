"""The figures of a campaign as plain records, and as the JSON that others read."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from generator.reach.expected.duties import Reports

By = Literal[
    "unit", "audience", "activity", "period", "channel", "plan", "sex", "age_band", "ethnicity",
    "disability",
]  # fmt: skip
PARTITIONS: tuple[By, ...] = (
    "audience", "activity", "period", "channel", "sex", "age_band", "ethnicity", "disability",
)  # fmt: skip
"""Families of parts of which every row of a report belongs to one."""
TRAITS: tuple[By, ...] = ("sex", "age_band", "ethnicity", "disability")
"""Families that tell rows of one report apart: no report is of one of their parts."""
PERSON_MEASURES = ("attendances", "people", "scans", "views")
"""Measures of people; the others count things (sessions, copies, airings)."""
REACH, SCANS, VIEWS = KINDS = ("reach", "scans", "views")
"""Kinds of figures of people. Reach, attendances and people bound one another: one kind."""
Cell = tuple[str, ...]
"""A unit's ``key``, then the parts named in ``CELL_PARTS``."""
CELL_PARTS: tuple[By, ...] = (
    "audience", "activity", "period", "sex", "age_band", "ethnicity", "disability",
)  # fmt: skip


def kind_of(figure: str) -> str:
    """The kind of a figure of people (``low``, ``high`` or a measure)."""
    return figure if figure in KINDS else REACH


@dataclass(frozen=True)
class Coverage:
    """Reach as a share of something (1.0 is all of it), to four decimals."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Population:
    """Everyone of the counted audiences who lives there, and the share that was reached."""

    people: int
    year: int
    """Of the newest figure."""
    source: str
    coverage: Coverage = Coverage()


@dataclass(frozen=True)
class Frequency:
    """How often on average those came whose attendances are counted; two decimals."""

    low: float
    high: float | None
    """``None`` where nobody is sure to have come."""


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
    population: Population | None = None
    frequency: Frequency | None = None


@dataclass(frozen=True)
class Span:
    """At least ``low``, at most ``high`` people."""

    low: int
    high: int


@dataclass(frozen=True)
class Until:
    """People reached up to the end of a day."""

    until: date
    low: int | None
    high: int | None
    suppressed: bool = False


@dataclass(frozen=True)
class Pace:
    """How far the campaign is on its way to its target.

    ``projection``: at least those reached for certain, at most what the days that are left would
    add at the same pace if nobody came twice. It is only as good as the reports are complete.
    """

    elapsed: float
    """The share of the campaign's days that are over."""
    target: int | None
    state: Literal["ahead", "on pace", "behind", "unsure", "no target"]
    """``ahead``: the target is reached for certain. ``unsure``: both is possible."""
    projection: Span | None = None


@dataclass(frozen=True)
class NeverReached:
    """A unit that should report and of which no report counts anyone."""

    unit: str
    name: str
    level: str
    parent: str | None


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
    """The message without any number of people; empty where even that is not for everyone."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What fills the places of the catalogue's sentence ``flag.<code>``; no number of people."""
    audience: str | None = None
    activity: str | None = None
    period: str | None = None
    rows: tuple[Mapping[str, Any], ...] = ()
    """The report rows behind it, the first of them. Never published."""
    more: int = 0
    """How many rows there are beside ``rows``."""
    severity: Literal["check", "note"] = "check"
    """``check``: something is most likely wrong; ``note``: good to know."""
    counted: Mapping[str, int] = field(default_factory=dict)
    """Numbers of people for the sentence ``flag.<code>.exact``. Never published."""


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
    activities: frozenset[str] = frozenset()
    """Of a channel or a line of the plan: the activities whose reports it counts."""
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
    by_channel: tuple[Part, ...] = ()
    by_plan: tuple[Part, ...] = ()
    """By line of the plan that the activities serve; an activity can serve several."""
    by_sex: tuple[Part, ...] = ()
    by_age_band: tuple[Part, ...] = ()
    by_ethnicity: tuple[Part, ...] = ()
    by_disability: tuple[Part, ...] = ()
    not_shown: tuple[By, ...] = ()
    """Families of ``TRAITS`` that are not published, because a small number could be told."""
    disaggregated: Mapping[str, float | None] = field(default_factory=dict)
    """By family of ``TRAITS``: the share of the counted people of whom it is known."""
    timeline: tuple[Until, ...] = ()
    pace: Pace | None = None
    never_reached: tuple[NeverReached, ...] = ()
    matrix: Mapping[str, Any] = field(default_factory=dict)
    """Which reports came, by unit and period."""
    surveys: tuple[Mapping[str, Any], ...] = ()
    flags: tuple[Flag, ...] = ()
    cells: Mapping[str, frozenset[Cell]] = field(default_factory=dict)
    """The smallest cells with reports of people, by measure, and of ``reach``. Never published."""
    hidden: frozenset[str] = frozenset()
    """The kinds of figures of people that are hidden in the totals."""
    exact: bool = True
    """False once small numbers of people are hidden: fit for everyone."""

    def by(self, what: By) -> tuple[Part, ...]:
        """The parts of a family."""
        found: tuple[Part, ...] = getattr(self, f"by_{what}")
        return found

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
            **{f"by_{by}": _parts_json(by, self.by(by)) for by in get_args(By)},
            **({"not_shown": list(self.not_shown)} if self.not_shown else {}),
            "disaggregated": dict(self.disaggregated),
            "timeline": [
                {
                    "until": one.until.isoformat(),
                    "low": one.low,
                    "high": one.high,
                    **({"suppressed": True} if one.suppressed else {}),
                }
                for one in self.timeline
            ],
            "pace": asdict(self.pace) if self.pace else None,
            "never_reached": [asdict(one) for one in self.never_reached],
            "matrix": dict(self.matrix),
            "surveys": list(self.surveys),
            "flags": [
                {
                    "code": flag.code,
                    "severity": flag.severity,
                    "unit": flag.unit,
                    "audience": flag.audience,
                    "activity": flag.activity,
                    "period": flag.period,
                    "message": flag.message,
                    **({"rows": list(flag.rows), "more": flag.more} if flag.rows else {}),
                }
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
            **({} if by in TRAITS else {"reports": asdict(part.reports)}),
            **({"suppressed": True} if part.hidden else {}),
        }
        for part in parts
    ]
