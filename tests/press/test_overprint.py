"""Black text and thin black lines print over their ground; nothing else does, white least of all.

Ghostscript makes the plates: where something overprints, the ground's cyan stays under it.
"""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from generator.press.finishing.overprint import overprint_black

SIDE = 200
GROUND = f"1 0 0 0 k 0 0 {SIDE} {SIDE} re f"
BLACK, WHITE, FOUR = "0 0 0 1", "0 0 0 0", "0.6 0.4 0.4 1"
TEXT = "BT /F 90 Tf 30 60 Td (HH) Tj ET"
LINE = "20 100 m 180 100 l S"


def _page(content: str, form: str = "", **entries: object) -> Pdf:
    """A page on cyan; ``/X Do`` paints the form."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(SIDE, SIDE))
    page.Contents = pdf.make_stream(f"{GROUND} {content}".encode())
    page.obj.Resources = _resources()
    drawn = pdf.make_stream(form.encode())
    for name, value in {"Type": Name.XObject, "Subtype": Name.Form, **entries}.items():
        drawn[f"/{name}"] = value
    drawn.BBox, drawn.Resources = Array([0, 0, SIDE, SIDE]), _resources()
    if drawn.get("/PatternType"):
        page.obj.Resources.Pattern = Dictionary(X=drawn)
    else:
        page.obj.Resources.XObject = Dictionary(X=drawn)
    return pdf


def _resources() -> Dictionary:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold"))
    return Dictionary(Font=Dictionary(F=font))


def _cyan(pdf: Pdf, folder: Path) -> float:
    """The share of the page on which cyan is printed."""
    pdf.save(folder / "page.pdf")
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r72"]
    subprocess.run([*command, f"-sOutputFile={folder}/p.tif", folder / "page.pdf"], check=True)
    with Image.open(folder / "p(Cyan).tif") as plate:
        dots = plate.convert("L").tobytes()
    return sum(dot < 128 for dot in dots) / len(dots)


def _kept(pdf: Pdf, folder: Path) -> bool:
    """Whether the ground stays whole; what knocks it out must take a visible part of it."""
    before = _cyan(pdf, folder)
    overprint_black(pdf)
    after = _cyan(pdf, folder)
    assert before < 0.998, "the content covers nothing: the test proves nothing"
    assert after == pytest.approx(before) or after == pytest.approx(1)
    return after == pytest.approx(1)


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (f"{BLACK} k {TEXT}", True),
        (f"/DeviceCMYK cs {BLACK} sc {TEXT}", True),
        (f"{WHITE} k {TEXT}", False),
        (f"{BLACK} k q {WHITE} k {TEXT} Q", False),
        (f"{WHITE} k q {BLACK} k Q {TEXT}", False),
        (f"1 g {TEXT}", False),
        (f"0 0 0 0.65 k {TEXT}", False),
        (f"{BLACK} K 1 Tr 3 w {TEXT}", True),
        (f"{WHITE} K {BLACK} k 1 Tr 12 w {TEXT}", False),
        (f"{BLACK} K 1.9 w {LINE}", True),
        (f"{BLACK} K 2.1 w {LINE}", False),
        (f"q 0.5 0 0 0.5 0 0 cm {BLACK} K 3.6 w 0 200 m 400 200 l S Q", True),
        (f"q 2 0 0 2 0 0 cm {BLACK} K 1.2 w 0 50 m 100 50 l S Q", False),
        (f"{WHITE} K 1.5 w {LINE}", False),
        (f"{BLACK} k 40 40 120 120 re f", False),
    ],
)
def test_what_overprints(content: str, kept: bool, tmp_path: Path) -> None:
    assert _kept(_page(content), tmp_path) == kept


def test_white_after_black_still_knocks_out(tmp_path: Path) -> None:
    """The switch for black never stays on for what comes after it."""
    pdf = _page(f"{BLACK} k {TEXT} {WHITE} k {TEXT} {WHITE} k 0 0 50 50 re f")
    before = _cyan(pdf, tmp_path)
    overprint_black(pdf)
    assert _cyan(pdf, tmp_path) == pytest.approx(before)


def test_text_that_changes_colour_in_the_middle_is_told_apart(tmp_path: Path) -> None:
    black_first = f"BT /F 90 Tf 30 60 Td {BLACK} k (H) Tj {WHITE} k (H) Tj ET"
    white_only = f"BT /F 90 Tf 30 60 Td 3 Tr (H) Tj 0 Tr {WHITE} k (H) Tj ET"
    pdf = _page(black_first)
    overprint_black(pdf)
    assert _cyan(pdf, tmp_path) == pytest.approx(_cyan(_page(white_only), tmp_path))


@pytest.mark.parametrize(
    ("form", "matrix", "kept"),
    [
        (f"{BLACK} k {TEXT}", (1, 0, 0, 1, 0, 0), True),
        (f"{WHITE} k {TEXT}", (1, 0, 0, 1, 0, 0), False),
        (f"{BLACK} K 1.9 w {LINE}", (1, 0, 0, 1, 0, 0), True),
        (f"{BLACK} K 3.6 w {LINE}", (0.5, 0, 0, 0.5, 0, 0), True),
        (f"{BLACK} K 1.4 w 20 50 m 80 50 l S", (2, 0, 0, 2, 0, 0), False),
        (TEXT, (1, 0, 0, 1, 0, 0), False),
    ],
)
def test_forms_are_gone_through_too(
    form: str, matrix: tuple[float, ...], kept: bool, tmp_path: Path
) -> None:
    """A form without a colour of its own is left alone: its painter's colour may be white."""
    colour = "" if "k" in form.lower() else f"{WHITE} k"
    assert _kept(_page(f"{colour} /X Do", form, Matrix=Array(matrix)), tmp_path) == kept


def test_the_scale_at_which_a_form_is_painted_counts(tmp_path: Path) -> None:
    form = f"{BLACK} K 1.4 w 0 40 m 80 40 l S"
    assert _kept(_page("/X Do", form), tmp_path)
    assert not _kept(_page("q 2 0 0 2 0 0 cm /X Do Q", form), tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        f"{BLACK} k {WHITE} K 2 Tr 6 w {TEXT}",
        f"{BLACK} K {WHITE} k 1.5 w 40 40 120 120 re B",
    ],
)
def test_a_white_fill_or_edge_knocks_out_beside_a_black_one(content: str, tmp_path: Path) -> None:
    pdf = _page(content)
    before = _cyan(pdf, tmp_path)
    overprint_black(pdf)
    assert before + 0.001 < _cyan(pdf, tmp_path) < 0.99


def test_patterns_are_gone_through_too() -> None:
    """Ghostscript paints patterns without overprint, so the switch itself is looked for."""
    entries = {"Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1,
               "XStep": SIDE, "YStep": SIDE}  # fmt: skip
    for ink, switched in ((BLACK, True), (WHITE, False)):
        pdf = _page("", f"{ink} K 1.9 w {LINE}", **entries)
        overprint_black(pdf)
        pattern = pdf.pages[0].resources.Pattern["/X"]
        assert (b"/Over01 gs\n20 100 m" in pattern.read_bytes()) == switched
        assert ("/ExtGState" in pattern.Resources) == switched


def test_a_file_without_black_stays_as_it_is() -> None:
    pdf = _page(f"{FOUR} k {TEXT}")
    before = pdf.pages[0].Contents.read_bytes()
    overprint_black(pdf)
    assert pdf.pages[0].Contents.read_bytes() == before
    assert "/ExtGState" not in pdf.pages[0].resources


def test_a_form_that_paints_itself_comes_to_an_end() -> None:
    pdf = _page("/X Do", f"{BLACK} k {TEXT} /X Do")
    drawn = pdf.pages[0].resources.XObject["/X"]
    assert isinstance(drawn, Stream)
    drawn.Resources.XObject = Dictionary(X=drawn)
    overprint_black(pdf)
    assert drawn.read_bytes().count(b"/Over10 gs") == 1
