"""What goes with a print job: the ticket, the proof, the application for a publishing licence."""

import hashlib
import io
import json
import subprocess
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import dist
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document

from generator.model.agency import Agency
from generator.model.leaflet import Leaflet
from generator.model.people import Contact
from generator.model.place import Gazetteer, Place
from generator.model.printed import Printed
from generator.model.project import Project
from generator.press.imposing.folding import fold_diagram
from generator.press.papers import PAPERS, Papers, PaperSet, PrintedFile, official
from generator.press.papers.edge import profile
from generator.press.papers.job import print_job
from generator.press.papers.pictures import page_pictures
from generator.press.setting.fonts import letters
from generator.press.setting.paper import PT
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.press import sample
from tests.press.conftest import words
from tests.press.test_room import ALPHABET, MARKS
from tests.press.verapdf import validate

LICENCE = {
    "number": "12/GP-STTTT",
    "issued": "2021-02-03",
    "issued_by": {"vi": "Sở Thông tin Thung Lũng", "en": "Information office of the Valley"},
    "printer": "Nhà in Suối Trong",
    "printer_address": "Số 5, phố Đá, Thung Lũng",
}
SHARES = [{"unit": "99001", "copies": 300}, {"unit": "99002", "copies": 450},
          {"unit": "99001", "copies": 50}]  # fmt: skip


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


def test_each_leaflet_gets_all_papers(draft: PaperSet, final: PaperSet) -> None:
    for made in (draft, final):
        assert made.problems == ()
        assert tuple(made.files) == PAPERS


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
        figures = [o for o in pdf.objects if _is_element(o, "/Figure")]
        described = [str(figure.get("/Alt", "")) for figure in figures]
    assert {"Mặt trước", "Mặt sau", "Nhìn từ mép trên"} <= set(described)


def _is_element(thing: pikepdf.Object, tag: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name(tag)


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


def test_the_proof_shows_every_page_of_every_language_to_be_signed(
    draft: PaperSet, tmp_path: Path
) -> None:
    path = tmp_path / "proof.pdf"
    path.write_bytes(draft.files["proof.pdf"])
    run = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True)
    assert len(run.stdout.splitlines()) - 2 == 4
    paper = words(path)
    for word in ("Tiếng Việt", "Tiếng Anh", "Người duyệt", "Ngày", "Ý kiến", "Cho in", "Không in"):
        assert word in paper
    with pikepdf.open(path) as pdf:
        described = [str(o.get("/Alt", "")) for o in pdf.objects if _is_element(o, "/Figure")]
    assert "Trang 2, Tiếng Anh" in described


def test_a_page_is_pictured_with_its_bleed_its_trim_and_its_folds(
    prints: dict[str, list[PrintedFile]],
) -> None:
    leaflet = sample.trifold()
    project = valley(leaflet)
    job = print_job(project, project.campaigns["khong-xam-hai"], leaflet, prints["to-gap"])
    front, back = page_pictures(job)[:2]
    assert (front.width, front.height) == pytest.approx((303, 216), abs=0.01)
    for edge in (front.left, front.top, front.right, front.bottom):
        assert edge == pytest.approx(3, abs=0.01)
    assert front.folds == pytest.approx((100, 200), abs=0.01)
    assert back.folds == pytest.approx((103, 203), abs=0.01)


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


def test_the_application_is_filled_in_as_far_as_the_project_knows(
    final: PaperSet, tmp_path: Path
) -> None:
    paper = text(final, "ho-so-xuat-ban.pdf", tmp_path)
    for line in (
        "Mẫu điền sẵn, hãy đối chiếu với mẫu đang có hiệu lực trước khi gửi.",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi: Sở Thông tin Thung Lũng",
        "Tên tài liệu: Tờ gấp cho cả nhà: “Lắng nghe trẻ, che chở trẻ, gọi 111”",
        "Hình thức tài liệu: Tờ gấp A4 (gấp ba)",
        "Số trang: 2",
        "Khuôn khổ: 29,7 × 21 cm (gấp lại còn 10 × 21 cm)",
        "Số lượng in (bản): 1.000",
        "Cơ sở in: Nhà in Suối Trong",
        "Địa chỉ cơ sở in: Số 5, phố Đá, Thung Lũng",
        "Mục đích xuất bản: Phát cho các gia đình ở bản.",
        "hai (02) bản thảo tài liệu in trên giấy, có đóng dấu",
    ):
        assert line in paper


def test_what_the_application_lacks_is_dotted(draft: PaperSet, tmp_path: Path) -> None:
    paper = text(draft, "ho-so-xuat-ban.pdf", tmp_path)
    for name in ("Kính gửi", "Địa chỉ", "Số điện thoại", "Số lượng in (bản)", "Cơ sở in"):
        assert f"{name}: ....." in paper.replace(":  ", ": ")
    body = " ".join(docx_words(draft.files["ho-so-xuat-ban.docx"]))
    assert "Địa chỉ: Số điện thoại: Tên tài liệu" in body


def test_the_issuers_own_office_and_the_body_above_it_are_data(
    prints: dict[str, list[PrintedFile]], tmp_path: Path
) -> None:
    contact = Contact.model_validate(
        {"id": "o", "kind": "office", "name": "Phòng trẻ em", "number": "0219 000 000",
         "address": "Số 1, phố Suối", "what_for": "Hỏi", "agency": "office", "references": ["ref"]}
    )  # fmt: skip
    above = Agency.model_validate(
        {"id": "above", "name": "Ủy ban nhân dân Thung Lũng", "short": "Ủy ban", "role": "Giúp",
         "kind": "people's committee", "references": ["ref"]}
    )  # fmt: skip
    leaflet = sample.trifold()
    office = valley(leaflet).agencies["office"].model_copy(update={"part_of": "above"})
    contacts = {**sample.contacts(), "o": contact}
    made = make(leaflet, prints["to-gap"], contacts=contacts,
                agencies={"office": office, "above": above})  # fmt: skip
    assert "0219 000 000" in text(made, "ticket.pdf", tmp_path)
    paper = text(made, "ho-so-xuat-ban.pdf", tmp_path)
    assert "ỦY BAN NHÂN DÂN THUNG LŨNG" in paper
    assert "Địa chỉ: Số 1, phố Suối Số điện thoại: 0219 000 000" in paper


def test_the_form_is_named_by_the_project_and_not_by_the_program(
    draft: PaperSet, prints: dict[str, list[PrintedFile]], tmp_path: Path
) -> None:
    assert "Các mục theo" not in text(draft, "ho-so-xuat-ban.pdf", tmp_path)
    form = sample.reference(
        id="form", title="Nghị định có mẫu đơn", number="7/NĐ", certainty="secondary"
    )
    programme = sample.programme().model_copy(update={"licence_form": "form"})
    references = {"ref": sample.reference(), "form": form}
    made = make(sample.trifold(), prints["to-gap"], programme=programme, references=references)
    for paper in (
        text(made, "ho-so-xuat-ban.pdf", tmp_path),
        " ".join(docx_words(made.files["ho-so-xuat-ban.docx"])),
    ):
        assert "Các mục theo: Nghị định có mẫu đơn 7/NĐ; ghi nhận ngày 09/03/2021." in paper
        assert "chưa đối chiếu với văn bản gốc" in paper


def test_the_shipped_project_names_the_form_it_fills_in(shipped: Project) -> None:
    name = shipped.programme.licence_form
    assert name
    assert shipped.references[name].certainty in {"verified", "secondary"}


def test_other_languages_stand_beside_their_translation(
    draft: PaperSet, prints: dict[str, list[PrintedFile]]
) -> None:
    table = Document(io.BytesIO(draft.files["ho-so-xuat-ban.docx"])).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Tiếng Anh", "Tiếng Việt"]
    for english, vietnamese in zip(sample.STEPS["en"], sample.STEPS["vi"], strict=True):
        assert [english[0], vietnamese[0]] in rows
        assert [english[1], vietnamese[1]] in rows
    assert ["No abuse, no violence", "Không xâm hại, không bạo lực"] in rows
    alone = make(sample.trifold(languages=["vi"]), prints["to-gap"])
    assert len(Document(io.BytesIO(alone.files["ho-so-xuat-ban.docx"])).tables) == 2


def test_the_document_is_laid_out_as_administrative_documents_are(final: PaperSet) -> None:
    document = Document(io.BytesIO(final.files["ho-so-xuat-ban.docx"]))
    (section,) = document.sections
    sides = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    millimetres = [side.mm for side in (*sides, *margins) if side]
    assert millimetres == pytest.approx([210, 297, 20, 20, 30, 20], abs=0.1)
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header.paragraphs[0]._p.xml
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 13)
    defaults = document.styles.element.xml
    assert 'w:val="vi-VN"' in defaults
    names = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Subtitle", "Heading 1", "Application entry", "List Bullet"} <= names
    assert document.core_properties.language == "vi"
    assert document.core_properties.created.date() == sample.DAY


def test_office_programs_open_the_document_and_lose_nothing(
    final: PaperSet, tmp_path: Path
) -> None:
    path = tmp_path / "ho-so.docx"
    path.write_bytes(final.files["ho-so-xuat-ban.docx"])
    profile_folder = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        [
            "soffice",
            "--headless",
            profile_folder,
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with pikepdf.open(tmp_path / "ho-so.pdf") as pdf:
        left, bottom, right, top = (float(v) / PT for v in pdf.pages[0].mediabox)
        assert (right - left, top - bottom) == pytest.approx((210, 297), abs=0.5)
    wanted = docx_words(final.files["ho-so-xuat-ban.docx"])
    found = words(tmp_path / "ho-so.pdf").split()
    assert len(wanted) > 300
    assert [word for word in wanted if wanted.count(word) > found.count(word)] == []


def test_paper_and_document_say_the_same(final: PaperSet, tmp_path: Path) -> None:
    paper = text(final, "ho-so-xuat-ban.pdf", tmp_path).split()
    wanted = docx_words(final.files["ho-so-xuat-ban.docx"])
    assert [word for word in wanted if word not in paper] == []


def test_the_official_face_holds_every_vietnamese_letter() -> None:
    for path in official.official_faces().values():
        absent = {letter for letter in ALPHABET | MARKS if ord(letter) not in letters(path)}
        assert not absent, (path.name, sorted(absent))


def test_every_face_of_every_paper_is_embedded(final: PaperSet) -> None:
    faces = {
        "ticket.pdf": ("Manrope", "Source-Sans"),
        "proof.pdf": ("Manrope", "Source-Sans"),
        "ho-so-xuat-ban.pdf": ("Tinos",),
    }
    for name, wanted in faces.items():
        with pikepdf.open(io.BytesIO(final.files[name])) as pdf:
            fonts = [o for o in pdf.objects if _has_descriptor(o)]
            assert fonts
            for font in fonts:
                assert str(font.BaseFont).split("+")[-1].startswith(wanted)
                assert "/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor


def _has_descriptor(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing


def test_papers_can_be_heard_and_kept(final: PaperSet) -> None:
    """PDF/UA-1 and PDF/A-2a, judged by veraPDF."""
    for name in ("ticket.pdf", "proof.pdf", "ho-so-xuat-ban.pdf"):
        assert validate(final.files[name], "ua1") == [], name
        assert validate(final.files[name], "2a") == [], name


def test_a_machine_without_the_official_face_is_told_which_package_to_install(
    prints: dict[str, list[PrintedFile]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(official, "FOLDERS", (tmp_path,))
    made = make(sample.trifold(), prints["to-gap"])
    assert tuple(made.files) == PAPERS[:-1]
    (problem,) = made.problems
    assert (problem.code, problem.details["package"]) == ("papers-no-font", "fonts-croscore")
    for language in ("vi", "en"):
        say = load_catalogue(PROGRAM_CATALOGUES, language, language)
        assert "fonts-croscore" in say(f"cure.{problem.code}", **problem.details)
    leaflet = sample.trifold()
    project = valley(leaflet)
    found = Papers(project).problems(project.campaigns["khong-xam-hai"], leaflet)
    assert [each.code for each in found] == ["papers-no-font"]


def test_letters_that_a_face_lacks_are_told_and_not_borrowed(
    prints: dict[str, list[PrintedFile]],
) -> None:
    made = make(sample.trifold(paper="giấy 🌾"), prints["to-gap"])
    assert {each.code for each in made.problems} == {"papers-no-glyph"}
    assert {each.details["found"] for each in made.problems} == {"🌾"}
    assert set(made.files) == {"ticket.json", "ho-so-xuat-ban.docx", "ho-so-xuat-ban.pdf"}
    made = make(sample.trifold(purpose="Phát 🌾"), prints["to-gap"])
    assert "ho-so-xuat-ban.pdf" not in made.files


def test_hostile_words_are_only_words(prints: dict[str, list[PrintedFile]], tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> {{ 7 * 7 }} {% raise %} =1+1 &amp; ../../x"
    leaflet = sample.trifold(
        title={"vi": evil, "en": evil}, paper=evil, purpose=f"{evil}\n\tDòng\x01 hai\x0b.",
        printer={"name": evil, "address": evil}, version=evil,
    )  # fmt: skip
    made = make(leaflet, prints["to-gap"])
    assert made.problems == ()
    assert facts(made)["paper"] == evil
    for name in ("ticket.pdf", "proof.pdf", "ho-so-xuat-ban.pdf"):
        assert evil in text(made, name, tmp_path), name
    body = " ".join(docx_words(made.files["ho-so-xuat-ban.docx"]))
    assert f"Mục đích xuất bản: {evil} Dòng hai ." in body
    assert "\x01" not in body


def test_a_very_long_word_and_many_units_stay_on_the_page(
    prints: dict[str, list[PrintedFile]], tmp_path: Path
) -> None:
    long = "Dài" * 400
    places = [Place(code="99", name="Thung Lũng", level="province")]
    places += [Place(code=f"99{n:03}", name=f"{long[:90]} {n}", level="commune", parent="99")
               for n in range(60)]  # fmt: skip
    shares = [{"unit": place.code, "copies": 1 + n} for n, place in enumerate(places[1:])]
    leaflet = sample.trifold(
        title={"vi": long, "en": long}, copies=4000, distribution=shares, paper=long
    )
    made = make(leaflet, prints["to-gap"], places=Gazetteer(tuple(places), sample.DAY))
    assert made.problems == ()
    for name in ("ticket.pdf", "proof.pdf", "ho-so-xuat-ban.pdf"):
        path = tmp_path / name
        path.write_bytes(made.files[name])
        run = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
        rights = [float(part.split('"')[1]) for part in run.stdout.decode().split("xMax=")[1:]
                  for part in [f"={part}"]]  # fmt: skip
        assert max(rights) <= 210 * PT - 10
    assert facts(made)["distribution"]["shared"] == sum(range(1, 61))


def test_the_same_job_gives_the_same_bytes(
    final: PaperSet, prints: dict[str, list[PrintedFile]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    leaflet = sample.trifold(
        copies=1000, distribution=SHARES, licence=LICENCE, version="3",
        paper={"vi": "giấy mờ 120 g/m²", "en": "matt, 120 g/m²"},
        purpose={"vi": "Phát cho các gia đình ở bản.", "en": "For families in the village."},
    )  # fmt: skip
    again = make(leaflet, list(reversed(prints["to-gap"])))
    assert {name for name in PAPERS if again.files[name] != final.files[name]} == set()


def test_all_text_is_composed_vietnamese(final: PaperSet, tmp_path: Path) -> None:
    for name in ("ticket.pdf", "proof.pdf", "ho-so-xuat-ban.pdf"):
        paper = text(final, name, tmp_path)
        assert paper == unicodedata.normalize("NFC", paper)


def test_both_languages_have_every_sentence_of_the_papers() -> None:
    entries = [
        {
            line
            for line in (PROGRAM_CATALOGUES / f"{language}.papers.po")
            .read_text("utf-8")
            .split("\n")
            if line.startswith("msgid")
        }
        for language in ("vi", "en")
    ]
    assert entries[0] == entries[1]
    sources = (sample.ROOT / "generator" / "press" / "papers").glob("*.py")
    program = "".join(path.read_text("utf-8") for path in sources)
    for entry in entries[0]:
        name = entry.split('"')[1].removeprefix("dossier.")
        assert name == "" or name.rsplit(".")[-1] in program, name


def test_a_print_run_that_is_made_up_says_so_wherever_it_stands(tmp_path: Path) -> None:
    for made_up in (True, False):
        leaflet = sample.trifold(copies=800, distribution=SHARES[:1], demonstration=made_up)
        made = make(leaflet, ())
        assert facts(made)["demonstration"] is made_up
        assert ("đừng in hay phát theo" in text(made, "ticket.pdf", tmp_path)) is made_up
        assert ("800 (số minh hoạ)" in text(made, "ho-so-xuat-ban.pdf", tmp_path)) is made_up
