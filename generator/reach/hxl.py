"""HXL: one CSV row a unit, with a row of hashtags that other organisations' tools read.

The tags are those that pass the standard's default schema (HXL 1.1). ``#reached`` is the number
reached for certain; ``#reached+max`` the most there can be. A district's row already includes its
communes: to add up, keep rows of one level.
"""

from collections.abc import Callable, Mapping

from generator.model.place import Place
from generator.reach.cells import Value, csv_text
from generator.reach.ground import unit_key
from generator.reach.reckoning import Reckoning
from generator.reach.results import REACH, Figures, Part

CELLS: Mapping[str, str] = {
    "#reached+f+children+age0_15": "female child",
    "#reached+m+children+age0_15": "male child",
    "#reached+f+adults": "female adult",
    "#reached+m+adults": "male adult",
}
"""By tag, the part of the family ``group`` (see ``shares.sql``): under 16, as the law has it."""
MOST_LEVELS = 5
"""HXL names administrative levels 1 to 5."""
Breakdown = Mapping[str, Mapping[str, int]]
"""By tag, then unit key: people reached for certain."""


def hxl_csv(found: Reckoning, figures: Figures, say: Callable[..., str]) -> str:
    """The HXL file of figures that are exact or published; breakdowns only where they are safe."""
    project, campaign = found.project, found.campaign
    levels = [level.id for level in project.programme.levels][:MOST_LEVELS]
    scheme = project.programme.code_scheme.replace("-", "_")
    levels_tags = [
        tag
        for number in range(1, len(levels) + 1)
        for tag in (f"#adm{number}+code+v_{scheme}", f"#adm{number}+name")
    ]
    head = [*levels_tags, "#activity+code", "#org+name+impl", "#date+start", "#date+end"]
    tags = [*head, "#targeted", "#reached", "#reached+max", *CELLS]
    owner = project.agencies.get(campaign.owner)
    cells = breakdown(found, figures)
    rows: list[list[Value]] = [[_heading(tag, say) for tag in tags], list(tags)]
    units = {unit_key(place): place for place in found.ground.all()}
    rows += [
        [
            *_levels(found, units[part.key], levels),
            figures.campaign,
            owner.name.text(project.language) if owner else campaign.owner,
            campaign.start.isoformat(),
            campaign.end.isoformat(),
            part.reach.target,
            part.reach.low,
            part.reach.high,
            *(cells[tag].get(part.key) for tag in CELLS),
        ]
        for part in figures.by_unit
    ]
    return csv_text(rows)


def _heading(tag: str, say: Callable[..., str]) -> str:
    """``tag`` in the reader's words; the scheme of a unit's codes is not among them."""
    if tag.startswith("#adm"):
        kind = "code" if "+code" in tag else "name"
        return say(f"hxl.#adm+{kind}", level=tag[4])
    return say(f"hxl.{tag}")


def _levels(found: Reckoning, place: Place, levels: list[str]) -> list[Value]:
    """Code and name of the unit and of those above it, each in its level's two columns."""
    ground = found.ground
    chain: dict[str, Place] = {place.level: place}
    above = ground.parents.get(place)
    while above:
        chain[above.level] = above
        above = ground.parents.get(above)
    cells: list[Value] = []
    for level in levels:
        unit = chain.get(level)
        cells += [unit.code, unit.name] if unit else ["", ""]
    return cells


def breakdown(found: Reckoning, figures: Figures) -> Breakdown:
    """People by sex and child or adult, in every unit; empty where published figures forbid it.

    Published are all breakdowns of a campaign or none: only where nothing of it is hidden, and
    no cell, and no rest of a unit or audience outside the cells, is under the threshold. So no
    difference between this table and another gives a small number.
    """
    counted = {
        tag: {unit_key(place): people.low for place, people in found.unit_parts(part).items()}
        for tag, part in CELLS.items()
    }
    if figures.exact or _safe(found, figures, counted):
        return counted
    return {tag: {} for tag in CELLS}


def _safe(found: Reckoning, figures: Figures, counted: Breakdown) -> bool:
    threshold = found.project.programme.suppress_under
    if any(part.hidden for part in _parts(figures)) or REACH in figures.hidden:
        return False
    small = [value for cells in counted.values() for value in cells.values() if value < threshold]
    rests = [
        part.reach.low - sum(cells.get(part.key, 0) for cells in counted.values())
        for part in figures.by_unit
        if part.reach.low is not None
    ]
    inside = found.group_totals()
    rests += [
        (part.reach.low or 0) - sum(people.low for people in inside.get(part.id, ()))
        for part in figures.by_audience
    ]
    return not small and not any(0 < rest < threshold for rest in rests)


def _parts(figures: Figures) -> tuple[Part, ...]:
    return (*figures.by_unit, *figures.by_audience, *figures.by_activity, *figures.by_period)
