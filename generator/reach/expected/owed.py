"""What the units of a campaign owe on a day, and what has come of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.model.campaign import Campaign
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.project import Project
from generator.reach.engine import Engine, Question
from generator.reach.expected.duties import Arrival, Duty, duties
from generator.reach.ground import Ground, in_order

Order = tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Owed:
    """One campaign's reports as they stood on ``as_of``."""

    campaign: Campaign
    ground: Ground
    duties: tuple[Duty, ...]
    as_of: date

    @property
    def asked(self) -> tuple[Duty, ...]:
        """The reports that are asked for, due already or later."""
        return tuple(duty for duty in self.duties if duty.state != "not asked")


def arrivals(project: Project, campaign_id: str) -> list[Arrival]:
    """Every report of a campaign that ever came, revised ones included."""
    ledgers = [project.ledgers[campaign_id]] if campaign_id in project.ledgers else []
    activities = tuple(one.id for one in project.campaigns[campaign_id].activities)
    engine = Engine(Question(tuple(ledgers), project.places, activities=activities))
    return [Arrival(*row) for row in engine.rows("answer_arrivals")]


def owed(project: Project, campaign_id: str, as_of: date) -> Owed:
    """What one campaign's units owe on that day; what came later is not known yet."""
    campaign, ground = project.campaigns[campaign_id], Ground(project.places)
    came = [one for one in arrivals(project, campaign_id) if one.received_on <= as_of]
    return Owed(campaign, ground, duties(campaign, ground, came, as_of), as_of)


def periods_of(found: Iterable[Duty]) -> tuple[str, ...]:
    """The periods in order of time; a shorter one before a longer one that starts with it."""
    names = {duty.period for duty in found}
    return tuple(
        sorted(names, key=lambda name: (parse_period(name).first, parse_period(name).last))
    )


def units_in_order(found: Iterable[Duty], ground: Ground) -> dict[Place, tuple[Place, ...]]:
    """Every unit with those above it, topmost first, as they lay when it was last spoken of.

    A unit stands after the one it belongs to; sisters stand in Vietnamese order.
    """
    last: dict[Place, str] = {}
    for duty in found:
        if duty.place not in last or _ends(duty.period) > _ends(last[duty.place]):
            last[duty.place] = duty.period
    above = {
        place: tuple(ground.above(place, parse_period(name)))[::-1] for place, name in last.items()
    }
    return dict(sorted(above.items(), key=lambda item: _order((*item[1], item[0]))))


def _ends(period: str) -> date:
    return parse_period(period).last


def _order(path: Iterable[Place]) -> Order:
    return tuple(in_order(place) for place in path)
