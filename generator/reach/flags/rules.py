"""The rules whose flags are found by one query each; the queries are ``engine/sql/flag_*.sql``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import Any

from generator.model.period import parse_period
from generator.reach.flags import thresholds as at
from generator.reach.flags.raised import Raised, Severity
from generator.reach.reckoning import Reckoning

PEOPLE = ("attendances", "people")
COPIES = ("copies_printed", "copies_distributed")
Values = Callable[[Reckoning], dict[str, Any]]


@dataclass(frozen=True)
class Rule:
    """A query that answers (place, audience, activity, period, further columns), one row a flag."""

    code: str
    severity: Severity
    query: str
    values: Values
    details: tuple[str, ...] = ()
    """The further columns; ``places`` and ``periods`` are lists of whose rows are behind it."""
    counted: tuple[str, ...] = ()
    """The columns after those: numbers of people."""
    measures: tuple[str | None, ...] = PEOPLE
    private: bool = False
    keep: Callable[[Mapping[str, Any]], bool] = lambda _: True

    def raised(self, found: Reckoning) -> Iterator[Raised]:
        """Its flags; without people, lists and names, the details are the columns as they are."""
        places = found.engine.places
        for row in found.engine.rows(self.query, **self.values(found)):
            number, audience, activity, period, *rest = row
            columns = dict(zip((*self.details, *self.counted), rest, strict=True))
            if not self.keep(columns):
                continue
            units = tuple(places[one] for one in columns.pop("places", ()))
            periods = tuple(columns.pop("periods", ()))
            named = {"units": ", ".join(one.name for one in units)} if units else {}
            named |= {"periods": ", ".join(periods)} if periods else {}
            yield Raised(
                self.code,
                self.severity,
                places.get(number),
                audience,
                activity,
                period,
                named | {name: columns[name] for name in self.details if name in columns},
                {name: columns[name] for name in self.counted if columns[name] is not None},
                self.private,
                self.measures,
                units,
                periods,
            )


def _per_session(over: bool) -> Values:
    def values(found: Reckoning) -> dict[str, Any]:
        named = found.project.audiences
        audiences = [*found.engine.question.audiences]
        doors = [named[one].door if one in named else None for one in audiences]
        sizes = [at.SESSION[door] for door in doors]
        fewest, most = [one[0] for one in sizes], [one[1] for one in sizes]
        return {"audiences": audiences, "fewest": fewest, "most": most, "over": over}

    return values


def _asking(*measures: str) -> Values:
    """The activities that ask for one of these."""

    def values(found: Reckoning) -> dict[str, Any]:
        asked = [one.id for one in found.campaign.activities if {*measures} & {*one.measures}]
        return {"asked": asked}

    return values


def _spans(found: Reckoning) -> dict[str, Any]:
    names = sorted({period for _, period in found.engine.rows("answer_spots")})
    return {"names": names, "firsts": [parse_period(name).first for name in names]}


def _always(**values: Any) -> Values:
    return lambda _: values


def heaped(columns: Mapping[str, Any]) -> bool:
    """Whether chance alone hardly ever makes so many numbers end in 0 or 5.

    An exact binomial test, one-sided: P(X >= ``round``) of ``count`` draws.
    """
    draws, hits = columns["count"], columns["round"]
    chance = sum(_binomial(draws, k, at.ROUND_CHANCE) for k in range(hits, draws + 1))
    return chance < at.ROUND_LEVEL


def _binomial(draws: int, hits: int, share: float) -> float:
    ways = lgamma(draws + 1) - lgamma(hits + 1) - lgamma(draws - hits + 1)
    return exp(ways + hits * log(share) + (draws - hits) * log(1 - share))


SAME = {"large": at.LARGE, "several": at.SEVERAL, "times": at.REPEATED}
RULES = (
    Rule(
        "parts-against-total", "check", "flag_parts",
        _always(least=at.FEW_PEOPLE, slip=at.SLIP), counted=("total", "parts"),
    ),
    Rule(
        "people-over-attendances", "check", "flag_people_attendances",
        _always(), counted=("people", "attendances"),
    ),
    Rule(
        "no-attendances", "check", "flag_no_attendances", _asking(*PEOPLE),
        ("sessions",), ("people",), ("sessions", *PEOPLE),
    ),
    Rule(
        "no-sessions", "note", "flag_no_sessions", _asking("sessions"),
        counted=("attendances",), measures=("sessions", *PEOPLE),
    ),
    Rule(
        "few-per-session", "check", "flag_per_session", _per_session(over=False),
        ("sessions",), ("attendances",), ("sessions", "attendances"),
    ),
    Rule(
        "many-per-session", "check", "flag_per_session", _per_session(over=True),
        ("sessions",), ("attendances",), ("sessions", "attendances"),
    ),
    Rule(
        "sudden-jump", "check", "flag_jump",
        _always(times=at.JUMP, others=at.JUMP_OTHERS, least=at.JUMP_LEAST),
        counted=("attendances", "usual"), measures=("attendances",),
    ),
    Rule(
        "repeated-over-periods", "check", "flag_repeated_periods", _always(**SAME),
        ("periods", "count"), private=True,
    ),
    Rule(
        "repeated-over-units", "check", "flag_repeated_units", _always(**SAME),
        ("places", "count"), private=True,
    ),
    Rule(
        "sex-ratio", "note", "flag_sex_ratio",
        _always(least=at.SEX_AT_LEAST, share=at.ONE_SEX), counted=("female", "male"),
    ),
    Rule(
        "round-numbers", "note", "flag_heaping",
        _always(large=at.ROUND_VALUES, several=at.ROUND_VALUES, share=at.ROUND_SHARE),
        ("count", "round"), keep=heaped,
    ),
    Rule(
        "distributed-over-printed", "check", "flag_copies_given", _spans,
        ("printed", "distributed"), measures=COPIES,
    ),
    Rule(
        "copies-left", "check", "flag_copies_left",
        _always(few=at.COPIES, share=at.COPIES_SHARE),
        ("printed", "distributed", "left"), measures=(*COPIES, "copies_left"),
    ),
)  # fmt: skip
"""In the order in which their flags are told."""
