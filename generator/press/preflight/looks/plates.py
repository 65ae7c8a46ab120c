"""How much of each ink lies where: four plates of each page, without Ghostscript.

The pages are written anew so that each shows its plates (``rewriting``), then PDFium draws them.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Page, Pdf

from generator.press.preflight.inside.canvas import Sheet
from generator.press.preflight.inside.pages import Leaf
from generator.press.preflight.inside.reading import entry
from generator.press.preflight.inside.trace import Trace
from generator.press.preflight.looks.raster import coloured, grey, rendered
from generator.press.preflight.looks.rewriting import Rewriter
from generator.press.preflight.looks.shares import SINGLY, TOGETHER, Plates

MARGIN = 6.0
"""Millimetres around the trim that a plate shows."""
_DOTS = 2.0
"""Dots a millimetre that are kept."""
_FINER = 2
"""Drawn so many times finer, both ways: a renderer makes thin lines a whole dot wide."""
_MOST = 4_000_000
"""Dots of one plate that are kept."""


@dataclass(frozen=True, eq=False)
class Plate:
    """The inks of a page around its trim: ``ink[row, column, C M Y K]``, 0 to 255.

    Row 0 and column 0 begin ``MARGIN`` mm outside the trim's upper left corner, the page as it is
    written (not turned); ``dots`` to a millimetre.
    """

    ink: NDArray[np.uint8]
    dots: float

    def index(self, millimetres: float) -> int:
        """The row or column that begins so far from the trim's upper left corner."""
        return round((millimetres + MARGIN) * self.dots)


def plates(leaves: Sequence[Leaf], sheets: Sequence[Sheet], pdf: Pdf) -> list[Plate]:
    """The plates of all pages. Raises one of ``FAULTS`` where they cannot be drawn."""
    rewriter = Rewriter(pdf)
    with Pdf.new() as made:
        shown: list[tuple[Leaf, tuple[Plates, ...], float]] = []
        for leaf, sheet in zip(leaves, sheets, strict=True):
            sets = SINGLY if sheet.parted else TOGETHER
            shown.append((leaf, sets, _resolution(leaf)))
            for inks in sets:
                page = _page(rewriter, leaf, sheet, inks, shown[-1][2])
                made.pages.append(Page(pdf.make_indirect(page)))
        out = io.BytesIO()
        made.save(out, compress_streams=False, static_id=True)
    return list(_drawn(out.getvalue(), shown))


def _resolution(leaf: Leaf) -> float:
    width, height = _frame(leaf)
    return min(_DOTS, math.sqrt(_MOST / (width * height)))


def _frame(leaf: Leaf) -> tuple[float, float]:
    """Width and height of what a plate shows, in mm."""
    width, height = leaf.trim.width * leaf.millimetres, leaf.trim.height * leaf.millimetres
    return width + 2 * MARGIN, height + 2 * MARGIN


def _dots(leaf: Leaf, dots: float) -> tuple[int, int]:
    """Columns and rows of a plate, whole and finer."""
    width, height = (math.ceil(side * dots - 1e-6) for side in _frame(leaf))
    return width * _FINER, height * _FINER


def _page(rewriter: Rewriter, leaf: Leaf, sheet: Sheet, inks: Plates, dots: float) -> Dictionary:
    """A page that shows some plates: its media box is the frame, to a whole number of dots."""
    columns, rows = _dots(leaf, dots)
    margin, scale = MARGIN / leaf.millimetres, _scale(leaf, dots)
    left, top = leaf.trim.left - margin, leaf.trim.top + margin
    # A hundredth of a dot less, so that rounding up gives the number that is meant.
    right, bottom = left + (columns - 0.01) / scale, top - (rows - 0.01) / scale
    media = leaf.media
    frame = f"{media.left} {media.bottom} {media.width} {media.height} re W n"
    body, resources = rewriter.page(sheet.trace or Trace(b"", None), inks, frame.encode())
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([left, bottom, right, top]),
        Resources=resources,
        Contents=rewriter.pdf.make_stream(body),
    )
    group = entry(leaf.page, "/Group")
    if isinstance(group, Dictionary):
        page["/Group"] = Dictionary({k: v for k, v in group.items() if k != "/CS"})
    return page


def _scale(leaf: Leaf, dots: float) -> float:
    """Dots in a unit of the page, as drawn."""
    return dots * _FINER * leaf.millimetres


def _drawn(data: bytes, shown: list[tuple[Leaf, tuple[Plates, ...], float]]) -> list[Plate]:
    found, at = [], 0
    with rendered(data) as document:
        for leaf, sets, dots in shown:
            columns, rows = _dots(leaf, dots)
            ink = np.zeros((rows, columns, 4), np.uint8)
            for inks in sets:
                page = document[at]
                at += 1
                if len(inks) == 3:
                    ink[..., :3] = 255 - coloured(page, _scale(leaf, dots))[..., ::-1]
                else:
                    drawn = grey(page, _scale(leaf, dots))
                    ink[..., inks[0]] = 255 - drawn.reshape(rows, columns, -1)[..., 0]
                page.close()
            found.append(Plate(_coarser(ink), dots))
    return found


def _coarser(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The means of ``_FINER`` by ``_FINER`` dots; slices are ten times faster than a reduction."""
    total = np.zeros((ink.shape[0] // _FINER, ink.shape[1] // _FINER, 4), np.uint16)
    for down in range(_FINER):
        for right in range(_FINER):
            total += ink[down::_FINER, right::_FINER]
    return (total // _FINER**2).astype(np.uint8)
