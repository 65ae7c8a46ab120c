"""DHIS2: data values in their published shape, and metadata in which every code is found."""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from generator.model.base import Words
from generator.model.place import Place
from generator.model.programme import Level
from generator.model.project import Project
from generator.model.report import Report
from generator.reach import export, figures, reckon, write_products
from generator.reach.exporting.codes import code_of, dhis2_period, period_type, uid
from generator.reach.exporting.dhis2 import COLUMNS, DataValue, exact_values, published_values
from generator.reach.exports import published_of, words
from generator.reach.results import Figures
from tests.reach.making import PLACES, make_activity, make_campaign, make_project, make_report, row
from tests.reach.test_suppression import ACTIVITIES, PERIODS, THRESHOLD, some_reports

CODE = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_+.-]*$", max_length=50)]
UID = r"[a-zA-Z][a-zA-Z0-9]{10}"
TREE = {"091": "09", "092": "09", "093": "09", "00911": "091", "00912": "091", "00921": "092"}
REPORTS = (
    make_report(
        row("people", 40, sex="female", age_band="60+", disability="no", ethnicity="Dao"),
        row("people", 20, sex="female", age_band="60+", disability="no", ethnicity="Lô Lô"),
        row("sessions", 2),
        row("copies_left", 70),
    ),
    make_report(row("people", 30, "parents"), row("attendances", 0), unit="00921"),
    make_report(row("copies_left", 60), unit="091", period="2030-Q2"),
    make_report(row("people", 12), unit="00922", activity="fair"),
    make_report(row("scans", 400), unit="09", activity="fair"),
)


class Value(BaseModel):
    """A member of ``dataValues``, as DHIS2's manual for developers has it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    dataElement: CODE  # noqa: N815 - the names are DHIS2's
    period: Annotated[str, Field(pattern=r"^\d{4}(S[12]|Q[1-4]|0[1-9]|1[0-2])?$")]
    orgUnit: CODE  # noqa: N815
    categoryOptionCombo: CODE  # noqa: N815
    attributeOptionCombo: CODE  # noqa: N815
    value: Annotated[str, Field(pattern=r"^\d+$")]
    comment: Annotated[str, Field(min_length=1, max_length=50000)] | None = None


class ValueSet(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    dataValues: list[Value]  # noqa: N815


def make(*reports: Report, **changes: Any) -> Project:
    project = make_project(reports=reports, **changes)
    levels = tuple(
        Level.model_validate({"id": one, "name": one, "plural": one})
        for one in ("province", "district", "commune")
    )
    return replace(project, programme=project.programme.model_copy(update={"levels": levels}))


def exported(project: Project, folder: Path) -> tuple[list[Value], dict[str, Any]]:
    """The office's data values and what DHIS2 needs to take them."""
    data = export(project, "shore", "dhis2", folder / "data.json")
    metadata = export(project, "shore", "dhis2-metadata", folder / "metadata.json")
    values = ValueSet.model_validate_json(data.read_text(encoding="utf-8")).dataValues
    return values, json.loads(metadata.read_text(encoding="utf-8"))


def by_code(things: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["code"]: one for one in things}


@pytest.mark.parametrize("reports", [(), REPORTS], ids=["none", "some"])
def test_both_files_have_the_shape_that_dhis2_takes(
    tmp_path: Path, reports: tuple[Report, ...]
) -> None:
    project = make(*reports)
    values, _ = exported(project, tmp_path)
    write_products(project, "shore", tmp_path)
    shown = ValueSet.model_validate_json((tmp_path / "dhis2.json").read_text(encoding="utf-8"))

    assert bool(values) == bool(shown.dataValues) == bool(reports)
    for listed in (values, shown.dataValues):
        keys = [(one.dataElement, one.period, one.orgUnit, one.categoryOptionCombo,
                 one.attributeOptionCombo) for one in listed]  # fmt: skip
        assert len(keys) == len(set(keys)), "a second value of a key replaces the first"
        assert all("MINH HOẠ" in (one.comment or "") for one in listed)


@pytest.mark.parametrize("published", [False, True], ids=["export", "product"])
def test_the_metadata_know_every_code_of_the_data_where_dhis2_looks_for_it(
    tmp_path: Path, published: bool
) -> None:
    project = make(*REPORTS)
    values, metadata = exported(project, tmp_path)
    if published:
        write_products(project, "shore", tmp_path)
        text = (tmp_path / "dhis2.json").read_text(encoding="utf-8")
        values = ValueSet.model_validate_json(text).dataValues
    elements, units = by_code(metadata["dataElements"]), by_code(metadata["organisationUnits"])
    combos = by_code(metadata["categoryOptionCombos"])

    def of(combo: str) -> str:
        return "default" if combo == "default" else combos[combo]["categoryCombo"]["code"]

    for one in values:
        assert one.orgUnit in units
        assert elements[one.dataElement]["categoryCombo"]["code"] == of(one.categoryOptionCombo)
        taking = [
            each["code"]
            for each in metadata["dataSets"]
            if each["periodType"] == _type_of(one.period)
            and each["categoryCombo"]["code"] == of(one.attributeOptionCombo)
            and one.dataElement in {e["dataElement"]["code"] for e in each["dataSetElements"]}
            and one.orgUnit in by_code(each["organisationUnits"])
        ]
        assert len(taking) == 1, (one, "belongs to one data set")


def _type_of(period: str) -> str:
    kinds = {"S": "SixMonthly", "Q": "Quarterly"}
    return "Yearly" if len(period) == 4 else kinds.get(period[4], "Monthly")


def test_nothing_in_the_metadata_is_there_twice_and_names_fit(tmp_path: Path) -> None:
    _, metadata = exported(make(*REPORTS), tmp_path)
    for name, things in metadata.items():
        fields = {"id", "code", "name"} - ({"name"} if name == "organisationUnits" else set())
        for field in fields:  # two communes bear one name
            assert len({one[field] for one in things}) == len(things), (name, field)
        for one in things:
            assert re.fullmatch(UID, one["id"])
            assert len(one["code"]) <= 50
            assert len(one.get("shortName", "")) <= 50


REFERENCES = {
    "parent": "organisationUnits", "organisationUnits": "organisationUnits",
    "categoryCombo": "categoryCombos", "categories": "categories",
    "categoryOptions": "categoryOptions", "dataElement": "dataElements",
}  # fmt: skip


def references(thing: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """(kind, reference) of everything that a thing names."""
    for field, value in thing.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and field in REFERENCES:
                yield REFERENCES[field], one
            elif isinstance(one, dict):
                yield from references(one)


def test_every_reference_in_the_metadata_leads_somewhere(tmp_path: Path) -> None:
    _, metadata = exported(make(*REPORTS), tmp_path)
    known = {(kind, one["code"], one["id"]) for kind, things in metadata.items() for one in things}
    known.add(("categoryCombos", "default", "bjDvmb4bfuf"))
    found = [
        (kind, one["code"], one["id"])
        for things in metadata.values()
        for thing in things
        for kind, one in references(thing)
    ]
    assert set(found) <= known
    assert {kind for kind, *_ in found} == set(REFERENCES.values())


def test_a_combination_has_one_option_of_each_category_and_dhis2_would_make_all_of_them(
    tmp_path: Path,
) -> None:
    _, metadata = exported(make(), tmp_path)
    options = {
        one["code"]: [each["code"] for each in one["categoryOptions"]]
        for one in metadata["categories"]
    }
    for combo in metadata["categoryCombos"]:
        wanted = 1
        for category in combo["categories"]:
            wanted *= len(options[category["code"]])
        cells = [
            one
            for one in metadata["categoryOptionCombos"]
            if one["categoryCombo"]["code"] == combo["code"]
        ]
        assert len(cells) == wanted


def test_units_have_their_parents_first_and_the_days_on_which_they_were_there(
    tmp_path: Path,
) -> None:
    reused = Place(code="00922", name="New Mole", level="commune", parent="091",
                   valid_from=date(2030, 6, 1))  # fmt: skip
    _, metadata = exported(make(*REPORTS, places=(*PLACES, reused)), tmp_path)
    units = by_code(metadata["organisationUnits"])
    seen: set[str] = set()
    for one in metadata["organisationUnits"]:
        assert one["code"] == "09" or one["parent"]["code"] in seen
        seen.add(one["code"])
    assert units["00922"]["name"] == "New Mole"
    assert units["00922.2030-03-31"]["name"] == "Old Mole"
    assert units["00922.2030-03-31"]["closedDate"] == "2030-03-31"
    assert units["00922.2030-03-31"]["parent"]["code"] == "092"
    assert units["00911"]["name"] == "Hoà Lạc"


def test_ethnicities_are_summed_and_sex_age_and_disability_told(tmp_path: Path) -> None:
    values, _ = exported(make(*REPORTS), tmp_path)
    people = {
        (one.orgUnit, one.categoryOptionCombo): one.value
        for one in values
        if one.dataElement == "people.children" and one.attributeOptionCombo == "shore.talks"
    }
    assert people == {("091", "female.60+.no"): "60"}
    zero = [one for one in values if one.dataElement == "attendances.children"]
    assert [one.value for one in zero] == ["0"], "an explicit zero is a report"


def test_a_stock_and_a_range_are_not_added_up_by_dhis2(tmp_path: Path) -> None:
    _, metadata = exported(make(*REPORTS), tmp_path)
    sums = {one["code"]: one["aggregationType"] for one in metadata["dataElements"]}
    assert sums["copies_left.children"] == "LAST"
    assert sums["people.children"] == "SUM"
    assert sums["reach_low.all"] == sums["reach_high.all"] == "NONE"
    assert all(one["zeroIsSignificant"] for one in metadata["dataElements"])


def added_up(values: Iterable[Value | DataValue], measure: str) -> dict[str, int]:
    """What DHIS2 shows of each unit: the sum of its own values and its sub-units'."""
    found: dict[str, int] = {}
    for one in values:
        if one.dataElement.partition(".")[0] == measure:
            unit: str | None = one.orgUnit
            while unit:
                found[unit] = found.get(unit, 0) + int(one.value)
                unit = TREE.get(unit)
    return found


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_dhis2s_own_sums_are_the_figures(seed: int) -> None:
    project = make(*some_reports(Random(seed)))
    found = reckon(project, "shore")
    exact = figures(project, "shore")
    values = exact_values(found, exact, words(project))
    for measure, total in exact.measures.items():
        assert added_up(values, measure).get("09", 0) == total
        for part in exact.by_unit:
            assert added_up(values, measure).get(part.id, 0) == part.measures.get(measure, 0)


CAMPAIGN = make_campaign(*(make_activity(name, periods=PERIODS) for name in ACTIVITIES))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_everyones_file_says_nothing_that_the_published_figures_do_not_say(seed: int) -> None:
    """Made again beside reports of other numbers, from the same published figures, it is the same:
    so whoever knows figures.json knows dhis2.json, and learns nothing more from it."""
    reports = some_reports(Random(seed))
    others = [
        one.model_copy(
            update={
                "rows": tuple(
                    line.model_copy(update={"value": line.value * 7 + 1000}) for line in one.rows
                )
            }
        )
        for one in reports
    ]
    found = reckon(make(*reports, campaign=CAMPAIGN), "shore")
    shown, say = published_of(found), words(found.project)
    values = published_values(found, shown, say)
    assert values == published_values(reckon(make(*others, campaign=CAMPAIGN), "shore"), shown, say)
    assert all(int(one.value) >= THRESHOLD for one in values)
    check_sums(shown, values)


def check_sums(shown: Figures, values: list[DataValue]) -> None:
    """DHIS2 gives the published figures back wherever it has all that belongs to them."""
    for measure in shown.measures:
        sums = added_up(values, measure)
        for part in shown.by_unit:
            published = part.measures.get(measure)
            if published is not None:
                assert sums.get(part.id, 0) <= published
                if all(one.measures.get(measure, 0) is not None for one in shown.by_unit):
                    assert sums.get(part.id, 0) == published


def test_what_hidden_units_have_together_stands_in_the_unit_above(tmp_path: Path) -> None:
    project = make(
        make_report(row("people", 4), unit="091"),
        make_report(row("people", 60), unit="092"),
        make_report(row("people", 500), unit="093"),
    )
    found = reckon(project, "shore")
    values = published_values(found, published_of(found), words(project))
    people = {one.orgUnit: one for one in values if one.dataElement == "people.all"}
    assert {unit: one.value for unit, one in people.items()} == {"09": "64", "093": "500"}
    assert "đã được ẩn" in people["09"].comment
    assert "đã được ẩn" not in people["093"].comment
    assert added_up(values, "people")["09"] == 564


def test_csv_says_the_same_in_dhis2s_order_of_columns(tmp_path: Path) -> None:
    values, _ = exported(make(*REPORTS), tmp_path)
    path = export(make(*REPORTS), "shore", "dhis2", tmp_path / "data.csv")
    heading, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
    assert tuple(heading) == COLUMNS
    assert [(row_[0], row_[1], row_[2], row_[3], row_[4], row_[5], row_[8]) for row_ in rows] == [
        (one.dataElement, one.period, one.orgUnit, one.categoryOptionCombo,
         one.attributeOptionCombo, one.value, one.comment)
        for one in values
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "period", "kind"),
    [
        ("2018", "2018", "Yearly"),
        ("2018-S2", "2018S2", "SixMonthly"),
        ("2018-Q1", "2018Q1", "Quarterly"),
        ("2018-03", "201803", "Monthly"),
    ],
)
def test_periods_are_written_as_dhis2_does(name: str, period: str, kind: str) -> None:
    assert (dhis2_period(name), period_type(name)) == (period, kind)


@pytest.mark.parametrize(
    ("periods", "whole"),
    [
        (("2030-03",), "203003"),
        (("2030-01", "2030-Q1"), "2030Q1"),
        (("2030-04", "2030-Q1"), "2030S1"),
        (("2030-Q2", "2030-Q3"), "2030"),
        (("2029-Q4", "2030-Q1"), "2030"),
    ],
)
def test_the_whole_campaign_stands_in_the_shortest_period_that_holds_it(
    periods: tuple[str, ...], whole: str
) -> None:
    campaign = make_campaign(make_activity("talks", periods=periods))
    reports = [make_report(row("people", 50), period=one) for one in periods]
    found = reckon(make(*reports, campaign=campaign), "shore")
    values = published_values(found, published_of(found), words(found.project))
    assert {one.period for one in values} == {whole}


@given(st.text(), st.text())
def test_identifiers_are_dhis2s_and_always_the_same(kind: str, code: str) -> None:
    assert re.fullmatch(UID, uid(kind, code))
    assert uid(kind, code) == uid(kind, code)


@given(st.text("ab-", min_size=1), st.text("ab-", min_size=1))
def test_a_long_code_is_cut_and_still_its_own(one: str, other: str) -> None:
    stem = "x" * 45
    assert len(code_of(stem, one)) <= 50
    assert (code_of(stem, one) == code_of(stem, other)) == (one == other)


def test_the_same_figures_are_the_same_bytes_in_any_order_of_reports(tmp_path: Path) -> None:
    named = Words({"vi": "Trẻ em – hoà/hòa, ừ ẵ Đ", "en": "Young"})
    for folder, reports in (("a", REPORTS), ("b", REPORTS[::-1])):
        project = make(*reports)
        child = project.audiences["children"].model_copy(update={"name": named})
        exported(replace(project, audiences={**project.audiences, "children": child}),
                 tmp_path / folder)  # fmt: skip
    for name in ("data.json", "metadata.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert "hoà/hòa, ừ ẵ Đ" in (tmp_path / "a" / "metadata.json").read_text(encoding="utf-8")
