"""``reach show`` and ``reach export``: figures for the office and for other systems."""

from pathlib import Path
from typing import Any, get_args

import click

from generator import reach
from generator.cli.desk import PATH, Desk
from generator.speech import SpokenCommand

FORMATS = ("hxl", "dhis2", "dhis2-metadata", "xlsx", "csv", "parquet")


@click.command("show", SpokenCommand, help="help.reach.show")
@click.argument("campaign")
@click.option("--by", type=click.Choice(get_args(reach.By)), default="unit", help="help.by")
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv"]), default="table",
    help="help.reach.show.format",
)  # fmt: skip
@click.pass_obj
def show(desk_: Desk, campaign: str, by: Any, style: Any) -> None:
    project = desk_.project()
    campaign = desk_.speech.campaign(project, campaign)
    click.echo(reach.show(project, campaign, by=by, style=style, say=desk_.say), nl=False)


@click.command("export", SpokenCommand, help="help.reach.exports")
@click.argument("campaign")
@click.option(
    "--format", "style", type=click.Choice(FORMATS), required=True,
    help="help.reach.exports.format",
)  # fmt: skip
@click.option("-o", "--output", type=PATH, required=True, help="help.output")
@click.pass_obj
def export(desk_: Desk, campaign: str, style: Any, output: Path) -> None:
    project = desk_.project()
    campaign = desk_.speech.campaign(project, campaign)
    reach.export(project, campaign, style, output)
    click.echo(output)
