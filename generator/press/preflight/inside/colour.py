"""Colour spaces as they stand in a file, and the inks that a colour in them becomes.

A colour that is not given in inks is turned into inks without any profile, as a proof would look
like: good enough to sum ink up, and its space is an error anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Stream, String

from generator.press.preflight import limits
from generator.press.preflight.inside.functions import Function, read_function
from generator.press.preflight.inside.reading import (
    FAULTS,
    content,
    entry,
    items,
    name,
    numbers,
    text,
    whole,
)

Inks = tuple[float, float, float, float]
NO_INK: Inks = (0.0, 0.0, 0.0, 0.0)
PROCESS = ("/Cyan", "/Magenta", "/Yellow", "/Black")
_PARTS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/CalGray": 1, "/CalRGB": 3}
_PARTS |= {"/Lab": 3, "/Indexed": 1, "/Separation": 1}
SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
DEFAULTS = {
    "/DeviceGray": "/DefaultGray",
    "/DeviceRGB": "/DefaultRGB",
    "/DeviceCMYK": "/DefaultCMYK",
}
_DEPTH = 6


@dataclass(frozen=True, eq=False)
class Space:
    """A colour space. ``names``: colorants of Separation and DeviceN. ``base``: what Indexed and
    Pattern stand on, or what a spot colour is shown in instead."""

    family: str
    parts: int
    names: tuple[str, ...] = ()
    base: "Space | None" = None
    table: bytes = b""
    tint: Function | None = None
    ranges: tuple[float, ...] = ()

    @property
    def named(self) -> bool:
        """Whether it names its inks one by one."""
        return self.family in ("/Separation", "/DeviceN")

    def initial(self) -> tuple[float, ...]:
        """The colour after the space is chosen (ISO 32000-1, 8.6.8)."""
        if self.family == "/DeviceCMYK":
            return (0.0, 0.0, 0.0, 1.0)
        if self.named:
            return (1.0,) * self.parts
        return (0.0,) * self.parts

    def inks(self, values: Sequence[float]) -> Inks | None:
        """The inks of a colour; none where it puts down nothing at all or cannot be known."""
        known = [min(max(value, 0.0), 1.0) for value in values]
        if len(known) < self.parts or not self.parts:
            return None
        found: Inks | None = None
        if self.family == "/DeviceCMYK":
            found = known[0], known[1], known[2], known[3]
        elif self.family in ("/DeviceGray", "/CalGray"):
            found = 0.0, 0.0, 0.0, 1 - known[0]
        elif self.family in ("/DeviceRGB", "/CalRGB"):
            found = from_rgb(known)
        elif self.family == "/Lab":
            found = from_rgb(_from_lab(values))
        elif self.family == "/ICCBased" and self.base:
            found = self.base.inks(values)
        elif self.family == "/Indexed":
            found = self._looked_up(values[0])
        elif self.named:
            found = self._mixed(known)
        return found

    def _looked_up(self, value: float) -> Inks | None:
        base = self.base or UNKNOWN
        at = max(0, int(value)) * base.parts
        raw = self.table[at : at + base.parts]
        return base.inks(base.decoded([byte / 255 for byte in raw.ljust(base.parts, b"\0")]))

    def decoded(self, shares: Sequence[float]) -> tuple[float, ...]:
        """Values of the space from shares of its ranges, as images store them."""
        if self.family != "/Lab":
            return tuple(shares)
        low_a, high_a, low_b, high_b = self.ranges or (-100.0, 100.0, -100.0, 100.0)
        light, a, b = shares
        return light * 100, low_a + a * (high_a - low_a), low_b + b * (high_b - low_b)

    def _mixed(self, values: Sequence[float]) -> Inks | None:
        """Named inks: process colours as themselves, others as their alternative shows them."""
        if set(self.names) == {"/None"}:
            return None
        if self.names == ("/All",):
            return (values[0],) * 4
        inks = dict.fromkeys(PROCESS, 0.0)
        if set(self.names) <= {*PROCESS, "/None"}:
            for each, value in zip(self.names, values, strict=False):
                if each in inks:
                    inks[each] = max(inks[each], value)
            return inks["/Cyan"], inks["/Magenta"], inks["/Yellow"], inks["/Black"]
        if self.tint and self.base:
            try:
                return self.base.inks(self.tint(values))
            except FAULTS:
                return None
        return None


UNKNOWN = Space("/Unknown", 1)
GRAY, RGB, CMYK = (Space(each, _PARTS[each]) for each in DEFAULTS)
PATTERN = Space("/Pattern", 0)
_DEVICE = {"/DeviceGray": GRAY, "/DeviceRGB": RGB, "/DeviceCMYK": CMYK, "/Pattern": PATTERN}


@dataclass(frozen=True, eq=False)
class Colour:
    """A colour: its space, its values, its inks (none: a pattern, or nothing is put down)."""

    space: Space
    values: tuple[float, ...]
    inks: Inks | None
    pattern: Any = None
    """The pattern that is painted with, as ``patterns`` reads it."""

    @property
    def in_inks(self) -> bool:
        """Whether its inks stand in the file instead of being guessed from another space."""
        family = self.space.family
        return family in ("/DeviceCMYK", "/DeviceGray") or (
            self.space.named and set(self.space.names) <= set(PROCESS)
        )

    @property
    def only_black(self) -> bool:
        """Full black ink and no other."""
        return self.in_inks and self.inks is not None and self.inks == (0, 0, 0, 1)

    @property
    def white(self) -> bool:
        """No ink, but painted."""
        return self.inks == NO_INK

    def spared(self, overprint: bool, mode: int) -> frozenset[int]:
        """The inks that this colour leaves as they lie when it overprints (ISO 32000-1, 8.6.7).

        With mode 1 those are the zeros of DeviceCMYK; named inks leave every other alone.
        """
        if not overprint or self.inks is None:
            return frozenset()
        if self.space.named or (self.space.family == "/DeviceCMYK" and mode == 1):
            return frozenset(place for place, ink in enumerate(self.inks) if not ink)
        return frozenset()


def coloured(space: Space, values: Sequence[float]) -> Colour:
    """A colour of a space, with its inks."""
    return Colour(space, tuple(values), space.inks(values))


BLACK = coloured(GRAY, (0.0,))


def from_rgb(values: Sequence[float]) -> Inks:
    """Inks of a screen's colour, its grey taken over by black."""
    cyan, magenta, yellow = (1 - min(max(value, 0.0), 1.0) for value in values[:3])
    black = min(cyan, magenta, yellow)
    return cyan - black, magenta - black, yellow - black, black


def _from_lab(values: Sequence[float]) -> tuple[float, ...]:
    """Rough sRGB of a Lab colour (D50, no adaptation)."""
    middle = (values[0] + 16) / 116
    roots = (middle + values[1] / 500, middle, middle - values[2] / 200)
    x, y, z = (
        white * (root**3 if root > 6 / 29 else (root - 16 / 116) * 0.1284)
        for white, root in zip((0.9642, 1.0, 0.8249), roots, strict=True)
    )
    linear = (
        3.134 * x - 1.617 * y - 0.491 * z,
        -0.979 * x + 1.916 * y + 0.033 * z,
        0.072 * x - 0.229 * y + 1.405 * z,
    )
    return tuple(max(value, 0.0) ** (1 / 2.2) for value in linear)


def read_space(thing: Any, resources: Any = None, depth: int = 0) -> Space:
    """The space that a name or an array stands for; ``UNKNOWN`` where it cannot be read.

    ``resources``: the dictionary in which names are looked up, and the spaces that stand in for
    the device's (ISO 32000-1, 8.6.5.6).
    """
    try:
        return _read(thing, resources, depth)
    except FAULTS:
        return UNKNOWN


def _read(thing: Any, resources: Any, depth: int) -> Space:
    if depth > _DEPTH:
        return UNKNOWN
    named = entry(resources, "/ColorSpace")
    family = name(thing[0]) if isinstance(thing, Array) and len(thing) else name(thing)
    if isinstance(thing, str) and not family:
        family = thing
    family = SHORT.get(family, family)
    if family in DEFAULTS:
        instead = entry(named, DEFAULTS[family])
        return _DEVICE[family] if instead is None else _read(instead, None, depth + 1)
    if not isinstance(thing, Array):
        if family == "/Pattern":
            return PATTERN
        inside = entry(named, family) if family else None
        return UNKNOWN if inside is None else _read(inside, resources, depth + 1)
    return _from_array(family, items(thing, 8), resources, depth)


def _from_array(family: str, parts: list[Any], resources: Any, depth: int) -> Space:
    def under(place: int) -> Space:
        return _read(parts[place], resources, depth + 1)

    found = UNKNOWN
    if family == "/Pattern":
        found = Space("/Pattern", 0, base=under(1)) if len(parts) > 1 else PATTERN
    elif family in ("/CalGray", "/CalRGB"):
        found = Space(family, _PARTS[family])
    elif family == "/Lab":
        found = Space(family, 3, ranges=numbers(entry(parts[1], "/Range"), 4))
    elif family == "/ICCBased":
        base = {1: GRAY, 3: RGB, 4: CMYK}.get(whole(entry(parts[1], "/N")), UNKNOWN)
        found = Space(family, base.parts, base=base)
    elif family == "/Indexed":
        found = Space(family, 1, base=under(1), table=_table(parts[3]))
    elif family == "/Separation":
        found = Space(family, 1, (name(parts[1]),), under(2), tint=read_function(parts[3]))
    elif family == "/DeviceN":
        names = tuple(name(each) for each in items(parts[1], 64))
        found = Space(family, len(names), names, under(2), tint=read_function(parts[3]))
    return found


def _table(thing: Any) -> bytes:
    if isinstance(thing, Stream):
        return content(thing, limits.SMALL_STREAM_BYTES)
    return bytes(thing) if isinstance(thing, String) else text(thing).encode("latin-1", "replace")
