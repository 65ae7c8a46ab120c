"""The invented province, printed once for all tests of the press room."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from generator.model.problem import Problem
from generator.model.project import Project
from generator.press import Printed, check_leaflets, print_leaflets
from tests.press import sample
from tests.press.shown import examples, screens, setter, works

__all__ = ["examples", "screens", "setter", "works"]
"""What tests of this room share, beside what stands here."""


@pytest.fixture(scope="session")
def valley() -> Project:
    """The invented province with one trifold and one poster in two languages."""
    return sample.project()


@pytest.fixture(scope="session")
def printed(
    valley: Project, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[Printed]]:
    """Its print folder and what was printed into it."""
    folder = tmp_path_factory.mktemp("print")
    return folder, list(print_leaflets(valley, folder))


@pytest.fixture(scope="session")
def files(printed: tuple[Path, list[Printed]]) -> dict[tuple[str, str, str], Path]:
    """The PDFs by leaflet, language and kind."""
    folder, made = printed
    return {(each.leaflet, each.language, each.kind): folder / each.path for each in made}


def problems_of(project: Project) -> list[Problem]:
    """The errors of a project's leaflets."""
    return [each for each in check_leaflets(project) if each.severity == "error"]


def words(path: Path) -> str:
    """The text of a PDF, lines joined with spaces."""
    run = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return re.sub("[ \\n\\f]+", " ", run.stdout.decode())


def millimetres(box: object) -> list[float]:
    return [float(value) / 72 * 25.4 for value in box]  # type: ignore[attr-defined] # an array


def every_stream(
    page: pikepdf.Page, visit: Callable[[pikepdf.Object | pikepdf.Page], None]
) -> None:
    """Call ``visit`` on a page and on every form, pattern and soft mask under it, each once."""
    seen: set[tuple[int, int]] = set()

    def walk(resources: pikepdf.Object) -> None:
        for kind in ("/XObject", "/Pattern"):
            for stream in dict(resources.get(kind, {})).values():
                if stream.objgen in seen or stream.get("/Subtype") == "/Image":
                    continue
                seen.add(stream.objgen)
                if isinstance(stream, pikepdf.Stream):
                    visit(stream)
                walk(stream.get("/Resources", pikepdf.Dictionary()))

    visit(page)
    walk(page.resources)
