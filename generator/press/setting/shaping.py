"""Words in a typeface: which glyphs a line has and how far each goes on, as HarfBuzz shapes it."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped] # ships no types

_FEATURES = {"liga": False, "clig": False, "dlig": False, "hlig": False}
"""What ``font-variant-ligatures: none`` turns off: then every letter is a glyph of its own."""


@dataclass(frozen=True)
class Shaped:
    """A line of words: glyphs with their numbers in the face, widths in thousandths of an em.

    ``own`` is how wide each glyph is by itself; ``advances`` how far it goes on with its kerning.
    """

    text: str
    glyphs: tuple[int, ...]
    own: tuple[int, ...]
    advances: tuple[float, ...]

    @property
    def width(self) -> float:
        """How long the line is, in ems."""
        return sum(self.advances) / 1000

    @property
    def kerns(self) -> tuple[int, ...]:
        """By how much each glyph falls short of its own width; decimals are cut off."""
        pairs = zip(self.own, self.advances, strict=True)
        return tuple(int(own - advance) for own, advance in pairs)

    def operand(self, tail: tuple[int, ...] = ()) -> bytes:
        """What PDF's TJ is given to show the line and the glyphs of ``tail`` (ISO 32000-1, 9.4.3).

        A kern stands behind its glyph.
        """
        parts = [b"[<"]
        for glyph, kern in zip(self.glyphs, self.kerns, strict=True):
            parts.append(b"%04x>%d<" % (glyph, kern) if kern else b"%04x" % glyph)
        parts += [b"%04x" % glyph for glyph in tail]
        return b"".join([*parts, b">]"])


@lru_cache(maxsize=16)
def _font(path: Path) -> tuple[uharfbuzz.Font, int]:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    return uharfbuzz.Font(face), face.upem


@lru_cache(maxsize=8192)
def shape(path: Path, text: str, language: str) -> Shaped | None:
    """A line in the face at ``path``; ``None`` where a letter is not exactly one upright glyph."""
    font, upem = _font(path)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    uharfbuzz.shape(font, buffer, _FEATURES)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    straight = all(not place.x_offset and not place.y_offset for place in places)
    if [info.cluster for info in infos] != list(range(len(text))) or not straight:
        return None
    glyphs = tuple(info.codepoint for info in infos)
    if 0 in glyphs:
        return None
    own = tuple(round(font.get_glyph_h_advance(glyph) * 1000 / upem) for glyph in glyphs)
    return Shaped(text, glyphs, own, tuple(place.x_advance * 1000 / upem for place in places))
