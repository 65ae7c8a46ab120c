"""Provinces' figures put together. Provinces share no ground, so everything of them adds up.

Published figures are put together from published ones alone: what a province hides is hidden in
the sum, too. So the national figures say nothing that the provinces' own do not say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from generator.model.place import Place
from generator.reach.expected.duties import Reports
from generator.reach.figures import each, reach_of
from generator.reach.range import Range
from generator.reach.results import (
    PARTITIONS,
    TRAITS,
    By,
    Cost,
    Figures,
    Flag,
    Part,
    PerPerson,
    Population,
    Reach,
)


@dataclass(frozen=True)
class Share:
    """One province's figures of a campaign."""

    province: Place
    figures: Figures


def together(shares: Sequence[Share]) -> Figures:
    """The figures of one campaign over provinces; ``by_unit`` has a part for each province."""
    listed = [share.figures for share in shares]
    whole = _sum([one.total() for one in listed])
    untold = tuple(by for by in TRAITS if any(by in one.not_shown for one in listed))
    families = {by: () if by in untold else _family(listed, by) for by in PARTITIONS}
    return Figures(
        campaign=listed[0].campaign,
        as_of=max(one.as_of for one in listed),
        demonstration=any(one.demonstration for one in listed),
        reach=whole.reach,
        measures=whole.measures,
        reports=whole.reports,
        cost=_cost([one.cost for one in listed], whole),
        by_unit=tuple(_province(share) for share in shares),
        by_audience=families["audience"],
        by_activity=families["activity"],
        by_period=families["period"],
        by_channel=families["channel"],
        by_sex=families["sex"],
        by_age_band=families["age_band"],
        by_ethnicity=families["ethnicity"],
        by_disability=families["disability"],
        not_shown=untold,
        never_reached=tuple(unit for one in listed for unit in one.never_reached),
        flags=tuple(_flags(shares)),
        hidden=frozenset(kind for one in listed for kind in one.hidden),
        exact=all(one.exact for one in listed),
    )


def _province(share: Share) -> Part:
    place, figures = share.province, share.figures
    return Part(
        id=place.code,
        name=place.name,
        reach=figures.reach,
        measures=figures.measures,
        reports=figures.reports,
        level=place.level,
        hidden=figures.hidden,
        key=place.code,
    )


def _family(listed: Iterable[Figures], by: By) -> tuple[Part, ...]:
    """The parts of a family by their identifier, in the order in which they come first."""
    groups: dict[str, list[Part]] = {}
    for figures in listed:
        for part in figures.by(by):
            groups.setdefault(part.id, []).append(part)
    ordered = groups if by != "period" else dict(sorted(groups.items()))
    last = [name for name in ordered if by in TRAITS and name == "unknown"]
    names = [name for name in ordered if name not in last] + last
    return tuple(_sum(groups[name]) for name in names)


def _sum(parts: Sequence[Part]) -> Part:
    measures = dict.fromkeys(name for part in parts for name in part.measures)
    return Part(
        id=parts[0].id,
        name=parts[0].name,
        reach=_reach([part.reach for part in parts]),
        measures={
            name: _all([part.measures[name] for part in parts if name in part.measures])
            for name in sorted(measures)
        },
        reports=_reports([part.reports for part in parts]),
        hidden=frozenset(kind for part in parts for kind in part.hidden),
    )


def _all(values: Sequence[int | None]) -> int | None:
    """The sum; ``None`` where a part of it is hidden or not known."""
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _reach(listed: Sequence[Reach]) -> Reach:
    """Clause 4 over disjoint places. Where nobody was counted there is nothing to add."""
    target = _all([one.target for one in listed])
    if any(one.suppressed for one in listed):
        return Reach(target=target, suppressed=True)
    counted = [Range(one.low, one.high or 0) for one in listed if one.low is not None]
    people = sum(counted, Range()) if counted else None
    return reach_of(people, target, _population([one.population for one in listed]))


def _population(listed: Sequence[Population | None]) -> Population | None:
    known = [one for one in listed if one]
    if len(known) < len(listed):
        return None
    sources = "; ".join(dict.fromkeys(one.source for one in known))
    return Population(sum(one.people for one in known), max(one.year for one in known), sources)


def _reports(listed: Sequence[Reports]) -> Reports:
    sums = {
        field.name: _all([getattr(one, field.name) for one in listed]) for field in fields(Reports)
    }
    return Reports(**sums)  # type: ignore[arg-type]  # only ``zero`` can be hidden


def _cost(listed: Sequence[Cost], whole: Part) -> Cost:
    spent = _all([one.spent for one in listed])
    if spent is None:
        return Cost()
    per_person = PerPerson(each(spent, whole.reach.high), each(spent, whole.reach.low))
    return Cost(spent, per_person, each(spent, whole.measures.get("copies_distributed")))


def _flags(shares: Iterable[Share]) -> Iterator[Flag]:
    for share in shares:
        yield from share.figures.flags
