"""The inks of an image's pixels, coarsely: enough to sum ink up.

JBIG2 and other packings without a decoder here give nothing, as does damaged data.
"""

import io
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image as Pictures

from generator.press.preflight import limits
from generator.press.preflight.inside.colour import CMYK, Inks, Space
from generator.press.preflight.inside.images import Image
from generator.press.preflight.inside.reading import FAULTS, content, entry, filters, numbers

Samples = NDArray[np.uint8]
_ENOUGH = 1_000_000
"""Pixels that an image keeps at most: more than a plate shows of it."""
_MANY = 16_000_000
_COLOURS = 4096
_OWN_DECODERS = ("/DCTDecode", "/DCT", "/JPXDecode")
_MEANABLE = ("/DeviceCMYK", "/DeviceGray", "/DeviceRGB", "/ICCBased")
"""Spaces in which the mean of colours is a colour between them."""
_FAX = ("/CCITTFaxDecode", "/CCF")


def image_inks(stream: Any, image: Image) -> tuple[Samples, Samples | None] | None:
    """Cyan, magenta, yellow and black of each pixel (0 to 255), and its opacity where some of its
    colours are left out (``/Mask`` with ranges). None where the image cannot be unpacked.
    """
    try:
        values, space, top = _unpacked(stream, image)
        values = _thinned(values)
        clear = _keyed(values, numbers(entry(stream, "/Mask")), image.bits)
        if top == 255 and space.family in _MEANABLE:
            values = _reduced(values)
        inks = _converted(values, space, numbers(entry(stream, "/Decode")), top)
        return _reduced(inks), None if clear is None else _reduced(clear)
    except (Pictures.DecompressionBombError, *FAULTS):
        return None


def _unpacked(stream: Any, image: Image) -> tuple[Samples, Space, int]:
    """Samples as rows, columns, parts; their space; the highest value of a sample."""
    width, height = image.pixels
    if width * height > limits.IMAGE_PIXELS:
        raise ValueError
    if set(filters(stream)) & set(_OWN_DECODERS):
        return _from_picture(stream, image)
    if set(filters(stream)) & set(_FAX):
        fax = np.asarray(pikepdf.PdfImage(stream).as_pil_image().convert("L"), np.uint8)
        return fax[..., np.newaxis] // 255, image.space, 1
    # qpdf itself stops at the limit (``qpdf_within_limits``), but for this one packing.
    large = "/LZWDecode" in filters(stream)
    data = content(stream, limits.STREAM_BYTES) if large else stream.read_bytes()
    parts, bits = image.space.parts, image.bits
    row = (width * parts * bits + 7) // 8
    flat = np.frombuffer(data.ljust(row * height, b"\0"), np.uint8, row * height)
    rows = flat.reshape(height, row)
    if bits == 16:
        rows, bits = rows[:, 0::2], 8
    if bits == 8:
        return rows[:, : width * parts].reshape(height, width, parts), image.space, 255
    single = np.unpackbits(rows, axis=1)[:, : width * parts * bits]
    weights = 1 << np.arange(bits - 1, -1, -1, dtype=np.uint8)
    bitwise = single.reshape(height, width, parts, bits) * weights
    return np.sum(bitwise, axis=3, dtype=np.uint8), image.space, (1 << bits) - 1


def _from_picture(stream: Any, image: Image) -> tuple[Samples, Space, int]:
    """JPEG and JPEG 2000, decoded at a fraction of their size where that is offered."""
    with Pictures.open(io.BytesIO(stream.read_raw_bytes())) as picture:
        if picture.width * picture.height > limits.IMAGE_PIXELS:
            raise ValueError
        picture.draft(None, (1000, 1000))
        mode = picture.mode if picture.mode in ("L", "RGB", "CMYK") else "RGB"
        if picture.mode in ("1", "P", "LA", "I;16"):
            mode = "L"
        values = np.asarray(picture.convert(mode), np.uint8)
        # Pillow turns Adobe's inks round; PDF takes them as they are stored (8.9.5.2).
        if mode == "CMYK" and "adobe" in picture.info:
            values = 255 - values
    if values.ndim == 2:
        values = values[..., np.newaxis]
    space = image.space
    if values.shape[2] != space.parts:
        space = CMYK if values.shape[2] == 4 else Space("/DeviceRGB", 3)
        space = Space("/DeviceGray", 1) if values.shape[2] == 1 else space
    return values, space, 255


def _thinned(values: Samples) -> Samples:
    step = int(np.ceil(np.sqrt(values.shape[0] * values.shape[1] / _MANY)))
    return values[::step, ::step] if step > 1 else values


def _reduced(values: Samples) -> Samples:
    """The mean of blocks, so that no more pixels are left than are of use."""
    step = int(np.ceil(np.sqrt(values.shape[0] * values.shape[1] / _ENOUGH)))
    if step <= 1:
        return values
    height, width = values.shape[0] // step, values.shape[1] // step
    if not height or not width:
        return values[::step, ::step]
    total = np.zeros((height, width, values.shape[2]), np.uint32)
    cut = values[: height * step, : width * step]
    for down in range(step):
        for right in range(step):
            total += cut[down::step, right::step]
    return (total // step**2).astype(np.uint8)


def _keyed(values: Samples, ranges: tuple[float, ...], bits: int) -> Samples | None:
    """Opacity where a range of colours is left out (ISO 32000-1, 8.9.6.4)."""
    if len(ranges) != 2 * values.shape[2]:
        return None
    scale = 1 if bits <= 8 else 1 / 256
    low = np.array([value * scale for value in ranges[0::2]])
    high = np.array([value * scale for value in ranges[1::2]])
    clear = ((values >= low) & (values <= high)).all(axis=2)
    return np.where(clear, 0, 255).astype(np.uint8)[..., np.newaxis]


def _converted(values: Samples, space: Space, decode: tuple[float, ...], top: int) -> Samples:
    """The inks of samples."""
    if space.family == "/ICCBased" and space.base:
        space = space.base
    if space.family == "/Indexed":
        table = [space.inks((float(index),)) for index in range(top + 1)]
        at = top - values[..., 0] if decode[:1] > decode[1:2] else values[..., 0]
        inks: Samples = _table(table)[at]
        return inks
    shares = values if top == 255 else (values.astype(np.uint16) * 255 // top).astype(np.uint8)
    if len(decode) == 2 * space.parts and space.family != "/Lab":
        shares = _decoded(shares, decode)
    if space.family == "/DeviceCMYK":
        return shares
    inks = np.zeros((*shares.shape[:2], 4), np.uint8)
    if space.family in ("/DeviceGray", "/CalGray"):
        inks[..., 3] = 255 - shares[..., 0]
        return inks
    if space.family in ("/DeviceRGB", "/CalRGB"):
        inks[..., :3] = 255 - shares
        black = inks[..., :3].min(axis=2)
        inks[..., :3] -= black[..., np.newaxis]
        inks[..., 3] = black
        return inks
    return _one_by_one(shares, space)


def _decoded(shares: Samples, decode: tuple[float, ...]) -> Samples:
    low, high = np.array(decode[0::2]), np.array(decode[1::2])
    if (low == 0).all() and (high == 1).all():
        return shares
    if (low == 1).all() and (high == 0).all():
        return np.subtract(255, shares)
    mapped: Samples = np.clip(low * 255 + shares * (high - low), 0, 255).astype(np.uint8)
    return mapped


def _table(rows: list[Inks | None]) -> Samples:
    known = np.array([row or (0, 0, 0, 0) for row in rows])
    table: Samples = (known * 255 + 0.5).astype(np.uint8)
    return table


def _one_by_one(shares: Samples, space: Space) -> Samples:
    """Any other space: each colour of the image once, alike ones taken together."""
    flat = shares.reshape(-1, shares.shape[2])
    for keep in (0xFF, 0xF8, 0xF0, 0xE0, 0xC0):
        seen, places = np.unique(flat & keep, axis=0, return_inverse=True)
        if len(seen) <= _COLOURS:
            break
    else:
        seen, places = np.unique(flat & 0x80, axis=0, return_inverse=True)
    rows = [space.inks(space.decoded([part / 255 for part in each])) for each in seen.tolist()]
    inks: Samples = _table(rows)[places.reshape(shares.shape[:2])]
    return inks
