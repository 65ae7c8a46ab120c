"""Rows to reports: what the rows of one report share, and how it stands to earlier reports."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.model.problem import Problem
from generator.model.project import Project
from generator.model.report import Report, ReportRow
from generator.reach.intake.sent import Key, Sent
from generator.reach.intake.vocabulary import REQUIRED
from generator.sources.suggest import nearest, one_of

NONE = "—"
"""Where there is nothing to offer."""
NEEDED = frozenset(REQUIRED)
OWN = {
    name: ReportRow.model_fields[name].default
    for name in ("sex", "age_band", "ethnicity", "disability", "cohort", "note")
}
"""What a row says of itself where it says nothing."""
SHARED = ("received_on", "revises", "reason")


def same_rows(sent: Sequence[Sent]) -> Iterator[Problem]:
    """Two rows of one file about the same people and measure."""
    first: dict[tuple[object, ...], Sent] = {}
    for one in sent:
        what = one.what
        if what is None:
            continue
        earlier = first.setdefault(what, one)
        if earlier is not one:
            where = f"{earlier.grid.sheet} {earlier.line}".strip()
            yield one.problem("value", "report-duplicate-row", first=where)


def by_report(sent: Sequence[Sent]) -> tuple[dict[str, list[Sent]], list[Problem]]:
    """The rows of each report; one report is one key, and one key in a file is one report.

    Rows of which the report's name could not be read belong to none.
    """
    reports: dict[str, list[Sent]] = defaultdict(list)
    of_key: dict[Key, Sent] = {}
    of_name: dict[str, Sent] = {}
    problems: list[Problem] = []
    for one in sent:
        name = one.cells.get("report")
        if name is None:
            continue
        reports[name].append(one)
        key = one.key
        if key is None:
            continue
        first = of_key.setdefault(key, one)
        if first.cells["report"] != name:
            details = {"found": name, "other": first.cells["report"], "line": first.line}
            problems.append(one.problem("report", "report-two-for-key", **details))
        other = of_name.setdefault(name, one)
        if other.key != key:
            details = {"found": name, "line": other.line}
            problems.append(one.problem("report", "report-two-keys", **details))
    for rows in reports.values():
        problems += _shared(rows)
    return dict(reports), problems


def _shared(rows: Sequence[Sent]) -> Iterator[Problem]:
    """The day, what is revised and why are the report's: every row gives the same.

    A row without them in a report that has them may be of another, first report.
    """
    if len({one.all(SHARED) for one in rows}) == 1 and not any(one.wrong for one in rows):
        return
    for name in SHARED:
        read = [one for one in rows if name not in one.wrong]
        first = next((one for one in read if name in one.cells), None)
        for one in read:
            if first and one.cells.get(name) != first.cells[name]:
                details = {"key": name, "first": first.cells[name], "line": first.line}
                yield one.problem(name, "report-rows-differ", **details)


def leading(rows: Sequence[Sent]) -> Sent:
    """The row that speaks for its report: the first whose key could be read."""
    return next((one for one in rows if one.key), rows[0])


def make_report(rows: Sequence[Sent], file: str, sha256: str) -> Report | None:
    """A report of rows that agree; ``None`` where one of them could not be read whole."""
    if any(one.wrong or not one.cells.keys() >= NEEDED for one in rows):
        return None
    first = ReportRow.model_validate(rows[0].cells)
    # the others were checked just like the first: it lends them what all rows have in common
    good = [first, *(first.model_copy(update={**OWN, **one.cells}) for one in rows[1:])]
    return Report(
        id=first.report,
        campaign=first.campaign,
        activity=first.activity,
        unit=first.unit,
        period=first.period,
        received_on=first.received_on,
        revises=first.revises,
        reason=first.reason,
        file=file,
        sha256=sha256,
        rows=tuple(good),
    )


def against_ledger(
    rows: Sequence[Sent], ledger: Mapping[str, Report], counting: Mapping[Key, Report]
) -> Iterator[Problem]:
    """Contract: a second report for a key names the newest one, which it revises, and a reason.

    ``rows`` are those of one report.
    """
    at = leading(rows)
    name = at.cells["report"]
    if name in ledger:
        yield at.problem("report", "report-id-used", found=name, file=ledger[name].file)
        return
    last = counting.get(at.key) if at.key else None
    revises, reason = _given("revises", rows), _given("reason", rows)
    if any(one.wrong & {"revises", "reason"} for one in rows):
        return
    if revises is None:
        if last:
            yield at.problem("revises", "report-key-taken", newest=last.id, file=last.file)
        elif reason:
            yield at.warning("reason", "report-reason-alone")
        return
    details = {"found": revises, "newest": last.id if last else ""}
    revised = ledger.get(revises)
    if revised is None:
        known = [last.id] if last else nearest(revises, ledger)
        yield at.problem(
            "revises", "report-revises-unknown", known=one_of(known) or NONE, **details
        )
    elif at.key and revised.key != at.key:
        other = ", ".join(revised.key[1:])
        yield at.problem("revises", "report-revises-other", other=other, **details)
    elif last and last.id != revises:
        yield at.problem("revises", "report-revises-old", **details)
    if not reason:
        yield at.problem("reason", "report-no-reason", **details)


def _given(name: str, rows: Sequence[Sent]) -> str | None:
    return next((one.cells[name] for one in rows if name in one.cells), None)


def doubtful(project: Project, report: Report, at: Sent) -> Iterator[Problem]:
    """What can be right but widens the range or looks like a slip."""
    activity = next(
        one for one in project.campaigns[report.campaign].activities if one.id == report.activity
    )
    for audience in sorted({row.audience for row in report.rows}):
        totals: dict[str, int] = defaultdict(int)
        for row in report.rows:
            if row.audience == audience:
                totals[row.measure] += row.value
        attended = totals.get("attendances", 0)
        if attended and "people" in totals and totals["people"] > attended:
            details = {"audience": audience, "people": totals["people"], "attendances": attended}
            yield at.warning("value", "report-people-over-attendances", **details)
        asked = "sessions" in activity.measures and "people" not in totals
        if attended and asked and not totals.get("sessions"):
            yield at.warning("measure", "report-no-sessions", audience=audience)


def newest_by_key(reports: Sequence[Report]) -> dict[Key, Report]:
    """The report that counts, of each key: a ledger's newest one, for each revises the last."""
    return {report.key: report for report in reports}
