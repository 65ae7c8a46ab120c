"""The application for a publishing licence is filled in as far as the project knows."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from docx import Document

from generator.documents import faces
from generator.model.agency import Agency
from generator.model.people import Contact
from generator.model.project import Project
from generator.press.papers import PaperSet, PrintedFile
from generator.press.setting.fonts import letters
from generator.press.setting.paper import PT
from tests.press import sample
from tests.press.conftest import words
from tests.press.papers.making import docx_words, make, text, valley
from tests.press.test_room import ALPHABET, MARKS


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
    for path in faces.official_faces().values():
        absent = {letter for letter in ALPHABET | MARKS if ord(letter) not in letters(path)}
        assert not absent, (path.name, sorted(absent))
