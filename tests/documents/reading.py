"""Official documents made for the tests, and their words as others read them."""

import io
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document

from generator.documents.paper import (
    Appendix,
    Bar,
    Blank,
    Column,
    Heading,
    Items,
    Paper,
    Paragraph,
    Table,
    ToDo,
)

DAY = date(2031, 2, 3)
HARD = 'Đường ừ ẵ Ữ ợ, hoà/hòa, <b>&amp; “ngoặc” "thẳng" \\ \' {{ x }}'
"""Letters with two marks, and everything that a template or a style might take for its own."""
COLUMNS = (Column("Đơn vị", 2, "left"), Column("Biểu đồ", 3), Column("Ít nhất (người)"))


def table(rows: int) -> Table:
    """A table of so many rows and a sum; the first row has an empty cell."""
    body = tuple(
        (f"Xã Tả Lủng {n}", Bar(n / rows / 2, n / rows), f"1.{n:03}" if n > 1 else "")
        for n in range(1, rows + 1)
    )
    return Table("Bảng 1. Theo xã", COLUMNS, (*body, ("Cộng", "", "9.999")), 1, "Ghi chú bảng.")


def paper(**changes: Any) -> Paper:
    """A document with one of everything."""
    parts: dict[str, Any] = {
        "language": "vi",
        "title": "BÁO CÁO: Kết quả năm 2030",
        "author": "Văn phòng Vịnh Ngọc",
        "to_do": ToDo("Việc cần làm:", ("Ghi số.", "Ký tên.")),
        "parent": "ỦY BAN NHÂN DÂN TỈNH VỊNH NGỌC",
        "body": "SỞ TRẺ EM",
        "state": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập - Tự do - Hạnh phúc",
        "number": "Số: ……/BC-……",
        "place_and_day": "Vịnh Ngọc, ngày …… tháng 12 năm 2030",
        "name": "BÁO CÁO",
        "subject": "Kết quả năm 2030",
        "blocks": (
            Paragraph("Căn cứ Kế hoạch số 1;", "basis"),
            Heading(1, "I. TÌNH HÌNH"),
            Heading(2, "1. Chiến dịch"),
            Paragraph(HARD),
            table(40),
            Items(("điểm một;", "điểm hai.")),
            Blank("(Viết phần này.)"),
        ),
        "copies_to": "Nơi nhận:",
        "recipients": ("Ủy ban nhân dân tỉnh;", "Lưu: VT."),
        "signer": "[CHỨC VỤ]",
        "sign": "(Ký tên)",
        "signed": "[Họ và tên]",
        "appendices": (
            Appendix("Phụ lục I", "CÁCH TÍNH", "(Kèm theo)", (Paragraph("Cách tính."),)),
            Appendix("Phụ lục II", "SỐ LIỆU", "(Kèm theo)", (table(5),), wide=True),
        ),
        "label": "SỐ LIỆU MINH HOẠ.",
    }
    return Paper(**(parts | changes))


def docx_words(data: bytes) -> list[str]:
    """Every word of a document, body and tables in their order."""
    found: list[str] = []
    for part in Document(io.BytesIO(data)).iter_inner_content():
        if hasattr(part, "rows"):
            found += [cell.text for row in part.rows for cell in row.cells]
        else:
            found.append(part.text)
    return " ".join(found).split()


def pdf_pages(data: bytes, folder: Path) -> list[str]:
    """The text of each page, laid out as on the page."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    out = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    )
    return out.stdout.rstrip("\f").split("\f")


def pdf_words(data: bytes, folder: Path) -> list[str]:
    """Every word of a file."""
    return " ".join(pdf_pages(data, folder)).split()


def in_office(data: bytes, folder: Path) -> bytes:
    """What LibreOffice makes of a DOCX as PDF."""
    path = folder / "office.docx"
    path.write_bytes(data)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation=file://{folder}/office", "--headless",
            "--convert-to", "pdf", "--outdir", folder, path,
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return path.with_suffix(".pdf").read_bytes()
