"""Guidance pages, and the page that lists the guidance of each kind."""

from collections.abc import Iterator

from generator.model.page import GuidancePage, PageKind
from generator.site import names
from generator.site.body import body
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.cards import cards
from generator.site.voice import Voice

_LISTED: tuple[PageKind, ...] = ("skill", "procedure", "officers")
"""The other kinds are listed on the page of the plan and on the page about the website."""


def section_title(kind: PageKind, _: Voice) -> str:
    """What the guidance of a kind is called."""
    return {
        "skill": _("Protection skills"),
        "procedure": _("When something happened"),
        "officers": _("For those who run the programme"),
        "plan": _("The plan"),
        "about": _("About this website"),
    }[kind]


def _section_summary(kind: PageKind, _: Voice) -> str:
    return {
        "skill": _("Short lessons with pictures that keep children safe."),
        "procedure": _("Step by step: what to do, whom to call, what comes next."),
        "officers": _("How to run a campaign, print its leaflets and report its reach."),
    }.get(kind, "")


def section_views(material: Material, voice: Voice) -> Iterator[View]:
    """The lists of guidance that have anything on them."""
    pages = list(material.guidance(voice.language))
    for kind in _LISTED:
        listed = [page for page in pages if page.head.kind == kind]
        if listed:
            yield View(
                name=names.SECTIONS[kind],
                template="section",
                title=section_title(kind, voice),
                summary=_section_summary(kind, voice),
                words={"cards": cards(listed, voice)},
            )


def guidance_views(material: Material, voice: Voice) -> Iterator[View]:
    """Every guidance page; where a translation is missing, the original under this frame."""
    for page in material.guidance(voice.language):
        yield _guidance_view(material, voice, page)


def _guidance_view(material: Material, voice: Voice, page: GuidancePage) -> View:
    project, head = material.project, page.head
    markdown, drawings = body(page, voice.language, project.language)
    return View(
        name=page.id,
        template="guidance",
        title=head.title,
        summary=head.summary,
        above=((section_title(head.kind, voice), names.SECTIONS[head.kind]),),
        content_language=page.language,
        linked_pictures=drawings,
        words={
            "head": head,
            "body": markdown,
            "section": section_title(head.kind, voice),
            "contacts": material.contacts_of(head.contacts),
            "agencies": [project.agencies[name] for name in head.agencies],
            "references": [project.references[name] for name in head.sources],
            "entries": [project.plan[name] for name in head.plan],
            "related": cards((project.page(name, voice.language) for name in head.related), voice),
            "campaigns": [
                campaign
                for campaign in project.campaigns.values()
                if any(message.page == page.id for message in campaign.messages)
            ],
        },
    )
