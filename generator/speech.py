"""How the command speaks: help, progress and errors in the reader's language."""

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
from tqdm import tqdm

from generator import desk
from generator.build import Progress
from generator.model.problem import ProblemsFound
from generator.model.project import Project
from generator.sources.catalogue import PROGRAM_CATALOGUES, Catalogue, load_catalogue
from generator.sources.resolve import unit_candidates
from generator.sources.suggest import nearest, one_of

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Speech:
    """The sentences of the program in one language."""

    say: Catalogue

    def remark(self, message: str, **details: object) -> None:
        """A sentence about how it went, to standard error."""
        click.echo(self.say(message, **details), err=True)

    def choices(self, option: str, given: str | None, known: Collection[str]) -> tuple[str, ...]:
        """``a,b`` as a tuple of known words, all of them when nothing is given."""
        if given is None:
            return tuple(known)
        words = tuple(word.strip() for word in given.split(",") if word.strip()) or ("",)
        for word in words:
            if word not in known:
                self._refuse("usage.choice", option, word, known)
        return words

    def leaflet(self, project: Project, what: str) -> str | None:
        """``campaign`` or ``campaign/leaflet`` that the project has; ``None`` for all."""
        if not what:
            return None
        campaign, _, leaflet = what.partition("/")
        if campaign not in project.campaigns:
            self._refuse("usage.campaign", "CAMPAIGN", campaign, project.campaigns)
        leaflets = [each.id for each in project.campaigns[campaign].leaflets]
        if leaflet and leaflet not in leaflets:
            self._refuse("usage.leaflet", "LEAFLET", leaflet, leaflets)
        return what

    def campaign(self, project: Project, what: str) -> str:
        """A campaign that the project has; a leaflet of it is refused, as it has no figures."""
        name, _, leaflet = what.partition("/")
        if name not in project.campaigns:
            self._refuse("usage.campaign", "CAMPAIGN", name, project.campaigns)
        if leaflet:
            raise click.UsageError(self.say("usage.whole-campaign", found=what, campaign=name))
        return name

    def units(self, project: Project, given: str | None) -> tuple[str, ...] | None:
        """``027,00742`` as codes of units that the project has; none of them for ``all``.

        ``None`` when nothing is given.
        """
        if given is None:
            return None
        codes = tuple(dict.fromkeys(word.strip() for word in given.split(",") if word.strip()))
        if codes == ("all",):
            return ()
        for code in codes or ("",):
            if code not in project.places:
                _, known = unit_candidates(project.places, code)
                raise click.UsageError(self.say("usage.unit", found=code, known=known or "–"))
        return codes

    def _refuse(self, message: str, option: str, found: str, known: Collection[str]) -> None:
        offers = one_of(nearest(found, known) or tuple(known))
        raise click.UsageError(self.say(message, option=option, found=found, known=offers))

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A bar a stage on a terminal, a plain line a stage elsewhere."""
        bars: dict[str, tqdm[Any]] = {}
        plain = not sys.stderr.isatty()

        def step(stage: str, done: int, total: int) -> None:
            label = self.say(f"stage.{stage}")
            if plain:
                if done == total:
                    click.echo(f"{label}: {done}/{total}", err=True)
                return
            bar = bars.get(stage) or bars.setdefault(
                stage, tqdm(total=total, desc=label, leave=True)
            )
            bar.total = total
            bar.update(done - bar.n)

        try:
            yield step
        finally:
            for bar in bars.values():
                bar.close()


class _Formatter(click.HelpFormatter):
    """Help whose headings come from the catalogue."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__(max_width=100)
        self.say = say

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, self.say("help.usage") + " " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(self.say(f"help.{heading.lower()}"))


class SpokenContext(click.Context):
    """A context whose help is in the reader's language."""

    def make_formatter(self) -> click.HelpFormatter:
        return _Formatter(_say(self))


class SpokenCommand(click.Command):
    """A command whose help texts are entries of the catalogue."""

    context_class = SpokenContext

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in _say(ctx)(self.help or "").split("\n"):
                formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Options"):
            formatter.write_dl([*self._option_rows(ctx)])

    def _option_rows(self, ctx: click.Context) -> Iterator[tuple[str, str]]:
        """Each option's names and its help; click may have added the limits of a number to it."""
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx)
            message = getattr(option, "help", None)
            if record and message:
                yield record[0], record[1].replace(message, _say(ctx)(message), 1)


class SpokenGroup(SpokenCommand, click.Group):
    """A group of such commands."""

    command_class = SpokenCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        summaries = {
            name: _say(ctx)(command.help or "").partition("\n")[0]
            for name, command in self.commands.items()
        }
        with formatter.section("Commands"):
            formatter.write_dl(list(summaries.items()))


SpokenGroup.group_class = SpokenGroup


def _say(context: click.Context) -> Catalogue:
    found: Catalogue = context.find_root().obj.say
    return found


def _language(words: Sequence[str]) -> str:
    """``--lang`` before the command's name; help needs it before the options are read."""
    for number, word in enumerate(words):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and number + 1 < len(words):
            return words[number + 1]
        if not word.startswith("-") and (number == 0 or words[number - 1] != "--project"):
            break
    return LANGUAGES[0]


def speak(commands: click.Group, words: Sequence[str]) -> int:
    """Run the command that the words name; returns the exit code."""
    language = _language(words)
    say = load_catalogue(PROGRAM_CATALOGUES, language if language in LANGUAGES else LANGUAGES[0])
    try:
        code = commands.main(list(words), "lachan", standalone_mode=False, obj=Speech(say))
    except ProblemsFound as found:
        click.echo(desk.tell(found.problems, say), err=True)
        click.echo(say("check.found", n=len(found.problems)), err=True)
        return 1
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 2
    except click.ClickException as error:
        click.echo(_usage_message(error, say), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt, OSError, UnicodeEncodeError) as error:
        click.echo(_trouble(error, say), err=True)
        return 1
    return code if isinstance(code, int) else 0


def _trouble(error: BaseException, say: Catalogue) -> str:
    """What stopped the command although the words and the sources were right."""
    if isinstance(error, OSError):
        return say("system", found=f"{error.strerror}: {error.filename or ''}")
    return say("terminal" if isinstance(error, UnicodeEncodeError) else "stopped")


def _usage_message(error: click.ClickException, say: Catalogue) -> str:
    """The error in the reader's language, with the command whose help says more."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "lachan"
    param = getattr(error, "param", None)
    name = param.opts[-1] if isinstance(param, click.Option) else ""
    name = name or (param.human_readable_name.upper() if param else "")
    quoted = error.message.split("'")[1] if error.message.count("'") > 1 else error.message
    if isinstance(error, click.NoSuchOption):
        known = one_of(error.possibilities or ())
        text = say("usage.no-option", found=error.option_name, known=known)
    elif isinstance(error, click.MissingParameter):
        text = say("usage.missing", found=name)
    elif param is not None and isinstance(param.type, click.Choice):
        known = one_of(str(choice) for choice in param.type.choices)
        text = say("usage.choice", option=name, found=quoted, known=known)
    elif isinstance(error, click.BadParameter):
        text = say("usage.bad-value", option=name, found=error.message)
    elif context is not None and isinstance(context.command, click.Group):
        names = tuple(context.command.commands)
        known = one_of(nearest(quoted, names) or names)
        text = say("usage.no-command", found=quoted, known=known)
    else:
        text = error.message
    return f"{text}\n{say('usage.more', command=f'{path} --help')}"
