"""The files that were sent: their bytes, their hash, their name for people."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.model.problem import Problem
from generator.model.vietnamese import nfc
from generator.reach.intake.grid import MAX_BYTES
from generator.reach.intake.reading import MEGABYTE


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent."""

    shown: str
    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """Of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def shown_as(path: Path, root: Path) -> str:
    """The file's name for people: relative to the project where it lies in it."""
    whole = path.resolve()
    inside = whole.is_relative_to(root.resolve())
    return nfc((whole.relative_to(root.resolve()) if inside else path).as_posix())


def file_content(path: Path, shown: str) -> tuple[bytes | None, list[Problem]]:
    """The bytes of a file that was sent, or why there are none."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [Problem(shown, 0, 0, "file-missing")]
    except OSError as error:
        return None, [Problem(shown, 0, 0, "file-unreadable", {"found": error.strerror or ""})]
    if len(content) > MAX_BYTES:
        return None, [Problem(shown, 0, 0, "file-too-large", {"limit": MAX_BYTES // MEGABYTE})]
    return content, []
