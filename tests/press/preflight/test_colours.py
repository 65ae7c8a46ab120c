"""Colours that no press has, wherever they hide; overprint that harms."""

import io
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from generator.press.preflight import preflight
from tests.press.preflight.builder import (
    OVER,
    form,
    frame,
    image,
    over,
    placed,
    profile,
    sound,
    states,
    tint,
    typed,
    words,
)
from tests.press.preflight.cases import Case, cases, check, the

SQUARE = "20 30 25 25 re f"
AT = (20.0, 30.0, 25.0, 25.0)


def area(colour: str, resources: Any = None, square: str = SQUARE) -> Any:
    return lambda: sound([f"{colour} {square}"], resources)


def spaces(**each: Any) -> Dictionary:
    return Dictionary(ColorSpace=Dictionary({f"/{key}": value for key, value in each.items()}))


def in_space(make: Any, values: str) -> Any:
    """A square in a colour space that ``make`` builds."""

    def resources(pdf: Pdf) -> Dictionary:
        return spaces(C=make(pdf))

    return area(f"/C cs {values} sc", resources)


def icc(pdf: Pdf, parts: int = 3, head: bytes = b"RGB ") -> Array:
    stream = pdf.make_stream(profile(head))
    stream["/N"] = parts
    return Array([Name.ICCBased, stream])


def separation(name: str, end: tuple[float, ...] = (0, 1, 1, 0)) -> Any:
    return lambda pdf: Array([Name.Separation, Name(name), Name.DeviceCMYK, tint(pdf, end)])


def device_n(*names: str) -> Any:
    def make(pdf: Pdf) -> Array:
        program = b"{ pop pop 0 1 1 0 }"
        function = pdf.make_stream(program)
        function["/FunctionType"] = 4
        function["/Domain"], function["/Range"] = Array([0, 1] * 2), Array([0, 1] * 4)
        return Array([Name.DeviceN, Array([Name(n) for n in names]), Name.DeviceCMYK, function])

    return make


@cases(
    Case("rgb area", "rgb", area("1 0 0 rg"), area("0 1 1 0 k"), at=AT, measured="DeviceRGB"),
    Case(
        "rgb line",
        "rgb",
        area("1 0 0 RG 1 w", square="20 30 25 25 re S"),
        area("0 1 1 0 K 1 w", square="20 30 25 25 re S"),
        at=AT,
    ),
    Case(
        "rgb by name of its space",
        "rgb",
        area("/DeviceRGB cs 1 0 0 sc"),
        area("/DeviceCMYK cs 0 1 1 0 sc"),
        at=AT,
    ),
    Case(
        "rgb through a name in the resources",
        "rgb",
        in_space(lambda _pdf: Name.DeviceRGB, "1 0 0"),
        in_space(lambda _pdf: Name.DeviceCMYK, "0 1 1 0"),
        at=AT,
    ),
    Case(
        "indexed on rgb",
        "rgb",
        in_space(lambda _p: Array([Name.Indexed, Name.DeviceRGB, 1, b"\0\0\0\xff\0\0"]), "1"),
        in_space(lambda _p: Array([Name.Indexed, Name.DeviceCMYK, 0, b"\0\xff\xff\0"]), "0"),
        at=AT,
    ),
    Case(
        "calibrated rgb",
        "cal-rgb",
        in_space(lambda _p: Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])]), "1 0 0"),
        at=AT,
    ),
    Case(
        "calibrated grey",
        "cal-gray",
        in_space(lambda _p: Array([Name.CalGray, Dictionary(WhitePoint=[0.95, 1, 1.09])]), "0.5"),
        area("0.5 g"),
        at=AT,
    ),
    Case(
        "lab",
        "lab",
        in_space(lambda _p: Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])]), "50 60 40"),
        at=AT,
    ),
    Case("a colour with a profile", "icc-based", in_space(icc, "1 0 0"), at=AT),
    Case(
        "inks with a profile",
        "icc-based",
        in_space(lambda pdf: icc(pdf, 4, b"CMYK"), "0 1 1 0"),
        at=AT,
        measured="ICCBased",
    ),
    Case(
        "the device's inks replaced by a profile",
        "icc-based",
        area("0 1 1 0 k", lambda pdf: spaces(DefaultCMYK=icc(pdf, 4, b"CMYK"))),
        area("0 1 1 0 k", lambda pdf: spaces(DefaultRGB=icc(pdf))),
    ),
    Case(
        "a spot colour",
        "spot",
        in_space(separation("/Orange"), "1"),
        in_space(separation("/Magenta", (0, 1, 0, 0)), "1"),
        at=AT,
        measured="Orange",
    ),
    Case(
        "two spot colours at once",
        "spot",
        in_space(device_n("/Orange", "/Cyan"), "1 0"),
        in_space(device_n("/Black", "/Cyan"), "1 0"),
        at=AT,
        measured="Orange",
    ),
    Case(
        "the colour of registration marks in the artwork",
        "registration",
        in_space(separation("/All", (1, 1, 1, 1)), "1"),
        area("/C cs 1 sc", lambda p: spaces(C=separation("/All")(p)), "-9 20 3 0.2 re f"),
        at=AT,
        also=("total-ink",),
    ),
)
def test_a_colour_that_is_not_in_four_inks_is_found(case: Case) -> None:
    check(case)


def drawn_in(kind: str, colour: str) -> Any:
    """A square of a colour inside something: the deeper places where colours hide."""
    square = f"{colour} {SQUARE}"

    def resources(pdf: Pdf) -> Dictionary:
        inner = form(pdf, square)
        if kind == "forms":
            for _ in range(3):
                inner = form(pdf, "/X Do", Dictionary(XObject=Dictionary(X=inner)))
        if kind == "mask":
            group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
            if "rg" in colour:
                group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
            inner["/Group"] = group
            mask = Dictionary(S=Name.Luminosity, G=inner)
            return Dictionary(ExtGState=Dictionary(M=Dictionary(SMask=mask)))
        if kind == "pattern":
            return Dictionary(Pattern=Dictionary(P=cell(pdf, colour)))
        if kind == "glyph":
            return Dictionary(Font=Dictionary(T=drawn_font(pdf, colour)))
        return Dictionary(XObject=Dictionary(X=inner))

    content = {
        "forms": "/X Do",
        "mask": f"/M gs 0 0 0 0.5 k {SQUARE}",
        "pattern": f"/Pattern cs /P scn {SQUARE}",
        "glyph": "BT /T 25 Tf 1 0 0 -1 20 55 Tm (a) Tj ET",
    }[kind]
    return lambda: sound([content], resources)


def cell(pdf: Pdf, colour: str, **entries: Any) -> Stream:
    """A pattern's cell: a small square."""
    made = pdf.make_stream(f"{colour} 0 0 4 4 re f".encode())
    values = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 8, "YStep": 8}
    for key, value in (values | entries).items():
        made[f"/{key}"] = value
    made["/BBox"], made["/Resources"] = Array([0, 0, 8, 8]), Dictionary()
    return made


def drawn_font(pdf: Pdf, colour: str) -> Dictionary:
    """A font whose one glyph is a coloured square."""
    glyph = pdf.make_stream(f"1000 0 d0 {colour} 0 0 1000 1000 re f".encode())
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 1000, 1000]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([1000]),
    )


@pytest.mark.parametrize("kind", ["forms", "mask", "pattern", "glyph"])
def test_rgb_is_found_in_everything_that_is_drawn_inside_something_else(kind: str) -> None:
    verdict = preflight(drawn_in(kind, "1 0 0 rg")())
    finding = the(verdict, "rgb")
    assert finding.box is not None
    assert (finding.box.x, finding.box.y) == pytest.approx((20, 30), abs=1)
    clean = preflight(drawn_in(kind, "0 1 1 0 k")())
    assert not clean.errors
    assert {each.code for each in clean.findings} <= {"type3-font"}


def shading(space: Any, start: list[float], end: list[float]) -> Dictionary:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=Array(start), C1=Array(end), N=1)
    return Dictionary(
        ShadingType=2, ColorSpace=space, Coords=Array([20, 30, 45, 55]), Function=function
    )


RGB_RAMP = (Name.DeviceRGB, [1, 0, 0], [0, 0, 1])
CMYK_RAMP = (Name.DeviceCMYK, [0, 1, 1, 0], [1, 0, 0, 0])


def ramp(which: Any, *, pattern: bool) -> Any:
    if pattern:
        made = Dictionary(PatternType=2, Shading=shading(*which))
        resources = Dictionary(Pattern=Dictionary(P=made))
        return lambda: sound([f"/Pattern cs /P scn {SQUARE}"], resources)
    resources = Dictionary(Shading=Dictionary(S=shading(*which)))
    return lambda: sound(["q 20 30 25 25 re W n /S sh Q"], resources)


def annotated(colour: str) -> Any:
    """A note's look outside the bleed."""

    def change(pdf: Pdf) -> None:
        look = form(pdf, f"{colour} 0 0 10 10 re f")
        look["/BBox"] = Array([0, 0, 10, 10])
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.PrinterMark,
            Rect=frame(-9, 20, 3, 3),
            AP=Dictionary(N=look),
        )
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])

    return lambda: sound(change=change)


@cases(
    Case("gradient", "rgb", ramp(RGB_RAMP, pattern=False), ramp(CMYK_RAMP, pattern=False), at=AT),
    Case(
        "gradient as a pattern",
        "rgb",
        ramp(RGB_RAMP, pattern=True),
        ramp(CMYK_RAMP, pattern=True),
        at=AT,
    ),
    Case(
        "the look of a note",
        "rgb",
        annotated("1 0 0 rg"),
        annotated("0 1 1 0 k"),
        at=(-9, 20, 3, 3),
    ),
)
def test_rgb_is_found_in_gradients_and_notes(case: Case) -> None:
    check(case)


def pictured(make: Any, content: str = placed("I", 20, 30, 25, 25)) -> Any:
    """A page with an image that ``make`` builds."""
    return lambda: sound([content], lambda pdf: Dictionary(XObject=Dictionary(I=make(pdf))))


def jpeg(mode: str) -> Any:
    out = io.BytesIO()
    Image.new(mode, (400, 400), 100 if mode == "L" else tuple([90] * len(mode))).save(out, "JPEG")
    space = {"RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK, "L": Name.DeviceGray}[mode]
    return lambda pdf: image(pdf, space, data=out.getvalue(), Filter=Name.DCTDecode)


def in_line(space: str, data: bytes) -> Any:
    body = b"q 25 0 0 -25 20 55 cm BI /W 2 /H 2 /BPC 8 /CS " + space.encode() + b" ID " + data
    return lambda: sound([body + b"\nEI Q"])


@cases(
    Case("image", "rgb", pictured(lambda p: image(p, Name.DeviceRGB)), pictured(image), at=AT),
    Case("jpeg", "rgb", pictured(jpeg("RGB")), pictured(jpeg("CMYK")), at=AT),
    Case("grey is an ink", "rgb", pictured(jpeg("RGB")), pictured(jpeg("L")), at=AT),
    Case(
        "inline image",
        "rgb",
        in_line("/RGB", b"\x10EI\x20" * 3),
        in_line("/CMYK", b"\x10EI\x20" * 4),
        at=AT,
    ),
    Case(
        "inline image with a table",
        "rgb",
        in_line("[/I /RGB 1 <000000ff0000>]", b"\0\1\0\1"),
        in_line("[/I /CMYK 1 <0000000000ff0000>]", b"\0\1\0\1"),
        at=AT,
    ),
    Case(
        "image with a profile",
        "icc-based",
        pictured(lambda pdf: image(pdf, icc(pdf))),
        pictured(image),
        at=AT,
    ),
    Case(
        "the mask of an image",
        "rgb",
        pictured(lambda p: image(p, SMask=image(p, Name.DeviceRGB))),
        pictured(lambda p: image(p, SMask=image(p, Name.DeviceGray))),
        at=AT,
    ),
    Case(
        "a stencil takes its colour from outside",
        "rgb",
        pictured(
            lambda p: image(p, None, (1000, 1000), 1, bytes(125000), ImageMask=True),
            "1 0 0 rg " + placed("I", 20, 30, 25, 25),
        ),
        pictured(
            lambda p: image(p, None, (1000, 1000), 1, bytes(125000), ImageMask=True),
            "0 1 1 0 k " + placed("I", 20, 30, 25, 25),
        ),
        at=AT,
    ),
)
def test_rgb_is_found_in_images(case: Case) -> None:
    check(case)


def test_what_is_not_painted_is_no_fault() -> None:
    def resources(pdf: Pdf) -> Dictionary:
        unused = Dictionary(I=image(pdf, Name.DeviceRGB), X=form(pdf, f"1 0 0 rg {SQUARE}"))
        return Dictionary(XObject=unused, ColorSpace=Dictionary(L=icc(pdf)))

    clipped = "q 5 5 2 2 re W n 1 0 0 rg 60 60 20 20 re f Q"
    assert preflight(sound([f"1 0 0 rg 0 1 1 0 k {SQUARE} {clipped}"], resources)).findings == ()


def group(space: Any) -> Any:
    def page(pdf: Pdf) -> None:
        pdf.pages[0].obj["/Group"] = Dictionary(S=Name.Transparency, CS=space)

    return lambda: sound([f"0 1 1 0 k {SQUARE}"], change=page)


def inner_group(space: Any) -> Any:
    def resources(pdf: Pdf) -> Dictionary:
        made = form(pdf, f"0 1 1 0 k {SQUARE}", Group=Dictionary(S=Name.Transparency, CS=space))
        made["/BBox"] = Array([20, 30, 45, 55])
        return Dictionary(XObject=Dictionary(X=made))

    return lambda: sound(["/X Do"], resources)


@cases(
    Case(
        "of the page",
        "blend-space",
        group(Name.DeviceRGB),
        group(Name.DeviceCMYK),
        measured="DeviceRGB",
    ),
    Case(
        "of a form",
        "blend-space",
        inner_group(Name.DeviceGray),
        inner_group(Name.DeviceCMYK),
        at=AT,
    ),
)
def test_transparency_blends_in_inks(case: Case) -> None:
    check(case)


def lettered(content: str) -> Any:
    return lambda: sound([content], typed)


LETTERS = (20.0, 28.0, 17.0, 4.0)


@cases(
    Case(
        "white letters",
        "white-overprint",
        lettered("0 1 1 0 k 15 20 60 20 re f " + over("0 0 0 0 k " + words("Lang nghe", 20, 31))),
        lettered("0 1 1 0 k 15 20 60 20 re f 0 0 0 0 k " + words("Lang nghe", 20, 31)),
        at=LETTERS,
    ),
    Case(
        "a white area",
        "white-overprint",
        lettered(over(f"0 0 0 0 k {SQUARE}")),
        lettered(f"0 0 0 0 k {SQUARE}"),
        at=AT,
    ),
    Case(
        "a white line",
        "white-overprint",
        lettered(over("0 0 0 0 K 1 w 20 30 25 25 re S")),
        lettered("0 0 0 0 K 1 w 20 30 25 25 re S"),
        at=AT,
    ),
    Case(
        "small black letters that knock out",
        "black-text-knocks-out",
        lettered("0 0 0 1 k " + words("Lang nghe", 20, 31, 9)),
        lettered(over("0 0 0 1 k " + words("Lang nghe", 20, 31, 9))),
        severity="warning",
        at=(20, 28.5, 13, 3),
        measured="9 pt",
    ),
    Case(
        "small grey letters cannot overprint inks",
        "black-text-knocks-out",
        lettered(over("0 g " + words("Lang nghe", 20, 31, 9))),
        lettered("0 0 0 1 k " + words("Lang nghe", 20, 31, 12.5)),
        severity="warning",
    ),
    Case(
        "a thin black line that knocks out",
        "black-line-knocks-out",
        lettered("0 0 0 1 K 0.35 w 20 30 m 45 30 l S"),
        lettered(over("0 0 0 1 K 0.35 w 20 30 m 45 30 l S")),
        severity="warning",
        at=(20, 30, 25, 0.4),
        measured="0.99 pt",
    ),
)
def test_overprint_helps_black_and_harms_white(case: Case) -> None:
    check(case)


def test_overprint_without_its_mode_knocks_other_inks_out() -> None:
    def resources(pdf: Pdf) -> Dictionary:
        made = typed(pdf)
        made["/ExtGState"] = states(O=Dictionary(op=True))
        return made

    verdict = preflight(sound([over("0 0 0 1 k " + words("Lang", 20, 31, 9))], resources))
    assert the(verdict, "black-text-knocks-out").severity == "warning"


def test_a_form_inherits_overprint_and_colour() -> None:
    def resources(pdf: Pdf) -> Dictionary:
        inner = form(pdf, words("Lang", 20, 31, 9), typed(pdf))
        return Dictionary(XObject=Dictionary(X=inner), ExtGState=states(O=OVER))

    assert preflight(sound(["q /O gs 0 0 0 1 k /X Do Q"], resources)).findings == ()
    plain = preflight(sound(["q 0 0 0 1 k /X Do Q"], resources))
    assert the(plain, "black-text-knocks-out").page == 1
