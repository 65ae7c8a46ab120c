"""Small pictures of a file's pages, with the places of its findings marked on them."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

from generator.press.preflight.inside.pages import Leaf, leaves
from generator.press.preflight.inside.reading import FAULTS, opened, oversized, qpdf_within_limits
from generator.press.preflight.looks.raster import coloured, rendered, scale_within
from generator.press.preflight.verdict import Box, Finding, Verdict

_PAGES = 8
"""Pages that are shown at most: those with findings before the others."""
_ROOM = (180.0, 118.0)
"""Millimetres for all pictures together, across and down."""
_GAP = 5.0
_AROUND = 5.0
"""Millimetres of the page that are shown around its trim."""
_DOTS = 6.0
"""Dots a millimetre of a picture on paper: 150 an inch."""
_MARK = 2.4
"""Millimetres on the sheet that a mark measures at least."""


@dataclass(frozen=True)
class Mark:
    """A numbered place on a picture, in mm of the picture."""

    number: int
    severity: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class View:
    """A page's picture with its marks; all lengths in mm on the sheet."""

    number: int
    name: str
    width: float
    height: float
    trim: Box
    marks: tuple[Mark, ...]
    whole: tuple[int, ...]
    """Numbers of findings that are about the page as a whole."""


@dataclass(frozen=True)
class _Shown:
    """A page in its own millimetres: from where to where it is shown, seen from its trim."""

    leaf: Leaf
    frame: Box


def views(data: bytes, verdict: Verdict) -> tuple[list[View], dict[str, bytes]]:
    """The pages as they are shown, and their pictures (PNG) by name; none where none can be had."""
    pictures: dict[str, bytes] = {}
    shown = list(_pages(data, verdict))
    scale = _fitting([page.frame for page in shown])
    drawn = list(_drawn(data, shown, scale, pictures))
    return [_view(page, verdict, scale, file) for page, file in drawn], pictures


def _pages(data: bytes, verdict: Verdict) -> Iterator[_Shown]:
    """The pages to be shown; none of a file that could not be looked at."""
    with qpdf_within_limits():
        pdf, _ = opened(data)
        if pdf is None or {each.code for each in verdict.findings} & {"too-heavy", "not-drawn"}:
            return
        with pdf:
            if oversized(pdf):
                return
            told = {each.page for each in verdict.findings}
            found = sorted(leaves(pdf), key=lambda leaf: (leaf.number not in told, leaf.number))
            for leaf in sorted(found[:_PAGES], key=lambda leaf: leaf.number):
                width, height = leaf.size
                yield _Shown(leaf, _within_page(leaf, Box(0, 0, width, height)))


def _within_page(leaf: Leaf, trim: Box) -> Box:
    """The trim and a bit around it, as far as the page goes."""
    whole = leaf.place(leaf.drawn)
    left, top = max(whole.x, trim.x - _AROUND), max(whole.y, trim.y - _AROUND)
    right = min(whole.x + whole.width, trim.width + _AROUND)
    bottom = min(whole.y + whole.height, trim.height + _AROUND)
    return Box(left, top, max(right - left, 1.0), max(bottom - top, 1.0))


def _fitting(frames: Sequence[Box]) -> float:
    """The scale at which all pictures find room side by side, in as many rows as suit them."""
    width, height = _ROOM
    best = 0.0
    for rows in range(1, len(frames) + 1):
        columns = -(-len(frames) // rows)
        wide = (width - _GAP * (columns - 1)) / columns / max(frame.width for frame in frames)
        high = (height - _GAP * 2 * (rows - 1)) / rows / max(frame.height for frame in frames)
        best = max(best, min(wide, high))
    return min(best, 1.0)


def _drawn(
    data: bytes, shown: Sequence[_Shown], scale: float, pictures: dict[str, bytes]
) -> Iterator[tuple[_Shown, str]]:
    """Each page with the name of its picture; a page that cannot be drawn is left out."""
    if not shown:
        return
    try:
        with rendered(data) as document:
            for each in shown:
                name = f"{each.leaf.number}.png"
                pictures[name] = _picture(document[each.leaf.number - 1], each, scale)
                yield each, name
    except FAULTS:
        return


def _picture(page: Any, shown: _Shown, scale: float) -> bytes:
    leaf, frame = shown.leaf, shown.frame
    points = 1 / leaf.millimetres
    width, height = page.get_size()
    left, top = leaf.corner
    x, y = left + frame.x * points, top + frame.y * points
    right, bottom = x + frame.width * points, y + frame.height * points
    crop = (max(0.0, x), max(0.0, height - bottom), max(0.0, width - right), max(0.0, y))
    wanted = scale_within(width, height, scale * _DOTS * leaf.millimetres)
    dots = coloured(page, wanted, crop)
    out = io.BytesIO()
    Image.fromarray(dots[..., ::-1].copy()).save(out, "PNG")
    return out.getvalue()


def _view(shown: _Shown, verdict: Verdict, scale: float, name: str) -> View:
    frame = shown.frame
    width, height = shown.leaf.size
    here = [
        (number, finding)
        for number, finding in enumerate(verdict.findings, 1)
        if finding.page == shown.leaf.number
    ]
    return View(
        shown.leaf.number,
        name,
        round(frame.width * scale, 2),
        round(frame.height * scale, 2),
        _scaled(Box(0, 0, width, height), frame, scale),
        tuple(
            _mark(number, finding, finding.box, frame, scale)
            for number, finding in here
            if finding.box
        ),
        tuple(number for number, finding in here if not finding.box),
    )


def _scaled(box: Box, frame: Box, scale: float) -> Box:
    values = ((box.x - frame.x), (box.y - frame.y), box.width, box.height)
    return Box(*(round(value * scale, 2) for value in values))


def _mark(number: int, finding: Finding, box: Box, frame: Box, scale: float) -> Mark:
    """A mark around a place, large enough to be seen and inside its picture."""
    small = _scaled(box, frame, scale)
    width, height = max(small.width, _MARK), max(small.height, _MARK)
    x, y = small.x - (width - small.width) / 2, small.y - (height - small.height) / 2
    most_x, most_y = frame.width * scale, frame.height * scale
    left, top = min(max(x, 0.0), most_x - _MARK), min(max(y, 0.0), most_y - _MARK)
    right, bottom = min(x + width, most_x), min(y + height, most_y)
    return Mark(
        number,
        finding.severity,
        round(left, 2),
        round(top, 2),
        round(max(right - left, _MARK), 2),
        round(max(bottom - top, _MARK), 2),
    )
