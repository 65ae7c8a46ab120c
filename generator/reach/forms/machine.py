"""The hidden sheet: what each cell of a form is, so that reading never depends on what is shown.

A row begins with what it is. Rows and columns of the sheets that people fill in bear keys, in
their first column and in one narrow row; the hidden sheet says what is counted where a row and a
column meet. So a row that somebody put in between moves nothing.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

from generator.model.vietnamese import nfc

MARK = "lachan.form"
VERSION = "1"
"""Of the arrangement of cells; a form of another one is not read."""
SHEET = "lachan"
ANSWER = "answer"
"""The column of answers: whether an activity took place, and what stands under the table."""
COHORT = "cohort"
TOTAL = "total"
DONE, REVISED, YES, NO = "done", "revised", "yes", "no"


@dataclass(frozen=True)
class Input:
    """A cell to fill in: what its number counts. ``measure`` is empty for the cohort's name."""

    row: str
    column: str
    activity: str
    period: str
    audience: str
    measure: str
    sex: str

    @property
    def counts(self) -> tuple[str, str, str, str]:
        """Activity, period, audience, measure: the number of which it is a part."""
        return self.activity, self.period, self.audience, self.measure


@dataclass(frozen=True)
class Answer:
    """The row of an activity, where it is said whether it took place at all."""

    row: str
    activity: str
    period: str


@dataclass(frozen=True)
class Word:
    """An entry of a drop-down list: what is shown and what is meant."""

    list: str
    id: str
    label: str
    period: str = ""
    """Of an activity's entry: one activity can be asked for two periods at once."""


@dataclass(frozen=True)
class Machine:
    """Everything that reading has to know."""

    campaign: str
    unit: str
    period: str
    inputs: tuple[Input, ...]
    answers: tuple[Answer, ...]
    words: tuple[Word, ...]

    def mark(self, sheet: str) -> str:
        """What stands in the first cell of a sheet of this form."""
        return "|".join((MARK, sheet, self.campaign, self.unit, self.period))

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the hidden sheet."""
        body = [
            ("key", self.campaign, self.unit, self.period),
            *(("input", *astuple(one)) for one in self.inputs),
            *(("answer", *astuple(one)) for one in self.answers),
            *(("word", *astuple(one)) for one in self.words),
        ]
        return ((MARK, VERSION, checksum(body)), *body)

    def labels(self, name: str) -> tuple[int, int]:
        """First and last row of a drop-down list's entries, which stand together."""
        numbers = [
            number for number, row in enumerate(self.rows, 1) if row[0] == "word" and row[1] == name
        ]
        return numbers[0], numbers[-1]


LABEL_COLUMN = "D"
"""Where the entries of drop-down lists stand: ``word``, list, id, label."""


def checksum(rows: Iterable[Sequence[str]]) -> str:
    """Tells that a row was changed, by hand or by a program that took ``027`` for a number."""
    text = "\n".join("\t".join(row).rstrip("\t") for row in rows)
    return hashlib.sha256(nfc(text).encode()).hexdigest()[:16]


def parse(rows: Sequence[Sequence[str]]) -> Machine | None:
    """The hidden sheet of this version read again; ``None`` where it was changed."""
    kinds = {"key": 4, "input": 8, "answer": 4, "word": 5}
    body = [
        tuple(row[: kinds[row[0]]]) + ("",) * (kinds[row[0]] - len(row))
        for row in rows[1:]
        if row and row[0] in kinds
    ]
    head = rows[0]
    if len(head) < 3 or checksum(body) != head[2] or not body or body[0][0] != "key":
        return None
    _, campaign, unit, period = body[0]
    return Machine(
        campaign,
        unit,
        period,
        tuple(Input(*row[1:]) for row in body if row[0] == "input"),
        tuple(Answer(*row[1:]) for row in body if row[0] == "answer"),
        tuple(Word(*row[1:]) for row in body if row[0] == "word"),
    )
