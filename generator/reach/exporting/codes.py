"""Codes and identifiers of DHIS2: the same in the data and in the metadata, on any day.

Everything that a file names has a code, so that data are imported with ``idScheme=code``. DHIS2
also wants an identifier of eleven letters and digits (``uid``); ours are made from the code, so
that the same metadata sent twice change nothing and two provinces mean the same by one code.
"""

import hashlib
import string
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from generator.model.place import Place

LONGEST_CODE = 50
"""Of a code and of a short name in DHIS2, in characters."""
DEFAULT = "default"
"""The code of the category option combination that every DHIS2 has: not told apart."""
DEFAULT_COMBO = {"id": "bjDvmb4bfuf", "code": DEFAULT}
"""The category combination of that name; its identifier is the same in every DHIS2."""
_LETTERS = string.ascii_letters
_SIGNS = string.ascii_letters + string.digits
_DIGEST = 8
"""Signs of the digest that stands for what a code has too much."""


def uid(kind: str, code: str) -> str:
    """The identifier of a thing: a letter, then ten letters or digits."""
    number = int.from_bytes(hashlib.sha256(f"{kind} {code}".encode()).digest())
    number, first = divmod(number, len(_LETTERS))
    signs = [_LETTERS[first]]
    for _ in range(10):
        number, next_ = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[next_])
    return "".join(signs)


def code_of(*parts: str) -> str:
    """``people.children``; one that is too long for DHIS2 ends in a digest of the whole."""
    whole = ".".join(parts)
    if len(whole) <= LONGEST_CODE:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:_DIGEST]
    return f"{whole[: LONGEST_CODE - _DIGEST - 1]}.{digest}"


def short_name(name: str, code: str) -> str:
    """The name where it is short enough for DHIS2, else the code, which nothing else bears."""
    return name if len(name) <= LONGEST_CODE else code


def dhis2_period(name: str) -> str:
    """``2018``, ``2018S1``, ``2018Q1``, ``201803``."""
    return name.replace("-", "")


def period_type(name: str) -> str:
    """DHIS2's name for periods such as this one."""
    _, _, part = name.partition("-")
    return {"": "Yearly", "S": "SixMonthly", "Q": "Quarterly"}.get(part[:1], "Monthly")


@dataclass(frozen=True)
class UnitCodes:
    """The code of each unit. Of several units that bore one code, the last one keeps it.

    The others are told apart by their last day (``00922.2030-03-31``).
    """

    places: tuple[Place, ...]
    _newest: dict[str, Place] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Place]) -> "UnitCodes":
        """The codes of all units of a register."""
        listed = tuple(places)
        newest: dict[str, Place] = {}
        for place in listed:
            known = newest.get(place.code)
            if known is None or _ends(known) < _ends(place):
                newest[place.code] = place
        return cls(listed, newest)

    def __getitem__(self, place: Place) -> str:
        if self._newest.get(place.code, place) == place or place.valid_to is None:
            return place.code
        return code_of(place.code, place.valid_to.isoformat())


def _ends(place: Place) -> date:
    return place.valid_to or date.max
