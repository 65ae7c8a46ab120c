"""Templates of a print folder, and how they write numbers and days."""

from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.model.problem import Problem


def templates(folder: Path) -> ImmutableSandboxedEnvironment:
    """The templates of a print folder: values are escaped, a missing one is an error."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template_problem(error: TemplateError, name: str) -> Problem:
    """A fault in the template ``name``, with the line where one is known."""
    line = 0
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or name, error.lineno
    details = {"found": str(error.message)}
    return Problem(f"print/templates/{name}", line, 0, "print-template", details)


def written(language: str, fallback: str) -> dict[str, Any]:
    """How numbers and days are written in a language, or in the sources' where none is known."""
    locale = next(filter(None, map(_locale, (language, fallback))), Locale("en"))

    def number(value: float) -> str:
        return format_decimal(value, locale=locale)

    def short_day(day: date) -> str:
        return f"{day:%d/%m/%Y}"

    return {"number": number, "short_day": short_day}


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
