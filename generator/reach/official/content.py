"""What a report says, part by part: what was done, with what result, how complete, at what cost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from generator.documents.paper import Blank, Block, Heading, Items, Paragraph, Table
from generator.reach.official.figures import Counted
from generator.reach.official.occasion import Occasion
from generator.reach.official.tables import (
    REPORTS,
    THINGS,
    Captions,
    things_by_place,
    things_of,
)
from generator.reach.official.wording import Wording
from generator.reach.results import Part, Reach

FEW = 12
"""So many notes on the figures stand in the text; where there are more, all are in an appendix."""


@dataclass(frozen=True)
class Content:
    """Makes the parts of the text. Tables are numbered through the whole document."""

    words: Wording
    occasion: Occasion
    campaigns: tuple[Counted, ...]
    captions: Captions = field(default_factory=lambda: Captions(count(1)))

    def blocks(self) -> Iterator[Block]:
        """The text from what it rests on to its last part."""
        yield from self._opening()
        say = self.words.say
        for number, (name, part) in enumerate(
            {
                "done": self._done,
                "results": self._results,
                "completeness": self._completeness,
                "quality": self._quality,
                "money": self._money,
                "next": self._next,
            }.items()
        ):
            yield Heading(1, f"{ROMAN[number]}. {say(f'official.part.{name}')}")
            said = list(part())
            yield from said or [Paragraph(say("official.nothing"))]

    def _opening(self) -> Iterator[Block]:
        say, project = self.words.say, self.words.project
        programme = project.programme
        sources = [project.references[name] for name in (*programme.above, programme.reference)]
        for source in sources:
            name = "official.basis.last" if source is sources[-1] else "official.basis"
            yield Paragraph(say(name, source=self.words.cited(source)), "basis")
        issuer = self.words.agency(programme.issuer)
        deadline = self.occasion.deadline
        name = "official.opening" if deadline else "official.opening.undue"
        section = deadline.section if deadline else ""
        yield Paragraph(
            say(name, section=section, plan=programme.short.text(self.words.language),
                issuer=issuer, span=self.span, day=self.words.day(project.as_of))
        )  # fmt: skip
        if not self.campaigns:
            yield Paragraph(say("official.no-campaigns", span=self.span))

    @property
    def span(self) -> str:
        """``năm 2018`` or ``giai đoạn 2016 - 2018``."""
        first, last = self.occasion.years
        name = "official.year" if first == last else "official.years"
        return self.words.say(name, first=first, last=last)

    # I

    def _done(self) -> Iterator[Block]:
        say = self.words.say
        if not self.campaigns:
            return
        names = "; ".join(f"“{self._title(one)}”" for one in self.campaigns)
        yield Paragraph(say("official.done", n=len(self.campaigns), names=names, span=self.span))
        rows = [
            (self._title(one), *(self.words.number(one.figures.measures.get(m)) for m in THINGS))
            for one in self.campaigns
        ]
        totals = [_sum(one.figures.measures.get(m) for one in self.campaigns) for m in THINGS]
        yield self._table("done", ("campaign", *THINGS), rows, totals)
        for number, one in enumerate(self.campaigns, 1):
            yield Heading(2, f"{number}. {say('official.campaign', title=self._title(one))}")
            yield Paragraph(self._about(one))
            yield self._activities(one)
        yield from self._things_by_place()

    def _about(self, one: Counted) -> str:
        say, campaign = self.words.say, one.campaign
        partners = ", ".join(map(self.words.agency, campaign.partners))
        parts = [
            campaign.summary.text(self.words.language),
            say("official.dates", start=self.words.day(campaign.start),
                end=self.words.day(campaign.end)),
            say("official.owner", owner=self.words.agency(campaign.owner)),
        ]  # fmt: skip
        if partners:
            parts.append(say("official.partners", partners=partners))
        return " ".join(parts)

    def _activities(self, one: Counted) -> Table:
        asked = {each.id: each for each in one.campaign.activities}
        channels = self.words.project.channels
        measures = things_of((*THINGS, "attendances", "scans", "views"), one.figures.by_activity)
        rows = []
        for part in one.figures.by_activity:
            activity = asked.get(part.id)
            channel = channels.get(activity.channel) if activity else None
            name = channel.name.text(self.words.language) if channel else ""
            rows.append((part.name, name, *(self.words.measure(part, m) for m in measures)))
        columns = ("activity", "channel", *measures)
        return self._table("activities", columns, rows, title=self._title(one))

    def _things_by_place(self) -> Iterator[Block]:
        measures, sums = things_by_place(self.words, self.campaigns)
        if not measures:
            return
        say = self.words.say
        yield Heading(2, f"{len(self.campaigns) + 1}. {say('official.by-place')}")
        rows = [(name, *(self.words.number(own.get(m)) for m in measures)) for name, own in sums]
        totals = [_sum(own.get(m) for _, own in sums) for m in measures]
        yield self._table("done-by-place", ("unit", *measures), rows, totals)

    # II

    def _results(self) -> Iterator[Block]:
        if not self.campaigns:
            return
        say = self.words.say
        yield Paragraph(say("official.results"))
        rows = [self._reach_row(self._title(one), one.figures.reach) for one in self.campaigns]
        yield self._table("reach", ("campaign", "low", "high", "target", "coverage"), rows,
                          note=self._hidden_note())  # fmt: skip
        for number, one in enumerate(self.campaigns, 1):
            yield Heading(2, f"{number}. {say('official.campaign', title=self._title(one))}")
            yield Paragraph(self._reached(one))
            yield from self.captions.result_tables(self.words, one, self._title(one))

    def _reach_row(self, name: str, reach: Reach) -> tuple[str, ...]:
        coverage = self.words.span(reach.coverage.low, reach.coverage.high)
        return name, *self.words.ends(reach), self.words.number(reach.target), coverage

    def _reached(self, one: Counted) -> str:
        say, reach = self.words.say, one.figures.reach
        if reach.suppressed:
            return say("official.reached.hidden")
        if reach.low is None:
            return say("official.reached.nobody")
        parts = [say("official.reached", people=self.words.range(reach.low, reach.high))]
        if reach.target:
            shares = self.words.shares(reach.coverage.low, reach.coverage.high)
            name = "official.reached.target" if one.whole else "official.reached.target-of-whole"
            target = self.words.number(reach.target)
            parts.append(say(name, target=target, shares=shares))
        else:
            parts.append(say("official.reached.no-target"))
        if reach.population and reach.population.coverage.low is not None:
            known = reach.population
            parts.append(
                say("official.reached.population", people=self.words.number(known.people),
                    year=known.year, source=known.source,
                    shares=self.words.shares(known.coverage.low, known.coverage.high))
            )  # fmt: skip
        return " ".join(parts)

    def _hidden_note(self) -> str:
        if self.words.exact:
            return ""
        under = self.words.project.programme.suppress_under
        return self.words.say("official.hidden-note", under=under, hidden=self.words.hidden)

    # III

    def _completeness(self) -> Iterator[Block]:
        say = self.words.say
        if not self.campaigns:
            return
        rows = [self._reports_row(self._title(one), one.figures.total()) for one in self.campaigns]
        expected = sum(one.figures.reports.expected for one in self.campaigns)
        came = sum(one.figures.reports.on_time + one.figures.reports.late for one in self.campaigns)
        on_time = sum(one.figures.reports.on_time for one in self.campaigns)
        yield Paragraph(
            say("official.completeness", expected=self.words.number(expected),
                came=self.words.number(came), on_time=self.words.number(on_time),
                share=self.words.percent(came / expected if expected else None))
        )  # fmt: skip
        totals = [
            sum(getattr(one.figures.reports, name) for one in self.campaigns) for name in REPORTS
        ]
        whole: tuple[str, ...] = ()
        if len(rows) > 1:
            whole = ("official.total", *map(self.words.number, totals), self._in_time(totals))
        yield self._table("reports", ("campaign", *REPORTS, "in-time"), rows, last=whole)
        missing = [duty for one in self.campaigns for duty in one.duties if duty.state == "missing"]
        if not missing:
            yield Paragraph(say("official.none-missing"))
            return
        names: dict[str, int] = {}
        for duty in missing:
            names[duty.place.full_name] = names.get(duty.place.full_name, 0) + 1
        listed = ", ".join(f"{name} ({n})" for name, n in sorted(names.items()))
        yield Paragraph(say("official.missing", n=len(missing), units=listed))

    def _reports_row(self, name: str, part: Part) -> tuple[str, ...]:
        values = [getattr(part.reports, each) for each in REPORTS]
        return name, *map(self.words.number, values), self._in_time(values)

    def _in_time(self, values: Sequence[int]) -> str:
        return self.words.percent(values[1] / values[0] if values[0] else None)

    # IV, V, VI

    def _quality(self) -> Iterator[Block]:
        if not self.campaigns:
            return
        say = self.words.say
        flags = [(one, flag) for one in self.campaigns for flag in one.figures.flags]
        if flags:
            yield Paragraph(say("official.flags", n=len(flags)))
            if len(flags) <= FEW:
                yield Items(tuple(f"{self._title(one)}: {flag.message}" for one, flag in flags))
            else:
                yield Paragraph(say("official.flags.appendix"))
        else:
            yield Paragraph(say("official.no-flags"))
        yield Paragraph(say("official.limits"))
        yield Items(tuple(say(f"official.limit.{name}") for name in LIMITS))

    def _money(self) -> Iterator[Block]:
        say = self.words.say
        rows = []
        for one in self.campaigns:
            cost = one.figures.cost
            if cost.spent is None or one.campaign.cost is None:
                continue
            each = cost.per_person if one.whole else type(cost.per_person)()
            rows.append(
                (self._title(one), self.words.number(cost.spent),
                 self.words.number(each.low), self.words.number(each.high),
                 self.words.number(cost.per_copy if one.whole else None), one.campaign.cost.source)
            )  # fmt: skip
        if not rows:
            yield Paragraph(say("official.no-money"))
            return
        unit = self.words.currency
        yield Paragraph(
            say("official.money", currency=unit) if unit else say("official.money.bare")
        )
        part = [one for one in self.campaigns if not one.whole]
        note = say("official.money.whole") if part else ""
        yield self._table(
            "money", ("campaign", "spent", "person-low", "person-high", "copy", "source"), rows,
            note=note,
        )  # fmt: skip

    def _next(self) -> Iterator[Block]:
        for number, name in enumerate(("assessment", "proposals", "tasks"), 1):
            yield Heading(2, f"{number}. {self.words.say(f'official.next.{name}')}")
            yield Blank(self.words.say("official.to-write"))

    def _title(self, one: Counted) -> str:
        return one.campaign.title.text(self.words.language)

    def _table(
        self,
        name: str,
        columns: Sequence[str],
        rows: Sequence[tuple[str, ...]],
        totals: Sequence[int | None] = (),
        *,
        last: tuple[str, ...] = (),
        title: str = "",
        note: str = "",
    ) -> Table:
        if totals and len(rows) > 1:
            last = ("official.total", *map(self.words.number, totals))
        if last:
            rows = [*rows, (self.words.say(last[0]), *last[1:])]
        return self.captions.table(
            self.words,
            name,
            columns,
            rows,
            totals=1 if last else 0,
            details={"title": title},
            note=note,
        )


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
LIMITS = ("range", "campaigns", "copies", "late")


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
