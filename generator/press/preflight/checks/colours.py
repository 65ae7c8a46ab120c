"""Colours: only cyan, magenta, yellow and black, in everything that is painted."""

from collections.abc import Iterator

from generator.press.preflight import rules
from generator.press.preflight.inside.canvas import Sheet
from generator.press.preflight.inside.colour import PROCESS, Colour, Space
from generator.press.preflight.inside.pages import Leaf
from generator.press.preflight.inside.state import Fill, Group, Line, Picture, Shade, Text, Thing
from generator.press.preflight.verdict import Finding, Measure

_FAMILIES = {
    "/DeviceRGB": "rgb",
    "/CalRGB": "cal-rgb",
    "/CalGray": "cal-gray",
    "/ICCBased": "icc-based",
    "/Lab": "lab",
}
_KINDS = {Fill: "area", Line: "line", Text: "text", Picture: "image", Shade: "gradient"}
_CMYK = Measure("CMYK")


def check(leaf: Leaf, sheet: Sheet) -> Iterator[Finding]:
    """Every colour of the page that is not in the four inks."""
    for thing in sheet.things:
        if isinstance(thing, Group):
            yield from _blending(leaf, thing)
            continue
        for space in spaces(thing):
            yield from _judged(leaf, thing, space)


def kind(thing: Thing) -> str:
    """What a thing is called: ``area``, ``line``, ``text``, ``image``, ``gradient``."""
    return "mask" if thing.role == "mask" else _KINDS.get(type(thing), "area")


def colours(thing: Thing) -> Iterator[Colour]:
    """The colours that a thing is painted in."""
    if isinstance(thing, (Fill, Line)):
        yield thing.colour
    elif isinstance(thing, Text):
        yield from (colour for colour in (thing.colour, thing.stroked) if colour)
    elif isinstance(thing, Picture) and thing.stencil:
        yield thing.stencil


def spaces(thing: Thing) -> Iterator[Space]:
    """The colour spaces that a thing is painted in; an indexed one counts as what it indexes."""
    if isinstance(thing, Shade) or (isinstance(thing, Picture) and not thing.stencil):
        yield _plain(thing.space)
    else:
        yield from (_plain(colour.space) for colour in colours(thing))


def _plain(space: Space) -> Space:
    while space.family == "/Indexed" and space.base:
        space = space.base
    return space


def _judged(leaf: Leaf, thing: Thing, space: Space) -> Iterator[Finding]:
    details = {"what": kind(thing)}
    if space.family in _FAMILIES:
        measured = Measure(space.family.removeprefix("/"))
        code = _FAMILIES[space.family]
        place = leaf.place(thing.box)
        yield Finding(code, "error", leaf.number, place, measured, _CMYK, details)
    elif space.named:
        yield from _named(leaf, thing, space, details)


def _named(leaf: Leaf, thing: Thing, space: Space, details: dict[str, str]) -> Iterator[Finding]:
    """Spot colours, and the colour of registration marks where there are none."""
    place = leaf.place(thing.box)
    if "/All" in space.names:
        if leaf.within_bleed(thing.box):
            yield Finding("registration", "error", leaf.number, place, details=details)
        return
    spots = [each for each in space.names if each not in (*PROCESS, "/None")]
    if spots:
        measured = Measure(", ".join(spot.removeprefix("/") for spot in spots))
        yield Finding("spot", "error", leaf.number, place, measured, _CMYK, details)


def _blending(leaf: Leaf, group: Group) -> Iterator[Finding]:
    """Transparency blends in CMYK, or it changes colours on the way (GWG)."""
    space = _plain(group.space)
    if group.role == "mask" and space.family == "/DeviceGray":
        return
    if space.family != "/DeviceCMYK":
        measured = Measure(space.family.removeprefix("/"))
        place = leaf.place(group.box)
        yield Finding("blend-space", "error", leaf.number, place, measured, _CMYK)


def check_overprint(leaf: Leaf, sheet: Sheet) -> Iterator[Finding]:
    """White that overprints vanishes; small black that does not leaves a white rim."""
    for thing in sheet.things:
        if thing.role != "mask" and leaf.within_bleed(thing.box):
            yield from _vanishing(leaf, thing)
            yield from _knocking_out(leaf, thing)


def _vanishing(leaf: Leaf, thing: Thing) -> Iterator[Finding]:
    for colour, over, _ in _layers(thing):
        if over and colour.white and colour.in_inks:
            details = {"what": kind(thing)}
            place = leaf.place(thing.box)
            yield Finding("white-overprint", "error", leaf.number, place, details=details)
            return


def _layers(thing: Thing) -> Iterator[tuple[Colour, bool, bool]]:
    """The colours of a thing, whether each overprints, and whether it is a stroke."""
    inking = thing.inking
    if isinstance(thing, Line):
        yield thing.colour, inking.stroke_over, True
    elif isinstance(thing, Text):
        if thing.colour and inking.fill_alpha:
            yield thing.colour, inking.fill_over, False
        if thing.stroked and inking.stroke_alpha:
            yield thing.stroked, inking.stroke_over, True
    else:
        for colour in colours(thing):
            yield colour, inking.fill_over, False


def _knocking_out(leaf: Leaf, thing: Thing) -> Iterator[Finding]:
    if isinstance(thing, Text):
        size, least, code = thing.size * leaf.unit, rules.BLACK_TEXT, "black-text-knocks-out"
    elif isinstance(thing, Line):
        size, least, code = thing.width * leaf.unit, rules.BLACK_LINE, "black-line-knocks-out"
    else:
        return
    if size > least - 0.05:
        return
    for colour, over, _ in _layers(thing):
        if colour.only_black and not {0, 1, 2} <= colour.spared(over, thing.inking.mode):
            place = leaf.place(thing.box)
            measured, limit = Measure(size, "pt"), Measure(least, "pt")
            yield Finding(code, "warning", leaf.number, place, measured, limit)
            return
