"""The national roll-up: many provinces' ledgers, the same figures, one table."""

from collections.abc import Sequence
from pathlib import Path

from generator.model.problem import Problem, ProblemsFound
from generator.reach.exports import published_of
from generator.reach.figures import figures_of
from generator.reach.reckoning import reckon
from generator.reach.rollup.adding import Share, together
from generator.reach.rollup.sources import Load, Source, read_sources
from generator.reach.rollup.telling import Rolled, RollUp, show_rollup
from generator.sources.load import load_project

__all__ = ["RollUp", "Rolled", "roll_up", "show_rollup"]


def roll_up(
    paths: Sequence[Path],
    campaign: str | None = None,
    *,
    public: bool = False,
    load: Load = load_project,
) -> RollUp:
    """The figures of every campaign (or of one) over provinces' folders and Parquet files.

    Campaigns of one identifier are put together. Exact, for who holds the sources, or with small
    numbers hidden (``public``). ``ProblemsFound`` where any source cannot be taken as it is.
    """
    sources = read_sources(paths, load)
    names = [name for source in sources for name in source.project.campaigns]
    if campaign is not None and campaign not in names:
        known = ", ".join(dict.fromkeys(names))
        raise ProblemsFound(
            [Problem("--campaign", 0, 0, "rollup-campaign", {"found": campaign, "known": known})]
        )
    wanted = [name for name in dict.fromkeys(names) if campaign in (None, name)]
    return RollUp(tuple(_rolled(name, sources, public) for name in wanted))


def _rolled(name: str, sources: Sequence[Source], public: bool) -> Rolled:
    shares = []
    for source in sources:
        if name in source.project.campaigns:
            found = reckon(source.project, name, timeline=public)
            figures = published_of(found) if public else figures_of(found)
            shares.append(Share(source.province, figures))
            title = source.project.campaigns[name].title
    return Rolled(title, together(shares), tuple(shares))
