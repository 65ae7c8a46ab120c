"""What every room's tests share: the shipped project, a copy to spoil, the invented province."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.model.project import Project
from generator.sources import load_project
from generator.sources.atomic import locked

ROOT = Path(__file__).resolve().parents[1]
COAST = ROOT / "tests" / "provinces" / "coast"
SOURCES = ("content", "campaigns", "mkdocs.yml")


@pytest.fixture(scope="session")
def shipped() -> Project:
    """The project as it is shipped; it has no errors."""
    loaded = load_project(ROOT)
    assert loaded.project is not None, loaded.problems
    return loaded.project


def copy_sources(source: Path, target: Path) -> Path:
    """A copy of what people edit, without the program."""
    target.mkdir(parents=True, exist_ok=True)
    for name in SOURCES:
        path = source / name
        if path.is_dir():
            shutil.copytree(path, target / name, ignore=shutil.ignore_patterns(".*"))
        elif path.exists():
            shutil.copy(path, target / name)
    return target


@pytest.fixture
def coast(tmp_path: Path) -> Path:
    """A copy of the invented province: two levels, other agencies, other languages."""
    return copy_sources(COAST, tmp_path / "coast")


@pytest.fixture
def coast_project(coast: Path) -> Project:
    """The invented province, read."""
    loaded = load_project(coast)
    assert loaded.project is not None, loaded.problems
    return loaded.project


@pytest.fixture
def spoil(coast: Path) -> Callable[[str, str, str], Path]:
    """Replace one text in one file of the invented province; the text must be there once."""

    def change(file: str, old: str, new: str) -> Path:
        path = coast / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return coast

    return change


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project, built once for all tests of all workers."""
    shared = tmp_path_factory.getbasetemp()
    folder = (shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared) / "built"
    folder.mkdir(exist_ok=True)
    with locked(folder / "turn"):
        if not (folder / "whole").exists():
            command = [sys.executable, "-m", "generator", "build", "--out", str(folder / "out")]
            subprocess.run(command, cwd=ROOT, check=True)
            (folder / "whole").touch()
    return folder / "out"
