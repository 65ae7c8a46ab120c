"""What reports raise, told by code."""

from typing import Any

from generator.model.report import Report
from generator.reach import Flag, figures
from tests.reach.making import make_activity, make_campaign, make_project

QUARTERS = ("2030-Q1", "2030-Q2", "2030-Q3", "2030-Q4")
CAMPAIGN = make_campaign(make_activity("talks", periods=QUARTERS), make_activity("fair"))


def raised(*reports: Report, code: str | None = None, **project: Any) -> tuple[Flag, ...]:
    """The flags of one code, or all but those of missing reports."""
    made = make_project(reports=reports, **({"campaign": CAMPAIGN} | project))
    return tuple(
        flag
        for flag in figures(made, "shore").flags
        if (flag.code == code if code else flag.code != "reports-missing")
    )
