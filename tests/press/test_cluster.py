"""The same work on a cluster: a real scheduler, two workers, one of them lost in the middle."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.model.problem import ProblemsFound
from generator.press import jobs_of, print_units
from tests.press import villages

START = 60
"""Seconds in which a scheduler and its workers have to be there."""


@contextmanager
def _running(*arguments: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's, on loopback, ended with the test."""
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "distributed.cli." + arguments[0],
                                    *arguments[1:]], stdout=out, stderr=out)  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def _wait_for(log: Path, pattern: str) -> str:
    """What a process has said that fits ``pattern``; fails when it does not in time."""
    end = time.monotonic() + START
    while time.monotonic() < end:
        if found := re.search(pattern, log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"{pattern} is not in:\n{log.read_text('utf-8', 'replace')}")


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_makes_every_file_with_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.press.runs.CHUNK", 5)
    project = villages.project(60)
    work = jobs_of(project, languages=["vi"], kinds=["office"])
    logs = [tmp_path / f"{name}.log" for name in ("scheduler", "one", "two")]
    near = ("--host", "127.0.0.1", "--no-dashboard")
    with _running("dask_scheduler", *near, "--port", "0", log=logs[0]):
        address = _wait_for(logs[0], r"(tcp://127\.0\.0\.1:\d+)")
        worker = ("dask_worker", address, *near, "--nthreads", "2", "--no-nanny",
                  "--local-directory", str(tmp_path / "scratch"))  # fmt: skip
        with _running(*worker, log=logs[1]) as lost, _running(*worker, log=logs[2]):
            for log in logs[1:]:
                _wait_for(log, r"(Registered to)")
            steps: list[int] = []

            def step(done: int, total: int) -> None:
                steps.append(done)
                if len(steps) == 2:
                    os.kill(lost.pid, signal.SIGKILL)

            print_units(project, tmp_path / "cluster", work, jobs=address, progress=step)
    assert steps[-1] == 60
    assert lost.returncode == -signal.SIGKILL
    print_units(project, tmp_path / "here", work)
    made = sorted((tmp_path / "here").rglob("*.pdf"))
    assert len(made) == 60
    for path in made:
        other = tmp_path / "cluster" / path.relative_to(tmp_path / "here")
        assert path.read_bytes() == other.read_bytes(), path.name


def test_a_cluster_that_does_not_answer_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.press.crew.PATIENCE", "1s")
    project = villages.project(1)
    with pytest.raises(ProblemsFound) as found:
        print_units(project, tmp_path, jobs_of(project), jobs="tcp://127.0.0.1:9")
    (problem,) = found.value.problems
    assert (problem.code, problem.details["found"]) == ("no-cluster", "tcp://127.0.0.1:9")


def test_an_extra_that_is_not_installed_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    project = villages.project(1)
    with pytest.raises(ProblemsFound) as found:
        print_units(project, tmp_path, jobs_of(project), jobs="tcp://127.0.0.1:9")
    assert found.value.problems[0].code == "no-cluster-library"
