"""The deadlines as a calendar (iCalendar, RFC 5545) that any phone or office program reads."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from generator.model.programme import Deadline
from generator.model.project import Project
from generator.reach.expected.duties import Duty
from generator.reach.expected.owed import Owed
from generator.sources.catalogue import Catalogue

AHEAD = timedelta(days=-7)
"""When a reminder comes."""


def calendar_bytes(project: Project, all_owed: Sequence[Owed], say: Catalogue) -> bytes:
    """An event a deadline of a period, and one a deadline of the plan; each reminds a week ahead.

    An event keeps its UID as long as its deadline and the campaigns asked for are the same, so
    that a newer file replaces it; the stamp is the day on which the list stood so.
    """
    as_of = max((one.as_of for one in all_owed), default=project.as_of)
    calendar = Calendar()
    calendar.add("prodid", "-//La Chan//reach expected//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    scope = "+".join(one.campaign.id for one in all_owed)
    titles = ", ".join(one.campaign.title.text(say.language) for one in all_owed)
    calendar.add("x-wr-calname", say("expected.calendar", campaigns=titles))
    events = [*_period_events(project, all_owed, scope, say), *_plan_events(project, say)]
    for event in events:
        event.add("dtstamp", datetime.combine(as_of, time(), UTC))
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _period_events(
    project: Project, all_owed: Iterable[Owed], scope: str, say: Catalogue
) -> Iterator[Event]:
    """One event for each period and deadline, whatever activities it is of."""
    found: dict[tuple[date, str], list[tuple[Owed, Duty]]] = {}
    for owed in all_owed:
        for duty in owed.asked:
            if duty.due:
                found.setdefault((duty.due, duty.period), []).append((owed, duty))
    for (due, period), group in sorted(found.items(), key=lambda item: item[0]):
        units = len({duty.place for _, duty in group})
        summary = say("expected.event", period=period, reports=len(group), units=units)
        lines = [say("expected.event.about", period=period)]
        for owed, counts in _by_campaign(group):
            titles = {one.id: one.title.text(say.language) for one in owed.campaign.activities}
            lines.append(owed.campaign.title.text(say.language))
            lines += [
                say("expected.event.activity", activity=titles[name], units=count)
                for name, count in counts.items()
            ]
        yield _event(project, ("period", scope, period, due), due, summary, "\n".join(lines), say)


def _by_campaign(group: Iterable[tuple[Owed, Duty]]) -> Iterator[tuple[Owed, Counter[str]]]:
    """How many units owe a report of each activity, campaign by campaign."""
    counts: dict[str, tuple[Owed, Counter[str]]] = {}
    for owed, duty in group:
        counts.setdefault(owed.campaign.id, (owed, Counter()))[1][duty.activity] += 1
    yield from counts.values()


def _plan_events(project: Project, say: Catalogue) -> Iterator[Event]:
    for deadline in project.programme.deadlines:
        for due in deadline.due():
            summary = say(
                f"expected.plan.{deadline.kind}",
                year=due.year,
                who=_names(project, deadline.who, say),
            )
            text = "\n".join(_plan_lines(project, deadline, say))
            yield _event(project, ("plan", deadline.id, due), due, summary, text, say)


def _plan_lines(project: Project, deadline: Deadline, say: Catalogue) -> Iterator[str]:
    yield say("expected.plan.who", names=_names(project, deadline.who, say))
    yield say("expected.plan.to", names=_names(project, deadline.to, say))
    yield say("expected.plan.section", section=deadline.section)
    yield deadline.text.text(say.language)


def _names(project: Project, agencies: Iterable[str], say: Catalogue) -> str:
    known = project.agencies
    return ", ".join(
        known[name].short.text(say.language) if name in known else name for name in agencies
    )


def _event(
    project: Project,
    key: tuple[object, ...],
    due: date,
    summary: str,
    text: str,
    say: Catalogue,
) -> Event:
    event = Event()
    name = "/".join(map(str, (project.programme.id, *key)))
    event.add("uid", str(uuid5(NAMESPACE_URL, f"lachan:{name}")))
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", text)
    event.add("categories", [say("expected.category")])
    event.add("transp", "TRANSPARENT")  # a deadline does not make its day busy
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", AHEAD)
    alarm.add("description", summary)
    event.add_component(alarm)
    return event
