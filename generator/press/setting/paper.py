"""Paper: lengths, the sheets of a copier, and what they make of a format."""

from dataclasses import dataclass
from typing import Literal

from generator.model.leaflet import Format

Kind = Literal["press", "office", "screen"]
PX = 25.4 / 96
"""Millimetres in a CSS pixel."""
PT = 72 / 25.4
"""Points in a millimetre."""
SLUG = 10.0
"""Millimetres around the bleed in which a press file has its marks."""
PAPER = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}
"""Sheets of a copier in mm (ISO 216), upright."""
UNPRINTABLE = 5.0
"""Millimetres at each edge of the paper that a copier leaves white."""
SAME = 0.1
"""Millimetres by which sizes may differ that are meant to be the same."""


@dataclass(frozen=True)
class Grid:
    """Copies of one page on a sheet; ``turned``: by a quarter, because more fit."""

    columns: int
    rows: int
    turned: bool = False

    @property
    def count(self) -> int:
        """How many copies there are."""
        return self.columns * self.rows


def n_up_grid(paper: tuple[float, float], form: Format) -> Grid:
    """How many copies of a sheet a paper holds, turned by a quarter where more fit.

    ``paper``: width and height. No copy fits where the count is 0.
    """
    wide, high = paper[0] + SAME, paper[1] + SAME
    upright = Grid(int(wide // form.width), int(high // form.height))
    turned = Grid(int(wide // form.height), int(high // form.width), turned=True)
    return turned if turned.count > upright.count else upright


def imposed(form: Format) -> Literal["none", "saddle", "n-up"]:
    """How a format's pages are laid on sheets: as spreads, as copies, or not at all."""
    if form.binding == "saddle":
        return "saddle"
    return "n-up" if n_up_grid(PAPER[form.office], form).count > 1 else "none"


def paper(form: Format) -> tuple[float, float]:
    """The copier's paper, turned the way the format lies; width and height in mm."""
    short, long = PAPER[form.office]
    return (long, short) if form.width > form.height else (short, long)


def office_scale(form: Format) -> float:
    """By how much a sheet shrinks so that a copier's paper holds it.

    1 for a paper of its size, and for pages that are imposed.
    """
    width, height = paper(form)
    same = abs(width - form.width) < SAME and abs(height - form.height) < SAME
    if same or imposed(form) != "none":
        return 1.0
    return min((width - 2 * UNPRINTABLE) / form.width, (height - 2 * UNPRINTABLE) / form.height)


def cut(form: Format, kind: Kind) -> float:
    """How far inside the sheet's edge art ends, in mm; in the bleed it is negative."""
    if kind == "press":
        return -form.bleed
    return UNPRINTABLE if kind == "office" and office_scale(form) == 1 else 0.0
