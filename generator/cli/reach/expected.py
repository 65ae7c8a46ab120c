"""``reach expected``: which reports are due, which came, whom to call, the deadlines' calendar."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator import reach
from generator.cli.desk import PATH, Desk
from generator.sources.atomic import write_file
from generator.speech import SpokenCommand

BINARY = ("xlsx", "ics")


@click.command("expected", SpokenCommand, help="help.reach.expected")
@click.argument("campaign", default="", metavar="[CAMPAIGN]")
@click.option("--all", "everything", is_flag=True, help="help.reach.expected.all")
@click.option(
    "--as-of", "day", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="YYYY-MM-DD",
    help="help.reach.expected.as-of",
)  # fmt: skip
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv", "xlsx", "ics"]),
    default="table", help="help.reach.expected.format",
)  # fmt: skip
@click.option("--calls", is_flag=True, help="help.reach.expected.calls")
@click.option("-o", "--output", type=PATH, default=None, help="help.output")
@click.pass_obj
def expected(
    desk_: Desk, /, campaign: str, day: datetime | None, output: Path | None, **options: Any
) -> None:
    style, calls = options["style"], options["calls"]
    if bool(campaign) == options["everything"]:
        raise click.UsageError(desk_.say("usage.expected.which"))
    if style in BINARY and output is None:
        raise click.UsageError(desk_.say("usage.expected.output", found=style))
    if calls and style == "ics":
        raise click.UsageError(desk_.say("usage.expected.calls"))
    project = desk_.project()
    campaign = campaign.partition("/")[0]
    desk_.speech.leaflet(project, campaign)
    campaigns = [campaign] if campaign else list(project.campaigns)
    show = reach.show_calls if calls else reach.show_expected
    as_of = day.date() if day else None
    content = show(project, campaigns, as_of, style=style, say=desk_.say)
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        write_file(output, content)
        click.echo(output)
