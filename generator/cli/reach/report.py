"""``reach report``: the official report as PDF or DOCX."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from generator import reach
from generator.cli.desk import PATH, Desk
from generator.speech import SpokenCommand


@click.command("report", SpokenCommand, help="help.reach.report")
@click.option("--year", type=int, required=True, help="help.reach.report.year")
@click.option("--kind", type=click.Choice(reach.REPORT_KINDS), default="annual",
              help="help.reach.report.kind")  # fmt: skip
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), default=None,
              metavar="YYYY-MM-DD", help="help.reach.report.date")  # fmt: skip
@click.option("--exact", is_flag=True, help="help.reach.report.exact")
@click.option("-o", "--output", type=PATH, required=True, help="help.output")
@click.pass_obj
def report(
    desk_: Desk, year: int, kind: Any, day: datetime | None, exact: bool, output: Path
) -> None:
    style = output.suffix.lower().removeprefix(".")
    if style not in reach.REPORT_FORMATS:
        known = ", ".join(f".{each}" for each in reach.REPORT_FORMATS)
        raise click.UsageError(desk_.say("usage.report.format", found=output.name, known=known))
    project = desk_.project()
    bears: date | None = day.date() if day else None
    try:
        about = reach.report_occasion(project, kind, year, bears)
    except reach.NoSuchReportError as error:
        known = "; ".join(error.known)
        details = {"kind": kind, "year": year, "known": known}
        raise click.UsageError(desk_.say("usage.report.none", **details)) from error
    reach.write_report(project, about, output, exact=exact)
    if about.due:
        in_time = project.as_of <= about.due
        say = "report.in-time" if in_time else "report.late"
        desk_.speech.remark(say, due=f"{about.due:%d/%m/%Y}", as_of=f"{project.as_of:%d/%m/%Y}")
    else:
        desk_.speech.remark("report.no-deadline")
    click.echo(output)
