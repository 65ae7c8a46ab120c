"""What every official document in Word is made of: faces, margins, head, tables, dotted lines.

The layout follows the rules for administrative documents: A4, Times New Roman, the state's name
and motto at the upper right. Sizes and margins come from whoever makes the document.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from babel.core import get_global
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_LINE = 6
"""Of a ruled line, in eighths of a point."""
_PROPERTY = 255
"""Letters that a property of a document may have (Open Packaging Conventions, as Word reads it)."""


@dataclass(frozen=True)
class Margins:
    """A page in mm: its size and what stays free at each side."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text(self) -> float:
        """Width of the text."""
        return self.width - self.left - self.right


def regional(tag: str) -> str:
    """A language with the region where it is at home, as office programs want it: ``vi-VN``."""
    likely = get_global("likely_subtags").get(tag, "").split("_")
    return f"{tag}-{likely[-1]}" if len(likely) == 3 else tag


def set_page(section: Section, margins: Margins, header: float = 10) -> None:
    """Size and margins of a section's pages; ``header``: where its line stands, in mm."""
    section.page_width, section.page_height = Mm(margins.width), Mm(margins.height)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = section.footer_distance = Mm(header)


def set_language(paper: Paper, language: str) -> None:
    """The language that the whole document is written in."""
    styles = paper.styles
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    tag = defaults.find(qn("w:lang"))
    tag.set(qn("w:val"), regional(language))
    tag.set(qn("w:eastAsia"), regional(language))


def set_properties(paper: Paper, title: str, author: str, language: str, day: date) -> None:
    """What the document says about itself; nothing of when or where it was really made."""
    core = paper.core_properties
    title, author = title[:_PROPERTY], author[:_PROPERTY]
    core.title, core.author, core.last_modified_by = title, author, author
    core.language, core.comments, core.keywords = language, "", ""
    core.created = core.modified = datetime.combine(day, time())
    core.revision = 1


@dataclass(frozen=True)
class Shape:
    """How a style of paragraphs looks: type and spaces in points, ``indent`` in mm."""

    size: float
    after: float = 0
    before: float = 0
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    indent: float = 0
    """Of the first line."""
    lines: float = 1.15
    """Height of a line in lines of the face."""


def set_style(style: Any, shape: Shape) -> None:
    """One face for every script, in black."""
    font = style.font
    font.name, font.size = FONT, Pt(shape.size)
    font.bold, font.italic = shape.bold, shape.italic
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
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(shape.before), Pt(shape.after)
    form.line_spacing, form.alignment = shape.lines, shape.align
    form.first_line_indent = Mm(shape.indent) if shape.indent else None
    form.widow_control = True


def page_number(paragraph: Paragraph) -> None:
    """The number of the page, as a field."""
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        part = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            part.set(qn("xml:space"), "preserve")
            part.text = text
        else:
            part.set(qn("w:fldCharType"), str(kind))
        run._r.append(part)


def ruled(cell: _Cell, length: float, style: str) -> None:
    """A line of ``length`` mm in the middle of a cell, below what it says."""
    rule = cell.add_paragraph(style=style)
    room = max(0.0, (_inside(cell) - length) / 2)
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm(room)
    rule.paragraph_format.line_spacing = Pt(3)
    rule.paragraph_format.space_after = Pt(5)
    border(rule._p.get_or_add_pPr(), ("top",), space=0)


def centred(
    cell: _Cell, text: str, size: float, style: str, *, bold: bool = False, italic: bool = False
) -> None:
    """A line of the head."""
    run = cell.add_paragraph(style=style).add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _inside(cell: _Cell) -> float:
    """Width in mm; Word keeps 1.9 mm free at each side."""
    return (cell.width or 0) / 36000 - 3.8


def border(properties: Any, sides: Iterable[str], space: int = 4) -> None:
    """Lines at some sides of a paragraph."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in (
            ("val", "single"),
            ("sz", str(_LINE)),
            ("space", str(space)),
            ("color", "000000"),
        ):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def dotted(paragraph: Paragraph, to: float) -> None:
    """Dots from where the text ends to ``to`` mm from the margin, to be written on."""
    stop = paragraph.paragraph_format.tab_stops
    stop.add_tab_stop(Mm(to), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run("\t")


def add_table(paper: Paper, widths: Sequence[float], style: str | None = None) -> Table:
    """A table of one row, with columns of so many mm."""
    table: Table = paper.add_table(rows=1, cols=len(widths), style=style)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, each in zip(table.columns, widths, strict=True):
        column.width = Mm(each)
        for cell in column.cells:
            cell.width = Mm(each)
    return table


def add_row(table: Table) -> _Row:
    """One more row."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # its author left the types out
    return row


def heads(row: _Row) -> None:
    """A row of headings, which stands again at the top of each further page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_with_next(row: _Row) -> None:
    """A row that is not the last one on its page."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def roomy(table: Table) -> None:
    """Air above and below what the cells say."""
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 45), ("left", 70), ("bottom", 45), ("right", 70)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def whole(row: _Row) -> None:
    """A row that no end of a page tears."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def fill(row: _Row, texts: Iterable[str], style: str, *, bold: bool = False) -> list[Run]:
    """Write a row, which no end of a page tears; returns what was written."""
    whole(row)
    runs = []
    for cell, text in zip(row.cells, texts, strict=False):
        cell.paragraphs[0].style = style
        runs.append(cell.paragraphs[0].add_run(text))
        runs[-1].bold = bold
    return runs
