"""Forms to files: one workbook for a unit, or all units' in a folder each with a checklist."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from generator.model.people import Contact
from generator.model.period import parse_period
from generator.model.place import Place
from generator.model.project import Project
from generator.model.vietnamese import fold
from generator.reach.forms.asked import Form, forms_of, in_time, owed_by
from generator.reach.forms.plan import Say, period_words
from generator.reach.forms.styles import Styles
from generator.reach.forms.workbook import A4, form_bytes, saved, words_of
from generator.reach.forms.writing import LINE, day_words, lines_of, put, put_text
from generator.sources.atomic import write_file
from generator.sources.zips import steady

LIST_COLUMNS = ("code", "unit", "parent", "file", "due", "contact", "sent", "back")
LIST_WIDTHS = (9, 26, 22, 46, 12, 36, 11, 12)
HEADINGS = 4
REACHED_BY = ("office", "officer")
"""The kinds of contact that answer for a unit's report."""


class NothingOwedError(ValueError):
    """A unit owes no report for the period; ``periods`` are those for which it does."""

    def __init__(self, unit: str, period: str, periods: tuple[str, ...]) -> None:
        super().__init__(unit, period)
        self.unit, self.period, self.periods = unit, period, periods


def form_periods(project: Project, campaign_id: str) -> tuple[str, ...]:
    """The periods for which a campaign asks for reports, in order of time."""
    activities = project.campaigns[campaign_id].activities
    return in_time({name for activity in activities for name in activity.periods})


def write_form(project: Project, campaign_id: str, unit: str, period: str, path: Path) -> Path:
    """Write the form of a unit (its code) and period as XLSX.

    Raises ``NothingOwedError`` where the unit owes no report then, and ``ValueError`` where the
    period is none.
    """
    form = _chosen(project, campaign_id, (unit,), period)[0]
    write_file(path, form_bytes(project, form))
    return path


def write_forms(
    project: Project, campaign_id: str, units: Sequence[str], period: str, path: Path
) -> int:
    """Write the forms of several units, of all that owe one where ``units`` is empty, as a ZIP.

    Each lies in the folder of the unit above it; a checklist lies beside the folders. Returns how
    many forms there are; nothing is written where there is none. Raises as ``write_form``.
    """
    forms = _chosen(project, campaign_id, units, period)
    if forms:
        write_file(path, _zip(project, forms))
    return len(forms)


def form_name(form: Form) -> str:
    """The name of a unit's file: plain letters that every mail program passes on."""
    return f"{form.place.code}-{_plain(form.place.name)}-{form.period.name}.xlsx"


def _chosen(
    project: Project, campaign_id: str, units: Sequence[str], period: str
) -> tuple[Form, ...]:
    campaign = project.campaigns[campaign_id]
    forms = forms_of(campaign, project.places, parse_period(period))
    by_code = {form.place.code: form for form in forms}
    for code in units:
        if code not in by_code:
            raise NothingOwedError(code, period, owed_by(campaign, project.places, code))
    return tuple(form for form in forms if not units or form.place.code in units)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _zip(project: Project, forms: Sequence[Form]) -> bytes:
    say = words_of(project)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for form in forms:
            archive.writestr(_path(form), form_bytes(project, form))
        archive.writestr(say("forms.list.file-name"), _checklist(project, forms))
    return steady(out.getvalue(), project.as_of)


def _path(form: Form) -> str:
    above = form.parent
    folder = f"{above.code}-{_plain(above.name)}/" if above else ""
    return folder + form_name(form)


def _checklist(project: Project, forms: Sequence[Form]) -> bytes:
    """A workbook to print and tick: who gets which file, and what came back."""
    say = words_of(project)
    campaign, period = forms[0].campaign, forms[0].period
    title = say("forms.list.title", campaign=campaign.title.text(say.language))
    how = say(
        "forms.list.how",
        period=period_words(period.name, say),
        n=len(forms),
        receiver=project.agencies[campaign.owner].name.text(say.language),
    )
    book = Workbook()
    Styles(book, project.look)
    sheet = book.worksheets[0]
    sheet.title = say("forms.list.sheet")
    put_text(sheet, 1, 1, title, "lc title")
    put_text(sheet, 2, 1, how, "lc text")
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(LIST_COLUMNS))
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[2].height = LINE * lines_of(how, sum(LIST_WIDTHS)) + 6
    for column, (name, width) in enumerate(zip(LIST_COLUMNS, LIST_WIDTHS, strict=True), 1):
        put_text(sheet, HEADINGS, column, say(f"forms.list.{name}"), "lc heading")
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[HEADINGS].height = 2 * LINE
    for row, form in enumerate(forms, HEADINGS + 1):
        _list_row(sheet, row, form, project, say)
    last = f"{get_column_letter(len(LIST_COLUMNS))}{HEADINGS + len(forms)}"
    sheet.auto_filter.ref = f"A{HEADINGS}:{last}"
    sheet.freeze_panes = f"A{HEADINGS + 1}"
    sheet.print_title_rows = f"{HEADINGS}:{HEADINGS}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return saved(project, book, title)


def _list_row(sheet: Worksheet, row: int, form: Form, project: Project, say: Say) -> None:
    texts = (
        form.place.code,
        form.place.full_name,
        form.parent.full_name if form.parent else "",
        _path(form),
        day_words(form.due, say),
        _contact(project, form.place),
    )
    for column, text in enumerate(texts, 1):
        put_text(sheet, row, column, text, "lc label")
    for column in range(len(texts) + 1, len(LIST_COLUMNS) + 1):
        put(sheet, row, column, None, "lc word")
    lines = max(map(lines_of, texts, LIST_WIDTHS))
    sheet.row_dimensions[row].height = LINE * lines + 5


def _contact(project: Project, place: Place) -> str:
    """Whom to send a unit's form to: its own contacts, or the unit itself."""
    language = project.language
    own = [
        one
        for one in project.contacts_on(project.as_of, place.code)
        if one.unit == place.code and one.kind in REACHED_BY
    ]
    return "; ".join(_called(one, language) for one in own) or place.full_name


def _called(contact: Contact, language: str) -> str:
    return " ".join(filter(None, (contact.name.text(language), contact.number)))
