"""HXL: one CSV row a unit, with a row of hashtags that other organisations' tools read.

The tags are those that pass the standard's default schema (HXL 1.1). ``#reached`` is the number
reached for certain; ``#reached+max`` the most there can be. A district's row already includes its
communes: to add up, keep rows of one level.
"""

from collections.abc import Callable, Mapping

from generator.model.place import Place
from generator.reach.cells import Value, csv_text
from generator.reach.counting import Cell
from generator.reach.figures import Reckoning
from generator.reach.ground import unit_key
from generator.reach.results import REACH, Figures, Part
from generator.reach.scope import part_of_units

CHILD_BANDS = ("0-5", "6-10", "11-15")
ADULT_BANDS = ("16-17", "18-59", "60+")
"""From the age at which the law no longer speaks of a child."""
CELLS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "#reached+f+children+age0_15": ("female", CHILD_BANDS),
    "#reached+m+children+age0_15": ("male", CHILD_BANDS),
    "#reached+f+adults": ("female", ADULT_BANDS),
    "#reached+m+adults": ("male", ADULT_BANDS),
}
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
    units = {unit_key(place): place for place in found.scope.ground.all()}
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
    ground = found.scope.ground
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
        tag: {
            unit_key(place): people.low
            for place, people in part_of_units(found.scope, test).items()
        }
        for tag, test in _tests().items()
    }
    if figures.exact or _safe(found, figures, counted):
        return counted
    return {tag: {} for tag in CELLS}


def _tests() -> dict[str, Callable[[Cell], bool]]:
    def test(sex: str, bands: tuple[str, ...]) -> Callable[[Cell], bool]:
        return lambda cell: cell[0] == sex and cell[1] in bands

    return {tag: test(*cell) for tag, cell in CELLS.items()}


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
    for part in figures.by_audience:
        cells = [part_of_units(found.scope, test, [part.id]) for test in _tests().values()]
        tops = found.scope.ground.children(None)
        inside = sum(one[top].low for one in cells for top in tops if top in one)
        rests.append((part.reach.low or 0) - inside)
    return not small and not any(0 < rest < threshold for rest in rests)


def _parts(figures: Figures) -> tuple[Part, ...]:
    return (*figures.by_unit, *figures.by_audience, *figures.by_activity, *figures.by_period)
