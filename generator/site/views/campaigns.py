"""The campaigns: the list of them, and a page for each."""

from collections.abc import Iterator

from generator.model.campaign import Activity, Campaign
from generator.model.page import GuidancePage
from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.library import prints
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
            "messages": [
                (project.audiences[audience], found)
                for audience in campaign.audiences
                if (found := [one for one in campaign.messages if one.audience == audience])
            ],
            "activities": [(one, _places(material, voice, one)) for one in campaign.activities],
            "figures": material.figures.get(campaign.id),
            "prints": prints(material, voice, campaign),
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
    units = [
        project.places[code].name if len(project.places.named(project.places[code].name)) == 1
        else project.places.path(code)
        for code in activity.units
    ]
    if len(units) > 6:
        units = [*units[:5], voice("and {number} more", number=len(units) - 5)]
    return "; ".join([*found, ", ".join(units)]).strip("; ")
