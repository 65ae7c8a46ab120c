"""Reports to figures: the door of this room."""

from generator.model.project import Project
from generator.reach.expected.matrix import matrix_json
from generator.reach.expected.showing import show_calls, show_expected
from generator.reach.exports import export, published_of, show, write_products
from generator.reach.figures import figures
from generator.reach.flags import ORDER as FLAGS
from generator.reach.flags import flag_message
from generator.reach.flags.showing import show_flags
from generator.reach.forms import NothingOwedError, form_periods, write_form, write_forms
from generator.reach.history.changes import NoReportError, OtherKeyError, RevisesNothingError
from generator.reach.history.diff import show_difference
from generator.reach.history.entries import Wanted
from generator.reach.history.keeping import verify_received
from generator.reach.history.log import show_log
from generator.reach.intake.importing import Imported, import_reports
from generator.reach.intake.returning import return_copy
from generator.reach.intake.telling import tell_understood
from generator.reach.official import FORMATS as REPORT_FORMATS
from generator.reach.official import KINDS as REPORT_KINDS
from generator.reach.official import NoSuchReportError, write_report
from generator.reach.official import occasion as report_occasion
from generator.reach.reckoning import reckon
from generator.reach.results import By, Figures, Flag, Part, Reach
from generator.reach.rollup import roll_up, show_rollup
from generator.reach.scans import Scans, count_scans, scans_report, show_scans
from generator.reach.suppression import published
from generator.reach.surveys import show_surveys, survey_figures

__all__ = [
    "FLAGS",
    "REPORT_FORMATS",
    "REPORT_KINDS",
    "By",
    "Figures",
    "Flag",
    "Imported",
    "NoReportError",
    "NoSuchReportError",
    "NothingOwedError",
    "OtherKeyError",
    "Part",
    "Reach",
    "RevisesNothingError",
    "Scans",
    "Wanted",
    "count_scans",
    "export",
    "figures",
    "flag_message",
    "form_periods",
    "import_reports",
    "matrix_json",
    "published",
    "published_figures",
    "report_occasion",
    "return_copy",
    "roll_up",
    "scans_report",
    "show",
    "show_calls",
    "show_difference",
    "show_expected",
    "show_flags",
    "show_log",
    "show_rollup",
    "show_scans",
    "show_surveys",
    "survey_figures",
    "tell_understood",
    "verify_received",
    "write_form",
    "write_forms",
    "write_products",
    "write_report",
]


def published_figures(project: Project, campaign_id: str) -> Figures:
    """The figures that everyone may see: small numbers of people are hidden."""
    return published_of(reckon(project, campaign_id))
