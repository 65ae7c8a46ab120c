"""Where everything stands on the sheet of a form, before any cell is written."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from openpyxl.utils import get_column_letter

from generator.model.people import Audience, Measure
from generator.model.report import AgeBand, Disability, Sex
from generator.reach.forms.asked import COUNTS_PEOPLE, Asked, Form
from generator.reach.forms.machine import (
    COHORT,
    DONE,
    NO,
    TOTAL,
    YES,
    Answer,
    Input,
    Machine,
    Word,
)

Say = Callable[..., str]
GROUPS, HEADINGS, KEYS, FIRST = 7, 8, 9, 10
"""Rows of the table: groups of columns, headings, keys, the first activity."""
LABEL, ANSWERS, COUNTS = 2, 3, 4
"""Columns: whom, whether it took place, the first number. The keys stand in column 1."""
UNDER = ("received_on", "revised", "reason", "position", "phone")
"""What is asked once for the whole form, under the table."""


@dataclass(frozen=True)
class Column:
    """A column of the table; ``sex`` is ``total`` where the sum of the three stands."""

    measure: str
    sex: str = ""

    @property
    def key(self) -> str:
        """Its name in the row of keys."""
        return f"{self.measure}.{self.sex}" if self.sex else self.measure


@dataclass(frozen=True)
class Line:
    """A row of the table: of an activity (``audience`` is empty), or of an audience in it."""

    key: str
    number: int
    asked: Asked
    audience: str = ""

    def asks(self, column: Column) -> bool:
        """Whether something is to be written where it meets a column."""
        if column.measure == COHORT:
            return bool(set(COUNTS_PEOPLE) & set(self.asked.activity.measures))
        return column.measure in self.asked.activity.measures


@dataclass(frozen=True)
class Plan:
    """Rows and columns of one form."""

    form: Form

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Only what some activity of the form asks for, in the contract's order."""
        asked = self.form.measures
        found: list[Column] = []
        for measure in get_args(Measure):
            if measure in asked and measure in COUNTS_PEOPLE:
                found += [Column(measure, sex) for sex in (*get_args(Sex), TOTAL)]
            elif measure in asked:
                found.append(Column(measure))
        if asked & set(COUNTS_PEOPLE):
            found.append(Column(COHORT))
        return tuple(found)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Each activity's row, then one for each of its audiences."""
        found: list[Line] = []
        for number, asked in enumerate(self.form.asked, 1):
            found.append(Line(f"a{number}", FIRST + len(found), asked))
            for at, audience in enumerate(asked.activity.audiences, 1):
                found.append(Line(f"a{number}.{at}", FIRST + len(found), asked, audience))
        return tuple(found)

    @property
    def under(self) -> int:
        """The row above what is asked once for the whole form."""
        return FIRST + len(self.lines) + 1

    @property
    def last(self) -> int:
        """The last row."""
        return self.under + len(UNDER) + 1

    @property
    def check(self) -> int:
        """The column of verdicts, the last one."""
        return COUNTS + len(self.columns)

    def letter(self, key: str) -> str:
        """The letter of a column of the table."""
        keys = [column.key for column in self.columns]
        return get_column_letter(COUNTS + keys.index(key))

    def of(self, band: Line) -> Iterator[Line]:
        """The rows of an activity's audiences."""
        for line in self.lines:
            if line.audience and line.asked == band.asked:
                yield line

    def band(self, line: Line) -> Line:
        """The row of the activity to which a row belongs."""
        return next(one for one in self.lines if not one.audience and one.asked == line.asked)

    def split(self) -> Iterator[tuple[Line, Measure]]:
        """Every row and measure of people: what the details may say more about."""
        for line in self.lines:
            for measure in COUNTS_PEOPLE:
                if line.audience and measure in line.asked.activity.measures:
                    yield line, measure

    def machine(self, audiences: Mapping[str, Audience], say: Say, language: str) -> Machine:
        """What the hidden sheet says about it."""
        form = self.form
        inputs = [
            Input(
                line.key,
                column.key,
                line.asked.activity.id,
                line.asked.period.name,
                line.audience,
                "" if column.measure == COHORT else column.measure,
                column.sex,
            )
            for line in self.lines
            for column in self.columns
            if line.audience and line.asks(column) and column.sex != TOTAL
        ]
        answers = [
            Answer(line.key, line.asked.activity.id, line.asked.period.name)
            for line in self.lines
            if not line.audience
        ]
        names = dict.fromkeys(line.audience for line in self.lines if line.audience)
        words = [
            *_distinct([self._activity(one, say, language) for one in form.asked]),
            *_distinct([Word("audience", o, audiences[o].name.text(language)) for o in names]),
            *(
                Word("measure", measure, say(f"forms.measure.{measure}"))
                for measure in COUNTS_PEOPLE
                if measure in form.measures
            ),
            *_choices("sex", get_args(Sex), say),
            *_choices("age_band", get_args(AgeBand), say),
            *_choices("disability", get_args(Disability), say),
            *(Word(DONE, one, say(f"forms.{one}")) for one in (YES, NO)),
        ]
        return Machine(
            form.campaign.id,
            form.place.code,
            form.period.name,
            tuple(inputs),
            tuple(answers),
            tuple(words),
        )

    def _activity(self, asked: Asked, say: Say, language: str) -> Word:
        title = asked.activity.title.text(language)
        if asked.period != self.form.period:
            title = f"{title} ({period_words(asked.period.name, say)})"
        return Word("activity", asked.activity.id, title, asked.period.name)


def period_words(name: str, say: Say) -> str:
    """``2018-Q1`` as people say it."""
    year, _, part = name.partition("-")
    kind = {"": "year", "S": "half", "Q": "quarter"}.get(part[:1], "month")
    if kind == "half":
        kind = f"half.{part[1]}"
    return say(f"forms.period.{kind}", year=year, n=part.lstrip("SQ0"))


def _choices(name: str, values: tuple[str, ...], say: Say) -> list[Word]:
    return [Word(name, value, say(f"forms.{name}.{value}")) for value in values]


def _distinct(words: list[Word]) -> list[Word]:
    """Two entries that are called the same get their identifiers behind their names."""
    called = Counter(word.label.casefold() for word in words)
    return [
        word
        if called[word.label.casefold()] == 1
        else Word(word.list, word.id, f"{word.label} [{word.id}]", word.period)
        for word in words
    ]
