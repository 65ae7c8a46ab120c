"""The subject index: every page under its title and its other names, in dictionary order."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.vietnamese import ALPHABET, fold, sort_key
from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.voice import Voice


@dataclass(frozen=True)
class Entry:
    """A term, and the page where it is treated; ``see`` is that page's title if it differs."""

    term: str
    name: str
    see: str | None
    tongue: str | None


def topic_views(material: Material, voice: Voice) -> Iterator[View]:
    """One view, in groups by first letter."""
    groups: dict[str, list[Entry]] = {}
    for entry in voice.listed(dict.fromkeys(_entries(material, voice)), lambda entry: entry.term):
        groups.setdefault(_letter(entry.term), []).append(entry)
    yield View(
        name=names.TOPICS,
        template="topics",
        title=voice("Topics A to Z"),
        summary=voice("Every topic of this website in alphabetical order."),
        words={
            "groups": [
                (letter, _anchor(letter, number), entries)
                for number, (letter, entries) in enumerate(groups.items(), 1)
            ],
        },
    )


def _anchor(letter: str, number: int) -> str:
    """The number tells ``D`` and ``Đ`` apart, whose plain letters are the same."""
    return f"l-{fold(letter) if letter.isalpha() else 'other'}-{number}"


def _letter(term: str) -> str:
    """The letter under which a term stands; ``#`` for what does not begin with one."""
    index = sort_key(term)[0][0][0] - 128 if term.strip() else -1
    return ALPHABET[index].upper() if 0 <= index < len(ALPHABET) else "#"


def _entries(material: Material, voice: Voice) -> Iterator[Entry]:
    project = material.project
    for page in material.guidance(voice.language):
        tongue = None if page.language == voice.language else page.language
        title = page.head.title
        yield Entry(title, page.id, None, tongue)
        for term in page.head.synonyms:
            if term != title:
                yield Entry(term[:1].upper() + term[1:], page.id, title, tongue)
    for audience in project.audiences.values():
        tongue = voice.tongue(audience.name)
        yield Entry(voice.text(audience.name), names.audience(audience.id), None, tongue)
    for campaign in project.campaigns.values():
        tongue = voice.tongue(campaign.title)
        yield Entry(voice.text(campaign.title), names.campaign(campaign.id), None, tongue)
    for agency in project.agencies.values():
        title = voice.text(agency.name)
        tongue = voice.tongue(agency.name)
        yield Entry(title, names.agency(agency.id), None, tongue)
        if voice.text(agency.short) != title:
            yield Entry(voice.text(agency.short), names.agency(agency.id), title, tongue)
