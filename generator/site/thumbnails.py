"""Small pictures of the printed leaflets, those of one page in one file like its drawings."""

import base64
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from generator.site.material import Material
from generator.site.views.prints import Print, prints, thumbnail_sheet
from generator.site.voice import Voice

WIDTH, HEIGHT = 180, 255
"""The box, in pixels, into which a thumbnail is scaled: about 3 KB each."""
GAP = 400
"""Between two pictures of a sheet: a browser may show what stands beside the one it wants."""


@dataclass(frozen=True)
class Thumbnail:
    """A picture in its sheet; ``data`` is the content of a ``data:`` address."""

    id: str
    top: int
    width: int
    height: int
    data: str


def thumbnail_sheets(
    material: Material, voices: Iterable[Voice], folder: Path
) -> Iterator[tuple[str, list[Thumbnail]]]:
    """(address, pictures) of each sheet: in every language one for all, and one a campaign."""
    done: dict[str, tuple[int, int, str]] = {}
    for voice in voices:
        listed = {
            name: prints(material, voice, campaign)
            for name, campaign in material.project.campaigns.items()
        }
        groups = [(None, [one for group in listed.values() for one in group]), *listed.items()]
        for name, group in groups:
            shown = [one for one in group if one.picture and (folder / one.picture).is_file()]
            if shown:
                yield thumbnail_sheet(voice.language, name), _stacked(shown, folder, done)


def _stacked(
    group: Iterable[Print], folder: Path, done: dict[str, tuple[int, int, str]]
) -> list[Thumbnail]:
    found = []
    for number, one in enumerate(group):
        path = str(one.picture)
        if path not in done:
            done[path] = _small((folder / path).read_bytes())
        width, height, data = done[path]
        found.append(Thumbnail(one.id, number * (HEIGHT + GAP), width, height, data))
    return found


def _small(picture: bytes) -> tuple[int, int, str]:
    """(width, height, AVIF in base64) of a picture scaled into the box."""
    with Image.open(io.BytesIO(picture)) as image:
        small = image.convert("RGB")
    small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    small.save(data, "AVIF", quality=40, speed=8, max_threads=1)  # one thread: always one result
    return small.width, small.height, base64.b64encode(data.getvalue()).decode("ascii")
