"""How long one unit's leaflet takes, against a plain WeasyPrint loop, Chromium and Typst.

    python -m tests.bench.variants [UNITS] [--grow]

A trifold with a slot is made for UNITS communes (193) of the invented province, in the press kind,
from an empty folder, with a pool of two processes whose start counts too. The peers make the same
leaflet for a few units each, warm. Absolute times drift from machine to machine: quote the ratios.
``--grow`` also makes 500, 1000 and 2000 and shows the time of each one more.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from generator.press import jobs_of, print_units
from generator.press.works import Works
from tests.bench.peers import Make, Peers
from tests.press import villages

PEER_RUNS = 12


def ours(units: int) -> tuple[float, float]:
    """Seconds for a run, and the most memory of all its processes together, in MB."""
    project = villages.project(units)
    work = jobs_of(project, languages=["vi"], kinds=["press"])
    with tempfile.TemporaryDirectory() as folder, _memory() as peak:
        started = time.perf_counter()
        made = print_units(project, Path(folder), work, jobs=2)
        spent = time.perf_counter() - started
    assert len(made) == units
    return spent, peak[0]


def theirs(make: Make, units: list[str]) -> float:
    """Seconds for one leaflet: the median, after two that do not count."""
    times = []
    for unit in units:
        started = time.perf_counter()
        assert make(unit).startswith(b"%PDF")
        times.append(time.perf_counter() - started)
    return median(times[2:])


@contextmanager
def _memory() -> Iterator[list[float]]:
    """The most memory of this process and those it starts, looked at ten times a second."""
    peak, end = [0.0], threading.Event()

    def watch() -> None:
        while not end.wait(0.1):
            peak[0] = max(peak[0], _resident() / 1e6)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        end.set()
        thread.join()


def _resident() -> int:
    """Bytes in memory of this process and its children (Linux)."""
    own = Path("/proc/self")
    waiting, total = [own.resolve().name], 0
    while waiting:
        pid = waiting.pop()
        try:
            pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += (task / "children").read_text("ascii").split()
        except (OSError, IndexError):
            continue
        total += pages * 4096
    return total


def main() -> None:
    """Print the figures."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    units = numbers[0] if numbers else 193
    project = villages.project(units)
    works = Works(project)
    (job,) = jobs_of(project, languages=["vi"], kinds=["press"])
    peers = Peers(works, works.sheet(job))
    codes = [place.code for place in project.places.at_level("commune")][: PEER_RUNS + 2]
    figures = {"plain WeasyPrint loop": theirs(peers.weasyprint, codes)}
    with peers.chromium() as make:
        figures["Chromium, warm"] = theirs(make, codes)
    with tempfile.TemporaryDirectory() as folder:
        figures["Typst, one-shot"] = median(peers.typst(Path(folder), codes)[2:])
    spent, memory = ours(units)
    each = spent / units
    print(f"one unit of {units}: {each * 1000:.1f} ms; memory of the whole run {memory:.0f} MB")
    for name, seconds in figures.items():
        print(f"{name}: {seconds * 1000:.0f} ms = {seconds / each:.1f} times as long")
    if "--grow" in sys.argv:
        grow(units, spent)


def grow(units: int, spent: float) -> None:
    """The time of one more unit, from size to size."""
    before = units, spent
    for more in (500, 1000, 2000):
        seconds, memory = ours(more)
        step = (seconds - before[1]) / (more - before[0])
        print(f"{before[0]} to {more} units: {step * 1000:.1f} ms for one more; {memory:.0f} MB")
        before = more, seconds


if __name__ == "__main__":
    main()
