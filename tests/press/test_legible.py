"""What is printed can be read: type, codes, and what is read aloud."""

import re
import subprocess
from collections.abc import Iterator
from ctypes import byref, c_float, c_ushort
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped] # ships no types
import pytest
from pypdfium2 import raw as pdfium

from generator.model.leaflet import Leaflet
from generator.model.project import Project
from generator.press.composing.compose import compose
from generator.press.setting.layout import Fit
from generator.press.setting.pages import pages_of
from generator.press.setting.paper import PX
from generator.press.setting.typesetter import Typesetter
from generator.press.works import Works
from tests.press.conftest import words
from tests.press.shown import FORMATS, Examples, file_of

SMALL = {7.5, 8.0, 9.0}
"""Points: the draft mark, the imprint, its issuer."""


def _sizes(path: Path) -> Iterator[tuple[float, str]]:
    """The size of each piece of text in points, and its words."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            letters = page.get_textpage()
            for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=6):
                size = c_float()
                pdfium.FPDFTextObj_GetFontSize(piece.raw, byref(size))
                scale = abs(piece.get_matrix().d)
                room = (c_ushort * 400)()
                pdfium.FPDFTextObj_GetText(piece.raw, letters.raw, room, 800)
                text = bytes(room).decode("utf-16-le").split("\0")[0]
                if text.strip():
                    yield round(size.value * scale, 1), text


def _least(shipped: Project, leaflet: Leaflet) -> float:
    if leaflet.format == "a4-large":
        return 18
    return 12 if shipped.audiences[leaflet.audience].door == "child" else 10


@pytest.mark.parametrize("name", FORMATS)
def test_no_text_is_smaller_than_can_be_read(
    shipped: Project, examples: Examples, screens: dict[str, Path], name: str
) -> None:
    _, leaflet = examples[name]
    least = _least(shipped, leaflet)
    sizes = dict(_sizes(screens[name]))
    assert sizes
    small = {size: text for size, text in sizes.items() if size < least}
    assert set(small) <= SMALL, small


def test_text_for_children_is_12_points_on_every_leaflet_for_them(
    shipped: Project, works: Works, tmp_path: Path
) -> None:
    for campaign in shipped.campaigns.values():
        for leaflet in campaign.leaflets:
            if shipped.audiences[leaflet.audience].door == "child":
                path = tmp_path / f"{leaflet.id}.pdf"
                path.write_bytes(file_of(works, campaign, leaflet, "en", "screen"))
                assert {size for size, _ in _sizes(path) if size < 12} <= SMALL, leaflet.id


@pytest.mark.parametrize("name", FORMATS)
def test_the_code_stands_once_is_large_enough_and_can_be_read(
    shipped: Project,
    examples: Examples,
    setter: Typesetter,
    screens: dict[str, Path],
    tmp_path: Path,
    name: str,
) -> None:
    campaign, leaflet = examples[name]
    view = compose(shipped, campaign, leaflet, "vi")
    form = shipped.formats[name]
    fits = {panel.id: Fit() for panel in view.panels}
    document = setter.document(view, form, "press", fits, pages_of(view, form, "press"))
    codes = {
        box.element.get("src"): box.width * PX
        for page in document.pages
        for box in page._page_box.descendants(placeholders=True)
        if box.element is not None and box.element.get("class") == "code"
    }
    assert len(codes) == 1
    assert all(width >= 27 for width in codes.values())
    source, dots = screens[name], tmp_path / "p"
    subprocess.run(["pdftoppm", "-r", "110", "-gray", source, dots], check=True)
    pages = sorted(tmp_path.glob("p*"))
    run = subprocess.run(["zbarimg", "-q", *pages], capture_output=True, text=True, check=False)
    (found,) = run.stdout.split()
    assert found.startswith(f"QR-Code:{shipped.programme.website.address}")


def test_what_is_read_aloud_says_how_long_it_takes_and_where_to_rest(
    screens: dict[str, Path],
) -> None:
    text = words(screens["a4-sheet"])
    assert re.search(r"Đọc chậm rãi: khoảng \d+ (phút|giây)", text)
    assert "nghỉ ngắn" in text
    assert "nghỉ dài" in text
    assert "Xem tiếp mặt sau" in text
