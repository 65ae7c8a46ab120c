"""Rules between records: what no single record can know about itself."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.model.agency import Agency
from generator.model.base import Location
from generator.model.campaign import Activity, Campaign
from generator.model.leaflet import Format, Leaflet, Panel
from generator.model.look import Look
from generator.model.page import GuidancePage
from generator.model.people import Contact
from generator.model.period import parse_period
from generator.model.place import Gazetteer
from generator.model.problem import Problem
from generator.model.programme import Programme
from generator.sources.markdown import link_target, page_links
from generator.sources.suggest import nearest, one_of
from generator.sources.yaml import Document


def unique(
    document: Document, items: Iterable[tuple[Location, str]], seen: dict[str, tuple[str, int]]
) -> Iterator[Problem]:
    """Two records of one register may not share an id; ``seen`` goes from file to file."""
    for location, name in items:
        file, line = seen.setdefault(name, (document.file, document.at(location)[0]))
        if (file, line) != (document.file, document.at(location)[0]):
            yield document.problem(location, "duplicate-id", key=name, first=f"{file}:{line}")


def programme_rules(document: Document, programme: Programme) -> Iterator[Problem]:
    """Deadlines lie in the programme's years; its first language names every text."""
    for number, deadline in enumerate(programme.deadlines):
        for index, year in enumerate(deadline.years):
            if not programme.first_year <= year <= programme.last_year:
                yield document.problem(
                    ("deadlines", number, "years", index),
                    "year-outside",
                    found=year,
                    first=programme.first_year,
                    last=programme.last_year,
                )


def dates_in_order(
    document: Document, items: Iterable[tuple[Location, object]]
) -> Iterator[Problem]:
    """Nothing ends before it starts."""
    for location, item in items:
        if not isinstance(item, Agency | Contact):
            continue
        if item.valid_from and item.valid_to and item.valid_to < item.valid_from:
            details = {"first": str(item.valid_from), "last": str(item.valid_to)}
            yield document.problem((*location, "valid_to"), "dates-reversed", **details)


def campaign_rules(
    document: Document, campaign: Campaign, look: Look | None, places: Gazetteer | None
) -> Iterator[Problem]:
    """Own names are unique, audiences and periods lie within the campaign's."""
    for register in ("messages", "activities"):
        items = getattr(campaign, register)
        seen: dict[str, tuple[str, int]] = {}
        located = [((register, n, "id"), item.id) for n, item in enumerate(items)]
        yield from unique(document, located, seen)
    for register in ("messages", "targets"):
        for number, item in enumerate(getattr(campaign, register)):
            if item.audience not in campaign.audiences:
                yield _not_in_campaign(document, (register, number, "audience"), campaign)
    for number, activity in enumerate(campaign.activities):
        yield from _activity_problems(document, number, activity, campaign)
        if activity.level and places and not places.at_level(activity.level):
            where = ("activities", number, "level")
            yield document.problem(where, "level-empty", found=activity.level)
    yield from _accent(document, campaign.accent, look)


def _activity_problems(
    document: Document, number: int, activity: Activity, campaign: Campaign
) -> Iterator[Problem]:
    for index, audience in enumerate(activity.audiences):
        if audience not in campaign.audiences:
            yield _not_in_campaign(document, ("activities", number, "audiences", index), campaign)
    for index, name in enumerate(activity.periods):
        period = parse_period(name)
        if period.last < campaign.start or campaign.end < period.first:
            details = {"first": str(campaign.start), "last": str(campaign.end)}
            at = ("activities", number, "periods", index)
            yield document.problem(at, "period-outside", found=name, **details)


def _not_in_campaign(document: Document, at: Location, campaign: Campaign) -> Problem:
    return document.problem(at, "audience-not-in-campaign", known=one_of(campaign.audiences))


def _accent(document: Document, accent: str, look: Look | None) -> Iterator[Problem]:
    known = [token.id for token in look.tokens] if look else [accent]
    if accent not in known:
        details = {"found": accent, "known": one_of(nearest(accent, known) or known)}
        yield document.problem(("accent",), "unknown-token", **details)


class Surroundings(NamedTuple):
    """What a leaflet may speak of. ``form`` is its format, if that can be read."""

    campaign: Campaign
    form: Format | None
    pages: Mapping[str, GuidancePage]
    look: Look | None
    languages: tuple[str, ...]


def leaflet_rules(document: Document, leaflet: Leaflet, around: Surroundings) -> Iterator[Problem]:
    """Panels are those of the format, each once; messages, steps, languages are real."""
    seen: dict[str, tuple[str, int]] = {}
    for number, panel in enumerate(leaflet.panels):
        yield from unique(document, [(("panels", number, "panel"), panel.panel)], seen)
        yield from _panel_problems(document, ("panels", number), panel, around)
    for index, language in enumerate(leaflet.languages):
        if language not in around.languages:
            details = {"found": language, "known": one_of(around.languages)}
            yield document.problem(("languages", index), "unknown-language", **details)
    yield from _accent(document, leaflet.accent, around.look)


def _panel_problems(
    document: Document, at: Location, panel: Panel, around: Surroundings
) -> Iterator[Problem]:
    form = around.form
    panels = [known.id for known in form.panels] if form else []
    if form and panel.panel not in panels:
        details = {"known": one_of(nearest(panel.panel, panels) or panels), "format": form.id}
        yield document.problem((*at, "panel"), "unknown-panel", found=panel.panel, **details)
    messages = [message.id for message in around.campaign.messages]
    for index, name in enumerate(panel.messages):
        if name not in messages:
            known = one_of(nearest(name, messages) or messages)
            where = (*at, "messages", index)
            yield document.problem(where, "unknown-message", found=name, known=known)
    page = around.pages.get(panel.page) if panel.page else None
    for index, step in enumerate(panel.steps):
        if page and not 1 <= step <= len(page.head.steps):
            details = {"found": str(step), "limit": str(len(page.head.steps))}
            yield document.problem((*at, "steps", index), "unknown-step", **details)


def page_rules(
    document: Document,
    page: GuidancePage,
    pages: Collection[str],
    pictures: Collection[str],
) -> Iterator[Problem]:
    """A signed page says who signed and on what it rests; its links lead somewhere."""
    head = page.head
    if head.status == "reviewed":
        for key in ("reviewed_by", "reviewed_on", "sources"):
            if not getattr(head, key):
                yield document.problem(("status",), "reviewed-without", key=key)
    for line, column, target in page_links(page):
        name = link_target(page, target)
        picture = name.removeprefix("pictures/").removesuffix(".svg")
        is_picture = target.partition("#")[0].endswith(".svg")
        if is_picture and picture in pictures:
            continue
        if not is_picture and name in pages:
            continue
        known = one_of(nearest(picture if is_picture else name, pictures if is_picture else pages))
        code = "broken-picture" if is_picture else "broken-link"
        details = {"found": target, "known": known}
        yield Problem(page.file, line, column, code, details)
