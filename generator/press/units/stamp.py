"""A unit's own slot, laid into a leaflet that was set once: content, fonts, links and structure.

A leaflet's base has a free place. Each unit's slot is set on a page of its own; here that page
becomes a form (ISO 32000-1, 8.10) in the free place. Fonts are the base's own, so that each stays
embedded once; the slot's part of the structure tree goes where the base has an empty section.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from generator.documents.saving import sealed

_NAMED = re.compile(rb"/([^\s/<>\[\]()%]+)\s+(?:Do|gs|scn|SCN|cs|CS|sh|[\d.]+\s+Tf)\b")
"""The resources that content asks for by name."""
_CODE = re.compile(rb"(/Figure\s*<<[^>]*>>\s*BDC.*?)(Q\s+Q\s+Q\s+EMC)", re.DOTALL)
"""The place that a slot keeps for its code: the only picture in it."""
_OF_STREAMS = {"/Length", "/Filter", "/DecodeParms", "/Resources", "/StructParents"}
"""Entries of a stream that a copy of it has anew."""


_OF_ELEMENTS = {"/Type", "/S", "/A", "/Alt", "/Lang", "/ActualText"}
"""Entries of a structure element that a copy of it keeps."""


@dataclass(frozen=True)
class Spot:
    """Where slots are laid, in points: on which page, from 0, and where there a slot's own page
    has its lower left corner; ``box`` is how much of that page is seen, from left to top."""

    page: int
    x: float
    y: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Slot:
    """One unit's slot: a page of ``Slots``, and what of it is another.

    ``code``: the content of its QR code, whose place the page keeps: the renderer would take longer
    for the code than for all the rest. ``content``: that of the page where it is ``None``.
    ``address``: what the code says, in place of ``instead_of``.
    """

    number: int
    code: bytes
    content: bytes | None = None
    address: str = ""
    instead_of: str = ""

    def said(self, words: str) -> str:
        """What is said of the slot, with its own address in it."""
        return words.replace(self.instead_of, self.address) if self.instead_of else words


class StampError(ValueError):
    """A slot with letters that its base does not hold: it has to be set as a whole."""


class Base:
    """A leaflet with a free slot, finished, and the specimen that brought all letters into it.

    ``data`` has the leaflet's pages, then one with the specimen, which is taken off here.
    ``letters``: by the name of each font in a content stream, what its glyphs stand for.
    ``place``: which object of ``data`` is the empty section of the structure.
    """

    def __init__(self, data: bytes, spot: Spot, title: str) -> None:
        self.spot = spot
        self.title = title
        with Pdf.open(io.BytesIO(data)) as pdf:
            _take_off_last_page(pdf)
            page = pdf.pages[spot.page]  # the renderer turns the page's axes round and leaves them
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q")
            page.contents_coalesce()
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
            self.letters = {font_name(name): letters_of(font) for name, font in _fonts(pdf).items()}
        self.data = out.getvalue()
        with Pdf.open(io.BytesIO(self.data)) as pdf:
            self.place: tuple[int, int] = _empty_section(pdf).objgen


class Slots:
    """The pages of slots that were set together, with their parts of the structure."""

    def __init__(self, data: bytes) -> None:
        self.pdf = Pdf.open(io.BytesIO(data))
        self._sections = {
            section.Pg.objgen: section
            for section in _elements(self.pdf.Root.StructTreeRoot)
            if Name.Sect == section.S
        }
        self.fonts = _fonts(self.pdf)
        self._checked: Base | None = None

    def check(self, base: Base) -> None:
        """Raise ``StampError`` when a base lacks a letter of these pages; once is enough."""
        if self._checked is base:
            return
        for name, font in self.fonts.items():
            held = base.letters.get(font_name(name), {})
            if letters_of(font).items() - held.items():
                raise StampError(name)
        self._checked = base

    def section(self, page: pikepdf.Page) -> Any:
        """The section of the structure that a slot's page is."""
        return self._sections[page.obj.objgen]

    def close(self) -> None:
        """Let go of the file."""
        self.pdf.close()


def stamp(base: Base, slots: Slots, slot: Slot, title: str, identity: str) -> bytes:
    """The base with a slot in its place, called ``title``.

    ``identity`` tells the file from every other. Raises ``StampError`` when the
    base lacks a letter of the slot.
    """
    with Pdf.open(io.BytesIO(base.data)) as pdf:
        fonts = _fonts(pdf)
        slots.check(base)
        _Stamping(pdf, slots, slot, fonts).at(base.spot, base.place)
        _retitle(pdf, base.title, title)
        return sealed(pdf, identity)


class _Stamping:
    """One slot on its way into one file."""

    def __init__(self, pdf: Pdf, slots: Slots, slot: Slot, fonts: Mapping[str, Any]) -> None:
        self.pdf = pdf
        self.slots = slots.pdf
        self.slot = slot
        self.source: Any = slots.pdf.pages[slot.number]
        self.section = slots.section(self.source)
        self.fonts = fonts
        self.tree: Any = pdf.Root.StructTreeRoot
        self.parents = {int(n): thing for n, thing in _pairs(self.tree.ParentTree.Nums)}
        self.links: dict[Any, Any] = {}

    def at(self, spot: Spot, place: tuple[int, int]) -> None:
        """Lay the slot on its spot, and its structure into the section that is object ``place``."""
        self.spot, self.place = spot, place
        page = self.pdf.pages[spot.page]
        self.page = page.obj
        self.form = self._form()
        name = Name("/Slot")
        _entry(page.resources, "/XObject", Dictionary())[name] = self.form
        page.contents_add(f"q 1 0 0 1 {spot.x:.4f} {spot.y:.4f} cm {name} Do Q".encode())
        self._copy_links(spot)
        self._graft()
        numbers = [part for n in sorted(self.parents) for part in (n, self.parents[n])]
        self.tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))

    def _form(self) -> Any:
        content = self.slot.content or content_of(self.source)
        content = _CODE.sub(rb"\g<1>/Code Do \g<2>", content, count=1)
        form = self.pdf.make_stream(content)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([round(value, 4) for value in self.spot.box])
        form.Resources = self._resources(self.source.resources, content)
        code = self.pdf.make_stream(self.slot.code, Type=Name.XObject, Subtype=Name.Form)
        code.BBox = Array([0, 0, 1, 1])
        _entry(form.Resources, "/XObject", Dictionary())[Name("/Code")] = code
        form.StructParents = self._next()
        return form

    def _resources(self, own: Any, content: bytes) -> Dictionary:
        """What content names, and no more: the renderer shares resources between all pages."""
        asked = {b"/" + name for name in _NAMED.findall(content)}
        found = Dictionary()
        for kind, things in sorted(own.items()):  # a file's objects stand in the order of copying
            if not isinstance(things, Dictionary):
                continue
            copies = {
                name: self._copied(kind, thing)
                for name, thing in sorted(things.items())
                if name.encode() in asked
            }
            if copies:
                found[kind] = Dictionary(copies)
        return found

    def _copied(self, kind: str, thing: Any) -> Any:
        """A resource in the new file; a font is the base's own."""
        if kind == "/Font":
            return self.fonts[str(thing.BaseFont)]
        if isinstance(thing, Stream) and "/Resources" in thing:  # a form or a pattern
            content = thing.read_bytes()
            parts = {str(k): v for k, v in thing.stream_dict.items() if k not in _OF_STREAMS}
            copy = self.pdf.make_stream(content, _plain(Dictionary(parts)))
            copy.Resources = self._resources(thing.Resources, content)
            return copy
        own = thing if getattr(thing, "is_indirect", True) else self.slots.make_indirect(thing)
        return self.pdf.copy_foreign(own) if isinstance(own, Object) else own

    def _next(self) -> int:
        number = max(self.parents, default=-1) + 1
        self.parents[number] = None
        return number

    def _copy_links(self, spot: Spot) -> None:
        for link in self.source.obj.get("/Annots", Array()):
            parts = {str(key): link[str(key)] for key in link if key not in {"/StructParent", "/P"}}
            copy = self.pdf.make_indirect(_plain(Dictionary(parts)))
            x1, y1, x2, y2 = (float(value) for value in link.Rect)
            copy.Rect = Array([x1 + spot.x, y1 + spot.y, x2 + spot.x, y2 + spot.y])
            copy.Contents = String(self.slot.said(str(copy.get("/Contents", ""))))
            if "/A" in copy and "/URI" in copy.A:
                copy.A.URI = String(self.slot.said(str(copy.A.URI)))
            copy.StructParent = self._next()
            _entry(self.page, "/Annots", Array()).append(copy)
            self.links[link.objgen] = copy

    def _graft(self) -> None:
        """Put the slot's elements into the base's empty section."""
        place: Any = self.pdf.get_object(self.place)
        content: dict[int, Any] = {}
        place.K = Array([self._grown(kid, place, content) for kid in self.section.K])
        if "/Pg" not in place:
            place.Pg = self.page
        listed = [content.get(number) for number in range(max(content, default=-1) + 1)]
        self.parents[int(self.form.StructParents)] = self.pdf.make_indirect(Array(listed))

    def _grown(self, kid: Any, parent: Any, content: dict[int, Any]) -> Any:
        """A copy of a kid of the structure: an element, marked content, a link's place."""
        if not isinstance(kid, Dictionary):
            content[int(kid)] = parent
            return Dictionary(Type=Name.MCR, Pg=self.page, Stm=self.form, MCID=int(kid))
        if kid.get("/Type") == Name.OBJR:
            link = self.links[kid.Obj.objgen]
            self.parents[int(link.StructParent)] = parent
            return Dictionary(Type=Name.OBJR, Pg=self.page, Obj=link)
        parts = {str(key): kid[str(key)] for key in kid if key in _OF_ELEMENTS}
        copy = self.pdf.make_indirect(_plain(Dictionary(parts)))
        copy.P, copy.Pg = parent, self.page
        if "/Alt" in copy:
            copy.Alt = String(self.slot.said(str(copy.Alt)))
        if "/A" in copy and "/BBox" in copy.A:
            x1, y1, x2, y2 = (float(value) for value in copy.A.BBox)
            x, y = self.spot.x, self.spot.y
            copy.A.BBox = Array([x1 + x, y1 + y, x2 + x, y2 + y])
        copy.K = Array([self._grown(each, copy, content) for each in kid.get("/K", Array())])
        return copy


def _empty_section(pdf: Pdf) -> Any:
    """The section of a base's structure that waits for a slot."""
    sections = (each for each in _elements(pdf.Root.StructTreeRoot) if Name.Sect == each.S)
    return next(each for each in sections if len(each.get("/K", Array())) == 0)


def _entry(thing: Any, key: str, empty: Any) -> Any:
    """What stands in a dictionary under ``key``, after ``empty`` was put there if nothing was."""
    if key not in thing:
        thing[key] = empty
    return thing[key]


def _plain(thing: Any) -> Any:
    """A thing without references as one that belongs to no file yet."""
    return Object.parse(thing.unparse())


def _elements(root: Any) -> Iterator[Any]:
    """Every element of a structure tree, from above."""
    waiting = list(root.K)
    while waiting:
        element = waiting.pop(0)
        if isinstance(element, Dictionary) and "/S" in element:
            yield element
            waiting[:0] = list(element.get("/K", Array()))


def _pairs(numbers: Any) -> Iterator[tuple[Any, Any]]:
    found = list(numbers)
    return zip(found[::2], found[1::2], strict=True)


def _fonts(pdf: Pdf) -> dict[str, Any]:
    """The fonts of a file by name: the renderer gives every page all of them."""
    fonts = pdf.pages[0].resources.get("/Font", Dictionary())
    return {str(font.BaseFont): font for font in fonts.values()}


def content_of(page: Any) -> bytes:
    """The content stream of a page, in one piece."""
    page.contents_coalesce()
    return bytes(page.obj.Contents.read_bytes())


def font_name(base_font: str) -> str:
    """The name by which content asks for a font of ours."""
    return base_font.removeprefix("/").partition("+")[0]


def widths_of(font: Any) -> dict[int, int]:
    """How wide each glyph of an embedded font is (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, int] = {}
    parts = list(font.DescendantFonts[0].W)
    for start, listed in zip(parts[::2], parts[1::2], strict=True):
        widths |= {int(start) + at: int(width) for at, width in enumerate(listed)}
    return widths


def letters_of(font: Any) -> dict[int, str]:
    """What each glyph of an embedded font stands for."""
    table = font.ToUnicode.read_bytes()
    pairs = re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", table)
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _take_off_last_page(pdf: Pdf) -> None:
    """Take the last page out of the file, with its part of the structure."""
    page = pdf.pages[-1].obj
    gone = {int(page.StructParents)}
    gone |= {int(link.StructParent) for link in page.get("/Annots", Array())}
    for parent in [pdf.Root.StructTreeRoot, *_elements(pdf.Root.StructTreeRoot)]:
        kids = [kid for kid in parent.get("/K", Array()) if not _is_on(kid, page)]
        parent.K = Array(kids)
    tree: Any = pdf.Root.StructTreeRoot
    left = [part for n, thing in _pairs(tree.ParentTree.Nums) if int(n) not in gone
            for part in (n, thing)]  # fmt: skip
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(left)))
    del pdf.pages[-1]


def _is_on(kid: Any, page: Any) -> bool:
    on = isinstance(kid, Dictionary) and "/Pg" in kid and kid.Pg.objgen == page.objgen
    return on and kid.get("/S") != Name.Document


def _retitle(pdf: Pdf, old: str, new: str) -> None:
    """Give the file another title, in its metadata and in what older readers look at."""
    if "/Metadata" in pdf.Root:
        words = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(words.replace(escape(old).encode(), escape(new).encode()))
    if "/Info" in pdf.trailer and "/Title" in pdf.docinfo:
        pdf.docinfo["/Title"] = String(new)
