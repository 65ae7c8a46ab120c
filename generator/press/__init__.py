"""Model to PDF: leaflets and posters for the press, the office copier and the screen."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from generator.model.printed import Printed
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press import runs
from generator.press.check import find_problems
from generator.press.crew import crew_of
from generator.press.works import FILE_KINDS, KINDS, Job, jobs_of, printed_file

__all__ = [
    "KINDS",
    "Printed",
    "check_leaflets",
    "jobs_of",
    "keep_units",
    "print_leaflets",
    "print_units",
    "printed_in",
]

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


def check_leaflets(project: Project) -> tuple[Problem, ...]:
    """Everything that keeps the project's leaflets from being printed as they should be.

    Each leaflet is set in each of its languages and measured: a text that does not fit its panel
    is a problem that says by how many lines.
    """
    return tuple(sorted(set(find_problems(project))))


def print_leaflets(
    project: Project,
    folder: Path,
    *,
    only: str | None = None,
    languages: Collection[str] | None = None,
    kinds: Collection[str] = KINDS,
    jobs: int | str = 1,
    progress: Progress | None = None,
) -> tuple[Printed, ...]:
    """Write the PDFs below ``folder`` as CONTRACT.md names them, with a thumbnail each.

    ``only``: ``campaign`` or ``campaign/leaflet``. ``jobs``: how many processes work, or
    the address of a Dask cluster that works instead. Raises ``ProblemsFound`` with the problems of
    all leaflets when some cannot be printed; those that can are written all the same. The same
    project gives the same bytes, whoever works.
    """
    work = jobs_of(project, only, languages, kinds)
    with crew_of(project, min(jobs, len(work)) if isinstance(jobs, int) else jobs) as crew:
        printed, problems = runs.print_for_all(crew, work, folder, progress)
    if problems:
        raise ProblemsFound(problems)
    return printed


def print_units(
    project: Project,
    folder: Path,
    work: Sequence[Job],
    units: Collection[str] = (),
    *,
    jobs: int | str = 1,
    progress: Progress | None = None,
) -> tuple[str, ...]:
    """Write every unit's own PDFs of the leaflets in ``work`` that have a slot; returns the paths.

    ``units``: codes; where none is given, all units of each leaflet's level. What stands already
    and was made from the same sources is left as it is, so that a run which was cut off goes on
    where it stopped. Raises ``ProblemsFound`` as ``print_leaflets`` does; a slot that is
    too small for a unit's text is a problem that names the unit.
    """
    orders = runs.orders_of(project, work, units)
    few = isinstance(jobs, int) and sum(len(order.units) for order in orders) < runs.MANY
    with crew_of(project, 1 if few else jobs) as crew:
        problems = runs.print_for_units(crew, project, orders, folder, progress)
    if problems:
        raise ProblemsFound(problems)
    return tuple(path for order in orders for path in order.paths())


def keep_units(project: Project, old: Path, new: Path) -> None:
    """Bring the units' files that are still right from one print folder into another."""
    orders = runs.orders_of(project, jobs_of(project))
    runs.keep_units(project, orders, old, new)


def printed_in(folder: Path) -> tuple[Printed, ...]:
    """The files that stand in a print folder, by campaign, leaflet, language, unit and kind."""
    paths = [path for kind in FILE_KINDS for path in folder.glob(f"*/*/*/*/{kind}.pdf")]
    return tuple(
        printed_file(folder, path.relative_to(folder).as_posix()) for path in sorted(paths)
    )
