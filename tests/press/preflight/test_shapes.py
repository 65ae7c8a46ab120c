"""Lines, areas and images that a press cannot hold, however they are scaled and nested."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Pdf

from generator.press.preflight import preflight
from tests.press.preflight.builder import PT, form, image, placed, sound
from tests.press.preflight.cases import Case, cases, check, the


def content(*parts: str) -> Any:
    return lambda: sound(list(parts))


def line(points: float, colour: str = "0 1 1 0 K") -> str:
    """A line of so many points, in the page's millimetres."""
    return f"{colour} {points / PT:.6f} w 20 30 m 45 30 l S"


@cases(
    Case(
        "a line of 0.2 pt",
        "hairline",
        content(line(0.2)),
        content(line(0.25)),
        severity="warning",
        at=(20, 30, 25, 0.1),
        measured="0.2 pt",
    ),
    Case("a line of 0.05 pt", "hairline", content(line(0.05)), content(line(0.3))),
    Case("a line without width", "hairline", content(line(0)), content(line(0.3)), measured="0 pt"),
    Case(
        "a line that a form makes thin",
        "hairline",
        content(f"q 0.1 0 0 0.1 18 27 cm {line(2)} Q"),
        content(f"q 0.2 0 0 0.2 18 27 cm {line(2)} Q"),
        severity="warning",
        measured="0.2 pt",
    ),
    Case(
        "a bar that is a line",
        "hairline",
        content(f"0 1 1 0 k 20 30 25 {0.15 / PT} re f"),
        content(f"0 1 1 0 k 20 30 25 {0.4 / PT} re f"),
        severity="warning",
        at=(20, 30, 25, 0.1),
        measured="0.15 pt",
    ),
    Case(
        "outlined letters",
        "hairline",
        lambda: sound(["0 1 1 0 K 0.05 w 1 Tr BT /F 9 Tf 1 0 0 -1 20 50 Tm <0021> Tj ET"], _typed),
        lambda: sound(["0 1 1 0 K 0.2 w 1 Tr BT /F 9 Tf 1 0 0 -1 20 50 Tm <0021> Tj ET"], _typed),
        severity="warning",
    ),
    Case(
        "a large plain black",
        "plain-black",
        content("0 0 0 1 k 20 30 60 55 re f"),
        content("0.6 0.4 0.4 1 k 20 30 60 55 re f"),
        severity="warning",
        at=(20, 30, 60, 55),
        measured="60 × 55 mm",
    ),
    Case(
        "a large grey black",
        "plain-black",
        content("0 g 20 30 60 55 re f"),
        content("0 g 20 30 60 45 re f 0 0 0 0.9 k 20 80 60 55 re f"),
        severity="warning",
    ),
)
def test_lines_hold_and_blacks_are_black(case: Case) -> None:
    check(case)


def _typed(pdf: Pdf) -> Dictionary:
    from tests.press.preflight.builder import typed  # noqa: PLC0415 - beside its only use

    return typed(pdf)


def pictured(size: tuple[int, int], side: float, bits: int = 8, **entries: Any) -> Any:
    """An image of so many pixels on so many mm."""
    space = Name.DeviceGray if bits == 1 else Name.DeviceCMYK
    if entries:
        space = None

    def resources(pdf: Pdf) -> Dictionary:
        made = image(pdf, space, size, bits, **entries) if space else _stencil(pdf, size)
        return Dictionary(XObject=Dictionary(I=made))

    return lambda: sound(["0 1 1 0 k " + placed("I", 20, 30, side, side)], resources)


def _stencil(pdf: Pdf, size: tuple[int, int]) -> Any:
    return image(pdf, None, size, 1, bytes((size[0] + 7) // 8 * size[1]), ImageMask=True)


@cases(
    Case(
        "100 ppi",
        "image-resolution",
        pictured((100, 100), 25.4),
        pictured((300, 300), 25.4),
        at=(20, 30, 25.4, 25.4),
        measured="100 ppi",
    ),
    Case(
        "200 ppi",
        "image-resolution",
        pictured((200, 200), 25.4),
        pictured((225, 225), 25.4),
        severity="warning",
        measured="200 ppi",
    ),
    Case(
        "coarse one way",
        "image-resolution",
        pictured((600, 120), 25.4),
        pictured((600, 300), 25.4),
        measured="120 ppi",
    ),
    Case(
        "one bit at 400 ppi",
        "one-bit-resolution",
        pictured((400, 400), 25.4, 1),
        pictured((1200, 1200), 25.4, 1),
        measured="400 ppi",
    ),
    Case(
        "one bit at 700 ppi",
        "one-bit-resolution",
        pictured((700, 700), 25.4, 1),
        pictured((800, 800), 25.4, 1),
        severity="warning",
    ),
    Case(
        "a stencil at 300 ppi",
        "one-bit-resolution",
        pictured((300, 300), 25.4, 1, ImageMask=True),
        pictured((800, 800), 25.4, 1, ImageMask=True),
    ),
)
def test_images_have_enough_pixels_for_their_size(case: Case) -> None:
    check(case)


def test_a_flat_colour_or_a_ramp_stored_as_an_image_is_no_coarse_image() -> None:
    assert preflight(pictured((2, 2), 25.4)()).findings == ()
    assert preflight(pictured((1, 256), 25.4)()).findings == ()


turns = st.floats(0, 2 * math.pi)
scales = st.floats(0.05, 20)


def turned(angle: float, scale: float) -> str:
    """A matrix that turns and scales, seen from the middle of the page."""
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    return f"1 0 0 1 50 70 cm {cos:.9f} {sin:.9f} {-sin:.9f} {cos:.9f} 0 0 cm"


@settings(max_examples=25, deadline=None)
@given(turns, scales, st.integers(0, 3), st.sampled_from([0.2, 0.4]))
def test_a_line_is_as_wide_as_it_is_however_turned_scaled_and_nested(
    angle: float, scale: float, depth: int, points: float
) -> None:
    width, length = points / PT / scale, 12 / scale
    drawn = f"{turned(angle, scale)} 0 1 1 0 K {width:.9f} w 0 0 m {length:.9f} 0 l S"
    verdict = preflight(nested(f"q {drawn} Q", depth))
    found = [each.code for each in verdict.findings]
    assert found == (["hairline"] if points < 0.25 else [])
    if found:
        assert verdict.findings[0].measured.value == pytest.approx(points, abs=0.005)  # type: ignore[union-attr]
        place = verdict.findings[0].box
        assert place is not None
        corners = [50 + 12 * math.cos(angle), 70 + 12 * math.sin(angle)]
        assert place.x == pytest.approx(min(50, corners[0]), abs=0.3)
        assert place.y == pytest.approx(min(70, corners[1]), abs=0.3)


@settings(max_examples=25, deadline=None)
@given(turns, scales, st.integers(0, 3), st.sampled_from([120, 300]))
def test_an_image_is_as_fine_as_it_is_however_turned_scaled_and_nested(
    angle: float, scale: float, depth: int, ppi: int
) -> None:
    side = 100 / ppi * 25.4 / scale

    def resources(pdf: Pdf) -> Dictionary:
        return Dictionary(XObject=Dictionary(I=image(pdf, size=(100, 100))))

    drawn = f"q {turned(angle, scale)} {side:.9f} 0 0 {side:.9f} 0 0 cm /I Do Q"
    verdict = preflight(nested(drawn, depth, resources))
    assert [each.code for each in verdict.errors] == (["image-resolution"] if ppi < 150 else [])
    if verdict.errors:
        assert str(verdict.errors[0].measured) == f"{ppi} ppi"


def nested(drawn: str, depth: int, resources: Any = None) -> bytes:
    """Content inside so many forms, each moved and each moved back."""

    def inside(pdf: Pdf) -> Any:
        own = resources(pdf) if resources else Dictionary()
        body = drawn
        for _ in range(depth):
            moved = form(pdf, f"q 1 0 0 1 -7 -5 cm {body} Q", own)
            moved["/Matrix"] = [1, 0, 0, 1, 7, 5]
            own, body = Dictionary(XObject=Dictionary(X=moved)), "/X Do"
        return Dictionary(XObject=Dictionary(Y=form(pdf, body, own)))

    return sound(["/Y Do"], inside)


def test_alike_faults_that_lie_together_are_told_once_with_the_worst_of_them() -> None:
    rows = " ".join(f"{width / PT} w 20 {y} m 45 {y} l S" for width, y in ((0.2, 30), (0.15, 32)))
    verdict = preflight(sound([f"0 1 1 0 K {rows} {0.22 / PT} w 20 90 m 45 90 l S"]))
    first, second = verdict.findings
    assert (str(first.measured), first.details["count"]) == ("0.15 pt", "2")
    assert (str(second.measured), "count" in second.details) == ("0.22 pt", False)


def test_what_lies_outside_the_bleed_is_the_printers_own() -> None:
    marks = "0 0 0 1 K 0.05 w -8 0 m -4 0 l S 0 0 0 0.5 k -9 40 4 0.02 re f"
    assert preflight(sound([marks])).findings == ()


def test_a_hundred_places_are_counted_not_listed() -> None:
    dots = " ".join(
        f"{20 + 8 * (n % 8)} {20 + 9 * (n // 8)} m {21 + 8 * (n % 8)} {20 + 9 * (n // 8)} l S"
        for n in range(96)
    )
    verdict = preflight(sound([f"0 1 1 0 K {0.2 / PT} w {dots}"]))
    assert len(verdict.findings) == 8
    assert verdict.findings[-1].details["more"] == "88"
    assert the(verdict, "hairline").page == 1
