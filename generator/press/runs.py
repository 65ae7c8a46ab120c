"""Runs of the press: which pieces of work there are, who does them, what came of it."""

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.model.printed import Printed
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press.composing.compose import compose, unit_panel
from generator.press.crew import Crew
from generator.press.dockets import Docket, write_docket
from generator.press.fingerprint import Fingerprints, is_made
from generator.press.preflight import Verdict
from generator.press.setting.paper import Kind
from generator.press.units.variants import Stencil, stamp_units, stencil, unit_path, units_of
from generator.press.works import Job, Made, Works
from generator.sources.atomic import locked

CHUNK = 40
"""Units that are a piece of work: a fraction of a second, little to lose."""
MANY = 100
"""Files from which on it is worth while to start other processes for them."""
Progress = Callable[[int, int], None]
Problems = tuple[Problem, ...]


def print_for_all(
    crew: Crew, work: Sequence[Job], folder: Path, progress: Progress | None
) -> tuple[tuple[Printed, ...], Problems]:
    """The leaflets that are the same everywhere, then the papers that go with each of them."""
    printed: list[Printed] = []
    problems: list[Problem] = []
    verdicts: dict[tuple[str, str], dict[str, Verdict]] = {}
    for done, (made, found) in enumerate(crew.map(partial(_print, folder=folder), work), 1):
        problems += found
        for each in made.printed if made else ():
            printed.append(each)
            known = verdicts.setdefault((each.campaign, each.leaflet), {})
            if made and made.verdict and each.kind == "press":
                known[each.path] = made.verdict
        if progress:
            progress(done, len(work))
    dockets = [Docket(*leaflet, known) for leaflet, known in verdicts.items()]
    for found in crew.map(partial(write_docket, folder=folder), dockets):
        problems += found
    return tuple(printed), tuple(dict.fromkeys(problems))


def _print(works: Works, job: Job, folder: Path) -> tuple[Made | None, Problems]:
    try:
        return works.print(job, folder), ()
    except ProblemsFound as found:
        return None, found.problems


@dataclass(frozen=True)
class Order:
    """One leaflet in one language and kind, and the units for which it is wanted."""

    job: Job
    kind: Kind
    units: tuple[str, ...]

    def paths(self) -> tuple[str, ...]:
        """Where the files stand below the print folder."""
        return tuple(unit_path(self.job, self.kind, unit) for unit in self.units)


@dataclass(frozen=True)
class _Chunk:
    """Units to be stamped together."""

    stencil: Stencil
    units: tuple[str, ...]


def orders_of(
    project: Project, work: Sequence[Job], units: Collection[str] = ()
) -> tuple[Order, ...]:
    """What is wanted of the leaflets that have a slot; without ``units``, all of their level."""
    return tuple(
        Order(job, kind, tuple(units or own))
        for job in work
        if (own := units_of(project, job))
        for kind in job.kinds
    )


def print_for_units(
    crew: Crew,
    project: Project,
    orders: Sequence[Order],
    folder: Path,
    progress: Progress | None,
) -> Problems:
    """Every unit's own files; those that are there and right stay as they are."""
    with locked(folder):
        _clear_away(folder)
        due = tuple(_due(orders, project, folder))
        total = sum(len(order.units) for order in due)
        problems: list[Problem] = []
        chunks: list[_Chunk] = []
        for order, (made, found) in zip(due, crew.map(_stencil, due), strict=True):
            problems += found
            starts = range(0, len(order.units), CHUNK) if made else ()
            chunks += [_Chunk(made, order.units[at : at + CHUNK]) for at in starts if made]
        done = 0
        stamped = crew.map(partial(_stamp, folder=folder), chunks)
        for chunk, found in zip(chunks, stamped, strict=True):
            problems += found
            done += len(chunk.units)
            if progress:
                progress(done, total)
    return tuple(dict.fromkeys(problems))


def _stencil(works: Works, order: Order) -> tuple[Stencil | None, Problems]:
    try:
        return stencil(works, order.job, order.kind), ()
    except ProblemsFound as found:
        return None, found.problems


def _stamp(works: Works, chunk: _Chunk, folder: Path) -> Problems:
    return stamp_units(works, chunk.stencil, chunk.units, folder)


def _due(orders: Sequence[Order], project: Project, folder: Path) -> Iterator[Order]:
    """Of each order the units whose file is not there, or was made from other sources."""
    fingerprints = Fingerprints(project)
    for order in orders:
        right = set(_right(order, project, fingerprints, folder))
        units = tuple(unit for unit in order.units if unit not in right)
        if units:
            yield Order(order.job, order.kind, units)


def _right(
    order: Order, project: Project, fingerprints: Fingerprints, folder: Path
) -> Iterator[str]:
    """The units whose file is there and was made from these sources."""
    there = [u for u in order.units if (folder / unit_path(order.job, order.kind, u)).is_file()]
    if not there:
        return
    campaign = project.campaigns[order.job.campaign]
    leaflet = next(each for each in campaign.leaflets if each.id == order.job.leaflet)
    view = compose(project, campaign, leaflet, order.job.language)
    for unit in there:
        panel = unit_panel(project, campaign, leaflet, order.job.language, unit)
        path = folder / unit_path(order.job, order.kind, unit)
        if is_made(path, fingerprints.of(view, order.kind, panel)):
            yield unit


def keep_units(project: Project, orders: Sequence[Order], old: Path, new: Path) -> None:
    """Bring the units' files that are still right from one print folder into another."""
    fingerprints = Fingerprints(project)
    for order in orders:
        for unit in _right(order, project, fingerprints, old):
            path = unit_path(order.job, order.kind, unit)
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(old / path, new / path)
            except OSError:  # not every disk has links
                shutil.copyfile(old / path, new / path)


def _clear_away(folder: Path) -> None:
    """What a killed run left half written; the folder is ours while this runs."""
    for path in folder.glob("*/*/*/*/.*.new"):
        path.unlink(missing_ok=True)
