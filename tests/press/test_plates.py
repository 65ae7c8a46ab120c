"""Formats of one plate are black ink alone; large blacks of four are rich."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from generator.model.campaign import Campaign
from generator.model.leaflet import Leaflet, Panel
from generator.model.project import Project
from generator.press.setting.colours import lightness, named_colours, tint
from generator.press.setting.paper import Kind
from generator.press.works import Works
from tests.press.conftest import every_stream
from tests.press.shown import file_of


@pytest.fixture(scope="session")
def pictured(shipped: Project) -> tuple[Works, Campaign, Leaflet]:
    """A sheet of one plate with a page of pictures beside what is read aloud."""
    campaign = shipped.campaigns["khong-xam-hai"]
    leaflet = next(each for each in campaign.leaflets if each.format == "a4-sheet")
    page = Panel.model_validate({"panel": "page", "kind": "steps", "page": "skills/body-safety"})
    panels = (leaflet.panels[0], page, leaflet.panels[-1])
    changed = leaflet.model_copy(update={"panels": panels})
    campaigns = {campaign.id: campaign.model_copy(update={"leaflets": (changed,)})}
    project = replace(shipped, campaigns=campaigns)
    return Works(project), campaigns[campaign.id], changed


def test_a_sheet_of_one_plate_holds_black_ink_alone_in_pictures_too(
    pictured: tuple[Works, Campaign, Leaflet],
) -> None:
    data = file_of(*pictured, "vi", "press")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        inks = _inks(pdf)
    assert all(ink[:3] == (0, 0, 0) for ink in inks)
    assert len(inks) > 8  # as many tints as pictures have colours


def test_its_other_plates_stay_empty(
    pictured: tuple[Works, Campaign, Leaflet], tmp_path: Path
) -> None:
    (tmp_path / "press.pdf").write_bytes(file_of(*pictured, "vi", "press"))
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", "-r50"]
    out = tmp_path / "p%d.tif"
    subprocess.run([*command, f"-sOutputFile={out}", tmp_path / "press.pdf"], check=True)
    for page in ("p1", "p2"):
        plates = {p.name.split("(")[1].split(")")[0]: p for p in tmp_path.glob(f"{page}(*")}
        assert len(plates) == 4
        assert {name for name, path in plates.items() if _darkest(path) < 255} == {"Black"}


@pytest.mark.parametrize("kind", ["office", "screen"])
def test_for_office_and_screen_it_is_grey(
    pictured: tuple[Works, Campaign, Leaflet], tmp_path: Path, kind: Kind
) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(file_of(*pictured, "vi", kind))
    command = ["pdftoppm", "-r", "40", "-f", "2", "-singlefile"]
    subprocess.run([*command, path, tmp_path / "page"], check=True)
    with Image.open(tmp_path / "page.ppm") as picture:
        red, green, blue = (part.tobytes() for part in picture.convert("RGB").split())
    assert red == green == blue
    assert len(set(red)) > 20


def _darkest(path: Path) -> int:
    with Image.open(path) as plate:
        return min(plate.convert("L").tobytes())


def _inks(pdf: pikepdf.Pdf) -> set[tuple[float, ...]]:
    """Every colour that is set on the pages and in what they draw."""
    found: set[tuple[float, ...]] = set()

    def look(stream: object) -> None:
        for instruction in pikepdf.parse_content_stream(stream):  # type: ignore[arg-type] # both
            assert str(instruction.operator) not in ("g", "G", "rg", "RG")
            if str(instruction.operator).lower() in ("k", "sc", "scn"):
                parts = [each for each in instruction.operands if not isinstance(each, Name)]
                if len(parts) == 4:
                    found.add(tuple(float(part) for part in parts))

    for page in pdf.pages:
        every_stream(page, look)
    return found


def test_a_tint_is_as_dark_as_its_colour_and_text_is_solid(shipped: Project) -> None:
    ink = shipped.look.token("ink").light
    assert tint(ink) == 1
    assert tint("#FFFFFF") == 0
    lights = [token.light for token in shipped.look.tokens]
    ordered = sorted(lights, key=lightness)
    assert min(lights, key=tint) == ordered[-1]
    assert [tint(each) for each in ordered] == sorted((tint(e) for e in lights), reverse=True)


def test_large_black_grounds_are_rich_and_text_never_is(shipped: Project) -> None:
    named = {
        medium: named_colours(shipped.look, medium, "indigo")["rich-black"]
        for medium in ("inks", "light", "black")
    }
    assert named["inks"] == "device-cmyk(40% 30% 30% 100%)"
    assert named["light"] == shipped.look.token("ink").light
    assert named["black"] == "device-cmyk(0% 0% 0% 100%)"
    for path in (shipped.print / "styles").glob("*.css"):
        rules = path.read_text("utf-8")
        assert not re.search(r"[\s;{]color:\s*var\(--rich-black\)", rules), path.name
