"""A problem in what people wrote: where it is, what it is, how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. ``code`` is stable; its words come from the catalogue of the reader's language.

    ``file`` is relative to the project, with ``/``. ``line`` and ``column`` count from 1; both are
    0 when the whole file is meant. In a table, ``sheet`` and ``cell`` (such as ``C7``) say where.
    ``details`` fill the placeholders of the catalogue's sentence.
    """

    file: str
    line: int
    column: int
    code: str
    details: Mapping[str, Any] = field(default_factory=dict, compare=False)
    severity: Severity = "error"
    sheet: str = ""
    cell: str = ""


class ProblemsFound(Exception):  # noqa: N818 - it carries findings, not a fault of the program
    """Raised at the edge of a room whose input has errors; carries all of them, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problems")
