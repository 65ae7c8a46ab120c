"""Reading a text file: bounded, UTF-8, NFC; anything else is a problem."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from generator.model.problem import Problem
from generator.model.vietnamese import nfc

MAX_BYTES = 4 * 1024 * 1024
"""No file that a person edits by hand is larger."""


@dataclass(frozen=True)
class SourceText:
    """The text of one file, ``file`` being its name relative to the project, with ``/``."""

    file: str
    text: str
    sha256: str


def shown_path(path: Path, root: Path) -> str:
    """The name under which a file is spoken of: relative to the project, with ``/``, NFC."""
    return nfc(path.relative_to(root).as_posix())


def read_source(path: Path, root: Path) -> tuple[SourceText | None, tuple[Problem, ...]]:
    """The file's text with line feeds and composed letters, or the problem that it has."""
    file = shown_path(path, root)
    if not path.resolve().is_relative_to(root.resolve()):
        return None, (Problem(file, 0, 0, "outside-project"),)
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, (Problem(file, 0, 0, "file-too-large", {"limit": MAX_BYTES // 2**20}),)
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, (Problem(file, 0, 0, "file-missing"),)
    except OSError as error:
        return None, (Problem(file, 0, 0, "file-unreadable", {"found": error.strerror or ""}),)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        return None, (Problem(file, line, column, "not-utf8"),)
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    return SourceText(file, text, hashlib.sha256(raw).hexdigest()), ()
