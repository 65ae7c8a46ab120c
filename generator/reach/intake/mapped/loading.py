"""A mapping's file to a mapping: every mistake is told at its line, before any table is read."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from generator.model.base import Location
from generator.model.mapping import Mapping
from generator.model.people import Measure
from generator.model.problem import Problem
from generator.model.project import Project
from generator.model.vietnamese import nfc
from generator.sources.resolve import Registers
from generator.sources.suggest import nearest, one_of
from generator.sources.text import read_source
from generator.sources.validate import validate
from generator.sources.yaml import Document, read_yaml

Found = tuple[Mapping | None, tuple[Problem, ...]]


def read_mapping(project: Project, path: Path) -> Found:
    """The mapping in a file anywhere, its names checked against the project; or its mistakes."""
    inside = path.resolve().is_relative_to(project.root.resolve())
    root = project.root.resolve() if inside else path.resolve().parent
    source, problems = read_source(path.resolve(), root)
    if source is None:
        return None, problems
    document, problems = read_yaml(source)
    if problems:
        return None, problems
    mapping, problems = validate(document, Mapping)
    problems = (*problems, *_names(project, document))
    return (None if problems else mapping), tuple(dict.fromkeys(problems))


def _names(project: Project, document: Document) -> Iterator[Problem]:
    """Names of campaigns, activities, audiences, levels and units that nothing defines."""
    registers = Registers()
    registers.define("audience", set(project.audiences))
    registers.define("level", {place.level for place in project.places.places})
    yield from registers.resolve(document, Mapping)
    data = document.data if isinstance(document.data, dict) else {}
    constants = _dict(data.get("constants"))
    campaign = constants.get("campaign")
    yield from _known(document, ("constants", "campaign"), campaign, "campaign", project.campaigns)
    ever = {place.code for place in project.places.places}
    codes = _dict(_dict(data.get("units")).get("codes"))
    yield from _known(document, ("constants", "unit"), constants.get("unit"), "unit", ever)
    for written, code in codes.items():
        yield from _known(document, ("units", "codes", written), code, "unit", ever)
    counts = data.get("values")
    blocks: list[tuple[Location, dict[str, Any]]] = [(("constants",), constants)]
    for number, count in enumerate(counts if isinstance(counts, list) else ()):
        blocks.append((("values", number), _dict(count)))
    if isinstance(campaign, str) and campaign in project.campaigns:
        yield from _asked(project, document, campaign, blocks)


def _asked(
    project: Project,
    document: Document,
    campaign: str,
    blocks: Iterable[tuple[Location, dict[str, Any]]],
) -> Iterator[Problem]:
    """Activities of the campaign, and the measures that are asked of them."""
    activities = {one.id: one for one in project.campaigns[campaign].activities}
    shared: dict[str, Any] = {}
    for at, block in blocks:
        activity = block.get("activity")
        yield from _known(document, (*at, "activity"), activity, "activity", activities)
        said = {**shared, **block}
        shared = shared or block
        one = activities.get(str(said.get("activity")))
        measure = said.get("measure")
        if one and measure in get_args(Measure) and measure not in one.measures:
            where = (*at, "measure") if "measure" in block else at
            details = {"found": measure, "known": one_of(one.measures)}
            yield document.problem(where, "report-measure-not-asked", **details)


def _known(
    document: Document, at: Location, name: object, kind: str, register: Iterable[str]
) -> Iterator[Problem]:
    if isinstance(name, str | int) and (written := nfc(str(name)).strip()) not in register:
        listed = sorted(register)
        near = nearest(written, listed, least=55) or listed[:8]
        code = f"report-unknown-{kind}"
        yield document.problem(at, code, found=written, known=one_of(near), key=kind)


def _dict(data: object) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}
