"""Imposed sheets are sound files: nothing drawn twice, nothing lost, the pages look as before."""

import io
import subprocess
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from generator.model.leaflet import Format
from generator.press.imposing.imposition import office_sheets, press_sheets
from tests.press.conftest import every_stream
from tests.press.sheets import PROFILE, pages, picture, slug
from tests.press.test_scheme import A5, A6, BOOKLET, form

Files = dict[tuple[str, str, str], Path]


@cache
def sheets_of_each_kind() -> tuple[tuple[bytes, bytes], ...]:
    """Sources, each with its sheets."""
    made = []
    for small in (BOOKLET, A6, A5):
        office = pages(small.width, small.height, 4)
        press = pages(small.width, small.height, 4, 3)
        made += [(office, office_sheets(office, small)), (press, press_sheets(press, small))]
    return tuple(made)


def test_qpdf_finds_no_fault_and_ghostscript_renders_every_sheet(tmp_path: Path) -> None:
    for number, (_, sheets) in enumerate(sheets_of_each_kind()):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(sheets)
        check = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
        assert check.returncode == 0, check.stdout
        command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-r20", "-sDEVICE=png16m"]
        gs = subprocess.run(
            [*command, f"-sOutputFile={tmp_path}/{number}-%d.png", path],
            capture_output=True, check=True,
        )  # fmt: skip
        assert not gs.stdout + gs.stderr
        for image in tmp_path.glob(f"{number}-*.png"):
            with Image.open(image) as shown:
                assert shown.convert("L").getextrema()[0] < 128  # type: ignore[operator] # grey


def test_every_page_is_drawn_once_and_every_font_embedded_once() -> None:
    for source, sheets in sheets_of_each_kind():
        with pikepdf.open(io.BytesIO(source)) as before, pikepdf.open(io.BytesIO(sheets)) as after:
            assert _count(after, "/Subtype", "/Form") == len(before.pages)
            assert _count(after, "/Type", "/FontDescriptor") == 1
            assert _count(before, "/Type", "/FontDescriptor") == 1
        assert len(sheets) < len(source) * 1.1 + 3000


def _count(pdf: pikepdf.Pdf, key: str, value: str) -> int:
    return sum(
        each.get(key) == value
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)
    )


def test_the_structure_of_the_pages_is_gone_without_a_trace() -> None:
    for source, sheets in sheets_of_each_kind():
        with pikepdf.open(io.BytesIO(source)) as pdf:
            assert "/StructTreeRoot" in pdf.Root
        with pikepdf.open(io.BytesIO(sheets)) as pdf:
            for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests"):
                assert key not in pdf.Root
            for each in pdf.objects:
                if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                    assert not {"/StructParents", "/StructParent", "/Annots"} & set(each.keys())


def test_forms_inside_pages_lose_their_place_in_the_structure_too() -> None:
    with pikepdf.open(io.BytesIO(pages(105, 148, 1))) as pdf:
        inner = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        inner.BBox, inner.StructParent = pikepdf.Array([0, 0, 1, 1]), 7
        inner.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Own=inner))
        pdf.pages[0].resources.XObject = pikepdf.Dictionary(Inner=inner)
        out = io.BytesIO()
        pdf.save(out)
    assert _has_struct_parent(out.getvalue())
    assert not _has_struct_parent(office_sheets(out.getvalue(), A6))


def _has_struct_parent(data: bytes) -> bool:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return any("/StructParent" in each for each in pdf.objects if hasattr(each, "keys"))


def test_what_a_press_file_says_of_itself_travels_with_its_sheets() -> None:
    source = pages(148, 210, 4, 3)
    with (
        pikepdf.open(io.BytesIO(source)) as before,
        pikepdf.open(io.BytesIO(press_sheets(source, BOOKLET))) as after,
    ):
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert b"PDF/X-4" in after.Root.Metadata.read_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)
        assert str(after.docinfo.Title) == "Sổ tay"
        (intent,) = after.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert intent.DestOutputProfile.read_bytes() == PROFILE.read_bytes()
        assert after.trailer.ID[0] == before.trailer.ID[0]
        assert after.Root.Lang == "vi"
        for page in after.pages:
            assert page.obj.Group.CS == "/DeviceCMYK"
            assert all(each.Group.CS == "/DeviceCMYK" for each in page.resources.XObject.values())


def test_every_colour_of_press_sheets_is_given_in_inks() -> None:
    used: set[str] = set()

    def look(stream: object) -> None:
        for each in pikepdf.parse_content_stream(stream):  # type: ignore[arg-type] # both
            operator = str(each.operator)
            used.add(operator)
            if operator in ("cs", "CS"):
                assert str(each.operands[0]) == "/DeviceCMYK"

    sheets = press_sheets(pages(148, 210, 8, 3), BOOKLET, slug(4))
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        for page in pdf.pages:
            every_stream(page, look)
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary):
                assert not each.get("/ColorSpace")
    assert "K" in used
    assert not used & {"rg", "RG", "g", "G", "sh", "BI"}


@pytest.mark.parametrize(
    ("small", "count", "duplex"),
    [(BOOKLET, 4, "/DuplexFlipShortEdge"), (A6, 2, "/DuplexFlipLongEdge"), (A6, 1, "/Simplex"),
     (form(90, 250, binding="saddle"), 4, "/DuplexFlipLongEdge")],
)  # fmt: skip
def test_the_print_dialogue_starts_with_the_right_edge_and_full_size(
    small: Format, count: int, duplex: str
) -> None:
    sheets = office_sheets(pages(small.width, small.height, count), small)
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == duplex
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


def real(files: Files, kind: str) -> bytes:
    """The trifold in two languages as four pages of one file."""
    out = io.BytesIO()
    with pikepdf.open(files["to-gap", "vi", kind]) as pdf:
        with pikepdf.open(files["to-gap", "en", kind]) as other:
            pdf.pages.extend(other.pages)
        pdf.save(out)
    return out.getvalue()


def test_real_pages_look_on_a_spread_as_they_look_alone(files: Files) -> None:
    wide = form(297, 210, binding="saddle", office="A3")
    press = real(files, "press")
    sheets = press_sheets(press, wide)
    for number, pair in enumerate([(4, 1), (2, 3)], 1):
        spread = picture(sheets, number)
        for page, x in zip(pair, (13, 310), strict=True):
            alone = picture(press, page).crop((65, 65, 65 + 1485, 65 + 1050))
            here = spread.crop((x * 5, 65, x * 5 + 1485, 65 + 1050))
            assert _difference(alone, here) < 0.002, (number, page)


def test_real_pages_put_the_same_ink_on_every_plate(files: Files, tmp_path: Path) -> None:
    press = real(files, "press")
    sheets = press_sheets(press, form(297, 210, binding="saddle", office="A3"))
    alone, spread = _plates(press, 1, tmp_path / "a"), _plates(sheets, 1, tmp_path / "b")
    assert set(alone) == set(spread) == {"Cyan", "Magenta", "Yellow", "Black"}
    for ink, plate in alone.items():
        here = spread[ink].crop((620, 26, 620 + 594, 26 + 420))
        assert _difference(plate.crop((26, 26, 26 + 594, 26 + 420)), here) < 0.002, ink


def test_real_copies_look_on_a_copiers_sheet_as_they_look_alone(files: Files) -> None:
    office = real(files, "office")
    landscape = form(297, 210, office="A3")
    sheet = picture(office_sheets(office, landscape))
    alone = picture(office)
    for top in (0, 210):
        here = sheet.crop((0, top * 5, 1485, top * 5 + 1050))
        assert _difference(alone.crop((0, 0, 1485, 1050)), here) < 0.002


def _difference(one: Image.Image, other: Image.Image) -> float:
    """The share of dots that differ so that it can be seen."""
    assert one.size == other.size
    grey = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    return sum(grey.histogram()[64:]) / (grey.width * grey.height)


def _plates(data: bytes, page: int, folder: Path) -> dict[str, Image.Image]:
    """The separations of a page, two dots a millimetre."""
    folder.mkdir()
    (folder / "in.pdf").write_bytes(data)
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r50.8"]
    pick = [f"-dFirstPage={page}", f"-dLastPage={page}", "-dOverprint=/enable"]
    subprocess.run(
        [*command, *pick, f"-sOutputFile={folder}/p%d.tif", folder / "in.pdf"], check=True
    )
    return {
        path.name.split("(")[1].split(")")[0]: Image.open(path)
        for path in sorted(folder.glob("p1(*).tif"))
    }
