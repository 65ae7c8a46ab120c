"""Who does what: the bearers of responsibility and their duties, and a page for each agency."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.model.agency import Agency, Obligation
from generator.model.programme import Component, Deadline
from generator.site import names
from generator.site.material import Material
from generator.site.page import View
from generator.site.views.cards import cards
from generator.site.voice import Voice


def agency_views(material: Material, voice: Voice) -> Iterator[View]:
    """The table, then every agency."""
    project = material.project
    components = project.programme.components
    yield View(
        name=names.AGENCIES,
        template="agencies",
        title=voice("Who does what"),
        summary=voice("What each agency answers for in the plan, and what you can ask of it."),
        words={
            "components": components,
            "rows": [
                (
                    agency,
                    [_serving(agency, component) for component in components],
                    _other(agency, components),
                )
                for agency in project.bearers
            ],
            "others": [one for one in project.agencies.values() if one not in project.bearers],
        },
    )
    for agency in project.agencies.values():
        yield _agency_view(material, voice, agency)


def _lines(component: Component) -> set[str]:
    return {component.id, *(activity.id for activity in component.activities)}


def _serving(agency: Agency, component: Component) -> list[Obligation]:
    """The duties of an agency that serve a component or one of its activity lines."""
    lines = _lines(component)
    return [duty for duty in agency.obligations if lines & set(duty.components)]


def _other(agency: Agency, components: Iterable[Component]) -> list[Obligation]:
    """The duties that serve no component: general ones, and those of a task alone."""
    served = {id(duty) for component in components for duty in _serving(agency, component)}
    return [duty for duty in agency.obligations if id(duty) not in served]


def due_dates(deadlines: Iterable[Deadline]) -> list[tuple[date, Deadline]]:
    """Each report with its last day in time, in the order of those days."""
    found = [(day, deadline) for deadline in deadlines for day in deadline.due()]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


def _agency_view(material: Material, voice: Voice, agency: Agency) -> View:
    project = material.project
    components = project.programme.components
    owing = project.deadlines_of(agency)
    return View(
        name=names.agency(agency.id),
        template="agency",
        title=voice.text(agency.name),
        summary=voice.text(agency.role),
        above=((voice("Who does what"), names.AGENCIES),),
        words={
            "agency": agency,
            "duties": [
                (duty, [one for one in components if _lines(one) & set(duty.components)])
                for duty in agency.obligations
            ],
            "contacts": [one for one in material.contacts.values() if one.agency == agency.id],
            "due": due_dates(owing),
            "undated": [one for one in owing if one.before is None],
            "guidance": cards(
                (
                    page
                    for page in material.guidance(voice.language)
                    if agency.id in page.head.agencies
                ),
                voice,
            ),
            "campaigns": [
                campaign
                for campaign in project.campaigns.values()
                if agency.id == campaign.owner or agency.id in campaign.partners
            ],
        },
    )
