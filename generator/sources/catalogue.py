"""Catalogues: every sentence that a person reads, by language, in gettext's PO files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

PROGRAM_CATALOGUES = Path(__file__).parent.parent / "locale"


@dataclass(frozen=True)
class Catalogue:
    """The sentences of one language. Calling it translates a message and fills its places."""

    language: str
    entries: Mapping[str, str]

    def __call__(self, message: str, /, **details: object) -> str:
        """The sentence for ``message`` with ``{name}`` filled; unknown places stay as they are."""
        text = self.entries.get(message, message)
        return text.format_map(_Details(details)) if details else text

    def __contains__(self, message: object) -> bool:
        return message in self.entries


class _Details(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@lru_cache(maxsize=64)
def load_catalogue(folder: Path, language: str, fallback: str = "vi") -> Catalogue:
    """``<language>.po`` and ``<language>.*.po`` of a folder, over those of ``fallback``."""
    entries: dict[str, str] = {}
    for tag in dict.fromkeys((fallback, language)):
        for path in sorted([*folder.glob(f"{tag}.po"), *folder.glob(f"{tag}.*.po")]):
            with path.open("rb") as file:
                catalogue = read_po(file, locale=None)
            entries |= {
                str(message.id): str(message.string)
                for message in catalogue
                if message.id and message.string
            }
    return Catalogue(language, entries)
