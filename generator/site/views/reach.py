"""The figures of a campaign: how many people it reached, how sure that is, and where."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.model.base import Words
from generator.model.campaign import Campaign
from generator.site import names
from generator.site.chart import range_chart
from generator.site.material import Material
from generator.site.page import View
from generator.site.tilemap import tile_map
from generator.site.voice import Voice

Part = Mapping[str, Any]


def reach_views(material: Material, voice: Voice) -> Iterator[View]:
    """One view a campaign, also while there are no figures yet."""
    for campaign in material.project.campaigns.values():
        yield _reach_view(material, voice, campaign)


def _reach_view(material: Material, voice: Voice, campaign: Campaign) -> View:
    project = material.project
    figures = material.figures.get(campaign.id)
    title = voice("Reach: {campaign}", campaign=voice.text(campaign.title))
    return View(
        name=names.reach(campaign.id),
        template="reach",
        title=title,
        summary=voice(
            "How many people the campaign reached, where, and how complete the reports are."
        ),
        above=(
            (voice("Campaigns"), names.CAMPAIGNS),
            (voice.text(campaign.title), names.campaign(campaign.id)),
        ),
        words={
            "campaign": campaign,
            "figures": figures,
            "threshold": project.programme.suppress_under,
            "as_of": voice.day(date.fromisoformat(figures["as_of"])) if figures else "",
            **(_shown(material, voice, campaign, figures) if figures else {}),
        },
    )


def _shown(
    material: Material, voice: Voice, campaign: Campaign, figures: Mapping[str, Any]
) -> dict[str, Any]:
    project = material.project
    units: list[Part] = list(figures.get("by_unit", ()))
    districts = [part for part in units if _is_district(material, part)]
    districts = voice.listed(districts, lambda part: str(part["name"]))
    smaller = [part for part in units if part not in districts]
    activities = {one.id: one.title for one in campaign.activities}
    audiences = {one.id: one.name for one in project.audiences.values()}
    return {
        "districts": districts,
        "smaller": voice.listed(smaller, lambda part: str(part["name"])),
        "chart": range_chart(districts, voice) if districts else None,
        "map": tile_map(project.places, districts, voice),
        "by_audience": _named(figures.get("by_audience", ()), "audience", audiences, voice),
        "by_activity": _named(figures.get("by_activity", ()), "activity", activities, voice),
        "by_period": [
            (voice.period(part["period"]), None, part) for part in figures.get("by_period", ())
        ],
        "cost": _cost(figures),
    }


def _is_district(material: Material, part: Part) -> bool:
    """A unit directly below the programme's own place."""
    place = material.project.places.get(str(part["unit"]))
    if place is None:
        return part.get("parent") is None
    return place.parent == material.project.programme.place


def _named(
    parts: Any, key: str, known: Mapping[str, Words], voice: Voice
) -> list[tuple[str, str | None, Part]]:
    """(name, its language if not ours, part) for each part."""
    found = []
    for part in parts:
        words = known.get(part[key])
        name = voice.text(words) if words else str(part.get("name", part[key]))
        found.append((name, voice.tongue(words) if words else None, part))
    return found


def _cost(figures: Mapping[str, Any]) -> Mapping[str, Any] | None:
    cost: Mapping[str, Any] = figures.get("cost") or {}
    return cost if cost.get("spent") is not None else None
