"""One thing to look into, before it has words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.model.place import Place

Severity = Literal["check", "note"]
"""``check``: something is most likely wrong. ``note``: good to know when the figure is read."""


@dataclass(frozen=True)
class Raised:
    """What is odd, and which figure it touches (``None``: all of that kind)."""

    code: str
    severity: Severity
    place: Place | None = None
    audience: str | None = None
    activity: str | None = None
    period: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    """For the sentences; without numbers of people."""
    counted: Mapping[str, int] = field(default_factory=dict)
    """Numbers of people, for the sentence of those who hold the reports."""
    private: bool = False
    """Never published: it says that numbers are equal, which gives hidden ones back."""
    measures: tuple[str | None, ...] = (None,)
    """Which rows are behind it; ``None``: of any measure."""
    places: tuple[Place, ...] = ()
    """Whose rows are behind it, where not only ``place``."""
    periods: tuple[str, ...] = ()
    """Of which periods, where not only ``period``."""
    shown: bool = True
    """Whether there are rows behind it: a missing report has none."""
