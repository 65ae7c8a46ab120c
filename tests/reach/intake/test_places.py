"""Names of places: taken where they can mean one unit only, else refused with what may be meant."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.desk.telling import hint
from generator.model.vietnamese import fold
from generator.reach.ground import Ground
from generator.reach.intake.units import Units
from generator.reach.intake.values import Wrong
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.conftest import sent
from tests.reach.intake.conftest import PLACES, Hills, errors
from tests.reach.making import make_project

ROW = {
    "campaign": "chien-dich", "activity": "noi-chuyen", "measure": "people", "audience": "tre-em",
}  # fmt: skip
SURE = [
    ("00712", "00712"),
    ("Hoà Ừng", "00712"),
    ("Hòa Ừng", "00712"),
    (unicodedata.normalize("NFD", "Hòa Ừng"), "00712"),
    ("  HOÀ   ỪNG ", "00712"),
    ("xã Hoà Ừng", "00712"),
    ("Xã Hòa Ừng", "00712"),
    ("X. Hoà Ừng", "00712"),
    ("X.Hoà Ừng", "00712"),
    ("Ẳm Mường", "00713"),
    ("TT. Đồng Vàng", "00722"),
    ("TT Đồng Vàng", "00722"),
    ("thị trấn Đồng Vàng", "00722"),
    ("H. Đồng Vàng", "072"),
    ("huyện Đồng Vàng", "072"),
    ("TP. Núi Xanh", "073"),
    ("T.P. Núi Xanh", "073"),
    ("thành phố Núi Xanh", "073"),
    ("P. Quang Trung", "00731"),
    ("phường Quang Trung, TP Núi Xanh", "00731"),
    ("Tả Khê, Hoà Thượng", "00711"),
    ("Tả Khê, H. Hòa Thượng", "00711"),
    ("xã Tả Khê - huyện Đồng Vàng", "00721"),
    ("Tả Khê (Đồng Vàng)", "00721"),
    ("xã Tả Khê, huyện Đồng Vàng, tỉnh Núi Xanh", "00721"),
    ("Đồng Vàng, Đồng Vàng", "00722"),
]
UNSURE = [
    # what is typed, code, what is offered
    ("Tả Khê", "report-unit-ambiguous", ("00711 = Tả Khê, Hoà Thượng", "00721 = Tả Khê, Đồng")),
    ("xã Tả Khê", "report-unit-ambiguous", ("00711", "00721")),
    ("Đồng Vàng", "report-unit-ambiguous", ("072", "00722")),
    ("Núi Xanh", "report-unit-ambiguous", ("07 ", "073")),
    ("Hoa Ung", "report-unit-unsure", ("00712 = Hoà Ừng, Hoà Thượng",)),
    ("xa Hoa Ung", "report-unit-unsure", ("00712",)),
    ("Hoà Ưng", "report-unit-unsure", ("00712",)),
    ("Hoà Ừngg", "report-unit-unsure", ("00712",)),
    ("Tả Khê, Quang Trung", "report-unit-unsure", ("00711", "00721")),
    ("phường Hoà Ừng", "report-unit-unsure", ("00712",)),
    ("712", "report-unit-lost-zero", ("00712 = Hoà Ừng, Hoà Thượng",)),
    ("Xứ Lạ Hoắc", "report-unknown-unit", ("—",)),
]


@pytest.mark.parametrize(("typed", "code"), SURE)
def test_a_name_that_can_mean_one_unit_only_is_that_unit(
    hills: Hills, typed: str, code: str
) -> None:
    imported = hills.take(hills.csv(sent(ROW | {"unit": typed})))
    assert [one.unit for one in imported.accepted] == [code], errors(imported)
    named = [(one.written, one.code) for one in imported.files[0].units]
    words = " ".join(unicodedata.normalize("NFC", typed).split())
    assert named == ([] if typed == code else [(words, code)])


@pytest.mark.parametrize(("typed", "code", "offers"), UNSURE)
def test_anything_less_is_refused_with_what_may_be_meant(
    hills: Hills, typed: str, code: str, offers: tuple[str, ...]
) -> None:
    imported = hills.take(hills.csv(sent(ROW | {"unit": typed})))
    assert imported.accepted == ()
    assert errors(imported) == [("C2", code)]
    cure = hint(imported.problems[0], load_catalogue(PROGRAM_CATALOGUES, "vi"))
    assert all(offer in cure for offer in offers), cure


def test_a_number_that_lost_its_zeros_is_refused(hills: Hills) -> None:
    path = hills.xlsx(sent(ROW | {"unit": 712, "value": 3}))
    assert errors(hills.take(path)) == [("C2", "report-unit-lost-zero")]


def test_a_name_counts_on_the_days_of_its_unit(hills: Hills) -> None:
    early = ROW | {"unit": "xã Bản Cũ", "period": "2030-Q1"}
    late = ROW | {"unit": "xã Bản Cũ", "period": "2030-Q2", "received_on": "2030-07-01",
                  "report": "r2"}  # fmt: skip
    assert [one.unit for one in hills.take(hills.csv(sent(early))).accepted] == ["00714"]
    imported = hills.take(hills.csv(sent(late), "2.csv"))
    assert errors(imported) == [("C2", "report-unit-not-valid")]
    assert "00712" in imported.problems[0].details["known"]


NAMES = sorted({name for one in PLACES for name in (one.name, one.full_name)})


@given(st.sampled_from(NAMES), st.sampled_from([str, fold, str.upper]), st.data())
def test_a_name_is_never_taken_for_a_unit_of_another_name(
    name: str, change: object, data: st.DataObject
) -> None:
    assert callable(change)
    letters = list(change(name))
    for _ in range(data.draw(st.integers(0, 2))):
        at = data.draw(st.integers(0, len(letters) - 1))
        letters[at] = data.draw(st.sampled_from("aăâêioôơuưừẵđ ."))
    units = Units(Ground(make_project(places=PLACES).places))
    try:
        found = units.find("".join(letters), None, "2030-Q1")
    except Wrong:
        return
    if found is None:
        return
    unit = next(one for one in PLACES if one.code == found.code)
    same = [one for one in PLACES if fold(one.name) == fold(unit.name)]
    assert len(same) == 1 or unit.kind
    words = fold(found.written).replace(".", " ")
    assert any(words.endswith(fold(one)) for one in (unit.name, *unit.aliases))
