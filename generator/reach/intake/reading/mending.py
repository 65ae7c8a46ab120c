"""Which texts of a file are in a legacy code: converted when that is certain, told when not.

A text can be plain Unicode, in one of the legacy codes, or in either (``lăng`` is a word, and is
what ``lóng`` in TCVN3 becomes). What only one of them explains is evidence, and settles what is in
doubt; where the evidence is of two minds, or there is none but a font, the cell is refused.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.model.problem import Problem
from generator.model.vietnamese import nfc
from generator.reach.intake.grid import Grid, Line, Value
from generator.reach.intake.reading.legacy import SCHEMES, Scheme, converted, could_be_western
from generator.reach.intake.reading.syllables import is_initials, is_syllable

TOLD = 50
"""Unreadable cells told of one sheet."""
ENOUGH = 2
"""So many different words that only one code explains are evidence; with a font, one is."""
LONGEST = 32
"""Letters of a word; one with more is none."""
_TOKEN = re.compile(r"[A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff\u20ab]{1,40}")
"""Letters, and the signs that legacy fonts draw as letters."""
_BEFORE, _AFTER = "«·µ°¿¡", "»¹²³ºª°®©·´"
"""Signs that stand right before or after a word in good text."""


@dataclass(frozen=True)
class Verdict:
    """What was found about the texts of a file."""

    read: dict[str, str] = field(default_factory=dict)
    """Text as it came to text as it is meant, for the texts in a legacy code."""
    unsure: dict[str, str] = field(default_factory=dict)
    """Text as it came to the names of the codes that it may be in."""
    schemes: tuple[Scheme, ...] = ()


def words_of(text: str) -> Iterator[str]:
    """The words with something beyond ASCII."""
    return (word for word in _TOKEN.findall(text) if not word.isascii())


def is_plain(word: str) -> bool:
    """Whether a word can be Vietnamese as it stands, or is a sign such as ``×``."""
    return len(word) <= LONGEST and _is_plain(word)


@lru_cache(maxsize=65536)
def _is_plain(word: str) -> bool:
    bare = nfc(word).lstrip(_BEFORE).rstrip(_AFTER)
    return (
        bare.isascii()
        or is_syllable(bare)
        or is_initials(bare)
        or not any(sign.isalpha() for sign in bare)
    )


def _is_broken(word: str) -> bool:
    """Whether a word has signs inside that belong to no language, as legacy letters look."""
    return (
        not is_plain(word)
        and could_be_western(word)
        and any(unicodedata.category(sign)[0] not in "LM" or sign in "µªº" for sign in word)
    )


def judged(texts: Iterable[str], font: Scheme | None) -> Verdict:
    """What the texts of one file are in; ``texts`` are its different ones beyond ASCII."""
    listed = list(texts)
    words = {word for text in listed for word in words_of(text)}
    if font is None and all(is_plain(word) for word in words):
        return Verdict()
    readings = {text: _readings(text) for text in listed}
    evidence = _evidence(readings, font)
    verdict = Verdict(schemes=tuple(scheme for scheme in SCHEMES if scheme in evidence))
    for text, possible in readings.items():
        _settle(text, possible, evidence, font, verdict)
    return verdict


def _readings(text: str) -> dict[str, str]:
    """What a text says in each code, ``Unicode`` among them, in which all of it is Vietnamese."""
    read = {"Unicode": text} | {scheme: converted(text, scheme) for scheme in SCHEMES}
    return {
        name: one
        for name, one in read.items()
        if one is not None and all(is_plain(word) for word in words_of(one))
    }


def _evidence(readings: dict[str, dict[str, str]], font: Scheme | None) -> set[str]:
    """The codes that alone explain enough words; a font lowers what is enough."""
    only: Counter[str] = Counter()
    seen: set[str] = set()
    for text, possible in readings.items():
        if len(possible) == 1:
            new = set(words_of(text)) - seen
            seen |= new
            only[next(iter(possible))] += len(new)
    least = {name: 1 if name in {"Unicode", font} else ENOUGH for name in only}
    return {name for name, count in only.items() if count >= least[name]}


def _settle(
    text: str, possible: dict[str, str], evidence: set[str], font: Scheme | None, verdict: Verdict
) -> None:
    if set(possible.values()) == {text}:
        return
    likely = [name for name in possible if name in evidence]
    if not likely and "Unicode" in possible and (font not in possible or evidence):
        likely = ["Unicode"]
    if len(likely) == 1:
        if likely[0] != "Unicode":
            verdict.read[text] = possible[likely[0]]
    elif possible:
        verdict.unsure[text] = " / ".join(name for name in possible if name != "Unicode")
    elif evidence - {"Unicode"} or any(map(_is_broken, words_of(text))):
        verdict.unsure[text] = " / ".join(SCHEMES[:2])


def mended(
    grids: Sequence[Grid], texts: Iterable[str], font: Scheme | None
) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """The tables in Unicode, with an error at each cell in doubt and a warning on what changed."""
    verdict = judged(texts, font)
    if not verdict.read and not verdict.unsure:
        return tuple(grids), ()
    problems: list[Problem] = []
    for grid in grids:
        problems += _doubts(grid, verdict)
    found = tuple(in_unicode(grid, verdict.read) for grid in grids)
    if verdict.read:
        text, read = next(iter(verdict.read.items()))
        details = {
            "found": text[:60],
            "read": read[:60],
            "scheme": " / ".join(verdict.schemes),
        }
        problems.append(Problem(grids[0].file, 0, 0, "report-legacy-converted", details, "warning"))
    return found, tuple(problems)


def _doubts(grid: Grid, verdict: Verdict) -> Iterator[Problem]:
    told = 0
    if not verdict.unsure:
        return
    for line in grid.lines:
        for column, cell in enumerate(line.cells):
            if isinstance(cell, str) and cell in verdict.unsure and told < TOLD:
                told += 1
                details = {"found": cell[:60], "scheme": verdict.unsure[cell]}
                yield grid.problem("report-legacy-unsure", line.number, column, details)


def in_unicode(grid: Grid, read: dict[str, str]) -> Grid:
    """The table with some texts replaced."""

    def cell(one: Value) -> Value:
        return read.get(one, one) if isinstance(one, str) else one

    lines = tuple(Line(line.number, tuple(map(cell, line.cells))) for line in grid.lines)
    return Grid(grid.file, grid.sheet, lines)
