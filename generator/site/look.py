"""The province's colours as the website needs them: both schemes, tints, and text on colour."""

from collections.abc import Iterator

from generator.model.look import TOKENS, Look, Token

Palette = dict[str, str]
"""Colours as ``#RRGGBB`` by the name of their custom property."""

_TINTS = {
    "indigo": 0.09,
    "buckwheat": 0.10,
    "terrace": 0.24,
    "leaf": 0.11,
    "red": 0.09,
    "stone": 0.10,
}
"""How much of a colour is in its tint on a light screen."""
_DARK_TINT = 0.17


def palettes(look: Look) -> dict[str, Palette]:
    """``light``, and ``dark`` where every colour that text stands on or in has a dark value."""
    tokens = {name: look.token(name) for name in TOKENS}
    found = {"light": _palette({name: token.light for name, token in tokens.items()}, dark=False)}
    darks = {name: token.dark for name, token in tokens.items() if token.dark}
    if len(darks) == len(tokens):
        found["dark"] = _palette(darks, dark=True)
    return found


def _palette(colours: Palette, *, dark: bool) -> Palette:
    paper, ink = colours["paper"], colours["ink"]
    palette = dict(colours)
    for name, share in _TINTS.items():
        # On a warm paper a tint of a cold colour turns grey: on a light screen it stands on white.
        ground, part = (paper, _DARK_TINT) if dark else ("#FFFFFF", share)
        palette[f"{name}-tint"] = mix(colours[name], ground, part)
    for name in ("indigo", "buckwheat", "terrace", "leaf", "red"):
        palette[f"on-{name}"] = max((ink, paper), key=lambda text: contrast(text, colours[name]))
    palette["card"] = mix(ink, paper, 0.05) if dark else mix(paper, "#FFFFFF", 0.35)
    palette["line"] = mix(colours["stone"], paper, 0.35)
    palette["control"] = mix(colours["stone"], paper, 0.85)
    palette["brand"] = mix(colours["indigo"], paper, 0.16) if dark else colours["indigo"]
    palette["brand-accent"] = colours["terrace"]
    palette["on-brand"] = ink if dark else paper
    return palette


def readable_accents(look: Look) -> Iterator[Token]:
    """The colours of the look in which a heading can be read on the page's own colour."""
    paper = look.token("paper")
    for token in look.tokens:
        light = contrast(token.light, paper.light) >= 4.5
        dark = token.dark and paper.dark and contrast(token.dark, paper.dark) >= 4.5
        if light and (dark or not paper.dark):
            yield token


def mix(colour: str, ground: str, share: float) -> str:
    """``share`` of ``colour`` (0 to 1) over ``ground``, in sRGB."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
