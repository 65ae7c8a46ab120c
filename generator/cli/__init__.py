"""The command ``lachan``: what can be said, and what each word calls."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from generator import __version__
from generator.cli import making
from generator.cli.desk import PATH, Desk
from generator.cli.reach import group as reach
from generator.speech import LANGUAGES, SpokenGroup, speak


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


for command in (*making.COMMANDS, reach):
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end with its exit code: 0 done, 1 problems, 2 wrong usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(speak(commands, words))
