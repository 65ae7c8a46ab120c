"""What the preflight says: findings with page, place, measured value and limit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Measure:
    """A value with its unit: ``Measure(0.1, "pt")``; a word where nothing is counted."""

    value: float | str
    unit: str = ""

    def __str__(self) -> str:
        return self.told(".").replace("−", "-")

    def told(self, decimal: str) -> str:
        """The value as a language writes it, at most two decimals; names stay as they are."""
        number = self.value
        if not isinstance(number, str):
            number = f"{round(number, 2) + 0.0:g}" if abs(number) < 1e6 else f"{number:.0f}"
        elif not self.unit:
            return number
        number = re.sub(r"(?<=\d)\.(?=\d)", decimal, number)
        number = re.sub(r"^-", "−", number)
        return f"{number} {self.unit}".strip().replace(" %", "%").replace(" °", "°")


@dataclass(frozen=True, order=True)
class Box:
    """A place on a page in mm from the trim's upper left corner, as the page is seen."""

    x: float
    y: float
    width: float
    height: float

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        bottom = max(self.y + self.height, other.y + other.height)
        return Box(x, y, right - x, bottom - y)

    def near(self, other: "Box", distance: float) -> bool:
        """Whether they overlap or lie at most ``distance`` mm apart."""
        return (
            self.x - distance <= other.x + other.width
            and other.x - distance <= self.x + self.width
            and self.y - distance <= other.y + other.height
            and other.y - distance <= self.y + self.height
        )


@dataclass(frozen=True)
class Finding:
    """One objection. Its message and its cure stand in the catalogue under its ``code``.

    ``page`` counts from 1; 0 means the whole file. ``details``: ``what`` is the kind of thing,
    ``found`` a name in the file, ``count`` how many such things lie there.
    """

    code: str
    severity: Severity
    page: int = 0
    box: Box | None = None
    measured: Measure | None = None
    limit: Measure | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Expected:
    """What is known of the format that a file is made for; lengths in mm.

    ``folds`` are distances on odd pages from the trim's left edge; even pages mirror them. ``ink``
    is the most ink in percent.
    """

    trim: tuple[float, float]
    bleed: float
    safe: float
    pages: int
    folds: tuple[float, ...] = ()
    ink: float = 300.0


@dataclass(frozen=True)
class Verdict:
    """The judgement of one file.

    ``inks``: for each page the inks that it prints, such as ``"CMYK"`` or ``"K"``. ``ink``: for
    each page the most ink in percent that a square of 15 mm holds on the average.
    """

    findings: tuple[Finding, ...]
    pages: int = 0
    inks: tuple[str, ...] = ()
    ink: tuple[float, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps the file from the press."""
        return tuple(each for each in self.findings if each.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What prints, but not well."""
        return tuple(each for each in self.findings if each.severity == "warning")

    @property
    def passes(self) -> bool:
        """Whether no error was found."""
        return not self.errors
