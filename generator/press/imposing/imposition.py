"""Imposition: the pages of a file laid on the sheets that a copier or a press prints.

A stitched booklet becomes spreads that are folded into each other, a small format many copies on
one sheet. Every page is drawn once and placed as often as wanted. Lengths are in mm.
"""

import io
from typing import cast

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

from generator.documents.saving import saved
from generator.model.leaflet import Format
from generator.press.finishing import marks
from generator.press.finishing.marks import Net, points
from generator.press.imposing.scheme import (
    Side,
    Table,
    copier_table,
    net,
    press_table,
    saddle_order,
    sides,
)
from generator.press.imposing.xobjects import (
    page_form,
    placed,
    sheet_page,
    trim,
    unstructured,
)
from generator.press.setting.paper import PT, SAME, SLUG, UNPRINTABLE, imposed, n_up_grid

__all__ = [
    "imposed",
    "n_up_grid",
    "office_sheets",
    "press_sheets",
    "saddle_order",
    "sides",
    "slug_room",
]

SLUG_LEFT, SLUG_DOWN = 8.0, 6.2
"""Where the slug line begins: so far from the trim's left edge, so far below the bleed."""
MOST_CREEP = 1.0
"""Mm a sheet: more than the heaviest board that can be stitched pushes out."""


def office_sheets(data: bytes, form: Format) -> bytes:
    """The pages of an office file on the sheets of a copier, to be printed on both sides.

    ``data``: pages of the format's own size, white at their edges. Spreads are turned over the
    short edge of a paper that lies, copies over the long edge; the file tells the printer so.
    Spreads that are larger than the paper shrink. A format that is not imposed comes back as it
    is. Raises ``ValueError`` for pages of another size or a number that cannot be stitched.
    """
    if imposed(form) == "none":
        return data
    table = copier_table(form)
    flat = net(form)
    if imposed(form) == "saddle":  # a spread is folded at the spine, not cut
        flat = marks.Net(flat.xs, flat.ys)
    cuts = marks.content(marks.copier_marks(table.moved(flat), table.size, UNPRINTABLE))
    with Pdf.open(io.BytesIO(data)) as pdf:
        laid = sides(form, len(pdf.pages))
        forms = _forms(pdf, form, 0)
        for side in laid:
            _lay(pdf, table, side, forms, cuts, None)
        del pdf.pages[: len(forms)]
        unstructured(pdf, (stream for stream, _ in forms))
        pdf.Root.ViewerPreferences = _printing(table, laid)
        return saved(pdf)


def press_sheets(data: bytes, form: Format, slug: bytes | None = None, creep: float = 0.0) -> bytes:
    """The pages of a finished press file on a printer's sheets, with marks.

    ``slug``: a PDF with one page for each of ``sides``, no larger than ``slug_room``, set in black;
    it stands at the foot, outside the bleed. ``creep``: see ``sides``; 0 to 1 mm. A format that is
    not imposed comes back as it is. Raises ``ValueError`` for pages of another size, a number that
    cannot be stitched, a slug that does not fit, a creep out of bounds.
    """
    if imposed(form) == "none":
        return data
    if not 0 <= creep <= MOST_CREEP:
        raise ValueError(f"creep is 0 to {MOST_CREEP} mm a sheet, not {creep}")
    table, gutter = press_table(form), 2 * form.bleed
    with Pdf.open(io.BytesIO(data)) as pdf:
        laid = sides(form, len(pdf.pages), gutter, creep)
        forms = _forms(pdf, form, form.bleed)
        lines = _slug_lines(pdf, slug, form, len(laid))
        for side, line in zip(laid, lines, strict=True):
            beside = _press_marks(form, table.moved(net(form, gutter, side.face)))
            page = _lay(pdf, table, side, forms, beside, line)
            _boxes(page, table)
        del pdf.pages[: len(forms)]
        unstructured(pdf, (stream for stream, _ in forms))
        return saved(pdf)


def slug_room(form: Format) -> tuple[float, float]:
    """Width and height that a slug line may have on a press sheet: below the marks, on the page."""
    return net(form, 2 * form.bleed).xs[-1] - 2 * SLUG_LEFT, SLUG - SLUG_DOWN


_Drawn = tuple[Stream, tuple[float, float, float, float]]
"""A page as a form, and where its trim is in the form."""


def _forms(pdf: Pdf, form: Format, bleed: float) -> list[_Drawn]:
    """Every page as one form that shows its trim and bleed."""
    found = []
    for number, page in enumerate(pdf.pages, 1):
        box = trim(page)
        width, height = box[2] - box[0], box[3] - box[1]
        if abs(width - form.width) > SAME or abs(height - form.height) > SAME:
            wanted = f"{form.width:g} x {form.height:g} mm"
            raise ValueError(f"page {number} is {width:.1f} x {height:.1f} mm, not {wanted}")
        shown = (box[0] - bleed, box[1] - bleed, box[2] + bleed, box[3] + bleed)
        found.append((page_form(pdf, page, shown), box))
    return found


def _lay(
    pdf: Pdf, table: Table, side: Side, pages: list[_Drawn], beside: bytes, line: Stream | None
) -> Page:
    """A new page of ``pdf`` with what lies on a side, marks ``beside`` it and the slug ``line``."""
    used = {f"/Page{copy.page}": pages[copy.page - 1][0] for copy in side.copies}
    drawn = [
        operator
        for copy in side.copies
        for operator in placed(
            f"/Page{copy.page}", table.matrix(copy, pages[copy.page - 1][1]), table.window(copy)
        )
    ]
    if line is not None:
        used["/Slug"] = line
        x, y = table.left + SLUG_LEFT, table.bottom - table.bleed - SLUG_DOWN
        drawn.append(f"q 1 0 0 1 {points(x, y)} cm /Slug Do Q")
    page = sheet_page(pdf, table.size, used)
    page.obj.Contents = pdf.make_stream("\n".join(drawn).encode("ascii") + b"\n" + beside)
    return page


def _press_marks(form: Format, flat: Net) -> bytes:
    inks = marks.BLACK if form.plates == "black" else marks.REGISTRATION
    return marks.content(
        marks.press_marks(flat, form.bleed, inks),
        marks.registration_targets(flat, form.bleed, inks),
    )


def _boxes(page: Page, table: Table) -> None:
    """The trim box is the net with its gutters, the bleed box goes around it."""
    (width, height), left, bottom = table.size, table.left, table.bottom
    page.obj.CropBox = page.obj.MediaBox
    for name, out in (("/TrimBox", 0.0), ("/BleedBox", table.bleed)):
        corners = (left - out, bottom - out, width - left + out, height - bottom + out)
        page.obj[name] = Array([round(value * PT, 4) for value in corners])


def _slug_lines(pdf: Pdf, slug: bytes | None, form: Format, wanted: int) -> list[Stream | None]:
    """The slug's pages as forms that hang from their upper left corner."""
    if slug is None:
        return [None] * wanted
    room = slug_room(form)
    lines: list[Stream | None] = []
    with Pdf.open(io.BytesIO(slug)) as other:
        if len(other.pages) != wanted:
            raise ValueError(f"the slug has {len(other.pages)} pages for {wanted} sides")
        for page in other.pages:
            left, bottom, right, top = box = trim(page)
            if right - left > room[0] + SAME or top - bottom > room[1] + SAME:
                raise ValueError(f"the slug is larger than {room[0]:g} x {room[1]:g} mm")
            line = page_form(other, page, box)
            line.Matrix = Array([1, 0, 0, 1, round(-left * PT, 4), round(-top * PT, 4)])
            _only_used(line)
            lines.append(cast("Stream", pdf.copy_foreign(line)))
    return lines


def _only_used(line: Stream) -> None:
    """A renderer offers RGB groups and colour spaces to every page; black text uses none."""
    if "/Group" in line:
        del line["/Group"]
    drawn = line.read_bytes()
    spaces = line.Resources.get("/ColorSpace", Dictionary())
    used = {name: space for name, space in dict(spaces).items() if name.encode() in drawn}
    line.Resources = Dictionary(dict(line.Resources) | {"/ColorSpace": Dictionary(used)})


def _printing(table: Table, laid: tuple[Side, ...]) -> Dictionary:
    """What a print dialogue starts with: both sides, nothing shrunk (ISO 32000-1, table 150)."""
    edge = "Short" if table.size[0] > table.size[1] else "Long"
    two = any(side.face == "back" for side in laid)
    return Dictionary(
        DisplayDocTitle=True,
        PrintScaling=Name("/None"),
        Duplex=Name(f"/DuplexFlip{edge}Edge" if two else "/Simplex"),
    )
