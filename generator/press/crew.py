"""Who does the work: this process, a pool of processes, or a Dask cluster, to the same effect.

A piece of work is a function of this package and an item; it is given the works of the process it
runs in. Results come back in the order of the items, whoever made them.
"""

import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from multiprocessing import get_context
from threading import Lock
from typing import Any, Protocol, TypeVar

from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.press.works import Works

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Works, T], R]

RECYCLED = 24
"""Pieces of work after which a process of the pool makes room for a fresh one: the renderer's
libraries do not give all their memory back."""
PATIENCE = "10s"
"""How long a cluster may take to answer."""
AHEAD = 2
"""How many pieces wait for each process, so that none stands idle and results do not pile up."""


class Crew(Protocol):
    """Does work on items."""

    def map(self, work: Work[T, R], items: Sequence[T]) -> Iterator[R]:
        """The results in the order of ``items``."""


class Alone:
    """This process."""

    def __init__(self, project: Project) -> None:
        self._works = Works(project)

    def map(self, work: Work[T, R], items: Sequence[T]) -> Iterator[R]:
        """The results in the order of ``items``."""
        for item in items:
            yield work(self._works, item)


class Pool:
    """Processes of this machine. Each starts afresh: the type libraries do not bear forking."""

    def __init__(self, project: Project, jobs: int, stack: ExitStack) -> None:
        self._jobs = jobs
        self._alone = Alone(project)
        self._pool = stack.enter_context(
            ProcessPoolExecutor(
                jobs, get_context("spawn"), _start, (project,), max_tasks_per_child=RECYCLED
            )
        )

    def map(self, work: Work[T, R], items: Sequence[T]) -> Iterator[R]:
        """The results in the order of ``items``; what is less than a piece each is done here."""
        if len(items) < self._jobs:
            yield from self._alone.map(work, items)
            return
        waiting: deque[Future[Any]] = deque()
        for item in items:
            waiting.append(self._pool.submit(_do, work, item))
            if len(waiting) > self._jobs * (1 + AHEAD):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class Cluster:
    """The workers of a Dask cluster, which see the project and the products under the same paths.

    A worker that is lost costs the pieces it had: others do them again.
    """

    def __init__(self, project: Project, address: str, stack: ExitStack) -> None:
        self._client = stack.enter_context(_client(address))
        # With every piece goes the project: what is laid out on workers is lost with them.
        self._project = zlib.compress(pickle.dumps(project))

    def map(self, work: Work[T, R], items: Sequence[T]) -> Iterator[R]:
        """The results in the order of ``items``."""
        futures = [
            self._client.submit(_on_cluster, self._project, work, item, pure=False)
            for item in items
        ]
        for future in futures:
            yield future.result()
            future.release()


@contextmanager
def crew_of(project: Project, jobs: int | str = 1) -> Iterator[Crew]:
    """The crew for a run: a number of processes, or the cluster at ``tcp://host:port``.

    Raises ``ProblemsFound`` when the cluster does not answer or its library is not installed.
    """
    with ExitStack() as stack:
        if isinstance(jobs, str):
            yield Cluster(project, jobs, stack)
        elif jobs > 1:
            yield Pool(project, jobs, stack)
        else:
            yield Alone(project)


def _client(address: str) -> AbstractContextManager[Any]:
    try:
        distributed: Any = import_module("distributed")  # an extra that few have
    except ImportError as error:
        raise ProblemsFound([Problem("--scheduler", 0, 0, "no-cluster-library")]) from error
    try:
        client: AbstractContextManager[Any] = distributed.Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        details = {"found": address, "reason": type(error).__name__}
        raise ProblemsFound([Problem("--scheduler", 0, 0, "no-cluster", details)]) from error
    return client


_here: list[Works] = []
"""The works of this process, when it is one of a pool."""


def _start(project: Project) -> None:
    _here[:] = [Works(project)]


def _do(work: Work[T, R], item: T) -> R:
    return work(_here[0], item)


_given: list[bytes] = []
"""The project that this worker of a cluster was last given, packed."""
_turn = Lock()
"""A worker may have many threads; the type libraries bear one."""


def _on_cluster(project: bytes, work: Work[T, R], item: T) -> R:
    """A worker keeps the works of the project that it was last given."""
    with _turn:
        if _given != [project]:
            _start(pickle.loads(zlib.decompress(project)))  # noqa: S301 - from our own client
            _given[:] = [project]
        return _do(work, item)
