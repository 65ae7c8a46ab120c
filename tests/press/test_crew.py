"""Whoever does the work: every piece is done, in order, also when a helper dies."""

import os
import signal
import time

import pytest

from generator.press.crew import crew_of
from generator.press.works import Works
from tests.press import sample


def _double(works: Works, item: int) -> tuple[int, int]:
    time.sleep(0.02 * (item % 3))
    assert works.project.programme.id == "plan"
    return 2 * item, os.getpid()


def _die_elsewhere(works: Works, item: tuple[int, int]) -> int:
    number, here = item
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.3)
    return number


def _fail(works: Works, item: int) -> int:
    raise ValueError(item)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    with crew_of(sample.project(), jobs) as crew:
        assert [each for each, _ in crew.map(_double, range(200))] == [2 * n for n in range(200)]
        assert list(crew.map(_double, [])) == []
        assert [each for each, _ in crew.map(_double, [7])] == [14]


def test_others_help_once_they_are_there() -> None:
    with crew_of(sample.project(), 2) as crew:
        deadline = time.monotonic() + 60
        who: set[int] = set()
        while len(who) < 2 and time.monotonic() < deadline:
            who |= {pid for _, pid in crew.map(_double, range(20))}
    assert os.getpid() in who
    assert len(who) == 2


def test_a_helper_that_dies_costs_no_piece_of_work() -> None:
    here = os.getpid()
    with crew_of(sample.project(), 2) as crew:
        list(crew.map(_double, range(150)))  # until the helper is there
        assert list(crew.map(_die_elsewhere, [(n, here) for n in range(8)])) == list(range(8))
        assert list(crew.map(_die_elsewhere, [(n, here) for n in range(3)])) == list(range(3))


def test_a_fault_of_the_work_itself_is_not_hidden() -> None:
    with crew_of(sample.project(), 2) as crew, pytest.raises(ValueError, match="0"):
        list(crew.map(_fail, range(5)))
