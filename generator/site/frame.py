"""What the frame around a page shows beside the page's own text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.addresses import full_address, short_address
from generator.model.base import Words
from generator.model.people import Contact
from generator.model.project import Project
from generator.site import names
from generator.site.assets import Frame
from generator.site.material import Material
from generator.site.views.audiences import door_title
from generator.site.views.guidance import section_title
from generator.site.voice import Voice


@dataclass(frozen=True)
class Link:
    """A link of the frame; ``url`` is below the website's address."""

    title: str
    url: str


@dataclass(frozen=True)
class Surround:
    """The frame in one language."""

    voice: Voice
    language: str
    home: str
    name: Words
    helpline: Contact
    danger: str
    """The page on what to do in danger."""
    main: tuple[Link, ...]
    more: tuple[Link, ...]
    issuer: Link
    issuer_words: Words
    plan: Link
    plan_words: Words
    demonstration: bool
    assets: Frame
    tongues: Mapping[str, str]
    """What each language calls itself."""


def surround(material: Material, voice: Voice, assets: Frame) -> Surround:
    """The frame of the pages of one language."""
    project, programme = material.project, material.project.programme

    def link(title: str, name: str) -> Link:
        return Link(title, names.url_of(name, voice.language, project.language))

    doors = [
        link(door_title(one, voice), names.door(one)) for one in names.DOORS if material.behind(one)
    ]
    kinds = {page.head.kind for page in project.pages.values()}
    lists = [
        link(section_title(kind, voice), names.SECTIONS[kind])
        for kind in ("procedure", "skill", "officers")
        if kind in kinds
    ]
    issuer = project.agencies[programme.issuer]
    return Surround(
        voice=voice,
        language=voice.language,
        home=link("", names.HOME).url,
        name=programme.website.name,
        helpline=project.helpline,
        danger=link("", material.emergency or names.CONTACTS).url,
        main=(
            *doors,
            link(voice("Campaigns"), names.CAMPAIGNS),
            link(voice("Who to call"), names.CONTACTS),
        ),
        more=(
            *lists,
            link(voice("Topics A to Z"), names.TOPICS),
            link(voice("Leaflets and posters"), names.LIBRARY),
            link(voice("The plan"), names.PLAN),
            link(voice("Who does what"), names.AGENCIES),
            link(voice("About this website"), names.ABOUT),
            link(voice("Sources"), names.SOURCES),
        ),
        issuer=link(voice.text(issuer.name), names.agency(issuer.id)),
        issuer_words=issuer.name,
        plan=link(voice.text(programme.short), names.PLAN),
        plan_words=programme.short,
        demonstration=programme.demonstration,
        assets=assets,
        tongues={tag: voice.name_of(tag) for tag in programme.languages},
    )


def addresses(project: Project, head: Mapping[str, Any], url: str) -> dict[str, Any]:
    """The page's whole address, in print and in every language."""
    return {
        "canonical": full_address(project, url),
        "printed_address": short_address(project, url),
        "alternates": [
            {"lang": one["lang"], "href": full_address(project, one["url"])}
            for one in head["languages"]
        ],
    }
