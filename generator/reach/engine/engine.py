"""One campaign's ledgers, counted: the rules are in ``sql/``, the tree of units comes from here."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from generator.model.period import parse_period
from generator.model.place import Gazetteer, Place
from generator.reach.engine.ledgers import open_ledgers, statements
from generator.reach.ground import Ground
from generator.reach.range import Range

Headcount = Mapping[tuple[str, str], int]
"""People by (unit code, audience)."""
ROOT = 0
"""The number of what lies above all units."""
MOST_ACTIVITIES = 1024
"""A report's number is that of its unit and period, times this, plus its activity's."""
UNNAMED = "unknown"
Row = tuple[Any, ...]
Part = tuple[str, str, str]
"""Activity, family, part: the reports of an activity belong to a part such as (channel, print)."""


@dataclass(frozen=True)
class Question:
    """Whose reports are counted, and what their names mean."""

    ledgers: tuple[Path, ...]
    places: Gazetteer
    asked: tuple[tuple[str, str], ...] = ()
    """(unit code, period) of reports that are asked for: their units belong to the tree too."""
    parts: tuple[Part, ...] = ()
    """Of the figures, beside the whole, each activity and each period."""
    activities: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    timeline: bool = False
    """Whether the parts up to the end of each period are wanted (family ``until``)."""
    people: Headcount = field(default_factory=dict)
    years: tuple[int, int] | None = None
    """Only reports of periods in these years, both included."""


class Engine:
    """The counted reports of a question. Every table of ``sql/`` is made when it is first asked."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._count(question.audiences)
        if self.rows("answer_unplaced")[0][0]:
            # a ledger may name an audience that the register no longer has
            strangers = [name for (name,) in self.rows("answer_strangers")]
            self._count([*question.audiences, *strangers])

    def _count(self, audiences: Iterable[str]) -> None:
        """Read the ledgers; audiences that are not told are left out."""
        self._database: duckdb.DuckDBPyConnection = open_ledgers(self.question.ledgers)
        self._done: set[str] = set()
        self._run("rules")
        self._run("reports")
        self.ground = self._ground()
        self._name(audiences)
        self._step("rows")

    def rows(self, query: str, *needs: str, **values: Any) -> list[Row]:
        """The answer to ``sql/<query>.sql``, after the steps that it needs."""
        for step in needs:
            self._step(step)
        return self._database.execute(statements(query), values or None).fetchall()

    def ranges(self, family: str, *, everywhere: bool = False) -> dict[tuple[str, str, int], Range]:
        """By (part, audience, place): the ranges of a family, rolled up.

        The place is its number in ``places``, or ``ROOT``; only that unless ``everywhere``.
        """
        found = self.rows("answer_ranges", "reached", family=family, everywhere=everywhere)
        return {(part, name, place): Range(low, high) for part, name, place, low, high in found}

    def own_ranges(self) -> dict[tuple[str, int], Range]:
        """By (audience, place): what each unit's own reports say, without its sub-units'."""
        found = self.rows("answer_own", "ranges")
        return {(name, place): Range(low, high) for name, place, low, high in found}

    @cached_property
    def places(self) -> dict[int, Place]:
        """The units of the tree by number, each before its sub-units."""
        return dict(enumerate(self.ground.all(), ROOT + 1))

    def number(self, place: Place) -> int:
        """The number of a unit of the tree."""
        return self._numbers[id(place)]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {id(place): number for number, place in self.places.items()}

    def _run(self, name: str) -> None:
        self._database.execute(statements(name))

    def _step(self, name: str) -> None:
        """Make the tables of a step once, after those that it is made from."""
        if name in self._done:
            return
        self._done.add(name)
        for needed in _NEEDS[name]:
            self._step(needed)
        if name == "reached":
            self._roll_up()
        else:
            self._run(name)

    def _roll_up(self) -> None:
        """Clause 4, from the lowest units up to the root."""
        deepest = max((depth for *_, depth in self._tree()), default=0)
        for depth in range(deepest, -1, -1):
            self._database.execute("SET VARIABLE depth = $depth", {"depth": depth})
            self._run("roll_up")

    def _ground(self) -> Ground:
        """The units that reports or expectations are about, and those above them."""
        spoken = [(unit, period) for unit, period in self.rows("answer_spots") if self._in(period)]
        asked = [key for key in self.question.asked if self._in(key[1])]
        return Ground.of(self.question.places, sorted({*spoken, *asked}))

    def _in(self, period: str) -> bool:
        """Whether a period lies in the years of the question."""
        if self.question.years is None:
            return True
        first, last = self.question.years
        span = parse_period(period)
        return first <= span.first.year and span.last.year <= last

    def _name(self, audiences: Iterable[str]) -> None:
        """Tell the database what the names in the ledger mean."""
        spots = [*self._spots()]
        reported = [name for (name,) in self.rows("answer_activities")]
        names = list(dict.fromkeys([*self.question.activities, *reported]))[:MOST_ACTIVITIES]
        self._set("spot", ("numbers", "units", "periods", "untils", "places"), spots)
        self._set("activity", ("numbers", "names"), list(enumerate(names)))
        self._set("part", ("sources", "names", "families", "parts"), [*self._parts(names, spots)])
        self._set("tree", ("places", "parents", "grounds", "depths"), self._tree())
        self._set(
            "audience", ("names",), [(name,) for name in dict.fromkeys((*audiences, UNNAMED))]
        )
        heads = [
            (number, audience, people)
            for (code, audience), people in self.question.people.items()
            for number in self._coded.get(code, ())
        ]
        self._set("head", ("places", "audiences", "people"), heads)
        self._database.execute("SET VARIABLE most_activities = $n", {"n": MOST_ACTIVITIES})
        self._run("names")

    def _parts(self, activities: Iterable[str], spots: Iterable[Row]) -> Iterator[Row]:
        """(source, name, family, part): what the reports of an activity or period belong to."""
        for name in activities:
            yield "activity", name, "all", ""
            yield "activity", name, "activity", name
        for name, family, part in self.question.parts:
            yield "activity", name, family, part
        ends = {period: until for _, _, period, until, _ in spots}
        for period, until in ends.items():
            yield "period", period, "period", period
            for day in sorted(set(ends.values())) if self.question.timeline else ():
                if until <= day:
                    yield "period", period, "until", day.isoformat()

    @cached_property
    def _coded(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, place in self.places.items():
            found.setdefault(place.code, []).append(number)
        return found

    def _spots(self) -> Iterator[Row]:
        """Every unit and period with reports, and the place that they mean."""
        for number, (unit, period) in enumerate(self.rows("answer_spots")):
            span = parse_period(period)
            place = self.ground.find(unit, span) if self._in(period) else None
            if place:
                yield number, unit, period, span.last, self.number(place)

    def _tree(self) -> list[Row]:
        """(place, parent, ground, depth): units that share ground bear one number of it."""
        found = []
        depths: dict[Place | None, int] = {None: 0}
        for place in self.ground.all():
            depths[place] = depths[self.ground.parents[place]] + 1
        for parent in depths:
            above = self.number(parent) if parent else ROOT
            for number, group in enumerate(self.ground.groups(parent)):
                found += [(self.number(one), above, number, depths[one]) for one in group]
        return [(ROOT, None, 0, 0), *found]

    def _set(self, kind: str, names: Iterable[str], rows: list[Row]) -> None:
        for column, name in enumerate(names):
            values = [row[column] for row in rows]
            self._database.execute(f"SET VARIABLE {kind}_{name} = $values", {"values": values})


_NEEDS: Mapping[str, tuple[str, ...]] = {
    "rows": (),
    "people": ("rows",),
    "ranges": ("people",),
    "shares": ("ranges",),
    "reached": ("ranges", "shares"),
    "measures": ("rows",),
}
"""What each step of ``sql/`` is made from."""
