"""The look's colours as a printer or a screen needs them, from the same tokens.

A press file holds inks only (``device-cmyk``), so that nobody's software guesses a conversion.
"""

from collections.abc import Callable
from typing import Literal

from generator.model.look import Look, Token

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black: 0 to 1."""
Medium = Literal["inks", "light"]

WHITE, BLACK = "#FFFFFF", "#000000"
_FIXED: dict[str, Inks] = {WHITE: (0, 0, 0, 0), BLACK: (0, 0, 0, 1)}
_HAZE, _MID, _DEEP = 0.08, 0.45, 0.22
"""Beside each token: shades with so much of its ink left, and one with so much black added."""
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


def painter(look: Look, medium: Medium) -> Callable[[str], str]:
    """A function from a hexadecimal colour to what the medium prints for it.

    In ink it raises ``UnknownColourError`` for what is neither a token nor black nor white.
    """
    inks = _FIXED | {token.light: _inks(token) for token in look.tokens}

    def paint(colour: str) -> str:
        if medium == "light":
            return colour
        try:
            return css_inks(inks[colour.upper()])
        except KeyError:
            raise UnknownColourError(colour) from None

    return paint


def named_colours(look: Look, medium: Medium, accent: str) -> dict[str, str]:
    """Every colour that styles and ornaments may name, with its value: ``indigo``, ``accent``.

    Each token has ``-haze`` (for grounds), ``-mid`` and ``-deep`` (for shadows) beside it, unless
    the look has a token of that name.
    """
    paint = painter(look, medium)
    colours = {"white": paint(WHITE), "black": paint(BLACK)}
    for token in look.tokens:
        colours |= _shades(token, medium, token.id)
    colours |= {token.id: paint(token.light) for token in look.tokens}
    return colours | _shades(look.token(accent), medium, "accent")


def variables(look: Look, medium: Medium, accent: str) -> str:
    """The named colours as custom properties of CSS: ``--indigo``, ``--accent``."""
    named = named_colours(look, medium, accent)
    return ":root { " + "; ".join(f"--{name}: {value}" for name, value in named.items()) + " }"


def _shades(token: Token, medium: Medium, name: str) -> dict[str, str]:
    inks = _inks(token)
    red, green, blue = _rgb(token.light)

    def lighter(share: float) -> str:
        if medium == "inks":
            return css_inks((inks[0] * share, inks[1] * share, inks[2] * share, inks[3] * share))
        return _hex([round(255 - (255 - part) * share) for part in (red, green, blue)])

    if medium == "inks":
        deep = css_inks((*inks[:3], min(1.0, inks[3] + _DEEP)))
    else:
        deep = _hex([round(part * (1 - _DEEP)) for part in (red, green, blue)])
    own = css_inks(inks) if medium == "inks" else token.light
    shades = {"haze": lighter(_HAZE), "mid": lighter(_MID), "deep": deep}
    return {name: own} | {f"{name}-{shade}": value for shade, value in shades.items()}


def _hex(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02X}" for part in parts)
