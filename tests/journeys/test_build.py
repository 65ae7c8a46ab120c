"""A whole build: three products, the same bytes, whole at any moment, for any province."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import COAST, ROOT, copy_sources

Digests = dict[str, str]


def lachan(*words: str | Path, day: str | None = None) -> subprocess.CompletedProcess[str]:
    """The command, run as a person runs it; ``day`` sets the machine's clock."""
    clock = ["faketime", day] if day else []
    command = [*clock, sys.executable, "-m", "generator", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def digests(folder: Path) -> Digests:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_shipped_project_gives_three_products_and_their_manifest(built: Path) -> None:
    products = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["products"]
    named = {product["path"]: product for product in products}

    assert {name.partition("/")[0] for name in named} == {"site", "print", "reach"}
    assert "site/index.html" in named
    found = digests(built)
    found.pop("manifest.json")
    assert {name: product["sha256"] for name, product in named.items()} == found
    assert all((built / name).stat().st_size == each["bytes"] for name, each in named.items())
    assert all((ROOT / source).exists() for each in products for source in each["sources"])


def test_another_province_builds_with_no_change_of_code(tmp_path: Path) -> None:
    folder = copy_sources(COAST, tmp_path / "coast")

    done = lachan("--project", folder, "build")

    assert done.returncode == 0, done.stderr
    home = (folder / "out" / "site" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in home
    assert "Coast shield" in home
    assert '<html lang="qaa"' in (folder / "out/site/qaa/index.html").read_text(encoding="utf-8")
    assert (folder / "out/print/safe-shore/poster/qaa/chung/press.pdf").exists()
    assert (folder / "out/reach/safe-shore/figures.json").exists()
    text = home + "".join(p.read_text(encoding="utf-8") for p in folder.glob("out/site/**/*.html"))
    for word in ("Hà Giang", "Mèo Vạc", "168/KH-UBND", "tel:111"):
        assert word not in text


def test_two_builds_in_two_folders_on_two_days_are_the_same(tmp_path: Path) -> None:
    one = copy_sources(COAST, tmp_path / "one")
    other = copy_sources(COAST, tmp_path / "a much longer name for the other")

    first = lachan("--project", one, "build", day="2026-03-01 08:00:00")
    second = lachan("--project", other, "build", "--jobs", "1", day="2031-12-24 23:59:00")

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert digests(one / "out") == digests(other / "out")


@pytest.mark.slow
def test_the_shipped_project_builds_to_the_same_bytes(built: Path, tmp_path: Path) -> None:
    copy = copy_sources(ROOT, tmp_path / "copy")

    done = lachan("--project", copy, "build", day="2029-06-30 12:00:00")

    assert done.returncode == 0, done.stderr
    assert digests(copy / "out") == digests(built)


def kill_while_building(folder: Path, times: int, seconds: float) -> None:
    """Builds that change what they make, each killed at a random moment; ``out/`` stays whole."""
    assert lachan("--project", folder, "build").returncode == 0
    whole = digests(folder / "out")
    chance = random.Random(11)
    (folder / "campaigns/programme.yml").write_text(
        (folder / "campaigns/programme.yml").read_text().replace("Coast shield", "Another name")
    )
    for _ in range(times):
        command = [sys.executable, "-m", "generator", "--project", str(folder), "build"]
        builder = subprocess.Popen(
            command, cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(chance.random() * seconds)
        os.killpg(builder.pid, signal.SIGKILL)
        builder.wait()

        found = digests(folder / "out")

        if found != whole:  # the build was through before the kill: then it is whole in turn
            assert found["manifest.json"] != whole["manifest.json"]
            listed = json.loads((folder / "out/manifest.json").read_text())["products"]
            assert {p["path"]: p["sha256"] for p in listed} == {
                name: digest for name, digest in found.items() if name != "manifest.json"
            }
    assert lachan("--project", folder, "build").returncode == 0
    assert {path.name for path in folder.iterdir()} >= {"out", "content", "campaigns"}
    assert not (folder / ".out.new").exists()


def test_a_killed_build_leaves_the_last_products_whole(coast: Path) -> None:
    kill_while_building(coast, times=4, seconds=6)


@pytest.mark.slow
def test_many_killed_builds_leave_the_last_products_whole(coast: Path) -> None:
    kill_while_building(coast, times=25, seconds=8)


def test_a_build_with_problems_changes_nothing_and_lists_them_all(coast: Path) -> None:
    assert lachan("--project", coast, "build", "--only", "reach").returncode == 0
    before = digests(coast / "out")
    (coast / "campaigns/audiences.yml").write_text("audiences: [{id: Bad}]\n")

    done = lachan("--project", coast, "build")

    assert done.returncode == 1
    assert "bad-slug" in done.stderr
    assert "missing-key" in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(coast / "out") == before


def test_a_part_that_is_not_asked_for_is_kept(coast: Path) -> None:
    assert lachan("--project", coast, "build").returncode == 0
    before = digests(coast / "out" / "print")

    done = lachan("--project", coast, "build", "--only", "site,reach")

    assert done.returncode == 0, done.stderr
    assert digests(coast / "out" / "print") == before


@pytest.mark.parametrize("where", [".", "content", "campaigns/safe-shore", "papers", "note.txt"])
def test_a_build_never_takes_the_place_of_what_people_wrote(where: str, coast: Path) -> None:
    (coast / "papers").mkdir()
    (coast / "papers" / "mine.txt").write_text("mine")
    (coast / "note.txt").write_text("mine")
    before = digests(coast)

    done = lachan("--project", coast, "build", "--only", "reach", "--out", coast / where)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert digests(coast) == before


def test_a_build_follows_what_was_printed_alone(coast: Path) -> None:
    assert lachan("--project", coast, "print", "safe-shore/poster", "--lang", "en").returncode == 0

    done = lachan("--project", coast, "build", "--only", "reach")

    assert done.returncode == 0, done.stderr
    assert (coast / "out/print/safe-shore/poster/en/chung/press.pdf").exists()


def test_a_province_without_leaflets_builds(coast: Path) -> None:
    shutil.rmtree(coast / "campaigns/safe-shore/leaflets")

    done = lachan("--project", coast, "build")

    assert done.returncode == 0, done.stderr
    assert (coast / "out/site/index.html").exists()


def test_a_place_that_cannot_be_written_is_said_plainly(coast: Path) -> None:
    done = lachan("--project", coast, "build", "--out", "/proc/no-such-place/out")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
