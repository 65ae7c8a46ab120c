"""What leaves the room: products for everyone, exports for other systems, text for a terminal."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import hxl
import openpyxl
import pytest

from generator.model.base import Words
from generator.model.programme import Level
from generator.model.project import Project
from generator.model.report import Report
from generator.reach import By, export, figures, published_figures, show, write_products
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.conftest import COLUMNS, Office
from tests.reach.making import make_project, make_report, row

SAY = load_catalogue(PROGRAM_CATALOGUES, "vi")
GIRLS = {"sex": "female", "age_band": "6-10"}
MEN = {"sex": "male", "age_band": "18-59"}
TAGS = [
    "#adm1+code+v_gso", "#adm1+name", "#adm2+code+v_gso", "#adm2+name", "#adm3+code+v_gso",
    "#adm3+name", "#activity+code", "#org+name+impl", "#date+start", "#date+end", "#targeted",
    "#reached", "#reached+max", "#reached+f+children+age0_15", "#reached+m+children+age0_15",
    "#reached+f+adults", "#reached+m+adults",
]  # fmt: skip


def make(*reports: Report) -> Project:
    """A project with levels, as HXL needs them."""
    project = make_project(reports=reports)
    names = ("province", "district", "commune")
    levels = tuple(Level.model_validate({"id": one, "name": one, "plural": one}) for one in names)
    return replace(project, programme=project.programme.model_copy(update={"levels": levels}))


LARGE = (
    make_report(row("people", 40, **GIRLS), row("people", 60, "parents", **MEN)),
    make_report(row("people", 30, **GIRLS), unit="092"),
    make_report(row("people", 35, **GIRLS), row("people", 20, "parents", **MEN), unit="00921"),
)
SMALL = (*LARGE, make_report(row("people", 4, **GIRLS), unit="093"))


def hxl_rows(path: Path) -> list[dict[str, str]]:
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert lines[1] == TAGS
    return [dict(zip(TAGS, line, strict=True)) for line in lines[2:]]


@pytest.mark.parametrize("reports", [(), LARGE, SMALL], ids=["none", "large", "small"])
@pytest.mark.parametrize("exact", [True, False], ids=["export", "product"])
def test_the_hxl_file_passes_the_standards_default_schema(
    tmp_path: Path, reports: tuple[Report, ...], exact: bool
) -> None:
    path = tmp_path / "hxl.csv"
    if exact:
        export(make(*reports), "shore", "hxl", path)
    else:
        write_products(make(*reports), "shore", tmp_path)
    found: list[object] = []
    options = hxl.InputOptions(allow_local=True)
    with hxl.data(str(path), options) as source:
        assert hxl.schema(callback=found.append).validate(source)
    assert found == []


def test_an_hxl_export_tells_children_and_adults_apart_by_sex(tmp_path: Path) -> None:
    export(make(*SMALL), "shore", "hxl", tmp_path / "hxl.csv")
    rows = {one["#adm3+name"] or one["#adm2+name"]: one for one in hxl_rows(tmp_path / "hxl.csv")}
    assert rows["Dune"]["#reached"] == "55"
    assert rows["Dune"]["#reached+max"] == "85"
    assert rows["Dune"]["#reached+f+children+age0_15"] == "35"
    assert rows["Tả Lủng"]["#reached+m+adults"] == "20"
    assert rows["Cape"]["#reached+f+children+age0_15"] == "4"
    assert rows["Cape"]["#reached+m+adults"] == ""
    assert rows["Tả Lủng"]["#adm1+code+v_gso"] == "09"


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("vi", "Mã đơn vị cấp 1"),
        ("en", "Code of unit, level 1"),
        ("lo", "Code of unit, level 1"),
    ],
)
def test_hxl_names_the_programmes_own_codes_and_speaks_its_language_or_english(
    tmp_path: Path, language: str, heading: str
) -> None:
    project = make(*SMALL)
    changes = {"code_scheme": "own-codes", "languages": (language,)}
    project = replace(project, programme=project.programme.model_copy(update=changes))
    export(project, "shore", "hxl", tmp_path / "hxl.csv")
    headings, tags, *_ = csv.reader(io.StringIO((tmp_path / "hxl.csv").read_text(encoding="utf-8")))
    assert tags[0] == "#adm1+code+v_own_codes"
    assert headings[0] == heading
    assert "gso" not in (tmp_path / "hxl.csv").read_text().lower()


def test_the_published_hxl_file_has_no_small_number_and_no_part_of_one(tmp_path: Path) -> None:
    write_products(make(*SMALL), "shore", tmp_path)
    rows = {one["#adm3+name"] or one["#adm2+name"]: one for one in hxl_rows(tmp_path / "hxl.csv")}
    assert rows["Cape"]["#reached"] == ""
    assert all(not one[tag] for one in rows.values() for tag in TAGS[-4:])


def test_the_published_hxl_file_has_parts_where_nothing_is_small(tmp_path: Path) -> None:
    write_products(make(*LARGE), "shore", tmp_path)
    rows = {one["#adm3+name"] or one["#adm2+name"]: one for one in hxl_rows(tmp_path / "hxl.csv")}
    assert rows["Reef"]["#reached+f+children+age0_15"] == "40"
    assert rows["Reef"]["#reached+m+adults"] == "60"


def test_a_small_rest_of_unknown_people_keeps_the_parts_back(tmp_path: Path) -> None:
    """Reef's girls and men, taken from Reef's reach, would leave three people."""
    rest = make_report(row("people", 40, **GIRLS), row("people", 3), unit="091")
    write_products(make(rest, *LARGE[1:]), "shore", tmp_path)
    rows = hxl_rows(tmp_path / "hxl.csv")
    assert all(not one[tag] for one in rows for tag in TAGS[-4:])


def test_figures_json_is_what_everyone_may_see(tmp_path: Path) -> None:
    project = make(*SMALL)
    paths = write_products(project, "shore", tmp_path)
    assert {path.name for path in paths} == {
        "figures.json",
        "hxl.csv",
        "dhis2.json",
        "figures.xlsx",
    }
    data = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert data == json.loads(json.dumps(published_figures(project, "shore").to_json()))
    assert data["demonstration"] is True
    assert '"low": 4,' not in (tmp_path / "figures.json").read_text()


def test_the_same_figures_are_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write_products(make(*SMALL), "shore", first)

    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Tomorrow":  # noqa: ARG003 - as the real one
            return cls(2040, 1, 1, tzinfo=UTC)

    monkeypatch.setattr("openpyxl.writer.excel.datetime.datetime", Tomorrow)
    write_products(make(*reversed(SMALL)), "shore", second)
    for name in ("figures.json", "hxl.csv", "dhis2.json", "figures.xlsx"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_the_workbook_has_numbers_a_fixed_heading_and_says_demonstration(tmp_path: Path) -> None:
    write_products(make(*SMALL), "shore", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "figures.xlsx")
    units = book["Theo đơn vị"]
    assert units.freeze_panes == "C5"
    assert "MINH HOẠ" in str(units["A2"].value)
    rows = {one[1]: one for one in units.iter_rows(min_row=5, values_only=True)}
    assert rows["Reef"][2] == 100
    assert rows["Cape"][2] is None
    assert rows["Reef"][0] == "091"


def test_the_rows_that_count_come_back_through_the_import(tmp_path: Path, office: Office) -> None:
    first = make_report(row("people", 30, **GIRLS), name="a")
    second = make_report(row("people", 12, **GIRLS), name="b", revises="a", reason="x")
    path = export(make(first, second, *LARGE[1:]), "shore", "csv", tmp_path / "rows.csv")
    lines = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert list(lines[0]) == list(COLUMNS)
    assert [line["value"] for line in lines] == ["35", "20", "12", "30"]
    kept = [line for line in lines if not line["revises"]]
    assert len(office.take(office.csv(kept)).accepted) == 2


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    evil = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
    rows = [row("people", 5, note=one, cohort=f"c{n}") for n, one in enumerate(evil)]
    made = make_report(*rows)
    bare = made.model_copy(
        update={
            "rows": tuple(
                one.model_copy(update={"note": text})
                for one, text in zip(made.rows, evil, strict=True)
            )
        }
    )
    path = export(make(bare), "shore", "csv", tmp_path / "rows.csv")
    lines = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
    assert [line["note"] for line in lines] == [f"'{one}".replace("\r", "\n") for one in evil]


def test_a_name_that_looks_like_a_formula_is_text_in_the_workbook(tmp_path: Path) -> None:
    project = make(*LARGE)
    campaign = project.campaigns["shore"]
    activity = campaign.activities[0].model_copy(update={"title": type(campaign.title)("=1+1")})
    changed = campaign.model_copy(update={"activities": (activity, *campaign.activities[1:])})
    project = replace(project, campaigns={"shore": changed})
    write_products(project, "shore", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "figures.xlsx")
    assert all(
        cell.data_type != "f" for sheet in book.worksheets for line in sheet.rows for cell in line
    )


@pytest.mark.parametrize("by", get_args(By))
def test_a_table_on_the_terminal_has_a_row_for_each_part_and_the_total(by: str) -> None:
    project = make(*SMALL)
    text = show(project, "shore", by=by, style="table", say=SAY)
    lines = text.splitlines()
    parts = figures(project, "shore").by(by)
    assert len(lines[: lines.index("")]) == len(parts) + 3
    assert "MINH HOẠ" in text


@pytest.mark.parametrize("style", ["table", "json"])
def test_flags_are_told_in_the_language_of_the_command(style: str) -> None:
    project = make_project(
        reports=[make_report(row("people", 77))], populations=[("091", "children", 50)]
    )
    named = project.audiences["children"].model_copy(
        update={"name": Words({"vi": "Trẻ em", "en": "Young ones"})}
    )
    project = replace(project, audiences={**project.audiences, "children": named})
    texts = {
        language: show(
            project,
            "shore",
            by="unit",
            style=style,
            say=load_catalogue(PROGRAM_CATALOGUES, language),
        )
        for language in ("vi", "en")
    }
    assert "Trẻ em" in texts["vi"]
    assert "nhiều hơn dân số" in texts["vi"]
    assert "Young ones" in texts["en"]
    assert "dân số" not in texts["en"]
    assert "còn thiếu" not in texts["en"]


def test_what_the_office_sees_is_exact() -> None:
    project = make(*SMALL)
    lines = list(
        csv.DictReader(io.StringIO(show(project, "shore", by="unit", style="csv", say=SAY)))
    )
    assert {line["unit"]: line["low"] for line in lines}["093"] == "4"
    whole = json.loads(show(project, "shore", by="unit", style="json", say=SAY))
    assert whole == json.loads(json.dumps(figures(project, "shore").to_json()))


def test_every_word_of_tables_and_files_is_in_both_catalogues() -> None:
    from generator.reach import tables  # noqa: PLC0415 - looked into here alone

    names = {*tables.MEASURES, *tables.REPORTS, *get_args(By), "low", "high", "name"}
    for language in ("vi", "en"):
        say: Callable[..., str] = load_catalogue(PROGRAM_CATALOGUES, language)
        for name in names:
            assert say(f"figures.{name}") != f"figures.{name}"
            assert say(f"short.{name}") != f"short.{name}"
