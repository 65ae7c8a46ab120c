"""What the tests of papers are made from: a licence, shares, papers and their words."""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
from docx import Document

from generator.model.leaflet import Leaflet
from generator.model.place import Gazetteer, Place
from generator.model.project import Project
from generator.press.papers import Papers, PaperSet, PrintedFile
from tests.press import sample
from tests.press.conftest import words

LICENCE = {
    "number": "12/GP-STTTT",
    "issued": "2021-02-03",
    "issued_by": {"vi": "Sở Thông tin Thung Lũng", "en": "Information office of the Valley"},
    "printer": "Nhà in Suối Trong",
    "printer_address": "Số 5, phố Đá, Thung Lũng",
}
SHARES = [{"unit": "99001", "copies": 300}, {"unit": "99002", "copies": 450},
          {"unit": "99001", "copies": 50}]  # fmt: skip


def valley(leaflet: Leaflet, **changes: object) -> Project:
    """The invented province with two communes and an office that can be called."""
    project = sample.project(leaflet)
    places = (
        Place(code="99", name="Thung Lũng", level="province", kind="tỉnh"),
        Place(code="991", name="Bắc", level="district", parent="99", kind="huyện"),
        Place(code="99001", name="Suối Đá", level="commune", parent="991", kind="xã"),
        Place(code="99002", name="Mường Ổi", level="commune", parent="991", kind="xã"),
    )
    changes.setdefault("places", Gazetteer(places, sample.DAY))
    return replace(project, **changes)  # type: ignore[arg-type] # a test names the field


def make(leaflet: Leaflet, files: Sequence[PrintedFile], **changes: object) -> PaperSet:
    project = valley(leaflet, **changes)
    return Papers(project).make(project.campaigns["khong-xam-hai"], leaflet, files)


def facts(made: PaperSet) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(made.files["ticket.json"])
    return found


def text(made: PaperSet, name: str, tmp_path: Path) -> str:
    path = tmp_path / name
    path.write_bytes(made.files[name])
    return words(path)


def docx_words(data: bytes) -> list[str]:
    """Every word of a document, body and tables in their order."""
    document = Document(io.BytesIO(data))
    found = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            cells = {id(cell._tc): cell for row in part.rows for cell in row.cells}
            found += [cell.text for cell in cells.values()]
        else:
            found.append(part.text)
    return " ".join(found).split()


def is_element(thing: pikepdf.Object, tag: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name(tag)
