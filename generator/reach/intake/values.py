"""One cell to one value, or what is wrong with it. Nothing is guessed: a hint is only offered."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from generator.model.period import parse_period
from generator.model.vietnamese import fold, nfc
from generator.reach.cells import FORMULA_STARTS
from generator.reach.intake.grid import Uncomputed, Value, is_blank
from generator.sources.suggest import nearest, one_of

MOST = 100_000_000
"""No report of one unit counts more of anything."""
MAX_TEXT = 500
_WHOLE = re.compile(r"-?\d+")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+")
_FRACTION = re.compile(r"-?\d*[.,]\d+")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DATE_LIKE = re.compile(r"\d{1,4}[/-]\d{1,2}(?:[/-]\d{1,4})?|\d{1,2}-[A-Za-z]{3}(?:-\d{2,4})?")
_DAY_MONTH = re.compile(r"(\d{1,2})-([a-z]{3})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class Wrong(Exception):  # noqa: N818 - a finding on its way to becoming a Problem
    """What is wrong with a cell."""

    def __init__(self, code: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = details or {}


def shown(cell: Value) -> str:
    """The cell as the sender sees it, shortened."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, Uncomputed):
        return cell.text
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)[:60]


def text(cell: Value) -> str | None:
    """Text without formulas and control characters; ``None`` for an empty cell."""
    if is_blank(cell):
        return None
    if isinstance(cell, Uncomputed):
        raise _no_result(cell)
    if isinstance(cell, bool):
        raise Wrong("report-not-text", {"found": shown(cell)})
    if isinstance(cell, date):
        raise Wrong("report-turned-into-date", {"found": shown(cell)})
    if not isinstance(cell, str):
        return shown(cell)
    if cell.lstrip(" \u00a0").startswith(FORMULA_STARTS):
        raise Wrong("report-formula-like", {"found": shown(cell)})
    words = " ".join(nfc(cell).split())
    if len(words) > MAX_TEXT:
        raise Wrong("report-too-long", {"limit": MAX_TEXT})
    if any(not letter.isprintable() for letter in words):
        raise Wrong("report-control-character")
    return words


def number(cell: Value) -> int:
    """A whole number of at least 0. ``1.200`` is 1200 where every group has three digits."""
    if isinstance(cell, Uncomputed):
        raise _no_result(cell)
    if isinstance(cell, date):
        raise Wrong("report-value-is-date", {"found": shown(cell)})
    if isinstance(cell, bool) or is_blank(cell):
        raise Wrong("report-no-value" if is_blank(cell) else "report-not-a-number", _found(cell))
    if isinstance(cell, float):
        if not cell.is_integer():
            raise Wrong("report-fraction", _found(cell))
        return _in_range(int(cell))
    if isinstance(cell, int):
        return _in_range(cell)
    return _written_number(str(cell).strip().strip("\u00a0"))


def _written_number(written: str) -> int:
    details = {"found": written[:60]}
    if written.isascii() and _WHOLE.fullmatch(written) and len(written) < 20:
        return _in_range(int(written))
    if _THOUSANDS.fullmatch(written) and len(written) < 30:
        return _in_range(int(re.sub(r"\D", "", written)))
    if _FRACTION.fullmatch(written):
        raise Wrong("report-fraction", details)
    if _DATE_LIKE.fullmatch(written):
        raise Wrong("report-value-is-date", details)
    raise Wrong("report-not-a-number", details)


def _in_range(value: int) -> int:
    if value < 0:
        raise Wrong("report-negative", {"found": value})
    if value > MOST:
        raise Wrong("report-too-large", {"found": value, "limit": MOST})
    return value


def _no_result(cell: Uncomputed) -> Wrong:
    code = {"no-result": "report-formula-without-result", "other-file": "report-formula-other-file"}
    return Wrong(code[cell.why], _found(cell))


def _found(cell: Value) -> dict[str, str]:
    return {"found": shown(cell)}


def day(cell: Value) -> date:
    """A date cell, ``2018-04-10`` or ``10/04/2018`` (day first, as Vietnamese sheets have it)."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if is_blank(cell):
        raise Wrong("report-empty-cell")
    if isinstance(cell, Uncomputed):
        raise _no_result(cell)
    written = str(cell).strip()
    match = _DAY.fullmatch(written)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(written[:10] if written[10:11] in {" ", "T"} else written)
    except ValueError:
        raise Wrong("bad-date", {"found": shown(cell)}) from None


def period(cell: Value, asked: tuple[str, ...]) -> str:
    """The name of a period; ``asked`` are those that may be offered instead."""
    if is_blank(cell):
        raise Wrong("report-empty-cell")
    if isinstance(cell, date):
        offer = f"{cell.year}-{cell.month:02d}"
    else:
        written = text(cell) or ""
        try:
            return parse_period(written).name
        except ValueError:
            offer = _period_meant(fold(written))
    known = [offer] if offer else list(asked[:8])
    raise Wrong("report-bad-period", {"found": shown(cell), "known": one_of(known)})


def _period_meant(written: str) -> str:
    """``quy i/2018``, ``2018q1``, ``t3/2018``: what was probably meant, or nothing."""
    year = re.search(r"(?<!\d)(19|20|21)\d\d(?!\d)", written)
    if not year:
        return ""
    rest = written[: year.start()] + " " + written[year.end() :]
    part = re.search(r"(?<![a-z])(iv|i{1,3})(?![a-z])|\d{1,2}", rest)
    if not part:
        return year[0]
    digit = _ROMAN.get(part[0]) or int(part[0])
    if re.search(r"q", rest):
        offer = f"{year[0]}-Q{digit}"
    elif re.search(r"s\d|nam|half|6 thang|h\d", rest):
        offer = f"{year[0]}-S{digit}"
    else:
        offer = f"{year[0]}-{digit:02d}"
    try:
        return parse_period(offer).name
    except ValueError:
        return ""


def choice(cell: Value, names: Mapping[str, str], code: str) -> str | None:
    """One of some names; ``names`` maps every spelling (folded) to the name itself."""
    if isinstance(cell, date):
        raise _band_turned_into_date(cell, (cell.day, cell.month), names)
    written = text(cell)
    if written is None:
        return None
    plain = _plain(written)
    if plain in names:
        return names[plain]
    day_month = _DAY_MONTH.fullmatch(plain)
    if day_month and day_month[2] in _MONTHS:
        numbers = (int(day_month[1]), _MONTHS.index(day_month[2]) + 1)
        raise _band_turned_into_date(cell, numbers, names)
    near = nearest(plain, names, least=60)
    offers = dict.fromkeys(names[one] for one in near) or dict.fromkeys(names.values())
    raise Wrong(code, {"found": shown(cell), "known": one_of(list(offers)[:12])})


def _plain(written: str) -> str:
    """The spelling by which names are compared: folded, one kind of dash, no other marks."""
    return re.sub(r"\s*[-\u2010-\u2015]\s*", "-", fold(written)).replace("_", " ")


def spellings(names: Mapping[str, str]) -> dict[str, str]:
    """Names as ``choice`` compares them: both the name and what people call it."""
    found = {_plain(called): name for called, name in names.items()}
    return found | {_plain(name): name for name in names.values()}


def _band_turned_into_date(
    cell: Value, day_month: tuple[int, int], names: Mapping[str, str]
) -> Wrong:
    """``6-10`` typed into a spreadsheet becomes the 6th of October or the 10th of June."""
    meant = "-".join(str(number) for number in sorted(day_month))
    bands = [name for name in names.values() if "-" in name]
    offers = [meant] if meant in bands else sorted(set(bands))
    return Wrong("report-band-is-date", {"found": shown(cell), "known": one_of(offers)})
