"""Colours of pictures: to a press's inks, to sRGB, to tints of black, by their ICC profiles.

Always relative colorimetric with black-point compensation: what the eye compares keeps its place,
and dark pictures keep their detail although ink is never as black as a screen.
"""

import io
from functools import lru_cache

from PIL import Image, ImageCms

from generator.documents.archive import srgb_profile

_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
_FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


def in_inks(image: Image.Image, press: bytes, own: bytes | None = None) -> Image.Image:
    """An RGB picture in the inks of the profile ``press`` (mode CMYK).

    ``own`` is the picture's profile; sRGB where it has none, or one that cannot be used.
    """
    return _converted(image, own, press, "CMYK")


def in_srgb(image: Image.Image, own: bytes | None = None) -> Image.Image:
    """An RGB picture in sRGB."""
    return _converted(image, own, srgb_profile(), "RGB") if own else image


def in_tints(image: Image.Image, own: bytes | None = None) -> Image.Image:
    """An RGB picture as DeviceGray for black ink alone (mode L).

    The tint of black falls evenly with lightness L*, from paper down to solid ink: that is
    black-point compensation, and within 6 steps of L* what offset does on coated paper.
    """
    return _converted(image, own, None, "LAB").getchannel("L")


def in_grey(image: Image.Image, own: bytes | None = None) -> Image.Image:
    """An RGB picture in the greys of sRGB that are as light (mode L)."""
    return in_tints(image, own).point(_GREYS)


def _converted(
    image: Image.Image, own: bytes | None, target: bytes | None, mode: str
) -> Image.Image:
    try:
        transform = _transform(own or srgb_profile(), target, mode)
    except (ImageCms.PyCMSError, OSError):
        transform = _transform(srgb_profile(), target, mode)
    found = ImageCms.applyTransform(image, transform)
    assert found is not None  # noqa: S101 - nothing is changed in place
    return found


@lru_cache(maxsize=8)
def _transform(own: bytes, target: bytes | None, mode: str) -> ImageCms.ImageCmsTransform:
    source = ImageCms.ImageCmsProfile(io.BytesIO(own))
    end = ImageCms.ImageCmsProfile(io.BytesIO(target)) if target else ImageCms.createProfile("LAB")
    return ImageCms.buildTransform(source, end, "RGB", mode, _INTENT, _FLAGS)


def _grey(lightness: float) -> int:
    """The part of sRGB of a grey by its L*, 0 to 100 (ISO/CIE 11664-4, IEC 61966-2-1)."""
    luminance = ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3
    part = 12.92 * luminance if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055
    return round(255 * part)


_GREYS = [_grey(step / 2.55) for step in range(256)]
