"""A refused file goes back: a copy with every wrong cell coloured and explained.

The file itself is never touched. The copy holds values only: a formula becomes the result that was
sent with it, links to other files, macros, pictures and hidden code are left out.
"""

from pathlib import Path

from generator.model.problem import Problem
from generator.model.project import Project
from generator.reach.intake.files import file_content, shown_as
from generator.reach.intake.grid import Grid
from generator.reach.intake.mapped.frame import score_of
from generator.reach.intake.mapped.loading import read_mapping
from generator.reach.intake.reading import read_grids
from generator.reach.intake.received import is_list
from generator.reach.intake.returning.list import Told, told_of
from generator.reach.intake.returning.new import made_new
from generator.reach.intake.returning.sent import as_sent
from generator.reach.intake.vocabulary import score
from generator.sources.atomic import write_file
from generator.sources.catalogue import Catalogue
from generator.sources.zips import steady

MOST_CELLS = 200_000
"""A larger workbook is made new, row by row: opening it whole takes too much memory."""
ZIP = b"PK\x03\x04"


def return_copy(
    project: Project,
    path: Path,
    problems: tuple[Problem, ...],
    folder: Path,
    say: Catalogue,
    mapping: Path | None = None,
) -> Path | None:
    """Write ``<name>.can-sua.xlsx`` for a file and return its path.

    Its first sheet lists the file's problems with links to the cells; the others are the file's
    own. ``mapping`` is the one that the file was read through. ``None`` where the file has no
    error or cannot be read as a table. Raises ``OSError`` where the copy cannot be written.
    """
    shown = shown_as(path, project.root)
    own = [one for one in problems if one.file == shown]
    content, _ = file_content(path, shown)
    if content is None or not any(one.severity == "error" for one in own):
        return None
    through = read_mapping(project, mapping)[0] if mapping else None
    grids, _ = read_grids(content, shown, score_of(through) if through else score)
    grids = tuple(grid for grid in grids if not is_list(grid))
    if not grids:
        return None
    told = told_of(own, grids, path.name, say)
    target = folder / f"{path.stem}{say('returned.suffix')}.xlsx"
    write_file(target, steady(_workbook(content, grids, told), project.as_of))
    return target


def _workbook(content: bytes, grids: tuple[Grid, ...], told: Told) -> bytes:
    cells = sum(len(line.cells) for grid in grids for line in grid.lines)
    if content.startswith(ZIP) and cells <= MOST_CELLS:
        copy = as_sent(content, grids, told)
        if copy is not None:
            return copy
    return made_new(grids, told)
