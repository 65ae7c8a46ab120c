"""``reach show`` and ``reach export``: figures for the office and for other systems."""

from pathlib import Path
from typing import Any

import click

from generator import reach
from generator.cli.desk import PATH, Desk
from generator.speech import SpokenCommand


@click.command("show", SpokenCommand, help="help.reach.show")
@click.argument("campaign")
@click.option(
    "--by", type=click.Choice(["unit", "audience", "activity", "period"]), default="unit",
    help="help.reach.show.by",
)  # fmt: skip
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv"]), default="table",
    help="help.reach.show.format",
)  # fmt: skip
@click.pass_obj
def show(desk_: Desk, campaign: str, by: Any, style: Any) -> None:
    project = desk_.project()
    desk_.speech.leaflet(project, campaign)
    click.echo(reach.show(project, campaign, by=by, style=style, say=desk_.say), nl=False)


@click.command("export", SpokenCommand, help="help.reach.export")
@click.argument("campaign")
@click.option(
    "--format", "style", type=click.Choice(["hxl", "csv", "xlsx"]), required=True,
    help="help.reach.export.format",
)  # fmt: skip
@click.option("-o", "--output", type=PATH, required=True, help="help.output")
@click.pass_obj
def export(desk_: Desk, campaign: str, style: Any, output: Path) -> None:
    project = desk_.project()
    desk_.speech.leaflet(project, campaign)
    reach.export(project, campaign, style, output)
    click.echo(output)
