"""One reading of a project: each file once, every problem kept, names tied at the end."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from generator.model.problem import Problem
from generator.sources.resolve import Registers
from generator.sources.tables import read_table
from generator.sources.text import SourceText, read_source, shown_path
from generator.sources.validate import repeated, validate
from generator.sources.yaml import Document, read_yaml

M = TypeVar("M", bound=BaseModel)


@dataclass
class Reading:
    """What has been read so far. ``records`` are resolved once every register is known."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    registers: Registers = field(default_factory=Registers)
    written: list[tuple[Document, type[BaseModel]]] = field(default_factory=list)
    """Documents with what they are meant to be, whose names are resolved at the end."""

    def note(self, problems: Iterable[Problem]) -> None:
        """Keep problems for the end."""
        self.problems.extend(problems)

    def text(self, path: Path, base: Path | None = None) -> SourceText | None:
        """A file's text; ``None`` when it has none, which is then a problem.

        ``base`` is the folder that the file may not leave, the project's where nothing is said.
        """
        source, problems = read_source(path, base or self.root)
        self.note(problems)
        if source is not None:
            self.digests[source.file] = source.sha256
        return source

    def remember(self, path: Path) -> str | None:
        """Keep the digest of a file that is read elsewhere; returns the name it is shown under."""
        file = shown_path(path, self.root)
        try:
            with path.open("rb") as opened:
                self.digests[file] = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            self.note([Problem(file, 0, 0, "file-unreadable")])
            return None
        return file

    def listing(self, folder: Path, *, deep: bool = False) -> list[Path]:
        """The files of a folder (and of those below it), in order; one that cannot be looked into
        is a problem. Hidden names are the machine's own and are left out."""
        found: list[Path] = []

        def unreadable(error: OSError) -> None:
            if not isinstance(error, FileNotFoundError):
                file = shown_path(Path(str(error.filename)), self.root)
                self.note([Problem(file, 0, 0, "folder-unreadable")])

        for place, folders, files in os.walk(folder, onerror=unreadable):
            folders[:] = sorted(name for name in folders if deep and not name.startswith("."))
            found += [Path(place, name) for name in files if not name.startswith(".")]
        return sorted(found)

    def yaml(
        self, path: Path, model: type[M], base: Path | None = None
    ) -> tuple[Document, M | None]:
        """The model in a YAML file."""
        source = self.text(path, base)
        if source is None:
            return Document(shown_path(path, base or self.root)), None
        document, problems = read_yaml(source)
        self.note(problems)
        if problems:
            return document, None
        self.note(repeated(document))
        if base is None:  # the kit's own files speak more languages than one programme
            self.written.append((document, model))
        record, problems = validate(document, model)
        self.note(problems)
        return document, record

    def rows(
        self, path: Path, columns: tuple[str, ...]
    ) -> tuple[tuple[Document, dict[str, str]], ...]:
        """The rows of a CSV file, each with the position of its cells."""
        source = self.text(path)
        if source is None:
            return ()
        rows, problems = read_table(source, columns)
        self.note(problems)
        return rows

    def resolve(self) -> None:
        """Tie every name in every record to what it names."""
        for document, model in self.written:
            self.note(self.registers.resolve(document, model))

    def findings(self) -> tuple[Problem, ...]:
        """Each problem once, in order of place."""
        found: dict[tuple[object, ...], Problem] = {}
        for problem in self.problems:
            place = (problem.file, problem.line, problem.column, problem.sheet, problem.cell)
            found.setdefault((*place, problem.code), problem)
        return tuple(sorted(found.values()))
