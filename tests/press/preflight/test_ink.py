"""How much ink lies where, against Ghostscript's own plates; art that must go over the edge."""

import io
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from generator.press.preflight import Expected, preflight
from tests.press.preflight.builder import (
    BLEED,
    OVER,
    TRIM,
    form,
    image,
    over,
    placed,
    sound,
    states,
    tint,
    typed,
    words,
)
from tests.press.preflight.cases import Case, cases, check, the

OWN = Expected(trim=TRIM, bleed=3, safe=3, pages=1)
GROUND = "0 0.01 0.04 0 k "


def content(*parts: str) -> Any:
    return lambda: sound(list(parts))


@cases(
    Case(
        "a dark square",
        "total-ink",
        content("1 1 0.8 0.8 k 20 30 30 30 re f"),
        content("0.7 0.7 0.7 0.9 k 20 30 30 30 re f"),
        severity="warning",
        at=(20, 30, 15, 15),
        measured="360%",
    ),
    Case(
        "more than our own files may have",
        "total-ink",
        content("0.8 0.8 0.6 1 k 20 30 30 30 re f"),
        content("0.6 0.6 0.8 1 k 20 30 30 30 re f"),
        measured="320%",
        expected=OWN,
    ),
)
def test_ink_is_summed_over_squares_of_15_mm(case: Case) -> None:
    check(case)


def test_a_small_dark_spot_is_no_dark_square() -> None:
    assert preflight(content("1 1 1 1 k 20 30 12 12 re f")()).findings == ()


def bare(art: str) -> Any:
    """A page without a ground of its own."""
    return lambda: sound([art], ground="")


@cases(
    Case(
        "art that ends at the upper edge",
        "no-bleed",
        bare("0 1 1 0 k 0 0 105 60 re f"),
        bare("0 1 1 0 k -3 -3 111 63 re f"),
        at=(0, -3, 105, 3),
        measured="0 mm",
    ),
    Case(
        "art that goes over by one millimetre",
        "no-bleed",
        bare("0 1 1 0 k 30 100 60 49 re f"),
        bare("0 1 1 0 k 30 100 60 51 re f"),
        at=(30, 148, 60, 3),
        measured="1 mm",
    ),
    Case(
        "on the left, in part",
        "no-bleed",
        bare("0 1 1 0 k 0 40 50 20 re f"),
        bare("0 1 1 0 k -3 40 50 20 re f"),
        at=(-3, 40, 3, 20),
    ),
    Case(
        "on the right, the palest tint",
        "no-bleed",
        bare("0 0 0.04 0 k 60 40 45 20 re f"),
        bare("0 0 0.04 0 k 60 40 48 20 re f"),
        at=(105, 40, 3, 20),
    ),
)
def test_art_that_reaches_the_cut_goes_on_to_the_bleed(case: Case) -> None:
    check(case)


def test_a_white_margin_needs_no_bleed_and_white_specks_in_art_are_art() -> None:
    assert preflight(bare("0 1 1 0 k 5 5 95 138 re f")()).findings == ()
    specks = "0 0 0 0 k 40 -3 2 2 re f 70 -2 1.5 3 re f"
    assert preflight(bare(f"0 1 1 0 k -3 -3 111 60 re f {specks}")()).findings == ()


# The plates against Ghostscript's.

RAMP = Dictionary(
    FunctionType=2, Domain=[0, 1], C0=Array([0.2, 0, 0.9, 0]), C1=Array([0.9, 0.7, 0, 0.4]), N=1
)
STITCHED = Dictionary(
    FunctionType=3, Domain=[0, 1], Functions=Array([RAMP, RAMP]), Bounds=[0.4], Encode=[0, 1, 1, 0]
)


def shaded(pdf: Pdf) -> Dictionary:
    across = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceCMYK,
        Coords=Array([10, 0, 95, 0]),
        Function=STITCHED,
        Extend=[True, True],
    )
    round_ = Dictionary(
        ShadingType=3,
        ColorSpace=Name.DeviceCMYK,
        Coords=Array([50, 100, 0, 50, 100, 30]),
        Function=RAMP,
    )
    return Dictionary(
        Shading=Dictionary(R=round_),
        Pattern=Dictionary(P=pdf.make_indirect(_on_page(across))),
    )


def _on_page(shading: Dictionary) -> Dictionary:
    points = 72 / 25.4
    matrix = Array([points, 0, 0, -points, 10 * points, 158 * points])
    return Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading, Matrix=matrix)


def meshed(pdf: Pdf) -> Dictionary:
    """A triangle, a lattice and a patch whose corners have colours of their own."""
    corners = [(10, 10, (255, 0, 0, 0)), (90, 10, (0, 255, 0, 0)), (50, 60, (0, 0, 255, 128))]
    triangle = b"".join(bytes([0, x, y, *inks]) for x, y, inks in corners)
    grid = [(10, 70, (200, 0, 0, 0)), (40, 70, (0, 200, 0, 0)), (10, 90, (0, 0, 200, 0)),
            (40, 90, (0, 0, 0, 200))]  # fmt: skip
    lattice = b"".join(bytes([x, y, *inks]) for x, y, inks in grid)
    edge = [(50, 90), (50, 85), (50, 75), (50, 70), (65, 70), (75, 70), (90, 70), (90, 75),
            (90, 85), (90, 90), (75, 90), (65, 90)]  # fmt: skip
    inks = (255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255)
    patch = bytes([0, *(value for point in edge for value in point), *inks])
    made = {}
    for kind, data in ((4, triangle), (5, lattice), (6, patch)):
        mesh = pdf.make_stream(data)
        entries: dict[str, Any] = {"ShadingType": kind, "ColorSpace": Name.DeviceCMYK}
        entries |= {"BitsPerCoordinate": 8, "BitsPerComponent": 8}
        entries |= {"Decode": Array([0, 255, 0, 255, *[0, 1] * 4])}
        entries |= {"VerticesPerRow": 2} if kind == 5 else {"BitsPerFlag": 8}
        for key, value in entries.items():
            mesh[f"/{key}"] = value
        made[f"/M{kind}"] = mesh
    return Dictionary(Shading=Dictionary(made))


def tiled(pdf: Pdf) -> Dictionary:
    cells = {}
    for name, paint, body in (("P", 1, b"0.8 0 0.3 0 k 0 0 9 9 re f"), ("U", 2, b"0 0 6 12 re f")):
        cell = pdf.make_stream(body)
        for key, value in {
            "PatternType": 1, "PaintType": paint, "TilingType": 1, "XStep": 12, "YStep": 12,
            "BBox": Array([0, 0, 12, 12]), "Resources": Dictionary(),
        }.items():  # fmt: skip
            cell[f"/{key}"] = value
        cells[f"/{name}"] = cell
    spaces = Dictionary(U=Array([Name.Pattern, Name.DeviceCMYK]))
    return Dictionary(Pattern=Dictionary(cells), ColorSpace=spaces)


def pictured(pdf: Pdf) -> Dictionary:
    ramp = np.zeros((200, 200, 4), np.uint8)
    ramp[..., 0] = np.linspace(0, 255, 200, dtype=np.uint8)
    ramp[..., 2] = np.linspace(255, 0, 200, dtype=np.uint8)[:, None]
    ramp[..., 3] = 40
    soft = np.tile(np.linspace(0, 255, 200, dtype=np.uint8), (200, 1))
    inks = image(pdf, size=(200, 200), data=ramp.tobytes())
    table = Array([Name.Indexed, Name.DeviceCMYK, 1, bytes([0, 200, 0, 0, 200, 0, 100, 30])])
    return Dictionary(
        XObject=Dictionary(
            A=inks,
            B=image(
                pdf,
                size=(200, 200),
                data=ramp.tobytes(),
                SMask=image(pdf, Name.DeviceGray, (200, 200), data=soft.tobytes()),
            ),
            C=image(pdf, table, (400, 400), 1, bytes([0b11110000]) * 20_000),
            D=image(pdf, Name.DeviceGray, (300, 300), data=bytes([60]) * 90_000, Decode=[1, 0]),
        )
    )


def packed(pdf: Pdf) -> Dictionary:
    """Pictures as cameras and programs pack them, and in a space of two named inks."""
    ramp = np.zeros((200, 200, 4), np.uint8)
    ramp[..., 0] = np.linspace(0, 255, 200, dtype=np.uint8)
    ramp[..., 1] = 120
    out = io.BytesIO()
    Image.fromarray(ramp, "CMYK").save(out, "JPEG", quality=95)
    two = pdf.make_stream(b"{ exch 0 exch 0 0 5 -1 roll pop 0 3 1 roll exch pop 0.3 }")
    two["/FunctionType"] = 4
    two["/Domain"], two["/Range"] = Array([0, 1] * 2), Array([0, 1] * 4)
    names = Array([Name.Cyan, Name.Black])
    space = Array([Name.DeviceN, names, Name.DeviceCMYK, two])
    pairs = np.dstack([ramp[..., 0], ramp[..., 0].T])
    jpeg = {"data": out.getvalue(), "size": (200, 200), "Filter": Name.DCTDecode}
    return Dictionary(
        XObject=Dictionary(
            A=image(pdf, **jpeg),
            B=image(pdf, **jpeg, Decode=[1, 0, 1, 0, 1, 0, 1, 0]),
            C=image(pdf, space, (200, 200), data=np.ascontiguousarray(pairs).tobytes()),
            D=image(pdf, size=(200, 200), bits=8, data=ramp.tobytes(), Mask=[0, 99] + [0, 255] * 3),
        )
    )


def lettered(pdf: Pdf) -> Dictionary:
    """Letters that are little coloured pages."""
    glyph = pdf.make_stream(
        b"1000 0 d0 0.9 0 0 0 k 0 0 700 700 re f 0 0.9 0 0 k 200 200 300 300 re f"
    )
    face = Dictionary(
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
    return Dictionary(Font=Dictionary(T=face))


def grouped(pdf: Pdf) -> Dictionary:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True)
    inner = form(pdf, "0.9 0 0 0 k 30 30 30 30 re f 0 0.9 0 0 k 45 45 30 30 re f", Group=group)
    states_ = states(
        H=Dictionary(ca=0.5), M=Dictionary(BM=Name.Multiply), O=OVER, N=Dictionary(op=False)
    )
    return Dictionary(XObject=Dictionary(X=inner), ExtGState=states_)


def spotted(pdf: Pdf) -> Dictionary:
    black = Array([Name.Separation, Name.Black, Name.DeviceCMYK, tint(pdf, (0, 0, 0, 1))])
    return Dictionary(ColorSpace=Dictionary(B=black), ExtGState=states(O=OVER))


PLATES = {
    "flat colours": ("0.9 0.2 0 0.1 k 20 30 30 30 re f 0.4 g 60 30 30 30 re f", None),
    "gradients": ("/Pattern cs /P scn 10 20 85 40 re f q 10 65 90 75 re W n /R sh Q", shaded),
    "packed images": (
        placed("A", 10, 10, 35, 35)
        + placed("B", 60, 10, 35, 35)
        + placed("C", 10, 60, 35, 35)
        + placed("D", 60, 60, 35, 35),
        packed,
    ),
    "drawn letters": ("BT /T 25 Tf 1 0 0 -1 10 55 Tm (aa) Tj ET", lettered),
    "meshes": ("/M4 sh /M5 sh /M6 sh", meshed),
    "patterns": (
        "/Pattern cs /P scn 10 20 60 40 re f /U cs 0 0.9 0.2 0 /U scn 10 70 60 40 re f",
        tiled,
    ),
    "images": (
        placed("A", 10, 10, 35, 35)
        + placed("B", 60, 10, 35, 35)
        + placed("C", 10, 60, 35, 35)
        + placed("D", 60, 60, 35, 35),
        pictured,
    ),
    "transparency": (
        "0 0 0.9 0 k 20 20 30 90 re f /X Do q /H gs 1 0 0 0 k 10 80 40 30 re f Q "
        "q /M gs 0 1 0 0.2 k 40 80 50 30 re f Q",
        grouped,
    ),
    "overprint": (
        "0.9 0.5 0 0 k 20 20 60 60 re f q /O gs 0 0 0 0.8 k 30 30 20 80 re f "
        "0 0 1 0 k 60 30 30 80 re f Q 0 0 0 0.6 k 25 60 10 10 re f",
        grouped,
    ),
    "named inks": (
        "0.9 0.5 0 0 k 20 20 60 60 re f q /O gs /B cs 0.7 scn 30 30 20 80 re f Q",
        spotted,
    ),
    "letters": (
        "0.9 0.5 0 0 k 10 20 90 60 re f "
        + over("0 0 0 1 k " + words("Lang nghe", 12, 50, 48))
        + "0 1 1 0 k "
        + words("Lang nghe", 12, 78, 48),
        typed,
    ),
}


@pytest.mark.parametrize("name", PLATES)
def test_our_plates_are_ghostscripts_plates(name: str, tmp_path: Path) -> None:
    drawn, resources = PLATES[name]
    data = sound([drawn], resources)
    ours, theirs = our_plates(data), ghostscript_plates(data, tmp_path)
    assert ours.shape == theirs.shape
    for ink in range(4):
        mine, other = ours[..., ink] / 2.55, theirs[..., ink] / 2.55
        assert mine.mean() == pytest.approx(other.mean(), abs=1.0), "CMYK"[ink]
        # A dot at an edge may differ; the squares over which ink is summed must not.
        assert np.abs(_squares(mine) - _squares(other)).max() < 3.5, "CMYK"[ink]


def _squares(plate: NDArray[np.float64], side: int = 30) -> NDArray[np.float64]:
    """The means of squares of 15 mm."""
    rows, columns = plate.shape[0] // side, plate.shape[1] // side
    blocks = plate[: rows * side, : columns * side].reshape(rows, side, columns, side)
    means: NDArray[np.float64] = blocks.mean(axis=(1, 3))
    return means


def our_plates(data: bytes) -> NDArray[np.uint8]:
    """The trim of the first page, two dots a millimetre."""
    from generator.press.preflight.inside.content import Interpreter  # noqa: PLC0415
    from generator.press.preflight.inside.pages import leaves  # noqa: PLC0415
    from generator.press.preflight.looks.plates import plates  # noqa: PLC0415

    with Pdf.open(io.BytesIO(data)) as pdf:
        pages = list(leaves(pdf))
        interpreter = Interpreter(pdf)
        sheets = [interpreter.page(leaf.page, leaf.resources, leaf.media) for leaf in pages]
        (plate,) = plates(pages, sheets, pdf)
    rows = slice(plate.index(0), plate.index(TRIM[1]))
    return plate.ink[rows, plate.index(0) : plate.index(TRIM[0])]


def ghostscript_plates(data: bytes, folder: Path) -> NDArray[np.uint8]:
    """The same from Ghostscript: four separations, drawn fine and brought down."""
    (folder / "in.pdf").write_bytes(data)
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r203.2"]
    command += [f"-sOutputFile={folder}/p.tif", str(folder / "in.pdf")]
    subprocess.run(command, check=True, capture_output=True)
    plates = []
    start = 10 * 8
    width, height = round(TRIM[0] * 8), round(TRIM[1] * 8)
    for ink in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(folder / f"p({ink}).tif") as picture:
            fine = 255.0 - np.asarray(picture, np.float64)
        cut = fine[start : start + height, start : start + width]
        blocks = cut.reshape(height // 4, 4, width // 4, 4)
        plates.append(blocks.mean(axis=(1, 3)))
    return np.stack(plates, axis=2).astype(np.uint8)


def test_the_darkest_place_is_told_even_where_nothing_is_wrong() -> None:
    verdict = preflight(content("0.5 0.5 0.5 0.5 k 20 30 30 30 re f")())
    assert verdict.ink[0] == pytest.approx(200, abs=2)
    assert BLEED == 3
    assert the(preflight(content("1 1 1 1 k 20 30 30 30 re f")()), "total-ink").page == 1
