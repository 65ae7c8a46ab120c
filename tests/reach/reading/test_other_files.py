"""What carries a spreadsheet's name and is none, or cannot be read: refused with a cure."""

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from tests.reach.reading.conftest import Read, ods_of, repacked, saved

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
XML = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:x">'


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def document() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(400), "report-password"),
        (OLE + "WordDocument".encode("utf-16-le") + bytes(400), "report-not-a-table"),
        (OLE + bytes(2000), "report-damaged-workbook"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "report-web-page"),
        (b"\xef\xbb\xbf\r\n<TABLE><tr><td>1", "report-web-page"),
        ("\ufeff<html><table>".encode("utf-16-le"), "report-web-page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "report-web-page"),
        (XML, "report-web-page"),
        (b"%PDF-1.7\n%", "report-not-a-table"),
        (b"{\\rtf1\\ansi}", "report-not-a-table"),
        (b"\x89PNG\r\n\x1a\n", "report-not-a-table"),
        (zipped(**{"a.xlsx": saved(Workbook()), "b.xlsx": b"x"}), "report-zip-no-workbook"),
        (document(), "report-zip-no-workbook"),
        (zipped(**{"xl__workbook.bin": b"x"}), "report-binary-workbook"),
        (b"PK\x05\x06" + bytes(18), "report-zip-no-workbook"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_a_cure(content: bytes, code: str) -> None:
    assert Read(content, "sent.xls").errors == [code]


def test_an_opendocument_with_a_password_says_so() -> None:
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    read = Read(repacked(ods_of(""), {"META-INF/manifest.xml": manifest}), "sent.ods")
    assert read.errors == ["report-password"]
