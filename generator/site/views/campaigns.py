"""The campaigns: the list of them, and a page for each."""

from collections.abc import Iterator

from generator.model.campaign import Activity, Campaign
from generator.model.page import GuidancePage
from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.prints import campaign_shelf, library_page
from generator.site.voice import Voice


def campaign_views(material: Material, voice: Voice) -> Iterator[View]:
    """The list, then every campaign."""
    project = material.project
    yield View(
        name=names.CAMPAIGNS,
        template="campaigns",
        title=voice("Campaigns"),
        summary=voice("What the campaigns say, where they take place, and how far they reached."),
        words={"campaigns": list(project.campaigns.values()), "figures": material.figures},
    )
    for campaign in project.campaigns.values():
        yield _campaign_view(material, voice, campaign)


def _campaign_view(material: Material, voice: Voice, campaign: Campaign) -> View:
    project = material.project
    pages: dict[str, GuidancePage] = {
        message.page: project.page(message.page, voice.language) for message in campaign.messages
    }
    return View(
        name=names.campaign(campaign.id),
        template="campaign",
        title=voice.text(campaign.title),
        summary=voice.text(campaign.summary),
        above=((voice("Campaigns"), names.CAMPAIGNS),),
        words={
            "campaign": campaign,
            "pages": pages,
            "activities": [(one, _places(material, voice, one)) for one in campaign.activities],
            "figures": material.figures.get(campaign.id),
            "shelf": campaign_shelf(material, voice, campaign),
            "library": library_page(material, campaign),
        },
    )


def _places(material: Material, voice: Voice, activity: Activity) -> str:
    """Where an activity takes place: a level by its name, and single units by theirs."""
    project = material.project
    found = [
        voice("all units: {level}", level=voice.text(level.plural).lower())
        for level in project.programme.levels
        if level.id == activity.level
    ]
    units = [_place(material, code) for code in activity.units]
    if len(units) > 6:
        units = [*units[:5], voice("and {number} more", number=len(units) - 5)]
    return "; ".join([*found, ", ".join(units)]).strip("; ")


def _place(material: Material, code: str) -> str:
    """A unit's name; with the unit above it where another one of its level bears the same."""
    places = material.project.places
    place, above = places[code], next(places.above(code), None)
    same = [one for one in places.named(place.name) if one.level == place.level]
    return place.name if len(same) == 1 or above is None else f"{place.name} ({above.name})"
