"""Printed pages as small pictures, with the trim and the folds where they lie on them."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped] # ships no types
from PIL import Image

from generator.press.papers.job import PrintedFile, PrintJob
from generator.press.setting.paper import PT

DOTS, MANY_DOTS = 620, 400
"""Pixels across the longer side of a picture, and where a file has many pages."""
FEW_PAGES = 4
_SHOWN = ("press", "screen", "office")
MOST_PAGES = 200
"""More pages of one file are not shown: a proof is looked at by a person."""
QUALITY = 80


@dataclass(frozen=True)
class PagePicture:
    """A page as a JPEG picture, cut at its bleed. Lengths are in mm.

    ``left``, ``top``, ``right``, ``bottom``: how far inside the picture the trim lies.
    ``folds``: where folds cross the page, from the picture's left edge.
    """

    name: str
    language: str
    number: int
    data: bytes
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    folds: tuple[float, ...]


def page_pictures(job: PrintJob) -> tuple[PagePicture, ...]:
    """Every page of the leaflet for all units, language by language."""
    return tuple(
        picture
        for language in job.languages
        if (file := _shown(job, language))
        for picture in _pictures(job, file)
    )


def _shown(job: PrintJob, language: str) -> PrintedFile | None:
    """The file for the press where it is there, so that the sheet is seen with its bleed.

    A file for the office comes last: its pages may be laid out on sheets.
    """
    own = [
        file
        for file in job.files
        if file.data and file.printed.language == language and file.printed.unit is None
    ]
    found = [file for kind in _SHOWN for file in own if file.printed.kind == kind]
    return found[0] if found else None


def _pictures(job: PrintJob, file: PrintedFile) -> Iterator[PagePicture]:
    with pypdfium2.PdfDocument(file.data) as pdf:
        dots = DOTS if len(pdf) <= FEW_PAGES else MANY_DOTS
        for number in range(1, min(len(pdf), MOST_PAGES) + 1):
            yield _picture(job, file, pdf[number - 1], number, dots)


def _picture(
    job: PrintJob, file: PrintedFile, page: pypdfium2.PdfPage, number: int, dots: int
) -> PagePicture:
    whole, cut, trim = page.get_mediabox(), page.get_bleedbox(), page.get_trimbox()
    width, height = cut[2] - cut[0], cut[3] - cut[1]
    around = tuple(abs(outer - inner) for outer, inner in zip(whole, cut, strict=True))
    image = page.render(scale=dots / max(width, height), crop=around).to_pil().convert("RGB")
    left, bottom, right, top = (abs(b - a) / PT for a, b in zip(cut, trim, strict=True))
    language = file.printed.language
    return PagePicture(
        name=f"{language}-{number}",
        language=language,
        number=number,
        data=_jpeg(image),
        width=width / PT,
        height=height / PT,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        folds=tuple(left + fold for fold in _folds(job, file, number)),
    )


def _folds(job: PrintJob, file: PrintedFile, number: int) -> tuple[float, ...]:
    """Where the sheet is folded, seen from an odd or an even side; other kinds may differ."""
    if file.printed.kind != "press":
        return ()
    if number % 2:
        return job.form.folds
    return tuple(sorted(job.form.width - fold for fold in job.form.folds))


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
