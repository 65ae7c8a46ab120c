"""The application for a publishing licence as a DOCX that an officer goes on with in Word.

Its layout follows the rules for administrative documents: A4, margins 20, 20, 30 and 20 mm, Times
New Roman, the state's name and motto at the upper right, the page's number at the top centre of
every page but the first (FACTS: Nghị định 30/2020/NĐ-CP, known at second hand).
"""

import io
from datetime import date

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from generator.documents.faces import width
from generator.documents.word import (
    CENTRE,
    Margins,
    Shape,
    add_row,
    add_table,
    border,
    centred,
    dotted,
    fill,
    heads,
    page_number,
    regional,
    ruled,
    set_language,
    set_page,
    set_properties,
    set_style,
    whole,
)
from generator.press.papers.dossier import Application, Field, Translation
from generator.sources.zips import steady

PAGE = Margins(210, 297, top=20, bottom=20, left=30, right=20)
BODY, STATE, MOTTO, NOTE = 13, 12, 13, 10
"""Sizes of type in points."""
_HEADS = (62.0, PAGE.text - 62.0)
"""Widths of the two columns of the head in mm."""
_TABLE = (PAGE.text / 2, PAGE.text / 2)
_HEAD, _CELL = "Application head", "Application cell"
"""Styles of paragraphs."""


def application_docx(form: Application, day: date) -> bytes:
    """The application as DOCX. The same application gives the same bytes."""
    paper = Document()
    _page(paper, form.language)
    set_properties(paper, form.title, form.body, form.language, day)
    paper.add_paragraph(form.note, style="Application note")
    _head(paper, form)
    paper.add_paragraph(form.heading, style="Title")
    paper.add_paragraph(form.subject, style="Subtitle")
    _field(paper.add_paragraph(style="Application addressee"), form.to)
    for field in form.fields:
        _field(paper.add_paragraph(style="Application entry"), field)
    end = [paper.add_paragraph(style="Application entry")]
    end[0].add_run(form.enclosed).bold = True
    end += [paper.add_paragraph(each, style="List Bullet") for each in form.enclosures]
    end.append(paper.add_paragraph(style="Application cell"))
    for paragraph in end:  # whoever signs never stands alone on a page
        paragraph.paragraph_format.keep_with_next = True
    _foot(paper, form)
    for translation in form.translations:
        _translation(paper, translation)
    out = io.BytesIO()
    paper.save(out)
    return steady(out.getvalue(), day)


def _page(paper: Paper, language: str) -> None:
    """A4, margins, page numbers, styles."""
    section = paper.sections[0]
    set_page(section, PAGE)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    page_number(number)
    set_language(paper, language)
    styles = paper.styles
    own = ("Application note", _HEAD, "Application addressee", "Application entry", _CELL)
    for name in own:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name, shape in {
        "Normal": Shape(BODY, after=6),
        "Title": Shape(14, before=14, bold=True, align=CENTRE),
        "Subtitle": Shape(14, after=12, bold=True, align=CENTRE),
        "Heading 1": Shape(14, after=6, bold=True, align=CENTRE),
        "List Bullet": Shape(BODY, after=3),
        "Header": Shape(BODY),
        "Application note": Shape(NOTE, after=10, italic=True),
        _HEAD: Shape(BODY, align=CENTRE),
        "Application addressee": Shape(14, after=10, align=CENTRE),
        "Application entry": Shape(BODY, after=5),
        _CELL: Shape(11, after=2),
    }.items():
        set_style(styles[name], shape)
    border(styles["Application note"].element.get_or_add_pPr(), ("top", "left", "bottom", "right"))


def _head(paper: Paper, form: Application) -> None:
    """Who writes at the left, the state and its motto at the right, number and day below."""
    table = add_table(paper, _HEADS)
    left, right = table.rows[0].cells
    if form.parent:
        centred(left, form.parent, STATE, _HEAD)
    centred(left, form.body, STATE, _HEAD, bold=True)
    ruled(left, _HEADS[0] * 0.4, _HEAD)
    centred(right, form.state, STATE, _HEAD, bold=True)
    centred(right, form.motto, MOTTO, _HEAD, bold=True)
    ruled(right, width(form.motto, MOTTO) / 72 * 25.4, _HEAD)
    low = add_row(table).cells
    centred(low[0], form.number, BODY, _HEAD)
    centred(low[1], form.place_and_day, BODY, _HEAD, italic=True)
    for cell in (left, right, *low):
        cell._element.remove(cell.paragraphs[0]._element)


def _field(paragraph: Paragraph, field: Field) -> None:
    """The entry's name, then what is known, or dots to the margin."""
    paragraph.add_run(f"{field.name}: ")
    if field.value:
        paragraph.add_run(field.value)
    else:
        dotted(paragraph, PAGE.text)


def _foot(paper: Paper, form: Application) -> None:
    """Who gets a copy at the left, who signs at the right."""
    table = add_table(paper, _HEADS)
    left, right = table.rows[0].cells
    run = left.paragraphs[0].add_run(form.copies_to)
    run.bold, run.italic, run.font.size = True, True, Pt(12)
    for name in form.recipients:
        line = left.add_paragraph(f"- {name}", style=_CELL)
        line.paragraph_format.space_after = Pt(0)
    right.paragraphs[0].style = _HEAD
    right.paragraphs[0].add_run(form.signer).bold = True
    right.add_paragraph(style=_HEAD).add_run(form.sign).italic = True
    whole(table.rows[0])


def _translation(paper: Paper, translation: Translation) -> None:
    title = paper.add_paragraph(translation.title, style="Heading 1")
    title.paragraph_format.page_break_before = True
    table = add_table(paper, _TABLE, style="Table Grid")
    fill(table.rows[0], translation.heads, _CELL, bold=True)
    heads(table.rows[0])
    for place, rows in translation.parts:
        first = add_row(table)
        fill(first, (place,), _CELL, bold=True)
        first.cells[0].merge(first.cells[1])
        first.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        for texts in rows:
            _in_language(fill(add_row(table), texts, _CELL)[0], translation.tag)


def _in_language(run: Run, tag: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), regional(tag))
    run._r.get_or_add_rPr().append(mark)
