"""``reach form``: the forms in which units report."""

from pathlib import Path

import click

from generator import reach
from generator.cli.desk import PATH, Desk
from generator.model.period import parse_period
from generator.model.project import Project
from generator.sources.suggest import one_of
from generator.speech import SpokenCommand


@click.command("form", SpokenCommand, help="help.reach.form")
@click.argument("campaign")
@click.option("--unit", "codes", multiple=True, help="help.reach.form.unit")
@click.option("--for", "several", default=None, help="help.reach.form.for")
@click.option("--period", required=True, help="help.reach.form.period")
@click.option("-o", "--output", type=PATH, required=True, help="help.output")
@click.pass_obj
def form(
    desk_: Desk, campaign: str, codes: tuple[str, ...], several: str | None, period: str,
    output: Path,
) -> None:  # fmt: skip
    say = desk_.say
    project = desk_.project()
    campaign = campaign.partition("/")[0]
    desk_.speech.leaflet(project, campaign)
    units = _units(desk_, project, codes, several)
    known = one_of(reach.form_periods(project, campaign))
    try:
        parse_period(period)
    except ValueError:
        raise click.UsageError(say("usage.form.period", found=period, known=known)) from None
    suffix = ".xlsx" if len(units) == 1 and several != "all" else ".zip"
    if output.suffix.lower() != suffix and not (suffix == ".xlsx" and output.suffix == ".zip"):
        offered = output.with_suffix(suffix)
        raise click.UsageError(say(f"usage.form{suffix}", known=offered))
    try:
        if output.suffix.lower() == ".xlsx":
            reach.write_form(project, campaign, units[0], period, output)
            made = 1
        else:
            made = reach.write_forms(project, campaign, units, period, output)
    except reach.NothingOwedError as nothing:
        raise click.UsageError(_nothing(desk_, project, nothing)) from None
    if not made:
        raise click.UsageError(say("usage.form.nobody", found=period, known=known))
    desk_.speech.remark("form.made", n=made)
    click.echo(output)


def _units(
    desk_: Desk, project: Project, codes: tuple[str, ...], several: str | None
) -> tuple[str, ...]:
    """The codes that are asked for; none of them for all units."""
    if not codes and several is None:
        raise click.UsageError(desk_.say("usage.form.which"))
    if several is not None and several.strip() == "all":
        return ()
    given = ",".join([*codes, *([several] if several else [])])
    names = tuple(dict.fromkeys(word.strip() for word in given.split(",") if word.strip()))
    ever = {place.code for place in project.places.places}
    unknown = [name for name in names if name not in ever]
    if unknown or not names:
        desk_.speech.units(project, ",".join(unknown))
    return names


def _nothing(desk_: Desk, project: Project, nothing: reach.NothingOwedError) -> str:
    """What is told about a unit that owes nothing then."""
    place = next(one for one in project.places.places if one.code == nothing.unit)
    unit = f"{place.full_name} ({place.code})"
    message = "usage.form.nothing" if nothing.periods else "usage.form.never"
    return desk_.say(message, unit=unit, found=nothing.period, known=one_of(nothing.periods))
