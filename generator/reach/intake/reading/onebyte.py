"""Which one-byte code a CSV file is in: Windows-1258, TCVN3 or VNI, the one that explains it all.

Here, unlike in a workbook, every cell has the same code: the one in which each word of the file is
Vietnamese. Where none is, or more than one, the file is refused.
"""

import re
from collections.abc import Iterable

from generator.model.vietnamese import nfc
from generator.reach.intake.reading.legacy import SCHEMES, converted
from generator.reach.intake.reading.mending import ENOUGH, is_plain, words_of

CODES = (*SCHEMES[:2], "Windows-1258")
_RUN = re.compile("[A-Za-z\x80-\xff]+")


def read_as(text: str, code: str) -> str | None:
    """A text of bytes (one character each) in a code; ``None`` where it has other bytes."""
    content = text.encode("latin-1")
    if code == "Windows-1258":
        try:
            return nfc(content.decode("cp1258"))
        except UnicodeDecodeError:
            return None
    western = content.decode("cp1252", "replace")
    scheme = next(name for name in SCHEMES if name == code)
    return None if "\ufffd" in western else converted(western, scheme)


def code_of(texts: Iterable[str]) -> str | None:
    """The only code that makes Vietnamese of all texts; nothing where there is not just one."""
    runs = {run for text in texts for run in _RUN.findall(text) if not run.isascii()}
    good = [code for code in CODES if len(runs) >= ENOUGH and _explains(code, runs)]
    return good[0] if len(good) == 1 else None


def _explains(code: str, runs: Iterable[str]) -> bool:
    for run in runs:
        read = read_as(run, code)
        if read is None or not all(is_plain(word) for word in words_of(read)):
            return False
    return True
