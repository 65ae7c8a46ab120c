"""Read a file in a process of its own and tell what it took: ``python -m ... FILE``."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What reading one file took, and became of it."""

    seconds: float
    megabytes: float
    """More than before, with the reader's own process."""
    codes: list[str]
    rows: int


def cost(path: Path) -> Cost:
    """Read a file in a fresh process; it raises where that ends badly."""
    told = subprocess.run(
        [sys.executable, "-m", __name__, str(path)], check=True, capture_output=True, timeout=120
    )
    return Cost(**json.loads(told.stdout))


def _peak() -> float:
    """The most memory of this very program; ``ru_maxrss`` would count whoever started it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    """Print the cost."""
    from generator.reach.intake.reading import read_grids  # noqa: PLC0415 - before the clock
    from generator.reach.intake.vocabulary import score  # noqa: PLC0415

    score(["unit"])
    earlier = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of those an import starts
    before, started = _peak(), time.perf_counter()
    path = Path(sys.argv[1])
    grids, problems = read_grids(path.read_bytes(), path.name, score)
    spent = time.perf_counter() - started
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    # too much rather: a child counts what we were when it began
    memory = _peak() - before + (children / 1024 if children > earlier else 0)
    codes = [problem.code for problem in problems if problem.severity == "error"]
    rows = sum(len(grid.lines) for grid in grids)
    json.dump({"seconds": spent, "megabytes": memory, "codes": codes, "rows": rows}, sys.stdout)


if __name__ == "__main__":
    main()
