"""What goes with a leaflet to the print shop: its papers and the judgement of its press files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.addresses import EVERYWHERE
from generator.model.printed import Printed
from generator.model.problem import Problem
from generator.press import preflight
from generator.press.papers import PrintedFile
from generator.press.preflight import Verdict
from generator.press.works import FILE_KINDS, Job, Works, printed_file
from generator.sources.atomic import write_file
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue

PREFLIGHT = "preflight.json"


@dataclass(frozen=True)
class Docket:
    """A leaflet of which files were printed; ``verdicts`` are those already known, by path."""

    campaign: str
    leaflet: str
    verdicts: Mapping[str, Verdict]


def write_docket(works: Works, docket: Docket, folder: Path) -> tuple[Problem, ...]:
    """Write a leaflet's papers beside its languages' folders; returns what kept some from it.

    They speak of all files for all units that stand in ``folder``, whenever those were printed.
    """
    project = works.project
    campaign = project.campaigns[docket.campaign]
    leaflet = next(each for each in campaign.leaflets if each.id == docket.leaflet)
    own = folder / docket.campaign / docket.leaflet
    paths = sorted(path for kind in FILE_KINDS for path in own.glob(f"*/{EVERYWHERE}/{kind}.pdf"))
    names = [path.relative_to(folder).as_posix() for path in paths]
    printed = [printed_file(folder, name) for name in names]
    data = {each.path: (folder / each.path).read_bytes() for each in printed}
    verdicts = {
        each.path: docket.verdicts.get(each.path) or _judged(works, each, data[each.path])
        for each in printed
        if each.kind == "press"
    }
    files = [_file(each, data[each.path], verdicts.get(each.path)) for each in printed]
    papers = works.papers.make(campaign, leaflet, files)
    say = load_catalogue(PROGRAM_CATALOGUES, project.language)
    told = preflight.to_json(list(verdicts.items()), say) + "\n"
    for name, content in {**papers.files, PREFLIGHT: told.encode()}.items():
        write_file(own / name, content)
    return papers.problems


def _judged(works: Works, printed: Printed, data: bytes) -> Verdict:
    job = Job(printed.campaign, printed.leaflet, printed.language, ())
    return works.judged(works.composed(job), data)


def _file(printed: Printed, data: bytes, verdict: Verdict | None) -> PrintedFile:
    return PrintedFile(
        printed,
        hashlib.sha256(data).hexdigest(),
        inks=tuple(frozenset(inks) for inks in verdict.inks) if verdict else (),
        warnings=len(verdict.warnings) if verdict else None,
        data=data,
    )
