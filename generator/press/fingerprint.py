"""What a printed file was made from, in one digest: the same digest, the same bytes.

A file bears it (``finish.mark_of``), so a run that was cut off finds what is done and still right
by looking at the files themselves, and nothing has to be kept beside them.
"""

import hashlib
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import pikepdf

from generator import __version__, documents
from generator.documents.saving import mark_of
from generator.model.project import Project
from generator.press.composing.views import LeafletView, PanelView

_MATTERS = {".py", ".jinja", ".css", ".svg", ".po", ".yml", ".icc"}
"""Endings of the files that a printed file is made from."""
_LIBRARIES = ("weasyprint", "pikepdf", "jinja2", "zxing-cpp", "pillow", "uharfbuzz")


class Fingerprints:
    """The digests of one project's printed files."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def _shared(self) -> bytes:
        """What every file depends on: the program, ``print/``, the look, the drawings."""
        digest = hashlib.sha256()
        for name in _LIBRARIES:
            digest.update(f"{name} {version(name)}\n".encode())
        for folder in (Path(__file__).parent, Path(documents.__file__).parent, self.project.print):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix in _MATTERS:
                    digest.update(f"{path.relative_to(folder).as_posix()}\n".encode())
                    digest.update(hashlib.sha256(path.read_bytes()).digest())
        project = self.project
        for text in (__version__, repr(project.look), repr(project.formats), str(project.as_of)):
            digest.update(f"{text}\n".encode())
        for campaign in project.campaigns.values():
            digest.update(repr(campaign.photos).encode())
        for name, picture in project.pictures.items():
            digest.update(f"{name}\n{picture.svg}\n".encode())
        return digest.digest()

    def of(self, view: LeafletView, kind: str, slot: PanelView | None = None) -> str:
        """The digest of a leaflet's file of one kind; ``slot``: of one unit's."""
        digest = hashlib.sha256(self._shared)
        digest.update(f"{kind}\n{view!r}\n{slot!r}".encode())
        return digest.hexdigest()


def is_made(path: Path, fingerprint: str) -> bool:
    """Whether a whole file with this digest stands at ``path``."""
    try:
        with pikepdf.open(path) as pdf:
            return bytes(pdf.trailer.ID[0]) == mark_of(fingerprint)
    except (OSError, pikepdf.PdfError, AttributeError, KeyError, IndexError):
        return False
