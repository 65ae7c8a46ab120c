"""Where the national figures come from: project folders and Parquet files of provinces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.place import Place
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.reach.engine.ledgers import PARQUET
from generator.reach.rollup.received import read_parquet
from generator.sources import Loaded

Load = Callable[[Path], Loaded]


@dataclass(frozen=True)
class Source:
    """A province's campaigns from one folder or file."""

    path: Path
    project: Project

    @property
    def province(self) -> Place:
        """The place of the province's programme."""
        return self.project.province

    @property
    def key(self) -> tuple[str, str]:
        """What tells provinces apart: whose codes they are, and the code."""
        return (self.project.programme.code_scheme, self.project.programme.place)


def read_sources(paths: Sequence[Path], load: Load) -> tuple[Source, ...]:
    """Every source in the order of provinces' codes. ``ProblemsFound`` with all that is wrong."""
    problems: list[Problem] = []
    sources: list[Source] = []
    for path in paths:
        project, found = _read(path, load)
        problems += found
        if project:
            sources.append(Source(path, project))
    problems += _twice(sources)
    if problems:
        raise ProblemsFound(problems)
    return tuple(sorted(sources, key=lambda one: (one.key, [*one.project.campaigns])))


def _read(path: Path, load: Load) -> tuple[Project | None, list[Problem]]:
    if path.is_dir():
        loaded = load(path)
        problems = [replace(one, file=f"{path}/{one.file}") for one in loaded.errors]
        return loaded.project, problems
    if path.is_file() and path.suffix.lower() == PARQUET:
        return read_parquet(path)
    code = "rollup-no-source" if path.exists() else "rollup-not-there"
    return None, [Problem(str(path), 0, 0, code)]


def _twice(sources: Sequence[Source]) -> list[Problem]:
    """A province's campaign from two sources would be counted twice."""
    first: dict[tuple[tuple[str, str], str], Source] = {}
    problems = []
    for source in sources:
        for campaign in source.project.campaigns:
            known = first.setdefault((source.key, campaign), source)
            if known is not source:
                details = {
                    "province": source.province.name,
                    "campaign": campaign,
                    "other": str(known.path),
                }
                problems.append(Problem(str(source.path), 0, 0, "rollup-twice", details))
    return problems
