"""Names that point elsewhere: each must be defined, or the nearest known names are offered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from generator.model.base import references
from generator.model.place import Gazetteer
from generator.model.problem import Problem
from generator.sources.suggest import nearest, one_of
from generator.sources.yaml import Document


@dataclass
class Registers:
    """The names that are defined, by kind. A kind whose file could not be read is not checked."""

    names: dict[str, frozenset[str]] = field(default_factory=dict)
    places: Gazetteer | None = None

    def define(self, kind: str, names: Mapping[str, object] | set[str] | None) -> None:
        """Say which names of a kind exist; ``None`` when that is not known."""
        if names is not None:
            self.names[kind] = frozenset(names)

    def resolve(self, document: Document, model: type[BaseModel]) -> Iterator[Problem]:
        """A problem for each name in a document of this kind that nothing defines."""
        for location, kind, name in references(model, document.data):
            if kind == "unit":
                if self.places is not None and name not in self.places:
                    yield self._unit_problem(document, location, name)
            elif kind in self.names and name not in self.names[kind]:
                near = nearest(name, self.names[kind], least=55)
                code = f"unknown-{kind.replace(' ', '-')}"
                known = near or sorted(self.names[kind])[:12]
                yield document.problem(location, code, found=name, known=one_of(known))

    def _unit_problem(
        self, document: Document, location: tuple[str | int, ...], name: str
    ) -> Problem:
        assert self.places is not None  # noqa: S101 - the caller has just looked
        code, known = unit_candidates(self.places, name)
        return document.problem(location, code, found=name, known=known)


def unit_candidates(places: Gazetteer, name: str) -> tuple[str, str]:
    """(problem code, candidates in words) for a unit that the gazetteer does not know.

    A lost leading zero, a unit of another time, a name in place of a code (two units may share
    one), or the nearest codes: never a guess, always an offer.
    """
    padded = [code for code in (f"0{name}", f"00{name}", f"000{name}") if code in places]
    if padded and name.isdecimal():
        return "unit-lost-zero", "; ".join(f"{code} = {places.path(code)}" for code in padded)
    past = [place for place in places.places if place.code == name]
    if past:
        after = [code for place in past for code in place.successors if code in places]
        return "unit-not-valid", one_of(after)
    named = places.named(name)
    if len(named) > 1:
        return "unit-ambiguous", "; ".join(f"{p.code} = {places.path(p.code)}" for p in named)
    if named:
        return "unit-by-name", named[0].code
    near = nearest(name, [place.code for place in places])
    by_name = {place.name: place for place in places}
    similar = nearest(name, by_name, least=75)
    offers = [*near, *(by_name[found].code for found in similar)]
    return "unknown-unit", "; ".join(f"{code} = {places.path(code)}" for code in offers) or "–"
