"""What ``lachan new`` writes is filled, passes the check, and never replaces anything."""

import json
from pathlib import Path

import pytest

from generator.desk import scaffold, write_schemas
from generator.desk.scaffolds import Kind
from generator.model.problem import ProblemsFound
from generator.model.project import Project
from generator.sources import load_project


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("campaign", "summer"),
        ("leaflet", "safe-shore/card"),
        ("page", "skills/rip-currents"),
        ("page", "procedures/lost-child"),
    ],
)
def test_a_scaffold_passes_the_check_as_a_draft(
    coast_project: Project, kind: Kind, name: str
) -> None:
    written = scaffold(coast_project, kind, name)

    loaded = load_project(coast_project.root)

    assert all(path.exists() for path in written)
    assert loaded.problems == ()
    assert loaded.project is not None


def test_a_scaffold_never_replaces_a_file(coast_project: Project) -> None:
    path = coast_project.root / "campaigns" / "safe-shore" / "campaign.yml"
    before = path.read_bytes()

    with pytest.raises(ProblemsFound) as found:
        scaffold(coast_project, "campaign", "safe-shore")

    assert {problem.code for problem in found.value.problems} == {"already-there"}
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["../evil", "Summer", "mùa-hè", "a/b", "", "a--b"])
def test_a_name_that_is_no_slug_is_refused(coast_project: Project, name: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        scaffold(coast_project, "campaign", name)

    assert {problem.code for problem in found.value.problems} == {"bad-new-name"}


def test_there_is_a_schema_of_every_kind_of_file(tmp_path: Path) -> None:
    schemas = {path.name: json.loads(path.read_text()) for path in write_schemas(tmp_path)}

    assert len(schemas) == 14
    assert "messages" in schemas["campaign.schema.json"]["properties"]
