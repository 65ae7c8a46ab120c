"""Model to PDF: leaflets and posters for the press, the office copier and the screen."""

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from generator.model.printed import Printed
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press.check import find_problems
from generator.press.works import KINDS, Job, Works, jobs_of, printed_file

__all__ = ["Printed", "check_leaflets", "print_leaflets", "printed_in"]

Progress = Callable[[int, int], None]
"""Called with how many leaflets are done and how many there are."""


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
    jobs: int = 1,
    progress: Progress | None = None,
) -> tuple[Printed, ...]:
    """Write the PDFs below ``folder`` as CONTRACT.md names them, with a thumbnail each.

    ``only``: ``campaign`` or ``campaign/leaflet``. ``jobs``: how many processes work. Raises
    ``ProblemsFound`` with the problems of all leaflets when some cannot be printed; those that can
    are written all the same. The same project gives the same bytes, however many processes work.
    """
    work = jobs_of(project, only, languages, kinds)
    printed: list[Printed] = []
    problems: list[Problem] = []
    for done, (made, found) in enumerate(_done(project, folder, work, jobs), 1):
        printed += made
        problems += found
        if progress:
            progress(done, len(work))
    if problems:
        raise ProblemsFound(problems)
    return tuple(printed)


def printed_in(folder: Path) -> tuple[Printed, ...]:
    """The files that stand in a print folder, by campaign, leaflet, language, unit and kind."""
    paths = [path for kind in KINDS for path in folder.glob(f"*/*/*/*/{kind}.pdf")]
    return tuple(
        printed_file(folder, path.relative_to(folder).as_posix()) for path in sorted(paths)
    )


_Result = tuple[tuple[Printed, ...], tuple[Problem, ...]]


def _done(project: Project, folder: Path, work: tuple[Job, ...], jobs: int) -> Iterator[_Result]:
    """The results in the order of ``work``, from this process or from a pool of them."""
    if jobs == 1 or len(work) < 2:
        works = Works(project)
        yield from (_outcome(works, job, folder) for job in work)
        return
    # A fresh start of each process: the type libraries do not bear being forked.
    context = get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(work)), context, _start, (project,)) as pool:
        yield from pool.map(_in_pool, work, [folder] * len(work))


_here: list[Works] = []
"""The works of this process, when it is one of a pool."""


def _start(project: Project) -> None:
    _here[:] = [Works(project)]


def _in_pool(job: Job, folder: Path) -> _Result:
    return _outcome(_here[0], job, folder)


def _outcome(works: Works, job: Job, folder: Path) -> _Result:
    try:
        return works.print(job, folder), ()
    except ProblemsFound as found:
        return (), found.problems
