"""One build: the wings in turn, each fed by the one before, then one atomic swap into ``out/``."""

import hashlib
import json
import shutil
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from generator import press, reach, site
from generator.model.project import Project
from generator.sources.atomic import replaced_folder, write_file

PARTS = ("site", "print", "reach")
MANIFEST = "manifest.json"
OUT = "out"
"""The folder of a project that is the products' own."""
KEPT = ("content", "campaigns", "generator", "theme", "print", "tests", "docs", ".git", ".venv")
"""Folders of a project that no product may replace."""
Progress = Callable[[str, int, int], None]
"""Called with what is being made, how many are done, how many there are."""


def out_refusal(project: Project, out: Path) -> str | None:
    """Why ``out`` must not be replaced: the message that says it, or ``None`` when it may be.

    A build replaces the whole folder; it never takes away what people wrote.
    """
    target, root = out.resolve(), project.root.resolve()
    if root.is_relative_to(target):
        return "usage.out-holds-project"
    if target.is_relative_to(root) and target.relative_to(root).parts[0] in KEPT:
        return "usage.out-in-sources"
    if target.exists() and not target.is_dir():
        return "usage.out-is-file"
    ours = target == root / OUT or (target / MANIFEST).is_file()
    if target.is_dir() and any(target.iterdir()) and not ours:
        return "usage.out-not-ours"
    return None


def build(
    project: Project,
    out: Path,
    *,
    only: Collection[str] = PARTS,
    jobs: int = 1,
    progress: Progress,
) -> Path:
    """Make the products in ``only`` and keep the others as they stand; returns the manifest.

    ``out`` changes in one step when everything is made. A build that fails or is killed leaves the
    last one whole.
    """
    with replaced_folder(out) as new:
        for part in PARTS:
            if part not in only and (out / part).is_dir():
                shutil.copytree(out / part, new / part)
        if "print" in only:
            press.print_leaflets(
                project,
                new / "print",
                jobs=jobs,
                progress=lambda done, total: progress("print", done, total),
            )
            press.keep_units(project, out / "print", new / "print")
        figures: dict[str, Mapping[str, Any]] = {}
        for number, name in enumerate(project.campaigns, 1):
            if "reach" in only:
                reach.write_products(project, name, new / "reach" / name)
            figures[name] = reach.published_figures(project, name).to_json()
            progress("reach", number, len(project.campaigns))
        if "site" in only:
            progress("site", 0, 1)
            site.build_site(
                project,
                new / "site",
                figures=figures,
                printed=press.printed_in(new / "print"),
                print_folder=new / "print",
            )
            progress("site", 1, 1)
        write_file(new / MANIFEST, _manifest(new, project))
    return out / MANIFEST


def _manifest(folder: Path, project: Project) -> bytes:
    """Every product with its digest, its size and the sources that it is made from."""
    products: list[Mapping[str, Any]] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            data = path.read_bytes()
            products.append(
                {
                    "path": name,
                    "sha256": hashlib.sha256(data).hexdigest(),
                    "bytes": len(data),
                    "sources": _sources(name, project),
                }
            )
    return (json.dumps({"products": products}, ensure_ascii=False, indent=1) + "\n").encode()


def _sources(product: str, project: Project) -> list[str]:
    """The files that a product is made from: all of them for the website, which shows everything.

    What belongs to one campaign is made from that campaign's folder and from what all share.
    """
    part, _, rest = product.partition("/")
    name = rest.partition("/")[0]
    if part == "site" or name not in project.campaigns:
        return list(project.sources)
    own = f"campaigns/{name}/"
    others = tuple(f"campaigns/{other}/" for other in project.campaigns if other != name)
    shared = ("campaigns/",) if part == "reach" else ("campaigns/", "content/", "print/")
    return [
        file
        for file in project.sources
        if file.startswith(own) or (file.startswith(shared) and not file.startswith(others))
    ]
