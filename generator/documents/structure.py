"""What a screen reader says: the structure of a tagged file, put right after the renderer.

The renderer tags every box it lays out. Here the boxes that say nothing go, the lines of one link
become one link, words at the ends of lines are kept apart, and each link says where it leads in
words. The rules are those of ISO 14289-1 (PDF/UA-1) and ISO 32000-1, 14.7 to 14.9.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.documents.spoken import Place, Speech

_HOLLOW = {"/Div", "/NonStruct", "/Span"}
"""Elements that mean nothing by themselves."""
_BLOCKS = {"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
_RUNNING = {"/Span", "/Link", "/NonStruct", "/Figure"}
"""Elements that stand in a line of words."""
_PLACES = {"/Sect", "/TD", "/TH"}
"""Elements that stay where they hold nothing."""
_LABEL = re.compile(r"\d{1,3}[.)]?|[•·–-]")
_PX = 0.75
"""Points in a CSS pixel."""
_SAME_LINE = 0.5
"""Points by which the heights of one line's pieces may differ."""


@dataclass
class _Element:
    """One structure element. ``kids``: elements, numbers of marked content, references."""

    thing: Any
    kids: list["_Element | int | Dictionary"] = field(default_factory=list)

    @property
    def tag(self) -> str:
        return str(self.thing.S)

    @property
    def elements(self) -> list["_Element"]:
        return [kid for kid in self.kids if isinstance(kid, _Element)]

    def leaves(self) -> Iterator[Place]:
        """Page and number of every piece of marked content below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, _Element):
                yield from kid.leaves()
            elif isinstance(kid, int):
                yield self.thing.Pg.objgen, kid


def mend_structure(pdf: Pdf) -> None:
    """Put the structure of a file right that comes fresh from the renderer, tagged."""
    root = _read(pdf.Root.StructTreeRoot.K[0])
    _drop_idle_links(root, inside="")
    _drop_hollow(root)
    _join_links(root)
    speech = Speech(pdf)
    _label_items(pdf, root, speech)
    for place in list(_unspaced(root, speech)):
        speech.end_with_space(place)
    speech.write()
    for element in _all(root):
        if element.tag == "/Link":
            _describe(element, speech)
        elif element.tag == "/Figure":
            _place(element)
    _write(pdf, root)


def _read(thing: Any) -> _Element:
    element = _Element(thing)
    for kid in thing.get("/K", Array()):
        if not isinstance(kid, Dictionary):
            element.kids.append(int(kid))
        elif kid.get("/Type") == Name.OBJR:
            element.kids.append(kid)
        else:
            element.kids.append(_read(kid))
    return element


def _all(element: _Element) -> Iterator[_Element]:
    yield element
    for kid in element.elements:
        yield from _all(kid)


def _drop_idle_links(element: _Element, inside: str) -> None:
    """Take out links without a place to press, and a picture's own within the link around it."""
    own = _leads(element)
    for kid in list(element.kids):
        if isinstance(kid, _Element):
            _drop_idle_links(kid, own or inside)
        elif isinstance(kid, Dictionary):
            x1, y1, x2, y2 = (float(value) for value in kid.Obj.Rect)
            if x1 == x2 or y1 == y2 or (inside and element.tag != "/Link"):
                element.kids.remove(kid)
                annotations = kid.Pg.Annots
                left = [each for each in annotations if each.objgen != kid.Obj.objgen]
                kid.Pg.Annots = Array(left)


def _drop_hollow(element: _Element) -> None:
    """Take out what holds nothing, and boxes that only stand around one other thing.

    An empty section is a slot, which is filled in later; an empty cell holds its column's place.
    """
    kept: list[_Element | int | Dictionary] = []
    for kid in element.kids:
        if not isinstance(kid, _Element):
            kept.append(kid)
            continue
        _drop_hollow(kid)
        lone = len(kid.kids) == 1 and isinstance(kid.kids[0], _Element)
        if lone and kid.tag in _HOLLOW:
            kept += kid.kids
        elif element.tag in _BLOCKS and kid.tag in _BLOCKS | {"/Div"}:
            kept += kid.kids  # an anonymous box: a paragraph holds no paragraph
        elif kid.kids or kid.tag in _PLACES:
            kept.append(kid)
    element.kids = kept


def _join_links(element: _Element) -> None:
    """The lines of one link are one link, with a place to press on each line."""
    kept: list[_Element | int | Dictionary] = []
    for kid in element.kids:
        before = kept[-1] if kept else None
        if isinstance(kid, _Element):
            _join_links(kid)
            if isinstance(before, _Element) and _leads(before) == _leads(kid) != "":
                before.kids += kid.kids
                continue
        kept.append(kid)
    element.kids = kept


def _label_items(pdf: Pdf, root: _Element, speech: Speech) -> None:
    """The number or point before an item of a list is its label (ISO 14289-1, 7.6)."""
    for each in _all(root):
        labels = [_label(pdf, item, speech) for item in each.elements if each.tag == "/L"]
        if any(labels):
            numbered = any(label[:1].isdigit() for label in labels)
            kind = Name.Decimal if numbered else Name.Disc
            each.thing.A = Dictionary(O=Name.List, ListNumbering=kind)


def _label(pdf: Pdf, item: _Element, speech: Speech) -> str:
    """Give an item its label, where it has one, and say what it is."""
    body = item.elements[0] if item.elements else item
    first = body.elements[0] if len(body.elements) > 1 else None
    if first is None or first.tag != "/Span":
        return ""
    words = "".join(speech.pieces[leaf].text for leaf in first.leaves()).strip()
    if not _LABEL.fullmatch(words):
        return ""
    thing = Dictionary(Type=Name.StructElem, S=Name.Lbl, Pg=item.thing.Pg)
    body.kids.remove(first)
    item.kids.insert(0, _Element(pdf.make_indirect(thing), [first]))
    return words


def _annotations(link: _Element) -> list[Any]:
    return [kid.Obj for kid in link.kids if isinstance(kid, Dictionary)]


def _leads(element: _Element) -> str:
    """Where a link leads; nothing for what is no link."""
    found = _annotations(element) if element.tag == "/Link" else []
    return str(found[0].A.URI) if found and "/A" in found[0] else ""


def _unspaced(root: _Element, speech: Speech) -> Iterator[Place]:
    """The pieces after which a reader would run two words together.

    Paper needs no space at the end of a line, and the renderer draws none; speech does
    (ISO 32000-1, 14.8.2.5).
    """
    for leaves in _runs(root):
        said = [(at, leaf) for at, leaf in enumerate(leaves) if speech.pieces[leaf].text]
        for (at, leaf), (after, follower) in pairwise(said):
            one, two = speech.pieces[leaf], speech.pieces[follower]
            apart = after > at + 1 or abs(one.baseline - two.baseline) > _SAME_LINE
            if apart and not one.text.endswith((" ", "/", "-")) and two.text[0] != " ":
                yield leaf


def _runs(root: _Element) -> Iterator[list[Place]]:
    """The pieces of each stretch of running words: what stands in a block without a block."""
    for block in _all(root):
        if block.tag in _RUNNING:
            continue
        run: list[Place] = []
        for kid in [*block.kids, None]:
            if isinstance(kid, _Element) and kid.tag in _RUNNING:
                run += kid.leaves()
            elif isinstance(kid, int):
                run.append((block.thing.Pg.objgen, kid))
            elif run and not isinstance(kid, Dictionary):
                yield run
                run = []


def _describe(link: _Element, speech: Speech) -> None:
    """A link is called by its own words, or by its picture's (ISO 14289-1, 7.18.5)."""
    words = "".join(speech.pieces[leaf].text for leaf in link.leaves()).strip()
    alts = [str(each.thing.Alt) for each in _all(link) if "/Alt" in each.thing]
    for annotation in _annotations(link):
        annotation.Contents = String(words or " ".join(alts) or str(annotation.Contents))
        x1, y1, x2, y2 = (float(value) for value in annotation.Rect)
        annotation.Rect = Array([min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)])


def _place(figure: _Element) -> None:
    """The renderer says where a picture is in pixels from above; PDF wants points from below."""
    layout = figure.thing.get("/A", Dictionary())
    if "/BBox" in layout:
        x1, y1, x2, y2 = (float(value) * _PX for value in layout.BBox)
        top = float(figure.thing.Pg.MediaBox[3])
        layout.BBox = Array([round(value, 4) for value in (x1, top - y2, x2, top - y1)])


def _write(pdf: Pdf, root: _Element) -> None:
    """The tree as it is now, with the table that leads from content back to it."""
    parents: dict[int, dict[int, Any]] = {}
    single: dict[int, Any] = {}
    for element in _all(root):
        kids = Array()
        for kid in element.kids:
            if isinstance(kid, _Element):
                kid.thing.P = element.thing
                kids.append(kid.thing)
            elif isinstance(kid, int):
                number = int(element.thing.Pg.StructParents)
                parents.setdefault(number, {})[kid] = element.thing
                kids.append(kid)
            else:
                single[int(kid.Obj.StructParent)] = element.thing
                kids.append(kid)
        element.thing.K = kids
    numbers = Array()
    for number, content in sorted(parents.items()):
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array([content.get(i) for i in range(max(content) + 1)])))
    for number, thing in sorted(single.items()):
        numbers.append(number)
        numbers.append(thing)
    pdf.Root.StructTreeRoot.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    pdf.Root.StructTreeRoot.ParentTreeNextKey = int(numbers[-2]) + 1 if len(numbers) else 0
