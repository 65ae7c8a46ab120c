"""Pictures that stand in a file: no finer than anyone can see, and in inks for a press."""

import io
import math
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Pdf, Stream
from PIL import Image

from generator.press.setting.separation import in_inks

SLACK = 1.15
"""A picture may be finer than asked for by so much before it is made anew."""
QUALITY = 90
"""Of JPEG, for a press and for a screen alike."""
MAX_DEPTH = 12
_MODES = {"/DeviceGray": "L", "/DeviceRGB": "RGB", "/DeviceCMYK": "CMYK"}

Size = tuple[float, float]
"""Width and height in points."""


def fit_images(pdf: Pdf, ppi: int) -> None:
    """Make each picture as fine as ``ppi`` at the largest size it is placed in.

    None is smoothed by whoever shows it (PDF/A forbids that): it is fine enough as it is.
    """
    for key, (width, height) in _placed(pdf).items():
        stream = pdf.get_object(*key)
        if not isinstance(stream, Stream):
            continue
        parts: list[Any] = [stream, *filter(None, [stream.get("/SMask")])]
        for part in parts:
            part.Interpolate = False
        across, down = int(stream.Width), int(stream.Height)
        share = max(width / across, height / down) * ppi / 72
        if share * SLACK < 1:
            size = max(1, math.ceil(across * share)), max(1, math.ceil(down * share))
            for part in parts:
                picture = _decoded(part)
                if picture is not None:
                    _encode(part, picture.resize(size, Image.Resampling.LANCZOS))


def images_in_inks(pdf: Pdf, profile: bytes) -> None:
    """Put every picture that is in RGB, taken for sRGB, in the inks of a press's profile."""
    for thing in list(pdf.objects):
        if _is_image(thing) and thing.get("/ColorSpace") == Name.DeviceRGB:
            picture = _decoded(thing)
            if picture is not None:
                _encode(thing, in_inks(picture, profile))


def _is_image(thing: Any) -> bool:
    return isinstance(thing, Stream) and thing.get("/Subtype") == Name.Image


def _decoded(stream: Any) -> Image.Image | None:
    """The picture of an image object of 8 bits in a plain colour space; ``None`` for others."""
    mode = _MODES.get(str(stream.get("/ColorSpace")))
    if mode is None or stream.get("/BitsPerComponent") != 8:
        return None
    if stream.get("/Filter") == Name.DCTDecode:
        # Pillow turns the inks of an Adobe JPEG the right way round, and back when it saves.
        return Image.open(io.BytesIO(stream.read_raw_bytes()), formats=("JPEG",))
    return Image.frombytes(mode, (int(stream.Width), int(stream.Height)), stream.read_bytes())


def _encode(stream: Any, picture: Image.Image) -> None:
    """Let an image object hold ``picture``: colours as JPEG, a soft mask as it is."""
    for entry in ("/DecodeParms", "/Decode"):
        if entry in stream:
            del stream[entry]
    stream.Width, stream.Height = picture.size
    stream.ColorSpace = Name({mode: name for name, mode in _MODES.items()}[picture.mode])
    if picture.mode == "L":
        stream.write(picture.tobytes())
        return
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
    stream.write(out.getvalue(), filter=Name.DCTDecode)
    if picture.mode == "CMYK":  # Adobe's way: 255 is no ink
        stream.Decode = Array([1, 0] * 4)


@dataclass
class _Places:
    """Where images are painted, each with the largest size it has anywhere."""

    sizes: dict[tuple[int, int], Size]

    def look(self, stream: Any, resources: Any, start: Matrix, depth: int) -> None:
        """Follow a stream of content and the forms in it."""
        objects = resources.get("/XObject", Dictionary())
        spaces = [start]
        for instruction in pikepdf.parse_content_stream(stream, "q Q cm Do"):
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "q":
                spaces.append(spaces[-1])
            elif operator == "Q":
                spaces[1:] = spaces[1:-1]
            elif operator == "cm":
                spaces[-1] = Matrix(*map(float, operands)) @ spaces[-1]
            else:
                self._paint(objects.get(str(operands[0])), spaces[-1], depth)

    def _paint(self, thing: Any, space: Matrix, depth: int) -> None:
        if _is_image(thing):
            before = self.sizes.get(thing.objgen, (0.0, 0.0))
            width, height = math.hypot(space.a, space.b), math.hypot(space.c, space.d)
            self.sizes[thing.objgen] = max(width, before[0]), max(height, before[1])
        elif isinstance(thing, Stream) and "/Resources" in thing and depth < MAX_DEPTH:
            matrix = Matrix(*map(float, thing.get("/Matrix", (1, 0, 0, 1, 0, 0))))
            self.look(thing, thing.Resources, matrix @ space, depth + 1)


def _placed(pdf: Pdf) -> dict[tuple[int, int], Size]:
    places = _Places({})
    for page in pdf.pages if any(_is_image(thing) for thing in pdf.objects) else ():
        places.look(page, page.resources, Matrix(), 0)
    return places.sizes
