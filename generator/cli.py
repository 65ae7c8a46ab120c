"""The command ``lachan``: each command is a few lines that call one door below."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from generator import __version__, desk, press, reach, site
from generator import build as building
from generator.model.problem import ProblemsFound
from generator.model.project import Project
from generator.press import preflight as preflights
from generator.sources import load_project
from generator.speech import LANGUAGES, Speech, SpokenGroup, speak

DONE, PROBLEMS = 0, 1
PATH = click.Path(path_type=Path)


class Desk:
    """What every command needs: the project folder and the reader's language."""

    def __init__(self, folder: Path, speech: Speech) -> None:
        self.folder = folder
        self.speech = speech
        self.say = speech.say

    def project(self) -> Project:
        """The project; its errors end the command, its warnings are told."""
        loaded = load_project(self.folder)
        if loaded.project is None:
            raise ProblemsFound(loaded.errors)
        return loaded.project


@click.group(
    cls=SpokenGroup, help="help.lachan", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--project", "folder", default=".", type=PATH, help="help.project")
@click.option("--lang", default=LANGUAGES[0], type=click.Choice(LANGUAGES), help="help.lang")
@click.version_option(__version__, "-V", "--version", prog_name="lachan", help="help.version")
@click.pass_context
def commands(context: click.Context, folder: Path, lang: str) -> None:
    del lang  # read before the options, because help needs it too
    if not folder.is_dir():
        raise click.UsageError(context.obj.say("usage.no-folder", found=folder))
    context.obj = Desk(folder.resolve(), context.obj)


@commands.command(help="help.build")
@click.option("--out", type=PATH, default=None, help="help.build.out")
@click.option("--only", default=",".join(building.PARTS), help="help.build.only")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, help="help.jobs")
@click.pass_obj
def build(desk_: Desk, out: Path | None, only: str, jobs: int) -> None:
    wanted = desk_.speech.choices("--only", only, building.PARTS)
    project = desk_.project()
    target = out or desk_.folder / building.OUT
    if refusal := building.out_refusal(project, target):
        raise click.UsageError(desk_.say(refusal, found=target))
    with desk_.speech.progress() as progress:
        manifest = building.build(project, target, only=wanted, jobs=jobs, progress=progress)
    click.echo(manifest)


@commands.command(help="help.check")
@click.option(
    "--format", "style", type=click.Choice(["text", "json", "github"]), default="text",
    help="help.check.format",
)  # fmt: skip
@click.pass_obj
def check(desk_: Desk, style: Any) -> int:
    loaded = load_project(desk_.folder)
    problems = list(loaded.problems)
    if loaded.project is not None:
        problems += press.check_leaflets(loaded.project)
        problems += site.check_settings(loaded.project)
    if problems or style == "json":
        click.echo(desk.tell(sorted(problems), desk_.say, style))
    if style == "text":
        desk_.speech.remark("check.found" if problems else "check.clean", n=len(problems))
    return PROBLEMS if any(problem.severity == "error" for problem in problems) else DONE


@commands.command(name="print", help="help.print")
@click.argument("what", default="", metavar="[CAMPAIGN[/LEAFLET]]")
@click.option("--for", "units", default=None, metavar="all|UNIT,...", help="help.print.for")
@click.option("--lang", "language", default=None, help="help.print.lang")
@click.option("--kind", default=",".join(press.KINDS), help="help.print.kind")
@click.option("--out", type=PATH, default=None, help="help.print.out")
@click.option("--jobs", type=click.IntRange(1, 64), default=2, help="help.jobs")
@click.option("--scheduler", default=None, metavar="ADDRESS", help="help.print.scheduler")
@click.pass_obj
def print_(desk_: Desk, /, what: str, out: Path | None, **options: Any) -> None:
    kinds = desk_.speech.choices("--kind", options["kind"], press.KINDS)
    project = desk_.project()
    languages = desk_.speech.choices("--lang", options["language"], project.programme.languages)
    only = desk_.speech.leaflet(project, what)
    units = desk_.speech.units(project, options["units"])
    folder = out or desk_.folder / building.OUT / "print"
    jobs = options["scheduler"] or options["jobs"]
    with desk_.speech.progress() as progress:

        def step(done: int, total: int) -> None:
            progress("print", done, total)

        if units is None:
            made = press.print_leaflets(
                project, folder, only=only, languages=languages, kinds=kinds, jobs=jobs,
                progress=step,
            )  # fmt: skip
            paths = tuple(each.path for each in made)
        else:
            work = press.jobs_of(project, only, languages, kinds)
            paths = press.print_units(project, folder, work, units, jobs=jobs, progress=step)
    for path in paths:
        click.echo(path)


@commands.command(help="help.preflight")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE.pdf ...")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text",
    help="help.preflight.format",
)  # fmt: skip
@click.option("--marked", type=PATH, default=None, help="help.preflight.marked")
@click.pass_obj
def preflight(desk_: Desk, files: Sequence[Path], style: Any, marked: Path | None) -> int:
    for path in files:
        if not path.is_file():
            raise click.UsageError(desk_.say("usage.no-pdf", found=path))
    found = preflights.judge_files(files, desk_.say, style, marked)
    click.echo(found.told)
    return DONE if found.passes else PROBLEMS


@commands.command(help="help.new")
@click.argument("kind", type=click.Choice(["campaign", "leaflet", "page"]))
@click.argument("slug")
@click.pass_obj
def new(desk_: Desk, kind: Any, slug: str) -> None:
    for path in desk.scaffold(desk_.project(), kind, slug):
        click.echo(path.relative_to(desk_.folder).as_posix())


@commands.command(help="help.schema")
@click.option("--out", type=PATH, default="schemas", help="help.schema.out")
@click.pass_obj
def schema(desk_: Desk, out: Path) -> None:
    for path in desk.write_schemas(desk_.folder / out):
        click.echo(path)


@commands.group(name="reach", cls=SpokenGroup, help="help.reach")
def reach_() -> None:
    pass


@reach_.command(name="import", help="help.reach.import")
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


@reach_.command(help="help.reach.show")
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


@reach_.command(help="help.reach.export")
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end with its exit code: 0 done, 1 problems, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(speak(commands, words))
