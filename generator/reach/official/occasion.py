"""Which report it is: its kind and years, the deadline it meets, the day it bears."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from generator.model.programme import Deadline
from generator.model.project import Project

Kind = Literal["annual", "midterm", "final"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class NoSuchReportError(ValueError):
    """The programme has no report of that kind and year; ``known`` are those that it has."""

    def __init__(self, kind: str, year: int, known: tuple[str, ...]) -> None:
        super().__init__(f"{kind} {year}")
        self.known = known


@dataclass(frozen=True)
class Occasion:
    """A report that is due."""

    kind: Kind
    first: int
    last: int
    """The years that it tells of, both included."""
    deadline: Deadline | None
    """The issuer's own duty to report; ``None`` where the programme lays none on it."""
    due: date | None
    """The last day on which it is in time."""
    day: date
    """The day it bears, which decides how it is laid out."""

    @property
    def years(self) -> tuple[int, int]:
        """Both ends of the span."""
        return self.first, self.last


def occasion(project: Project, kind: Kind, year: int, day: date | None = None) -> Occasion:
    """The report of that kind for ``year``.

    It bears ``day``, or else the last day on which it is in time. An annual report tells of its
    year; a mid-term and a final one of all years from the programme's first. Raises
    ``NoSuchReportError``.
    """
    if year not in _years(project, kind):
        raise NoSuchReportError(kind, year, tuple(known_reports(project)))
    issuer = project.agencies[project.programme.issuer]
    deadline = next(
        (
            each
            for each in project.deadlines_of(issuer)
            if each.kind == kind and year in each.years and each.before
        ),
        None,
    )
    days = dict(zip(deadline.years, deadline.due(), strict=True)) if deadline else {}
    due = days.get(year)
    first = year if kind == "annual" else project.programme.first_year
    return Occasion(kind, first, year, deadline, due, day or due or date(year, 12, 31))


def known_reports(project: Project) -> Iterator[str]:
    """Every report that the programme has: ``annual 2018``."""
    for kind in KINDS:
        yield from (f"{kind} {year}" for year in _years(project, kind))


def _years(project: Project, kind: Kind) -> tuple[int, ...]:
    """Annual ones for every year of the programme, others as the deadlines have them."""
    programme = project.programme
    asked = {year for each in programme.deadlines if each.kind == kind for year in each.years}
    if kind == "annual":
        asked |= set(range(programme.first_year, programme.last_year + 1))
    if kind == "final":
        asked.add(programme.last_year)
    return tuple(sorted(asked))
