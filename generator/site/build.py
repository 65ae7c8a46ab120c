"""Runs MkDocs over a project that is already read."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from generator.model.printed import Printed
from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.site.material import Figures
from generator.site.plugin import LachanPlugin

SETTINGS = "mkdocs.yml"


def build_site(
    project: Project,
    folder: Path,
    *,
    figures: Mapping[str, Figures],
    printed: Iterable[Printed] = (),
    print_folder: Path,
) -> list[Path]:
    """Write the website into ``folder`` (emptied first); returns its files, sorted.

    ``figures`` are the published figures by campaign, ``printed`` the print files, whose paths are
    relative to ``print_folder``. The same arguments give the same bytes. Raises ``ProblemsFound``
    for settings that MkDocs cannot read.
    """
    config, plugin = _settings(project, folder)
    plugin.given(project, figures, printed, print_folder)
    build(config)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def check_settings(project: Project) -> tuple[Problem, ...]:
    """What keeps MkDocs from reading the project's settings."""
    try:
        _settings(project, project.root / "out" / "site")
    except ProblemsFound as found:
        return found.problems
    return ()


_PLACE = re.compile(r"line (\d+), column (\d+)")


def _settings(project: Project, folder: Path) -> tuple[MkDocsConfig, LachanPlugin]:
    """The project's ``mkdocs.yml``, or the kit's where it has none, and our plugin in it."""
    own = project.root / SETTINGS
    path = own if own.is_file() else project.theme.parent / SETTINGS
    config = MkDocsConfig(config_file_path=str(path))
    try:
        with path.open("rb") as file:
            config.load_file(file)
        config.load_dict(
            {
                "docs_dir": str(project.root / "content"),
                "site_dir": str(folder),
                "theme": {"name": "material", "custom_dir": str(project.theme)},
                "watch": [],
            }
        )
        errors, _ = config.validate()
    except ConfigurationError as error:
        errors = [("", error)]
    if errors:
        found = "; ".join(" ".join(f"{key} {error}".split()) for key, error in errors)
        place = _PLACE.search(found)
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        raise ProblemsFound([Problem(SETTINGS, line, column, "bad-settings", {"found": found})])
    plugin = config.plugins.get("lachan")
    if not isinstance(plugin, LachanPlugin):
        raise ProblemsFound([Problem(SETTINGS, 0, 0, "settings-without-plugin")])
    return config, plugin
