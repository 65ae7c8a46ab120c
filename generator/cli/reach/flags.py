"""``reach flags``: which figures to ask the units about, with the rows behind each."""

from typing import Any

import click

from generator import reach
from generator.cli.desk import Desk
from generator.sources.resolve import unit_candidates
from generator.speech import SpokenCommand


@click.command("flags", SpokenCommand, help="help.reach.flags")
@click.argument("campaign")
@click.option("--unit", default=None, help="help.reach.flags.unit")
@click.option("--code", type=click.Choice(reach.FLAGS), default=None, help="help.reach.flags.code")
@click.option("--rows", is_flag=True, help="help.reach.flags.rows")
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv"]), default="table",
    help="help.reach.show.format",
)  # fmt: skip
@click.pass_obj
def flags(desk_: Desk, /, campaign: str, unit: str | None, **options: Any) -> None:
    project = desk_.project()
    campaign = desk_.speech.campaign(project, campaign)
    if unit is not None and unit not in {place.code for place in project.places.places}:
        _, known = unit_candidates(project.places, unit)
        raise click.UsageError(desk_.say("usage.unit", found=unit, known=known or "–"))
    shown = reach.show_flags(project, campaign, unit=unit, say=desk_.say, **options)
    click.echo(shown, nl=False)
