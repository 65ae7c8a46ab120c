"""One document, two files: the same words in PDF and DOCX, laid out as the rule in force says."""

import io
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from generator.documents.docx import official_docx
from generator.documents.layout import layout_on
from generator.documents.pdf import official_pdf
from generator.model.problem import ProblemsFound
from tests.conftest import ROOT
from tests.documents.reading import DAY, HARD, docx_words, in_office, paper, pdf_pages, pdf_words
from tests.press.verapdf import validate

FOLDER = ROOT / "print" / "official"
OLD, NEW = layout_on(FOLDER, date(2018, 12, 14)), layout_on(FOLDER, date(2020, 12, 14))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The document under the newer rule."""
    return official_pdf(paper(), NEW, FOLDER, DAY)


@pytest.fixture(scope="module")
def docx() -> bytes:
    """The same in Word."""
    return official_docx(paper(), NEW, DAY)


@pytest.fixture(scope="module")
def office(docx: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What LibreOffice makes of it."""
    return in_office(docx, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_the_pdf_conforms_to_both_standards(pdf: bytes, flavour: str) -> None:
    assert validate(pdf, flavour) == []


def test_the_pdf_says_its_title_and_language(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert str(file.Root.Lang) == "vi"
        assert str(file.docinfo.Title) == paper().title
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)


def test_both_files_say_the_same(pdf: bytes, docx: bytes, tmp_path: Path) -> None:
    dots = {"...", "…"}
    said = Counter(pdf_words(pdf, tmp_path))
    wanted = Counter(word for word in docx_words(docx) if word not in dots)
    assert sum(wanted.values()) > 200
    assert wanted - said == Counter()
    again = " ".join(paper().words().split())
    assert set(again.split()) <= set(wanted) | {*paper().title.split(), *paper().author.split(),
                                                *paper().label.split(), "vi"}  # fmt: skip


def test_hard_text_stays_as_it_is(pdf: bytes, docx: bytes, tmp_path: Path) -> None:
    assert " ".join(HARD.split()) in " ".join(docx_words(docx))
    assert HARD in " ".join(pdf_words(pdf, tmp_path))
    assert all(unicodedata.is_normalized("NFC", word) for word in pdf_words(pdf, tmp_path))


def test_the_same_document_gives_the_same_bytes(pdf: bytes, docx: bytes) -> None:
    assert official_pdf(paper(), NEW, FOLDER, DAY) == pdf
    assert official_docx(paper(), NEW, DAY) == docx


def test_the_page_number_stands_where_the_rule_wants_it(pdf: bytes, tmp_path: Path) -> None:
    above = [page.strip().splitlines() for page in pdf_pages(pdf, tmp_path)]
    old = official_pdf(paper(), OLD, FOLDER, DAY)
    below = [page.strip().splitlines() for page in pdf_pages(old, tmp_path)]
    assert len(above) > 3
    for number, (one, other) in enumerate(zip(above, below, strict=False), 1):
        if number == 1:
            assert one[0].strip() != "1"
            assert not other[-1].rstrip().endswith(" 1")
        else:
            assert one[0].strip() == str(number)
            assert other[-1].rstrip().endswith(f" {number}")


def test_the_label_is_on_every_page(pdf: bytes, office: bytes, tmp_path: Path) -> None:
    for file in (pdf, office):
        pages = pdf_pages(file, tmp_path)
        assert len(pages) > 3
        assert all(paper().label in page for page in pages)


@pytest.mark.parametrize("layout", [OLD, NEW], ids=["old", "new"])
def test_the_word_file_is_laid_out_as_the_rule_says(layout: object) -> None:
    assert layout in (OLD, NEW)
    file = Document(io.BytesIO(official_docx(paper(), OLD if layout is OLD else NEW, DAY)))
    first, *_, last = file.sections
    sides = (first.page_width, first.page_height, first.top_margin, first.bottom_margin,
             first.left_margin, first.right_margin)  # fmt: skip
    assert [round(side.mm) for side in sides if side] == [210, 297, 20, 20, 30, 15]
    assert last.page_width
    assert round(last.page_width.mm) == 297
    assert first.different_first_page_header_footer
    edges = {True: first.header, False: first.footer}
    above = layout is NEW
    assert "PAGE" in edges[above].paragraphs[0]._p.xml
    assert "PAGE" not in edges[not above].paragraphs[0]._p.xml
    styles = file.styles
    assert (styles["Normal"].font.name, styles["Normal"].font.size.pt) == ("Times New Roman", 14)
    assert bool(styles["Official basis"].font.italic) is above
    assert 'w:val="vi-VN"' in styles.element.xml


def test_tables_repeat_their_heads_and_are_not_torn_in_a_row(docx: bytes) -> None:
    file = Document(io.BytesIO(docx))
    tables = [table for table in file.tables if table.rows[0].cells[0].text == "Đơn vị"]
    assert len(tables) == 2
    for table in tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
        figures = [row.cells[-1].paragraphs[0] for row in table.rows[1:]]
        assert all(each.alignment == WD_ALIGN_PARAGRAPH.RIGHT for each in figures)
        assert figures[-1].runs[0].bold


def test_headings_are_headings(pdf: bytes, docx: bytes) -> None:
    names = [each.style.name for each in Document(io.BytesIO(docx)).paragraphs if each.style]
    assert {"Title", "Subtitle", "Heading 2", "Heading 3", "Body Text", "Caption"} <= set(names)
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
    assert [title.split()[0] for title in titles] == ["I.", "Phụ", "Phụ"]


def test_office_programs_open_the_word_file_and_lose_nothing(
    docx: bytes, office: bytes, tmp_path: Path
) -> None:
    lost = Counter(docx_words(docx)) - Counter(pdf_words(office, tmp_path))
    assert lost == Counter()
    with pikepdf.open(io.BytesIO(office)) as file:
        sizes = {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])
                 for page in file.pages}  # fmt: skip
    assert sizes == {(210, 297), (297, 210)}


def test_a_letter_that_the_face_lacks_is_told_before_it_is_a_box() -> None:
    with pytest.raises(ProblemsFound) as found:
        official_pdf(paper(subject="Kết quả 😀"), NEW, FOLDER, DAY)
    (problem,) = found.value.problems
    assert (problem.code, problem.details["found"]) == ("official-no-glyph", "😀")
