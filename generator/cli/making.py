"""The commands that make and check: each is a few lines that call one door below."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from generator import build as building
from generator import desk, press, site
from generator.cli.desk import DONE, PATH, PROBLEMS, Desk
from generator.press import preflight as preflights
from generator.sources import load_project
from generator.speech import SpokenCommand


@click.command("build", SpokenCommand, help="help.build")
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


@click.command("check", SpokenCommand, help="help.check")
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


@click.command("print", SpokenCommand, help="help.print")
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


@click.command("preflight", SpokenCommand, help="help.preflight")
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


@click.command("new", SpokenCommand, help="help.new")
@click.argument("kind", type=click.Choice(["campaign", "leaflet", "page"]))
@click.argument("slug")
@click.pass_obj
def new(desk_: Desk, kind: Any, slug: str) -> None:
    for path in desk.scaffold(desk_.project(), kind, slug):
        click.echo(path.relative_to(desk_.folder).as_posix())


@click.command("schema", SpokenCommand, help="help.schema")
@click.option("--out", type=PATH, default="schemas", help="help.schema.out")
@click.pass_obj
def schema(desk_: Desk, out: Path) -> None:
    for path in desk.write_schemas(desk_.folder / out):
        click.echo(path)


COMMANDS = (build, check, print_, preflight, new, schema)
