"""What a person should look into, each note beside the figure that it touches."""

from collections.abc import Iterable, Mapping
from typing import Any

_SAID = {"reports-missing"}
"""The number of reports beside every figure says it already."""
TOUCHED = ("unit", "audience", "activity", "channel", "period")
"""What a flag may touch, nearest first."""


class Notes:
    """The flags of ``figures.json``. Each is given out once; what nobody took is left."""

    def __init__(self, flags: Iterable[Mapping[str, Any]], tongue: str | None) -> None:
        self._flags = [flag for flag in flags if flag["code"] not in _SAID]
        self.tongue = tongue
        """The language of the messages, where it is not the page's."""

    def of(self, what: str, name: str) -> tuple[str, ...]:
        """The messages about one unit, audience, activity or period."""
        mine = [flag for flag in self._flags if _touches(flag) == (what, name)]
        self._flags = [flag for flag in self._flags if flag not in mine]
        return tuple(dict.fromkeys(flag["message"] for flag in mine))

    def left(self) -> tuple[str, ...]:
        """The messages that belong to the campaign as a whole, or to nothing that is shown."""
        return tuple(dict.fromkeys(flag["message"] for flag in self._flags))


def _touches(flag: Mapping[str, Any]) -> tuple[str, str] | None:
    return next(((what, str(flag[what])) for what in TOUCHED if flag.get(what)), None)
