"""Which report it is follows from the plan's deadlines; what there is not is offered otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from generator.model.project import Project
from generator.reach.official import NoSuchReportError, occasion
from tests.reach.official.making import bay


@pytest.mark.parametrize(
    ("kind", "year", "years", "due"),
    [
        ("annual", 2020, (2020, 2020), date(2020, 12, 14)),
        ("midterm", 2020, (2019, 2020), date(2020, 12, 14)),
        ("final", 2021, (2019, 2021), date(2020, 12, 31)),
    ],
)
def test_a_report_has_the_years_and_the_day_of_its_issuers_deadline(
    kind: str, year: int, years: tuple[int, int], due: date
) -> None:
    about = occasion(bay(), kind, year)  # type: ignore[arg-type] # a kind of the table above
    assert (about.years, about.due, about.day) == (years, due, due)
    assert about.deadline
    assert about.deadline.who == ("office",)


def test_the_day_can_be_another() -> None:
    about = occasion(bay(), "annual", 2020, date(2021, 1, 20))
    assert (about.day, about.due) == (date(2021, 1, 20), date(2020, 12, 14))


@pytest.mark.parametrize(("kind", "year"), [("annual", 2018), ("midterm", 2019), ("final", 2020)])
def test_a_report_that_the_plan_does_not_have_is_refused_with_those_it_has(
    kind: str, year: int
) -> None:
    with pytest.raises(NoSuchReportError) as found:
        occasion(bay(), kind, year)  # type: ignore[arg-type] # as above
    assert found.value.known == (
        "annual 2019", "annual 2020", "annual 2021", "midterm 2020", "final 2021",
    )  # fmt: skip


def test_an_issuer_that_owes_nothing_reports_at_the_years_end(coast_project: Project) -> None:
    about = occasion(coast_project, "annual", 2031)
    assert (about.deadline, about.due, about.day) == (None, None, date(2031, 12, 31))


def test_a_duty_without_a_day_sets_none() -> None:
    project = bay()
    undated = [each.model_copy(update={"before": None}) for each in project.programme.deadlines]
    programme = project.programme.model_copy(update={"deadlines": tuple(undated)})
    assert occasion(replace(project, programme=programme), "annual", 2020).due is None
