"""``reach rollup``: many provinces' figures put together."""

from pathlib import Path
from typing import Any

import click

from generator import reach
from generator.cli.desk import PATH, Desk
from generator.sources.atomic import write_file
from generator.speech import SpokenCommand


@click.command("rollup", SpokenCommand, help="help.reach.rollup")
@click.argument("sources", nargs=-1, required=True, type=PATH, metavar="SOURCE...")
@click.option("--campaign", default=None, metavar="ID", help="help.reach.rollup.campaign")
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv", "xlsx"]), default="table",
    help="help.reach.rollup.format",
)  # fmt: skip
@click.option("--public", is_flag=True, help="help.reach.rollup.public")
@click.option("-o", "--output", type=PATH, default=None, help="help.output")
@click.pass_obj
def rollup(desk_: Desk, /, sources: tuple[Path, ...], output: Path | None, **options: Any) -> None:
    style = options["style"]
    if style == "xlsx" and output is None:
        raise click.UsageError(desk_.say("usage.expected.output", found=style))
    found = reach.roll_up(sources, options["campaign"], public=options["public"])
    content = reach.show_rollup(found, style=style, say=desk_.say)
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        write_file(output, content)
        click.echo(output)
