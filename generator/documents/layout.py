"""How official documents look on a day: the layout of the rule then in force, as data.

A layout is a file ``print/official/<name>.yml``; a province that brings its own print folder with
an ``official/`` in it uses those, and every other the kit's.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from generator.documents.word import Margins
from generator.model.base import Day, Record, Slug, Text, Words
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.sources.load import KIT
from generator.sources.reading import Reading

FOLDER = "official"
Millimetres = Annotated[float, Field(ge=0, le=2000)]
Points = Annotated[float, Field(ge=6, le=40)]


class PageSize(Record):
    """Size of the paper and what stays free, in mm."""

    width: Millimetres
    height: Millimetres
    top: Millimetres
    bottom: Millimetres
    left: Millimetres
    right: Millimetres


class Sizes(Record):
    """Sizes of type in points."""

    state: Points
    motto: Points
    issuer: Points
    number: Points
    day: Points
    name: Points
    subject: Points
    body: Points
    table: Points
    recipients_head: Points
    recipients: Points
    page_number: Points


class Layout(Record):
    """The layout of one rule; ``valid_to`` is the last day on which it is in force."""

    id: Slug = ""
    reference: Slug
    """The rule, in the project's register of references; it may be missing there."""
    valid_from: Day | None = None
    valid_to: Day | None = None
    page: PageSize
    page_number: Literal["top-centre", "bottom-right"]
    """On every page but the first."""
    sizes: Sizes
    basis: Literal["italic", "upright"] = "upright"
    """How the lines are set that say what the document rests on."""
    indent: Millimetres = 10
    """Of the first line of a paragraph."""
    left_column: Millimetres = 62
    """How wide the left half of the head and the foot is."""
    state: Words
    motto: Words
    number: Text
    """The number and symbol of a report, with dots where the office enters its own."""

    @property
    def upright(self) -> Margins:
        """The page as it stands."""
        return Margins(**self.page.model_dump())

    @property
    def across(self) -> Margins:
        """The page as it lies: turned by a quarter, so that the side that is bound is on top."""
        page = self.page
        return Margins(page.height, page.width, page.left, page.right, page.bottom, page.top)


def layout_folder(project: Project) -> Path:
    """Where the layouts, the template and the style of official documents stand."""
    own = project.print / FOLDER
    return own if own.is_dir() else KIT / "print" / FOLDER


def layouts(folder: Path) -> tuple[Layout, ...]:
    """Every layout of a folder, in the order of their names. Raises ``ProblemsFound``."""
    reading = Reading(folder.parent.parent)
    found = []
    for path in sorted(folder.glob("*.yml")):
        layout = reading.yaml(path, Layout)[1]
        if layout:
            found.append(layout.model_copy(update={"id": path.stem}))
    if reading.problems:
        raise ProblemsFound(reading.problems)
    return tuple(found)


def layout_on(folder: Path, day: date) -> Layout:
    """The layout that is in force on a day; the newest where there are several.

    Raises ``ProblemsFound`` where there is none.
    """
    in_force = [
        each
        for each in layouts(folder)
        if (each.valid_from is None or each.valid_from <= day)
        and (each.valid_to is None or day <= each.valid_to)
    ]
    if not in_force:
        details = {"day": f"{day:%d/%m/%Y}"}
        raise ProblemsFound([Problem(f"print/{FOLDER}", 0, 0, "official-no-layout", details)])
    return max(in_force, key=lambda each: each.valid_from or date.min)
