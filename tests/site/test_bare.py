"""A province that has only begun: whatever is still missing, the website stands and links hold."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.site import build_site
from generator.sources import load_project
from tests.site.reading import read_site, target


def without_campaign(folder: Path) -> None:
    shutil.rmtree(folder / "campaigns/safe-shore")


def without_procedure(folder: Path) -> None:
    (folder / "content/procedures/emergency.md").unlink()
    for path in folder.glob("content/skills/*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("(../procedures/emergency.md)", ""), encoding="utf-8")
    for path in folder.rglob("leaflets/*.yml"):
        path.unlink()


def without_settings(folder: Path) -> None:
    (folder / "mkdocs.yml").unlink()


@pytest.mark.parametrize("spoil", [without_campaign, without_procedure, without_settings])
def test_what_is_missing_leaves_no_broken_page(
    coast: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(coast)
    loaded = load_project(coast)
    assert loaded.project, loaded.errors

    build_site(loaded.project, tmp_path / "site", figures={}, print_folder=tmp_path / "none")

    pages = read_site(tmp_path / "site")
    assert "" in pages
    for url, page in pages.items():
        assert page.unclosed == [], url
        for link in page.links():
            if ":" not in link and not link.startswith("/"):
                assert target(tmp_path / "site", page.path, link)[0].is_file(), f"{link} on {url}"
