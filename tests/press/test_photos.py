"""Photographs on leaflets: in inks for a press, small for a screen, upright, without traces."""

import hashlib
import io
import struct
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from generator.model.photo import Photo
from generator.model.project import Project
from generator.press import print_leaflets
from generator.press.composing.compose import photo_view
from generator.press.setting.colours import Medium
from generator.press.setting.condition import read_condition
from generator.press.setting.pages import pages_of
from generator.press.setting.paper import Kind
from generator.press.setting.photos import photo_bytes
from generator.press.setting.separation import in_inks
from generator.press.works import Job, Sheet, Works
from tests.press import sample
from tests.press.conftest import every_stream, words
from tests.press.verapdf import validate

PROFILE = read_condition(sample.ROOT / "print", "coated-fogra39").profile
ROOM = (100.0, 100.0)
ORIENTATION = 0x0112
RED, GREEN, BLUE, DARK = (200, 30, 40), (40, 150, 60), (30, 60, 190), (25, 18, 12)


def quarters(size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """Red and green above, blue and dark below: whatever is turned or inverted shows."""
    image = Image.new("RGB", size)
    half = size[0] // 2, size[1] // 2
    for number, colour in enumerate((RED, GREEN, BLUE, DARK)):
        image.paste(colour, (half[0] * (number % 2), half[1] * (number // 2),
                             size[0] if number % 2 else half[0],
                             size[1] if number // 2 else half[1]))  # fmt: skip
    return image


def scene(size: tuple[int, int] = (600, 400)) -> Image.Image:
    """Soft colours of every hue, light and dark."""
    across, down = Image.linear_gradient("L").rotate(90), Image.linear_gradient("L")
    whole = Image.merge("RGB", (across, down, ImageChops.difference(across, down)))
    return whole.resize(size, Image.Resampling.BILINEAR)


@pytest.fixture
def stored(tmp_path: Path) -> Callable[..., Photo]:
    """A photograph whose file stands in ``tmp_path``."""

    def store(image: Image.Image, kind: str = "JPEG", **options: Any) -> Photo:
        name = f"quay.{kind.lower()}"
        image.save(tmp_path / name, kind, quality=95, **options)
        turned = options.get("exif", {}).get(ORIENTATION, 1) >= 5
        width, height = reversed(image.size) if turned else image.size
        return Photo.model_validate(
            {"id": "quay", "title": "Bến", "description": {"vi": "Bến thuyền", "en": "A quay"},
             "credit": "Văn phòng", "people": "none", "file": name, "width_px": width,
             "height_px": height,
             "sha256": hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()}
        )  # fmt: skip

    return store


def _made(photo: Photo, root: Path, medium: Medium, room: tuple[float, float] = ROOM) -> Any:
    data, media = photo_bytes(photo, root, medium, room, PROFILE)
    image = Image.open(io.BytesIO(data))
    assert Image.MIME[str(image.format)] == media
    image.load()
    return image


def _apart(one: Image.Image, two: Image.Image) -> float:
    """How far two pictures are apart, in the mean of all parts, 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(one, two)).mean)


def test_inks_are_what_littlecms_makes_of_the_colours(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    photo = stored(scene(), "PNG")
    made = _made(photo, tmp_path, "inks")
    srgb, press = ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(io.BytesIO(PROFILE))
    wanted = ImageCms.profileToProfile(
        scene(), srgb, press, ImageCms.Intent.RELATIVE_COLORIMETRIC, "CMYK",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip
    assert wanted is not None
    assert made.mode == "CMYK"
    assert _apart(made, wanted) < 2


def _ink(image: Image.Image) -> list[float]:
    """The ink of every pixel of a CMYK picture, in percent of one solid ink."""
    raw = image.tobytes()
    return [sum(raw[at : at + 4]) / 2.55 for at in range(0, len(raw), 4)]


def test_dark_pictures_keep_their_detail_and_no_spot_is_too_wet() -> None:
    dark = Image.frombytes("RGB", (64, 1), bytes(part for step in range(64) for part in [step] * 3))
    ink = _ink(in_inks(dark, PROFILE))
    assert 250 < ink[0] <= 300
    assert all(before >= after - 1 for before, after in pairwise(ink))
    assert all(ink[step] - ink[step + 8] > 3 for step in range(0, 56, 8))
    assert _ink(in_inks(Image.new("RGB", (1, 1), "white"), PROFILE)) == [0]


def test_no_spot_of_a_finished_picture_has_more_than_three_inks(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    """Hard edges between dark colours: what JPEG adds around them counts too."""
    noise = Image.effect_noise((300, 300), 80).point(lambda part: 0 if part < 128 else part // 3)
    photo = stored(Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))), "PNG")
    assert max(_ink(_made(photo, tmp_path, "inks"))) <= 300


def test_a_pictures_own_profile_is_believed(stored: Callable[..., Photo], tmp_path: Path) -> None:
    plain, wide = stored(quarters(), "PNG"), stored(quarters(), "PNG", icc_profile=wide_gamut())
    assert plain.sha256 != wide.sha256
    own = ImageCms.ImageCmsProfile(io.BytesIO(wide_gamut()))
    for medium, mode, target in (
        ("inks", "CMYK", ImageCms.ImageCmsProfile(io.BytesIO(PROFILE))),
        ("light", "RGB", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))),
    ):
        wanted = ImageCms.profileToProfile(
            quarters(), own, target, ImageCms.Intent.RELATIVE_COLORIMETRIC, mode,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
        assert wanted is not None
        made = _made(wide, tmp_path, medium)  # type: ignore[arg-type] # one of the media
        assert _apart(made, wanted.resize(made.size)) < 2
        if mode == "RGB":
            assert _apart(made, quarters().resize(made.size)) > 5


def test_a_profile_that_is_rubbish_is_taken_for_srgb(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    rubbish = wide_gamut()[:130] + bytes(200)
    photo = stored(quarters(), "PNG", icc_profile=rubbish)
    plain = _made(stored(quarters(), "PNG"), tmp_path, "inks")
    photo = stored(quarters(), "PNG", icc_profile=rubbish)
    assert _apart(_made(photo, tmp_path, "inks"), plain) < 1


def wide_gamut() -> bytes:
    """An ICC profile with the primaries of Adobe RGB (1998) and its gamma (ISO 15076-1, 8.3)."""

    def xyz(*parts: float) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(part * 65536) for part in parts))

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    name = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + bytes(79)
    parts = {
        b"desc": name, b"cprt": b"text\0\0\0\0none\0\0\0\0", b"wtpt": xyz(0.9642, 1, 0.8249),
        b"rXYZ": xyz(0.60974, 0.31111, 0.01947), b"gXYZ": xyz(0.20528, 0.62567, 0.06087),
        b"bXYZ": xyz(0.14919, 0.06322, 0.74457), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }  # fmt: skip
    table, data = struct.pack(">I", len(parts)), b""
    start = 128 + 4 + 12 * len(parts)
    for tag, part in parts.items():
        content = part + bytes(-len(part) % 4)
        table += tag + struct.pack(">II", start + len(data), len(content))
        data += content
    header = bytearray(128)
    header[8:12], header[36:40] = b"\2\x40\0\0", b"acsp"
    header[12:24] = b"mntrRGB XYZ "
    header[68:80] = struct.pack(">3i", 63190, 65536, 54061)
    header[0:4] = struct.pack(">I", start + len(data))
    return bytes(header) + table + data


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright_however_the_camera_was_held(
    stored: Callable[..., Photo], tmp_path: Path, orientation: int
) -> None:
    turns = Image.Transpose
    undo: dict[int, Any] = {2: turns.FLIP_LEFT_RIGHT, 3: turns.ROTATE_180,
            4: turns.FLIP_TOP_BOTTOM, 5: turns.TRANSPOSE, 6: turns.ROTATE_90,
            7: turns.TRANSVERSE, 8: turns.ROTATE_270}  # fmt: skip
    taken = quarters()
    if orientation in undo:
        taken = taken.transpose(undo[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    photo = stored(taken, exif=exif)
    made = _made(photo, tmp_path, "light", (60, 45))
    assert made.size == (472, 354)  # 60 and 45 mm at 200 pixels an inch
    assert _apart(made, quarters().resize(made.size)) < 3


def test_nothing_of_the_camera_is_left(stored: Callable[..., Photo], tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "Camera", "2030:05:03 10:00:00"
    more = {"exif": exif, "icc_profile": wide_gamut(), "xmp": b"<x:xmpmeta/>", "comment": "home"}
    photo = stored(quarters(), **more)
    for medium in ("inks", "light", "black", "grey"):
        data, _ = photo_bytes(photo, tmp_path, medium, ROOM, PROFILE)  # type: ignore[arg-type]
        assert not set(Image.open(io.BytesIO(data)).info) & {
            "exif",
            "icc_profile",
            "xmp",
            "comment",
        }
        assert b"Camera" not in data


@pytest.mark.parametrize(
    ("mode", "medium", "wanted"),
    [
        ("RGB", "inks", "CMYK"), ("RGB", "light", "RGB"), ("RGB", "black", "L"),
        ("RGB", "grey", "L"), ("L", "inks", "L"), ("L", "light", "L"), ("L", "black", "L"),
        ("1", "inks", "L"), ("LA", "inks", "LA"), ("LA", "light", "LA"), ("P", "inks", "CMYK"),
        ("RGBA", "inks", "RGBA"), ("RGBA", "light", "RGBA"), ("RGBA", "black", "LA"),
    ],
)  # fmt: skip
def test_each_kind_of_picture_becomes_what_the_medium_takes(
    stored: Callable[..., Photo], tmp_path: Path, mode: str, medium: Medium, wanted: str
) -> None:
    """A see-through picture is put in inks when it stands in the file."""
    image = scene().convert(mode)
    if "A" in mode:
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    photo = stored(image, "PNG")
    made = _made(photo, tmp_path, medium)
    assert made.mode == wanted
    if "A" not in mode and mode != "P":
        opaque = scene().convert("RGBA")
        assert _made(stored(opaque, "PNG"), tmp_path, medium).mode in ("CMYK", "RGB", "L")


def test_greys_are_as_light_as_they_were() -> None:
    """A tint of black falls evenly with L*: middle grey, L* 54, is a tint of 46%."""
    from generator.press.setting.separation import in_grey, in_tints  # noqa: PLC0415 - only here

    greys = Image.frombytes("RGB", (3, 1), bytes([0] * 3 + [128] * 3 + [255] * 3))
    assert list(in_tints(greys).tobytes()) == pytest.approx([0, 0.536 * 255, 255], abs=1)
    assert list(in_grey(greys).tobytes()) == pytest.approx([0, 128, 255], abs=1)


@pytest.mark.parametrize(("medium", "ppi"), [("inks", 300), ("light", 200)])
def test_it_has_no_more_pixels_than_can_be_seen(
    stored: Callable[..., Photo], tmp_path: Path, medium: Medium, ppi: int
) -> None:
    photo = stored(scene((3000, 2000)))
    made = _made(photo, tmp_path, medium, (50.8, 25.4))
    assert made.size == (2 * ppi, round(2 * ppi * 2 / 3))
    assert _made(photo, tmp_path, medium, (500, 100)).size == (3000, 2000)  # never more than it has


def test_a_file_that_has_changed_is_not_printed(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    photo = stored(scene())
    stored(quarters())
    with pytest.raises(ValueError, match="quay"):
        photo_bytes(photo, tmp_path, "inks", ROOM, PROFILE)


def _project(photo: Photo, root: Path, **changes: Any) -> Project:
    """The invented province whose trifold has the photograph on its cover."""
    project = sample.project(sample.trifold(languages=["vi"]))
    campaign = project.campaigns["khong-xam-hai"].model_copy(update={"photos": (photo,)})
    values = {**project.__dict__, "root": root, "campaigns": {campaign.id: campaign}, **changes}
    return Project(**values)


@lru_cache(maxsize=1)
def _measured() -> Sheet:
    """The trifold as it is measured: pictures have no say in that."""
    works = Works(sample.project(sample.trifold(languages=["vi"])))
    return works.sheet(Job("khong-xam-hai", "to-gap", "vi", ("screen",)))


def _printed(photo: Photo, root: Path, kind: Kind, **changes: Any) -> Path:
    """The file of one kind with the photograph on the cover."""
    works = Works(_project(photo, root, **changes))
    sheet = replace(_measured(), form=works.project.formats["a4-trifold"])
    cover = replace(sheet.view.panels[0], picture=photo_view(photo, "vi"))
    view = replace(sheet.view, panels=(cover, *sheet.view.panels[1:]))
    sheet = Sheet(sheet.campaign, sheet.leaflet, view, sheet.form, sheet.fits)
    pages = pages_of(view, sheet.form, kind)
    document = works.typesetter.document(view, sheet.form, kind, sheet.fits, pages)
    assert works.typesetter.take_refused() == ()
    path = root / f"{kind}.pdf"
    path.write_bytes(works.finished(document, sheet, kind, pages, kind))
    return path


def _images(path: Path) -> list[dict[str, str]]:
    """The pictures in a file, as poppler lists them."""
    run = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True)
    names, _, *rows = run.stdout.splitlines()
    return [dict(zip(names.split(), row.split(), strict=False)) for row in rows]


def _plates(path: Path) -> Image.Image:
    """The inks of the first page as Ghostscript puts them down, 72 dots an inch."""
    target = path.with_suffix(".tif")
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiff32nc", "-r72"]
    more = ["-dFirstPage=1", "-dLastPage=1", f"-sOutputFile={target}", path]
    subprocess.run([*command, *more], check=True)
    with Image.open(target) as page:
        return page.convert("CMYK")


def _centre(page: Image.Image, colour: tuple[int, ...], within: int = 6) -> tuple[float, float]:
    """The middle of all dots of a colour; there must be many."""
    near = [part.point(lambda dot, wanted=wanted: 255 * (abs(dot - wanted) <= within))
            for part, wanted in zip(page.split(), colour, strict=True)]  # fmt: skip
    both = near[0]
    for each in near[1:]:
        both = ImageChops.multiply(both, each)
    dots = [at for at, dot in enumerate(both.tobytes()) if dot]
    assert len(dots) > 400, colour
    xs, ys = [at % page.width for at in dots], [at // page.width for at in dots]
    return sum(xs) / len(xs), sum(ys) / len(ys)


def _assert_right_side_up(page: Image.Image, colours: list[tuple[int, ...]]) -> None:
    red, green, blue, dark = (_centre(page, colour) for colour in colours)
    assert red[0] + 30 < green[0]
    assert blue[0] + 30 < dark[0]
    assert red[1] + 30 < blue[1]
    assert green[1] + 30 < dark[1]


def test_a_press_file_has_the_right_inks_in_the_right_places(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    path = _printed(stored(quarters()), tmp_path, "press")
    inks = [in_inks(Image.new("RGB", (1, 1), colour), PROFILE).tobytes()
            for colour in (RED, GREEN, BLUE, DARK)]  # fmt: skip
    page = _plates(path)
    _assert_right_side_up(page, [tuple(each) for each in inks])
    edge = round(13 * 72 / 25.4)  # the marks around the sheet have all four inks
    sheet = page.crop((edge, edge, page.width - edge, page.height - edge))
    assert max(_ink(sheet)) <= 300.5


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "LA", "P"])
def test_no_picture_of_a_press_file_is_in_rgb(
    stored: Callable[..., Photo], tmp_path: Path, mode: str
) -> None:
    image = quarters().convert(mode)
    if "A" in mode:
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    path = _printed(stored(image, "PNG"), tmp_path, "press")
    with pikepdf.open(path) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)
                 and each.get("/Subtype") == "/Image"]  # fmt: skip
        wanted = ["/DeviceGray"] if mode in ("L", "LA") else ["/DeviceCMYK"]
        wanted += ["/DeviceGray"] if "A" in mode else []
        assert sorted(str(each.ColorSpace) for each in found) == sorted(wanted)
        masks = [each.SMask for each in found if "/SMask" in each]
        assert len(masks) == ("A" in mode)
        for mask in masks:
            assert mask.ColorSpace == "/DeviceGray"
        for page in pdf.pages:
            every_stream(page, _assert_no_rgb)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def _assert_no_rgb(stream: Any) -> None:
    operators = {str(each.operator) for each in pikepdf.parse_content_stream(stream)}
    assert not operators & {"rg", "RG", "BI", "sh"}


def test_a_see_through_picture_shows_its_ground(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    image = quarters().convert("RGBA")
    image.paste((0, 0, 0, 0), (600, 450, 1200, 900))  # no dark quarter
    page = _plates(_printed(stored(image, "PNG"), tmp_path, "press"))
    for colour in (RED, GREEN, BLUE):
        _centre(page, tuple(in_inks(Image.new("RGB", (1, 1), colour), PROFILE).tobytes()))
    dark = in_inks(Image.new("RGB", (1, 1), DARK), PROFILE).tobytes()
    with pytest.raises(AssertionError):
        _centre(page, tuple(dark))


@pytest.mark.parametrize(("kind", "ppi"), [("press", 300), ("screen", 200), ("office", 200)])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_file_has_no_more_pixels_than_can_be_seen(
    stored: Callable[..., Photo], tmp_path: Path, kind: Kind, ppi: int, mode: str
) -> None:
    image = scene((2400, 1800)).convert(mode)
    if mode == "RGBA":
        image.putalpha(200)
    path = _printed(stored(image, "PNG" if mode == "RGBA" else "JPEG"), tmp_path, kind)
    found = _images(path)
    assert [each["type"] for each in found] == ["image", "smask"][: len(found)]
    for each in found:
        assert 0.95 * ppi <= int(each["x-ppi"]) <= 1.16 * ppi
        assert 0.95 * ppi <= int(each["y-ppi"]) <= 1.16 * ppi
        assert each["interp"] == "no"
    assert path.stat().st_size < {"press": 1_200_000, "screen": 400_000, "office": 400_000}[kind]


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_screen_file_with_a_photograph_still_conforms_and_describes_it(
    stored: Callable[..., Photo], tmp_path: Path, mode: str
) -> None:
    image = quarters().convert(mode)
    if mode == "RGBA":
        image.putalpha(220)
    path = _printed(stored(image, "PNG"), tmp_path, "screen")
    for standard in ("ua1", "2a"):
        assert validate(path, standard) == []
    with pikepdf.open(path) as pdf:
        elements = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        alts = [str(each.Alt) for each in elements if each.get("/S") == "/Figure"]
    assert "Bến thuyền" in alts


def test_a_screen_shows_it_right_side_up(stored: Callable[..., Photo], tmp_path: Path) -> None:
    path = _printed(stored(quarters()), tmp_path, "screen")
    subprocess.run(["pdftoppm", "-r", "72", "-l", "1", path, tmp_path / "page"], check=True)
    (shown,) = tmp_path.glob("page*.ppm")
    with Image.open(shown) as page:
        _assert_right_side_up(page.convert("RGB"), [RED, GREEN, BLUE, DARK])


def test_on_one_plate_it_is_a_tint_of_black(stored: Callable[..., Photo], tmp_path: Path) -> None:
    forms = sample.formats()
    forms["a4-trifold"] = forms["a4-trifold"].model_copy(update={"plates": "black"})
    for kind in ("press", "screen"):
        path = _printed(stored(quarters()), tmp_path, kind, formats=forms)  # type: ignore[arg-type]
        assert [each["color"] for each in _images(path)] == ["gray"]


def test_the_same_photograph_gives_the_same_bytes(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    photo = stored(scene())
    first = _printed(photo, tmp_path, "press").read_bytes()
    assert first == _printed(photo, tmp_path, "press").read_bytes()


def test_another_picture_has_another_address(stored: Callable[..., Photo]) -> None:
    one, two = photo_view(stored(scene()), "vi"), photo_view(stored(quarters()), "vi")
    assert one.address != two.address
    assert (one.alt, one.shape) == ("Bến thuyền", "wide")
    assert photo_view(stored(scene((400, 400))), "en").shape == "square"


def test_a_photograph_that_is_not_the_campaigns_is_refused(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    works = Works(_project(stored(scene()), tmp_path))
    sheet = _measured()
    stranger = replace(photo_view(stored(scene()), "vi"), address="lachan:photo/other/00")
    cover = replace(sheet.view.panels[0], picture=stranger)
    view = replace(sheet.view, panels=(cover, *sheet.view.panels[1:]))
    pages = pages_of(view, sheet.form, "screen")
    works.typesetter.document(view, sheet.form, "screen", sheet.fits, pages)
    assert works.typesetter.take_refused() == ("lachan:photo/other/00",)


def test_a_photograph_stands_in_its_panel_with_who_took_it(
    stored: Callable[..., Photo], tmp_path: Path
) -> None:
    photo = stored(scene((1600, 1200)))
    panels = [
        {"panel": "inside-left", "kind": "text", "text": "Ở bến thuyền.", "photo": "quay"},
        {"panel": "back", "kind": "back"},
    ]
    project = sample.project(sample.trifold(panels=panels))
    own = project.campaigns["khong-xam-hai"].model_copy(update={"photos": (photo,)})
    project = replace(project, root=tmp_path, campaigns={own.id: own})
    made = print_leaflets(project, tmp_path / "out", languages=["vi"])
    paths = {each.kind: tmp_path / "out" / each.path for each in made}
    assert "Ảnh: Văn phòng" in words(paths["screen"])
    assert validate(paths["screen"], "ua1") == []
    assert [each["color"] for each in _images(paths["press"])] == ["cmyk"]
