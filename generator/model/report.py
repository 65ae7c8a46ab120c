"""Reports of reach: rows as units send them, one value a row."""

from typing import Literal

from pydantic import Field

from generator.model.base import AudienceId, Code, Day, Record, Slug, Text
from generator.model.people import Measure
from generator.model.period import PeriodName

Sex = Literal["female", "male", "unknown"]
AgeBand = Literal["0-5", "6-10", "11-15", "16-17", "18-59", "60+", "unknown"]
"""Bands that give both the law's child (under 16) and the UN's (under 18)."""
Disability = Literal["yes", "no", "unknown"]


class ReportRow(Record):
    """One value. ``campaign``, ``activity``, ``unit`` and ``period`` are the key of its report."""

    campaign: Slug
    activity: Slug
    unit: Code
    period: PeriodName
    measure: Measure
    audience: AudienceId
    sex: Sex = "unknown"
    age_band: AgeBand = "unknown"
    ethnicity: Text = "unknown"
    disability: Disability = "unknown"
    cohort: Text | None = None
    """Rows with the same cohort in one cell are about the same people."""
    value: int = Field(ge=0, le=100_000_000)
    received_on: Day
    report: Text
    revises: Text | None = None
    reason: Text | None = None
    note: Text | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """campaign, activity, unit, period: one report each."""
        return (self.campaign, self.activity, self.unit, self.period)


class Report(Record):
    """All rows of one key, as one unit sent them."""

    id: Text
    campaign: Slug
    activity: Slug
    unit: Code
    period: PeriodName
    received_on: Day
    revises: Text | None = None
    reason: Text | None = None
    file: Text
    """The name of the file as received."""
    sha256: Text
    """Of that file's bytes."""
    rows: tuple[ReportRow, ...]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """campaign, activity, unit, period."""
        return (self.campaign, self.activity, self.unit, self.period)
