"""The slots of many units, set on pages of their own; those that are alike only once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from weasyprint import Document  # type: ignore[import-untyped] # ships no types

from generator.press.composing.views import LocalView, PanelView
from generator.press.finishing.finish import finish_slots
from generator.press.setting import layout
from generator.press.setting.fonts import faces
from generator.press.setting.layout import Fit, Measured
from generator.press.setting.pages import slot_page
from generator.press.setting.paper import Kind
from generator.press.setting.shaping import shape
from generator.press.units.filling import Faces, Form, form_of
from generator.press.units.stamp import Slots, content_of, font_name, widths_of
from generator.press.works import Sheet, Works

FEW = 8
"""Units of one shape for which it is not worth while to find out how they differ."""


@dataclass(frozen=True)
class Filling:
    """Units whose slots are one form, filled in. ``data`` is a page with the first of them.

    ``varying``: which of a slot's words differ. ``address``: what the page says its code leads to.
    """

    data: bytes
    form: Form
    varying: tuple[int, ...]
    units: frozenset[str]
    address: str

    def texts(self, local: LocalView) -> tuple[str, ...]:
        """A unit's own words for the form."""
        words = words_of(local)
        return tuple(words[number] for number in self.varying)


def words_of(local: LocalView) -> tuple[str, ...]:
    """What a slot says of its unit, line by line."""
    rows = [(each.name, each.number) for _, each in local.rows if each]
    return (local.name, local.within, *(word for row in rows for word in row))


def _with_words(local: LocalView, words: Sequence[str], address: str) -> LocalView:
    rest = iter(words[2:])
    rows = tuple(
        (kind, replace(each, name=next(rest), number=next(rest)) if each else None)
        for kind, each in local.rows
    )
    return replace(local, name=words[0], within=words[1], rows=rows, address=address)


def set_slots(
    works: Works, sheet: Sheet, kind: Kind, panels: Sequence[PanelView]
) -> tuple[Document, tuple[Measured, ...]]:
    """Slots on a page each, with pictures as large as fits; and those that do not fit at all."""
    view = replace(sheet.view, panels=tuple(panels))
    pages = tuple(slot_page(panel, sheet.form, kind) for panel in panels)
    fits = {panel.id: Fit() for panel in panels}
    while True:
        document = works.typesetter.document(view, sheet.form, kind, fits, pages, codes=False)
        over = layout.spilled(document, panels, fits)
        looser = [each for each in over if each.tight < layout.TIGHTEST]
        if not looser:
            return document, over
        fits |= {each.panel.id: Fit(each.tight + 1) for each in looser}


def fillings(
    works: Works, sheet: Sheet, kind: Kind, panels: Iterable[PanelView]
) -> Iterator[Filling]:
    """The forms that most units' slots can be filled into; the others are set one by one."""
    groups: dict[tuple[object, ...], list[PanelView]] = {}
    for panel in panels:
        if panel.local:
            groups.setdefault(_shape(panel.local), []).append(panel)
    for group in groups.values():
        yield from _fillings(works, sheet, kind, group)


def _shape(local: LocalView) -> tuple[object, ...]:
    """What two slots must have in common to be one form."""
    rows = [(kind, each.demonstration if each else None) for kind, each in local.rows]
    return bool(local.within), *rows


def _fillings(works: Works, sheet: Sheet, kind: Kind, group: list[PanelView]) -> Iterator[Filling]:
    """One form for the group; else two for those with narrow and those with wide words."""
    if len(group) < FEW:
        return
    filling = _filling(works, sheet, kind, group)
    if filling:
        yield filling
        return
    ordered = sorted(group, key=lambda panel: sum(_widths(works, sheet, panel)))
    half = len(ordered) // 2
    yield from _fillings(works, sheet, kind, ordered[:half])
    yield from _fillings(works, sheet, kind, ordered[half:])


def _widths(works: Works, sheet: Sheet, panel: PanelView) -> list[float]:
    words = words_of(panel.local) if panel.local else ()
    return [_width(works, word, sheet.view.language) for word in words]


def _width(works: Works, word: str, language: str) -> float:
    """About how wide a word is, in ems, whatever it is set in."""
    line = shape(faces(works.project.look)[0].path, word, language)
    return line.width if line else 0.6 * len(word)


def _filling(works: Works, sheet: Sheet, kind: Kind, group: Sequence[PanelView]) -> Filling | None:
    language = sheet.view.language
    first = group[0]
    assert first.local is not None  # noqa: S101 - it was grouped by what it says
    rows = [words_of(panel.local) for panel in group if panel.local]
    ordered = [sorted(set(each), key=lambda w: (_width(works, w, language), w))
               for each in zip(*rows, strict=True)]  # fmt: skip
    varying = tuple(number for number, words in enumerate(ordered) if len(words) > 1)
    probes = ([words[0] for words in ordered], [words[-1] for words in ordered],
              list(rows[len(rows) // 2]))  # fmt: skip
    panels = [
        replace(first, id=f"probe-{number}",
                local=_with_words(first.local, words, first.local.address))
        for number, words in enumerate(probes)
    ]  # fmt: skip
    document, over = set_slots(works, sheet, kind, panels)
    if over:
        return None
    data = finish_slots(works.written(document, sheet.form, kind), kind)
    with closing(Slots(data)) as slots:
        pages = slots.pdf.pages
        links = {_links(page) for page in pages}
        contents = [content_of(page) for page in pages]
        widths = {font_name(name): widths_of(font) for name, font in slots.fonts.items()}
    texts = [tuple(words[number] for number in varying) for words in probes]
    paths = tuple(face.path for face in faces(works.project.look))
    form = form_of(list(zip(texts, contents, strict=True)), Faces(paths, widths, language))
    if form is None or len(links) > 1:
        return None
    units = frozenset(panel.local.unit or "" for panel in group if panel.local)
    return Filling(data, form, varying, units, first.local.address)


def _links(page: object) -> str:
    """The links of a page in words, to be compared."""
    links = page.obj.get("/Annots", [])  # type: ignore[attr-defined] # a page of pikepdf's
    return " ".join(f"{[float(n) for n in each.Rect]} {each.A.unparse()}" for each in links)
