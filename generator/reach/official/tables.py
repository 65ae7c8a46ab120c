"""The tables of a report: reach by place, audience, sex, age and time, and surveys."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.documents.paper import Bar, Block, Cell, Column, Paragraph, Table
from generator.model.project import Project
from generator.reach.official.figures import Counted
from generator.reach.official.wording import Wording
from generator.reach.results import By, Figures, Part

THINGS = ("sessions", "copies_printed", "copies_distributed", "broadcasts")
"""Measures of things that were done; they add up over campaigns, and are never hidden."""
UNKNOWN = "unknown"
NOTHING: Mapping[str, str] = {}
REPORTS = ("expected", "on_time", "late", "missing")
_WIDTHS = {
    "campaign": 3.2, "activity": 3.6, "channel": 2.2, "unit": 2.9, "audience": 2.8, "source": 2.2,
    "question": 3.4, "name": 2.4, "verdict": 2.6, "parent": 2.6, "kind": 1.6, "bar": 4.2,
    "coverage": 2.4, "interval": 2.2, "period": 2.0, "due": 1.6, "until": 1.6, "wave": 1.2,
    "order": 0.7, "spent": 1.9,
}  # fmt: skip
"""How wide columns are beside one another; those of figures are all the same."""
_FIGURE = 1.3
_LEFT = {"campaign", "activity", "channel", "unit", "audience", "source", "question", "name",
         "verdict", "parent", "kind"}  # fmt: skip
_CENTRE = {"coverage", "interval", "period", "due", "until", "wave", "order"}


def of_level(project: Project, figures: Figures, *, deeper: bool = False) -> tuple[Part, ...]:
    """The units right below the province (districts), or those deeper (communes)."""
    levels = [level.id for level in project.programme.levels]
    wanted = set(levels[2:] if deeper else levels[1:2])
    return tuple(part for part in figures.by_unit if part.level in wanted)


def things_of(measures: Sequence[str], parts: Iterable[Part]) -> list[str]:
    """Those measures that some part has."""
    listed = list(parts)
    return [name for name in measures if any(name in part.measures for part in listed)]


def rest_of_province(words: Wording, one: Counted) -> Part | None:
    """What was done for the province as a whole, and so in none of its units."""
    total = one.figures.total()
    parts = of_level(words.project, one.figures)
    left = {}
    for name in THINGS:
        whole = total.measures.get(name)
        rest = (whole or 0) - sum(part.measures.get(name) or 0 for part in parts)
        if whole is not None and rest > 0:
            left[name] = rest
    if not left:
        return None
    return Part("", words.say("official.whole-province"), type(total.reach)(), left, total.reports)


Named = list[tuple[str, dict[str, int]]]
"""Sums of things by the name of a place."""


def things_by_place(words: Wording, campaigns: Iterable[Counted]) -> tuple[list[str], Named]:
    """What was done in each district over all campaigns, and the measures that there are.

    What was done for the province as a whole stands last.
    """
    sums: dict[str, dict[str, int]] = {}
    names: dict[str, str] = {}
    for one in campaigns:
        parts = [*of_level(words.project, one.figures), rest_of_province(words, one)]
        for part in filter(None, parts):
            names[part.id] = words.unit(part)
            own = sums.setdefault(part.id, {})
            for measure in THINGS:
                value = part.measures.get(measure)
                if value is not None:
                    own[measure] = own.get(measure, 0) + value
    kept = [name for name in THINGS if any(name in own for own in sums.values())]
    ordered = sorted(sums, key=lambda code: not code)
    return kept, [(names[code], sums[code]) for code in ordered]


@dataclass(frozen=True)
class Captions:
    """Numbers the tables of a document through."""

    numbers: Iterator[int]

    def table(
        self,
        words: Wording,
        name: str,
        columns: Sequence[str],
        rows: Sequence[tuple[Cell, ...]],
        *,
        totals: int = 0,
        details: Mapping[str, str] = NOTHING,
        note: str = "",
    ) -> Table:
        """A table with its number; ``columns`` by name, ``details`` for its caption."""
        caption = words.say(f"official.table.{name}", **details)
        return Table(
            words.say("official.table", number=next(self.numbers), caption=caption),
            tuple(column(words, each) for each in columns),
            tuple(rows),
            totals,
            note,
        )

    def result_tables(self, words: Wording, one: Counted, title: str) -> Iterator[Block]:
        """Everything about whom a campaign reached."""
        yield from self._by_place(words, one, title)
        yield from self._by_audience(words, one, title)
        yield from self._by_traits(words, one, title)
        yield from self._over_time(words, one, title)
        yield from self._surveys(words, one)

    def _by_place(self, words: Wording, one: Counted, title: str) -> Iterator[Block]:
        parts = [part for part in of_level(words.project, one.figures) if _told(part)]
        widest = max((part.reach.high or 0 for part in parts), default=0)
        if not parts or not widest:
            return
        rows = [
            (
                words.unit(part),
                Bar((part.reach.low or 0) / widest, (part.reach.high or 0) / widest),
                *words.ends(part.reach),
            )
            for part in parts
        ]
        yield self.table(
            words, "by-place", ("unit", "bar", "low", "high"), rows, details={"title": title},
            note=words.say("official.bars"),
        )  # fmt: skip

    def _by_audience(self, words: Wording, one: Counted, title: str) -> Iterator[Block]:
        rows = [
            (
                part.name,
                *words.ends(part.reach),
                words.number(part.reach.target),
                words.span(part.reach.coverage.low, part.reach.coverage.high),
            )
            for part in one.figures.by_audience
            if _told(part)
        ]
        if rows:
            columns = ("audience", "low", "high", "target", "coverage")
            yield self.table(words, "by-audience", columns, rows, details={"title": title})

    def _by_traits(self, words: Wording, one: Counted, title: str) -> Iterator[Block]:
        families: tuple[By, ...] = ("sex", "age_band", "ethnicity", "disability")
        rows = [
            (words.say(f"official.{by}"), part.name, *words.ends(part.reach))
            for by in families
            for part in _known_first(one.figures.by(by))
            if _told(part)
        ]
        if rows:
            columns = ("kind", "name", "low", "high")
            yield self.table(words, "by-traits", columns, rows, details={"title": title})
        known = {by: share for by, share in one.figures.disaggregated.items() if share is not None}
        if known:
            said = "; ".join(
                f"{words.say(f'official.{by}').lower()} {words.percent(share)}"
                for by, share in known.items()
            )
            yield Paragraph(words.say("official.disaggregated", shares=said))

    def _over_time(self, words: Wording, one: Counted, title: str) -> Iterator[Block]:
        points = [point for point in one.figures.timeline if point.low is not None]
        if len(points) > 1:
            rows = [
                (words.day(each.until), words.number(each.low), words.number(each.high))
                for each in points
            ]
            yield self.table(
                words, "over-time", ("until", "low", "high"), rows, details={"title": title}
            )

    def _surveys(self, words: Wording, one: Counted) -> Iterator[Block]:
        for survey in one.figures.surveys:
            rows = []
            for question in survey["questions"]:
                for wave in question["waves"]:
                    change = question["change"] or {}
                    last = change.get("to") == wave["wave"]
                    shares = words.span(wave["low"], wave["high"])
                    rows.append(
                        (question["text"], wave["name"], words.number(wave["n"]),
                         words.percent(wave["share"]), shares, change["message"] if last else "")
                    )  # fmt: skip
            if rows:
                yield self.table(
                    words, "survey", ("question", "wave", "n", "share", "interval", "verdict"),
                    rows, details={"title": survey["title"]}, note=survey["design"],
                )  # fmt: skip


def column(words: Wording, name: str) -> Column:
    """A column with its heading, width and side."""
    side = "left" if name in _LEFT else "centre" if name in _CENTRE else "right"
    width = _WIDTHS.get(name, _FIGURE)
    return Column(words.say(f"official.column.{name}"), width, side)  # type: ignore[arg-type]


def _told(part: Part) -> bool:
    return part.reach.low is not None or part.reach.suppressed


def _known_first(parts: Iterable[Part]) -> list[Part]:
    """The parts of a trait, the unknown ones last; none where nothing is known."""
    listed = sorted((part for part in parts if _told(part)), key=lambda part: part.id == UNKNOWN)
    return [] if [part.id for part in listed] == [UNKNOWN] else listed
