"""The figures of a campaign for the years of a report, fit for whoever the report goes to.

A campaign of several years is told of in several reports, and their differences tell more than
each by itself: what is small in one year alone must not come back as the whole less the others.
So a figure that is hidden in any year by itself, or in the whole, is hidden in each of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

from generator.model.campaign import Campaign
from generator.model.project import Project
from generator.reach.expected.duties import Duty
from generator.reach.figures import figures_of
from generator.reach.reckoning import reckon
from generator.reach.results import (
    PERSON_MEASURES,
    REACH,
    By,
    Figures,
    Part,
    PerPerson,
    Reach,
    kind_of,
)
from generator.reach.suppression import published
from generator.reach.surveys import survey_figures


@dataclass(frozen=True)
class Counted:
    """A campaign with what it reached in the years of a report."""

    campaign: Campaign
    figures: Figures
    duties: tuple[Duty, ...]
    """What became of each report that was asked for."""
    whole: bool
    """Whether all of the campaign lies in those years."""


def counted(
    project: Project, years: tuple[int, int], *, exact: bool = False
) -> tuple[Counted, ...]:
    """Every campaign of which reports were asked for, or came, in the years. Both are included."""
    return tuple(_counted(project, years, exact=exact))


def _counted(project: Project, years: tuple[int, int], *, exact: bool) -> Iterator[Counted]:
    for campaign in project.campaigns.values():
        if campaign.start.year > years[1] or campaign.end.year < years[0]:
            continue
        found = reckon(project, campaign.id, years=years)
        duties = tuple(duty for duty in found.duties if duty.speaks())
        if not duties:
            continue
        figures = figures_of(found)
        if not exact:
            figures = _public(project, campaign, figures)
        surveys = survey_figures(project, campaign.id, public=not exact)
        figures = replace(figures, surveys=tuple(_in_years(surveys, years)))
        whole = years[0] <= campaign.start.year and campaign.end.year <= years[1]
        yield Counted(campaign, figures, duties, whole)


def _in_years(
    surveys: Iterable[dict[str, Any]], years: tuple[int, int]
) -> Iterator[dict[str, Any]]:
    """The surveys of which a wave lies in the years, with no wave that came later."""
    for survey in surveys:
        ends = [
            [int(wave["to"][:4]) for wave in question["waves"]] for question in survey["questions"]
        ]
        if any(years[0] <= end <= years[1] for each in ends for end in each):
            questions = [
                {
                    **question,
                    "waves": [w for w in question["waves"] if int(w["to"][:4]) <= years[1]],
                }
                for question in survey["questions"]
            ]
            yield {**survey, "questions": questions}


def _public(project: Project, campaign: Campaign, figures: Figures) -> Figures:
    threshold = project.programme.suppress_under
    found = published(figures, threshold)
    several = range(campaign.start.year, campaign.end.year + 1)
    if len(several) == 1:
        return found
    others = [figures_of(reckon(project, campaign.id, years=(year, year))) for year in several]
    others.append(figures_of(reckon(project, campaign.id)))
    for other in others:
        found = _also_hidden(found, published(other, threshold))
    return found


def _also_hidden(figures: Figures, other: Figures) -> Figures:
    """The figures without those that are hidden in the other ones."""
    families: dict[str, tuple[Part, ...]] = {}
    for by in get_args(By):
        kinds = {_key(part): part.hidden for part in other.by(by)}
        parts = figures.by(by)
        families[f"by_{by}"] = tuple(_covered(part, kinds.get(_key(part))) for part in parts)
    total = _covered(replace(figures.total(), hidden=figures.hidden), other.hidden)
    told = not total.reach.suppressed
    return replace(
        figures,
        reach=total.reach,
        measures=total.measures,
        reports=total.reports,
        hidden=total.hidden,
        cost=figures.cost if told else replace(figures.cost, per_person=PerPerson()),
        timeline=(),
        **families,  # type: ignore[arg-type] # families of parts by their names
    )


def _key(part: Part) -> str:
    return part.key or part.id


def _covered(part: Part, kinds: frozenset[str] | None) -> Part:
    if not kinds:
        return part
    measures = {
        name: None if name in PERSON_MEASURES and kind_of(name) in kinds else value
        for name, value in part.measures.items()
    }
    hidden = part.hidden | kinds
    if REACH not in kinds:
        return replace(part, measures=measures, hidden=hidden)
    reach = Reach(target=part.reach.target, suppressed=True)
    reports = replace(part.reports, zero=None)
    return replace(part, measures=measures, hidden=hidden, reach=reach, reports=reports)
