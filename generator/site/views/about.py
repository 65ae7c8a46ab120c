"""Whom to call, what this website is, and what its facts rest on."""

from collections.abc import Iterator

from generator.model.people import Contact
from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.cards import cards
from generator.site.voice import Voice

_ORDER = ("helpline", "police", "ambulance", "fire", "counselling", "office")


def about_views(material: Material, voice: Voice) -> Iterator[View]:
    """Contacts, about, sources."""
    yield _contacts(material, voice)
    yield View(
        name=names.ABOUT,
        template="about",
        title=voice("About this website"),
        summary=voice("Who publishes it, how to use it safely, and what its facts rest on."),
        words={
            "guidance": cards(
                (page for page in material.guidance(voice.language) if page.head.kind == "about"),
                voice,
            ),
            "drafts": [
                page for page in material.guidance(voice.language) if page.head.status == "draft"
            ],
        },
    )
    yield View(
        name=names.SOURCES,
        template="sources",
        title=voice("Sources"),
        summary=voice("Laws, plans and pages that the facts rest on, and how sure each one is."),
        above=((voice("About this website"), names.ABOUT),),
        words={"references": list(material.project.references.values())},
    )


def _contacts(material: Material, voice: Voice) -> View:
    found = sorted(material.contacts.values(), key=lambda one: _ORDER.index(one.kind))
    everywhere = [one for one in found if one.unit in (None, material.project.programme.place)]
    local: dict[str, list[Contact]] = {}
    for contact in found:
        if contact not in everywhere and contact.unit:
            local.setdefault(contact.unit, []).append(contact)
    places = material.project.places
    return View(
        name=names.CONTACTS,
        template="contacts",
        title=voice("Who to call"),
        summary=voice("Numbers that help a child, and what to say when you call."),
        words={
            "urgent": [one for one in everywhere if one.kind not in ("office", "counselling")],
            "offices": [one for one in everywhere if one.kind in ("office", "counselling")],
            "local": [
                (places[code], local[code])
                for code in voice.listed(
                    (code for code in local if code in places), lambda code: places[code].name
                )
            ],
        },
    )
