"""QR codes that a phone would not read."""

from typing import Any

import numpy as np
import pytest
import segno
from pikepdf import Dictionary, Name, Pdf

from generator.press.preflight import preflight
from tests.press.preflight.builder import image, over, placed, qr, sound, typed, words
from tests.press.preflight.cases import Case, cases, check, the


def content(drawn: str) -> Any:
    return lambda: sound([drawn], typed)


GOOD = content(qr(30, 60, 25))


def pixels(x: float, y: float, side: float) -> Any:
    """A code as an image, its quiet zone part of it."""
    code = segno.make_qr("https://thunglung.example/", error="m")
    bits = np.array([list(row) for row in code.matrix], np.uint8)
    grey = np.pad(255 * (1 - bits), 4, constant_values=255).repeat(12, 0).repeat(12, 1)
    share = len(code.matrix) / (len(code.matrix) + 8)
    whole = side / share

    def resources(pdf: Pdf) -> Dictionary:
        made = image(pdf, Name.DeviceGray, (grey.shape[1], grey.shape[0]), data=grey.tobytes())
        return Dictionary(XObject=Dictionary(I=made))

    margin = (whole - side) / 2
    return lambda: sound([placed("I", x - margin, y - margin, whole, whole)], resources)


def beside(distance: float) -> Any:
    """A code with a bar so many modules to its right."""
    module = 25 / 33
    bar = f"0 0 0 1 k {55 + distance * module} 55 2 40 re f"
    return content(qr(30, 60, 25) + bar)


@cases(
    Case("12 mm", "qr-size", content(qr(30, 60, 12)), GOOD, at=(30, 60, 12, 12), measured="12 mm"),
    Case("6 mm", "qr-size", content(qr(30, 60, 6)), GOOD, at=(30, 60, 6, 6), measured="6 mm"),
    Case("an image of 15 mm", "qr-size", pixels(30, 60, 15), pixels(30, 60, 22),
         at=(30, 60, 15, 15)),
    Case("a bar beside it", "qr-quiet", beside(2), beside(6), at=(30, 60, 25, 25), measured="2 ×"),
    Case("letters under it", "qr-quiet",
         content(qr(30, 60, 25) + over("0 0 0 1 k " + words("Lang nghe", 32, 88.4))),
         content(qr(30, 60, 25) + over("0 0 0 1 k " + words("Lang nghe", 32, 93)))),
    Case("white on the ground of its card only", "qr-quiet",
         content("0.9 0.7 0 0 k 20 50 50 50 re f " + qr(30, 60, 25, quiet=1.5)),
         content("0.9 0.7 0 0 k 20 50 50 50 re f " + qr(30, 60, 25, quiet=4.2)), measured="1.5 ×"),
    Case("at the edge of the paper", "qr-quiet", content(qr(78.5, 60, 25)),
         content(qr(75, 60, 25)), at=(78.5, 60, 25, 25)),
    Case("grey on grey", "qr-contrast",
         content(qr(30, 60, 25, dark="0 0 0 0.6 k", light="0 0 0 0.3 k")), GOOD),
    Case("yellow on white", "qr-contrast", content(qr(30, 60, 25, dark="0 0 1 0 k")), GOOD),
    Case("light on dark", "qr-reversed",
         content(qr(30, 60, 25, dark="0 0 0 0 k", light="0.9 0.8 0 0 k")), GOOD,
         severity="warning", at=(30, 60, 25, 25)),
)  # fmt: skip
def test_a_code_can_be_read_by_any_phone(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_code_is_measured_on_a_turned_page_too(turn: int) -> None:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Rotate"] = turn

    verdict = preflight(sound([qr(30, 60, 15)], change=change))
    assert str(the(verdict, "qr-size").measured) == "15 mm"
    assert "qr-quiet" not in {each.code for each in verdict.findings}


def test_a_code_that_stands_askew_is_measured_along_its_sides() -> None:
    askew = f"q 0.966 0.259 -0.259 0.966 50 40 cm {qr(0, 0, 15)} Q"
    assert str(the(preflight(sound([askew])), "qr-size").measured) == "15 mm"


def test_many_squares_are_a_code_too() -> None:
    code = segno.make_qr("https://thunglung.example/", error="m")
    module = 8 / len(code.matrix)
    squares = "".join(
        f"{30 + column * module:.3f} {60 + row * module:.3f} {module:.3f} {module:.3f} re f "
        for row, line in enumerate(code.matrix)
        for column, bit in enumerate(line)
        if bit
    )
    verdict = preflight(sound([f"0 0 0 0 k 28 58 12 12 re f 0 0 0 1 k {squares}"]))
    assert str(the(verdict, "qr-size").measured) == "8 mm"
