"""Pages as form XObjects: drawn once into a file, placed as often as wanted (ISO 32000-1, 8.10)."""

from collections.abc import Iterable, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from generator.press.finishing.marks import points
from generator.press.imposing.scheme import Box, Matrix
from generator.press.setting.paper import PT

_KEPT = {
    "/Type",
    "/Pages",
    "/Version",
    "/Metadata",
    "/OutputIntents",
    "/Lang",
    "/ViewerPreferences",
}
"""What of a document still holds when its pages lie on sheets: not outlines, names, structure."""
MAX_DEPTH = 12
"""Forms within forms; a file of ours has two."""


def trim(page: pikepdf.Page) -> Box:
    """Where the page is cut."""
    left, bottom, right, top = (float(value) / PT for value in page.trimbox)
    return left, bottom, right, top


def page_form(pdf: Pdf, page: pikepdf.Page, shown: Box) -> Stream:
    """A page of ``pdf`` as one form. What lies outside of ``shown`` does not print.

    Fonts, pictures and graphics states come along in its resources, the page's transparency group
    as the form's own.
    """
    if "/Contents" not in page.obj:  # an empty page
        page.obj.Contents = pdf.make_stream(b"")
    if not isinstance(page.obj.Contents, Stream):
        page.contents_coalesce()
    drawn = page.obj.Contents
    form = Stream(pdf, drawn.read_raw_bytes())  # as packed as it is: unpacking costs time
    for key in ("/Filter", "/DecodeParms"):
        if key in drawn:
            form[key] = drawn[key]
    form.Type, form.Subtype, form.FormType = Name.XObject, Name.Form, 1
    form.BBox = Array([round(value * PT, 4) for value in shown])
    form.Resources = page.resources
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form


def placed(name: str, matrix: Matrix, window: Box) -> Iterator[str]:
    """The operators that paint a form through a ``window`` in the page."""
    left, bottom, right, top = window
    yield f"q {points(left, bottom, right - left, top - bottom)} re W n"
    yield " ".join(f"{round(part, 5) + 0.0:.5f}" for part in matrix) + f" cm {name} Do Q"


def sheet_page(pdf: Pdf, size: tuple[float, float], forms: Mapping[str, Stream]) -> pikepdf.Page:
    """A new last page of ``pdf``, empty, that may paint the ``forms``; ``size`` in mm."""
    page = pdf.add_blank_page(page_size=(size[0] * PT, size[1] * PT))
    page.obj.MediaBox = Array([0, 0, *(round(length * PT, 4) for length in size)])
    page.obj.Resources = Dictionary(XObject=Dictionary(dict(forms)))
    groups = [form.Group for form in forms.values() if "/Group" in form]
    if groups:  # forms that are not isolated are blended in the colours of the page's group
        page.obj.Group = groups[0]
    return page


def unstructured(pdf: Pdf, forms: Iterable[Stream]) -> None:
    """Drop what said how the pages are read and found: it names pages that are no more."""
    for key in set(pdf.Root.keys()) - _KEPT:
        del pdf.Root[key]
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[pikepdf.Object, int]] = [(form, 0) for form in forms]
    while waiting:
        form, depth = waiting.pop()
        for key in ("/StructParents", "/StructParent"):
            if key in form:
                del form[key]
        inner = form.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        for each in dict(inner).values():
            if each.objgen not in seen and depth < MAX_DEPTH:
                seen.add(each.objgen)
                waiting.append((each, depth + 1))
