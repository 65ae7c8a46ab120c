"""Writing that a kill at any moment cannot spoil."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.sources.atomic import replaced_folder, write_file

WRITER = """
import sys
from pathlib import Path
from generator.sources.atomic import replaced_folder
target = Path(sys.argv[1])
for round in range(int(sys.argv[2]), 10**9):
    with replaced_folder(target) as new:
        for number in range(20):
            (new / f"{number}.txt").write_text(str(round))
    print(round, flush=True)
"""


def contents(folder: Path) -> list[str]:
    return [(folder / f"{number}.txt").read_text() for number in range(20)]


def test_a_folder_is_whole_whenever_its_writer_is_killed(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with replaced_folder(target) as new:
        for number in range(20):
            (new / f"{number}.txt").write_text("0")
    chance = random.Random(7)
    for kill in range(15):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target), str(1000 * (kill + 1))],
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.random() / 30)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()

        found = contents(target)

        assert len(set(found)) == 1
        assert int(found[0]) >= 1000 * (kill + 1)
    with replaced_folder(target) as new:
        (new / "last.txt").write_text("last")
    assert [path.name for path in target.iterdir()] == ["last.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_block_that_fails_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with replaced_folder(target) as new:
        (new / "a.txt").write_text("good")

    with pytest.raises(FileNotFoundError), replaced_folder(target) as new:
        (new / "a.txt").write_text("bad" + (tmp_path / "missing").read_text())

    assert (target / "a.txt").read_text() == "good"


def test_a_file_that_cannot_be_written_keeps_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(path, b"good")
    (tmp_path / f".a.txt.{os.getpid()}.new").mkdir()

    with pytest.raises(OSError, match=r"a\.txt"):
        write_file(path, b"bad")

    assert path.read_bytes() == b"good"
