"""An official document as DOCX that an officer goes on with: styles, real tables, fields."""

import io
from collections.abc import Iterable
from datetime import date

from docx import Document
from docx.document import Document as File
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell

from generator.documents.faces import width
from generator.documents.layout import Layout
from generator.documents.paper import (
    Appendix,
    Bar,
    Blank,
    Block,
    Column,
    Heading,
    Items,
    Paper,
    Paragraph,
    Table,
)
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
    keep_with_next,
    page_number,
    roomy,
    ruled,
    set_language,
    set_page,
    set_properties,
    set_style,
    whole,
)
from generator.sources.zips import steady

_HEAD, _CELL, _FIGURE = "Official head", "Official cell", "Official figure"
_BASIS, _NOTE, _BOX, _LABEL = "Official basis", "Official note", "Official to do", "Official label"
_RECIPIENT, _CAPTION, _BELONGS = "Official recipient", "Caption", "Official belongs"
_APPENDIX = "Official appendix"
"""Styles of paragraphs, to be changed in Word for the whole document at once."""
_KINDS = {"text": "Body Text", "basis": _BASIS, "note": _NOTE}
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
}
_DARK, _LIGHT = "333333", "BBBBBB"
_LAST = 3
"""So many lines of the text stay with the signature."""
_PADDING = 3.8
"""Millimetres of a cell's width that Word keeps free."""


def official_docx(paper: Paper, layout: Layout, day: date) -> bytes:
    """The bytes of a document in ``layout``; the same document gives the same bytes."""
    return _Writer(paper, layout).bytes(day)


class _Writer:
    """Writes one document."""

    def __init__(self, paper: Paper, layout: Layout) -> None:
        self.paper, self.layout = paper, layout
        self.file: File = Document()
        self.room = layout.upright.text
        """Width of the text in mm."""

    def bytes(self, day: date) -> bytes:
        paper = self.paper
        set_language(self.file, paper.language)
        set_properties(self.file, paper.title, paper.author, paper.language, day)
        _styles(self.file, self.layout)
        section = self.file.sections[0]
        set_page(section, self.layout.upright)
        section.different_first_page_header_footer = True
        self._edges(section)
        self._to_do()
        self._head()
        self.file.add_paragraph(paper.name, style="Title")
        subject = self.file.add_paragraph(paper.subject, style="Subtitle").paragraph_format
        subject.left_indent = subject.right_indent = Mm(12)
        self._rule()
        self._blocks(paper.blocks)
        self._foot()
        for appendix in paper.appendices:
            self._appendix(appendix)
        out = io.BytesIO()
        self.file.save(out)
        return steady(out.getvalue(), day)

    def _edges(self, section: Section) -> None:
        """The page's number where the layout wants it, and the label at every page's foot."""
        number = self.layout.page_number
        if number == "top-centre":
            line = section.header.paragraphs[0]
            line.alignment = CENTRE
            page_number(line)
        feet = [section.footer]
        if section.different_first_page_header_footer:
            feet.append(section.first_page_footer)
        for foot in feet:
            line = foot.paragraphs[0]
            line.style = _LABEL
            line.add_run(self.paper.label)
            if number == "bottom-right" and foot is section.footer:
                stop = line.paragraph_format.tab_stops
                stop.add_tab_stop(Mm(self.room), WD_TAB_ALIGNMENT.RIGHT)
                line.add_run("\t")
                before = len(line.runs)
                page_number(line)
                for run in line.runs[before:]:
                    run.bold, run.font.size = False, Pt(self.layout.sizes.page_number)

    def _to_do(self) -> None:
        box = self.paper.to_do
        self.file.add_paragraph(style=_BOX).add_run(box.title).bold = True
        for item in box.items:
            self.file.add_paragraph(f"- {item}", style=_BOX)
        self.file.paragraphs[-1].paragraph_format.space_after = Pt(12)

    def _halves(self) -> tuple[float, float]:
        return self.layout.left_column, self.room - self.layout.left_column

    def _head(self) -> None:
        """Who writes at the left, the state and its motto at the right, number and day below."""
        paper, sizes = self.paper, self.layout.sizes
        table = add_table(self.file, self._halves())
        left, right = table.rows[0].cells
        if paper.parent:
            centred(left, paper.parent, sizes.issuer, _HEAD)
        centred(left, paper.body, sizes.issuer, _HEAD, bold=True)
        ruled(left, 24, _HEAD)
        centred(right, paper.state, sizes.state, _HEAD, bold=True)
        centred(right, paper.motto, sizes.motto, _HEAD, bold=True)
        ruled(right, width(paper.motto, sizes.motto) / 72 * 25.4, _HEAD)
        low = add_row(table).cells
        centred(low[0], paper.number, sizes.number, _HEAD)
        centred(low[1], paper.place_and_day, sizes.day, _HEAD, italic=True)
        for cell in (left, right, *low):
            cell._element.remove(cell.paragraphs[0]._element)

    def _rule(self) -> None:
        rule = self.file.add_paragraph(style=_HEAD)
        side = Mm((self.room - 40) / 2)
        rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = side
        rule.paragraph_format.line_spacing, rule.paragraph_format.space_after = Pt(3), Pt(10)
        border(rule._p.get_or_add_pPr(), ("top",), space=0)

    def _blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self.file.add_paragraph(block.text, style=f"Heading {block.level + 1}")
            elif isinstance(block, Paragraph):
                self.file.add_paragraph(block.text, style=_KINDS[block.kind])
            elif isinstance(block, Items):
                for item in block.items:
                    self.file.add_paragraph(f"- {item}", style="Body Text")
            elif isinstance(block, Blank):
                self._blank(block)
            else:
                self._table(block)

    def _blank(self, block: Blank) -> None:
        hint = self.file.add_paragraph(style="Body Text")
        hint.add_run(block.hint).italic = True
        hint.paragraph_format.keep_with_next = True
        for _ in range(block.lines):
            line = self.file.add_paragraph(style="Body Text")
            line.paragraph_format.first_line_indent = Mm(0)
            dotted(line, self.room)

    def _table(self, block: Table) -> None:
        self.file.add_paragraph(block.caption, style=_CAPTION)
        whole_width = sum(column.width for column in block.columns)
        widths = [column.width / whole_width * self.room for column in block.columns]
        table = add_table(self.file, widths, style="Table Grid")
        fill(table.rows[0], [column.head for column in block.columns], _CELL, bold=True)
        heads(table.rows[0])
        for cell in table.rows[0].cells:
            cell.paragraphs[0].alignment = CENTRE
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        roomy(table)
        for number, texts in enumerate(block.rows):
            self._row(table, block.columns, widths, texts, number >= len(block.rows) - block.totals)
        kept = table.rows if block.short else [table.rows[0], table.rows[-1]]
        for row in kept:
            if block.note or row._tr is not table.rows[-1]._tr:
                keep_with_next(row)
        last = self.file.add_paragraph(block.note, style=_NOTE)
        last.paragraph_format.space_after = Pt(6)

    def _row(
        self,
        table: WordTable,
        columns: tuple[Column, ...],
        widths: list[float],
        texts: Iterable[str | Bar],
        total: bool,
    ) -> None:
        row = add_row(table)
        whole(row)
        for cell, column, room, text in zip(row.cells, columns, widths, texts, strict=True):
            cell.width = Mm(room)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            if isinstance(text, Bar):
                _draw(cell, text, room - _PADDING)
                continue
            line = cell.paragraphs[0]
            line.style = _FIGURE if column.side == "right" else _CELL
            line.alignment = _SIDES[column.side]
            line.add_run(text).bold = total

    def _foot(self) -> None:
        """Who gets a copy at the left, who signs at the right."""
        paper, sizes = self.paper, self.layout.sizes
        for line in self.file.paragraphs[-_LAST:]:  # whoever signs never stands alone on a page
            line.paragraph_format.keep_with_next = True
        table = add_table(self.file, self._halves())
        whole(table.rows[0])
        left, right = table.rows[0].cells
        left.paragraphs[0].style = _RECIPIENT
        run = left.paragraphs[0].add_run(paper.copies_to)
        run.bold, run.italic, run.font.size = True, True, Pt(sizes.recipients_head)
        for name in paper.recipients:
            left.add_paragraph(f"- {name}", style=_RECIPIENT)
        right.paragraphs[0].style = _HEAD
        right.paragraphs[0].add_run(paper.signer).bold = True
        right.add_paragraph(style=_HEAD).add_run(paper.sign).italic = True
        name = right.add_paragraph(style=_HEAD)
        name.paragraph_format.space_before = Pt(68)
        name.add_run(paper.signed).bold = True

    def _appendix(self, appendix: Appendix) -> None:
        margins: Margins = self.layout.across if appendix.wide else self.layout.upright
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE if appendix.wide else WD_ORIENT.PORTRAIT
        set_page(section, margins)
        self.room = margins.text
        if self.layout.page_number == "bottom-right":  # the number stands at this page's own edge
            section.footer.is_linked_to_previous = False
            self._edges(section)
        title = self.file.add_paragraph(style=_APPENDIX)
        title.add_run(appendix.number).add_break()
        title.add_run(appendix.title)
        self.file.add_paragraph(appendix.belongs, style=_BELONGS)
        self._blocks(appendix.blocks)


def _draw(cell: _Cell, bar: Bar, room: float) -> None:
    """Two lines filled with grey, the dark one as long as ``low``; Word can change them."""
    for number, (share, colour) in enumerate(((bar.low, _DARK), (bar.high, _LIGHT))):
        line = cell.add_paragraph(style=_CELL) if number else cell.paragraphs[0]
        line.style = _CELL
        form = line.paragraph_format
        form.line_spacing, form.space_after = Pt(5.5), Pt(1 if number == 0 else 0)
        form.right_indent = Mm(max(0.0, room * (1 - share)))
        if share <= 0:
            continue
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shade.set(qn(f"w:{key}"), value)
        line._p.get_or_add_pPr().insert_element_before(
            shade, "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
        )


def _styles(file: File, layout: Layout) -> None:
    sizes, styles = layout.sizes, file.styles
    own = (_HEAD, _CELL, _FIGURE, _BASIS, _NOTE, _BOX, _LABEL, _RECIPIENT, _BELONGS)
    for name in own:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles.add_style(_APPENDIX, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Heading 1"]
    justified, indent = WD_ALIGN_PARAGRAPH.JUSTIFY, layout.indent
    basis = Shape(
        sizes.body, after=6, italic=layout.basis == "italic", align=justified, indent=indent
    )
    for name, shape in {
        "Normal": Shape(sizes.body, after=6),
        "Title": Shape(sizes.name, before=14, bold=True, align=CENTRE),
        "Subtitle": Shape(sizes.subject, after=3, bold=True, align=CENTRE),
        "Heading 1": Shape(sizes.body, bold=True, align=CENTRE),
        "Heading 2": Shape(sizes.body, after=6, before=12, bold=True, indent=indent),
        "Heading 3": Shape(sizes.body, after=5, before=9, bold=True, indent=indent),
        "Heading 4": Shape(sizes.body, after=4, before=6, italic=True, indent=indent),
        "Body Text": Shape(sizes.body, after=6, align=justified, indent=indent),
        "Header": Shape(sizes.page_number),
        "Footer": Shape(10),
        _CAPTION: Shape(sizes.table, after=3, before=6, bold=True, align=CENTRE),
        _HEAD: Shape(sizes.body, align=CENTRE),
        _CELL: Shape(sizes.table, lines=1.05),
        _FIGURE: Shape(sizes.table, lines=1.05, align=WD_ALIGN_PARAGRAPH.RIGHT),
        _BASIS: basis,
        _NOTE: Shape(sizes.table - 1, italic=True),
        _BOX: Shape(10, lines=1.1),
        _LABEL: Shape(10, bold=True),
        _RECIPIENT: Shape(sizes.recipients, lines=1.1),
        _BELONGS: Shape(sizes.table + 1, after=10, italic=True, align=CENTRE),
        _APPENDIX: Shape(sizes.body, bold=True, align=CENTRE),
    }.items():
        set_style(styles[name], shape)
    styles[_CAPTION].paragraph_format.keep_with_next = True
    border(styles[_BOX].element.get_or_add_pPr(), ("top", "left", "bottom", "right"))
