"""What PDF/X-4 asks of a file beside its colours (ISO 15930-7), as far as it can be looked up."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

Files = dict[tuple[str, str, str], Path]
XMP = {
    "pdfxid:GTS_PDFXVersion": "PDF/X-4",
    "pdf:Trapped": "False",
    "xmp:CreateDate": "2021-03-09T00:00:00Z",
    "xmp:ModifyDate": "2021-03-09T00:00:00Z",
    "xmp:MetadataDate": "2021-03-09T00:00:00Z",
    "xmpMM:VersionID": "1",
}


@pytest.fixture(params=["to-gap", "ap-phich"])
def press(request: pytest.FixtureRequest, files: Files) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(files[request.param, "vi", "press"]) as pdf:
        yield pdf


def test_the_metadata_says_what_the_file_is_and_when_it_was_made(press: pikepdf.Pdf) -> None:
    metadata = press.Root.Metadata.read_bytes().decode()
    for name, value in XMP.items():
        assert f"<{name}>{value}</{name}>" in metadata
    assert re.search(r"<xmpMM:DocumentID>xmp\.did:[0-9a-f-]{36}<", metadata)
    assert re.search(r"<dc:title>.*gọi 111", metadata)
    assert "/Filter" not in press.Root.Metadata
    info = press.docinfo
    assert info.Trapped == "/False"
    assert str(info.CreationDate) == str(info.ModDate) == "D:20210309000000Z"
    assert str(info.Title)
    assert [len(bytes(part)) for part in press.trailer.ID] == [16, 16]
    assert press.pdf_version == "1.6"


def test_nothing_acts_is_locked_or_lies_outside_the_file(press: pikepdf.Pdf) -> None:
    assert not press.is_encrypted
    assert "/OpenAction" not in press.Root
    assert "/AA" not in press.Root
    assert "/AcroForm" not in press.Root
    assert "/OCProperties" not in press.Root
    for thing in press.objects:
        if isinstance(thing, Stream):
            assert "/F" not in thing
            assert thing.get("/Subtype") != "/PS"
            assert "/OPI" not in thing


def test_transparency_is_blended_in_inks(press: pikepdf.Pdf) -> None:
    for page in press.pages:
        assert page.obj.Group.CS == "/DeviceCMYK"
    groups = [o.Group for o in press.objects if isinstance(o, Stream) and "/Group" in o]
    assert groups
    assert all(group.CS == "/DeviceCMYK" for group in groups)


def test_no_colour_space_but_that_of_the_press_is_named_anywhere(press: pikepdf.Pdf) -> None:
    named = {str(name) for thing in press.objects for name in _names(thing)}
    others = {"/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased", "/Separation", "/DeviceN"}
    assert not named & others


def _names(thing: Any) -> Iterator[Any]:
    """Every name in an object, entries of dictionaries and arrays included."""
    if isinstance(thing, Name):
        yield thing
    inside = thing.stream_dict if isinstance(thing, Stream) else thing
    if isinstance(inside, Dictionary):
        for value in dict(inside).values():
            if not getattr(value, "is_indirect", False):
                yield from _names(value)
    elif isinstance(inside, Array):
        for value in inside:
            if not getattr(value, "is_indirect", False):
                yield from _names(value)
