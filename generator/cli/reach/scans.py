"""``reach scans``: how often the codes on leaflets were scanned, from a web server's logs."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import click

from generator import desk, reach
from generator.cli.desk import DONE, PATH, PROBLEMS, Desk
from generator.sources.atomic import write_file
from generator.speech import SpokenCommand


@click.command("scans", SpokenCommand, help="help.reach.scans")
@click.argument("logs", nargs=-1, required=True, type=PATH, metavar="LOG ...")
@click.option(
    "--by", type=click.Choice(["campaign", "leaflet", "unit", "day"]), default="unit",
    help="help.reach.scans.by",
)  # fmt: skip
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv"]), default="table",
    help="help.reach.scans.format",
)  # fmt: skip
@click.option(
    "--repeat", type=click.IntRange(0, 1440), default=30, metavar="MINUTES",
    help="help.reach.scans.repeat",
)  # fmt: skip
@click.option("--offset", default="+00:00", metavar="+HH:MM", help="help.reach.scans.offset")
@click.option("--as-report", "report", type=PATH, default=None, help="help.reach.scans.as-report")
@click.option(
    "--received-on", "received", type=click.DateTime(["%Y-%m-%d"]), default=None,
    metavar="YYYY-MM-DD", help="help.reach.scans.received-on",
)  # fmt: skip
@click.option("-o", "--output", type=PATH, default=None, help="help.output")
@click.pass_obj
def scans(
    desk_: Desk, /, logs: Sequence[Path], report: Path | None, output: Path | None, **options: Any
) -> int:
    zone = _zone(options["offset"])
    if zone is None:
        raise click.UsageError(desk_.say("usage.scans.offset", found=options["offset"]))
    project = desk_.project()
    repeat = timedelta(minutes=options["repeat"])
    found = reach.count_scans(project, logs, repeat=repeat, offset=zone)
    text = reach.show_scans(project, found, by=options["by"], style=options["style"], say=desk_.say)
    if output:
        write_file(output, text.encode())
        click.echo(output)
    else:
        click.echo(text, nl=False)
    if report:
        _write_report(desk_, project, found, report, options["received"])
    if found.problems:
        click.echo(desk.tell(found.problems, desk_.say), err=True)
    return PROBLEMS if any(one.severity == "error" for one in found.problems) else DONE


def _write_report(
    desk_: Desk, project: Any, found: reach.Scans, path: Path, received: datetime | None
) -> None:
    last = max((day for _, day in found.counts), default=project.as_of)
    day: date = received.date() if received else last
    made = reach.scans_report(project, found, day, desk_.say("scans.reason"))
    if made.csv:
        write_file(path, made.csv.encode())
        click.echo(path)
        desk_.speech.remark("scans.placed", n=made.placed)
    else:
        desk_.speech.remark("scans.nothing-new", file=path)
    for code, number in made.unplaced:
        desk_.speech.remark("scans.unplaced", code=".".join(code), n=number)
    for key in made.fewer:
        desk_.speech.remark("scans.fewer", key=", ".join(key))


def _zone(text: str) -> timezone | None:
    match = re.fullmatch(r"([+-])([01]\d):([0-5]\d)", text)
    if match is None:
        return None
    shift = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-shift if match[1] == "-" else shift) if shift else UTC
