"""What a set of plates shows of an ink: grey, or three inks as red, green and blue."""

from typing import Any

from pikepdf import Dictionary, Name

from generator.press.preflight.inside.colour import Inks

Plates = tuple[int, ...]
"""Which inks are shown: ``(0, 1, 2)`` as red, green, blue, or one as grey."""
TOGETHER: tuple[Plates, ...] = ((0, 1, 2), (3,))
SINGLY: tuple[Plates, ...] = ((0,), (1,), (2,), (3,))


def device(plates: Plates) -> Name:
    """The colour space in which the plates are shown."""
    return Name.DeviceRGB if len(plates) == 3 else Name.DeviceGray


def without(thing: Any, left_out: str) -> Dictionary:
    """A shallow copy of a dictionary without one entry."""
    return Dictionary({each: value for each, value in thing.items() if each != left_out})


def shares(inks: Inks | None, plates: Plates) -> list[str]:
    return [f"{1 - (inks[plate] if inks else 0):.4f}" for plate in plates]


def colour_operation(inks: Inks | None, plates: Plates, *, stroke: bool) -> bytes:
    """The operation that sets a colour as some plates show it; nothing for no colour."""
    if inks is None:
        return b""
    operator = "rg" if len(plates) == 3 else "g"
    return " ".join([*shares(inks, plates), operator.upper() if stroke else operator]).encode()
