"""QR codes as vector drawings, black on white, with their quiet zone."""

from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement, tostring

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from generator.press.setting.colours import BLACK, WHITE

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004, clause 6.3.8)."""


PLACE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
"""A drawing that keeps the place of a code: its unit square is where ``qr_content`` belongs."""

Rectangles = tuple[tuple[int, int, int, int], ...]


@lru_cache(maxsize=1024)
def _code(address: str) -> tuple[int, Rectangles]:
    """The modules along a side with the quiet zone, and the dark ones as few rectangles."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = np.array(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    return len(image) + 2 * QUIET, tuple(_rectangles(image == 0))


def qr_svg(address: str) -> str:
    """A square SVG of the code, one unit a module, error correction M."""
    side, dark = _code(address)
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {side} {side}")
    SubElement(svg, "rect", width=str(side), height=str(side), fill=WHITE)
    path = "".join(f"M{x} {y}h{width}v{height}h-{width}" for x, y, width, height in dark)
    SubElement(svg, "path", d=path, fill=BLACK)
    return tostring(svg, encoding="unicode")


def qr_content(address: str, *, inks: bool) -> bytes:
    """The same drawing as PDF content in a unit square whose axes go right and down.

    ``inks``: black and white in the press's inks, else in sRGB.
    """
    side, dark = _code(address)
    white, black = ("0 0 0 0 k", "0 0 0 1 k") if inks else ("1 1 1 rg", "0 0 0 rg")
    squares = " ".join(f"{x} {y} {width} {height} re" for x, y, width, height in dark)
    one = f"{1 / side:.7f}"
    return f"{white} 0 0 1 1 re f {one} 0 0 {one} 0 0 cm {black} {squares} f".encode()


def _rectangles(dark: NDArray[np.bool_]) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, width and height: a run of a row, as far down as it goes on alike."""
    left = [bytearray(row) for row in dark.astype(np.uint8)]
    for top, row in enumerate(left):
        for start, length in _runs(row):
            run = b"\x01" * length
            end = top
            while end < len(left) and left[end][start : start + length] == run:
                left[end][start : start + length] = bytes(length)
                end += 1
            yield start + QUIET, top + QUIET, length, end - top


def _runs(line: bytearray) -> list[tuple[int, int]]:
    """Where dark modules start in a row, and how many follow."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(line):
        if dark and runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((column, 1))
    return runs
