"""Tables as text: CSV that a spreadsheet cannot mistake for formulas."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Value = str | int | float | None


def harmless(text: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_text(rows: Iterable[Sequence[Value]]) -> str:
    """Rows as CSV (RFC 4180, line feeds); numbers as they are, nothing for ``None``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        # Python's writer leaves a bare carriage return unquoted, and readers end the row there
        texts = [harmless(c).replace("\r", "\n") if isinstance(c, str) else c for c in row]
        writer.writerow(texts)
    return out.getvalue()
