"""\"Did you mean ...?\": the nearest known names to a mistyped one."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from generator.model.vietnamese import fold


def nearest(wrong: str, known: Iterable[str], *, most: int = 3, least: int = 70) -> tuple[str, ...]:
    """The known names most like ``wrong``, best first; none below ``least`` percent alike."""
    found = process.extract(
        wrong, sorted(set(known)), scorer=fuzz.ratio, processor=fold, limit=most, score_cutoff=least
    )
    return tuple(name for name, _, _ in found)


def one_of(names: Iterable[str]) -> str:
    """Names for a sentence, each in the quotation marks of the sentence's own catalogue."""
    return ", ".join(f"“{name}”" for name in names) or "–"
