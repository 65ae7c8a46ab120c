"""``reach import``: reports come in."""

from collections.abc import Sequence
from pathlib import Path

import click

from generator import desk, reach
from generator.cli.desk import DONE, PATH, PROBLEMS, Desk
from generator.speech import SpokenCommand


@click.command("import", SpokenCommand, help="help.reach.import")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE ...")
@click.option("--dry-run", is_flag=True, help="help.reach.import.dry-run")
@click.pass_obj
def import_(desk_: Desk, files: Sequence[Path], dry_run: bool) -> int:
    imported = reach.import_reports(desk_.project(), files, dry_run=dry_run)
    if imported.problems:
        click.echo(desk.tell(imported.problems, desk_.say), err=True)
    for file in imported.known:
        desk_.speech.remark("import.known", file=file)
    for report in imported.accepted:
        click.echo("\t".join((report.id, report.unit, report.activity, report.period)))
    say = "import.would" if dry_run else "import.done"
    desk_.speech.remark(say, n=len(imported.accepted))
    return PROBLEMS if any(p.severity == "error" for p in imported.problems) else DONE
