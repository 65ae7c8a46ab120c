"""What follows the report: how people were counted, tables by place, missing reports, sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.documents.paper import Appendix, Block, Cell, Heading, Items, Paragraph
from generator.model.reference import Reference
from generator.reach.forms.plan import period_words
from generator.reach.official.content import FEW, ROMAN, Content
from generator.reach.official.figures import Counted
from generator.reach.official.tables import REPORTS, of_level, things_of
from generator.reach.results import Part

_METHOD = ("report", "person", "low", "high", "population", "audience", "missing", "hidden")
_MEASURES = ("sessions", "attendances", "copies_distributed", "broadcasts", "scans", "views")


@dataclass(frozen=True)
class Appendices:
    """Makes the appendices of a report whose text is made."""

    content: Content
    belongs: str
    sources: tuple[Reference, ...]

    def all(self) -> tuple[Appendix, ...]:
        """Those that have something to say, numbered."""
        say = self.content.words.say
        made: list[tuple[str, list[Block], bool]] = []
        for name, blocks, wide in (
            ("method", self._method(), False),
            ("places", self._places(), True),
            ("missing", self._missing(), False),
            ("flags", self._flags(), False),
            ("sources", self._sources(), False),
        ):
            listed = list(blocks)
            if listed:
                made.append((name, listed, wide))
        return tuple(
            Appendix(
                say("official.appendix", number=ROMAN[number]),
                say(f"official.appendix.{name}"),
                self.belongs,
                tuple(blocks),
                wide,
            )
            for number, (name, blocks, wide) in enumerate(made)
        )

    def _method(self) -> Iterator[Block]:
        words = self.content.words
        say, under = words.say, words.project.programme.suppress_under
        yield Paragraph(say("official.method"))
        names = [name for name in _METHOD if name != "hidden" or not words.exact]
        yield Items(tuple(say(f"official.method.{name}", under=under) for name in names))

    def _places(self) -> Iterator[Block]:
        words = self.content.words
        for one in self.content.campaigns:
            title = one.campaign.title.text(words.language)
            for deeper in (False, True):
                parts = of_level(words.project, one.figures, deeper=deeper)
                if parts:
                    if not deeper:
                        yield Heading(1, words.say("official.campaign", title=title))
                    yield self._place_table(one, parts, title, deeper=deeper)

    def _place_table(
        self, one: Counted, parts: Sequence[Part], title: str, *, deeper: bool
    ) -> Block:
        words = self.content.words
        measures = things_of(_MEASURES, parts)
        names = {part.key: words.unit(part) for part in one.figures.by_unit}
        rows: list[tuple[Cell, ...]] = []
        for number, part in enumerate(parts, 1):
            above = (names.get(part.under or "", ""),) if deeper else ()
            rows.append(
                (
                    str(number), words.unit(part), *above,
                    *(words.measure(part, name) for name in measures),
                    *words.ends(part.reach),
                    *(words.number(getattr(part.reports, name)) for name in REPORTS),
                )
            )  # fmt: skip
        columns = ("order", "unit", *(("parent",) if deeper else ()), *measures, "low", "high",
                   *REPORTS)  # fmt: skip
        name = "by-lower-place" if deeper else "by-upper-place"
        levels = words.project.programme.levels
        level = (levels[2] if deeper else levels[1]).plural.text(words.language)
        return self.content.captions.table(
            words, name, columns, rows, details={"title": title, "level": level}
        )

    def _missing(self) -> Iterator[Block]:
        words = self.content.words
        rows: list[tuple[Cell, ...]] = []
        for one in self.content.campaigns:
            titles = {each.id: each.title.text(words.language) for each in one.campaign.activities}
            for duty in one.duties:
                if duty.state == "missing":
                    rows.append(
                        (
                            str(len(rows) + 1),
                            duty.place.full_name,
                            titles.get(duty.activity, duty.activity),
                            period_words(duty.period, words.say),
                            words.day(duty.due) if duty.due else "",
                        )
                    )
        if rows:
            columns = ("order", "unit", "activity", "period", "due")
            yield self.content.captions.table(words, "missing", columns, rows)

    def _flags(self) -> Iterator[Block]:
        words = self.content.words
        flags = [(one, flag) for one in self.content.campaigns for flag in one.figures.flags]
        if len(flags) > FEW:
            title = {one.campaign.id: one.campaign.title.text(words.language) for one, _ in flags}
            yield Items(tuple(f"{title[one.campaign.id]}: {flag.message}" for one, flag in flags))

    def _sources(self) -> Iterator[Block]:
        words = self.content.words
        say = words.say
        items = [
            say("official.source", source=words.cited(source), day=words.day(source.checked_on),
                certainty=say(f"official.certainty.{source.certainty}"))
            for source in self.sources
        ]  # fmt: skip
        people = {
            (row.source, row.year)
            for row in words.project.populations
            if any(one.figures.reach.population for one in self.content.campaigns)
        }
        items += [
            say("official.source.population", source=source, year=year)
            for source, year in sorted(people, key=str)
        ]
        for one in self.content.campaigns:
            title = one.campaign.title.text(words.language)
            items.append(say("official.source.ledger", title=title))
            for target in one.campaign.targets[:1]:
                made = "official.source.made-up" if target.demonstration else ""
                named = words.project.references.get(target.source or "")
                source = say(made) if made else words.cited(named) if named else ""
                items.append(say("official.source.target", title=title, source=source))
        yield Items(tuple(items))
