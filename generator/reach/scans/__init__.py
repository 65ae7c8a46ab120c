"""Scans of the QR codes on leaflets, counted from a web server's logs without tracking anyone."""

from generator.reach.scans.counting import Scans, count_scans
from generator.reach.scans.report import ScansReport, scans_report
from generator.reach.scans.telling import ScansBy, show_scans

__all__ = ["Scans", "ScansBy", "ScansReport", "count_scans", "scans_report", "show_scans"]
