"""Requests to scans: who looked is used to tell repeats apart, and then forgotten.

A scan is a ``GET`` that was answered with the page, of an address with the code of a unit's own
leaflet (``model/addresses.py``), by a browser. Loads of the same page by the same browser at the
same address within some minutes are one scan.
"""

import re
import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import crawleruseragents  # type: ignore[import-untyped] # ships no types

from generator.model.addresses import SCAN_KEY
from generator.model.problem import Problem
from generator.model.project import Project
from generator.reach.scans.logs import BrokenLogError, log_lines
from generator.reach.scans.requests import Request, UnreadableError, read_request

ANSWERED = (200, 206, 304)
MOST_TOLD = 20
"""Lines that cannot be read are named by their numbers, the first so many of each log."""
_CODE = re.compile(r"[a-z0-9-]{1,80}\.[a-z0-9-]{1,80}\.[0-9A-Za-z]{1,12}")
_PREVIEWS = re.compile(
    r"zalo|facebookexternalhit|facebot|whatsapp|telegrambot|viber|skypeuripreview|twitterbot"
    r"|slackbot|discordbot|linkedinbot|headless|prerender|lighthouse|curl|wget|python|okhttp|java/",
    re.IGNORECASE,
)
"""Programs that load a link to show what is behind it, or for no reader at all."""
Code = tuple[str, str, str]
"""Campaign, leaflet, unit."""


@dataclass(frozen=True)
class Scans:
    """What some logs tell. Nothing in it is about one visitor."""

    counts: Counter[tuple[Code, date]]
    """By code and local day."""
    unknown: int = 0
    """Scans of codes of no campaign, leaflet or unit of the project."""
    repeats: int = 0
    robots: int = 0
    lines: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass
class _Tally:
    """What is counted while the logs are read."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """Dies with the process: nobody can try addresses against what was hashed with it."""
    hits: list[tuple[datetime, bytes, Code, date]] = field(default_factory=list)
    unknown: set[tuple[datetime, bytes]] = field(default_factory=set)
    robots: int = 0
    lines: int = 0
    problems: list[Problem] = field(default_factory=list)

    def visitor(self, request: Request, code: str) -> bytes:
        """The same for the same browser, address and code; of no use to anyone else."""
        text = f"{request.who}\0{request.agent}\0{code}".encode("utf-8", "replace")
        return blake2b(text, key=self.key, digest_size=16).digest()


def count_scans(
    project: Project,
    logs: Sequence[Path],
    *,
    repeat: timedelta = timedelta(minutes=30),
    offset: timezone = UTC,
) -> Scans:
    """Count the scans in access logs, in whatever order they and their lines are given.

    ``repeat``: loads within it, from one to the next, are one scan. ``offset``: the zone of logs
    that count seconds; others are counted by the day that they write.
    """
    tally = _Tally()
    known = _known(project)
    for path in logs:
        _read(tally, path, known, offset)
    counts: Counter[tuple[Code, date]] = Counter()
    last: dict[bytes, datetime] = {}
    for when, visitor, code, day in sorted(tally.hits, key=lambda hit: (hit[0], hit[1], hit[3])):
        if visitor not in last or when - last[visitor] > repeat:
            counts[code, day] += 1
        last[visitor] = when
    return Scans(
        counts,
        len(tally.unknown),
        len(tally.hits) - counts.total(),
        tally.robots,
        tally.lines,
        tuple(tally.problems),
    )


def _known(project: Project) -> dict[str, Code]:
    """Every code that can be on a leaflet of the project."""
    units = {place.code for place in project.places.places}
    return {
        f"{campaign.id}.{leaflet.id}.{unit}": (campaign.id, leaflet.id, unit)
        for campaign in project.campaigns.values()
        for leaflet in campaign.leaflets
        for unit in units
    }


def _read(tally: _Tally, path: Path, known: dict[str, Code], offset: timezone) -> None:
    wrong: list[int] = []
    try:
        for line in log_lines(path):
            tally.lines += 1
            if line.text is None:
                wrong.append(line.number)
            elif SCAN_KEY.encode() in line.text:
                try:
                    _take(tally, read_request(line.text, offset), known)
                except UnreadableError:
                    wrong.append(line.number)
    except BrokenLogError as broken:
        tally.problems.append(Problem(str(path), broken.line, 0, "scans-broken-log"))
    except OSError as error:
        details = {"found": error.strerror or ""}
        tally.problems.append(Problem(str(path), 0, 0, "file-unreadable", details))
    if wrong:
        first = ", ".join(map(str, wrong[:MOST_TOLD]))
        more: dict[str, Any] = {
            "count": len(wrong),
            "lines": first + ("…" if len(wrong) > MOST_TOLD else ""),
        }
        tally.problems.append(
            Problem(str(path), wrong[0], 0, "scans-unreadable-lines", more, "warning")
        )


def _take(tally: _Tally, request: Request, known: dict[str, Code]) -> None:
    code = _code(request.target)
    if code is None or request.method != "GET" or request.status not in ANSWERED:
        return
    if not request.agent or _is_robot(request.agent):
        tally.robots += 1
    elif code in known:
        day = request.when.date()
        tally.hits.append((request.when, tally.visitor(request, code), known[code], day))
    else:
        tally.unknown.add((request.when, tally.visitor(request, code)))


def _code(target: str) -> str | None:
    """The code of an address of a page, where it has one of the right form, and only one."""
    try:
        address = urlsplit(target)
        found = {value for key, value in parse_qsl(address.query) if key == SCAN_KEY}
    except ValueError:
        return None
    page = not address.path.rpartition("/")[2].rpartition(".")[0] or address.path.endswith(".html")
    code = next(iter(found)) if len(found) == 1 else ""
    return code if page and _CODE.fullmatch(code) else None


@lru_cache(maxsize=4096)
def _is_robot(agent: str) -> bool:
    return bool(_PREVIEWS.search(agent)) or crawleruseragents.is_crawler(agent)
