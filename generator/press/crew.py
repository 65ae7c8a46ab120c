"""Who does the work: this process, a pool of processes, or a Dask cluster, to the same effect.

A piece of work is a function of this package and an item; it is given the works of the process it
runs in. Results come back in the order of the items, whoever made them.
"""

import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from importlib import import_module
from multiprocessing import get_context
from threading import Lock, Thread
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
"""How many pieces each process is given at a time, so that none stands idle."""


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
    """This process and others beside it, which start afresh: the type libraries bear no forking.

    While they start, this one works already; where one of them dies, this one does its work too.
    """

    def __init__(self, project: Project, jobs: int, stack: ExitStack) -> None:
        self._others = jobs - 1
        self._works = Works(project)
        self._pool = stack.enter_context(
            ProcessPoolExecutor(
                self._others, get_context("spawn"), _start, (project,), max_tasks_per_child=RECYCLED
            )
        )
        self._starter = Thread(target=self._start)
        self._starter.start()
        stack.callback(self._starter.join)

    def _start(self) -> None:
        """To start a process takes as long as it takes that process to read the project."""
        with suppress(BrokenExecutor):
            for _ in range(self._others):
                self._pool.submit(_start_up)

    def map(self, work: Work[T, R], items: Sequence[T]) -> Iterator[R]:
        """The results in the order of ``items``."""
        waiting, done = deque(enumerate(items)), dict[int, R]()
        away: dict[int, Future[R]] = {}
        for number in range(len(items)):
            while number not in done:
                if number in away and (away[number].done() or not waiting):
                    try:
                        done[number] = away.pop(number).result()
                    except BrokenExecutor:
                        done[number] = work(self._works, items[number])
                    continue
                place, item = waiting.popleft()
                self._give(work, waiting, away)
                done[place] = work(self._works, item)
            yield done.pop(number)

    def _give(
        self, work: Work[T, R], waiting: deque[tuple[int, T]], away: dict[int, Future[R]]
    ) -> None:
        """Give the other processes as much as they can take, once they are there."""
        busy = sum(not future.done() for future in away.values())
        while waiting and busy < self._others * AHEAD and not self._starter.is_alive():
            try:
                away[waiting[0][0]] = self._pool.submit(_do, work, waiting[0][1])
            except BrokenExecutor:
                return
            waiting.popleft()
            busy += 1


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


def _start_up() -> None:
    """The first piece of work of a process, which is to be there."""


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
