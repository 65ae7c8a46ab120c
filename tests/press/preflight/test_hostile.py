"""A stranger's file may be anything: it is judged or refused, within limits, and soon."""

import random
import time
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from generator.press.preflight import limits, preflight
from generator.press.preflight.inside.reading import qpdf_within_limits
from tests.press.preflight.builder import form, image, over, placed, qr, sound, typed, words
from tests.press.preflight.cases import the

MARK = "0 1 1 0 k 20 30 25 25 re f"


def rich(pdf: Pdf) -> Dictionary:
    """Resources with a bit of everything, so that damage may hit any of it."""
    made = typed(pdf)
    ramp = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0.5, 0, 0], N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 99, 0]), Function=ramp
    )
    cell = pdf.make_stream(b"0.5 0 0 0 k 0 0 4 4 re f")
    for key, value in {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 8}.items():
        cell[f"/{key}"] = value
    cell["/YStep"], cell["/BBox"], cell["/Resources"] = 8, Array([0, 0, 8, 8]), Dictionary()
    made["/Shading"], made["/Pattern"] = Dictionary(S=shading), Dictionary(P=cell)
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    made["/XObject"] = Dictionary(I=image(pdf, size=(60, 60)), X=form(pdf, MARK, Group=group))
    return made


RICH = sound(
    [
        over("0 0 0 1 k " + words("Lang nghe", 20, 31))
        + qr(60, 30, 22)
        + placed("I", 20, 60, 20, 20)
        + "/X Do /Pattern cs /P scn 50 60 20 20 re f q 20 90 30 9 re W n /S sh Q"
    ]
    * 2,
    rich,
)


@pytest.mark.parametrize("seed", range(120))
def test_a_damaged_file_is_judged_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(RICH)
    kind = seed % 4
    if kind == 0:
        data = data[: chance.randrange(len(data))]
    elif kind == 1:
        for _ in range(chance.randrange(1, 60)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == 2:
        start = chance.randrange(len(data))
        del data[start : start + chance.randrange(1, 4000)]
    else:
        digits = [at for at, byte in enumerate(data) if byte in b"0123456789/<>[]()"]
        for _ in range(chance.randrange(1, 40)):
            data[chance.choice(digits)] = chance.choice(b"0123456789/<>[]() -.")
    verdict = preflight(bytes(data))
    assert verdict.findings or bytes(data) == RICH or verdict.passes


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_anything_is_no_more_than_unreadable(data: bytes) -> None:
    assert not preflight(data).passes
    assert not preflight(b"%PDF-1.6\n" + data).passes


WORDS = (
    "q Q cm w gs m l c re h W n f S B b* BT ET Tf Tj TJ Tm Td ' \" cs scn k K g sh Do BI ID EI",
    "/F /O /I /X /S /P /Pattern [ ] << >> ( ) <41> true null",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(" ".join(WORDS).split()),
            st.integers(-1000, 1000).map(str),
            st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda x: f"{x:.3f}"),
        ),
        max_size=60,
    )
)
def test_content_may_be_nonsense(parts: list[str]) -> None:
    assert preflight(sound([" ".join(parts)], rich)).pages == 1


def within(seconds: float, data: bytes) -> Any:
    start = time.monotonic()
    verdict = preflight(data)
    assert time.monotonic() - start < seconds
    return verdict


def test_forms_that_draw_each_other_end() -> None:
    def resources(pdf: Pdf) -> Dictionary:
        one, two = form(pdf, "/B Do " + MARK), form(pdf, "/A Do " + MARK)
        both = pdf.make_indirect(Dictionary(XObject=Dictionary(A=one, B=two)))
        one["/Resources"] = two["/Resources"] = both
        return Dictionary(XObject=Dictionary(A=one))

    assert the(within(2, sound(["/A Do"], resources)), "content-damaged").severity == "error"


def test_a_thousand_million_squares_out_of_a_few_lines_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "OPERATORS", limits.OPERATORS // 10)

    def resources(pdf: Pdf) -> Dictionary:
        inner = form(pdf, MARK)
        for _ in range(9):
            inner = form(pdf, "/X Do " * 10, Dictionary(XObject=Dictionary(X=inner)))
        return Dictionary(XObject=Dictionary(X=inner))

    verdict = within(5, sound(["/X Do"], resources))
    assert the(verdict, "too-complex").severity == "error"
    assert not verdict.inks


def test_a_pattern_of_dust_is_not_drawn() -> None:
    def resources(pdf: Pdf) -> Dictionary:
        cell = pdf.make_stream(b"0 0 1 1 re f")
        for key, value in {"PatternType": 1, "PaintType": 1, "TilingType": 1}.items():
            cell[f"/{key}"] = value
        cell["/XStep"] = cell["/YStep"] = 0.001
        cell["/BBox"], cell["/Resources"] = Array([0, 0, 1, 1]), Dictionary()
        return Dictionary(Pattern=Dictionary(P=cell))

    verdict = within(2, sound(["/Pattern cs /P scn 0 0 100 100 re f"], resources))
    assert the(verdict, "too-heavy").page == 1


def test_a_line_of_a_thousand_million_dashes_is_not_drawn() -> None:
    verdict = within(2, sound(["0 1 1 0 K [0.001] 0 d 1 w 0 50 m 999999 50 l S"]))
    assert the(verdict, "too-heavy").page == 1
    assert preflight(sound(["0 1 1 0 K [3 2] 0 d 1 w 20 50 m 80 50 l S"])).findings == ()


def test_a_page_painted_over_and_over_is_not_drawn() -> None:
    def resources(pdf: Pdf) -> Dictionary:
        group = Dictionary(S=Name.Transparency)
        return Dictionary(
            XObject=Dictionary(X=form(pdf, "0 0 0.1 0 k -9 -9 200 200 re f", Group=group))
        )

    assert the(within(3, sound(["/X Do " * 3000], resources)), "too-heavy").page == 1


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(1_000_000)) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


@pytest.mark.parametrize("layers", [1, 2])
def test_a_stream_that_unpacks_without_end_is_refused(
    layers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STREAM_BYTES", limits.STREAM_BYTES // 10)
    packed = bomb(60)
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)

    def resources(pdf: Pdf) -> Dictionary:
        made = image(pdf, Name.DeviceGray, (6_000, 10_000))
        made.write(packed, filter=Array([Name.FlateDecode] * layers))
        return Dictionary(XObject=Dictionary(I=made))

    verdict = within(5, sound([placed("I", 20, 30, 25, 25)], resources))
    assert the(verdict, "too-heavy").severity == "error"


def test_content_that_unpacks_without_end_is_refused() -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Contents"].write(bomb(100), filter=Name.FlateDecode)

    assert the(within(10, sound(change=change)), "content-damaged").page == 1


def test_a_huge_image_is_not_unpacked() -> None:
    def resources(pdf: Pdf) -> Dictionary:
        made = image(pdf, Name.DeviceGray, (30_000, 30_000), data=b"")
        made.write(zlib.compress(bytes(1000)), filter=Name.FlateDecode)
        return Dictionary(XObject=Dictionary(I=made))

    assert the(within(2, sound([placed("I", 20, 30, 25, 25)], resources)), "too-heavy").page == 1


def test_a_page_as_large_as_pages_can_be_stays_small_in_memory() -> None:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"):
            page[key] = Array([0, 0, 14_400, 14_400])

    verdict = within(10, sound([MARK], change=change))
    assert verdict.inks
    larger = sound([MARK], change=_larger)
    assert the(within(2, larger), "too-heavy").severity == "error"


def _larger(pdf: Pdf) -> None:
    for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"):
        pdf.pages[0].obj[key] = Array([0, 0, 90_000, 90_000])


def test_more_pages_than_a_person_prints_are_refused() -> None:
    def change(pdf: Pdf) -> None:
        for _ in range(500):
            pdf.pages.append(pdf.pages[0])

    assert [each.code for each in within(5, sound(change=change)).findings] == ["too-many-pages"]


def test_a_function_that_never_ends_gives_no_colour() -> None:
    def resources(pdf: Pdf) -> Dictionary:
        program = b"{ " + b"dup mul 1 add " * 40_000 + b"}"
        function = pdf.make_stream(program)
        function["/FunctionType"] = 4
        function["/Domain"], function["/Range"] = Array([0, 1]), Array([0, 1] * 4)
        space = Array([Name.Separation, Name.Orange, Name.DeviceCMYK, function])
        return Dictionary(ColorSpace=Dictionary(C=space))

    verdict = within(5, sound(["/C cs 1 scn 20 30 25 25 re f " * 50], resources))
    assert the(verdict, "spot").severity == "error"


def test_a_tree_that_bites_its_tail_ends() -> None:
    def change(pdf: Pdf) -> None:
        item = pdf.make_indirect(Dictionary())
        item["/Next"] = item["/First"] = item
        pdf.Root["/Outlines"] = Dictionary(First=item)
        action = pdf.make_indirect(Dictionary(S=Name.GoTo))
        action["/Next"] = action
        item["/A"] = action

    assert the(within(2, sound([MARK], change=change)), "action").page == 0


def test_qpdfs_own_limits_are_as_before() -> None:
    from pikepdf import settings as qpdf  # noqa: PLC0415 - beside its only use

    before = qpdf.get_qpdf_limits()
    preflight(RICH)
    assert qpdf.get_qpdf_limits() == before
    with qpdf_within_limits():
        assert qpdf.get_qpdf_limits() != before
