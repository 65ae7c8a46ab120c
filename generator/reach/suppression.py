"""Figures for everyone: small numbers of people are hidden, and none can be worked out again.

Published are the totals and families of parts that add up to them: units (a tree), audiences,
activities, periods, channels, sexes, ages, ethnicities and disabilities; and lines of the plan,
which overlap. The rules, for each kind of figures of people (reach with
attendances and people; scans; views):

1. A part of which any figure of that kind is under the threshold hides all of that kind.
2. Where parts of a family are hidden and what they add up to is not, the hidden ones are at least
   two that are not zero and together reach the threshold, in every figure; else the next smallest
   part is hidden too, and when there is none left, the parent.
3. A unit's own reports are not published, but its parent and sub-units would give them back: they
   are a part of its family that is always hidden.
4. Where a parent is hidden, some part under it is too, or their sum would give it back.
5. At last all figures are looked at together (``audit``): what is still given back through several
   families, by who knows where which activity takes place, loses the smallest figure that it needs.

6. Sexes, age bands, ethnicities and disabilities are shown as whole families or not at all.
7. What is told of the way there (timeline, shares known) says no more than the parts do.
8. Flags about people are told without their numbers, and only where those are neither small nor
   of a part that is hidden.

Sessions, copies and airings are things, not people, and stay. Shares and costs a person are
hidden with the reach that they are made from. ``low`` adds up only where nobody can be counted
twice; treating it as a sum everywhere hides more than needed, never less.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.reach.audit import told
from generator.reach.results import (
    CELL_PARTS,
    KINDS,
    PARTITIONS,
    PERSON_MEASURES,
    REACH,
    TRAITS,
    By,
    Cell,
    Figures,
    Flag,
    Part,
    PerPerson,
    Reach,
    Until,
    kind_of,
)

TOTAL = "total"
FAMILIES = tuple(by for by in PARTITIONS if by not in TRAITS)
FLAGGED: tuple[By, ...] = ("unit", "audience", "activity", "period")
OF_ACTIVITIES: tuple[By, ...] = ("channel", "plan")


@dataclass(frozen=True)
class Member:
    """A part of the published figures in one kind: its figures of people by name."""

    id: str
    figures: Mapping[str, int]
    merged: bool = False

    def small(self, threshold: int) -> bool:
        """Whether any figure is under the threshold."""
        return any(value < threshold for value in self.figures.values())

    @property
    def size(self) -> tuple[int, str]:
        """By how much hiding it costs the reader."""
        return (max(self.figures.values()), self.id)


@dataclass(frozen=True)
class Family:
    """Parts that add up to a parent, with the parent's own reports where it has some."""

    parent: Member
    members: tuple[Member, ...]
    own: Member | None = None


def published(figures: Figures, threshold: int) -> Figures:
    """The figures without any number of people under ``threshold``, given or to be worked out."""
    hidden = {kind: _hidden(figures, kind, threshold) for kind in KINDS}

    def cover(by: str, parts: Iterable[Part]) -> tuple[Part, ...]:
        return tuple(
            _covered(part, frozenset(kind for kind in KINDS if _name(by, part) in hidden[kind]))
            for part in parts
        )

    def told_apart(by: By) -> tuple[Part, ...]:
        shown = cover(by, figures.by(by))
        return () if any(part.hidden for part in shown) else shown

    total = frozenset(kind for kind in KINDS if TOTAL in hidden[kind])
    whole = _covered(figures.total(), total)
    no_reach = REACH in total
    return replace(
        figures,
        reach=whole.reach,
        measures=whole.measures,
        reports=whole.reports,
        cost=replace(figures.cost, per_person=PerPerson()) if no_reach else figures.cost,
        by_unit=cover("unit", figures.by_unit),
        by_audience=cover("audience", figures.by_audience),
        by_activity=cover("activity", figures.by_activity),
        by_period=cover("period", figures.by_period),
        by_channel=cover("channel", figures.by_channel),
        by_plan=cover("plan", figures.by_plan),
        by_sex=told_apart("sex"),
        by_age_band=told_apart("age_band"),
        by_ethnicity=told_apart("ethnicity"),
        by_disability=told_apart("disability"),
        not_shown=tuple(by for by in TRAITS if figures.by(by) and not told_apart(by)),
        disaggregated=_told_apart(figures, hidden[REACH]),
        timeline=_timeline(figures.timeline, hidden[REACH], threshold),
        pace=replace(figures.pace, projection=None) if no_reach and figures.pace else figures.pace,
        never_reached=tuple(
            one
            for one in figures.never_reached
            if ("unit", one.unit) not in _secret(figures, hidden)
        ),
        surveys=(),
        flags=_flags(figures, hidden, threshold),
        cells={},
        hidden=total,
        exact=False,
    )


def _told_apart(figures: Figures, hidden: set[str]) -> dict[str, float | None]:
    """A share gives a hidden part back: it is shown only where no part of its family is hidden."""
    return {
        by: None
        if TOTAL in hidden or any(_name(by, part) in hidden for part in figures.by(by))
        else figures.disaggregated.get(by)
        for by in TRAITS
    }


def _timeline(points: tuple[Until, ...], hidden: set[str], threshold: int) -> tuple[Until, ...]:
    """Rule 7: each point tells, as the difference to the last one shown, at least the threshold.

    Where the total or any period is hidden, only the end is shown, which is the total itself.
    """
    if TOTAL in hidden:
        return tuple(replace(point, low=None, high=None, suppressed=True) for point in points)
    shown: list[Until] = []
    guarded = any(name.startswith("period ") for name in hidden)
    last = (0, 0)
    for number, point in enumerate(points):
        end = number == len(points) - 1
        low, high = point.low or 0, point.high or 0
        steps = [step for step in (low - last[0], high - last[1]) if step]
        if end or not (guarded or any(step < threshold for step in (*steps, low, high))):
            shown.append(point)
            last = (low, high)
        else:
            shown.append(replace(point, low=None, high=None, suppressed=True))
    return tuple(shown)


def _name(by: str, part: Part) -> str:
    return f"{by} {part.key or part.id}"


def _member(name: str, figures: Mapping[str, int], kind: str, merged: bool = False) -> Member:
    own = {figure: value for figure, value in figures.items() if kind_of(figure) == kind}
    return Member(name, own, merged)


def _families(figures: Figures, kind: str) -> Iterator[Family]:
    """Every family of the published figures; parts of which nobody was counted are left out."""
    total = _member(TOTAL, figures.total().people(), kind)
    for by in FAMILIES:
        members = [_member(_name(by, part), part.people(), kind) for part in figures.by(by)]
        yield Family(total, tuple(member for member in members if member.figures))
    below: dict[str | None, list[Member]] = {}
    for part in figures.by_unit:
        member = _member(_name("unit", part), part.people(), kind, part.merged)
        if member.figures:
            below.setdefault(part.under, []).append(member)
    yield Family(total, tuple(below.get(None, ())))
    for part in figures.by_unit:
        own = _member("own", part.own or {}, kind)
        yield Family(
            _member(_name("unit", part), part.people(), kind),
            tuple(below.get(part.key, ())),
            own if own.figures else None,
        )


def _others(figures: Figures, kind: str) -> Iterator[Member]:
    """Parts outside the families: lines of the plan overlap, and rule 6 keeps the rest whole."""
    for by in ("plan", *TRAITS):
        for part in figures.by(by):
            yield _member(_name(by, part), part.people(), kind)


def _hidden(figures: Figures, kind: str, threshold: int) -> set[str]:
    """The names of all parts that are hidden: hide what is small, then what would tell it."""
    families = tuple(_families(figures, kind))
    members = {one.id: one for family in families for one in (family.parent, *family.members)}
    members |= {one.id: one for one in _others(figures, kind)}
    small = {one.id for one in members.values() if one.figures and one.small(threshold)}
    hidden = set(small)
    whole = [{_name(by, part) for part in figures.by(by)} & members.keys() for by in TRAITS]
    hidden |= {name for family in whole if family & hidden for name in family}
    small_own = {
        f"own {part.key}": part.key
        for part in figures.by_unit
        if _member("own", part.own or {}, kind).small(threshold)
    }
    more: str | None = "begin"
    while more:
        more = next(filter(None, (_next_to_hide(one, hidden, threshold) for one in families)), None)
        kept = small | (hidden - set().union(*whole))
        more = more or _given_back(figures, kind, members, hidden, kept, small_own)
        hidden |= next((family for family in whole if more in family), {more} if more else set())
    return hidden


def _given_back(
    figures: Figures,
    kind: str,
    members: Mapping[str, Member],
    hidden: set[str],
    kept: set[str],
    small_own: Mapping[str, str],
) -> str | None:
    """Rule 5: the smallest of the figures that together give back one that is to be ``kept``."""
    for measure, cells in figures.cells.items():
        sets = (
            _sets(figures, cells) if kind_of(measure) == kind and hidden | small_own.keys() else {}
        )
        open_ = {name: one for name, one in sets.items() if one and name not in hidden}
        secret = {name: sets[name] for name in kept if sets.get(name)}
        for name, key in small_own.items():
            own = frozenset(cell for cell in cells if cell[0] == key)
            secret |= {name: own} if own else {}
        found = told(open_, secret) if sets else None
        if found:
            return min(found[1], key=lambda name: (name == TOTAL, members[name].size))
    return None


def _sets(figures: Figures, cells: frozenset[Cell]) -> dict[str, frozenset[Cell]]:
    """The smallest cells that each part is the sum of."""
    sets = {TOTAL: cells}
    for place, by in enumerate(CELL_PARTS, 1):
        for part in figures.by(by):
            sets[_name(by, part)] = frozenset(cell for cell in cells if cell[place] == part.id)
    activity = 1 + CELL_PARTS.index("activity")
    for by in OF_ACTIVITIES:
        for part in figures.by(by):
            through = frozenset(cell for cell in cells if cell[activity] in part.activities)
            sets[_name(by, part)] = through
    inside: dict[str, set[str]] = {part.key: {part.key} for part in figures.by_unit}
    for part in reversed(figures.by_unit):  # every unit stands before its sub-units
        if part.under is not None:
            inside[part.under] |= inside[part.key]
    for part in figures.by_unit:
        own = frozenset(cell for cell in cells if cell[0] in inside[part.key])
        sets[_name("unit", part)] = own
    return sets


def _next_to_hide(family: Family, hidden: set[str], threshold: int) -> str | None:
    """One more part that the family must hide, if it does not yet keep its secrets."""
    inside = [member for member in family.members if member.id in hidden]
    open_ = sorted((one for one in family.members if one.id not in hidden), key=lambda m: m.size)
    lacking = _not_kept(family, inside, threshold)
    if family.parent.id in hidden:
        lacking |= _told_by_sum(family, inside)
        return next((one.id for one in open_ if lacking & one.figures.keys()), None)
    if not lacking and (inside or not (open_ and _own_is_small(family, threshold))):
        return None
    better = [one for one in open_ if lacking & one.figures.keys()] or open_
    return better[0].id if better else family.parent.id


def _own_is_small(family: Family, threshold: int) -> bool:
    return family.own is not None and family.own.small(threshold)


def _told_by_sum(family: Family, inside: list[Member]) -> set[str]:
    """Rule 4: the figures of a hidden parent that its open parts would add up to."""
    covered = {figure for one in inside for figure in one.figures}
    return {figure for one in family.members for figure in one.figures} - covered


def _not_kept(family: Family, inside: list[Member], threshold: int) -> set[str]:
    """Rule 2: the figures in which the hidden parts of a family are too few or too small."""
    lacking = set()
    for figure in {figure for one in inside for figure in one.figures}:
        values = [one.figures[figure] for one in inside if figure in one.figures]
        if figure == "low":
            if _own_is_low(family):
                continue
            values = [one.figures[figure] for one in inside if not one.merged]
        elif family.own and figure in family.own.figures:
            values.append(family.own.figures[figure])
        if sum(value > 0 for value in values) < 2 or sum(values) < threshold:
            lacking.add(figure)
    return lacking


def _own_is_low(family: Family) -> bool:
    """Whether the parent's ``low`` is that of its own reports and so says nothing of its parts."""
    if family.own is None or "low" not in family.own.figures:
        return False
    return family.own.figures["low"] >= sum(one.figures.get("low", 0) for one in family.members)


def _covered(part: Part, kinds: frozenset[str]) -> Part:
    """The part without its own reports and without the figures of the hidden kinds."""
    gone = {name for name in PERSON_MEASURES if kind_of(name) in kinds}
    measures = {name: None if name in gone else n for name, n in part.measures.items()}
    bare = replace(part, own=None, measures=measures, hidden=kinds)
    if REACH not in kinds:
        return bare
    return replace(
        bare,
        reach=Reach(target=part.reach.target, suppressed=True),
        reports=replace(part.reports, zero=None),
    )


def _flags(figures: Figures, hidden: Mapping[str, set[str]], threshold: int) -> tuple[Flag, ...]:
    """Rule 8: flags without numbers of people and without rows; those of small ones are left out.

    That something is odd about a hidden figure would say how large it is.
    """
    secret = _secret(figures, hidden)

    def may_be_told(flag: Flag) -> bool:
        touched = {(by, getattr(flag, by)) for by in FLAGGED}
        return bool(flag.public) and not (
            flag.counted
            and (
                TOTAL in hidden[REACH] or touched & secret or min(flag.counted.values()) < threshold
            )
        )

    return tuple(
        replace(flag, message=flag.public, counted={}, rows=(), more=0)
        for flag in figures.flags
        if may_be_told(flag)
    )


def _secret(figures: Figures, hidden: Mapping[str, set[str]]) -> set[tuple[By, str]]:
    """The parts whose reach is hidden; that nobody at all was reached says it, too."""
    return {
        (by, part.id)
        for by in FLAGGED
        for part in figures.by(by)
        if _name(by, part) in hidden[REACH]
    }
