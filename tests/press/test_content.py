"""What every leaflet must carry, and what it must never carry."""

from datetime import date
from pathlib import Path

import pytest

from generator.model.leaflet import Leaflet
from generator.model.project import Project
from generator.press import check_leaflets, print_leaflets
from tests.press import sample
from tests.press.conftest import problems_of, words

LICENCE = {
    "number": "12/GP-STTTT",
    "issued": "2021-02-01",
    "issued_by": {"vi": "Sở Thông tin và Truyền thông", "en": "Department of Information"},
    "printer": "Nhà in Thung Lũng",
    "printer_address": "số 1 đường Sông",
}


def _words(leaflet: Leaflet, folder: Path, kind: str = "press") -> str:
    made = print_leaflets(sample.project(leaflet), folder, kinds=[kind], languages=["vi"])
    return words(folder / made[0].path)


@pytest.mark.parametrize("make", [sample.trifold, sample.poster])
def test_without_a_licence_every_side_says_that_it_is_a_draft(make: object, tmp_path: Path) -> None:
    text = _words(make(), tmp_path)  # type: ignore[operator] # one of two functions
    assert "BẢN NHÁP" in text
    assert "Giấy phép" not in text


def test_each_page_and_panel_of_a_draft_is_marked(tmp_path: Path) -> None:
    text = _words(sample.trifold(), tmp_path, "screen")
    assert text.count("BẢN NHÁP") == 6


@pytest.mark.parametrize("make", [sample.trifold, sample.poster])
def test_a_licensed_leaflet_carries_its_imprint_and_no_draft_mark(
    make: object, tmp_path: Path
) -> None:
    text = _words(make(licence=LICENCE, copies=12000), tmp_path)  # type: ignore[operator] # ditto
    assert "BẢN NHÁP" not in text
    assert "12/GP-STTTT" in text
    assert "01/02/2021" in text
    assert "12.000 bản" in text
    assert "Nhà in Thung Lũng" in text


def test_the_helpline_must_be_right_on_the_projects_day(valley: Project) -> None:
    old = sample.contacts()
    old["helpline"] = old["helpline"].model_copy(update={"valid_to": date(2021, 3, 8)})
    codes = [each.code for each in problems_of(sample.project(contacts=old))]
    assert codes == ["helpline-not-valid"]


def test_a_contact_of_another_time_is_not_printed(tmp_path: Path) -> None:
    contacts = sample.contacts()
    contacts["police"] = contacts["police"].model_copy(update={"valid_from": date(2021, 3, 10)})
    project = sample.project(sample.trifold(), contacts=contacts)
    made = print_leaflets(project, tmp_path, kinds=["screen"], languages=["vi"])
    assert "Công an" not in words(tmp_path / made[0].path)


def test_a_number_that_nobody_checked_stands_on_drafts_only(tmp_path: Path) -> None:
    unsure = {"ref": sample.reference(), "talk": sample.reference(id="talk", certainty="unchecked")}
    contacts = sample.contacts()
    contacts["police"] = contacts["police"].model_copy(update={"references": ("talk",)})
    for licence, printed in ((None, True), (LICENCE, False)):
        leaflet = sample.trifold(languages=["vi"], licence=licence)
        project = sample.project(leaflet, contacts=contacts, references=unsure)
        made = print_leaflets(project, tmp_path, kinds=["screen"])
        assert ("Công an" in words(tmp_path / made[0].path)) == printed


def test_a_made_up_number_says_so(tmp_path: Path) -> None:
    contacts = sample.contacts()
    contacts["helpline"] = contacts["helpline"].model_copy(update={"demonstration": True})
    project = sample.project(sample.poster(languages=["vi"]), contacts=contacts)
    made = print_leaflets(project, tmp_path, kinds=["screen"])
    assert "Số minh hoạ, đừng gọi" in words(tmp_path / made[0].path)


def test_a_licensed_leaflet_of_unsigned_pages_is_warned_about() -> None:
    project = sample.project(sample.trifold(licence=LICENCE))
    found = check_leaflets(project)
    assert {(each.code, each.severity) for each in found} == {("leaflet-draft-page", "warning")}


def test_a_language_without_all_texts_is_left_out_unless_it_is_asked_for(valley: Project) -> None:
    lacking = sample.trifold(title={"vi": "Chỉ có tiếng Việt"})
    assert problems_of(sample.project(lacking)) == []
    (problem,) = problems_of(sample.project(lacking.model_copy(update={"languages": ("vi", "en")})))
    assert problem.code == "leaflet-no-translation"
    assert "title" in problem.details["known"]


def test_an_empty_panel_is_a_warning_and_a_missing_back_an_error() -> None:
    leaflet = sample.trifold(panels=[{"panel": "cover", "kind": "cover"}])
    found = {each.code: each.severity for each in check_leaflets(sample.project(leaflet))}
    assert found == {"leaflet-empty-panel": "warning", "leaflet-no-back": "error"}
