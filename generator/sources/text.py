"""Reading a text file: bounded, UTF-8, NFC; anything else is a problem."""

import hashlib
import re
from collections.abc import Iterator
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


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters, and those that turn the order of writing round unseen."""


def shown_path(path: Path, root: Path) -> str:
    """The name under which a file is spoken of: relative to the project, with ``/``, NFC."""
    return nfc(path.relative_to(root).as_posix())


def read_source(path: Path, root: Path) -> tuple[SourceText | None, tuple[Problem, ...]]:
    """The file's text with line feeds and composed letters, or the problem that it has."""
    file = shown_path(path, root)
    raw, problem = _bytes(path, root, file)
    if problem:
        return None, (problem,)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        return None, (Problem(file, line, column, "not-utf8"),)
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = tuple(_unprintable(file, text))
    if problems:
        return None, problems
    return SourceText(file, text, hashlib.sha256(raw).hexdigest()), ()


def _bytes(path: Path, root: Path, file: str) -> tuple[bytes, Problem | None]:
    """What is in the file, unless it lies outside, is too large or cannot be read."""
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            return b"", Problem(file, 0, 0, "outside-project")
        if path.stat().st_size > MAX_BYTES:
            return b"", Problem(file, 0, 0, "file-too-large", {"limit": MAX_BYTES // 2**20})
        return path.read_bytes(), None
    except FileNotFoundError:
        return b"", Problem(file, 0, 0, "file-missing")
    except IsADirectoryError:
        return b"", Problem(file, 0, 0, "not-a-file")
    except (OSError, RuntimeError):  # RuntimeError: links that lead round in a circle
        return b"", Problem(file, 0, 0, "file-unreadable")


def _unprintable(file: str, text: str) -> Iterator[Problem]:
    for match in _UNPRINTABLE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        yield Problem(file, line, column, "bad-character", {"found": f"U+{ord(match[0]):04X}"})
