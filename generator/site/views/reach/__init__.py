"""The figures of a campaign: how many people it reached, how sure that is, and where."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.model.campaign import Campaign
from generator.site import names
from generator.site.charts.areas import area_map
from generator.site.charts.bars import range_chart
from generator.site.charts.multiples import multiples
from generator.site.charts.tiles import tile_map
from generator.site.charts.timeline import moments, timeline_chart
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.reach.notes import Notes
from generator.site.views.reach.pace import pace, projected
from generator.site.views.reach.reports import matrix
from generator.site.views.reach.splits import Part, Row, Splits, plan_rows
from generator.site.views.reach.surveys import surveys
from generator.site.voice import Voice


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


def _shown(material: Material, voice: Voice, campaign: Campaign, figures: Part) -> dict[str, Any]:
    """Everything on the page; what the figures do not tell is empty and stays away from it."""
    project = material.project
    notes = Notes(figures.get("flags", ()), voice.foreign(project.language))
    units: list[Part] = list(figures.get("by_unit", ()))
    splits = Splits(project, campaign, figures, voice, notes)
    near = [one for one in units if _is_district(material, one)]
    districts = splits.units(near)
    bars = [(row.name, row.part) for row in districts]
    reports = matrix(figures.get("matrix"), {str(one["unit"]) for one in near}, project, voice)
    return {
        "aim": range_chart([(voice("The whole campaign"), figures)], voice)
        if figures["reach"].get("low") is not None
        else None,
        "whole": Row(voice("The whole campaign"), None, figures),
        "pace": pace(figures, voice),
        "districts": districts,
        "smaller": splits.units([one for one in units if one not in near], path=True),
        "chart": range_chart(bars, voice) if bars else None,
        "areas": area_map(project.boundaries, near, _codes(material), voice),
        "map": tile_map(project.places, near, voice),
        "never": _never_reached(figures, material, voice),
        "whom": splits.whom(),
        "through": splits.through(),
        "by_period": splits.periods(),
        "timeline": _timeline(campaign, figures, voice),
        "multiples": multiples(bars, reports.cells, (campaign.start, campaign.end), voice),
        "growth": _growth(districts, voice),
        "matrix": reports,
        "plan": plan_rows(figures.get("by_plan"), project),
        "surveys": surveys(figures.get("surveys"), project.surveys.get(campaign.id, ()), voice),
        "cost": _cost(figures),
        "notes": notes.left(),
        "note_tongue": notes.tongue,
    }


def _codes(material: Material) -> dict[str, str]:
    """The units directly below the programme's own place, with their names."""
    project = material.project
    return {unit.code: unit.name for unit in project.places.children(project.programme.place)}


def _is_district(material: Material, part: Part) -> bool:
    """A unit directly below the programme's own place."""
    place = material.project.places.get(str(part["unit"]))
    if place is None:
        return part.get("parent") is None
    return place.parent == material.project.programme.place


def _timeline(campaign: Campaign, figures: Part, voice: Voice) -> dict[str, Any] | None:
    """The drawing of how reach grew, and its rows (day, least and most)."""
    found = moments(figures.get("timeline") or ())
    if not any(high is not None for _, _, high in found):
        return None
    chart = timeline_chart(
        found,
        (campaign.start, campaign.end),
        voice,
        target=figures["reach"].get("target"),
        projection=projected(figures),
        striped=bool(figures["reports"].get("missing")),
    )
    rows = [(voice.day(day), {"low": low, "high": high}) for day, low, high in found]
    return {"chart": chart, "rows": rows}


def _growth(districts: tuple[Row, ...], voice: Voice) -> dict[str, Any] | None:
    """The numbers of the small charts: the ends of all periods, and each district's ranges."""
    ends = sorted({one["until"] for row in districts for one in row.part.get("timeline") or ()})
    if not ends:
        return None
    return {
        "days": [voice.day(date.fromisoformat(end)) for end in ends],
        "rows": [(row, _ranges(row.part, ends, voice)) for row in districts],
    }


def _ranges(part: Part, ends: list[str], voice: Voice) -> list[str]:
    """One district's range at each end; where the district is hidden, so is its way there."""
    known = {one["until"]: one for one in part.get("timeline") or ()}
    hidden = {"suppressed": bool(part["reach"].get("suppressed"))}
    return [voice.people({**hidden, **known.get(end, {})}) for end in ends]


def _never_reached(figures: Part, material: Material, voice: Voice) -> list[tuple[str, list[str]]]:
    """(district, its units) of the units where nobody has been reached yet."""
    places = material.project.places
    groups: dict[str, list[str]] = {}
    for one in figures.get("never_reached") or ():
        above = places.get(str(one.get("parent") or ""))
        topmost = above is None or above.code == material.project.programme.place
        groups.setdefault("" if topmost or above is None else above.name, []).append(one["name"])
    listed = voice.listed(groups.items(), lambda item: item[0])
    return [(name, voice.listed(units, str)) for name, units in listed]


def _cost(figures: Part) -> Mapping[str, Any] | None:
    cost: Mapping[str, Any] = figures.get("cost") or {}
    return cost if cost.get("spent") is not None else None
