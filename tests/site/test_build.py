"""The same sources give the same website, on any day and in any folder; MkDocs alone works too."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.model.problem import ProblemsFound
from generator.site import build_site, pages
from generator.sources import load_project
from tests.conftest import ROOT, SOURCES, copy_sources
from tests.site.conftest import build_sample


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_another_folder_on_another_day_gives_the_same_bytes(
    website: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = load_project(copy_sources(ROOT, tmp_path / "elsewhere" / "copy")).project
    assert project
    # MkDocs takes its "now" from this variable; the project is read already.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")

    again = build_sample(project, tmp_path / "another" / "site", tmp_path / "prints")

    assert digests(again) == digests(website)


def test_the_pages_are_a_pure_function_of_the_project(coast: Path) -> None:
    project = load_project(coast).project
    assert project
    before = digests(coast)

    first, second = pages(project, {}, []), pages(project, {}, [])

    assert {path: page.text for path, page in first.items()} == {
        path: page.text for path, page in second.items()
    }
    assert digests(coast) == before
    assert all(path.endswith(".md") and not path.startswith("/") for path in first)


def test_the_door_returns_the_files_it_wrote(coast: Path, tmp_path: Path) -> None:
    project = load_project(coast).project
    assert project
    files = build_site(project, tmp_path / "site", figures={}, print_folder=tmp_path / "none")

    assert files == sorted(path for path in (tmp_path / "site").rglob("*") if path.is_file())
    assert tmp_path / "site" / "index.html" in files


def test_mkdocs_alone_builds_a_province_that_brings_its_own_theme(tmp_path: Path) -> None:
    folder = tmp_path / "province"
    folder.mkdir()
    for name in (*SOURCES, "theme"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)

    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", "made"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert (folder / "made" / "index.html").is_file()
    assert "Chưa có số liệu" in next(folder.glob("made/campaigns/*/reach/index.html")).read_text(
        encoding="utf-8"
    )


def test_nothing_of_materials_own_is_in_the_website(website: Path) -> None:
    names = [path.relative_to(website).as_posix() for path in website.rglob("*")]

    assert [name for name in names if name.endswith(".js")] == [
        name for name in names if name.startswith("assets/site.") and name.endswith(".js")
    ]
    assert not [name for name in names if "search" in name or "material" in name]
    assert sum(path.is_file() for path in (website / "assets").glob("*.css")) == 1


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("site_name: x\nplugins: [search]\n", "settings-without-plugin"),
        ("site_name: x\nplugins: [nonsense]\n", "bad-settings"),
        ("plugins: [\n", "bad-settings"),
    ],
)
def test_wrong_settings_are_a_problem_with_a_cure(
    coast: Path, tmp_path: Path, settings: str, code: str
) -> None:
    (coast / "mkdocs.yml").write_text(settings, encoding="utf-8")
    project = load_project(coast).project
    assert project

    with pytest.raises(ProblemsFound) as found:
        build_site(project, tmp_path / "site", figures={}, print_folder=tmp_path)

    assert [(one.file, one.code) for one in found.value.problems] == [("mkdocs.yml", code)]


@pytest.mark.parametrize("name", ["plan", "campaigns/safe-shore", "skills/index"])
def test_a_guidance_page_does_not_take_a_generated_pages_address(coast: Path, name: str) -> None:
    text = (coast / "content/procedures/emergency.md").read_text(encoding="utf-8")
    path = coast / "content" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.replace("[what to do", "[x"), encoding="utf-8")
    project = load_project(coast).project
    assert project

    with pytest.raises(ProblemsFound) as found:
        pages(project, {}, [])

    assert [(one.file, one.code) for one in found.value.problems] == [
        (f"content/{name}.md", "page-address-taken")
    ]
