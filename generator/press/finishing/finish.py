"""The last hand on a PDF: boxes, marks, printing condition, dates; the same bytes every time."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from generator.documents.archive import make_archival
from generator.documents.saving import plain_spaces, sealed
from generator.documents.structure import mend_structure
from generator.model.leaflet import Format
from generator.press.finishing import marks
from generator.press.finishing.images import fit_images, images_in_inks
from generator.press.finishing.overprint import overprint_black
from generator.press.setting.condition import Condition
from generator.press.setting.pages import SheetPage
from generator.press.setting.paper import PT
from generator.press.setting.photos import PPI


def finish(raw: bytes, identity: str) -> bytes:
    """A file for office or screen with a fixed identity instead of a random one."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        fit_images(pdf, PPI["light"])
        return _saved(pdf, identity)


def finish_screen(raw: bytes, identity: str) -> bytes:
    """A file for the screen: PDF/UA-1 as it was rendered, and PDF/A-2a beside."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        mend_structure(pdf)
        fit_images(pdf, PPI["light"])
        make_archival(pdf)
        return _saved(pdf, identity)


def finish_slots(raw: bytes, kind: str) -> bytes:
    """Pages that will be laid into files of ``kind``, as those files' own pages are finished."""
    with Pdf.open(io.BytesIO(raw)) as pdf:
        if kind == "press":
            overprint_black(pdf)
            _blend_in_inks(pdf)
        if kind == "screen":
            mend_structure(pdf)
            make_archival(pdf)
        return _saved(pdf, kind)


def finish_press(
    raw: bytes, identity: str, pages: tuple[SheetPage, ...], form: Format, condition: Condition
) -> bytes:
    """A press file: boxes, trim and fold marks, output intent, black that overprints.

    ``pages`` say where the sheet lies on each page of ``raw``.
    """
    with Pdf.open(io.BytesIO(raw)) as pdf:
        for page, sheet in zip(pdf.pages, pages, strict=True):
            _boxes(page, sheet, form.bleed)
            inks = marks.BLACK if form.plates == "black" else marks.REGISTRATION
            drawn = marks.content(marks.press_marks(marks.Net.of(sheet), form.bleed, inks))
            page.contents_add(b"/Artifact BMC " + drawn + b" EMC")
        overprint_black(pdf)
        fit_images(pdf, PPI["inks"])
        images_in_inks(pdf, condition.profile)
        _blend_in_inks(pdf)
        _drop_unused_spaces(pdf)
        _output_intent(pdf, condition)
        pdf.docinfo["/Trapped"] = Name("/False")  # the renderer writes a text
        return _saved(pdf, identity)


def _points(*millimetres: float) -> Array:
    return Array([round(value * PT, 4) for value in millimetres])


def _boxes(page: pikepdf.Page, sheet: SheetPage, bleed: float) -> None:
    left, bottom = sheet.left, sheet.top
    right, top = left + sheet.width, bottom + sheet.height
    whole = _points(0, 0, sheet.page_width, sheet.page_height)
    page.obj.MediaBox = page.obj.CropBox = whole
    page.obj.TrimBox = _points(left, bottom, right, top)
    page.obj.BleedBox = _points(left - bleed, bottom - bleed, right + bleed, top + bleed)
    if "/ArtBox" in page.obj:
        del page.obj["/ArtBox"]
    if "/Annots" in page.obj:  # PDF/X-4, ISO 15930-7, 6.17: no annotation inside the bleed box
        del page.obj["/Annots"]


def _blend_in_inks(pdf: Pdf) -> None:
    """Transparency is blended in the press's own inks, on pages and in groups alike.

    ISO 15930-7, 6.14: a page that has transparency says in which colours it is blended. The
    renderer's groups name RGB whatever they hold.
    """
    inks = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
    for thing in pdf.objects:
        if isinstance(thing, Stream) and "/Group" in thing:
            thing.Group.CS = Name.DeviceCMYK
    for page in pdf.pages:
        page.obj.Group = inks


def _drop_unused_spaces(pdf: Pdf) -> None:
    """The renderer offers Lab to every page; a press file must not even offer it."""
    for page in pdf.pages:
        page.contents_coalesce()
    drawn = [page.obj.Contents for page in pdf.pages]
    drawn += [thing for thing in pdf.objects if isinstance(thing, Stream) and "/BBox" in thing]
    used = b" ".join(stream.read_bytes() for stream in drawn)
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/lab-d50" in thing:
            for name in [str(name) for name in thing.keys()]:  # noqa: SIM118 - an object of PDF
                if name.encode() not in used:
                    del thing[name]


def _output_intent(pdf: Pdf, condition: Condition) -> None:
    profile = pdf.make_stream(condition.profile)
    profile.N = 4
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=String(condition.name),
                RegistryName=String(condition.registry),
                Info=String(condition.info),
                DestOutputProfile=profile,
            )
        ]
    )


def _saved(pdf: Pdf, identity: str) -> bytes:
    plain_spaces(pdf)
    return sealed(pdf, identity)
