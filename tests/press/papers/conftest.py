"""The papers of one draft and one licensed leaflet, made once."""

import hashlib
from pathlib import Path

import pytest

from generator.model.printed import Printed
from generator.press.papers import PaperSet, PrintedFile
from tests.press import sample
from tests.press.papers.making import LICENCE, SHARES, make


@pytest.fixture(scope="session")
def prints(printed: tuple[Path, list[Printed]]) -> dict[str, list[PrintedFile]]:
    """The printed files of the invented province by leaflet, as whoever prints hands them on."""
    folder, made = printed
    found: dict[str, list[PrintedFile]] = {}
    for each in made:
        data = (folder / each.path).read_bytes()
        press = each.kind == "press"
        found.setdefault(each.leaflet, []).append(
            PrintedFile(
                printed=each,
                sha256=hashlib.sha256(data).hexdigest(),
                inks=(frozenset("CMYK"),) * each.pages if press else (),
                warnings=2 if press else None,
                data=data,
            )
        )
    return found


@pytest.fixture(scope="session")
def draft(prints: dict[str, list[PrintedFile]]) -> PaperSet:
    """The papers of a trifold of which hardly more than its texts is known."""
    return make(sample.trifold(), prints["to-gap"])


@pytest.fixture(scope="session")
def final(prints: dict[str, list[PrintedFile]]) -> PaperSet:
    """The papers of a trifold that is licensed, paid for and shared out."""
    leaflet = sample.trifold(
        copies=1000,
        distribution=SHARES,
        licence=LICENCE,
        version="3",
        paper={"vi": "giấy mờ 120 g/m²", "en": "matt, 120 g/m²"},
        purpose={"vi": "Phát cho các gia đình ở bản.", "en": "For families in the village."},
    )
    return make(leaflet, prints["to-gap"])
