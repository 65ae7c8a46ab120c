"""Photographs of a campaign: sound ones are read, others refused by name, nobody put at risk."""

import io
import os
import random
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from generator.desk.telling import hint, message
from generator.model.problem import Problem
from generator.sources import load_project
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from generator.sources.imagefile import ImageFacts, ImageFaultError, read_facts
from generator.sources.photos import read_photos
from generator.sources.reading import Reading

FOLDER = "campaigns/safe-shore/pictures"
RECORD = """title: Families on the quay
description: Two families walk along the quay, seen from behind.
credit: Harbour office
people: not-identifiable
"""
PNG = b"\x89PNG\r\n\x1a\n"
ORIENTATION, GPS = 0x0112, 0x8825


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _noise(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    dots = random.Random(7).randbytes(size[0] * size[1] * 3)
    return Image.frombytes("RGB", size, dots).convert(mode)


def chunk(name: bytes, content: bytes) -> bytes:
    total = zlib.crc32(content, zlib.crc32(name))
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", total)


def png(width: int, height: int, pixels: bytes, *more: bytes, depth: int = 8) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0))
    return b"".join([PNG, header, *more, chunk(b"IDAT", pixels), chunk(b"IEND", b"")])


def with_exif(entries: dict[int, object], gps: dict[int, object] | None = None) -> Image.Exif:
    exif = Image.Exif()
    for tag, value in entries.items():
        exif[tag] = value
    if gps is not None:
        exif[GPS] = gps
    return exif


@pytest.fixture
def put(coast: Path) -> Callable[..., list[Problem]]:
    """Put files into the campaign's pictures and read them; their problems."""

    def put_files(**files: bytes | str) -> list[Problem]:
        folder = coast / FOLDER
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name.replace("__", ".")).write_bytes(data)
        reading = Reading(coast)
        read_photos(reading, folder)
        return list(reading.findings())

    return put_files


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("quay__jpg", saved(_noise(), "JPEG")),
        ("quay__jpeg", saved(_noise(), "JPEG", progressive=True)),
        ("quay__JPG", saved(_noise("L"), "JPEG")),
        ("quay__png", saved(_noise(), "PNG")),
        ("quay__png", saved(_noise("RGBA"), "PNG")),
        ("quay__png", saved(_noise("LA"), "PNG")),
        ("quay__png", saved(_noise("P"), "PNG")),
        ("quay__png", saved(_noise("1"), "PNG")),
    ],
)
def test_a_sound_photograph_is_read(
    put: Callable[..., list[Problem]], coast: Path, name: str, data: bytes
) -> None:
    assert put(quay__yml=RECORD, **{name: data}) == []
    (photo,) = read_photos(Reading(coast), coast / FOLDER)
    assert photo.id == "quay"
    assert (photo.width_px, photo.height_px) == (60, 40)
    assert photo.file == f"{FOLDER}/{name.replace('__', '.')}"
    assert str(photo.description).startswith("Two families")


def test_a_campaign_has_its_photographs(put: Callable[..., list[Problem]], coast: Path) -> None:
    put(quay__yml=RECORD, quay__jpg=saved(_noise(), "JPEG"))
    project = load_project(coast).project
    assert project
    campaign = project.campaigns["safe-shore"]
    (photo,) = campaign.photos
    assert campaign.photo("quay") == photo
    assert project.sources[photo.file] == photo.sha256
    put(quay__jpg=b"x")
    assert load_project(coast).project is None


def test_interlaced_pictures_of_every_size_are_sound() -> None:
    """Adam7 by hand: a pass without a column or a row has no bytes."""
    for width in range(1, 10):
        for height in range(1, 10):
            raw = b"".join(
                (b"\0" + b"x" * columns) * rows
                for columns, rows in _adam7(width, height)
                if columns and rows
            )
            header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1)
            parts = [
                chunk(b"IHDR", header),
                chunk(b"IDAT", zlib.compress(raw)),
                chunk(b"IEND", b""),
            ]
            data = PNG + b"".join(parts)
            assert read_facts(data) == ImageFacts("PNG", width, height)
            with Image.open(io.BytesIO(data)) as picture:
                picture.load()


def _adam7(width: int, height: int) -> list[tuple[int, int]]:
    grid = ["16462646", "77777777", "56565656", "77777777",
            "36463646", "77777777", "56565656", "77777777"]  # fmt: skip
    found = []
    for step in "1234567":
        columns = {x for y in range(height) for x in range(width) if grid[y % 8][x % 8] == step}
        rows = {y for y in range(height) for x in range(width) if grid[y % 8][x % 8] == step}
        found.append((len(columns), len(rows)))
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_that_of_the_picture_as_it_is_seen(kind: str, orientation: int) -> None:
    data = saved(_noise(), kind, exif=with_exif({ORIENTATION: orientation}))
    sideways = orientation >= 5
    assert read_facts(data) == ImageFacts(kind, *((40, 60) if sideways else (60, 40)))


CMYK = ImageCms.ImageCmsProfile(str(Path("print/profiles/coated-fogra39.icc").resolve()))
HOSTILE = {
    "thirty thousand pixels square": (
        "a__png", png(30_000, 30_000, zlib.compress(b"")), "photo-too-large"),
    "thirty thousand pixels square, JPEG": (
        "a__jpg", saved(_noise(), "JPEG").replace(
            struct.pack(">HH", 40, 60), struct.pack(">HH", 30_000, 30_000)), "photo-too-large"),
    "a picture of nothing": ("a__png", png(0, 10, zlib.compress(b"")), "photo-unreadable"),
    "a PNG that is a bomb": (
        "a__png", png(10, 10, zlib.compress(bytes(300 * 2**20), 9)), "photo-damaged"),
    "a PNG without enough pixels": (
        "a__png", png(10, 10, zlib.compress(b"abc")), "photo-truncated"),
    "a PNG with rubbish for pixels": ("a__png", png(10, 10, b"rubbish"), "photo-damaged"),
    "a PNG that was changed": (
        "a__png", saved(_noise(), "PNG").replace(b"IDAT", b"IDAt"), "photo-damaged"),
    "a CMYK TIFF": ("a__tif", saved(_noise("CMYK"), "TIFF"), "photo-type"),
    "a CMYK TIFF that says it is a JPEG": (
        "a__jpg", saved(_noise("CMYK"), "TIFF"), "photo-type"),
    "a CMYK JPEG": ("a__jpg", saved(_noise("CMYK"), "JPEG"), "photo-cmyk"),
    "a GIF": ("a__gif", saved(_noise("P"), "GIF"), "photo-type"),
    "a GIF that says it is a PNG": ("a__png", saved(_noise("P"), "GIF"), "photo-type"),
    "a WebP": ("a__webp", saved(_noise(), "WEBP"), "photo-type"),
    "a bitmap": ("a__bmp", saved(_noise(), "BMP"), "photo-type"),
    "a drawing": ("a__svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo-type"),
    "an animation": (
        "a__png", saved(_noise(), "PNG", save_all=True, append_images=[_noise()]),
        "photo-animated"),
    "sixteen bits a colour": ("a__png", png(2, 2, b"", depth=16), "photo-depth"),
    "a PNG that says it is a JPEG": ("a__jpg", saved(_noise(), "PNG"), "photo-lies"),
    "a JPEG that says it is a PNG": ("a__png", saved(_noise(), "JPEG"), "photo-lies"),
    "words": ("a__jpg", b"not a picture", "photo-unreadable"),
    "nothing": ("a__png", b"", "photo-unreadable"),
    "a place": (
        "a__jpg", saved(_noise(), "JPEG", exif=with_exif({}, {1: "N", 2: (22.8, 1.0, 2.0)})),
        "photo-place"),
    "a place in a PNG": (
        "a__png", saved(_noise(), "PNG", exif=with_exif({}, {3: "E", 4: (104.9, 1.0, 2.0)})),
        "photo-place"),
    "a place in XMP": (
        "a__jpg", saved(_noise(), "JPEG", xmp=b"<x exif:GPSLatitude='22,49N'/>"), "photo-place"),
    "a colour profile of inks": (
        "a__jpg", saved(_noise(), "JPEG", icc_profile=CMYK.tobytes()), "photo-profile"),
    "a colour profile of inks in a PNG": (
        "a__png", saved(_noise(), "PNG", icc_profile=CMYK.tobytes()), "photo-profile"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_file_that_cannot_be_used_is_a_clear_problem(
    put: Callable[..., list[Problem]], what: str
) -> None:
    name, data, code = HOSTILE[what]
    tracemalloc.start()
    try:
        (problem,) = put(a__yml=RECORD, **{name: data})
        assert tracemalloc.get_traced_memory()[1] < 40 * 2**20 + 3 * len(data)
    finally:
        tracemalloc.stop()
    assert problem.code == code
    assert problem.file == f"{FOLDER}/{name.replace('__', '.')}"
    for language in ("vi", "en"):
        catalogue = load_catalogue(PROGRAM_CATALOGUES, language, language)
        for words in (message(problem, catalogue), hint(problem, catalogue)):
            assert words
            assert "{" not in words
            assert "photo-" not in words


def test_a_truncated_jpeg_is_found_wherever_it_breaks_off() -> None:
    for progressive in (False, True):
        whole = saved(_noise(), "JPEG", progressive=progressive, exif=with_exif({ORIENTATION: 1}))
        for length in range(3, len(whole)):
            with pytest.raises(ImageFaultError) as fault:
                read_facts(whole[:length])
            assert fault.value.code in ("photo-truncated", "photo-unreadable")


def test_a_jpeg_that_no_decoder_takes_is_found(put: Callable[..., list[Problem]]) -> None:
    """Also when the renderer of PDFs has told the decoder to fill up what is missing."""
    import weasyprint  # noqa: F401, PLC0415 # type: ignore[import-untyped] # for what it sets

    whole = bytearray(saved(_noise(), "JPEG"))
    table = whole.index(b"\xff\xc4") + 5
    whole[table : table + 16] = b"\xff" * 16  # more codes than a table can hold
    (problem,) = put(a__yml=RECORD, a__jpg=bytes(whole))
    assert problem.code == "photo-damaged"


def test_a_truncated_png_is_found_wherever_it_breaks_off() -> None:
    whole = saved(_noise(), "PNG")
    for length in range(len(PNG), len(whole)):
        with pytest.raises(ImageFaultError) as fault:
            read_facts(whole[:length])
        assert fault.value.code in ("photo-truncated", "photo-unreadable")


def test_a_huge_file_is_not_opened(put: Callable[..., list[Problem]], coast: Path) -> None:
    put(a__yml=RECORD, a__jpg=b"")
    os.truncate(coast / FOLDER / "a.jpg", 41 * 2**20)
    (problem,) = put()
    assert (problem.code, problem.details["limit"]) == ("photo-too-heavy", 40)


def test_a_place_hidden_in_a_note_of_a_png_is_found() -> None:
    exif = with_exif({}, {2: (22.8, 1.0, 2.0)}).tobytes()
    figures = f"\nexif\n{len(exif):8}\n{exif.hex()}\n"
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Raw profile type exif", figures, zip=True)
    packed = PngImagePlugin.PngInfo()
    packed.add_itxt("XML:com.adobe.xmp", "<x exif:GPSLongitude='105,1E'/>", zip=True)
    for info in (notes, packed):
        with pytest.raises(ImageFaultError) as fault:
            read_facts(saved(_noise(), "PNG", pnginfo=info))
        assert fault.value.code == "photo-place"


def test_a_camera_that_names_only_the_version_of_its_gps_names_no_place() -> None:
    exif = with_exif({ORIENTATION: 1}, {0: b"\2\3\0\0"})
    assert read_facts(saved(_noise(), "JPEG", exif=exif)).kind == "JPEG"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_bytes_at_all_make_a_traceback(data: st.DataObject) -> None:
    """Whole files with a few bytes changed: facts, or a fault that has a code."""
    exif = with_exif({ORIENTATION: 6}, {0: b"\2\3\0\0"})
    whole = bytearray(data.draw(st.sampled_from([
        saved(_noise(size=(9, 7)), "JPEG", exif=exif),
        saved(_noise(size=(9, 7)), "PNG", exif=exif),
        exif.tobytes(),
    ])))  # fmt: skip
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        facts = read_facts(bytes(whole))
    except ImageFaultError:
        pass
    else:
        assert facts.width * facts.height <= 10**8


def test_pictures_and_records_go_in_pairs(put: Callable[..., list[Problem]]) -> None:
    jpeg = saved(_noise(), "JPEG")
    found = put(
        a__yml=RECORD, b__jpg=jpeg, c__yml=RECORD, c__jpg=jpeg, c__png=saved(_noise(), "PNG")
    )
    assert [(each.code, each.file.rsplit("/")[-1]) for each in found] == [
        ("photo-without-picture", "a.yml"),
        ("photo-without-record", "b.jpg"),
        ("photo-twice", "c.jpg"),
    ]


def test_a_link_out_of_the_project_is_not_followed(
    put: Callable[..., list[Problem]], coast: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.jpg").write_bytes(saved(_noise(), "JPEG"))
    put(a__yml=RECORD, b__yml=RECORD)
    (coast / FOLDER / "a.jpg").symlink_to(tmp_path / "secret.jpg")
    (coast / FOLDER / "b.jpg").symlink_to("b.jpg")
    assert [each.code for each in put()] == ["outside-project", "file-unreadable"]


def test_a_pipe_is_not_waited_for(put: Callable[..., list[Problem]], coast: Path) -> None:
    put(a__yml=RECORD)
    os.mkfifo(coast / FOLDER / "a.jpg")
    assert [each.code for each in put()] == ["not-a-file"]


@pytest.mark.parametrize("name", ["bến tàu", "quay side", "Quay"])
def test_a_name_becomes_an_address(put: Callable[..., list[Problem]], name: str) -> None:
    found = put(**{f"{name}__jpg": saved(_noise(), "JPEG"), f"{name}__yml": RECORD})
    assert {each.code for each in found} == {"bad-file-name"}


def test_what_lies_in_a_folder_below_is_told(
    put: Callable[..., list[Problem]], coast: Path
) -> None:
    (coast / FOLDER / "2030").mkdir(parents=True)
    (coast / FOLDER / "2030" / "a.jpg").write_bytes(saved(_noise(), "JPEG"))
    assert [each.code for each in put(Thumbs__db=b"x")] == ["photo-nested"]


@pytest.mark.parametrize(
    ("people", "more", "code", "line"),
    [
        ("none", "", None, 0),
        ("with-consent", "consent: folder 12, 3 May 2030\n", None, 0),
        ("with-consent", "", "photo-no-consent", 4),
        ("with-consent", "consent: ''\n", "empty-text", 5),
        ("none", "consent: folder 12\n", "photo-consent-idle", 5),
        ("identifiable", "", "photo-people", 4),
        ("yes", "", "photo-people", 4),
        ("[none]", "", "photo-people", 4),
    ],
)
def test_nobody_is_shown_without_consent(
    put: Callable[..., list[Problem]], people: str, more: str, code: str | None, line: int
) -> None:
    record = RECORD.replace("not-identifiable", people) + more
    found = put(a__yml=record, a__jpg=saved(_noise(), "JPEG"))
    assert [(each.code, each.line) for each in found] == ([(code, line)] if code else [])
    if code and code.startswith("photo-p"):
        cure = hint(found[0], load_catalogue(PROGRAM_CATALOGUES, "vi", "vi"))
        assert "trẻ em thì không lưu" in cure


def test_a_source_is_one_of_the_references(put: Callable[..., list[Problem]], coast: Path) -> None:
    put(a__yml=RECORD + "source: nowhere\n", a__jpg=saved(_noise(), "JPEG"))
    found = load_project(coast).problems
    assert [(each.code, each.line) for each in found] == [("unknown-reference", 5)]


@pytest.mark.parametrize(
    ("name", "codes"), [("quay", []), ("broken", []), ("quai", ["unknown-photo"])]
)
def test_a_panel_names_a_photograph_of_its_campaign(
    put: Callable[..., list[Problem]], spoil: Callable[..., Path], name: str, codes: list[str]
) -> None:
    """One that cannot be used has its own problem; a name beside it would be a second one."""
    put(quay__yml=RECORD, quay__jpg=saved(_noise(), "JPEG"), broken__yml=RECORD, broken__jpg=b"x")
    leaflet = "campaigns/safe-shore/leaflets/leaflet.yml"
    root = spoil(leaflet, "panel: back,", f"panel: back, photo: {name},")
    found = [each for each in load_project(root).problems if each.file == leaflet]
    assert [each.code for each in found] == codes
    if found:
        assert found[0].details["known"] == "“quay”"
