"""The formats: their sizes, folds and slots, and what a leaflet may do in them."""

import shutil
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from generator.model.base import Words
from generator.model.campaign import Campaign
from generator.model.leaflet import Leaflet
from generator.model.place import Place
from generator.model.project import Project
from generator.press.check import layout_problems
from generator.press.composing.compose import compose
from generator.press.imposing.folding import fold_diagram, folded_size
from generator.press.setting.layout import Fit, Measured, spilled
from generator.press.setting.pages import slot_page
from generator.press.setting.paper import Kind
from generator.press.setting.typesetter import Typesetter
from generator.sources import load_project
from tests.conftest import ROOT, copy_sources
from tests.press.shown import Examples
from tests.press.test_content import LICENCE

SIZES = {
    "a2-poster": (420, 594),
    "a3-poster": (297, 420),
    "a4-large": (210, 297),
    "a4-sheet": (210, 297),
    "a4-trifold": (297, 210),
    "a4-trifold-z": (297, 210),
    "a4-twofold": (297, 210),
    "a5-booklet": (148, 210),
    "a5-flyer": (148, 210),
    "a6-card": (105, 148),
}
"""Trimmed width and height, in mm."""
SLOTTED = ["a3-poster", "a4-trifold", "a4-trifold-z", "a4-twofold", "a5-booklet", "a5-flyer",
           "a6-card"]  # fmt: skip


def _measured(
    setter: Typesetter, campaign: Campaign, leaflet: Leaflet, language: str
) -> tuple[Measured, ...]:
    view = compose(setter.project, campaign, leaflet, language)
    return setter.measure(view, setter.project.formats[leaflet.format])


def _over(found: tuple[Measured, ...]) -> list[str]:
    return [each.panel.id for each in found if each.lines_over or each.wide]


# What there is


def test_every_format_has_its_files_words_and_a_leaflet(
    shipped: Project, examples: Examples
) -> None:
    assert set(shipped.formats) == set(SIZES) == set(examples)
    for form in shipped.formats.values():
        assert (shipped.print / "templates" / form.template).is_file()
        assert (shipped.print / "styles" / form.style).is_file()
        for text in (form.name, form.purpose, form.paper):
            assert text is not None
            assert all(text.has(language) for language in ("vi", "en")), form.id


def test_every_leaflet_says_which_version_it_is_and_two_say_who_gets_it(shipped: Project) -> None:
    leaflets = [each for campaign in shipped.campaigns.values() for each in campaign.leaflets]
    new = [each for each in leaflets if each.id not in ("to-gap", "ap-phich")]
    assert all(each.version == "1" for each in new)
    shared = [each for each in new if each.distribution]
    assert len(shared) >= 2
    for leaflet in shared:
        for share in leaflet.distribution:
            assert shipped.places[share.unit].level == "district"


@pytest.mark.parametrize("name", SIZES)
def test_a_format_has_its_size_and_its_panels_fill_it(shipped: Project, name: str) -> None:
    form = shipped.formats[name]
    assert (form.width, form.height) == SIZES[name]
    for side in range(1, form.sides + 1):
        filled = sum(p.width * p.height for p in form.panels if p.side == side and not p.inside)
        assert filled == pytest.approx(form.width * form.height)


# Folds


def _pages(shipped: Project, name: str) -> tuple[list[int], list[int]]:
    diagram = fold_diagram(shipped.formats[name])
    return [p.page for p in diagram.panels_front], [p.page for p in diagram.panels_back]


def test_folded_sheets_are_read_in_the_order_in_which_they_open(shipped: Project) -> None:
    assert _pages(shipped, "a4-trifold") == ([5, 6, 1], [2, 3, 4])
    assert _pages(shipped, "a4-trifold-z") == ([4, 5, 1], [2, 3, 6])
    assert _pages(shipped, "a4-twofold") == ([4, 1], [2, 3])


def test_a_letter_fold_has_a_narrower_panel_and_a_fan_fold_three_of_one_width(
    shipped: Project,
) -> None:
    widths = {
        name: [panel.width for panel in fold_diagram(shipped.formats[name]).panels_front]
        for name in ("a4-trifold", "a4-trifold-z")
    }
    assert widths == {"a4-trifold": [97, 100, 100], "a4-trifold-z": [99, 99, 99]}
    ways = [fold.direction for fold in fold_diagram(shipped.formats["a4-trifold-z"]).folds]
    assert ways == ["valley", "mountain"]
    ways = [fold.direction for fold in fold_diagram(shipped.formats["a4-trifold"]).folds]
    assert ways == ["mountain", "mountain"]


def test_the_back_of_a_fan_fold_is_its_last_face_when_it_is_folded(shipped: Project) -> None:
    """The outer leaf that is not the cover: at the far end from it, printed on the other side."""
    form = shipped.formats["a4-trifold-z"]
    cover, back = (next(p for p in form.panels if p.id == each) for each in ("cover", "back"))
    assert (cover.side, back.side) == (1, 2)
    behind_the_cover = form.width - cover.x - cover.width  # side 2 lies mirrored
    assert abs(behind_the_cover - back.x) == pytest.approx(2 * 99)


@pytest.mark.parametrize(("name", "pages"), [("a4-trifold-z", 6), ("a4-twofold", 4)])
def test_on_a_screen_a_folded_sheet_is_a_page_a_panel(
    shipped: Project, screens: dict[str, Path], name: str, pages: int
) -> None:
    width, height = folded_size(shipped.formats[name])
    with pikepdf.open(screens[name]) as pdf:
        assert len(pdf.pages) == pages
        for page in pdf.pages:
            assert [float(n) * 25.4 / 72 for n in page.mediabox[2:]] == pytest.approx(
                [width, height], abs=0.1
            )


# Slots


def test_the_formats_that_a_commune_can_make_its_own_have_a_slot(shipped: Project) -> None:
    slotted = [form.id for form in shipped.formats.values() if any(p.inside for p in form.panels)]
    assert sorted(slotted) == SLOTTED
    used = {
        leaflet.format
        for campaign in shipped.campaigns.values()
        for leaflet in campaign.leaflets
        if leaflet.local
    }
    assert used == set(SLOTTED)


@pytest.mark.parametrize("name", SLOTTED)
@pytest.mark.parametrize("kind", ["press", "office"])
def test_the_unit_with_the_longest_names_fits_its_slot(
    shipped: Project,
    setter: Typesetter,
    name: str,
    kind: Kind,
) -> None:
    campaign, leaflet = next(
        (campaign, leaflet)
        for campaign in shipped.campaigns.values()
        for leaflet in campaign.leaflets
        if leaflet.format == name and leaflet.local
    )
    form = shipped.formats[name]
    communes = shipped.places.at_level("commune")
    longest = max(communes, key=lambda place: len(_longest_name(shipped, place)))
    for language in ("vi", "en"):
        view = compose(shipped, campaign, leaflet, language, longest.code)
        assert view.slot is not None
        fits = {view.slot.id: Fit()}
        pages = (slot_page(view.slot, form, kind),)
        document = setter.document(replace(view, panels=(view.slot,)), form, kind, fits, pages)
        assert spilled(document, [view.slot], fits) == ()


def _longest_name(shipped: Project, place: Place) -> str:
    above = [each.full_name for each in shipped.places.above(place.code)]
    return max([place.full_name, *above[:-1]], key=len)


# What does not fit


@pytest.mark.parametrize("name", SIZES)
def test_text_that_is_too_long_is_told_with_its_panel_and_its_lines(
    shipped: Project,
    examples: Examples,
    setter: Typesetter,
    name: str,
) -> None:
    campaign, leaflet = examples[name]
    number = next(n for n, p in enumerate(leaflet.panels) if p.kind not in ("cover", "back"))
    panel = leaflet.panels[number]
    text = Words({"vi": "\n\n".join(["Con kể, mình nghe."] * 90)})
    update = {"kind": "text", "text": text, "page": None, "sections": (), "steps": ()}
    long = panel.model_copy(update=update)
    panels = (*leaflet.panels[:number], long, *leaflet.panels[number + 1 :])
    spoilt = leaflet.model_copy(update={"panels": panels})
    view = compose(shipped, campaign, spoilt, "vi")
    found = layout_problems(
        shipped, campaign, spoilt, view, setter.measure(view, shipped.formats[name])
    )
    (problem,) = found
    assert problem.code == "leaflet-overflow"
    assert problem.details["leaflet"] == leaflet.id
    place = next(each for each in shipped.formats[name].panels if each.id == panel.panel)
    assert problem.details["panel"].startswith(place.name.text("vi"))
    assert int(problem.details["lines"]) > 20


def test_a_page_of_a_booklet_is_called_by_its_number(shipped: Project, examples: Examples) -> None:
    campaign, leaflet = examples["a5-booklet"]
    view = compose(shipped, campaign, leaflet, "vi")
    names = [panel.name for panel in view.panels if panel.place == "page"]
    assert names == [f"Trang trong {number}" for number in range(2, 8)]


@pytest.mark.parametrize("name", SIZES)
def test_a_licensed_leaflet_has_room_for_its_imprint_with_a_slot_and_without(
    examples: Examples, setter: Typesetter, name: str
) -> None:
    campaign, leaflet = examples[name]
    licensed = Leaflet.model_validate(
        leaflet.model_dump(exclude={"id"}) | {"id": leaflet.id, "licence": LICENCE, "copies": 12000}
    )
    plain = tuple(panel for panel in licensed.panels if panel.kind != "local")
    for each in (licensed, licensed.model_copy(update={"panels": plain})):
        assert _over(_measured(setter, campaign, each, "en")) == []


def test_a_booklet_with_a_wrong_number_of_pages_is_a_problem(tmp_path: Path) -> None:
    copy_sources(ROOT, tmp_path)
    shutil.copytree(ROOT / "print", tmp_path / "print")
    path = tmp_path / "campaigns" / "khong-xam-hai" / "leaflets" / "so-tay.yml"
    page = "  - panel: page\n    kind: guidance\n    page: skills/listen-to-a-child\n"
    text = path.read_text("utf-8")
    assert page in text
    path.write_text(text.replace(page, ""), "utf-8")
    (problem,) = (each for each in load_project(tmp_path).problems if each.severity == "error")
    assert problem.code == "side-count"
    assert problem.details["found"] == 7
    assert problem.details["known"] == "8, 12, 16"
