"""The words of a report: column names and fixed choices, by their own name or in any language.

The names themselves are the contract's; what people call them stands in the catalogues under
``column.<name>`` and ``choice.<column>.<name>``.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import get_args

from generator.model.people import Measure
from generator.model.report import AgeBand, Disability, ReportRow, Sex
from generator.model.vietnamese import fold
from generator.reach.intake.values import spellings
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue

COLUMNS: tuple[str, ...] = tuple(ReportRow.model_fields)
REQUIRED = (
    "campaign", "activity", "unit", "period", "measure", "audience", "value", "received_on",
    "report",
)  # fmt: skip
CHOICES: Mapping[str, tuple[str, ...]] = {
    "measure": get_args(Measure),
    "sex": get_args(Sex),
    "age_band": get_args(AgeBand),
    "disability": get_args(Disability),
    "ethnicity": ("unknown",),
}


@lru_cache(maxsize=1)
def column_names() -> dict[str, str]:
    """Every spelling of a column's name (folded) to the name."""
    return _called("column", COLUMNS)


@lru_cache(maxsize=8)
def choices(column: str) -> dict[str, str]:
    """Every spelling of a column's fixed values to the value."""
    return _called(f"choice.{column}", CHOICES[column])


def _called(kind: str, names: Iterable[str]) -> dict[str, str]:
    called = {name: name for name in names}
    languages = sorted({path.name.split(".")[0] for path in PROGRAM_CATALOGUES.glob("*.po")})
    for language in languages:
        say = load_catalogue(PROGRAM_CATALOGUES, language)
        for name in names:
            # several ways to say it are separated by "|"
            called |= {word: name for word in say(f"{kind}.{name}").split("|") if "." not in word}
    return spellings(called)


def column_of(heading: str) -> str | None:
    """The column that a heading names; ``*`` and what stands in brackets does not count."""
    bare = re.sub(r"\(.*|[*_-]", lambda found: " " if len(found[0]) == 1 else "", heading)
    return column_names().get(fold(bare))


def score(headings: Iterable[str]) -> int:
    """How many columns of a report these headings name."""
    return len({column_of(heading.strip('"')) for heading in headings} - {None})
