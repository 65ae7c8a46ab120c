"""Preflight: what a print shop would object to in a PDF, whoever made it.

The rules are those of PDF/X-4 (ISO 15930-7) as far as they can be read off a file, of the Ghent
Workgroup's 2022 specification for sheetfed CMYK, and of this kit. No complete PDF/X validator is to
be had, so a file that has no error "passes our PDF/X-4 checks".
"""

from generator.press.preflight.command import Found, judge_files
from generator.press.preflight.judge import preflight
from generator.press.preflight.marked import marked, marked_files
from generator.press.preflight.telling import problems, statement, to_json, to_text
from generator.press.preflight.verdict import Box, Expected, Finding, Measure, Verdict

__all__ = [
    "Box",
    "Expected",
    "Finding",
    "Found",
    "Measure",
    "Verdict",
    "judge_files",
    "marked",
    "marked_files",
    "preflight",
    "problems",
    "statement",
    "to_json",
    "to_text",
]
