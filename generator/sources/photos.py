"""The photographs of a campaign: each a picture with a record beside it, or a problem."""

import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from generator.model.leaflet import Leaflet
from generator.model.photo import Photo, PhotoRecord
from generator.model.problem import Problem
from generator.sources import rules
from generator.sources.decoding import jpeg_decodes
from generator.sources.imagefile import ImageFacts, ImageFaultError, read_facts
from generator.sources.reading import Reading
from generator.sources.suggest import nearest, one_of
from generator.sources.text import shown_path
from generator.sources.yaml import Document

MAX_MEGABYTES = 40
KINDS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG"}
_RECORD = ".yml"
_PASSED_OVER = {"Thumbs.db", "desktop.ini", "README.md"}
"""What an operating system leaves in a folder of pictures, and what a person writes about it."""


def read_photos(reading: Reading, folder: Path) -> tuple[Photo, ...]:
    """The photographs in a campaign's ``pictures/``, by name; what is wrong is noted."""
    named: dict[str, list[Path]] = {}
    for path in _listed(reading, folder):
        file = shown_path(path, reading.root)
        problems = list(rules.file_name(file, path.stem))
        if path.parent != folder:
            problems.append(Problem(file, 0, 0, "photo-nested"))
        reading.note(problems)
        if not problems:
            named.setdefault(path.stem, []).append(path)
    found = [_read_photo(reading, name, paths) for name, paths in sorted(named.items())]
    return tuple(photo for photo in found if photo)


def photo_names(reading: Reading, folder: Path) -> set[str]:
    """The names that photographs have, those included that cannot be used."""
    return {path.stem for path in _listed(reading, folder)}


def _listed(reading: Reading, folder: Path) -> list[Path]:
    found = reading.listing(folder, deep=True)
    return [path for path in found if path.name not in _PASSED_OVER]


def photo_rules(document: Document, leaflet: Leaflet, names: set[str]) -> Iterator[Problem]:
    """A panel names a photograph that its campaign has."""
    for number, panel in enumerate(leaflet.panels):
        if panel.photo and panel.photo not in names:
            known = one_of(nearest(panel.photo, names, least=55) or sorted(names)[:12])
            at = ("panels", number, "photo")
            yield document.problem(at, "unknown-photo", found=panel.photo, known=known)


def _read_photo(reading: Reading, name: str, paths: list[Path]) -> Photo | None:
    """The photograph that the files of one name are."""
    records = [path for path in paths if path.suffix == _RECORD]
    pictures = [path for path in paths if path.suffix != _RECORD]
    record = reading.yaml(records[0], PhotoRecord)[1] if records else None
    if not pictures:
        file = shown_path(records[0], reading.root)
        reading.note([Problem(file, 0, 0, "photo-without-picture", {"found": name})])
        return None
    facts = [_facts_of(reading, path) for path in pictures]
    file = shown_path(pictures[0], reading.root)
    if not records:
        reading.note([Problem(file, 0, 0, "photo-without-record", {"found": f"{name}{_RECORD}"})])
    if len(pictures) > 1:
        details = {"known": one_of(path.name for path in pictures)}
        reading.note([Problem(file, 0, 0, "photo-twice", details)])
    if record is None or len(pictures) > 1 or facts[0] is None:
        return None
    return Photo(
        **record.model_dump(),
        id=name,
        file=file,
        width_px=facts[0].width,
        height_px=facts[0].height,
        sha256=reading.digests[file],
    )


def _facts_of(reading: Reading, path: Path) -> ImageFacts | None:
    """What a picture file says of itself, when it can be used."""
    file = shown_path(path, reading.root)
    code = _kept_out(path, reading.root)
    if code:
        reading.note([Problem(file, 0, 0, code, {"limit": MAX_MEGABYTES})])
        return None
    if reading.remember(path) is None:
        return None
    try:
        facts = _read(path, reading.digests[file])
        wanted = KINDS.get(path.suffix.lower())
        if wanted is None:
            raise ImageFaultError("photo-type", found=path.suffix.lstrip(".").upper() or path.name)
        if wanted != facts.kind:
            raise ImageFaultError("photo-lies", found=facts.kind, suffix=path.suffix)
    except ImageFaultError as fault:
        reading.note([Problem(file, 0, 0, fault.code, fault.details)])
        return None
    return facts


def _kept_out(path: Path, root: Path) -> str | None:
    """Why a file is not even opened."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return "outside-project"
        found = path.stat()
    except (OSError, RuntimeError):  # a link to nothing, or round in a circle
        return "file-unreadable"
    if not stat.S_ISREG(found.st_mode):
        return "not-a-file"
    return "photo-too-heavy" if found.st_size > MAX_MEGABYTES * 2**20 else None


@lru_cache(maxsize=256)
def _read(path: Path, sha256: str) -> ImageFacts:  # noqa: ARG001 - the file is read again if changed
    data = path.read_bytes()
    facts = read_facts(data)
    if facts.kind == "JPEG" and not jpeg_decodes(data):
        raise ImageFaultError("photo-damaged")
    return facts
