"""The look's colours as a printer or a screen needs them, from the same tokens.

A press file holds inks only (``device-cmyk``), so that nobody's software guesses a conversion.
"""

from collections.abc import Callable
from typing import Literal

from generator.model.look import Look, Token

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black: 0 to 1."""
Medium = Literal["inks", "light", "black", "grey"]
"""``inks``: the press's four; ``light``: a screen or an office printer. ``black`` and ``grey`` are
the same for a format with one plate: tints of black ink, and greys as light as those tints."""

ONE_PLATE: dict[Medium, Medium] = {"inks": "black", "light": "grey"}
"""What a format of one plate is painted in instead."""

WHITE, BLACK = "#FFFFFF", "#000000"
_FIXED: dict[str, Inks] = {WHITE: (0, 0, 0, 0), BLACK: (0, 0, 0, 1)}
_HAZE, _MID, _DEEP = 0.08, 0.45, 0.22
"""Beside each token: shades with so much of its ink left, and one with so much black added."""
RICH_BLACK: Inks = (0.4, 0.3, 0.3, 1.0)
"""A black that stays black over a hand's breadth: 200% of ink. For grounds, never for text."""
_INK_LIGHTNESS = 18.0
"""L* of solid black ink on coated paper (FOGRA39). From white paper down to it L* falls evenly
with the tint, within 6 steps, so a tint follows from a colour's L* alone."""
ROLES = ("paper", "ink", "indigo", "buckwheat", "terrace", "leaf", "red", "stone")
"""The tokens that the kit's styles and ornaments ask of every look."""


class UnknownColourError(ValueError):
    """A colour that is no token of the look, so that nobody can say its inks."""


def css_inks(inks: Inks) -> str:
    """``device-cmyk(95% 85% 5% 0%)``"""
    return "device-cmyk(" + " ".join(f"{_number(ink * 100)}%" for ink in inks) + ")"


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _inks(token: Token) -> Inks:
    cyan, magenta, yellow, black = (percent / 100 for percent in token.inks)
    return cyan, magenta, yellow, black


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def lightness(colour: str) -> float:
    """L* of a hexadecimal colour: 0 black to 100 white (IEC 61966-2-1, ISO/CIE 11664-4)."""
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def tint(colour: str) -> float:
    """How much black ink alone is as light as a hexadecimal colour: 0 to 1, in whole percent."""
    return round(min(1.0, (100 - lightness(colour)) / (100 - _INK_LIGHTNESS)), 2)


def _one_plate(share: float, medium: Medium) -> str:
    """A tint of black ink; for office and screen a grey, solid ink being all black."""
    if medium == "black":
        return css_inks((0, 0, 0, share))
    wanted = 100 * (1 - share)
    luminance = ((wanted + 16) / 116) ** 3 if wanted > 8 else wanted / 903.3
    part = 12.92 * luminance if luminance <= 0.0031308 else 1.055 * luminance ** (1 / 2.4) - 0.055
    return _hex([round(255 * part)] * 3)


def painter(look: Look, medium: Medium) -> Callable[[str], str]:
    """A function from a hexadecimal colour to what the medium prints for it.

    In ink it raises ``UnknownColourError`` for what is neither a token nor black nor white.
    """
    inks = _FIXED | {token.light: _inks(token) for token in look.tokens}

    def paint(colour: str) -> str:
        if medium == "light":
            return colour
        if medium != "grey" and colour.upper() not in inks:
            raise UnknownColourError(colour)
        if medium == "inks":
            return css_inks(inks[colour.upper()])
        return _one_plate(tint(colour), medium)

    return paint


def named_colours(look: Look, medium: Medium, accent: str) -> dict[str, str]:
    """Every colour that styles and ornaments may name, with its value: ``indigo``, ``accent``.

    Each token has ``-haze`` (for grounds), ``-mid`` and ``-deep`` (for shadows) beside it, unless
    the look has a token of that name. ``rich-black`` is for large black grounds.
    """
    paint = painter(look, medium)
    rich = css_inks(RICH_BLACK) if medium == "inks" else paint(look.token("ink").light)
    colours = {"white": paint(WHITE), "black": paint(BLACK), "rich-black": rich}
    for token in look.tokens:
        colours |= _shades(token, medium, token.id)
    colours |= {token.id: paint(token.light) for token in look.tokens}
    return colours | _shades(look.token(accent), medium, "accent")


def variables(look: Look, medium: Medium, accent: str) -> str:
    """The named colours as custom properties of CSS: ``--indigo``, ``--accent``."""
    named = named_colours(look, medium, accent)
    return ":root { " + "; ".join(f"--{name}: {value}" for name, value in named.items()) + " }"


def _shades(token: Token, medium: Medium, name: str) -> dict[str, str]:
    inks, light = _inks(token), token.light
    share = tint(light)

    def lighter(left: float) -> str:
        if medium == "inks":
            return css_inks((inks[0] * left, inks[1] * left, inks[2] * left, inks[3] * left))
        if medium == "light":
            return _hex([round(255 - (255 - part) * left) for part in _rgb(light)])
        return _one_plate(share * left, medium)

    if medium == "inks":
        own, deep = css_inks(inks), css_inks((*inks[:3], min(1.0, inks[3] + _DEEP)))
    elif medium == "light":
        own, deep = light, _hex([round(part * (1 - _DEEP)) for part in _rgb(light)])
    else:
        own, deep = _one_plate(share, medium), _one_plate(min(1.0, share + _DEEP), medium)
    shades = {"haze": lighter(_HAZE), "mid": lighter(_MID), "deep": deep}
    return {name: own} | {f"{name}-{shade}": value for shade, value in shades.items()}


def _hex(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02X}" for part in parts)
