"""The face of official documents: Tinos in a PDF, because Times New Roman may not be given away.

It has the widths of Times New Roman and every Vietnamese letter. It comes with the system, not with
a package of the project, so it can be missing.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # ships no types

from generator.model.problem import Problem, ProblemsFound

FAMILY, PACKAGE = "Tinos", "fonts-croscore"
"""The face, and the Debian package that holds it."""
FOLDERS = (Path("/usr/share/fonts/truetype/croscore"), Path("/usr/share/fonts/croscore"))
"""Where distributions put it."""
_STYLES = {
    "Regular": "400 normal",
    "Bold": "700 normal",
    "Italic": "400 italic",
    "BoldItalic": "700 italic",
}
_PER_LETTER = 0.5
"""Of the size: how wide a letter is on average, where the face is not there to be measured."""


def alias(family: str) -> str:
    """The name under which styles ask for a family: none that a font of the machine bears."""
    return f"{family} LC"


@lru_cache(maxsize=32)
def letters(path: Path) -> frozenset[int]:
    """The code points that a face holds."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def official_faces() -> Mapping[str, Path]:
    """The files by style (``Regular``). Raises ``ProblemsFound`` where one is missing."""
    found = {style: _file(style) for style in _STYLES}
    there = {style: path for style, path in found.items() if path}
    if len(there) < len(found):
        details = {"found": FAMILY, "package": PACKAGE}
        raise ProblemsFound([Problem("print/styles/dossier.css", 0, 0, "papers-no-font", details)])
    return there


def _file(style: str) -> Path | None:
    paths = (folder / f"{FAMILY}-{style}.ttf" for folder in FOLDERS)
    return next((path for path in paths if path.is_file()), None)


def official_css(address: str) -> str:
    """Like ``fonts.font_css``, with the official face for headings and text."""
    rules = []
    for style, path in official_faces().items():
        weight, slant = _STYLES[style].split()
        rules.append(
            f'@font-face {{ font-family: "{alias(FAMILY)}"; font-weight: {weight}; '
            f'font-style: {slant}; src: url("{address}{path.name}") }}'
        )
    name = alias(FAMILY)
    return "\n".join([*rules, f':root {{ --heading-font: "{name}"; --text-font: "{name}" }}'])


def lacking(text: str) -> str:
    """The letters of ``text`` that some official face lacks, each once, in order."""
    wanted = {ord(letter) for letter in text if not letter.isspace()}
    absent = {code for path in official_faces().values() for code in wanted - letters(path)}
    return "".join(chr(code) for code in sorted(absent))


def width(text: str, size: float) -> float:
    """How wide a line is in bold of ``size`` points, in points."""
    path = _file("Bold")
    if path is None:
        return _PER_LETTER * size * len(text)
    widths, units = _widths(path)
    return sum(widths.get(ord(letter), units * _PER_LETTER) for letter in text) * size / units


@lru_cache(maxsize=2)
def _widths(path: Path) -> tuple[Mapping[int, float], int]:
    with TTFont(path, lazy=True) as font:
        advances = font["hmtx"].metrics
        found = {code: float(advances[name][0]) for code, name in font.getBestCmap().items()}
        return found, int(font["head"].unitsPerEm)
