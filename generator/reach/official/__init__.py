"""The official report of a year or of several: for the offices that the plan names."""

from pathlib import Path

from generator.model.project import Project
from generator.reach.official.occasion import KINDS, NoSuchReportError, Occasion, occasion
from generator.reach.official.report import FORMATS, official_report
from generator.sources.atomic import write_file

__all__ = ["FORMATS", "KINDS", "NoSuchReportError", "Occasion", "occasion", "write_report"]


def write_report(project: Project, about: Occasion, path: Path, *, exact: bool = False) -> None:
    """Write the report to ``path``, as its ending says (``FORMATS``).

    Small numbers of people are hidden, unless ``exact``. Raises ``ProblemsFound`` where no layout
    is in force on the report's day, or a face or a letter is missing.
    """
    style = path.suffix.lower().removeprefix(".")
    write_file(path, official_report(project, about, style, exact=exact))
