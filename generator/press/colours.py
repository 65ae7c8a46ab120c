"""The look's colours as a printer or a screen needs them, from the same tokens.

A press file holds inks only (``device-cmyk``), so that nobody's software guesses a conversion.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from generator.model.look import Look, Token

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow, black: 0 to 1."""
Medium = Literal["inks", "light"]

WHITE, BLACK = "#FFFFFF", "#000000"
_FIXED: dict[str, Inks] = {WHITE: (0, 0, 0, 0), BLACK: (0, 0, 0, 1)}
_STEPS = {"haze": 0.08, "tint": 0.16, "soft": 0.38}
"""Lighter steps of a token, as the share of its ink that is left."""
_DEEP = 0.22
"""A darker step: so much black is added."""


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

    Each token has ``-haze``, ``-tint`` and ``-soft`` (lighter) and ``-deep`` (darker) beside it.
    """
    paint = painter(look, medium)
    colours = {"white": paint(WHITE), "black": paint(BLACK)}
    for token in look.tokens:
        colours |= dict(_steps(token, medium, token.id))
    return colours | dict(_steps(look.token(accent), medium, "accent"))


def variables(look: Look, medium: Medium, accent: str) -> str:
    """The named colours as custom properties of CSS: ``--indigo``, ``--accent-tint``."""
    named = named_colours(look, medium, accent)
    return ":root { " + "; ".join(f"--{name}: {value}" for name, value in named.items()) + " }"


def _steps(token: Token, medium: Medium, name: str) -> Iterator[tuple[str, str]]:
    inks = _inks(token)
    red, green, blue = _rgb(token.light)
    if medium == "inks":
        yield name, css_inks(inks)
    else:
        yield name, token.light
    for step, share in _STEPS.items():
        lighter = (inks[0] * share, inks[1] * share, inks[2] * share, inks[3] * share)
        mixed = [round(255 - (255 - part) * share) for part in (red, green, blue)]
        yield f"{name}-{step}", css_inks(lighter) if medium == "inks" else _hex(mixed)
    deep = (*inks[:3], min(1.0, inks[3] + _DEEP))
    dark = [round(part * (1 - _DEEP)) for part in (red, green, blue)]
    yield f"{name}-deep", css_inks(deep) if medium == "inks" else _hex(dark)


def _hex(parts: list[int]) -> str:
    return "#" + "".join(f"{part:02X}" for part in parts)
