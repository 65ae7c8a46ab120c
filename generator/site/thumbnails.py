"""Small pictures of the printed leaflets, those of one page in one file like its drawings."""

import base64
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from generator.site.material import Material
from generator.site.views.prints import Print, Shelf, shelves
from generator.site.voice import Voice

STEPS = (
    (180, 40), (170, 38), (160, 36), (152, 34), (144, 32), (136, 31),
    (128, 30), (120, 29), (112, 27), (104, 25), (96, 23),
)  # fmt: skip
"""Widths in pixels and qualities, the best first: from about 3.5 KB a thumbnail to 0.9 KB."""
HEIGHT = 255 / 180
"""The height of the box into which a thumbnail is scaled, for a width of 1."""
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


@dataclass(frozen=True)
class _Small:
    width: int
    height: int
    avif: bytes


_Done = dict[tuple[str, int], _Small]
"""The pictures that were scaled, by their path and the step."""


def thumbnail_sheets(
    material: Material, voices: Iterable[Voice], folder: Path
) -> Iterator[tuple[str, list[Thumbnail]]]:
    """(address, pictures) of each page that shows some: as good as the page has room for."""
    done: _Done = {}
    for voice in voices:
        for shelf in shelves(material, voice):
            shown = [
                one for one in shelf.prints if one.picture and (folder / one.picture).is_file()
            ]
            if shown:
                yield shelf.sheet, _stacked(shown, _scaled(shown, shelf, folder, done))


def _scaled(shown: Sequence[Print], shelf: Shelf, folder: Path, done: _Done) -> list[_Small]:
    """All in the same step: the best in which they fit together, else the last."""

    def scaled(step: int) -> list[_Small]:
        return [_step(str(one.picture), step, folder, done) for one in shown]

    first, last = 0, len(STEPS) - 1
    while first < last:  # each step is smaller than the one before
        middle = (first + last) // 2
        if sum(len(small.avif) for small in scaled(middle)) <= shelf.room:
            last = middle
        else:
            first = middle + 1
    return scaled(first)


def _step(path: str, step: int, folder: Path, done: _Done) -> _Small:
    if (path, step) not in done:
        done[path, step] = _small((folder / path).read_bytes(), *STEPS[step])
    return done[path, step]


def _stacked(shown: Iterable[Print], found: Iterable[_Small]) -> list[Thumbnail]:
    placed, top = [], 0
    for one, small in zip(shown, found, strict=True):
        data = base64.b64encode(small.avif).decode("ascii")
        placed.append(Thumbnail(one.id, top, small.width, small.height, data))
        top += small.height + GAP
    return placed


def _small(picture: bytes, width: int, quality: int) -> _Small:
    """A picture scaled into the box of a width."""
    with Image.open(io.BytesIO(picture)) as image:
        small = image.convert("RGB")
    small.thumbnail((width, round(width * HEIGHT)), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    # One thread: always one result.
    small.save(data, "AVIF", quality=quality, speed=8, max_threads=1)
    return _Small(small.width, small.height, data.getvalue())
