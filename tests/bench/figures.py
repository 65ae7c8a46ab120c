"""How long figures take, against a plain sum of the same file and the same counting in pandas.

    python -m tests.bench.figures [ROWS] [--grow] [--without-pandas]

A ledger of ROWS (10,000,000) report rows of an invented country is written to a temporary folder.
Each runs in a process of its own, which is given the file and two threads: DuckDB's plain sum of
all values; our figures (ranges of every unit, audience, activity, period, channel, sex and age,
and all measures); and the contract's counting in pandas for units, audiences and activities only.
Absolute times drift from machine to machine: quote the ratios. ``--grow`` shows 1, 3 and 10
million rows.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random

import duckdb
import pandas as pd

from generator.model.place import Gazetteer, Place
from generator.reach.engine import Engine, Question

ACTIVITIES = ("talks", "lessons", "fair", "visits", "radio")
AUDIENCES = ("children", "parents", "teachers", "workers", "neighbours")
PLAIN_SUM = """
SELECT sum(sent.value) FROM (SELECT unnest(rows) AS sent FROM read_json($file))
"""
IN_PROVINCE = 200


def ledger(path: Path, rows: int) -> int:
    """Write a ledger; returns how many units report. Reports look like filled-in forms."""
    random = Random(1)
    units = max(200, rows // 900)
    written = month = 0
    with path.open("w", encoding="utf-8") as file:
        while written < rows:
            period = f"{2016 + month // 12}-{month % 12 + 1:02d}"
            for activity in ACTIVITIES:
                for unit in range(units):
                    sent = [
                        one for name in random.sample(AUDIENCES, 2) for one in _rows(random, name)
                    ]
                    report = {
                        "id": f"{activity}/{unit:05d}/{period}",
                        "campaign": "bench",
                        "activity": activity,
                        "unit": f"{unit:05d}",
                        "period": period,
                        "received_on": f"{period}-28",
                        "file": "form.xlsx",
                        "sha256": "0" * 64,
                        "rows": sent,
                    }
                    file.write(json.dumps(report) + "\n")
                    written += len(sent)
            month += 1
    return units


def _rows(random: Random, audience: str) -> list[dict[str, object]]:
    """Sessions, attendances by sex, people by sex and band: what a form asks of an activity."""
    bands = ("6-10", "11-15") if audience == "children" else ("18-59", "60+")
    rows: list[dict[str, object]] = [{"measure": "sessions", "value": random.randint(1, 9)}]
    for sex in ("female", "male"):
        people = [random.randint(0, 60) for _ in bands]
        for band, number in zip(bands, people, strict=True):
            rows.append({"measure": "people", "sex": sex, "age_band": band, "value": number})
        rows.append({"measure": "attendances", "sex": sex, "value": sum(people) * 2})
    return [{"audience": audience, **row} for row in rows]


def plain_sum(path: Path, units: int) -> int:
    """The peer that does nothing but read and add."""
    del units
    database = duckdb.connect(config={"threads": 2})
    database.execute("SET enable_progress_bar = false")
    found = database.execute(PLAIN_SUM, {"file": str(path)}).fetchone()
    return int(found[0]) if found else 0


def ours(path: Path, units: int) -> int:
    """Everything that ``figures_of`` asks of the engine."""
    engine = Engine(
        Question(
            ledgers=(path,),
            places=Gazetteer(_places(units), date(2030, 1, 1)),
            activities=ACTIVITIES,
            audiences=AUDIENCES,
            parts=tuple((name, "channel", name[:1]) for name in ACTIVITIES),
        )
    )
    whole = engine.ranges("all", everywhere=True)
    for family in ("activity", "period", "channel", "sex", "age_band", "ethnicity", "disability"):
        engine.ranges(family)
    engine.rows("answer_amounts", "measures")
    engine.rows("answer_known")
    return sum(people.low for (_, _, place), people in whole.items() if place == 0)


def _places(units: int) -> tuple[Place, ...]:
    country = Place(code="C", name="C", level="country")
    provinces = [
        Place(code=f"P{number}", name=f"P{number}", level="province", parent="C")
        for number in range(units // IN_PROVINCE + 1)
    ]
    communes = [
        Place(
            code=f"{number:05d}",
            name=str(number),
            level="commune",
            parent=f"P{number // IN_PROVINCE}",
        )
        for number in range(units)
    ]
    return (country, *provinces, *communes)


def in_pandas(path: Path, units: int) -> int:
    """Clauses 1 to 5 in pandas, as far as these reports need them (no cohorts, no revisions)."""
    del units
    reports = pd.read_json(path, lines=True, dtype=False, convert_dates=False)
    sent = reports[["activity", "unit", "period", "rows"]].explode("rows", ignore_index=True)
    cells = pd.DataFrame(sent.pop("rows").tolist())
    rows = pd.concat([sent, cells], axis=1)
    report = ["activity", "unit", "period", "audience"]
    sessions = rows[rows.measure == "sessions"].groupby(report)["value"].sum().rename("sessions")
    people = rows[rows.measure == "people"]
    counted = people.groupby([*report, "sex", "age_band"])["value"].sum().reset_index()
    came = rows[rows.measure == "attendances"].groupby([*report, "sex"])["value"].sum()
    both = (
        came.rename("came")
        .to_frame()
        .join(counted.groupby([*report, "sex"])["value"].sum().rename("same"))
        .join(sessions)
    )
    covered = (both.same <= both.came) & (both.came <= both.same * both.sessions)
    seen = (-(-both.came // both.sessions)).groupby(report).sum()
    total = counted.groupby(report)["value"].sum()
    least = (
        pd.concat([seen, total], axis=1)
        .max(axis=1)
        .clip(
            upper=total
            + both.came[~covered].groupby(report).sum().reindex(total.index, fill_value=0)
        )
    )
    found = 0
    for by in (["unit"], ["unit", "activity"], ["unit", "period"]):
        keys = [*by, "audience"]
        cell = counted.groupby([*keys, "sex", "age_band"])["value"].agg(["max", "sum"])
        known = cell.groupby(keys).sum()
        largest = least.groupby(keys).max()
        low = pd.concat([known["max"], largest], axis=1).max(axis=1)
        found = found or int(low.sum())
    for by in ("unit", "activity", "period", "audience", "sex", "age_band"):
        rows.groupby([by, "measure"])["value"].sum()
    return found


def timed(what: Callable[[Path, int], int], path: Path, units: int) -> tuple[float, float, int]:
    """Seconds, the most memory in MB, and the answer, in a new process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_measured, what, path, units).result()


def _measured(what: Callable[[Path, int], int], path: Path, units: int) -> tuple[float, float, int]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    answer = what(path, units)
    spent = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return spent, (peak - before) / 1e3, answer


def main(rows: int, *, pandas: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        units = ledger(path, rows)
        sums = [timed(plain_sum, path, units) for _ in range(3)]
        counts = [timed(ours, path, units) for _ in range(3)]
        base, mine = min(sums), min(counts)
        print(f"{rows:,} rows, {units:,} units, {path.stat().st_size / 1e6:,.0f} MB")
        print(f"  plain sum   1.00 ({base[0]:.2f} s)")
        print(f"  figures     {mine[0] / base[0]:.2f} ({mine[0]:.2f} s, {mine[1]:,.0f} MB)")
        if pandas:
            peer = timed(in_pandas, path, units)
            ratio, memory = peer[0] / mine[0], mine[1] / peer[1]
            print(f"  pandas      {peer[0] / base[0]:.1f}: figures are {ratio:.1f} times as fast")
            print(f"              and take {memory:.2f} of its {peer[1]:,.0f} MB")
            assert peer[2] == mine[2], "pandas and the engine must count the same"


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if not word.startswith("--")]
    sizes = (
        [1_000_000, 3_000_000, 10_000_000]
        if "--grow" in sys.argv
        else [int(*given or ["10000000"])]
    )
    for size in sizes:
        main(size, pandas="--without-pandas" not in sys.argv)
