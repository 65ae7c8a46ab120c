"""One cell to what a report row writes: a period out of a day or a text, a word translated."""

import re
from collections.abc import Mapping as Words
from datetime import date
from functools import lru_cache

from generator.model.mapping import Source
from generator.model.vietnamese import nfc, same_spelling
from generator.reach.intake.grid import Uncomputed, Value, is_blank
from generator.reach.intake.values import Wrong, day, shown

LONGEST = 300
"""Characters of a text that a pattern is held against: many stars and a long text take for ever."""
_PARTS = {
    "year": r"(?P<year>\d{4})",
    "half": r"(?P<half>ii?|[12])",
    "quarter": r"(?P<quarter>iv|i{1,3}|[1-4])",
    "month": r"(?P<month>\d{1,2})",
    "text": r"(?P<text>.+?)",
}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def picked(cell: Value, source: Source) -> Value:
    """What a source says; the cell itself where its pattern does not fit: it is judged later."""
    if is_blank(cell) or isinstance(cell, Uncomputed):
        return cell
    if source.pattern:
        found = _pattern(source.pattern).fullmatch(
            " ".join(nfc(shown_whole(cell)[:LONGEST]).split())
        )
        return _said(found, source.year) or cell if found else cell
    if source.every:
        try:
            return _period_of(day(cell), source.every)
        except Wrong:
            return cell
    return cell


def shown_whole(cell: Value) -> str:
    """A cell's text, not shortened."""
    return cell if isinstance(cell, str) else shown(cell)


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    """``Quý {quarter}*`` as a regular expression."""
    parts = re.split(r"(\{\w+\}|\*)", " ".join(nfc(pattern).split()))
    built = (
        ".*?" if part == "*" else _PARTS.get(part[1:-1]) if part.startswith("{") else None
        for part in parts
    )  # fmt: skip
    pieces = [one or re.escape(part) for one, part in zip(built, parts, strict=True)]
    return re.compile("".join(pieces), re.IGNORECASE)


def _said(found: re.Match[str], year: int | None) -> str | None:
    """The text, or the name of the period, that a pattern picked out."""
    parts = {name: text for name, text in found.groupdict().items() if text}
    if "text" in parts:
        return parts["text"].strip()
    written = parts.get("year") or (str(year) if year else "")
    if not written:
        return None
    for name, letter in (("quarter", "Q"), ("half", "S")):
        if name in parts:
            digit = _ROMAN.get(parts[name].lower()) or int(parts[name])
            return f"{written}-{letter}{digit}"
    return f"{written}-{int(parts['month']):02d}" if "month" in parts else written


def _period_of(day_: date, every: str) -> str:
    """The name of the month, quarter, half or year in which a day lies."""
    return {
        "month": f"{day_.year}-{day_.month:02d}",
        "quarter": f"{day_.year}-Q{(day_.month + 2) // 3}",
        "half": f"{day_.year}-S{(day_.month + 5) // 6}",
        "year": str(day_.year),
    }[every]


def translated(cell: Value, words: Words[str, str] | None) -> Value:
    """What the contract writes for a word of the table; the cell itself where there is none.

    ``words`` are by ``same_spelling``.
    """
    if not words or is_blank(cell) or isinstance(cell, Uncomputed):
        return cell
    return words.get(same_spelling(shown_whole(cell)), cell)


def chosen(cell: Value, option: str) -> bool:
    """Whether an option is among the choices that a cell lists, however they are separated."""
    text = same_spelling(shown_whole(cell))
    wanted = same_spelling(option)
    listed = re.split(r"\s*[,;|\n]\s*", text)
    return wanted in listed or wanted in text.split()
