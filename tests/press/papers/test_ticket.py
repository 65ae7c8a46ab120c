"""The job ticket says what a print shop must know, and what nobody knows yet."""

import hashlib
import io
from dataclasses import replace
from itertools import pairwise
from math import dist
from pathlib import Path

import pikepdf
import pytest

from generator.model.printed import Printed
from generator.press.imposing.folding import fold_diagram
from generator.press.papers import PAPERS, PaperSet, PrintedFile
from generator.press.papers.edge import profile
from generator.press.papers.job import print_job
from generator.press.setting.paper import PT
from tests.press import sample
from tests.press.papers.making import LICENCE, facts, is_element, make, text, valley


def test_the_ticket_says_in_json_what_a_print_shop_must_know(final: PaperSet) -> None:
    found = facts(final)
    assert found["campaign"] == {"id": "khong-xam-hai", "title": "Không xâm hại, không bạo lực"}
    assert (found["version"], found["date"]) == ("3", "2021-03-09")
    assert found["languages"] == ["vi", "en"]
    assert found["size"] == {
        "open_mm": [297, 210],
        "folded_mm": [100, 210],
        "page_mm": [297, 210],
        "bleed_mm": 3,
    }
    assert found["finishing"] == {
        "fold": "c",
        "folds_mm": [
            {"from_left": 97, "way": "mountain", "order": 1},
            {"from_left": 197, "way": "mountain", "order": 2},
        ],
        "binding": "none",
    }
    assert found["sides"] == 2
    assert found["colours"] == {"notation": "4/4", "pages": [["C", "M", "Y", "K"]] * 2}
    assert found["copies"] == 1000
    assert found["paper"] == "giấy mờ 120 g/m²"
    assert found["printer"] == {"name": LICENCE["printer"], "address": LICENCE["printer_address"]}
    assert found["printing_condition"] == {
        "name": "FOGRA39",
        "info": "Coated offset, ISO 12647-2:2004/Amd 1 (FOGRA39L)",
    }
    assert found["checks"] == {"pdfx4_warnings": 4}
    assert list(found) == sorted(found)


def test_the_ticket_names_each_file_with_its_checksum(
    final: PaperSet, prints: dict[str, list[PrintedFile]], tmp_path: Path
) -> None:
    files = facts(final)["files"]
    assert [(file["language"], file["kind"]) for file in files] == [
        (language, kind) for language in ("vi", "en") for kind in ("press", "office", "screen")
    ]
    paper = text(final, "ticket.pdf", tmp_path)
    for printed in prints["to-gap"]:
        (file,) = (each for each in files if printed.printed.path.endswith(each["path"]))
        assert file["path"].startswith(printed.printed.language)
        assert file["sha256"] == hashlib.sha256(printed.data or b"").hexdigest()
        assert file["bytes"] == len(printed.data or b"")
        assert file["sha256"] in paper
        assert file["path"] in paper


def test_nothing_is_final_without_a_licence(
    draft: PaperSet, final: PaperSet, tmp_path: Path
) -> None:
    assert (facts(draft)["status"], facts(draft)["licence"]) == ("draft", None)
    assert facts(final)["status"] == "final"
    assert facts(final)["licence"] == {
        "number": "12/GP-STTTT",
        "issued": "2021-02-03",
        "issued_by": "Sở Thông tin Thung Lũng",
    }
    for name in ("ticket.pdf", "proof.pdf"):
        before, after = text(draft, name, tmp_path), text(final, name, tmp_path)
        assert "BẢN NHÁP" in before
        assert "Chưa được in chính thức" in before
        assert "BẢN CHÍNH THỨC" not in before
        assert "BẢN CHÍNH THỨC" in after
        assert "12/GP-STTTT" in after
        assert "BẢN NHÁP" not in after


def test_copies_are_shared_out_by_unit_and_the_rest_is_told(
    draft: PaperSet, final: PaperSet, tmp_path: Path
) -> None:
    assert facts(final)["distribution"] == {
        "units": [
            {"unit": "99001", "name": "xã Suối Đá", "within": "huyện Bắc", "copies": 350},
            {"unit": "99002", "name": "xã Mường Ổi", "within": "huyện Bắc", "copies": 450},
        ],
        "shared": 800,
        "unshared": 200,
    }
    paper = text(final, "ticket.pdf", tmp_path)
    for word in ("huyện Bắc", "xã Suối Đá", "350", "xã Mường Ổi", "450"):
        assert word in paper
    assert "Đã chia: 800 · Chưa chia: 200 · Tổng cộng: 1.000" in paper
    assert facts(draft)["distribution"] == {"units": [], "shared": 0, "unshared": None}


def test_what_nobody_knows_is_a_line_to_fill_in_and_never_a_guess(draft: PaperSet) -> None:
    found = facts(draft)
    assert found["copies"] is None
    assert found["printer"] is None
    assert found["issuer"] == {
        "name": "Sở Lao động – Thương binh và Xã hội Thung Lũng",
        "address": None,
        "number": None,
    }


def test_the_ticket_passes_our_checks_and_claims_no_certificate(
    final: PaperSet, prints: dict[str, list[PrintedFile]], tmp_path: Path
) -> None:
    paper = text(final, "ticket.pdf", tmp_path)
    assert "qua bộ kiểm tra PDF/X-4 của chúng tôi" in paper
    assert "số điều cần lưu ý: 4" in paper
    unlooked = [replace(file, warnings=None, data=None) for file in prints["to-gap"]]
    made = make(sample.trifold(), unlooked)
    assert facts(made)["checks"] == {"pdfx4_warnings": None}
    paper = text(made, "ticket.pdf", tmp_path)
    assert "chưa kiểm tra" in paper
    assert "qua bộ kiểm tra" not in paper


@pytest.mark.parametrize(
    ("pages", "notation"),
    [
        (["CMYK", "CMYK"], "4/4"),
        (["K", ""], "1/0"),
        (["K"], "1/0"),
        (["CMYK", "K"], "4/1"),
        (["CMYK", "K", "K", "CMYK"], "4/4"),
        ([], None),
    ],
)
def test_colours_are_counted_from_the_inks_that_print(
    prints: dict[str, list[PrintedFile]], pages: list[str], notation: str | None
) -> None:
    leaflet = sample.trifold()
    project = valley(leaflet)
    inks = tuple(frozenset(page) for page in pages)
    files = [replace(file, inks=inks, data=None) for file in prints["to-gap"]]
    job = print_job(project, project.campaigns["khong-xam-hai"], leaflet, files)
    assert job.colours == notation


def test_english_stands_beside_the_headings_unless_the_paper_is_english(
    final: PaperSet, prints: dict[str, list[PrintedFile]], tmp_path: Path
) -> None:
    paper = text(final, "ticket.pdf", tmp_path)
    assert "Phiếu đặt in Job ticket" in paper
    programme = sample.programme().model_copy(update={"languages": ("en", "vi")})
    made = make(sample.trifold(copies=7), prints["to-gap"], programme=programme)
    paper = text(made, "ticket.pdf", tmp_path)
    assert paper.count("Job ticket") == 1
    assert "Leaflet for the family" in paper
    assert "Phiếu" not in paper
    assert "APPLICATION" in text(made, "ho-so-xuat-ban.pdf", tmp_path)


def test_the_fold_diagram_shows_panels_widths_and_order(final: PaperSet, tmp_path: Path) -> None:
    paper = text(final, "ticket.pdf", tmp_path)
    assert "Cách gấp" in paper
    for side in ("Mặt trước", "Mặt sau", "Nhìn từ mép trên"):
        assert side in paper
    with pikepdf.open(io.BytesIO(final.files["ticket.pdf"])) as pdf:
        figures = [o for o in pdf.objects if is_element(o, "/Figure")]
        described = [str(figure.get("/Alt", "")) for figure in figures]
    assert {"Mặt trước", "Mặt sau", "Nhìn từ mép trên"} <= set(described)


@pytest.mark.parametrize("name", ["a4-trifold", "a4-trifold-z", "a4-twofold"])
def test_the_edge_of_a_sheet_has_its_panels_and_does_not_cross_itself(name: str) -> None:
    diagram = fold_diagram(sample.formats()[name])
    (line,) = profile(diagram).lines
    wanted = [panel.width for panel in diagram.panels_front]
    assert [dist(a, b) for a, b in pairwise(line)] == pytest.approx(wanted, abs=0.05)
    segments = list(pairwise(line))
    for first in range(len(segments)):
        for second in range(first + 2, len(segments)):
            assert not _cross(*segments[first], *segments[second])


Point = tuple[float, float]


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


def test_units_own_files_are_listed_for_programs_and_counted_for_people(
    prints: dict[str, list[PrintedFile]], tmp_path: Path
) -> None:
    own = []
    for unit in ("99001", "99002"):
        for file in prints["to-gap"]:
            path = file.printed.path.replace("chung", unit)
            printed = replace(file.printed, unit=unit, path=path)
            own.append(replace(file, printed=printed, data=None))
    made = make(sample.trifold(), [*own, *prints["to-gap"]])
    files = facts(made)["files"]
    assert len(files) == 18
    assert [file["unit"] for file in files[:9]] == [None] * 3 + ["99001"] * 3 + ["99002"] * 3
    paper = text(made, "ticket.pdf", tmp_path)
    assert "Còn 12 tệp riêng của 2 đơn vị" in paper
    assert "vi/99001/press.pdf" not in paper
    assert facts(made)["checks"] == {"pdfx4_warnings": 4}


def _blank(width: float, height: float, pages: int) -> bytes:
    """A press file without anything on it: bleed of 3 mm, marks of 10 mm around."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=((width + 26) * PT, (height + 26) * PT))
            page.obj.TrimBox = [v * PT for v in (13, 13, 13 + width, 13 + height)]
            page.obj.BleedBox = [v * PT for v in (10, 10, 16 + width, 16 + height)]
        pdf.save(out)
    return out.getvalue()


def test_a_booklet_has_pages_a_spread_and_a_stitch(tmp_path: Path) -> None:
    pages = ["skills/body", "skills/carers"] * 3
    panels = [{"panel": "cover", "kind": "cover"}]
    panels += [{"panel": "page", "kind": "guidance", "page": page} for page in pages]
    panels += [{"panel": "back", "kind": "back"}]
    leaflet = sample.trifold(id="so-tay", format="a5-booklet", panels=panels, languages=["vi"])
    data = _blank(148, 210, 8)
    path = "khong-xam-hai/so-tay/vi/chung/press.pdf"
    printed = Printed("khong-xam-hai", "so-tay", "vi", None, "press", path, 9, 8, (148.0, 210.0))
    sheets = replace(printed, kind="imposed", path=path.replace("press", "imposed"), pages=4)
    other = replace(printed, kind="other", path=path.replace("press", "other"))
    files = [PrintedFile(each, "1" * 64) for each in (other, sheets)]
    made = make(leaflet, [*files, PrintedFile(printed, "0" * 64, (frozenset("K"),) * 8, 0, data)])
    assert made.problems == ()
    found = facts(made)
    assert found["sides"] == 8
    assert found["finishing"] == {
        "fold": "none",
        "folds_mm": [{"from_left": 148, "way": "mountain", "order": 1}],
        "binding": "saddle",
    }
    assert found["size"] == {
        "open_mm": [296, 210],
        "folded_mm": [148, 210],
        "page_mm": [148, 210],
        "bleed_mm": 3,
    }
    paper = text(made, "ticket.pdf", tmp_path)
    assert [file["kind"] for file in found["files"]] == ["press", "imposed", "other"]
    for word in ("đóng ghim giữa gáy", "Số trang Pages", "1/1", "29,6 × 21 cm", "bình sẵn"):
        assert word in paper
    assert "Kèm theo đơn này gồm: – hai (02) bản thảo" in text(made, PAPERS[-1], tmp_path)
