"""The tools under the checks, against those that know: pikepdf's parser, PDFium's functions."""

import math
from typing import Any

import numpy as np
import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from generator.press.preflight import Box, Finding, Measure
from generator.press.preflight.gathering import gather
from generator.press.preflight.inside.colour import read_space
from generator.press.preflight.inside.functions import read_function, samples
from generator.press.preflight.inside.lexer import InlineImage, operations
from generator.press.preflight.inside.matrix import Rect, inverse, placed, stretch, times

numbers = st.one_of(
    st.integers(-9999, 9999).map(str),
    st.floats(-999, 999, allow_nan=False).map(lambda x: f"{x:.4f}"),
    st.sampled_from(["+1.", "-.5", ".25", "00", "4."]),
)
names = st.text("abXY019-_.", min_size=1, max_size=6).map(lambda text: "/" + text)
strings = st.one_of(
    st.binary(max_size=8).map(lambda data: f"<{data.hex()}>"),
    st.text("ab (nested) \\n\\) \\101", max_size=0).map(lambda _: r"(a\)b(c)\n\101)"),
)
simple = st.one_of(numbers, names, strings, st.sampled_from(["true", "false", "null"]))
arrays = st.lists(simple, max_size=4).map(lambda each: "[" + " ".join(each) + "]")
pairs = st.lists(st.tuples(names, simple), max_size=3, unique_by=lambda pair: pair[0])
dictionaries = pairs.map(lambda each: "<<" + " ".join(f"{k} {v}" for k, v in each) + ">>")
operands = st.lists(st.one_of(simple, arrays, dictionaries), max_size=5)
operators = st.sampled_from(
    [
        "q",
        "Q",
        "cm",
        "re",
        "m",
        "l",
        "h",
        "f*",
        "B",
        "TJ",
        "Tj",
        "'",
        '"',
        "scn",
        "BDC",
        "gs",
        "d0",
        "d1",
        "Do",
        "sh",
        "W*",
    ]
)
spaces = st.sampled_from([" ", "\n", "\t", "\r\n", "  ", " % a comment\n", "\f"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(operands, operators), max_size=8), spaces)
def test_content_is_read_as_pikepdf_reads_it(each: list[Any], gap: str) -> None:
    text = "".join(gap.join([*values, operator]) + gap for values, operator in each)
    data = text.encode("latin-1")
    with Pdf.new() as pdf:
        theirs = pikepdf.parse_content_stream(pdf.make_stream(data))
        wanted = [(str(op.operator), [plain(v) for v in op.operands]) for op in theirs]
    ours = list(operations(data))
    assert [(op.operator.decode(), op.operands) for op in ours] == wanted
    for op in ours:
        assert data[op.start : op.end].endswith(op.operator)


def plain(thing: Any) -> Any:
    """A value as our reader gives it."""
    if isinstance(thing, Name):
        return str(thing)
    if isinstance(thing, pikepdf.String):
        return bytes(thing)
    if isinstance(thing, Array):
        return [plain(each) for each in thing]  # type: ignore[attr-defined]
    if isinstance(thing, Dictionary):
        return {str(key): plain(value) for key, value in thing.items() if value is not None}
    if isinstance(thing, bool) or thing is None:
        return thing
    return float(thing)


def test_an_inline_image_ends_where_its_data_end() -> None:
    data = b"q BI /W 4 /H 2 /BPC 8 /CS /G ID 12 EI 34 EI q"
    (_, image, after) = operations(data)
    assert isinstance(image.operands[0], InlineImage)
    assert image.operands[0].data == b"12 EI 34"
    assert after.operator == b"q"


matrices = st.tuples(*[st.floats(-50, 50)] * 6)


@given(matrices, matrices)
def test_a_matrix_is_undone_by_its_inverse(one: Any, other: Any) -> None:
    back = inverse(one)
    least, most = stretch(one)
    assert least <= most
    assert least * most == pytest.approx(abs(one[0] * one[3] - one[1] * one[2]), abs=1e-6, rel=1e-6)
    if back is not None and least > 1e-3:
        again = times(times(other, one), back)
        assert again == pytest.approx(other, abs=1e-3, rel=1e-3)


@given(st.floats(0, 2 * math.pi), st.floats(0.1, 10), st.floats(0.1, 10))
def test_turning_changes_no_thickness(angle: float, across: float, up: float) -> None:
    turn = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 3.0, 4.0)
    least, most = stretch(times((across, 0, 0, up, 0, 0), turn))
    assert (least, most) == pytest.approx(tuple(sorted((across, up))), rel=1e-9)
    corner = placed(turn, Rect(0, 0, 0, 0))
    assert (corner.left, corner.bottom) == pytest.approx((3, 4))


def calculator(program: bytes, outputs: int = 1) -> Any:
    def make(pdf: Pdf) -> Any:
        made = pdf.make_stream(program)
        made["/FunctionType"] = 4
        made["/Domain"], made["/Range"] = Array([0, 1]), Array([0, 1] * outputs)
        return made

    return make


def sampled(bits: int, values: list[int], size: int) -> Any:
    def make(pdf: Pdf) -> Any:
        packed = "".join(f"{value:0{bits}b}" for value in values)
        packed = packed.ljust(-(-len(packed) // 8) * 8, "0")
        made = pdf.make_stream(int(packed, 2).to_bytes(len(packed) // 8))
        made["/FunctionType"], made["/BitsPerSample"] = 0, bits
        made["/Domain"], made["/Range"] = Array([0, 1]), Array([0, 1])
        made["/Size"] = Array([size])
        return made

    return make


FUNCTIONS = {
    "power": lambda _pdf: Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.2], C1=[0.9], N=2.5),
    "stitched": lambda _pdf: Dictionary(
        FunctionType=3,
        Domain=[0, 1],
        Functions=Array(
            [
                Dictionary(FunctionType=2, Domain=[0, 1], C0=[0], C1=[1], N=1),
                Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.3], C1=[0.8], N=3),
            ]
        ),
        Bounds=[0.35],
        Encode=[1, 0, 0, 1],
    ),
    "sampled in bytes": sampled(8, [0, 200, 30, 255], 4),
    "sampled in 4 bits": sampled(4, [0, 15, 3, 9, 12], 5),
    "sampled in 16 bits": sampled(16, [0, 60_000, 3_000], 3),
    "arithmetic": calculator(b"{ dup mul 0.8 mul 0.1 add }"),
    "choice": calculator(b"{ dup 0.5 lt { 0.3 add } { 1 exch sub } ifelse }"),
    "stack": calculator(b"{ 0.2 exch 0.7 3 1 roll pop 2 copy gt { exch } if pop }"),
    "whole numbers": calculator(b"{ 10 mul cvi 3 mod 4 div }"),
    "angles": calculator(b"{ 90 mul sin abs }"),
    "bits": calculator(b"{ 100 mul cvi 12 and 2 bitshift 100 div }"),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_give_what_pdfium_gives(name: str) -> None:
    """A gradient of grey through the function, drawn by PDFium and read off dot by dot."""
    import io  # noqa: PLC0415 - beside its only use

    with Pdf.new() as pdf:
        thing = FUNCTIONS[name](pdf)
        ours = read_function(thing)
        assert ours is not None
        shading = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceGray, Coords=Array([0, 0, 200, 0]), Function=thing
        )
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 200, 10]),
            Resources=Dictionary(Shading=Dictionary(S=shading)),
            Contents=pdf.make_stream(b"/S sh"),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        out = io.BytesIO()
        pdf.save(out)
        row = pypdfium2.PdfDocument(out.getvalue())[0].render(grayscale=True).to_numpy()[5]
        theirs = row.reshape(200, -1)[:, 0] / 255
        mine = np.array([ours([(x + 0.5) / 200])[0] for x in range(200)])
    # A step may fall one dot to the left or to the right.
    apart = [np.abs(np.roll(mine, shift) - theirs)[1:-1] for shift in (-1, 0, 1)]
    assert np.quantile(np.min(apart, axis=0), 0.95) < 0.03, name


def test_a_calculator_that_fails_gives_nothing_and_does_not_run_on() -> None:
    with Pdf.new() as pdf:
        for program in (b"{ pop pop pop }", b"{ 0 div }", b"{ 1e9 -1 roll }", b"{ add }"):
            function = read_function(calculator(program)(pdf))
            assert function is not None
            assert function([0.5]) == (0.0,)
        for program in (b"", b"{ { }", b"no braces"):
            assert read_function(calculator(program)(pdf)) is None


@given(st.sampled_from([1, 2, 4, 8, 12, 16, 24, 32]), st.data())
def test_samples_are_unpacked_from_any_number_of_bits(bits: int, data: Any) -> None:
    values = data.draw(st.lists(st.integers(0, (1 << bits) - 1), min_size=1, max_size=20))
    packed = "".join(f"{value:0{bits}b}" for value in values)
    packed = packed.ljust(-(-len(packed) // 8) * 8, "0")
    raw = int(packed, 2).to_bytes(len(packed) // 8)
    assert list(samples(raw, bits, len(values))) == values


@pytest.mark.parametrize(
    ("space", "values", "inks"),
    [
        (Name.DeviceCMYK, (0.1, 0.2, 0.3, 0.4), (0.1, 0.2, 0.3, 0.4)),
        (Name.DeviceGray, (0.25,), (0, 0, 0, 0.75)),
        (Name.DeviceRGB, (1, 0, 0), (0, 1, 1, 0)),
        (Name.DeviceRGB, (0.5, 0.5, 0.5), (0, 0, 0, 0.5)),
        (Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()]), (0.6,), (0.6,) * 4),
        (
            Array([Name.Separation, Name.Cyan, Name.DeviceCMYK, Dictionary()]),
            (0.6,),
            (0.6, 0, 0, 0),
        ),
        (Array([Name.Separation, Name("/None"), Name.DeviceCMYK, Dictionary()]), (0.6,), None),
        (Array([Name.Indexed, Name.DeviceCMYK, 1, b"\0\0\0\0\xff\0\0\x33"]), (1,), (1, 0, 0, 0.2)),
        (Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]), (100, 0, 0), (0, 0, 0, 0)),
        (Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]), (0, 0, 0), (0, 0, 0, 1)),
    ],
)
def test_a_colour_becomes_inks(space: Any, values: Any, inks: Any) -> None:
    found = read_space(space).inks(values)
    assert (found is None) if inks is None else found == pytest.approx(inks, abs=0.03)


places = st.builds(Box, *[st.floats(0, 300)] * 2, *[st.floats(0, 20)] * 2)
hits = st.builds(
    lambda box, size, page: Finding(
        "hairline", "warning", page, box, Measure(size, "pt"), Measure(0.25, "pt")
    ),
    places,
    st.floats(0.1, 0.24),
    st.integers(1, 3),
)


@given(st.lists(hits, max_size=60), st.randoms())
def test_gathering_keeps_the_worst_and_every_page_and_cares_for_no_order(
    each: list[Finding], chance: Any
) -> None:
    found = gather(each)
    assert {finding.page for finding in found} == {hit.page for hit in each}
    assert all(len([f for f in found if f.page == page]) <= 8 for page in (1, 2, 3))
    for page in {hit.page for hit in each}:
        here = [f for f in found if f.page == page]
        if not any("more" in f.details for f in here):
            worst = min(hit.measured.value for hit in each if hit.page == page)  # type: ignore[union-attr, type-var]
            assert min(f.measured.value for f in here) == worst  # type: ignore[union-attr, type-var]
            total = sum(int(f.details.get("count", 1)) for f in here)
            assert total == len([hit for hit in each if hit.page == page])
    shuffled = list(each)
    chance.shuffle(shuffled)
    assert gather(shuffled) == found
