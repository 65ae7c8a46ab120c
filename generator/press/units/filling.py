"""Slots that are alike but for some words: one is set, the others are filled in like a form.

The renderer sets three slots of one shape: with the shortest words of all units, with the widest,
and with those of one unit. Where they differ in nothing but words, and in where on their line words
begin, it is known how every slot between them looks. What is reckoned from the first two must be
what the renderer made of the third; where it is not, nothing is filled in.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from generator.press.setting.shaping import Shaped, shape

_RUN = re.compile(
    rb"1 0 0 -1 (?P<x>[\d.-]+) [\d.-]+ Tm\s+/(?P<font>\S+) (?P<size>[\d.]+) Tf\s+"
    rb"(?:/\S+ gs\s+)?(?P<line>\[[^\]]*\])\s*TJ"
)
"""A line in one typeface as the renderer draws it; lengths are CSS pixels."""
_PART = re.compile(rb"<([0-9a-fA-F]*)>|(-?\d[\d.]*)")
_X, _LINE = b"\1", b"\0"
"""Marks of what is filled in; no content stream of ours has these bytes."""
NEAR = 0.02
"""Pixels by which places may differ from what was reckoned: the renderer cuts decimals off."""
SHARES = (1.0, -1.0, -0.5, 0.5)
"""By how much of a word's width something moves: after it, before it, around its middle."""

Letters = Mapping[str, Mapping[int, str]]
"""By the name of a font in the content: what its glyphs stand for."""
Widths = Mapping[str, Mapping[int, int]]
"""The same: how wide its glyphs are, in thousandths of an em."""


@dataclass(frozen=True)
class Run:
    """A line of glyphs: where it begins, what it shows and how, and what TJ is given."""

    x: float
    font: str
    size: float
    glyphs: tuple[int, ...]
    kerns: tuple[int, ...]
    line: bytes


@dataclass(frozen=True)
class Word:
    """A line that differs from unit to unit: which run it is, its face, what follows it."""

    run: int
    face: Path
    tail: tuple[int, ...]


@dataclass(frozen=True)
class Form:
    """A slot to be filled in. ``pieces`` stand before and between its ``runs``.

    ``words`` are the runs that differ; ``movers`` say which word moves a run, and by how much of
    that word's width.
    """

    pieces: tuple[bytes, ...]
    runs: tuple[Run, ...]
    words: tuple[Word, ...]
    first: tuple[Shaped, ...]
    movers: tuple[tuple[int, float] | None, ...]
    language: str

    def filled(self, texts: Sequence[str], held: Letters | None = None) -> bytes | None:
        """The content with a unit's words; ``None`` where the fonts ``held`` lack a letter."""
        shown = {word.run: number for number, word in enumerate(self.words)}
        lines = [shape(w.face, t, self.language) for w, t in zip(self.words, texts, strict=True)]
        moved: list[float] = []
        for word, line, first in zip(self.words, lines, self.first, strict=True):
            run = self.runs[word.run]
            if line is None or (held is not None and not _held(line, held.get(run.font, {}))):
                return None
            moved.append((line.width - first.width) * run.size)
        parts = [self.pieces[0]]
        for number, run in enumerate(self.runs):
            mover = self.movers[number]
            x = run.x + (mover[1] * moved[mover[0]] if mover else 0.0)
            head, rest = self.pieces[number + 1].split(_LINE)
            own = lines[shown[number]] if number in shown else None
            operand = own.operand(self.words[shown[number]].tail) if own else run.line
            parts += [f"{x:.4f}".encode(), head, operand, rest]
        return b"".join(parts)


@dataclass(frozen=True)
class Faces:
    """The files of typefaces that words may be set in, and the fonts that a content names."""

    paths: tuple[Path, ...]
    widths: Widths
    language: str

    def line(self, path: Path, text: str, run: Run) -> Shaped | None:
        """A text in a face, where that is the font of ``run``."""
        line = shape(path, text, self.language)
        known = self.widths.get(run.font, {})
        pairs = zip(line.glyphs, line.own, strict=True) if line else ()
        return line if all(known.get(glyph) == own for glyph, own in pairs) else None


def form_of(probes: Sequence[tuple[Sequence[str], bytes]], faces: Faces) -> Form | None:
    """The form behind three probes, words and content of each: short, wide, and one to check.

    ``None`` where they differ in more than the words and their places.
    """
    language = faces.language
    skeletons = {_skeleton(content) for _, content in probes}
    if len(skeletons) != 1:
        return None
    runs = [tuple(_runs(content)) for _, content in probes]
    texts = [text for text, _ in probes]
    words = tuple(_words(texts, runs, faces))
    lines = [
        [shape(w.face, t, language) for w, t in zip(words, own, strict=False)] for own in texts
    ]
    if len(words) != len(texts[0]) or any(line is None for own in lines for line in own):
        return None
    sizes = [runs[0][word.run].size for word in words]
    widths = [[line.width * size for line, size in zip(own, sizes, strict=True) if line]
              for own in lines]  # fmt: skip
    movers = [_mover([own[number].x for own in runs], widths) for number in range(len(runs[0]))]
    if _LOST in movers:
        return None
    form = Form(
        pieces=tuple(skeletons.pop().split(_X)),
        runs=runs[0],
        words=words,
        first=tuple(line for line in lines[0] if line),
        movers=tuple(movers),
        language=language,
    )
    again = form.filled(texts[2])
    return form if again is not None and _alike(tuple(_runs(again)), runs[2]) else None


_LOST = (-1, 0.0)
"""A place that no word's width explains."""


def _mover(xs: Sequence[float], widths: Sequence[Sequence[float]]) -> tuple[int, float] | None:
    """Which word moves a line that begins at ``xs`` in the probes; ``None`` where none does."""
    shifts = [x - xs[0] for x in xs[1:]]
    if all(abs(shift) < NEAR for shift in shifts):
        return None
    for word, share in product(range(len(widths[0])), SHARES):
        reckoned = [share * (own[word] - widths[0][word]) for own in widths[1:]]
        if all(abs(a - b) < NEAR for a, b in zip(shifts, reckoned, strict=True)):
            return word, share
    return _LOST


def _words(
    texts: Sequence[Sequence[str]], runs: Sequence[Sequence[Run]], faces: Faces
) -> Iterator[Word]:
    """The run and face of each word, in their order; fewer where one is not found."""
    taken: set[int] = set()
    for short, wide in zip(texts[0], texts[1], strict=True):
        for number, path in product(range(len(runs[0])), faces.paths):
            one, other = runs[0][number], runs[1][number]
            tail = _tail(one, faces.line(path, short, one))
            same = tail == _tail(other, faces.line(path, wide, other))
            if tail is not None and same and number not in taken:
                taken.add(number)
                yield Word(number, path, tail)
                break


def _tail(run: Run, line: Shaped | None) -> tuple[int, ...] | None:
    """What follows a line in a run that begins with it; ``None`` where it does not."""
    if line is None or run.glyphs[: len(line.glyphs)] != line.glyphs:
        return None
    kerns = zip(run.kerns, line.kerns, strict=False)
    last = len(line.glyphs) - 1  # what stands after it may be kerned to a tail
    if any(abs(a - b) > 1 for at, (a, b) in enumerate(kerns) if at < last):
        return None
    return run.glyphs[len(line.glyphs) :]


def _alike(one: Sequence[Run], other: Sequence[Run]) -> bool:
    """Whether two contents show the same lines in the same places."""
    return all(
        abs(a.x - b.x) < NEAR
        and a.glyphs == b.glyphs
        and all(abs(k - m) <= 1 for k, m in zip(a.kerns, b.kerns, strict=True))
        for a, b in zip(one, other, strict=True)
    )


def _held(line: Shaped, letters: Mapping[int, str]) -> bool:
    pairs = zip(line.glyphs, line.text, strict=True)
    return all(letters.get(glyph) == letter for glyph, letter in pairs)


def _skeleton(content: bytes) -> bytes:
    """The content with marks in place of where lines begin and of the lines themselves."""
    parts, at = [], 0
    for match in _RUN.finditer(content):
        x, line = match.span("x"), match.span("line")
        parts += [content[at : x[0]], _X, content[x[1] : line[0]], _LINE]
        at = line[1]
    return b"".join([*parts, content[at:]])


def _runs(content: bytes) -> Iterator[Run]:
    for match in _RUN.finditer(content):
        glyphs: list[int] = []
        kerns: list[int] = []
        for shown, kern in _PART.findall(match["line"]):
            codes = [int(shown[at : at + 4], 16) for at in range(0, len(shown), 4)]
            glyphs += codes
            kerns += [0] * len(codes)
            if kern and kerns:
                kerns[-1] += int(float(kern))
        font, size = match["font"].decode(), float(match["size"])
        yield Run(float(match["x"]), font, size, tuple(glyphs), tuple(kerns), match["line"])
