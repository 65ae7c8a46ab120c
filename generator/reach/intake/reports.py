"""Rows to reports: what the rows of one report share, and how it stands to earlier reports."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.model.problem import Problem
from generator.model.project import Project
from generator.model.report import Report
from generator.reach.counting import newest
from generator.reach.intake.rows import Sent
from generator.sources.suggest import nearest, one_of

NONE = "—"
"""Where there is nothing to offer."""
SHARED = ("received_on", "revises", "reason")
Key = tuple[str, str, str, str]


def same_rows(sent: Sequence[Sent]) -> Iterator[Problem]:
    """Two rows of one file about the same people and measure."""
    first: dict[tuple[object, ...], Sent] = {}
    for one in sent:
        row = one.row
        what = (
            *row.key, row.measure, row.audience, row.sex, row.age_band, row.ethnicity,
            row.disability, row.cohort,
        )  # fmt: skip
        if what in first:
            earlier = first[what]
            where = f"{earlier.grid.sheet} {earlier.line}".strip()
            yield one.problem("value", "report-duplicate-row", first=where)
        first.setdefault(what, one)


def by_report(sent: Sequence[Sent]) -> tuple[dict[str, list[Sent]], list[Problem]]:
    """The rows of each report; one report is one key, and one key in a file is one report."""
    reports: dict[str, list[Sent]] = defaultdict(list)
    of_key: dict[Key, Sent] = {}
    problems: list[Problem] = []
    for one in sent:
        first = of_key.setdefault(one.row.key, one)
        if first.row.report != one.row.report:
            details = {"found": one.row.report, "other": first.row.report, "line": first.line}
            problems.append(one.problem("report", "report-two-for-key", **details))
        same = reports[one.row.report]
        if same and same[0].row.key != one.row.key:
            details = {"found": one.row.report, "line": same[0].line}
            problems.append(one.problem("report", "report-two-keys", **details))
        same.append(one)
    for rows in reports.values():
        problems += _shared(rows)
    return dict(reports), problems


def _shared(rows: Sequence[Sent]) -> Iterator[Problem]:
    """The day, what is revised and why are the report's: rows that give them give the same."""
    for name in SHARED:
        given = [one for one in rows if getattr(one.row, name) is not None]
        for one in given:
            if getattr(one.row, name) != getattr(given[0].row, name):
                details = {"key": name, "first": getattr(given[0].row, name), "line": given[0].line}
                yield one.problem(name, "report-rows-differ", **details)


def make_report(rows: Sequence[Sent], file: str, sha256: str) -> Report:
    """A report of rows that agree; its rows keep only their own cells."""
    first = rows[0].row
    shared = {
        name: next((v for v in (getattr(one.row, name) for one in rows) if v is not None), None)
        for name in SHARED
    }
    return Report(
        id=first.report,
        campaign=first.campaign,
        activity=first.activity,
        unit=first.unit,
        period=first.period,
        file=file,
        sha256=sha256,
        rows=tuple(one.row.model_copy(update=shared) for one in rows),
        **shared,
    )


def against_ledger(
    report: Report, at: Sent, ledger: Mapping[str, Report], counting: Mapping[Key, Report]
) -> Iterator[Problem]:
    """Contract: a second report for a key names the newest one, which it revises, and a reason."""
    if report.id in ledger:
        yield at.problem("report", "report-id-used", found=report.id, file=ledger[report.id].file)
        return
    last = counting.get(report.key)
    if report.revises is None:
        if last:
            yield at.problem("revises", "report-key-taken", newest=last.id, file=last.file)
        elif report.reason:
            yield at.warning("reason", "report-reason-alone")
        return
    details = {"found": report.revises, "newest": last.id if last else ""}
    revised = ledger.get(report.revises)
    if revised is None:
        known = [last.id] if last else nearest(report.revises, ledger)
        yield at.problem(
            "revises", "report-revises-unknown", known=one_of(known) or NONE, **details
        )
    elif revised.key != report.key:
        other = ", ".join(revised.key[1:])
        yield at.problem("revises", "report-revises-other", other=other, **details)
    elif last and last.id != report.revises:
        yield at.problem("revises", "report-revises-old", **details)
    if not report.reason:
        yield at.problem("reason", "report-no-reason", **details)


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
    """The report that counts, of each key."""
    return {report.key: report for report in newest(reports)}
