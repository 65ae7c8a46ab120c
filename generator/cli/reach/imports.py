"""``reach import``: reports come in."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from generator import desk, reach
from generator.cli.desk import DONE, PATH, PROBLEMS, Desk
from generator.speech import SpokenCommand

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.command("import", SpokenCommand, help="help.reach.import")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE ...")
@click.option("--mapping", type=PATH, help="help.reach.import.mapping")
@click.option("--received-on", "day", type=DAY, metavar="DATE", help="help.reach.import.day")
@click.option("--dry-run", is_flag=True, help="help.reach.import.dry-run")
@click.option("--return-to", type=PATH, metavar="DIR", help="help.reach.import.return-to")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text",
    help="help.reach.import.format",
)  # fmt: skip
@click.pass_obj
def import_(
    desk_: Desk, files: Sequence[Path], mapping: Path | None, day: datetime | None,
    dry_run: bool, return_to: Path | None, style: Any,
) -> int:  # fmt: skip
    project = desk_.project()
    imported = reach.import_reports(
        project, files, mapping=mapping, received_on=day.date() if day else None, dry_run=dry_run
    )
    if style == "json":
        told = json.loads(desk.tell(imported.problems, desk_.say, "json"))
        click.echo(json.dumps({**imported.to_json(), **told}, ensure_ascii=False, indent=2))
    else:
        _tell(desk_, project, imported, dry_run=dry_run)
    if return_to is not None or not dry_run:
        _return(desk_, project, imported, files, return_to, mapping)
    wrong = any(problem.severity == "error" for problem in imported.problems)
    return PROBLEMS if wrong else DONE


def _tell(desk_: Desk, project: Any, imported: reach.Imported, *, dry_run: bool) -> None:
    if dry_run and imported.files:
        click.echo(reach.tell_understood(project, imported.files, desk_.say))
    if imported.problems:
        click.echo(desk.tell(imported.problems, desk_.say), err=True)
    for file in imported.known:
        desk_.speech.remark("import.known", file=file)
    for one in imported.files:
        if one.state == "unchanged":
            desk_.speech.remark("import.same", file=one.file, n=one.unchanged)
        elif one.units and not dry_run and one.state == "accepted":
            desk_.speech.remark("import.by-name", file=one.file, n=len(one.units))
    if not dry_run:
        for report in imported.accepted:
            click.echo("\t".join((report.id, report.unit, report.activity, report.period)))
    say = "import.would" if dry_run else "import.done"
    desk_.speech.remark(say, n=len(imported.accepted))


def _return(
    desk_: Desk, project: Any, imported: reach.Imported, files: Sequence[Path], to: Path | None,
    mapping: Path | None,
) -> None:  # fmt: skip
    """A copy of each refused file, to be sent back; a folder that is read-only stops nothing."""
    for path in dict.fromkeys(files):
        try:
            copy = reach.return_copy(
                project, path, imported.problems, to or path.parent, desk_.say, mapping
            )
        except OSError as error:
            desk_.speech.remark("import.not-returned", file=path, found=error.strerror)
            continue
        if copy:
            desk_.speech.remark("import.returned", file=copy)
