"""Columns on a terminal, and the words of a report's cells."""

from collections.abc import Collection, Sequence

from generator.model.project import Project
from generator.reach.cells import Value
from generator.sources.catalogue import Catalogue


def aligned(rows: Sequence[Sequence[Value]], numbers: Collection[int] = ()) -> list[str]:
    """Rows as lines, the heading first; columns of ``numbers`` stand to the right.

    A column that is empty under its heading is left out.
    """
    texts = [[plain(cell) for cell in row] for row in rows]
    lines = [""] * len(texts)
    for number in range(len(texts[0])):
        column = [row[number] for row in texts]
        if not any(column[1:]):
            continue
        width = max(map(len, column))
        for line, cell in enumerate(column):
            lines[line] += (cell.rjust(width) if number in numbers else cell.ljust(width)) + "  "
    return [line.rstrip() for line in lines]


def plain(cell: Value) -> str:
    """A cell on one line; a letter that would steer the terminal is left out."""
    if cell is None:
        return ""
    return "".join(letter for letter in " ".join(str(cell).split()) if letter.isprintable())


def cell_word(project: Project, column: str, value: str | None, say: Catalogue) -> str:
    """What people call the value of a cell's column: ``female`` is ``nữ``."""
    if value is None:
        return ""
    if column == "audience":
        audience = project.audiences.get(value)
        return audience.name.text(say.language) if audience else value
    message = f"choice.{column}.{value}"
    return say(message).split("|")[0] if message in say else value


def activity_title(project: Project, campaign: str, activity: str, say: Catalogue) -> str:
    """An activity's title, or its id where the campaign has it no more."""
    activities = project.campaigns[campaign].activities
    found = (one.title.text(say.language) for one in activities if one.id == activity)
    return next(found, activity)
