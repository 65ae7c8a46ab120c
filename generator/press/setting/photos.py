"""Photographs for one medium: turned upright, in its colours, no larger than its eye can see.

What a camera wrote beside the picture (place, time, its own name) stays behind.
"""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from generator.documents.fetch import SCHEME
from generator.model.leaflet import Format
from generator.model.photo import Photo
from generator.model.project import Project
from generator.press.composing.views import LeafletView
from generator.press.setting.colours import Medium
from generator.press.setting.condition import read_condition
from generator.press.setting.separation import in_grey, in_inks, in_srgb, in_tints
from generator.sources.decoding import FORMATS, strict_decoding

PPI: dict[Medium, int] = {"inks": 300, "black": 300, "light": 200, "grey": 200}
"""Pixels an inch at the most: twice a press's screen of 150 lines; enough for a copier."""
_QUALITY = 92
_MM = 25.4

Size = tuple[float, float]
"""Width and height in millimetres."""


def photo_source(
    project: Project, view: LeafletView, form: Format, medium: Medium
) -> Callable[[str], tuple[bytes, str]]:
    """What answers the addresses of photographs while a leaflet is set for ``medium``."""

    def photo(name: str) -> tuple[bytes, str]:
        ident, _, mark = name.partition("/")
        found = {each.id: each for each in project.campaigns[view.campaign].photos}[ident]
        if not found.sha256.startswith(mark):
            raise KeyError(name)
        address = f"{SCHEME}photo/{name}"
        rooms = [
            (panel.width, panel.height)
            for panel in view.panels
            if panel.picture and panel.picture.address == address
        ] or [(form.width, form.height)]
        room = max(width for width, _ in rooms), max(height for _, height in rooms)
        profile = read_condition(project.print, form.inks).profile
        return photo_bytes(found, project.root, medium, room, profile)

    return photo


def photo_bytes(
    photo: Photo, root: Path, medium: Medium, room: Size, profile: bytes
) -> tuple[bytes, str]:
    """A photograph's picture for ``medium``, and its media type.

    ``root`` is the project's folder and ``room`` the largest place that the picture may fill.
    ``profile`` is the printing condition's. Pictures with see-through parts are PNG in sRGB or
    grey, others JPEG in the medium's own colours. Raises ``ValueError`` when the file is not the
    one that was read with the project, or cannot be decoded.
    """
    data = (root / photo.file).read_bytes()
    if hashlib.sha256(data).hexdigest() != photo.sha256:
        raise ValueError(photo.file)
    try:
        image, own = _opened(data, _pixels(photo, room, PPI[medium]))
    except (OSError, SyntaxError) as error:
        raise ValueError(photo.file) from error
    alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
    if alpha is not None and alpha.getextrema() == (255, 255):
        alpha = None
    grey = image.mode in ("L", "LA")
    colour = image.convert("RGB")
    own = None if grey else own
    if medium == "black" or (grey and medium == "inks"):
        done = in_tints(colour, own)
    elif medium == "grey" or grey:
        done = in_grey(colour, own)
    elif medium == "inks" and alpha is None:
        done = in_inks(colour, profile, own)
    else:  # a see-through picture is put in inks when it stands in the file
        done = in_srgb(colour, own)
    return _saved(done, alpha)


def _pixels(photo: Photo, room: Size, ppi: int) -> tuple[int, int]:
    """How many pixels, as it is seen, fill the room both ways; never more than there are."""
    wanted = max(room[0] / photo.width_px, room[1] / photo.height_px) * ppi / _MM
    share = min(1.0, wanted)
    return max(1, round(photo.width_px * share)), max(1, round(photo.height_px * share))


def _opened(data: bytes, size: tuple[int, int]) -> tuple[Image.Image, bytes | None]:
    """The picture of that size, upright, of mode L, LA, RGB or RGBA, and its colour profile."""
    with strict_decoding():
        image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
        own = image.info.get("icc_profile")
        longest = max(size)
        image.draft(None, (longest, longest))  # a JPEG is decoded no larger than it has to be
        image.load()
        ImageOps.exif_transpose(image, in_place=True)  # a copy would take as much again
    if image.mode == "P" or "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode == "1":
        image = image.convert("L")
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS)
    return image, own


def _saved(image: Image.Image, alpha: Image.Image | None) -> tuple[bytes, str]:
    out = io.BytesIO()
    image.info.clear()
    if alpha is None:
        image.save(out, "JPEG", quality=_QUALITY, subsampling=0)
        return out.getvalue(), "image/jpeg"
    image.putalpha(alpha)
    image.save(out, "PNG", compress_level=1)
    return out.getvalue(), "image/png"
