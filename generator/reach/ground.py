"""The units that a campaign's reports are about, as a tree, with their dates kept in mind."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from generator.model.period import Period, parse_period
from generator.model.place import Gazetteer, Place
from generator.model.vietnamese import sort_key


@dataclass(frozen=True)
class Ground:
    """Units and how they lie in one another.

    A code can be given to another unit later, so a unit is a ``Place`` (its code with its
    dates), found for a code and a period.
    """

    places: Gazetteer
    used: dict[Place, date] = field(default_factory=dict)
    """The units that reports or expectations are about, with the last day they speak of."""
    _on: dict[date, Gazetteer] = field(default_factory=dict)
    _eras: dict[Period, tuple[int] | None] = field(default_factory=dict)
    _found: dict[tuple[str, tuple[int]], Place | None] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Gazetteer, keys: Iterable[tuple[str, str]]) -> "Ground":
        """The ground of some (unit code, period name) pairs; unknown codes are left out."""
        ground = cls(places)
        last: dict[tuple[str, object], Period] = {}
        for code, name in keys:  # nothing changes within an era: its last period says all
            period = parse_period(name)
            known = last.setdefault((code, ground.era(period) or period), period)
            if period.last > known.last:
                last[code, ground.era(period) or period] = period
        for (code, _), period in last.items():
            place = ground.find(code, period)
            if place:
                for one in (place, *ground.above(place, period)):
                    ground.used[one] = max(ground.used.get(one, period.last), period.last)
        return ground

    def on(self, day: date) -> Gazetteer:
        """The gazetteer of that day."""
        if day not in self._on:
            self._on[day] = self.places.on(day)
        return self._on[day]

    @cached_property
    def _by_code(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.places.places:
            found.setdefault(place.code, []).append(place)
        return found

    @cached_property
    def _changes(self) -> list[date]:
        """The days on which some unit begins or has ended, in order."""
        begun = {place.valid_from for place in self.places.places if place.valid_from}
        ended = {
            place.valid_to + timedelta(days=1)
            for place in self.places.places
            if place.valid_to and place.valid_to < date.max
        }
        return sorted(begun | ended)

    def era(self, period: Period) -> tuple[int] | None:
        """Which stretch of days without any change the period lies in, if it lies in one."""
        if period not in self._eras:
            first, last = (bisect_right(self._changes, day) for day in (period.first, period.last))
            self._eras[period] = (first,) if first == last else None
        return self._eras[period]

    def find(self, code: str, period: Period) -> Place | None:
        """The unit that bears ``code`` at the period's end, or else at any time within it."""
        era = self.era(period)
        if era is None:
            return self._find(code, period)
        if (code, era) not in self._found:
            self._found[code, era] = self._find(code, period)
        return self._found[code, era]

    def _find(self, code: str, period: Period) -> Place | None:
        there = [
            place
            for place in self._by_code.get(code, ())
            if (place.valid_from is None or place.valid_from <= period.last)
            and (place.valid_to is None or place.valid_to >= period.first)
        ]
        return max(there, key=lambda place: place.valid_to or date.max, default=None)

    def above(self, place: Place, period: Period) -> Iterator[Place]:
        """The units above it in that period, nearest first."""
        seen = {place}
        while place.parent:
            parent = self.find(place.parent, period)
            if parent is None or parent in seen:
                return
            yield parent
            seen.add(parent)
            place = parent

    @cached_property
    def parents(self) -> dict[Place, Place | None]:
        """Each used unit's parent, as it was when the unit was last spoken of."""
        found: dict[Place, Place | None] = {}
        for place, day in self.used.items():
            last = min(day, place.valid_to or day)
            found[place] = next(self.above(place, Period("", last, last)), None)
        return {place: parent if parent in found else None for place, parent in found.items()}

    @cached_property
    def _children(self) -> dict[Place | None, tuple[Place, ...]]:
        found: dict[Place | None, list[Place]] = {}
        for place, parent in self.parents.items():
            found.setdefault(parent, []).append(place)
        return {parent: tuple(sorted(units, key=in_order)) for parent, units in found.items()}

    def children(self, place: Place | None) -> tuple[Place, ...]:
        """The used units directly below, in Vietnamese order; of ``None`` the topmost ones."""
        return self._children.get(place, ())

    def below(self, place: Place) -> Iterator[Place]:
        """The unit and every used unit under it, each before its own sub-units."""
        yield place
        for child in self.children(place):
            yield from self.below(child)

    def all(self) -> Iterator[Place]:
        """Every used unit, from the top."""
        for top in self.children(None):
            yield from self.below(top)

    def groups(self, place: Place | None) -> tuple[tuple[Place, ...], ...]:
        """The units directly below, those that share ground together.

        Two units share ground when one succeeded the other and spoke of days after that: their
        people are partly the same, so they are not added (contract, clause 4).
        """
        children = self.children(place)
        group = {child: [child] for child in children}
        for old in children:
            for new in children if old.successors else ():
                if self._succeeds(old, new) and group[old] is not group[new]:
                    group[old] += group[new]
                    group |= dict.fromkeys(group[new], group[old])
        joined = {id(one): one for one in group.values()}.values()
        return tuple(tuple(sorted(one, key=in_order)) for one in joined)

    def _succeeds(self, old: Place, new: Place) -> bool:
        return (
            old.valid_to is not None
            and new.code in old.successors
            and (new.valid_to is None or new.valid_to > old.valid_to)
            and self.used[new] > old.valid_to
        )


def in_order(place: Place) -> tuple[object, ...]:
    """Vietnamese order of the names; the code and the first day tell namesakes apart."""
    return (sort_key(place.name), place.code, place.valid_from or date.min)


def unit_key(place: Place) -> str:
    """What tells a unit from another that bore its code at another time."""
    return f"{place.code} {place.valid_from or ''}"


def units_of(
    ground: Ground, level: str | None, codes: Sequence[str], period: Period
) -> tuple[Place, ...]:
    """The units that take part in a period: all of a level on its last day, and those named."""
    found = dict.fromkeys(ground.on(period.last).at_level(level) if level else ())
    for code in codes:
        place = ground.find(code, period)
        if place:
            found[place] = None
    return tuple(found)
