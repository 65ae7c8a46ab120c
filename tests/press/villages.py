"""The invented province with units: a leaflet with a slot, villages, and whom to call there."""

from dataclasses import replace

from generator.model.people import Contact
from generator.model.place import Gazetteer, Place
from generator.model.programme import Programme
from generator.model.project import Project
from tests.press import sample

NAMES = ("Nà Ừ", "Đèo Gió", "Bản Ẵng", "Tả Lủng", "Hoà Bình", "Kim Thạch", "Suối Đuổi")
"""Of villages; hard to spell, and hard on typefaces."""


def places(count: int) -> Gazetteer:
    """A province, a district and ``count`` communes with codes ``00001``, ``00002``, ..."""
    province = Place(code="99", name="Thung Lũng", level="province", kind="tỉnh")
    district = Place(code="990", name="Mường Đẵn", level="district", parent="99", kind="huyện")
    communes = [
        Place(
            code=f"{number:05}",
            name=f"{NAMES[number % len(NAMES)]} {number}" if number > 7 else NAMES[number % 7],
            level="commune",
            parent="990",
            kind="xã",
        )
        for number in range(1, count + 1)
    ]
    return Gazetteer((province, district, *communes), sample.DAY)


def contact(unit: str, kind: str, name: str, number: str, **changes: object) -> Contact:
    """Whom to call in one unit."""
    values = {
        "id": f"{kind}-{unit}", "kind": kind, "name": name, "number": number, "unit": unit,
        "what_for": "Khi trẻ cần giúp", "references": ["ref"],
    }  # fmt: skip
    return Contact.model_validate(values | changes)


def programme() -> Programme:
    """The sample's, with three levels."""
    levels = [
        {"id": level, "name": level, "plural": level}
        for level in ("province", "district", "commune")
    ]
    values = sample.programme().model_dump(exclude_none=True) | {"levels": levels}
    return Programme.model_validate(values)


def project(count: int = 7, *extra: Contact, **changes: object) -> Project:
    """The province with a trifold that has a slot. The first commune has an officer and police."""
    panels = [panel.model_dump(exclude_none=True) for panel in sample.trifold().panels]
    leaflet = sample.trifold(panels=[*panels, {"panel": "local", "kind": "local"}])
    own = (
        contact("00001", "officer", "Cán bộ bảo vệ trẻ em xã", "0912 345 678"),
        contact("00001", "police", "Công an xã", "0219 3866 113"),
        contact("990", "health", "Trung tâm y tế huyện", "0219 3866 115"),
        *extra,
    )
    contacts = sample.contacts() | {each.id: each for each in own}
    whole = sample.project(leaflet, **({"contacts": contacts} | changes))
    return replace(whole, places=places(count), programme=programme())
