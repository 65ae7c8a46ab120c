"""The plan as it was adopted: goals, components, tasks, money, and when each report is due."""

from collections.abc import Iterator

from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.cards import cards
from generator.site.voice import Voice


def plan_views(material: Material, voice: Voice) -> Iterator[View]:
    """One view."""
    project = material.project
    programme = project.programme
    campaigns: dict[str, list[str]] = {}
    for campaign in project.campaigns.values():
        for line in campaign.plan:
            campaigns.setdefault(line, []).append(campaign.id)
    yield View(
        name=names.PLAN,
        template="plan",
        title=voice("The plan"),
        summary=voice.text(programme.title),
        words={
            "programme": programme,
            "reference": project.references[programme.reference],
            "above": [project.references[name] for name in programme.above],
            "campaigns_of": campaigns,
            "guidance": cards(
                (page for page in material.guidance(voice.language) if page.head.kind == "plan"),
                voice,
            ),
        },
    )
