"""Places: codes and days, names that two share, the tree."""

from datetime import date

from generator.model.place import Gazetteer, Place
from generator.model.project import Project


def test_the_same_name_finds_both_places(shipped: Project) -> None:
    found = {
        place.code: shipped.places.path(place.code) for place in shipped.places.named("Tả Lủng")
    }

    assert found == {"00742": "Tả Lủng, Đồng Văn", "00796": "Tả Lủng, Mèo Vạc"}


def test_a_name_is_found_without_accents_and_by_its_other_spelling(shipped: Project) -> None:
    assert [place.code for place in shipped.places.named("bac me")] == ["031"]
    assert shipped.places.named("Sà Phìn") == shipped.places.named("Xà Phìn")


def test_communes_follow_the_day(shipped: Project) -> None:
    def count(day: date) -> int:
        return len(shipped.places.on(day).at_level("commune"))

    assert count(date(2019, 10, 1)) == 195
    assert count(date(2020, 6, 1)) == 193


def test_a_code_may_pass_to_another_place() -> None:
    old = Place(code="7", name="Old", level="ward", valid_to=date(2019, 12, 31))
    new = Place(code="7", name="New", level="ward", valid_from=date(2020, 1, 1))
    places = Gazetteer((old, new), date(2019, 12, 31))

    assert places["7"].name == "Old"
    assert places.on(date(2020, 1, 1))["7"].name == "New"


def test_every_district_lies_in_the_province_and_has_a_tile(shipped: Project) -> None:
    districts = shipped.places.at_level("district")

    assert len(districts) == 11
    assert {place.parent for place in districts} == {shipped.programme.place}
    assert {place.code for place in districts} == set(shipped.places.tiles)
