"""A mapping: what the columns of somebody else's table mean as a report.

It expresses the exports of KoboToolbox, ODK Central and ActivityInfo and an office's own sheet:
where the headings stand, which column says what, what a number in a column counts, which rows are
not data, and what happens when several rows speak of the same people or a table comes again.
"""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from generator.model.base import AudienceId, Code, LevelId, Record, Slug, Text, UnitCode
from generator.model.people import Measure
from generator.model.report import AgeBand, Disability, Sex

FieldName = Literal[
    "campaign", "activity", "unit", "parent", "period", "measure", "audience", "sex", "age_band",
    "ethnicity", "disability", "cohort", "received_on", "report", "reason", "note", "value",
]  # fmt: skip
"""The columns of a report row that a table can give; ``parent`` is the unit above the one named."""
KEYS = ("campaign", "activity", "unit", "period")
PARTS = ("year", "half", "quarter", "month", "text")
"""What a pattern can pick out of a text."""


class Source(Record):
    """Where a field stands: in a column, in one cell, or in the sheet's name.

    A bare text is the heading of a column. Headings of several rows are joined by `` / ``; the
    lowest one alone is enough where only one column has it; ``$D`` is the column D.
    """

    column: Text | None = None
    cell: Annotated[Text, Field(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,5}$")] | None = None
    """One cell for the whole sheet, such as ``B3``."""
    sheet: bool = False
    """The name of the sheet."""
    pattern: Text | None = None
    """What to pick out, such as ``Quý {quarter} năm {year}`` or ``Đơn vị: {text}``; ``*`` is
    anything."""
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    """The year where a pattern gives none."""
    every: Literal["month", "quarter", "half", "year"] | None = None
    """The period of this length in which a day lies."""
    fill_down: bool = False
    """An empty cell says what the one above it says: only the first row was filled in."""

    @model_validator(mode="before")
    @classmethod
    def _bare_text_is_a_heading(cls, value: object) -> object:
        return {"column": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if [self.column is not None, self.cell is not None, self.sheet].count(True) != 1:
            raise PydanticCustomError("mapping-one-place", "one of column, cell, sheet")
        found = re.findall(r"\{(.*?)\}", self.pattern or "")
        strange = [part for part in found if part not in PARTS]
        if strange:
            details = {"found": strange[0], "at": "pattern"}
            raise PydanticCustomError("mapping-bad-pattern", "unknown part", details)
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """An editor accepts the bare heading too."""
        return {"anyOf": [{"type": "string"}, handler(core)]}


class Columns(Record):
    """What a row says about its numbers, by the contract's names."""

    campaign: Source | None = None
    activity: Source | None = None
    unit: Source | None = None
    parent: Source | None = None
    """The unit above: it tells namesakes apart."""
    period: Source | None = None
    measure: Source | None = None
    audience: Source | None = None
    sex: Source | None = None
    age_band: Source | None = None
    ethnicity: Source | None = None
    disability: Source | None = None
    cohort: Source | None = None
    received_on: Source | None = None
    report: Source | None = None
    reason: Source | None = None
    note: Source | None = None

    @property
    def given(self) -> dict[str, Source]:
        """Those that the table has."""
        return {name: one for name in type(self).model_fields if (one := getattr(self, name))}


class Said(Record):
    """What is the same for a whole table, or for one column of numbers."""

    campaign: Slug | None = None
    activity: Slug | None = None
    unit: UnitCode | None = None
    period: Code | None = None
    measure: Measure | None = None
    audience: AudienceId | None = None
    sex: Sex | None = None
    age_band: AgeBand | None = None
    ethnicity: Text | None = None
    disability: Disability | None = None
    cohort: Text | None = None

    @property
    def given(self) -> dict[str, Any]:
        """What is said, by the contract's names."""
        return {name: one for name in Said.model_fields if (one := getattr(self, name))}


class Constants(Said):
    """What every row of the table has in common."""

    received_on: Code | None = None
    """The day on which the table came."""

    @property
    def given(self) -> dict[str, Any]:
        """What is said, by the contract's names."""
        day = {"received_on": self.received_on} if self.received_on else {}
        return super().given | day


class Condition(Record):
    """Rows of which a cell reads so, or of whose chosen options it is one."""

    column: Text
    equals: Code | None = None
    includes: Code | None = None
    """One of several choices in a cell, as ``select_multiple`` exports them."""

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if (self.equals is None) == (self.includes is None):
            raise PydanticCustomError("mapping-one-test", "one of equals, includes")
        return self


class Count(Said):
    """Where a number stands and what it counts; or a number that every row stands for."""

    column: Text | None = None
    value: Annotated[int, Field(ge=0, le=1000)] | None = None
    """Such as 1 for ``sessions``, where a row is sent for every session."""
    when: Condition | None = None

    @model_validator(mode="after")
    def _one_number(self) -> Self:
        if (self.column is None) == (self.value is None):
            raise PydanticCustomError("mapping-one-number", "one of column, value")
        return self


class Skipped(Record):
    """Rows that are no data, such as totals: a cell reads so (``*`` is anything)."""

    column: Text | None = None
    """Any cell of the row where no column is named."""
    matches: Annotated[tuple[Text, ...], Field(min_length=1)]


class Headings(Record):
    """Where the headings stand; they are looked for where no row is given."""

    row: Annotated[int, Field(ge=1, le=100)] | None = None
    """The first row of headings, from 1."""
    rows: Annotated[int, Field(ge=1, le=4)] = 1
    """How many rows they take."""


class UnitNames(Record):
    """How units are named in the table."""

    by: Literal["any", "code", "name"] = "any"
    level: LevelId | None = None
    """Names are those of units of this level."""
    codes: dict[Text, UnitCode] = Field(default_factory=dict)
    """The table's own codes or spellings to ours."""


class Mapping(Record):
    """``lachan reach import FILE --mapping M.yml``"""

    title: Text | None = None
    sheets: tuple[Text, ...] = ()
    """Their names or patterns with ``*``; every sheet with these headings where empty."""
    headings: Headings = Headings()
    skip: tuple[Skipped, ...] = ()
    once: Text | None = None
    """The column that tells rows apart, such as ``_uuid``: a row that comes twice is refused."""
    constants: Constants = Constants()
    columns: Columns
    values: Annotated[tuple[Count, ...], Field(min_length=1)]
    translate: dict[FieldName, dict[Text, Code]] = Field(default_factory=dict)
    """By field, what the table writes to what the contract writes."""
    units: UnitNames = UnitNames()
    report: Text = "{activity}/{unit}/{period}"
    """The name of a report, where no column gives one."""
    empty: Literal["skip", "zero"] = "skip"
    """What an empty cell of numbers says: nothing, or 0 where the office writes no zeros."""
    combine: Literal["sum"] | None = None
    """Rows that count the same in the same report: refused, or added."""
    revises: Literal["newest"] | None = None
    """A report that is there already with other numbers: refused, or revised."""
    reason: Text | None = None
    """Why it is revised, where no column says so."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = {*self.columns.given, *self.constants.given}
        for name in (*KEYS, "measure", "audience"):
            every = all(getattr(one, name) for one in self.values)
            if name not in given and not every:
                raise PydanticCustomError("mapping-nowhere", "nowhere", {"field": name})
        for name in sorted(self.columns.given.keys() & self.constants.given.keys()):
            raise PydanticCustomError("mapping-twice", "given twice", {"field": name})
        self._report_names()
        if self.revises and not self.reason and not self.columns.reason:
            raise PydanticCustomError("mapping-no-reason", "no reason", {"at": "revises"})
        return self

    def _report_names(self) -> None:
        strange = [one for one in re.findall(r"\{(.*?)\}", self.report) if one not in KEYS]
        if strange:
            details = {"found": strange[0], "at": "report"}
            raise PydanticCustomError("mapping-bad-report", "unknown part", details)
        if self.combine and self.columns.report:
            raise PydanticCustomError("mapping-report-combined", "one name", {"at": "combine"})
