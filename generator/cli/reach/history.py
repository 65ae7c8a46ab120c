"""``reach log`` and ``reach diff``: what the ledger holds, and what a revision changed."""

import json
import shlex
from datetime import datetime
from typing import Any

import click

from generator import desk, reach
from generator.cli.desk import DONE, PROBLEMS, Desk
from generator.model.period import parse_period
from generator.model.project import Project
from generator.sources.resolve import unit_candidates
from generator.sources.suggest import nearest, one_of
from generator.speech import SpokenCommand

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.command("log", SpokenCommand, help="help.reach.log")
@click.argument("campaign")
@click.option("--unit", default=None, metavar="CODE", help="help.reach.log.unit")
@click.option("--activity", default=None, help="help.reach.log.activity")
@click.option("--period", default=None, help="help.reach.log.period")
@click.option("--since", type=DAY, default=None, metavar="DATE", help="help.reach.log.since")
@click.option("--verify", is_flag=True, help="help.reach.log.verify")
@click.option(
    "--format", "style", type=click.Choice(["table", "json", "csv"]), default="table",
    help="help.reach.log.format",
)  # fmt: skip
@click.pass_obj
def log(
    desk_: Desk, /, campaign: str, since: datetime | None, verify: bool, style: Any, **asked: Any
) -> int:
    project = desk_.project()
    campaign = desk_.speech.campaign(project, campaign)
    _check(desk_, project, campaign, **asked)
    wanted = reach.Wanted(**asked, since=since.date() if since else None)
    shown = reach.show_log(project, campaign, wanted, style=style, say=desk_.say)
    problems = reach.verify_received(project, campaign) if verify else ()
    if verify and style == "json":
        told = json.loads(desk.tell(problems, desk_.say, "json"))
        shown = json.dumps({**json.loads(shown), **told}, ensure_ascii=False, indent=1) + "\n"
    click.echo(shown, nl=False)
    if problems and style != "json":
        click.echo(desk.tell(problems, desk_.say), err=True)
    if verify and not problems:
        desk_.speech.remark("history.verified")
    return PROBLEMS if any(one.severity == "error" for one in problems) else DONE


def _check(
    desk_: Desk, project: Project, campaign: str, *, unit: str | None, activity: str | None,
    period: str | None,
) -> None:  # fmt: skip
    """What is asked for can be there; units that are no more have reports too."""
    if unit is not None and unit not in {place.code for place in project.places.places}:
        _, known = unit_candidates(project.places, unit)
        raise click.UsageError(desk_.say("usage.history.unit", found=unit, known=known or "–"))
    activities = [one.id for one in project.campaigns[campaign].activities]
    if activity is not None and activity not in activities:
        known = one_of(nearest(activity, activities) or activities)
        details = {"option": "--activity", "found": activity, "known": known}
        raise click.UsageError(desk_.say("usage.choice", **details))
    try:
        parse_period(period or "2000")
    except ValueError:
        raise click.UsageError(desk_.say("usage.history.period", found=period)) from None


@click.command("diff", SpokenCommand, help="help.reach.diff")
@click.argument("campaign")
@click.argument("report")
@click.argument("other", default="", metavar="[OTHER]")
@click.option(
    "--format", "style", type=click.Choice(["table", "json"]), default="table",
    help="help.reach.diff.format",
)  # fmt: skip
@click.pass_obj
def diff(desk_: Desk, campaign: str, report: str, other: str, style: Any) -> None:
    say, project = desk_.say, desk_.project()
    campaign = desk_.speech.campaign(project, campaign)
    try:
        shown = reach.show_difference(
            project, campaign, report, other or None, style=style, say=say
        )
    except reach.NoReportError as wrong:
        known = one_of(wrong.known)
        details = {"found": wrong.name, "known": known, "campaign": campaign}
        raise click.UsageError(say("usage.history.report", **details)) from None
    except reach.RevisesNothingError as first:
        raise click.UsageError(_nothing(desk_, campaign, first)) from None
    except reach.OtherKeyError as two:
        keys = (", ".join(one.key[1:]) for one in (two.report, two.other))
        details = dict(zip(("key", "other_key"), keys, strict=True))
        names = {"found": two.report.id, "other": two.other.id}
        raise click.UsageError(say("usage.history.other-key", **names, **details)) from None
    click.echo(shown, nl=False)


def _nothing(desk_: Desk, campaign: str, first: reach.RevisesNothingError) -> str:
    """A first report revises none; the one that revises it is what was meant."""
    name = first.report.id
    if first.revised_by is None:
        return desk_.say("usage.history.first", found=name)
    known, word = first.revised_by, shlex.quote(first.revised_by)
    details = {"found": name, "known": known, "word": word, "campaign": campaign}
    return desk_.say("usage.history.first-revised", **details)
