"""The application for a publishing licence as a DOCX that an officer goes on with in Word.

Its layout follows the rules for administrative documents: A4, margins 20, 20, 30 and 20 mm, Times
New Roman, the state's name and motto at the upper right, the page's number at the top centre of
every page but the first (FACTS: Nghị định 30/2020/NĐ-CP, known at second hand).
"""

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from generator.press.papers.dossier import Application, Field, Translation
from generator.press.papers.job import regional
from generator.press.papers.official import width
from generator.sources.zips import steady

FONT = "Times New Roman"
TOP, BOTTOM, LEFT, RIGHT = 20.0, 20.0, 30.0, 20.0
"""Margins in mm."""
TEXT = 210 - LEFT - RIGHT
"""Width of the text in mm."""
BODY, STATE, MOTTO, NOTE = 13, 12, 13, 10
"""Sizes of type in points."""
_HEADS = (62.0, TEXT - 62.0)
"""Widths of the two columns of the head in mm."""
_TABLE = (TEXT / 2, TEXT / 2)
_LINE = 6
"""Of a ruled line, in eighths of a point."""
_PROPERTY = 255
"""Letters that a property of a document may have (Open Packaging Conventions, as Word reads it)."""
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def application_docx(form: Application, day: date) -> bytes:
    """The application as DOCX. The same application gives the same bytes."""
    paper = Document()
    _page(paper, form.language)
    _properties(paper, form, day)
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
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _page_number(number)
    styles = paper.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    tag = defaults.find(qn("w:lang"))
    tag.set(qn("w:val"), regional(language))
    tag.set(qn("w:eastAsia"), regional(language))
    _style(styles["Normal"], BODY, after=6)
    _style(styles["Title"], 14, after=0, before=14, bold=True, align=_CENTRE)
    _style(styles["Subtitle"], 14, after=12, bold=True, align=_CENTRE)
    _style(styles["Heading 1"], 14, after=6, before=0, bold=True, align=_CENTRE)
    _style(styles["List Bullet"], BODY, after=3)
    _style(styles["Header"], BODY, after=0)
    for name, values in {
        "Application note": {"size": NOTE, "after": 10, "italic": True},
        "Application head": {"size": BODY, "after": 0, "align": _CENTRE},
        "Application addressee": {"size": 14, "after": 10, "align": _CENTRE},
        "Application entry": {"size": BODY, "after": 5},
        "Application cell": {"size": 11, "after": 2},
    }.items():
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
        _style(made, **values)  # type: ignore[arg-type] # a table of arguments
    _border(styles["Application note"].element.get_or_add_pPr(), ("top", "left", "bottom", "right"))


def _style(
    style: Any,
    size: float,
    *,
    after: float,
    before: float = 0,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> None:
    """One face for every script, black, and the spaces around a paragraph in points."""
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [key for key in faces.attrib if "Theme" in key or "theme" in key]:
        del faces.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        faces.set(qn(f"w:{script}"), FONT)
    for name in ("w:spacing", "w:kern"):
        for drop in style.element.rPr.findall(qn(name)):
            style.element.rPr.remove(drop)
    for drop in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(drop)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing, shape.alignment = 1.15, align
    shape.widow_control = True


def _properties(paper: Paper, form: Application, day: date) -> None:
    core = paper.core_properties
    title, author = form.title[:_PROPERTY], form.body[:_PROPERTY]
    core.title, core.author, core.last_modified_by = title, author, author
    core.language, core.comments, core.keywords = form.language, "", ""
    core.created = core.modified = datetime.combine(day, time())
    core.revision = 1


def _page_number(paragraph: Paragraph) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        else:
            part.set(qn("w:fldCharType"), str(kind))
        run._r.append(part)


def _head(paper: Paper, form: Application) -> None:
    """Who writes at the left, the state and its motto at the right, number and day below."""
    table = _table(paper, 2, _HEADS)
    left, right = table.rows[0].cells
    if form.parent:
        _centred(left, form.parent, STATE)
    _centred(left, form.body, STATE, bold=True, line=_HEADS[0] * 0.4)
    _centred(right, form.state, STATE, bold=True)
    long = width(form.motto, MOTTO) / 72 * 25.4
    _centred(right, form.motto, MOTTO, bold=True, line=long)
    low = _added_row(table).cells
    _centred(low[0], form.number, BODY)
    _centred(low[1], form.place_and_day, BODY, italic=True)
    for cell in (left, right, *low):
        cell._element.remove(cell.paragraphs[0]._element)


def _centred(
    cell: _Cell,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    line: float = 0,
) -> None:
    """A line of the head; ``line``: so many mm are ruled under it."""
    paragraph = cell.add_paragraph(style="Application head")
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    if line:
        rule = cell.add_paragraph(style="Application head")
        room = max(0.0, (_cell_width(cell) - line) / 2)
        rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm(room)
        rule.paragraph_format.line_spacing = Pt(3)
        rule.paragraph_format.space_after = Pt(5)
        _border(rule._p.get_or_add_pPr(), ("top",), space=0)


def _cell_width(cell: _Cell) -> float:
    """In mm; Word keeps 1.9 mm free at each side."""
    return (cell.width or 0) / 36000 - 3.8


def _border(properties: Any, sides: Iterable[str], space: int = 4) -> None:
    borders = OxmlElement("w:pBdr")
    for side in sides:
        border = OxmlElement(f"w:{side}")
        for key, value in (
            ("val", "single"),
            ("sz", str(_LINE)),
            ("space", str(space)),
            ("color", "000000"),
        ):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _field(paragraph: Paragraph, field: Field) -> None:
    """The entry's name, then what is known, or dots to the margin."""
    paragraph.add_run(f"{field.name}: ")
    if field.value:
        paragraph.add_run(field.value)
        return
    stop = paragraph.paragraph_format.tab_stops
    stop.add_tab_stop(Mm(TEXT), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run("\t")


def _foot(paper: Paper, form: Application) -> None:
    """Who gets a copy at the left, who signs at the right."""
    table = _table(paper, 2, _HEADS)
    left, right = table.rows[0].cells
    run = left.paragraphs[0].add_run(form.copies_to)
    run.bold, run.italic, run.font.size = True, True, Pt(12)
    for name in form.recipients:
        line = left.add_paragraph(f"- {name}", style="Application cell")
        line.paragraph_format.space_after = Pt(0)
    right.paragraphs[0].style = "Application head"
    right.paragraphs[0].add_run(form.signer).bold = True
    right.add_paragraph(style="Application head").add_run(form.sign).italic = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _translation(paper: Paper, translation: Translation) -> None:
    title = paper.add_paragraph(translation.title, style="Heading 1")
    title.paragraph_format.page_break_before = True
    table = _table(paper, 2, _TABLE, style="Table Grid")
    _fill(table.rows[0], translation.heads, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for place, rows in translation.parts:
        first = _added_row(table)
        _fill(first, (place,), bold=True)
        first.cells[0].merge(first.cells[1])
        first.cells[0].paragraphs[0].paragraph_format.keep_with_next = True
        for texts in rows:
            _in_language(_fill(_added_row(table), texts)[0], translation.tag)


def _fill(row: _Row, texts: tuple[str, ...], *, bold: bool = False) -> list[Run]:
    """Write a row, which no end of a page tears; returns what was written."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    runs = []
    for cell, text in zip(row.cells, texts, strict=False):
        cell.paragraphs[0].style = "Application cell"
        runs.append(cell.paragraphs[0].add_run(text))
        runs[-1].bold = bold
    return runs


def _table(
    paper: Paper, columns: int, widths: tuple[float, ...], style: str | None = None
) -> Table:
    table: Table = paper.add_table(rows=1, cols=columns, style=style)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, each in zip(table.columns, widths, strict=True):
        column.width = Mm(each)
        for cell in column.cells:
            cell.width = Mm(each)
    return table


def _added_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # its author left the types out
    return row


def _in_language(run: Run, tag: str) -> None:
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), regional(tag))
    run._r.get_or_add_rPr().append(mark)
