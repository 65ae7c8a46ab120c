"""Pages, their number, their boxes, and what is laid upon them."""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.press.preflight import limits, rules
from generator.press.preflight.inside.matrix import Rect, common, empty, grown
from generator.press.preflight.inside.pages import Leaf
from generator.press.preflight.inside.reading import entry, items, name, rectangle
from generator.press.preflight.verdict import Expected, Finding, Measure

_ON_PAPER = ("/PrinterMark", "/TrapNet")
"""Annotations that PDF/X-4 admits anywhere (ISO 15930-7, 6.17)."""


def check(leaves: Sequence[Leaf], expected: Expected | None) -> Iterator[Finding]:
    """What is wrong with the pages as sheets of paper."""
    yield from _count(leaves, expected)
    for leaf in leaves:
        yield from _boxes(leaf)
        yield from _turned(leaf)
        yield from _annotations(leaf)
    yield from _sizes(leaves, expected)


def _count(leaves: Sequence[Leaf], expected: Expected | None) -> Iterator[Finding]:
    count = len(leaves)
    if expected is not None:
        if count != expected.pages:
            yield _found("pages-expected", 0, Measure(count), Measure(expected.pages))
    elif count > 2 and count % rules.SADDLE:
        up = -(-count // rules.SADDLE) * rules.SADDLE
        yield _found("page-count", 0, Measure(count), Measure(up))


def _found(code: str, page: int, measured: Any = None, limit: Any = None) -> Finding:
    return Finding(code, "error", page, None, measured, limit)


def _boxes(leaf: Leaf) -> Iterator[Finding]:
    """ISO 15930-7, 6.4.2: the trim inside the bleed inside the media, and no art box beside."""
    if leaf.unit != 1:
        yield _found("user-unit", leaf.number, Measure(leaf.unit), Measure(1))
    if "/CropBox" in leaf.given and not _same(leaf.crop, leaf.media):
        yield _found("crop-box", leaf.number, _size(leaf, leaf.crop), _size(leaf, leaf.media))
    if "/TrimBox" not in leaf.given:
        yield _found("no-trim-box", leaf.number)
        return
    if "/ArtBox" in leaf.given:
        yield _found("art-box", leaf.number)
    outer = leaf.bleed if "/BleedBox" in leaf.given else leaf.media
    if not _holds(leaf.media, leaf.bleed) or not _holds(outer, leaf.trim):
        yield _found("box-nesting", leaf.number, _size(leaf, leaf.trim), _size(leaf, outer))


def _same(one: Rect, other: Rect) -> bool:
    return all(abs(a - b) <= rules.BOX_SLACK for a, b in zip(one, other, strict=True))


def _holds(outer: Rect, inner: Rect) -> bool:
    shared = common(inner, grown(outer, rules.BOX_SLACK))
    return shared is not None and _same(shared, inner)


def _size(leaf: Leaf, box: Rect) -> Measure:
    width, height = (value * leaf.millimetres for value in (box.width, box.height))
    return Measure(_words((width, height)), "mm")


def _words(size: tuple[float, float]) -> str:
    return " × ".join(f"{round(value, 1):g}" for value in size)


def _turned(leaf: Leaf) -> Iterator[Finding]:
    if leaf.rotate:
        measured, limit = Measure(float(leaf.rotate), "°"), Measure(0, "°")
        yield Finding("rotated", "warning", leaf.number, None, measured, limit)


def _sizes(leaves: Sequence[Leaf], expected: Expected | None) -> Iterator[Finding]:
    first = leaves[0].size
    for leaf in leaves:
        if expected is not None and not _close(leaf.size, expected.trim):
            measured, limit = Measure(_words(leaf.size), "mm"), Measure(_words(expected.trim), "mm")
            yield _found("trim-expected", leaf.number, measured, limit)
        elif expected is None and not _close(leaf.size, first):
            measured, limit = Measure(_words(leaf.size), "mm"), Measure(_words(first), "mm")
            yield Finding("trim-differs", "warning", leaf.number, None, measured, limit)


def _close(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= rules.TRIM_SLACK for a, b in zip(one, other, strict=True))


def _annotations(leaf: Leaf) -> Iterator[Finding]:
    """Notes and links inside the bleed box (ISO 15930-7, 6.17)."""
    for annotation in items(entry(leaf.page, "/Annots"), limits.ANNOTATIONS):
        kind = name(entry(annotation, "/Subtype"))
        box = rectangle(entry(annotation, "/Rect"))
        if kind in (*_ON_PAPER, "/Popup", "") or box is None:
            continue
        shared = common(box, leaf.bleed)
        if shared is not None and not empty(shared):
            place = leaf.place(box)
            details = {"found": kind.removeprefix("/")}
            yield Finding("annotation", "error", leaf.number, place, details=details)
