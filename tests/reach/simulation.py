"""A made-up county of people, what they took part in, and the honest reports about it.

The reports know only counts; the county knows who was where, so the true number is known.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from generator.model.report import Report
from tests.reach.making import AUDIENCES, PLACES, make_report, row

BANDS = ("0-5", "6-10", "11-15", "18-59")
LEAVES = ("00911", "00912", "00921", "093")
INSIDE = {
    "09": ("00911", "00912", "00921", "093"),
    "091": ("00911", "00912"),
    "092": ("00921",),
    "093": ("093",),
    "00911": ("00911",),
    "00912": ("00912",),
    "00921": ("00921",),
}
ABOVE = {place.code: place.parent for place in PLACES}


@dataclass(frozen=True)
class Person:
    """Somebody with everything that a row may or may not say about them."""

    number: int
    home: str
    audience: str
    sex: str
    band: str
    ethnicity: str
    cohort: str | None


@dataclass
class County:
    """People, the reports about them, and whom each unit really reached."""

    people: list[Person]
    reports: list[Report] = field(default_factory=list)
    came: list[tuple[Report, frozenset[Person]]] = field(default_factory=list)
    """To what each report is about."""

    def truly(self, unit: str = "09", **wanted: object) -> int:
        """How many different people a unit and its sub-units reached.

        ``wanted``: only those with such a field (``audience="children"``), or who came to what
        has such an ``activity``, ``period`` or one of ``periods``.
        """
        about = {name: wanted.pop(name) for name in ("activity", "period") if name in wanted}
        periods = wanted.pop("periods", None)
        reached: set[Person] = set()
        for report, people in self.came:
            asked = all(getattr(report, name) == value for name, value in about.items())
            if asked and (periods is None or report.period in periods) and _in(report.unit, unit):
                reached |= people
        return sum(
            all(getattr(person, name) == value for name, value in wanted.items())
            for person in reached
        )

    def populations(self) -> list[tuple[str, str, int]]:
        """Everyone who lives in each unit, by audience."""
        return [
            (unit, audience, sum(p.home in homes and p.audience == audience for p in self.people))
            for unit, homes in INSIDE.items()
            for audience in AUDIENCES
        ]


def _in(unit: str | None, other: str) -> bool:
    """Whether a unit is another or lies in it."""
    return unit is not None and (unit == other or _in(ABOVE[unit], other))


def county(random: Random) -> County:
    """People with overlaps between activities, periods and levels, and their reports."""
    size = random.randint(1, 24)
    made = County([_person(random, number) for number in range(size)])
    for unit, homes in INSIDE.items():
        for activity in ("talks", "fair"):
            for period in ("2030-Q1", "2030-Q2"):
                if random.random() < 0.45:
                    _report(random, made, unit, homes, activity, period)
    random.shuffle(made.reports)
    return made


def _person(random: Random, number: int) -> Person:
    home = random.choice(LEAVES)
    return Person(
        number,
        home,
        random.choice(AUDIENCES[:2]),
        random.choice(("female", "male")),
        random.choice(BANDS),
        random.choice(("Dao", "Tày")),
        random.choice((None, None, f"{home}-a", f"{home}-b")),
    )


def _report(
    random: Random, made: County, unit: str, homes: tuple[str, ...], activity: str, period: str
) -> None:
    """One honest report: people who came, and each cohort that came in full."""
    local = [person for person in made.people if person.home in homes]
    cohorts = {p.cohort for p in local if p.cohort and random.random() < 0.5}
    here = [p for p in local if (p.cohort in cohorts if p.cohort else random.random() < 0.6)]
    rows = []
    for audience in AUDIENCES:
        rows += _rows(random, [person for person in here if person.audience == audience], audience)
    if not rows:
        rows = [row("people", 0)]
        here = []
    made.reports.append(make_report(*rows, unit=unit, activity=activity, period=period))
    made.came.append((made.reports[-1], frozenset(here)))


def _rows(random: Random, came: list[Person], audience: str) -> list[dict[str, object]]:
    """The rows of one audience: what is not known stays unknown; each row people or attendances."""
    sessions = random.randint(1, 4)
    groups: dict[tuple[object, ...], list[Person]] = defaultdict(list)
    hide = [random.random() for _ in range(3)]
    for person in came:
        shape = (
            person.sex if random.random() > hide[0] else "unknown",
            person.band if random.random() > hide[1] else "unknown",
            person.ethnicity if random.random() > hide[2] else "unknown",
            person.cohort,
        )
        groups[shape].append(person)
    rows = []
    for cohort in sorted({shape[3] for shape in groups}, key=str):
        mine = {shape: people for shape, people in groups.items() if shape[3] == cohort}
        rows += _of_cohort(random, mine, sessions, audience)
    if random.random() < 0.8 and any(one["measure"] == "attendances" for one in rows):
        rows.append(row("sessions", sessions, audience))
    return rows


def _of_cohort(
    random: Random, groups: dict[tuple[object, ...], list[Person]], sessions: int, audience: str
) -> list[dict[str, object]]:
    """Rows of one cohort, or of nobody's: all people, all attendances, or both in some way.

    Attendances may be broken down less than people; one sex may be counted otherwise than the
    other, where every row knows its sex.
    """
    rows = []
    counted = random.choice(("people", "attendances", "by sex", "total"))
    if counted == "by sex" and any(shape[0] == "unknown" for shape in groups):
        counted = "people"
    for (sex, band, ethnicity, cohort), members in groups.items():
        cell = {"sex": sex, "age_band": band, "ethnicity": ethnicity, "cohort": cohort}
        if counted == "total":
            rows.append(row("people", len(members), audience, **cell))
        else:
            measure = counted if counted != "by sex" else f"{sex}"
            measure = {"female": "people", "male": "attendances"}.get(measure, measure)
            rows += _values(random, members, measure, sessions, audience, cell)
    if counted == "total":
        people = [person for members in groups.values() for person in members]
        total = sum(random.randint(1, sessions) for _ in people)
        rows.append(row("attendances", total, audience, cohort=next(iter(groups))[3]))
    return rows


def _values(
    random: Random,
    members: Iterable[Person],
    measure: str,
    sessions: int,
    audience: str,
    cell: dict[str, object],
) -> list[dict[str, object]]:
    people = list(members)
    attended = sum(random.randint(1, sessions) for _ in people)
    if measure == "people":
        both = [row("attendances", attended, audience, **cell)] if random.random() < 0.3 else []
        return [row("people", len(people), audience, **cell), *both]
    return [row("attendances", attended, audience, **cell)]
