"""Places with their dates: a unit is a code and the days on which it was valid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.model.base import Code, Day, Record, Slug, Text
from generator.model.vietnamese import fold, same_spelling, sort_key


class Place(Record):
    """An administrative unit. ``valid_from`` is empty when it is older than the programme."""

    code: Code
    name: Text
    level: Slug
    parent: Code | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    successors: tuple[Code, ...] = ()
    kind: Text | None = None
    aliases: tuple[Text, ...] = ()
    source: Text | None = None

    def valid_on(self, day: date) -> bool:
        """Whether the unit existed on that day (both ends included)."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def full_name(self) -> str:
        """``district North Quay``: the kind of unit before its name, where it is known."""
        return f"{self.kind} {self.name}" if self.kind else self.name


@dataclass(frozen=True)
class Gazetteer:
    """All places of a project, and the day on which it looks at them."""

    places: tuple[Place, ...]
    day: date
    tiles: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Column and row of each unit on the tile-grid map, from 1, where one is laid out."""

    @cached_property
    def _valid(self) -> dict[str, Place]:
        return {place.code: place for place in self.places if place.valid_on(self.day)}

    @cached_property
    def _children(self) -> dict[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = {}
        for place in self._valid.values():
            if place.parent:
                found.setdefault(place.parent, []).append(place)
        return {
            code: tuple(sorted(places, key=lambda place: (sort_key(place.name), place.code)))
            for code, places in found.items()
        }

    def __iter__(self) -> Iterator[Place]:
        return iter(self._valid.values())

    def __contains__(self, code: object) -> bool:
        return code in self._valid

    def on(self, day: date) -> "Gazetteer":
        """The same places as they stood on another day."""
        return Gazetteer(self.places, day, self.tiles)

    def get(self, code: str) -> Place | None:
        """The unit that bears ``code`` on the gazetteer's day."""
        return self._valid.get(code)

    def __getitem__(self, code: str) -> Place:
        return self._valid[code]

    def children(self, code: str) -> tuple[Place, ...]:
        """The units directly below, in Vietnamese order of their names."""
        return self._children.get(code, ())

    def below(self, code: str) -> Iterator[Place]:
        """The unit and all units under it, each before its own sub-units."""
        if code in self._valid:
            yield self._valid[code]
            for child in self.children(code):
                yield from self.below(child.code)

    def above(self, code: str) -> Iterator[Place]:
        """The units above, nearest first."""
        place = self._valid.get(code)
        while place and place.parent and place.parent in self._valid:
            place = self._valid[place.parent]
            yield place

    def at_level(self, level: str) -> tuple[Place, ...]:
        """All units of one level, in Vietnamese order of their names."""
        found: Iterable[Place] = (place for place in self if place.level == level)
        return tuple(sorted(found, key=lambda place: (sort_key(place.name), place.code)))

    def named(self, name: str) -> tuple[Place, ...]:
        """Every unit with that name or alias, however it is typed; two may share one name."""
        wanted, bare = same_spelling(name), fold(name)
        exact = [p for p in self if wanted in map(same_spelling, (p.name, *p.aliases))]
        return tuple(exact or [p for p in self if bare in map(fold, (p.name, *p.aliases))])

    def path(self, code: str) -> str:
        """``Old Mole, North Quay``: names upwards without the topmost, enough to tell two apart."""
        names = [self._valid[code].name, *(place.name for place in self.above(code))]
        return ", ".join(names[:-1] or names)
