"""Pages to impose, and ways to see where things came to lie on the sheets."""

import io
import re
import subprocess
from functools import cache

import pikepdf
from PIL import Image
from weasyprint import HTML  # type: ignore[import-untyped] # ships no types

from generator.press.setting.fonts import family_faces
from generator.press.setting.paper import PT
from tests.press.conftest import millimetres
from tests.press.sample import ROOT

Words = dict[str, list[tuple[float, float, float, float]]]
"""Where each word stands on a page: left, top, right and bottom in mm from the upper left."""
FACE = family_faces("Manrope")[0]
PROFILE = ROOT / "print" / "profiles" / "coated-fogra39.icc"


@cache
def pages(width: float, height: float, count: int, bleed: float = 0.0) -> bytes:
    """Pages with ``head1`` in the upper left corner and ``foot1`` in the lower left, in inks.

    With a bleed: in the way of press files, art up to the bleed's edge and 10 mm for marks.
    """
    around = bleed + 10 if bleed else 0.0
    sections = "".join(
        f"<section>{'<div class=art></div>' if bleed else ''}"
        f"<div style='top: {around + 8}mm'>head{n}</div>"
        f"<div style='bottom: {around + 8}mm'>foot{n}</div></section>"
        for n in range(1, count + 1)
    )
    style = f"""
      @font-face {{ font-family: face; src: url({FACE.path.as_uri()}) }}
      @page {{ size: {width + 2 * around}mm {height + 2 * around}mm; margin: 0 }}
      body {{ margin: 0; font: 14pt face; color: device-cmyk(0 0 0 1) }}
      section {{ position: relative; height: {height + 2 * around}mm; break-after: page }}
      section:last-child {{ break-after: auto }}
      div {{ position: absolute; left: {around + 8}mm }}
      .art {{ left: 10mm; top: 10mm; width: {width + 2 * bleed}mm; height: {height + 2 * bleed}mm;
              background: device-cmyk(0.3 0 0 0) }}
      section:nth-child(even) .art {{ background: device-cmyk(0 0 0.4 0) }}"""
    raw: bytes = HTML(
        string=f"<html lang=vi><title>Sổ tay</title><style>{style}</style>{sections}"
    ).write_pdf(pdf_variant="pdf/x-4" if bleed else None, pdf_tags=True)
    return _pressed(raw, bleed) if bleed else raw


def _pressed(raw: bytes, bleed: float) -> bytes:
    """The boxes, groups and the output intent of a press file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for page in pdf.pages:
            whole = millimetres(page.mediabox)
            for name, inside in (("/BleedBox", 10.0), ("/TrimBox", 10 + bleed)):
                left, bottom, right, top = (
                    round(value * PT, 4)
                    for value in (inside, inside, whole[2] - inside, whole[3] - inside)
                )
                page.obj[name] = pikepdf.Array([left, bottom, right, top])
            page.obj.Group = pikepdf.Dictionary(
                Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK
            )
            page.resources.ColorSpace = pikepdf.Dictionary()
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFX,
            OutputConditionIdentifier=pikepdf.String("FOGRA39"),
            DestOutputProfile=pdf.make_stream(PROFILE.read_bytes(), N=4),
        )
        pdf.Root.OutputIntents = pikepdf.Array([intent])
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def words(data: bytes) -> list[Words]:
    """The words of every page with their places."""
    run = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True
    )
    found: list[Words] = []
    for page in run.stdout.decode().split("<page ")[1:]:
        here: Words = {}
        for *box, word in re.findall(
            r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', page
        ):
            left, top, right, bottom = (float(value) / PT for value in box)
            here.setdefault(word, []).append((left, top, right, bottom))
        found.append(here)
    return found


def picture(data: bytes, page: int = 1, *, dots: float = 5) -> Image.Image:
    """A page as poppler shows it, with so many ``dots`` a millimetre."""
    command = ["pdftoppm", "-r", str(25.4 * dots), "-f", str(page), "-l", str(page), "-"]
    run = subprocess.run(command, input=data, capture_output=True, check=True)
    assert not run.stderr, run.stderr
    return Image.open(io.BytesIO(run.stdout))


def colour(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place in mm from the upper left, with five dots a millimetre."""
    found = image.getpixel((int(x * 5), int(y * 5)))
    assert isinstance(found, tuple)
    return found


def darkest(image: Image.Image, x: float, y: float, reach: float = 0.4) -> int:
    """The darkest dot around a place in mm."""
    box = [int(value * 5) for value in (x - reach, y - reach, x + reach, y + reach)]
    low, _ = image.convert("L").crop((box[0], box[1], box[2] + 1, box[3] + 1)).getextrema()
    assert isinstance(low, int)
    return low


def slug(sides: int, width: float = 280, height: float = 3.6) -> bytes:
    """A slug line a side, as the renderer makes it."""
    lines = "".join(f"<p>slug{n}</p>" for n in range(1, sides + 1))
    style = f"""
      @font-face {{ font-family: face; src: url({FACE.path.as_uri()}) }}
      @page {{ size: {width}mm {height}mm; margin: 0 }}
      body {{ margin: 0; font: 6.5pt face; color: device-cmyk(0 0 0 1) }}
      p {{ margin: 0; break-after: page }} p:last-child {{ break-after: auto }}"""
    made: bytes = HTML(string=f"<html><style>{style}</style>{lines}").write_pdf(
        pdf_variant="pdf/x-4"
    )
    return made
