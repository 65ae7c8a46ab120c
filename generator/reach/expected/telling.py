"""The expected reports as text for a terminal, as CSV and as JSON."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from generator.model.people import Contact
from generator.model.place import Place
from generator.reach.cells import Value, csv_text
from generator.reach.expected.calls import Ask, Call
from generator.reach.expected.duties import Duty, State, tally
from generator.reach.expected.matrix import by_place, matrix_json
from generator.reach.expected.owed import Owed, periods_of, units_in_order
from generator.sources.catalogue import Catalogue

MARKS: dict[State, str] = {"on time": "✓", "late": "m", "missing": "✗", "not due": "·"}
EARLY = "v"
"""It came already, and its deadline is still to come."""
TOTALS = ("on_time", "late", "missing", "not_due", "zero", "revised")
NUMBERS = "123456789abcdefghijklmnopqrstuvwxyz"
"""What stands for an activity over the marks of its reports."""
CSV_COLUMNS = (
    "campaign", "activity", "unit", "name", "level", "parent", "period", "due", "state", "received",
    "days_overdue", "zero", "revised",
)  # fmt: skip
CALL_COLUMNS = (
    "unit", "name", "level", "parent", "now", "contact", "number", "campaign", "activity", "period",
    "due", "days_overdue",
)  # fmt: skip


def mark(duty: Duty) -> str:
    """One letter for what became of a report."""
    if duty.state == "not due" and duty.received:
        return EARLY
    return MARKS.get(duty.state, " ")


def days_overdue(duty: Duty, as_of: date) -> int | None:
    """Days since the deadline of a report that is missing."""
    return (as_of - duty.due).days if duty.state == "missing" and duty.due else None


def titles_of(owed: Owed, language: str) -> dict[str, str]:
    """The activities' titles by id, in the campaign's order."""
    return {one.id: one.title.text(language) for one in owed.campaign.activities}


def matrix_text(all_owed: Iterable[Owed], say: Catalogue) -> str:
    """For each campaign a row a unit and a column a period, with a mark for each activity."""
    blocks = ["\n".join(_campaign_lines(owed, say)) for owed in all_owed]
    return "\n\n".join([*blocks, say("expected.legend")]) + "\n"


def _campaign_lines(owed: Owed, say: Catalogue) -> list[str]:
    periods = periods_of(owed.asked)
    numbers = dict(zip(titles_of(owed, say.language), NUMBERS, strict=False))
    pairs = {(duty.activity, duty.period) for duty in owed.asked}
    asking = {period: [name for name in numbers if (name, period) in pairs] for period in periods}
    head = ["", "", *periods, *(say(f"short.{name}") for name in TOTALS)]
    under = ["", "", *("".join(map(numbers.__getitem__, asking[period])) for period in periods)]
    rows = [head, [*under, *("" for _ in TOTALS)]]
    by_key = {(duty.place, duty.period, duty.activity): duty for duty in owed.asked}
    above, own = units_in_order(owed.asked, owed.ground), by_place(owed.asked)
    for place, path in above.items():
        depth = sum(one in above for one in path)
        marks = [
            "".join(_mark(by_key.get((place, period, name))) for name in asking[period])
            for period in periods
        ]
        counts = tally(own[place])
        totals = [str(getattr(counts, name) or "–") for name in TOTALS]
        rows.append([place.code, "  " * depth + place.name, *marks, *totals])
    left = len(periods) + 2
    return [
        owed.campaign.title.text(say.language),
        *([say("note.demonstration")] if owed.campaign.demonstration else []),
        say("expected.sum", day=owed.as_of, **asdict(tally(owed.asked))),
        *(
            f"  {numbers[name]} = {title}"
            for name, title in titles_of(owed, say.language).items()
            if name in numbers
        ),
        "",
        *_columns(rows, left),
    ]


def _mark(duty: Duty | None) -> str:
    return mark(duty) if duty else " "


def _columns(rows: Sequence[Sequence[str]], left: int) -> Iterator[str]:
    """Aligned columns: the first ``left`` to the left, the numbers after them to the right."""
    widths = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if number < left else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def duties_csv(all_owed: Iterable[Owed]) -> str:
    """A row a report that is asked for."""
    return csv_text([CSV_COLUMNS, *(row for owed in all_owed for row in duty_rows(owed))])


def duty_rows(owed: Owed) -> Iterator[tuple[Value, ...]]:
    """The reports that are asked for, in the columns of the CSV."""
    above = units_in_order(owed.asked, owed.ground)
    order = {place: number for number, place in enumerate(above)}
    for duty in sorted(owed.asked, key=lambda duty: (duty.activity, order[duty.place], duty.due)):
        place, path = duty.place, above[duty.place]
        yield (
            owed.campaign.id, duty.activity, place.code, place.name, place.level,
            path[-1].code if path else "", duty.period, str(duty.due or ""),
            duty.state.replace(" ", "_"), str(duty.received or ""),
            days_overdue(duty, owed.as_of), _flag(duty.zero), _flag(duty.revised),
        )  # fmt: skip


def _flag(value: bool) -> str:
    return "true" if value else "false"


def duties_json(all_owed: Sequence[Owed], as_of: date) -> str:
    """The counts, the matrix and every report that is asked for, campaign by campaign."""
    data: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "campaigns": [
            {
                "campaign": owed.campaign.id,
                "demonstration": owed.campaign.demonstration,
                "reports": asdict(tally(owed.asked)),
                "matrix": matrix_json(owed.duties, owed.ground),
                "expected": [
                    dict(zip(CSV_COLUMNS[1:], row[1:], strict=True)) for row in duty_rows(owed)
                ],
            }
            for owed in all_owed
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def call_rows(found: Iterable[Call], say: Catalogue) -> Iterator[tuple[Value, ...]]:
    """A row a report to ask for, in the columns of the list of calls."""
    for call in found:
        place = call.place
        for ask in call.asks:
            yield (
                place.code, place.name, place.level, call.path[-1].code if call.path else "",
                ", ".join(unit.name for unit in call.now if unit != place),
                "; ".join(one.name.text(say.language) for one in call.contacts),
                "; ".join(one.number for one in call.contacts if one.number),
                ask.campaign.id, _title(ask, say), ask.duty.period, str(ask.due), ask.overdue,
            )  # fmt: skip


def calls_csv(found: Iterable[Call], say: Catalogue) -> str:
    """The list of calls, a row a report to ask for."""
    return csv_text([CALL_COLUMNS, *call_rows(found, say)])


def calls_json(found: Iterable[Call], as_of: date, say: Catalogue) -> str:
    """The list of calls, a record a report to ask for."""
    rows = [dict(zip(CALL_COLUMNS, row, strict=True)) for row in call_rows(found, say)]
    return (
        json.dumps({"as_of": as_of.isoformat(), "calls": rows}, ensure_ascii=False, indent=1) + "\n"
    )


def calls_text(found: Sequence[Call], as_of: date, say: Catalogue) -> str:
    """Whom to call, with what to ask for, in the order of urgency."""
    lines = [say("calls.title", day=as_of, n=len(found))]
    for number, call in enumerate(found, 1):
        lines += ["", f"{number}. {place_words(call, say)}: {overdue_words(call.overdue, say)}"]
        lines += [f"   {contact}" for contact in contact_words(call.contacts, say)]
        for ask in call.asks:
            what = say("calls.ask", activity=_title(ask, say), period=ask.duty.period, due=ask.due)
            lines.append(f"   - {what} ({overdue_words(ask.overdue, say)})")
    if not all(call.contacts for call in found):
        lines += ["", say("calls.add-contact")]
    return "\n".join(lines) + "\n"


def _title(ask: Ask, say: Catalogue) -> str:
    named = {one.id: one.title.text(say.language) for one in ask.campaign.activities}
    return named[ask.duty.activity]


def place_words(call: Call, say: Catalogue) -> str:
    """``Old Mole, North Quay (00742)``, and which unit it is today where it is no more."""
    names = [call.place.full_name, *(one.name for one in call.path[:0:-1])]
    words = f"{', '.join(names)} ({call.place.code})"
    now: list[Place] = [unit for unit in call.now if unit != call.place]
    if not now:
        return words
    return say("calls.now", unit=words, now=", ".join(f"{one.name} ({one.code})" for one in now))


def overdue_words(days: int, say: Catalogue) -> str:
    """``12 days late``, ``due today``, ``due in 3 days``."""
    if days > 0:
        return say("calls.overdue", n=days)
    return say("calls.soon", n=-days) if days else say("calls.today")


def contact_words(contacts: Iterable[Contact], say: Catalogue) -> list[str]:
    """Whom to call, or that nobody is known."""
    found = [
        say(
            "calls.contact",
            name=one.name.text(say.language),
            number=one.number or say("calls.no-number"),
        )
        for one in contacts
    ]
    return found or [say("calls.no-contact")]
