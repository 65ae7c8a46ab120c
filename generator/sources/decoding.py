"""Decoding pictures strictly: half a picture is no picture, whatever a library has set up."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageFile

FORMATS = ("JPEG", "PNG")
"""The only decoders that are ever tried."""


@contextmanager
def strict_decoding() -> Iterator[None]:
    """While it lasts, a picture that breaks off raises ``OSError``.

    The renderer of PDFs tells Pillow to fill up what is missing, for all of the program. The
    sizes of pictures are checked by their headers, so Pillow's own warning says nothing new.
    """
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def jpeg_decodes(data: bytes) -> bool:
    """Whether a JPEG of known size can be decoded; tried at an eighth of its size."""
    try:
        with strict_decoding(), Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            image.draft("RGB", (1, 1))
            image.load()
    except (OSError, SyntaxError, ValueError):
        return False
    return True
