"""How a page speaks one language: sentences, numbers, days, and what is said in another one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from generator.model.base import Words
from generator.model.period import parse_period
from generator.model.project import Project
from generator.model.vietnamese import sort_key
from generator.sources.catalogue import Catalogue, load_catalogue

T = TypeVar("T")


class Voice:
    """The sentences of the theme's catalogue in one language, and the forms of its numbers."""

    def __init__(self, project: Project, language: str) -> None:
        self.project = project
        self.language = language

    @cached_property
    def catalogue(self) -> Catalogue:
        """The theme's catalogue; what a language lacks is said in the programme's first one."""
        return load_catalogue(self.project.theme / "locale", self.language, self.project.language)

    @cached_property
    def _locale(self) -> Locale:
        for tag in (self.language, self.project.language, "en"):
            try:
                return Locale.parse(tag, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
        return Locale("en")

    def __call__(self, message: str, /, **details: object) -> str:
        """The sentence for an English message."""
        return self.catalogue(message, **details)

    def text(self, words: Words) -> str:
        """The words in this language, or the original."""
        return words.text(self.language)

    def tongue(self, words: Words) -> str | None:
        """The language of ``text(words)`` where it is not this one."""
        if words.has(self.language):
            return None
        return self.foreign(next(iter(words.root)) or self.project.language)

    def foreign(self, language: str) -> str | None:
        """A language, where it is not this one."""
        return None if language == self.language else language

    def number(self, value: float) -> str:
        """``1.240`` in Vietnamese, ``1,240`` in English."""
        return format_decimal(value, locale=self._locale)

    def percent(self, share: float) -> str:
        """A share as whole percent: 0.356 is ``36%``."""
        return format_percent(share, locale=self._locale)

    def size(self, count: int) -> str:
        """A file's size: ``1,4 MB``, ``0,2 MB``; what is under 0.1 MB in KB: ``88 KB``."""
        kilo = max(1, round(count / 1000))
        if kilo < 100:
            return f"{kilo} KB"
        return f"{format_decimal(round(count / 1_000_000, 1), locale=self._locale)} MB"

    def day(self, day: date) -> str:
        """A day, in the order that the language's catalogue gives."""
        return format_date(day, self("d MMMM y"), locale=self._locale)

    def days(self, first: date, last: date) -> str:
        """From one day to another."""
        return self("{first} to {last}", first=self.day(first), last=self.day(last))

    def period(self, name: str) -> str:
        """A reporting period: ``quý 1 năm 2018``."""
        return self.periods([name])

    def periods(self, names: Iterable[str]) -> str:
        """Periods, those of one kind and year together: ``quý 1, 2, 3 năm 2018``."""
        groups: dict[tuple[int, str], list[str]] = {}
        for name in names:
            part = name[5:]
            kind = part[0] if part[:1] in ("S", "Q") else "M" if part else "Y"
            groups.setdefault((parse_period(name).first.year, kind), []).append(
                part[1:] if kind in "SQ" else part.lstrip("0")
            )
        return "; ".join(
            self._periods(kind, ", ".join(parts), year) for (year, kind), parts in groups.items()
        )

    def _periods(self, kind: str, numbers: str, year: int) -> str:
        if kind == "S":
            return self("half {number} of {year}", number=numbers, year=year)
        if kind == "Q":
            return self("quarter {number} of {year}", number=numbers, year=year)
        if kind == "M":
            return self("month {number} of {year}", number=numbers, year=year)
        return self("year {year}", year=year)

    def people(self, reach: Mapping[str, Any]) -> str:
        """How many people were reached: a range, one number, hidden, or nothing known."""
        if reach.get("suppressed"):
            return self("hidden")
        low, high = reach.get("low"), reach.get("high")
        if low is None or high is None:
            return self("no figure yet")
        return self.span(low, high)

    def span(self, low: float, high: float) -> str:
        """``1.240–2.310``, or one number where both are the same."""
        if low == high:
            return self.number(low)
        return f"{self.number(low)}–{self.number(high)}"

    def listed(self, items: Iterable[T], key: Callable[[T], str]) -> list[T]:
        """Items in dictionary order."""
        return sorted(items, key=lambda item: (sort_key(key(item)), key(item)))

    def name_of(self, language: str) -> str:
        """What a language calls itself."""
        try:
            named = Locale.parse(language, sep="-").get_display_name(language)
        except (UnknownLocaleError, ValueError):
            named = None
        return named[:1].upper() + named[1:] if named else language
