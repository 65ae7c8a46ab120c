"""What several kinds of pages show in the same way: a card that leads to another page."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.page import GuidancePage
from generator.site.voice import Voice


@dataclass(frozen=True)
class Card:
    """A link to a page, with what it says and the language it says it in (``None``: ours)."""

    name: str
    title: str
    summary: str
    picture: str | None
    tongue: str | None
    draft: bool


def card(page: GuidancePage, voice: Voice) -> Card:
    """The card of a guidance page."""
    picture = page.head.picture or next((s.picture for s in page.head.steps if s.picture), None)
    return Card(
        name=page.id,
        title=page.head.title,
        summary=page.head.summary,
        picture=picture,
        tongue=None if page.language == voice.language else page.language,
        draft=page.head.status == "draft",
    )


def cards(pages: Iterable[GuidancePage], voice: Voice) -> list[Card]:
    """The cards of guidance pages, in their order."""
    return [card(page, voice) for page in pages]
