"""The office kind prints on a copier; the screen kind can be read by everyone."""

import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.press.conftest import millimetres, words
from tests.press.sample import STEPS

Files = dict[tuple[str, str, str], Path]


def test_the_office_kind_is_plain_a4(files: Files) -> None:
    for leaflet, size in (("to-gap", (297, 210)), ("ap-phich", (210, 297))):
        with pikepdf.open(files[leaflet, "vi", "office"]) as pdf:
            for page in pdf.pages:
                left, bottom, right, top = millimetres(page.mediabox)
                assert (right - left, top - bottom) == pytest.approx(size, abs=0.1)
                assert page.obj.get("/TrimBox", page.mediabox) == page.mediabox


@pytest.mark.parametrize("leaflet", ["to-gap", "ap-phich"])
def test_a_copier_can_print_all_of_it(files: Files, tmp_path: Path, leaflet: str) -> None:
    """Nothing stands in the 5 mm at the edge of the paper that a copier cannot reach."""
    path = files[leaflet, "vi", "office"]
    subprocess.run(["pdftoppm", "-r", "127", "-gray", path, tmp_path / "p"], check=True)
    for picture in tmp_path.glob("p*.pgm"):
        _, size, _, dots = picture.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        edge = 24  # 4.8 mm at five dots a millimetre
        assert set(dots[: width * edge]) == {255}
        assert set(dots[width * (height - edge) :]) == {255}
        rows = [dots[row * width : (row + 1) * width] for row in range(height)]
        assert all(set(row[:edge] + row[-edge:]) == {255} for row in rows)


def test_the_screen_kind_is_tagged_titled_and_in_its_language(files: Files) -> None:
    for (_, language, kind), path in files.items():
        if kind != "screen":
            continue
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == language
            assert pdf.Root.MarkInfo.Marked
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert str(pdf.docinfo.Title)
            assert b'pdfuaid:part="1"' in pdf.Root.Metadata.read_bytes()
            tags = [(str(o.S), o) for o in pdf.objects if _structure(o)]
            assert sum(tag == "/H1" for tag, _ in tags) == 1
            assert any(tag == "/H2" for tag, _ in tags)
            figures = [element for tag, element in tags if tag == "/Figure"]
            assert figures
            assert all(str(figure.Alt).strip() for figure in figures)


def _structure(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"


def test_the_screen_kind_has_bookmarks_and_links(files: Files) -> None:
    with pikepdf.open(files["to-gap", "vi", "screen"]) as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root] + [
                child.title for item in outline.root for child in item.children
            ]
        links = {str(a.A.URI) for page in pdf.pages for a in page.get("/Annots", [])}
    assert "Con làm gì khi thấy sợ?" in titles
    assert {"tel:111", "tel:113", "https://thunglung.example/campaigns/khong-xam-hai/"} <= links


def test_a_folded_leaflet_is_read_panel_by_panel(files: Files) -> None:
    with pikepdf.open(files["to-gap", "vi", "screen"]) as pdf:
        assert len(pdf.pages) == 6
    text = words(files["to-gap", "vi", "screen"])
    order = ["Lắng nghe", STEPS["vi"][0][0][:10], "Bình tĩnh", "Gọi ai?", "Ba điều", "Quét mã"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_only_the_screen_kind_has_links(files: Files) -> None:
    for (_, _, kind), path in files.items():
        with pikepdf.open(path) as pdf:
            assert any("/Annots" in page.obj for page in pdf.pages) == (kind == "screen")
