"""An independent look at press files: Ghostscript separates the inks as a platesetter would."""

import re
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.press.conftest import every_stream

DPI = 200
MM = DPI / 25.4
SMALL = 12.0
"""Points: black type under this size stands on the black plate alone."""
MOST_INK = 300.0
Plates = dict[str, NDArray[np.float32]]


def _plates(pdf: Path, folder: Path) -> list[Plates]:
    """By page, the ink of each plate from 0 to 1, marks outside the bleed cut away."""
    command = [
        "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffsep", f"-r{DPI}",
        "-dSimulateOverprint=true", f"-sOutputFile={folder}/p%02d.tif", str(pdf),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    pages = []
    for combined in sorted(folder.glob("p??.tif")):
        plates = {}
        for ink in ("Cyan", "Magenta", "Yellow", "Black"):
            with Image.open(f"{combined!s}({ink}).tif".replace(".tif(", "(")) as plate:
                plates[ink] = 1 - np.asarray(plate.convert("L"), np.float32) / 255
        pages.append(plates)
    return pages


def _words(pdf: Path, page: int) -> list[tuple[float, float, float, float]]:
    """The boxes of a page's words in points from above."""
    run = subprocess.run(
        ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), pdf, "-"],
        capture_output=True, check=True,
    )  # fmt: skip
    found = re.findall(
        r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)"', run.stdout.decode("utf-8")
    )
    return [tuple(map(float, each)) for each in found]  # type: ignore[misc] # four of them


def _look(pdf: Path, folder: Path) -> None:
    """Hold one press file against what its plates show."""
    with pikepdf.open(pdf) as opened:
        trims = [[float(value) / 72 * DPI for value in page.trimbox] for page in opened.pages]
        heights = [float(page.mediabox[3]) / 72 * DPI for page in opened.pages]
    small = 0
    for number, plates in enumerate(_plates(pdf, folder)):
        left, low, right, high = trims[number]
        height = heights[number]
        inside = (
            slice(round(height - high), round(height - low)),
            slice(round(left), round(right)),
        )
        ink = sum(plate[inside] for plate in plates.values()) * 100
        assert float(np.max(ink)) <= MOST_INK + 2, (pdf, number)
        for x1, y1, x2, y2 in _words(pdf, number + 1):
            if y2 - y1 > SMALL * 1.35:  # the height of a line of 12 points
                continue
            box = (slice(int(y1 / 72 * DPI), int(y2 / 72 * DPI) + 1),
                   slice(int(x1 / 72 * DPI), int(x2 / 72 * DPI) + 1))  # fmt: skip
            black = plates["Black"][box]
            letters, ground = black > 0.9, black < 0.1
            if letters.sum() < 8 or ground.sum() < 8:
                continue  # reversed, or in a colour
            small += 1
            for ink_name in ("Cyan", "Magenta", "Yellow"):
                plate = plates[ink_name][box]
                trace = abs(float(plate[letters].mean()) - float(plate[ground].mean()))
                assert trace < 0.04, (pdf, number, ink_name, (x1, y1, x2, y2), trace)
    assert small > 3, pdf


def _no_rgb(pdf: Path) -> None:
    with pikepdf.open(pdf) as opened:

        def visit(stream: pikepdf.Object | pikepdf.Page) -> None:
            for instruction in pikepdf.parse_content_stream(stream):
                assert str(instruction.operator) not in {"rg", "RG"}, pdf
                if str(instruction.operator) in {"cs", "CS"}:
                    assert str(instruction.operands[0]) in {
                        "/DeviceCMYK", "/DeviceGray", "/Pattern"
                    }, pdf  # fmt: skip

        for page in opened.pages:
            every_stream(page, visit)
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                assert thing.ColorSpace in ("/DeviceCMYK", "/DeviceGray"), pdf


def test_small_black_type_stands_on_the_black_plate_alone(
    files: dict[tuple[str, str, str], Path], tmp_path: Path
) -> None:
    _look(files["to-gap", "vi", "press"], tmp_path)


def test_no_shipped_press_file_holds_a_colour_that_is_no_ink(built: Path) -> None:
    paths = [*built.glob("print/*/*/*/*/press.pdf"), *built.glob("print/*/*/*/*/imposed.pdf")]
    assert len(paths) > 20
    for path in paths:
        _no_rgb(path)
        run = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
        assert run.returncode == 0, (path, run.stdout + run.stderr)


@pytest.mark.slow
def test_every_shipped_press_file_separates_as_it_should(built: Path, tmp_path: Path) -> None:
    for number, path in enumerate(sorted(built.glob("print/*/*/vi/*/press.pdf"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        _look(path, folder)
        for plate in folder.iterdir():
            plate.unlink()
