"""The landing pages: one behind each of the three doors, and one for each audience."""

from collections.abc import Iterator

from generator.model.campaign import Campaign
from generator.model.page import GuidancePage
from generator.model.people import Audience, Door
from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.cards import cards
from generator.site.voice import Voice


def door_title(door: Door, _: Voice) -> str:
    """What the reader says who takes this door."""
    return {
        "child": _("I am a child"),
        "carer": _("I care for a child"),
        "worker": _("I work with children"),
    }[door]


def _door_summary(door: Door, _: Voice) -> str:
    return {
        "child": _("What to do when something is wrong, and who helps you."),
        "carer": _("How to keep a child safe, what to notice, and who helps."),
        "worker": _("Whom to tell, what to write down, and what the law asks of you."),
    }[door]


def audience_views(material: Material, voice: Voice) -> Iterator[View]:
    """The doors, each followed by its audiences."""
    for door in names.DOORS:
        audiences = material.behind(door)
        if not audiences:
            continue
        yield View(
            name=names.door(door),
            template="door",
            title=door_title(door, voice),
            summary=_door_summary(door, voice),
            words={
                "door": door,
                "audiences": audiences,
                **_guidance(material, voice, {one.id for one in audiences}),
                "campaigns": _campaigns(material, {one.id for one in audiences}),
            },
        )
        for audience in audiences:
            yield _audience_view(material, voice, audience)


def _audience_view(material: Material, voice: Voice, audience: Audience) -> View:
    campaigns = _campaigns(material, {audience.id})
    return View(
        name=names.audience(audience.id),
        template="audience",
        title=voice.text(audience.name),
        summary=voice.text(audience.description),
        above=((door_title(audience.door, voice), names.door(audience.door)),),
        words={
            "audience": audience,
            **_guidance(material, voice, {audience.id}),
            "campaigns": campaigns,
            "messages": [
                message
                for campaign in campaigns
                for message in campaign.messages
                if message.audience == audience.id
            ],
        },
    )


def _guidance(material: Material, voice: Voice, audiences: set[str]) -> dict[str, object]:
    """The guidance for these audiences: first what to do when something happened."""

    def of(*kinds: str) -> list[GuidancePage]:
        return [
            page
            for page in material.guidance(voice.language)
            if page.head.kind in kinds and audiences & set(page.head.audiences)
        ]

    return {
        "procedures": cards(of("procedure"), voice),
        "skills": cards(of("skill"), voice),
        "others": cards(of("officers", "plan", "about"), voice),
    }


def _campaigns(material: Material, audiences: set[str]) -> list[Campaign]:
    return [
        campaign
        for campaign in material.project.campaigns.values()
        if audiences & set(campaign.audiences)
    ]
