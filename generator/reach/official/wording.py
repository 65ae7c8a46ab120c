"""How a report writes numbers, days and ranges; what is hidden and what nobody counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent

from generator.model.project import Project
from generator.model.reference import Reference
from generator.reach.results import Part, Reach, kind_of
from generator.sources.catalogue import Catalogue

NONE = "–"


@dataclass(frozen=True)
class Wording:
    """The words of one report, in the first language of the project."""

    project: Project
    say: Catalogue
    exact: bool = False

    @property
    def language(self) -> str:
        """Of the report."""
        return self.project.language

    @property
    def _locale(self) -> Locale:
        for tag in (self.language, self.say.language):
            try:
                return Locale.parse(tag, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
        return Locale("en")

    def number(self, value: float | None) -> str:
        """``1.234``; a dash where there is none."""
        return NONE if value is None else format_decimal(value, locale=self._locale)

    def percent(self, share: float | None) -> str:
        """``53,1%``, of a share of 1."""
        if share is None:
            return NONE
        return format_percent(share, format="#,##0.#%", locale=self._locale)

    def money(self, value: int | None) -> str:
        """An amount in the programme's currency."""
        budget = self.project.programme.budget
        unit = "" if budget is None else self.currency
        return NONE if value is None else f"{self.number(value)} {unit}".strip()

    @property
    def currency(self) -> str:
        """What the programme's money is called."""
        budget = self.project.programme.budget
        name = f"official.currency.{budget.currency}" if budget else ""
        return self.say(name) if name in self.say else budget.currency if budget else ""

    def day(self, day: date) -> str:
        """``14/12/2018``"""
        return f"{day:%d/%m/%Y}"

    def long_day(self, day: date) -> str:
        """``18 tháng 7 năm 2016``: days under 10 and the first two months with a zero."""
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        return self.say("official.long-day", day=f"{day.day:02}", month=month, year=day.year)

    def ends(self, reach: Reach) -> tuple[str, str]:
        """Low and high of a table's row."""
        if reach.suppressed:
            return self.hidden, self.hidden
        return self.number(reach.low), self.number(reach.high)

    @property
    def hidden(self) -> str:
        """What stands for a small number."""
        return self.say("official.hidden")

    def range(self, low: int | None, high: int | None) -> str:
        """``từ 10 đến 20``, or one number where both are the same."""
        if low is None or high is None:
            return NONE
        if low == high:
            return self.number(low)
        return self.say("official.range", low=self.number(low), high=self.number(high))

    def shares(self, low: float | None, high: float | None) -> str:
        """A range of shares."""
        if low is None or high is None:
            return NONE
        if low == high:
            return self.percent(low)
        return self.say("official.range", low=self.percent(low), high=self.percent(high))

    def span(self, low: float | None, high: float | None) -> str:
        """A range of shares, short enough for a table."""
        if low is None or high is None or low == high:
            return self.percent(low)
        return f"{self.percent(low)} – {self.percent(high)}"

    def unit(self, part: Part) -> str:
        """A unit as officials name it: its kind, then its name."""
        place = self.project.places.get(part.id)
        name = place.full_name if place and place.name == part.name else part.name
        return name[:1].upper() + name[1:]

    def measure(self, part: Part, name: str) -> str:
        """A measure of a part; hidden where its kind is."""
        value = part.measures.get(name)
        if value is None and name in part.measures and kind_of(name) in part.hidden:
            return self.hidden
        return self.number(value)

    def agency(self, name: str) -> str:
        """The full name of an agency."""
        return self.project.agencies[name].name.text(self.language)

    def cited(self, source: Reference) -> str:
        """A law, decision or plan as official documents name it at first: kind, number, day, title.

        A day or number that nobody has written down is dots.
        """
        title = source.title.text(self.language)
        kind = self.say(f"official.kind.{source.kind}")
        starts = title.casefold().startswith(kind.casefold())
        details: Mapping[str, object] = {
            "kind": kind,
            "title": title,
            "rest": title[len(kind) :].strip() if starts else title,
            "number": source.number or "……",
            "day": self.long_day(source.issued) if source.issued else "……",
            "publisher": source.publisher.text(self.language),
        }
        return self.say("official.cited" if starts else "official.cited.other", **details)
