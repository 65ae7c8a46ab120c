"""Mistakes in a mapping are told at their line, all at once, before any table is read."""

import json
from pathlib import Path

import pytest

from generator.desk.schemas import write_schemas
from generator.desk.telling import hint, message
from generator.reach.intake.mapped.loading import read_mapping
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.intake.conftest import EXAMPLES, Hills

GOOD = """\
constants: {campaign: chien-dich, activity: noi-chuyen, period: 2030-Q1}
columns:
  unit: Xã
values:
  - {column: Nam, measure: attendances, audience: tre-em}
"""
MISTAKES = [
    # what is changed into what, line, code, what is offered
    ("campaign: chien-dich", "campaign: chien-dic", 1, "report-unknown-campaign", "chien-dich"),
    ("noi-chuyen", "noi-chuyn", 1, "report-unknown-activity", "noi-chuyen"),
    ("tre-em", "tre-emm", 5, "unknown-audience", "tre-em"),
    ("attendances", "attendance", 5, "bad-choice", "attendances"),
    ("attendances", "scans", 5, "report-measure-not-asked", "sessions"),
    ("column: Nam, ", "colum: Nam, ", 5, "unknown-key-near", "column"),
    ("column: Nam, ", "", 5, "mapping-one-number", "value"),
    ("column: Nam, ", "column: Nam, value: 2, ", 5, "mapping-one-number", "value"),
    ("unit: Xã", "unit: {column: Xã, cell: B3}", 3, "mapping-one-place", "B3"),
    ("unit: Xã", "unit: {cell: 3B}", 3, "bad-form", ""),
    ("unit: Xã", "unit: {column: Xã, pattern: 'xã {ten}'}", 3, "mapping-bad-pattern", "{text}"),
    ("unit: Xã", "note: Xã", 1, "mapping-nowhere", "constants"),
    ("unit: Xã", "unit: Xã\n  period: Kỳ", 1, "mapping-twice", ""),
    (", audience: tre-em", "", 1, "mapping-nowhere", "audience"),
    ("values:", "revises: newest\nvalues:", 4, "mapping-no-reason", "reason"),
    ("values:", "report: '{unit}-{thang}'\nvalues:", 4, "mapping-bad-report", "{period}"),
    ("values:", "units: {codes: {a: '0712'}}\nvalues:", 4, "report-unknown-unit", "00712"),
    ("values:", "units: {level: communes}\nvalues:", 4, "unknown-level", "commune"),
    ("values:", "skip: [{matches: []}]\nvalues:", 4, "too-few", ""),
    ("values:", "\tvalues:", 4, "yaml-tab", ""),
]


@pytest.mark.parametrize(("old", "new", "line", "code", "offer"), MISTAKES)
def test_a_mistake_is_told_at_its_line(
    hills: Hills, old: str, new: str, line: int, code: str, offer: str
) -> None:
    assert read_mapping(hills.project, hills.mapping(GOOD))[1] == ()
    mapping, problems = read_mapping(hills.project, hills.mapping(GOOD.replace(old, new)))
    assert mapping is None
    assert [(one.line, one.code) for one in problems] == [(line, code)]
    for language in ("vi", "en"):
        say = load_catalogue(PROGRAM_CATALOGUES, language)
        words = f"{message(problems[0], say)} {hint(problems[0], say)}"
        assert "problem." not in words
        assert "cure." not in words
        assert offer in words


def test_several_mistakes_are_told_at_once(hills: Hills) -> None:
    text = GOOD.replace("tre-em", "tre-emm").replace("chien-dich", "chien-dic") + "empty: none\n"
    _, problems = read_mapping(hills.project, hills.mapping(text))
    assert [one.line for one in sorted(problems)] == [1, 5, 6]


def test_nothing_is_read_through_a_wrong_mapping(hills: Hills) -> None:
    path = hills.sheets({"Sổ": [["Xã", "Nam"], ["00712", 5]]})
    imported = hills.read(path, hills.mapping(GOOD.replace("tre-em", "tre-emm")))
    assert (imported.accepted, imported.files) == ((), ())
    assert [one.file for one in imported.problems] == ["anh-xa.yml"]


def test_a_mapping_that_is_not_there_is_told(hills: Hills) -> None:
    imported = hills.read(hills.sheets({"Sổ": [["Xã"]]}), hills.path("no.yml"))
    assert [one.code for one in imported.problems] == ["file-missing"]


def test_editors_get_the_schema_and_accept_a_bare_heading(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    schema = json.loads((tmp_path / "mapping.schema.json").read_text(encoding="utf-8"))
    assert {"columns", "values", "translate", "revises"} <= schema["properties"].keys()
    assert {"type": "string"} in schema["$defs"]["Source"]["anyOf"]


def test_every_example_says_what_it_is_for() -> None:
    paths = sorted(EXAMPLES.glob("*.yml"))
    assert len(paths) == 4
    assert all(path.read_text(encoding="utf-8").startswith("# ") for path in paths)
