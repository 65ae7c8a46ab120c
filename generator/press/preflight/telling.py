"""Telling a verdict: as text for a printer, as JSON for programs, as problems for a build."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol

from generator.model.problem import Problem
from generator.press.preflight.verdict import Box, Finding, Verdict
from generator.sources.catalogue import Catalogue

Judged = tuple[str, Verdict]
"""A file's name as it is told, and the verdict on it."""


def statement(verdict: Verdict, say: Catalogue) -> str:
    """Whether the file passes, in one sentence; the word "certified" is not ours to use."""
    return say("preflight.passes" if verdict.passes else "preflight.fails")


def message(finding: Finding, say: Catalogue) -> str:
    """What is wrong, with page, place, measured value and limit where they belong."""
    return say(f"problem.preflight-{finding.code}", **_places(finding, decimal_mark(say.language)))


def hint(finding: Finding, say: Catalogue) -> str:
    """How to mend it."""
    return say(f"cure.preflight-{finding.code}", **_places(finding, decimal_mark(say.language)))


def facts(finding: Finding, say: Catalogue) -> str:
    """What was measured on what: ``Ảnh · đo được: 72 ppi · giới hạn: 225 ppi``."""
    return " · ".join(_facts(finding, say))


def to_text(files: Sequence[Judged], say: Catalogue) -> str:
    """All findings of all files as lines to read; numbers are those of the marked page."""
    return "\n\n".join("\n".join(_lines(name, verdict, say)) for name, verdict in files)


def to_json(files: Sequence[Judged], say: Catalogue) -> str:
    """All findings of all files for programs; the shape stands in CONTRACT."""
    records = [_record(name, verdict, say) for name, verdict in files]
    return json.dumps({"files": records}, ensure_ascii=False)


def problems(
    verdict: Verdict, file: str, details: Mapping[str, Any] | None = None
) -> tuple[Problem, ...]:
    """The errors as problems of a leaflet's ``file``: they stop a press file from being issued.

    ``details`` are added to each problem's own, such as the language of the file that was judged.
    """
    found = [
        Problem(file, 0, 0, f"preflight-{each.code}", {**(details or {}), **_places(each, ".")})
        for each in verdict.errors
    ]
    return tuple(found)


def decimal_mark(language: str) -> str:
    """What stands between whole and parts in a language."""
    try:
        return str(get_decimal_symbol(Locale.parse(language, sep="-")))
    except (UnknownLocaleError, ValueError):
        return "."


def position(box: Box | None, decimal: str) -> str:
    """Where a box begins, from the trim's upper left corner; nothing for a whole page."""
    if box is None:
        return ""
    return f"x {box.x:g} mm, y {box.y:g} mm".replace(".", decimal).replace("-", "−")


def _places(finding: Finding, decimal: str) -> dict[str, str]:
    """What fills the places of a message."""
    return {
        "page": str(finding.page),
        "position": position(finding.box, decimal),
        "measured": finding.measured.told(decimal) if finding.measured else "–",
        "limit": finding.limit.told(decimal) if finding.limit else "–",
        **finding.details,
    }


def _facts(finding: Finding, say: Catalogue) -> Iterator[str]:
    decimal, details = decimal_mark(say.language), finding.details
    for key in ("what", "edge"):
        if key in details:
            yield say(f"preflight.{key}.{details[key]}")
    if finding.measured:
        yield say("preflight.measured", value=finding.measured.told(decimal))
    if finding.limit:
        yield say("preflight.limit", value=finding.limit.told(decimal))
    if finding.box and finding.box.width + finding.box.height:
        size = f"{finding.box.width:g} × {finding.box.height:g} mm".replace(".", decimal)
        yield say("preflight.size", value=size)
    for key in ("count", "more"):
        if key in details:
            yield say(f"preflight.{key}", n=details[key])


def _lines(name: str, verdict: Verdict, say: Catalogue) -> Iterator[str]:
    yield name
    totals = say(
        "preflight.totals",
        pages=verdict.pages,
        errors=len(verdict.errors),
        warnings=len(verdict.warnings),
    )
    yield f"  {statement(verdict, say)} · {totals}"
    if verdict.inks:
        yield "  " + say("preflight.inks", inks=inks_told(verdict))
    for number, finding in enumerate(verdict.findings, 1):
        yield f"  {number}. {say(finding.severity)} [{finding.code}] {message(finding, say)}"
        if told := facts(finding, say):
            yield f"     {told}"
        yield f"     → {hint(finding, say)}"


def inks_told(verdict: Verdict) -> str:
    """The inks of each page and how much of them lies together: ``1: CMYK 281%, 2: K 96%``."""
    pages = zip(verdict.inks, verdict.ink, strict=True)
    return ", ".join(
        f"{number}: {inks or '–'} {most:.0f}%" for number, (inks, most) in enumerate(pages, 1)
    )


def _record(name: str, verdict: Verdict, say: Catalogue) -> dict[str, Any]:
    return {
        "file": name,
        "passes": verdict.passes,
        "statement": statement(verdict, say),
        "pages": verdict.pages,
        "inks": list(verdict.inks),
        "ink": list(verdict.ink),
        "errors": len(verdict.errors),
        "warnings": len(verdict.warnings),
        "findings": [_finding(finding, say) for finding in verdict.findings],
    }


def _finding(finding: Finding, say: Catalogue) -> dict[str, Any]:
    box = finding.box
    place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height} if box else None
    return {
        "code": finding.code,
        "severity": finding.severity,
        "page": finding.page,
        "box": place,
        "measured": str(finding.measured) if finding.measured else None,
        "limit": str(finding.limit) if finding.limit else None,
        "message": message(finding, say),
        "hint": hint(finding, say),
        "details": dict(finding.details),
    }
