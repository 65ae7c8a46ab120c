"""The ledger through power cuts: killed, crowded and out of space, it stays whole."""

import errno
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, NoReturn

import pytest

from generator.cli import main
from generator.sources.ledger import ledger_path, read_ledger
from tests.reach.conftest import COLUMNS, Office, sent
from tests.reach.making import make_campaign

ROWS = 40
CAMPAIGNS = ("shore", "hills")
WRITING = ("sources/atomic.py", "sources/ledger.py", "intake/ledgers.py")
KEYS = [
    (unit, activity, period)
    for unit in ("091", "092", "093", "00911", "00912", "00921")
    for activity in ("talks", "fair")
    for period in ("2030-Q1", "2030-Q2")
]


@dataclass
class Fleet:
    """An office of two campaigns, the files it is sent, and what importers acknowledged."""

    office: Office
    files: list[Path] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)

    def write(self, count: int) -> list[Path]:
        """Files of a report for each campaign: a kill may fall between their two ledgers."""
        for number, (unit, activity, period) in enumerate(KEYS[:count]):
            shared = {
                "unit": unit, "activity": activity, "period": period, "received_on": "2030-07-01",
            }  # fmt: skip
            rows = [
                {**shared, "campaign": name, "report": f"{name}-{number}", "cohort": f"ừ{line}"}
                for name in CAMPAIGNS
                for line in range(ROWS)
            ]
            self.files.append(self.office.csv(sent(*rows), f"Báo cáo {number}.csv"))
        return self.files

    def ledger(self, name: str) -> Path:
        return ledger_path(self.office.root, name)

    def importer(self, files: Sequence[Path], until: Callable[[], None] | None = None) -> "Child":
        """Another program that imports files one by one and says of each report that it is in.

        It is warmed up: every kill falls into the import, none into the start of the program.
        """
        reading, writing = os.pipe()
        number = os.fork()
        if number == 0:
            self._import(files, writing, until)
        os.close(writing)
        return Child(number, reading, self)

    def _import(
        self, files: Sequence[Path], writing: int, until: Callable[[], None] | None
    ) -> NoReturn:
        code = 1
        try:
            if until:
                until()
            for path in files:
                for report in self.office.take(path).accepted:
                    os.write(writing, f"{report.id}\n".encode())
            code = 0
        finally:
            os._exit(code)

    def check(self) -> int:
        """Everything that is there is whole, and all that was acknowledged is there once."""
        found: Counter[str] = Counter()
        for name in CAMPAIGNS:
            reports, problems = read_ledger(self.ledger(name), "ledger.jsonl")
            assert problems == ()
            received = self.ledger(name).parent / "received"
            kept = {path.name[:12] for path in received.glob("[!.]*")}
            for report in reports:
                assert sum(row.value for row in report.rows) == 25 * ROWS
                assert len(report.rows) == ROWS
                assert report.sha256[:12] in kept
                found[report.id] += 1
        assert set(self.acknowledged) <= set(found)
        assert set(found.values()) <= {1}
        return found.total()

    def complete(self) -> None:
        """Importing everything again adds what was cut off, clears the rest away, and no more."""
        self.office.take(*self.files)
        assert self.check() == len(CAMPAIGNS) * len(self.files)
        assert not self.left()
        again = self.office.take(*self.files)
        assert not again.accepted
        assert len(again.known) == len(self.files)

    def left(self) -> list[Path]:
        """Files that were being written."""
        return [path for name in CAMPAIGNS for path in self.ledger(name).parent.rglob(".*")]

    def empty(self) -> None:
        """Begin anew."""
        for name in CAMPAIGNS:
            self.ledger(name).unlink(missing_ok=True)
        self.acknowledged.clear()


@dataclass
class Child:
    """An importer that runs."""

    number: int
    pipe: int
    fleet: Fleet

    def kill(self) -> None:
        os.kill(self.number, signal.SIGKILL)

    def wait(self) -> int:
        """Until it ends; what it acknowledged is written down. Returns how it ended."""
        with os.fdopen(self.pipe) as told:
            self.fleet.acknowledged += told.read().split()
        return os.waitstatus_to_exitcode(os.waitpid(self.number, 0)[1])


@pytest.fixture
def fleet(tmp_path: Path) -> Fleet:
    office = Office(tmp_path / "office")
    office.project.campaigns["hills"] = make_campaign(id="hills")  # type: ignore[index]
    made = Fleet(office)
    office.take(office.csv(sent({"value": "0"}), "warm-up.csv"))
    made.empty()
    return made


def die_at(step: int) -> Callable[[], None]:
    """Be killed before the line of that number, of those that write."""
    left = step

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if event == "line":
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return line

    def call(frame: FrameType, event: str, _: Any) -> Any:
        return line if frame.f_code.co_filename.endswith(WRITING) else None

    return lambda: sys.settrace(call)


def kill_often(fleet: Fleet, kills: int, seed: int) -> None:
    """Kills at random moments, and in turn before a random line of what writes."""
    random = Random(seed)
    began = time.monotonic()
    fleet.office.take(fleet.files[0])
    one = time.monotonic() - began
    fleet.empty()
    killed = 0
    while killed < kills:
        if killed % 2:
            child = fleet.importer(fleet.files, die_at(random.randint(1, 1500)))
        else:
            child = fleet.importer(fleet.files)
            time.sleep(random.uniform(0, 4 * one))
            child.kill()
        killed += child.wait() == -signal.SIGKILL
        there = fleet.check()
        assert len(fleet.left()) <= 2 * len(CAMPAIGNS)
        if there == len(CAMPAIGNS) * len(fleet.files) or killed % 25 == 24:
            fleet.complete()
            fleet.empty()
    fleet.complete()


def test_an_import_killed_at_random_moments_loses_and_doubles_nothing(fleet: Fleet) -> None:
    fleet.write(12)
    kill_often(fleet, 25, seed=1)


@pytest.mark.slow
def test_an_import_killed_five_hundred_times_loses_and_doubles_nothing(fleet: Fleet) -> None:
    fleet.write(24)
    kill_often(fleet, 500, seed=2)


@pytest.mark.slow
def test_an_import_killed_before_each_line_that_writes_is_completed_by_the_next(
    fleet: Fleet,
) -> None:
    (path,) = fleet.write(1)
    step = 0
    ended = -signal.SIGKILL
    while ended == -signal.SIGKILL:
        step += 1
        fleet.empty()
        ended = fleet.importer([path], die_at(step)).wait()
        fleet.check()
        fleet.complete()
    assert ended == 0
    assert step > 100


def test_what_a_dead_import_left_is_cleared_by_the_next_of_any_file(fleet: Fleet) -> None:
    first, second = fleet.write(2)
    fleet.office.take(first)
    for name in CAMPAIGNS:
        for folder in (fleet.ledger(name).parent, fleet.ledger(name).parent / "received"):
            (folder / ".dead.csv.1.new").write_bytes(b"half")
    fleet.office.take(second)
    assert not fleet.left()


def test_four_importers_at_once_neither_mix_nor_lose_nor_double(fleet: Fleet) -> None:
    files = fleet.write(12)
    turned = [files[number:] + files[:number] for number in (0, 3, 6)]
    children = [fleet.importer(order) for order in (*turned, files[::-1])]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
    assert len(fleet.acknowledged) == len(set(fleet.acknowledged)) == fleet.check() == 24
    fleet.complete()


def test_four_importers_of_one_file_take_it_once(fleet: Fleet) -> None:
    (path,) = fleet.write(1)
    children = [fleet.importer([path]) for _ in range(4)]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
    assert sorted(fleet.acknowledged) == ["hills-0", "shore-0"]
    fleet.complete()


def test_four_importers_of_one_key_leave_one_report(fleet: Fleet) -> None:
    names = [f"r{number}" for number in range(4)]
    files = [fleet.office.csv(sent({"report": name}), f"{name}.csv") for name in names]
    children = [fleet.importer([path]) for path in files]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
    assert [report.id for report in fleet.office.reports()] == fleet.acknowledged
    assert len(fleet.acknowledged) == 1


def test_one_of_four_importers_that_is_killed_holds_up_no_other(fleet: Fleet) -> None:
    random = Random(3)
    files = fleet.write(12)
    children = [fleet.importer(random.sample(files, len(files))) for _ in range(4)]
    for child in children[:3]:
        time.sleep(random.uniform(0, 0.1))
        child.kill()
    ended = [child.wait() for child in children]
    assert ended[3] == 0
    assert fleet.check() == 24
    fleet.complete()


@pytest.fixture
def report(coast: Path, tmp_path: Path) -> Path:
    """A good report of the invented province, which already has one in its ledger."""
    office = Office(tmp_path / "office")
    shared = {
        "campaign": "safe-shore", "activity": "days", "period": "2030-Q2", "audience": "swimmers",
        "received_on": "2030-07-05",
    }  # fmt: skip
    rows = [{"unit": "Z101", "report": "a"}, {"unit": "Z102", "report": "b"}]
    first, second = (
        office.csv(sent(shared | row), f"{row['report']}.csv", columns=COLUMNS) for row in rows
    )
    assert command(coast, first) == 0
    return second


def command(coast: Path, path: Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--project", str(coast), "reach", "import", str(path)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def fails(number: int) -> Callable[..., NoReturn]:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


FAILURES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "full at the sync": lambda patch: patch.setattr(os, "fsync", fails(errno.ENOSPC)),
    "broken at the sync": lambda patch: patch.setattr(os, "fsync", fails(errno.EIO)),
    "full at the swap": lambda patch: patch.setattr(Path, "replace", fails(errno.ENOSPC)),
    "broken at the swap": lambda patch: patch.setattr(Path, "replace", fails(errno.EIO)),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_disk_that_fails_leaves_the_last_good_state_and_is_told(
    coast: Path, report: Path, failure: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = ledger_path(coast, "safe-shore")
    before = ledger.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        FAILURES[failure](patch)
        code = command(coast, report)
    told = capsys.readouterr().err
    assert code == 1
    assert "Máy không làm được" in told
    assert "reach/received/" in told
    assert "Traceback" not in told
    assert ledger.read_bytes() == before
    assert not list(ledger.parent.rglob(".*"))
    assert command(coast, report) == 0
    assert len(ledger.read_bytes().splitlines()) == 2


def test_a_ledger_that_may_not_grow_stays_as_it_was(
    coast: Path, report: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ledger = ledger_path(coast, "safe-shore")
    before = ledger.read_bytes()
    number = os.fork()
    if number == 0:
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, len(before) + 100))
            os._exit(command(coast, report))
        finally:
            os._exit(99)
    assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == 1
    assert "ledger.jsonl" in capfd.readouterr().err
    assert ledger.read_bytes() == before
    assert not list(ledger.parent.rglob(".*"))
    assert command(coast, report) == 0
