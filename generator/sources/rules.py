"""Rules between records: what no single record can know about itself."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

from generator.model.agency import Agency
from generator.model.base import Location
from generator.model.campaign import Activity, Campaign
from generator.model.leaflet import Format, Leaflet, Panel
from generator.model.look import Look
from generator.model.page import GuidancePage
from generator.model.people import Channel, Contact
from generator.model.period import parse_period
from generator.model.place import Gazetteer
from generator.model.problem import Problem
from generator.model.programme import Programme
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


def programme_place(
    document: Document, programme: Programme, places: Gazetteer
) -> Iterator[Problem]:
    """The programme's place is a unit of the topmost level, and the only one of its kind there."""
    place = places.get(programme.place)
    if place is None:
        return  # an unknown unit, told where names are resolved
    top = programme.levels[0].id
    if place.level != top:
        yield document.problem(("place",), "place-not-topmost", found=place.name, level=top)


_FILE_PART = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def file_name(file: str, name: str) -> Iterator[Problem]:
    """The name of a file becomes an address and a code: small letters, digits and hyphens."""
    if not all(_FILE_PART.fullmatch(part) for part in name.split("/")):
        yield Problem(file, 0, 0, "bad-file-name", {"found": name.rsplit("/", 1)[-1]})


REGISTER_FILES = (
    "programme.yml", "agencies.yml", "audiences.yml", "channels.yml", "contacts.yml",
    "references.yml", "look.yml", "places.csv", "places.tiles.csv", "places.geojson",
    "populations.csv",
)  # fmt: skip
CAMPAIGN_PARTS = ("campaign.yml", "leaflets", "reach", "survey", "pictures")


def stray_files(files: Iterable[PurePath]) -> Iterator[Problem]:
    """A file in ``campaigns/`` that nothing reads is a mistyped one: it would be lost unseen."""
    for path in files:
        first, rest = path.parts[0], path.parts[1:]
        known: tuple[str, ...]
        if not rest:
            known, found = REGISTER_FILES, first
        elif rest[0] == "leaflets":
            known, found = (f"{path.stem}.yml",), path.name
        else:
            known, found = CAMPAIGN_PARTS, rest[0]
        if found not in known and path.suffix in {".yml", ".yaml", ".csv", ".geojson"}:
            details = {"found": found, "known": one_of(nearest(found, known) or known)}
            yield Problem(f"campaigns/{path.as_posix()}", 0, 0, "stray-file", details)


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


class Known(NamedTuple):
    """What campaigns and leaflets may speak of; ``None`` for what could not be read."""

    look: Look | None
    formats: Mapping[str, Format]
    pages: Mapping[str, GuidancePage]
    places: Gazetteer | None
    channels: Mapping[str, Channel] | None


def campaign_rules(document: Document, campaign: Campaign, known: Known) -> Iterator[Problem]:
    """Own names are unique, audiences and periods lie within the campaign's."""
    for register in ("messages", "activities"):
        items = getattr(campaign, register)
        located: list[tuple[Location, str]] = [
            ((register, number, "id"), item.id) for number, item in enumerate(items)
        ]
        yield from unique(document, located, {})
    for register in ("messages", "targets"):
        for number, item in enumerate(getattr(campaign, register)):
            if item.audience not in campaign.audiences:
                yield _not_in_campaign(document, (register, number, "audience"), campaign)
    yield from _target_problems(document, campaign)
    for number, activity in enumerate(campaign.activities):
        yield from _activity_problems(document, number, activity, campaign)
        yield from _measure_problems(document, number, activity, known)
        if activity.level and known.places and not known.places.at_level(activity.level):
            where: Location = ("activities", number, "level")
            yield document.problem(where, "level-empty", found=activity.level)
    yield from _accent(document, campaign.accent, known.look)


def _target_problems(document: Document, campaign: Campaign) -> Iterator[Problem]:
    seen: dict[tuple[str, str | None], int] = {}
    for number, target in enumerate(campaign.targets):
        line = document.at(("targets", number))[0]
        first = seen.setdefault((target.audience, target.unit), line)
        if first != line:
            details = {"key": target.audience, "first": first}
            yield document.problem(("targets", number), "duplicate-row", **details)


def _measure_problems(
    document: Document, number: int, activity: Activity, known: Known
) -> Iterator[Problem]:
    channel = known.channels.get(activity.channel) if known.channels else None
    for index, measure in enumerate(activity.measures):
        if channel and measure not in channel.measures:
            at = ("activities", number, "measures", index)
            details = {"channel": channel.id, "known": one_of(channel.measures)}
            yield document.problem(at, "measure-not-in-channel", found=measure, **details)


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


def leaflet_rules(
    document: Document, leaflet: Leaflet, campaign: Campaign, known: Known
) -> Iterator[Problem]:
    """Panels are those of the format, each as often as it may be; messages and steps are real."""
    form = known.formats.get(leaflet.format)
    repeated = form.repeated.id if form and form.repeated else None
    seen: dict[str, tuple[str, int]] = {}
    for number, panel in enumerate(leaflet.panels):
        at: Location = ("panels", number)
        if panel.panel != repeated:
            yield from unique(document, [((*at, "panel"), panel.panel)], seen)
        panels = [each.id for each in form.panels] if form else [panel.panel]
        if form and panel.panel not in panels:
            details = {"known": one_of(nearest(panel.panel, panels) or panels), "format": form.id}
            yield document.problem((*at, "panel"), "unknown-panel", found=panel.panel, **details)
        yield from _panel_problems(document, at, panel, campaign, known)
    if form:
        yield from _side_problems(document, leaflet, form)
    yield from _local_problems(document, leaflet, known)
    yield from _accent(document, leaflet.accent, known.look)


def _side_problems(document: Document, leaflet: Leaflet, form: Format) -> Iterator[Problem]:
    """A booklet has as many sides as its sheets: a wrong number is told with how many to add."""
    count, repeated = form.side_count, form.repeated
    if count is None or repeated is None:
        return
    filled = sum(panel.panel == repeated.id for panel in leaflet.panels)
    sides = form.sides + max(filled, 1) - 1
    if not count.allows(sides):
        allowed = [number for number in range(count.least, count.most + 1) if count.allows(number)]
        details = {
            "found": sides,
            "known": ", ".join(map(str, allowed)),
            "panel": repeated.id,
            "filled": filled,
        }
        yield document.problem(("panels",), "side-count", **details)


def _local_problems(document: Document, leaflet: Leaflet, known: Known) -> Iterator[Problem]:
    """One panel at most is made anew for every unit, and its level has units."""
    local = [number for number, panel in enumerate(leaflet.panels) if panel.kind == "local"]
    for number in local[1:]:
        yield document.problem(("panels", number, "kind"), "second-local")
    for number in local:
        level = leaflet.panels[number].level
        if level and known.places and not known.places.at_level(level):
            yield document.problem(("panels", number, "level"), "level-empty", found=level)
    units = [share.unit for share in leaflet.distribution]
    for number, unit in enumerate(units):
        if unit in units[:number]:
            at: Location = ("distribution", number, "unit")
            yield document.problem(at, "repeated-item", found=unit)


def _panel_problems(
    document: Document, at: Location, panel: Panel, campaign: Campaign, known: Known
) -> Iterator[Problem]:
    messages = [message.id for message in campaign.messages]
    for index, name in enumerate(panel.messages):
        if name not in messages:
            offers = one_of(nearest(name, messages) or messages)
            where = (*at, "messages", index)
            yield document.problem(where, "unknown-message", found=name, known=offers)
    page = known.pages.get(panel.page) if panel.page else None
    for index, step in enumerate(panel.steps):
        if page and not 1 <= step <= len(page.head.steps):
            details = {"found": str(step), "limit": str(len(page.head.steps))}
            yield document.problem((*at, "steps", index), "unknown-step", **details)
    for index, section in enumerate(panel.sections):
        if page and not 1 <= section <= len(page.sections):
            details = {"found": str(section), "limit": str(len(page.sections))}
            yield document.problem((*at, "sections", index), "unknown-section", **details)
