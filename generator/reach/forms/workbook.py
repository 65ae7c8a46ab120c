"""A form as a workbook: three sheets to see, one for the machine, the same bytes every time."""

import io
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.model.project import Project
from generator.reach.forms.asked import Form
from generator.reach.forms.details import write_details
from generator.reach.forms.formulas import DETAIL_CHECK, DETAIL_FIRST, DETAIL_ROWS, Formulas
from generator.reach.forms.guide import write_guide
from generator.reach.forms.machine import SHEET, VERSION
from generator.reach.forms.plan import COUNTS, FIRST, GROUPS, KEYS, Plan
from generator.reach.forms.styles import Styles
from generator.reach.forms.sums import LABELS, Sums
from generator.reach.forms.table import Head, Table
from generator.sources.catalogue import PROGRAM_CATALOGUES, Catalogue, load_catalogue
from generator.sources.zips import steady

A4 = 9
"""The number of the paper size (ECMA-376 part 1, 18.3.1.63)."""


def words_of(project: Project) -> Catalogue:
    """The catalogue of the project's language."""
    return load_catalogue(PROGRAM_CATALOGUES, project.language)


def form_bytes(project: Project, form: Form) -> bytes:
    """The form of one unit and period as XLSX."""
    say = words_of(project)
    head = head_of(project, form, say)
    plan = Plan(form)
    machine = plan.machine(project.audiences, say, project.language)
    book = Workbook()
    styles = Styles(book, project.look)
    report = book.worksheets[0]
    report.title = say("forms.sheet.report")
    details = book.create_sheet(say("forms.sheet.details")) if list(plan.split()) else None
    guide = book.create_sheet(say("forms.sheet.guide"))
    formulas = Formulas(plan, machine, say, report.title, details.title if details else None)
    Table(report, formulas, styles, head).write()
    if details:
        write_details(details, formulas, styles, head)
        _page(
            details,
            formulas,
            f"B1:{get_column_letter(DETAIL_CHECK)}{DETAIL_FIRST + DETAIL_ROWS - 1}",
        )
        details.print_title_rows = f"{DETAIL_FIRST - 2}:{DETAIL_FIRST - 1}"
        details.freeze_panes = f"B{DETAIL_FIRST}"
    write_guide(guide, formulas, head)
    _page(report, formulas, f"B1:{get_column_letter(plan.check)}{plan.last}")
    report.print_title_rows = f"{GROUPS}:{KEYS}"
    report.freeze_panes = f"{get_column_letter(COUNTS)}{FIRST}"
    _page(guide, formulas, None)
    guide.page_setup.orientation, guide.page_setup.fitToHeight = "portrait", 1
    _hidden(book.create_sheet(SHEET), formulas)
    return saved(project, book, say("forms.title", campaign=form.campaign.title.text(say.language)))


def head_of(project: Project, form: Form, say: Catalogue) -> Head:
    """Who sends the form where."""
    receiver = project.agencies[form.campaign.owner].name.text(project.language)
    place = form.place.full_name
    if form.parent and form.parent.code != project.programme.place:
        place = f"{place}, {form.parent.full_name}"
    programme = say(
        "forms.version", programme=project.programme.short.text(project.language), version=VERSION
    )
    return Head(programme, place, receiver, project.language)


def _page(sheet: Worksheet, formulas: Formulas, area: str | None) -> None:
    """Paper, protection without a password, and no grid behind the table's own lines."""
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = A4, "landscape"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_view.showGridLines = False
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.45, 0.65, 0.3
    if area:
        sheet.print_area = area
    form = formulas.plan.form
    name = f"{form.place.code} · {form.period.name} · {form.campaign.id}"
    footer = sheet.oddFooter
    if footer is not None and footer.left is not None and footer.right is not None:
        footer.left.text, footer.left.size = name.replace("&", "&&"), 8
        footer.right.text, footer.right.size = "&P/&N", 8
    protection = sheet.protection
    protection.enable()
    protection.formatColumns = protection.formatRows = False  # wider columns do no harm


def _hidden(sheet: Worksheet, formulas: Formulas) -> None:
    sheet.sheet_state = "veryHidden"
    sheet.protection.enable()
    for number, row in enumerate([*formulas.machine.rows, *Sums(formulas).hidden_sums()], 1):
        for column, text in enumerate(row, 1):
            ours = row[0] == "sum" and column > LABELS
            cell = sheet.cell(number, column, text or None)
            if not ours:
                cell.number_format, cell.data_type = "@", "s"


def saved(project: Project, book: Workbook, title: str) -> bytes:
    """The workbook's bytes, which do not tell when it was made."""
    book.properties.title = title
    book.properties.creator = project.programme.short.text(project.language)
    book.properties.created = datetime.combine(project.as_of, time())
    book.security = WorkbookProtection(lockStructure=True)
    book.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    book.save(out)
    return steady(out.getvalue(), project.as_of)
