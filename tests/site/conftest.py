"""The shipped project as a website, once a session, with made-up figures and print files."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.model.project import Project
from generator.site import build_site
from tests.site.reading import PageText, read_site
from tests.site.samples import sample_figures, sample_prints


@pytest.fixture(scope="session")
def website(shipped: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built website."""
    folder = tmp_path_factory.mktemp("website")
    return build_sample(shipped, folder / "site", folder / "print")


def build_sample(project: Project, folder: Path, prints: Path) -> Path:
    """The website of a project with sample figures and sample print files."""
    build_site(
        project,
        folder,
        figures={name: sample_figures(project, name) for name in project.campaigns},
        printed=sample_prints(project, prints),
        print_folder=prints,
    )
    return folder


@pytest.fixture(scope="session")
def pages(website: Path) -> dict[str, PageText]:
    """Every HTML page by its address below the website's."""
    return read_site(website)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """A test's output is the test's."""


@pytest.fixture(scope="session")
def address(website: Path) -> Iterator[str]:
    """The website in a sub-folder of a server on this machine; ends with a slash."""
    handler = partial(_Quiet, directory=str(website.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{website.name}/"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()
