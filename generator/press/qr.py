"""QR codes as vector drawings, black on white, with their quiet zone."""

from xml.etree.ElementTree import Element, SubElement, tostring

import segno

from generator.press.colours import BLACK, WHITE

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004, clause 6.3.8)."""


def qr_svg(address: str) -> str:
    """A square SVG of the code, one unit a module, error correction M or better."""
    code = segno.make_qr(address, error="m", boost_error=True)
    side = code.symbol_size(border=0)[0] + 2 * QUIET
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {side} {side}")
    SubElement(svg, "rect", width=str(side), height=str(side), fill=WHITE)
    path = "".join(
        f"M{start + QUIET} {row + QUIET}h{length}v1h-{length}z"
        for row, line in enumerate(code.matrix)
        for start, length in _runs(line)
    )
    SubElement(svg, "path", d=path, fill=BLACK)
    return tostring(svg, encoding="unicode")


def _runs(line: bytearray) -> list[tuple[int, int]]:
    """Where dark modules start in a row, and how many follow."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(line):
        if dark and runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((column, 1))
    return runs
