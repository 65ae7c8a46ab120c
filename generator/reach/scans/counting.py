"""Requests to scans: who looked is used to tell repeats apart, and then forgotten.

A scan is a ``GET`` that was answered with the page, of an address with the code of a unit's own
leaflet (``model/addresses.py``), by a browser. Loads of the same page by the same browser at the
same address within some minutes are one scan.
"""

import re
import secrets
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta, timezone
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import crawleruseragents  # type: ignore[import-untyped] # ships no types
import numpy as np

from generator.model.addresses import SCAN_KEY
from generator.model.problem import Problem
from generator.model.project import Project
from generator.reach.scans.logs import BrokenLogError, Log
from generator.reach.scans.requests import Request, UnreadableError, read_request

ANSWERED = (200, 206, 304)
MOST_TOLD = 20
"""Lines that cannot be read are named by their numbers, the first so many of each log."""
_CODE = re.compile(r"[a-z0-9-]{1,80}\.[a-z0-9-]{1,80}\.[0-9A-Za-z]{1,12}")
TRIED = 100
"""So many lines of a log are read whatever is in them: where none can be, it is no access log."""
_PREVIEWS = re.compile(
    r"facebookexternalhit|facebot|telegrambot|skypeuripreview|twitterbot|slackbot|discordbot"
    r"|linkedinbot|headless|prerender|lighthouse|curl|wget|python|okhttp|java/",
    re.IGNORECASE,
)
"""Programs that load a link to show what is behind it, or for no reader at all."""
_MESSENGERS = re.compile(r"zalo|viber|whatsapp", re.IGNORECASE)
"""They fetch previews under their bare name. A browser's engine before it is their own browser,
in which the reader of a code lands who scanned it with the messenger, as many do with Zalo."""
_ENGINE = "AppleWebKit"
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
    """Requests of programs, of codes known or not."""
    lines: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass
class _Hits:
    """Requests in columns, 32 bytes each: a log can have very many."""

    moments: "array[float]" = field(default_factory=lambda: array("d"))
    """Seconds since 1970."""
    visitors: "array[int]" = field(default_factory=lambda: array("Q"))
    codes: "array[int]" = field(default_factory=lambda: array("l"))
    """The place of the code among the known ones, or behind them."""
    days: "array[int]" = field(default_factory=lambda: array("l"))

    def add(self, moment: float, visitor: int, code: int, day: int) -> None:
        for column, value in zip(self.columns(), (moment, visitor, code, day), strict=True):
            column.append(value)

    def columns(self) -> "tuple[array[Any], ...]":
        return self.moments, self.visitors, self.codes, self.days


@dataclass
class _Tally:
    """What is counted while the logs are read."""

    known: Mapping[str, int]
    offset: timezone
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """Dies with the process: nobody can try addresses against what was hashed with it."""
    hits: _Hits = field(default_factory=_Hits)
    robots: int = 0
    lines: int = 0
    problems: list[Problem] = field(default_factory=list)

    def visitor(self, request: Request, code: str) -> int:
        """The same for the same browser, address and code; of no use to anyone else."""
        text = f"{request.who}\0{request.agent}\0{code}".encode("utf-8", "replace")
        return int.from_bytes(blake2b(text, key=self.key, digest_size=8).digest())


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
    codes = tuple(_known(project))
    known = {".".join(code): number for number, code in enumerate(codes)}
    tally = _Tally(known, offset)
    for path in logs:
        _read(tally, path)
    found = _without_repeats(tally.hits, repeat)
    counts = Counter(
        {
            (codes[code], date.fromordinal(day)): number
            for (code, day), number in found
            if code < len(codes)
        }
    )
    unknown = sum(number for (code, _), number in found if code == len(codes))
    repeats = len(tally.hits.codes) - counts.total() - unknown
    return Scans(counts, unknown, repeats, tally.robots, tally.lines, tuple(tally.problems))


def _without_repeats(hits: _Hits, repeat: timedelta) -> list[tuple[tuple[int, int], int]]:
    """How many scans there are of each (code, day)."""
    moments, visitors, codes, days = (np.array(column) for column in hits.columns())
    order = np.lexsort((days, moments, visitors))
    moments, visitors = moments[order], visitors[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (np.diff(moments) > repeat.total_seconds()) | (visitors[1:] != visitors[:-1])
    pairs = np.stack([codes[order][new], days[order][new]], axis=1)
    found, numbers = np.unique(pairs, axis=0, return_counts=True)
    return [((int(code), int(day)), int(n)) for (code, day), n in zip(found, numbers, strict=True)]


def _known(project: Project) -> Iterator[Code]:
    """Every code that can be on a leaflet of the project."""
    units = dict.fromkeys(place.code for place in project.places.places)
    for campaign in project.campaigns.values():
        for leaflet in campaign.leaflets:
            yield from ((campaign.id, leaflet.id, unit) for unit in units)


def _read(tally: _Tally, path: Path) -> None:
    log, word = Log(path), SCAN_KEY.encode()
    wrong: list[int] = []
    readable = False
    try:
        for line in log.lines(word, TRIED):
            try:
                if line.text is None:
                    raise UnreadableError
                _take(tally, read_request(line.text, tally.offset))
                readable = True
            except UnreadableError:
                if line.text is None or word in line.text:
                    wrong.append(line.number)
    except BrokenLogError as broken:
        tally.problems.append(Problem(str(path), broken.line, 0, "scans-broken-log"))
    except OSError as error:
        details = {"found": error.strerror or ""}
        tally.problems.append(Problem(str(path), 0, 0, "file-unreadable", details))
    tally.lines += log.number
    if log.number and not readable:
        tally.problems.append(Problem(str(path), 0, 0, "scans-no-log"))
    elif wrong:
        first = ", ".join(map(str, wrong[:MOST_TOLD]))
        lines = first + ("…" if len(wrong) > MOST_TOLD else "")
        more: dict[str, Any] = {"count": len(wrong), "lines": lines}
        tally.problems.append(
            Problem(str(path), wrong[0], 0, "scans-unreadable-lines", more, "warning")
        )


def _take(tally: _Tally, request: Request) -> None:
    code = _code(request.target)
    if code is None or request.method != "GET" or request.status not in ANSWERED:
        return
    if request.early or _is_robot(request.agent):
        tally.robots += 1
        return
    place = tally.known.get(code, len(tally.known))
    day = request.when.date().toordinal()
    tally.hits.add(request.when.timestamp(), tally.visitor(request, code), place, day)


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
    """Who does not say what it is, is none of the browsers that people have."""
    if not agent or _PREVIEWS.search(agent):
        return True
    if _MESSENGERS.search(agent):
        return _ENGINE not in agent
    return bool(crawleruseragents.is_crawler(agent))
