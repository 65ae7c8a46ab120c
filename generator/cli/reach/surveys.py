"""``reach survey``: what people know, think and do, wave by wave."""

from typing import Any

import click

from generator import reach
from generator.cli.desk import Desk
from generator.sources.suggest import nearest, one_of
from generator.speech import SpokenCommand


@click.command("survey", SpokenCommand, help="help.reach.survey")
@click.argument("campaign")
@click.option("--survey", "name", default=None, help="help.reach.survey.survey")
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv"]), default="table",
    help="help.reach.show.format",
)  # fmt: skip
@click.pass_obj
def survey(desk_: Desk, campaign: str, name: str | None, style: Any) -> None:
    project = desk_.project()
    campaign = campaign.partition("/")[0]
    desk_.speech.leaflet(project, campaign)
    known = [each.id for each in project.surveys.get(campaign, ())]
    if name is not None and name not in known:
        offers = one_of(nearest(name, known) or known)
        raise click.UsageError(
            desk_.say("usage.choice", option="--survey", found=name, known=offers)
        )
    click.echo(reach.show_surveys(project, campaign, name, style=style, say=desk_.say), nl=False)
