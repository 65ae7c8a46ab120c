"""Units as they were sent: by code, or by a name that can only mean one of them.

A name is sure when exactly one unit of the period's days bears it, written with all its marks; the
kind before it ("xã", "TT.") and the unit above it (after a comma) narrow it down. Anything less
is refused, and what may be meant is offered: nothing is guessed.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from generator.model.mapping import UnitNames
from generator.model.period import Period, parse_period
from generator.model.place import Place
from generator.model.vietnamese import fold, same_spelling
from generator.reach.ground import Ground
from generator.reach.intake.grid import Value
from generator.reach.intake.values import Wrong, text
from generator.sources.resolve import unit_candidates
from generator.sources.suggest import nearest

NONE = "—"
"""Where there is no unit to offer."""
MOST = 8
"""So many units are offered at most."""
By = Literal["any", "code", "name"]
_LEVELS = re.compile(r"\s*[,;()/]\s*|\s+[-\u2010-\u2015]\s+")
"""What stands between a unit and the one above it."""


@dataclass(frozen=True, slots=True)
class Named:
    """How a unit was written, and which one that is."""

    written: str
    code: str
    by: Literal["code", "name", "own"]
    """``own``: by a table of the sender's own codes."""
    path: str = ""
    """Its name and those of the units above it."""


@dataclass
class Units:
    """The units that a file may be about."""

    ground: Ground
    by: By = "any"
    level: str | None = None
    """Only units of this level are meant by a name."""
    codes: dict[str, str] = field(default_factory=dict)
    """The sender's own codes or names (``same_spelling``) to ours."""

    @classmethod
    def of(cls, ground: Ground, names: UnitNames) -> "Units":
        """As a mapping names them."""
        codes = {same_spelling(written): code for written, code in names.codes.items()}
        return cls(ground, names.by, names.level, codes)

    def find(self, cell: Value, parent: str | None, period: str | None) -> Named | None:
        """The unit that a cell names in a period; ``Wrong`` with candidates where none is sure."""
        written = text(cell)
        if written is None:
            return None
        span = parse_period(period) if period else None
        own = self.codes.get(same_spelling(written))
        code = own or written
        known = self._by_code.get(code)
        if known and (own or self.by != "name"):
            if span and self.ground.find(code, span) is None:
                raise Wrong("report-unit-not-valid", self._not_valid(known, span))
            return Named(written, code, "own" if own else "code", self._path(code, span))
        found = self._named(written, parent, span, same_spelling)
        if len({place.code for place in found}) == 1 and self.by != "code":
            return Named(written, found[0].code, "name", self._path(found[0].code, span))
        raise self._unsure(written, parent, span, found)

    @cached_property
    def _by_code(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for place in self.ground.places.places:
            found.setdefault(place.code, []).append(place)
        return found

    @cached_property
    def _by_name(self) -> dict[str, tuple[Place, ...]]:
        return self._index(same_spelling)

    @cached_property
    def _by_bare_name(self) -> dict[str, tuple[Place, ...]]:
        return self._index(fold)

    def _index(self, key: Callable[[str], str]) -> dict[str, tuple[Place, ...]]:
        """Every way to write a unit's name to the units that may be meant."""
        found: dict[str, dict[Place, None]] = {}
        for place in self.ground.places.places:
            for name in _ways(place):
                found.setdefault(key(name), {})[place] = None
        return {name: tuple(places) for name, places in found.items()}

    def _there(self, places: Iterable[Place], span: Period | None) -> Iterator[Place]:
        """Those that existed on some day of the period, as the period's end has them."""
        for place in places:
            last = self.ground.find(place.code, span) if span else place
            if last == place:
                yield place

    def _named(
        self, written: str, parent: str | None, span: Period | None, key: Callable[[str], str]
    ) -> list[Place]:
        """The units that bear a name, all its parts counted; none where a part does not fit."""
        names = self._by_name if key is same_spelling else self._by_bare_name
        found = [*self._there(names.get(key(_plain(written)), ()), span)]
        parts = [part for part in _LEVELS.split(written.strip(" .,;")) if part]
        above = parts[1:]
        if not found and above:
            found = [*self._there(names.get(key(_plain(parts[0])), ()), span)]
            found = [place for place in found if self._lies_in(place, above, span, names, key)]
        if parent:
            outer = [part for part in _LEVELS.split(parent) if part]
            code = self._by_code.get(self.codes.get(same_spelling(parent), parent))
            found = [
                place
                for place in found
                if self._under(place, code, span) or self._lies_in(place, outer, span, names, key)
            ]
        return [place for place in found if self.level in (None, place.level)]

    def _under(self, place: Place, above: list[Place] | None, span: Period | None) -> bool:
        return bool(above) and any(one in (above or ()) for one in self._above(place, span))

    def _lies_in(
        self,
        place: Place,
        above: Iterable[str],
        span: Period | None,
        names: dict[str, tuple[Place, ...]],
        key: Callable[[str], str],
    ) -> bool:
        """Whether the units above bear these names, in this order; some may be left out."""
        ladder = self._above(place, span)
        return all(any(one in names.get(key(_plain(name)), ()) for one in ladder) for name in above)

    def _above(self, place: Place, span: Period | None) -> Iterator[Place]:
        last = place.valid_to or self.ground.places.day
        return self.ground.above(place, span or Period("", last, last))

    def _path(self, code: str, span: Period | None) -> str:
        gazetteer = self.ground.on(span.last) if span else self.ground.places
        if code in gazetteer:
            return gazetteer.path(code)
        return self._by_code[code][-1].name

    def _unsure(
        self, written: str, parent: str | None, span: Period | None, found: list[Place]
    ) -> Wrong:
        """Why a name is not taken, and what may be meant."""
        gazetteer = self.ground.on(span.last) if span else self.ground.places
        details = {"found": written[:60]}
        if len(found) > 1:
            return Wrong("report-unit-ambiguous", {**details, "known": self._offer(found, span)})
        if found:
            return Wrong("report-unit-by-name", {**details, "known": self._offer(found, span)})
        code, offers = unit_candidates(gazetteer, written)
        if code == "unit-lost-zero":
            return Wrong(f"report-{code}", {**details, "known": offers})
        gone = self._named(written, parent, None, same_spelling)
        if span and gone:
            return Wrong("report-unit-not-valid", self._not_valid(gone, span))
        meant = (
            self._named(written, parent, span, fold)
            or (parent and self._named(written, None, span, same_spelling))
            or self._named(self._without_kind(written), parent, span, fold)
            or self._similar(written, span)
        )
        if meant and not written.isdecimal():
            return Wrong("report-unit-unsure", {**details, "known": self._offer(meant, span)})
        known = self._offer(meant, span) if meant else offers if offers != "–" else NONE
        return Wrong("report-unknown-unit", {**details, "known": known})

    def _without_kind(self, written: str) -> str:
        """The name after a kind that it does not have: a commune may be a ward by now."""
        plain = _plain(written)
        kinds = {place.kind for place in self.ground.places.places if place.kind}
        ways = sorted({fold(way) for kind in kinds for way in _kind_ways(kind)}, key=len)
        before = next((way for way in ways[::-1] if fold(plain).startswith(f"{way} ")), "")
        return " ".join(plain.split()[len(before.split()) :])

    def _similar(self, written: str, span: Period | None) -> list[Place]:
        """Units whose name or code is nearly what was written."""
        first = next((part for part in _LEVELS.split(written) if part), written)
        there = [*self._there(self.ground.places.places, span)]
        codes = nearest(written, [place.code for place in there])
        names = nearest(_plain(first), self._by_bare_name, least=75)
        near = [place for name in names for place in self._by_bare_name[name]]
        listed = dict.fromkeys([*(p for p in there if p.code in codes), *near])
        return [place for place in listed if place in there]

    def _offer(self, places: Iterable[Place], span: Period | None) -> str:
        codes = list(dict.fromkeys(place.code for place in places))
        offers = [f"{code} = {self._path(code, span)}" for code in codes[:MOST]]
        return "; ".join([*offers, *(["…"] if len(codes) > MOST else [])])

    def _not_valid(self, known: list[Place], span: Period) -> dict[str, str]:
        there = self.ground.on(span.last)
        after = [code for place in known for code in place.successors if code in there]
        return {
            "found": f"{known[0].code} {known[0].name}",
            "period": span.name,
            "known": self._offer([there[code] for code in after], span) or NONE,
        }


def _ways(place: Place) -> Iterator[str]:
    """The ways to write a unit's name: bare, after its kind, after the kind's initials."""
    kinds = _kind_ways(place.kind) if place.kind else ()
    for name in map(_plain, (place.name, *place.aliases)):
        yield name
        yield from (f"{kind} {name}" for kind in kinds)


def _kind_ways(kind: str) -> tuple[str, ...]:
    """``thành phố``, ``tp``, ``t p``."""
    initials = [word[0] for word in _plain(kind).split()]
    return _plain(kind), "".join(initials), " ".join(initials)


def _plain(written: str) -> str:
    """Full stops are part of an abbreviation, not of a name: ``TP.``, ``T.P.``"""
    return " ".join(written.replace(".", " ").split())
