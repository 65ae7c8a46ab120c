"""The press kind: inks only, boxes and marks where a printer needs them, nothing else."""

import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.press.conftest import every_stream, millimetres

Files = dict[tuple[str, str, str], Path]
SHEETS = {"to-gap": (297.0, 210.0), "ap-phich": (297.0, 420.0)}
INKS = {"k", "K"}
NOT_INKS = {"rg", "RG", "g", "G", "sh", "BI"}


@pytest.fixture(params=["to-gap", "ap-phich"])
def leaflet(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_boxes_are_right_to_a_tenth_of_a_millimetre(files: Files, leaflet: str) -> None:
    with pikepdf.open(files[leaflet, "vi", "press"]) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = millimetres(page.trimbox)
            assert (right - left, top - bottom) == pytest.approx(SHEETS[leaflet], abs=0.1)
            assert millimetres(page.obj.BleedBox) == pytest.approx(
                [left - 3, bottom - 3, right + 3, top + 3], abs=0.1
            )
            media = millimetres(page.mediabox)
            assert media[0] <= left - 3 - 6 and media[3] >= top + 3 + 6  # noqa: PT018 - one room
            assert page.obj.CropBox == page.obj.MediaBox
            assert "/Annots" not in page.obj
            assert "/Rotate" not in page.obj


def test_every_colour_is_given_in_inks(files: Files, leaflet: str) -> None:
    used: set[str] = set()

    def look(stream: object) -> None:
        for instruction in pikepdf.parse_content_stream(stream):  # type: ignore[arg-type] # both
            operator = str(instruction.operator)
            used.add(operator)
            assert operator not in NOT_INKS, operator
            if operator in ("cs", "CS"):
                assert str(instruction.operands[0]) in ("/DeviceCMYK", "/Pattern")

    with pikepdf.open(files[leaflet, "vi", "press"]) as pdf:
        for page in pdf.pages:
            every_stream(page, look)
        spaces = {str(o) for o in pdf.objects if isinstance(o, pikepdf.Name)}
        assert not spaces & {"/DeviceRGB", "/CalRGB", "/Separation", "/DeviceN"}
        assert not [o for o in pdf.objects if _subtype(o) == "/Image"]


def _subtype(thing: object) -> object:
    return thing.get("/Subtype") if isinstance(thing, pikepdf.Stream) else None


def test_running_text_is_black_ink_alone_and_prints_over_its_ground(files: Files) -> None:
    path = files["to-gap", "vi", "press"]
    with pikepdf.open(path) as pdf:
        stream = pikepdf.parse_content_stream(pdf.pages[0])
        states = [str(each.operands[0]) for each in stream if str(each.operator) == "gs"]
        assert "/Over10" in states
        over = pdf.pages[0].resources.ExtGState["/Over10"]
        assert over.op
        assert over.OPM == 1


def test_the_printing_condition_travels_with_the_file(files: Files, leaflet: str) -> None:
    with pikepdf.open(files[leaflet, "vi", "press"]) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        profile = intent.DestOutputProfile.read_bytes()
        assert profile[16:20] == b"CMYK"
        assert profile[12:16] == b"prtr"
        assert b"PDF/X-4" in pdf.Root.Metadata.read_bytes()


def test_marks_stand_outside_the_bleed_at_every_corner_and_fold(
    files: Files, tmp_path: Path
) -> None:
    path = files["to-gap", "vi", "press"]
    subprocess.run(["pdftoppm", "-r", "254", "-gray", path, tmp_path / "p"], check=True)
    for side, folds in ((1, (97, 197)), (2, (100, 200))):
        page = _Picture(tmp_path / f"p-{side}.pgm")
        sheet = 13  # bleed and slug
        for x in (0, 297):  # trim marks, 1 to 6 mm outside the bleed
            assert page.darkest(sheet + x, 13 - 3 - 3) < 128
            assert page.darkest(sheet + x, 13 + 210 + 3 + 3) < 128
        for y in (0, 210):
            assert page.darkest(13 - 3 - 3, sheet + y) < 128
            assert page.darkest(13 + 297 + 3 + 3, sheet + y) < 128
        for x in folds:
            assert page.darkest(sheet + x, 13 - 3 - 3, reach=8) < 200
        assert page.darkest(sheet + 50, 13 - 3 - 3) == 255  # nothing elsewhere


class _Picture:
    """A grey picture of a page with ten dots a millimetre."""

    def __init__(self, path: Path) -> None:
        raw = path.read_bytes()
        _, size, _, self.dots = raw.split(b"\n", 3)
        self.width = int(size.split()[0])

    def darkest(self, x: float, y: float, reach: int = 3) -> int:
        """The darkest dot around a point given in millimetres from the upper left corner."""
        column, row = round(x * 10), round(y * 10)
        return min(
            self.dots[(row + down) * self.width + column + right]
            for down in range(-reach, reach + 1)
            for right in range(-reach, reach + 1)
        )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_words_stay_five_millimetres_clear_of_trim_and_folds(
    files: Files, leaflet: str, language: str
) -> None:
    width, height = SHEETS[leaflet]
    folds = {"to-gap": ((97, 197), (100, 200)), "ap-phich": ((),)}[leaflet]
    for number, cuts in enumerate(folds, 1):
        command = ["pdftotext", "-bbox", "-f", str(number), "-l", str(number)]
        run = subprocess.run(
            [*command, files[leaflet, language, "press"], "-"], capture_output=True, check=True
        )
        boxes = re.findall(
            r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)"', run.stdout.decode()
        )
        assert boxes
        for left, top, right, bottom in ([float(n) / 72 * 25.4 - 13 for n in b] for b in boxes):
            if top > height + 3:  # the slug line, below the bleed
                continue
            assert left > 4.9
            assert right < width - 4.9
            assert bottom < height - 4.9
            assert not any(left - 4.9 < cut < right + 4.9 for cut in cuts)


def test_art_reaches_the_edge_of_the_bleed(files: Files, tmp_path: Path, leaflet: str) -> None:
    path = files[leaflet, "vi", "press"]
    subprocess.run(["pdftoppm", "-r", "254", "-gray", "-l", "1", path, tmp_path / "p"], check=True)
    page = _Picture(next(tmp_path.glob("p*.pgm")))
    width, _ = SHEETS[leaflet]
    for x in (10.3, 10 + width + 5.7):  # 0.3 mm inside the bleed's edge
        assert page.darkest(x, 14, reach=1) < 250
    assert page.darkest(10 + width / 2, 10.3, reach=1) < 250
