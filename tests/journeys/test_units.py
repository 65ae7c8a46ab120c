"""An officer prints every commune's own leaflet; the machine is switched off in between."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import ROOT

COMMAND = (sys.executable, "-m", "generator", "print", "khong-xam-hai/to-gap", "--lang", "vi",
           "--kind", "screen", "--for", "all")  # fmt: skip


def _start(out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "--out", out], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def _files(out: Path) -> list[Path]:
    return sorted(out.glob("khong-xam-hai/to-gap/vi/*/*"))


@pytest.mark.slow
def test_a_run_that_is_killed_again_and_again_ends_with_every_file_whole(tmp_path: Path) -> None:
    chance = random.Random(20261125)
    kept: dict[Path, int] = {}
    for _ in range(4):
        run = _start(tmp_path)
        time.sleep(chance.uniform(3, 7))
        subprocess.run(["kill", "-9", f"-{run.pid}"], check=False, stderr=subprocess.DEVNULL)
        run.communicate()
        for path in _files(tmp_path):
            if path.suffix == ".pdf":
                with pikepdf.open(path) as pdf:
                    assert len(pdf.pages) == 6, path
        whole = {path: path.stat().st_mtime_ns for path in _files(tmp_path)}
        assert {path: whole[path] for path in kept if path in whole} == {
            path: when for path, when in kept.items() if path in whole
        }
        kept = {path: when for path, when in whole.items() if path.suffix == ".pdf"}
    run = _start(tmp_path)
    out, err = run.communicate()
    assert run.returncode == 0, err.decode()
    named = out.decode().split()
    assert len(named) == len(set(named)) > 190
    assert sorted(tmp_path / name for name in named) == _files(tmp_path)  # and nothing beside
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


@pytest.mark.parametrize(
    ("given", "word"),
    [("742", "00742"), ("Tả Lủng", "00796"), ("99999", "99999"), ("", "--for")],
)
def test_a_unit_that_there_is_not_is_told_with_those_that_may_be_meant(
    tmp_path: Path, given: str, word: str
) -> None:
    command = [sys.executable, "-m", "generator", "print", "--for", given, "--out", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert run.returncode == 2
    assert word in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
