"""A Parquet file from a province, back to the project that its ledger belongs to.

What came from elsewhere is not trusted: its metadata are read as strictly as sources are, and its
rows must be such that the province's own import could have accepted them.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, get_args

import duckdb
from pydantic import Field, ValidationError

from generator.model.base import Code, Day, Language, Record, Slug
from generator.model.campaign import Campaign
from generator.model.look import Look
from generator.model.people import Audience, Channel, Measure
from generator.model.place import Gazetteer, Place
from generator.model.problem import Problem
from generator.model.programme import Level, Population, Programme
from generator.model.project import Project
from generator.model.report import AgeBand, Disability, Sex
from generator.reach.engine.ledgers import open_ledgers, statements
from generator.reach.exporting.parquet import SOURCE, VERSION

LARGEST = 64 * 1024 * 1024
"""Of the metadata, in bytes."""


class Rules(Record):
    """What of a province's programme its figures depend on."""

    place: Code
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    levels: tuple[Level, ...] = ()
    suppress_under: Annotated[int, Field(ge=2)] = 10
    code_scheme: Slug = "gso"
    demonstration: bool = False


class Told(Record):
    """What a Parquet file tells of itself; see ``exporting.parquet.source_of``."""

    version: int
    as_of: Day
    programme: Rules
    campaign: Campaign
    places_on: Day
    places: tuple[Place, ...]
    populations: tuple[Population, ...]
    audiences: tuple[Audience, ...]
    channels: tuple[Channel, ...]


def read_parquet(path: Path) -> tuple[Project | None, list[Problem]]:
    """The project of one campaign that the file was made from, or what is wrong with the file."""
    name = str(path)
    try:
        text = _metadata(path)
    except duckdb.Error:
        return None, [Problem(name, 0, 0, "rollup-damaged")]
    if text is None:
        return None, [Problem(name, 0, 0, "rollup-foreign")]
    try:
        told = Told.model_validate(json.loads(text))
    except (ValidationError, ValueError, RecursionError) as error:
        return None, [Problem(name, 0, 0, "rollup-unreadable", {"found": _first(error)})]
    if told.version != VERSION:
        return None, [Problem(name, 0, 0, "rollup-version", {"found": told.version})]
    project = _project(path, told)
    try:
        problems = [*_doubts(name, project, told)]
    except duckdb.Error:
        return None, [Problem(name, 0, 0, "rollup-damaged")]
    return (None if problems else project), problems


def _metadata(path: Path) -> str | None:
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as database:
        wanted = {"file": str(path), "key": SOURCE, "most": LARGEST}
        found = database.execute(statements("rollup_metadata"), wanted).fetchone()
    return str(found[0]) if found else None


def _first(error: Exception) -> str:
    """Where the metadata are wrong, in a word or two."""
    if isinstance(error, ValidationError):
        return ".".join(str(step) for step in error.errors()[0]["loc"]) or "–"
    return "JSON"


def _project(path: Path, told: Told) -> Project:
    """As much of a project as figures look at; the rest is left empty."""
    rules: dict[str, Any] = {name: getattr(told.programme, name) for name in Rules.model_fields}
    lists = ("purposes", "goals", "baselines", "shortcomings", "components", "tasks", "deadlines")
    empty: dict[str, Any] = dict.fromkeys(lists, ()) | {"scope": None, "budget": None}
    unseen: dict[str, Any] = {}
    campaign = told.campaign
    return Project(
        root=path.parent,
        programme=Programme.model_construct(None, **rules, **empty),
        look=Look.model_construct(None, **unseen),
        places=Gazetteer(told.places, told.places_on),
        populations=told.populations,
        agencies={},
        audiences={one.id: one for one in told.audiences},
        channels={one.id: one for one in told.channels},
        contacts={},
        references={},
        pictures={},
        formats={},
        campaigns={campaign.id: campaign},
        pages={},
        ledgers={campaign.id: path},
        as_of=told.as_of,
        sources={},
        theme=path.parent,
        print=path.parent,
    )


def _doubts(name: str, project: Project, told: Told) -> Iterator[Problem]:
    """What the province's import would have refused."""
    if told.programme.place not in project.places:
        details = {"kind": "unit", "found": told.programme.place}
        yield Problem(name, 0, 0, "rollup-doubt", details)
    names: dict[str, Any] = {
        "campaign": told.campaign.id,
        "units": _list(place.code for place in told.places),
        "audiences": _list(project.audiences),
        "measures": _list(get_args(Measure)),
        "sexes": _list(get_args(Sex)),
        "ages": _list(get_args(AgeBand)),
        "answers": _list(get_args(Disability)),
    }
    with open_ledgers([Path(name)]) as database:
        found = database.execute(statements("rollup_doubts"), names).fetchall()
    for kind, what in found:
        code = "rollup-audience" if kind == "audience" else "rollup-doubt"
        yield Problem(name, 0, 0, code, {"kind": kind, "found": what})


def _list(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
