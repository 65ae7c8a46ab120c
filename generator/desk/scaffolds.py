"""Scaffolds: a filled first draft of a campaign, a leaflet or a page that passes the check."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.model.problem import Problem, ProblemsFound
from generator.model.project import Project
from generator.sources.atomic import write_file

Kind = Literal["campaign", "leaflet", "page"]

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,  # noqa: S701 - YAML and Markdown, quoted by the templates' own filter
)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_TEMPLATES.filters["quoted"] = _quoted


def scaffold(project: Project, kind: Kind, name: str) -> list[Path]:
    """Write the first draft and return its files. A file that stands is never written over.

    ``name``: ``slug`` of a campaign; ``campaign/slug`` of a leaflet; ``section/slug`` of a page.
    """
    paths = _files(project, kind, name)
    taken = [path for path in paths if path.exists()]
    if taken:
        shown = [path.relative_to(project.root).as_posix() for path in taken]
        raise ProblemsFound(Problem(file, 0, 0, "already-there") for file in shown)
    words = _words(project, name)
    for path, template in paths.items():
        text = _TEMPLATES.get_template(template).render(words)
        write_file(path, text.encode())
    return list(paths)


def _files(project: Project, kind: Kind, name: str) -> Mapping[Path, str]:
    """Each file to write, with the template it is made from."""
    parts = name.split("/")
    wanted = 1 if kind == "campaign" else 2
    if len(parts) != wanted or not all(_is_slug(part) for part in parts):
        shape = {"campaign": "slug", "leaflet": "campaign/slug", "page": "skills/slug"}[kind]
        raise ProblemsFound([Problem(name, 0, 0, "bad-new-name", {"found": name, "shape": shape})])
    if kind == "campaign":
        folder = project.root / "campaigns" / name
        return {
            folder / "campaign.yml": "campaign.yml.jinja",
            folder / "leaflets" / "to-gap.yml": "leaflet.yml.jinja",
        }
    if kind == "leaflet":
        if parts[0] not in project.campaigns:
            known = ", ".join(project.campaigns)
            details = {"found": parts[0], "known": known}
            raise ProblemsFound([Problem(name, 0, 0, "unknown-campaign", details)])
        path = project.root / "campaigns" / parts[0] / "leaflets" / f"{parts[1]}.yml"
        return {path: "leaflet.yml.jinja"}
    if parts[0] == "pictures":
        details = {"found": name, "shape": "skills/slug"}
        raise ProblemsFound([Problem(name, 0, 0, "bad-new-name", details)])
    return {project.root / "content" / f"{name}.md": "page.md.jinja"}


def _is_slug(text: str) -> bool:
    return bool(text) and all(
        word and word.isascii() and word.isalnum() and word == word.lower()
        for word in text.split("-")
    )


def _words(project: Project, name: str) -> dict[str, object]:
    """What the templates need to name only things that the project has."""
    programme = project.programme
    folder = name.split("/", maxsplit=1)[0]
    campaign = project.campaigns.get(folder)
    activity = programme.components[0].activities[0]
    return {
        "name": name.rsplit("/", 1)[-1],
        "kind": {"procedures": "procedure", "skills": "skill"}.get(folder, "about"),
        "programme": programme,
        "plan_entry": activity.id,
        "owner": programme.issuer,
        "audience": campaign.audiences[0] if campaign else next(iter(project.audiences)),
        "channel": next(iter(project.channels.values())),
        "page": next(iter(project.page_ids())),
        "picture": next(iter(project.pictures)),
        "level": programme.levels[min(1, len(programme.levels) - 1)].id,
        "period": f"{programme.last_year}-Q4",
        "year": programme.last_year,
        "reference": programme.reference,
        "contact": programme.helpline,
        "format": next(iter(project.formats.values())),
        "message": campaign.messages[0].id if campaign else "thong-diep-1",
        "accent": project.look.tokens[0].id,
    }
