"""The proof: all pages of all languages on a few sheets, for whoever approves the job."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from generator.press.papers.job import PrintJob, language_name
from generator.press.papers.pictures import PagePicture
from generator.press.papers.ticket import own_parts

_HALF, _THIRD, _QUARTER = 84.0, 50.0, 39.0
"""Widths in mm of which two, three or four stand side by side."""
_FEW = 3
"""So many upright pages of a language are shown larger."""


@dataclass(frozen=True)
class Shown:
    """A picture at its size on the proof; all lengths in mm on the proof."""

    picture: PagePicture
    wide: float
    high: float
    trim: tuple[float, float, float, float]
    """Left, top, width, height."""
    folds: tuple[float, ...]


def proof_values(job: PrintJob, pictures: Sequence[PagePicture]) -> dict[str, Any]:
    """What the proof's template is given."""
    shown = []
    for tag, group in groupby(pictures, key=lambda picture: picture.language):
        pages = list(group)
        shown.append((language_name(tag, job.language), [_shown(p, len(pages)) for p in pages]))
    return {
        "job": job,
        "languages": [language_name(tag, job.language) for tag in job.languages],
        "shown": shown,
        "own": own_parts(job),
    }


def _shown(picture: PagePicture, pages: int) -> Shown:
    upright = _THIRD if pages <= _FEW else _QUARTER
    wide = _HALF if picture.width > picture.height else upright
    scale = wide / picture.width
    across = picture.width - picture.left - picture.right
    down = picture.height - picture.top - picture.bottom
    trim = (picture.left * scale, picture.top * scale, across * scale, down * scale)
    return Shown(
        picture=picture,
        wide=wide,
        high=round(picture.height * scale, 3),
        trim=(round(trim[0], 3), round(trim[1], 3), round(trim[2], 3), round(trim[3], 3)),
        folds=tuple(round(fold * scale, 3) for fold in picture.folds),
    )
