"""Pages as rows of dots, through PDFium; never more dots than the limit."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pypdfium2  # type: ignore[import-untyped] # ships no types
from numpy.typing import NDArray

from generator.press.preflight import limits

Dots = NDArray[np.uint8]
Crop = tuple[float, float, float, float]
"""Points cut off on the left, below, on the right, above, as the page is seen."""


@contextmanager
def rendered(data: bytes) -> Iterator[Any]:
    """The document of some bytes for the functions below."""
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def scale_within(width: float, height: float, wanted: float) -> float:
    """The wanted scale, or what keeps a page of that size within the limit of dots."""
    area = max(width * height, 1e-6)
    return min(wanted, math.sqrt(limits.RASTER_PIXELS / area))


def grey(page: Any, scale: float, crop: Crop = (0, 0, 0, 0)) -> Dots:
    """A page as grey dots, rows from the top."""
    bitmap = page.render(
        scale=scale, crop=crop, grayscale=True, may_draw_forms=False, draw_annots=False
    )
    return _dots(bitmap)


def coloured(
    page: Any, scale: float, crop: tuple[float, float, float, float] = (0, 0, 0, 0)
) -> Dots:
    """A page as blue, green and red dots."""
    bitmap = page.render(scale=scale, crop=crop, may_draw_forms=False, draw_annots=False)
    return _dots(bitmap)[..., :3]


def _dots(bitmap: Any) -> Dots:
    found: Dots = bitmap.to_numpy().copy()
    bitmap.close()
    return found
