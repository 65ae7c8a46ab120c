"""The marked page: small pictures of a file's pages, the places numbered, and what is wrong there.

One sheet of A4 a file. It is for people: it is not itself made for a press.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pikepdf import Pdf
from PIL import Image
from weasyprint import CSS  # type: ignore[import-untyped] # ships no types
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped] # the same

from generator.press import layout
from generator.press.fetch import OwnFetcher
from generator.press.finish import finish
from generator.press.fonts import family_faces, known_families
from generator.press.preflight import telling
from generator.press.preflight.inside.pages import Leaf, leaves
from generator.press.preflight.inside.reading import FAULTS, opened, oversized, qpdf_within_limits
from generator.press.preflight.looks.raster import coloured, rendered, scale_within
from generator.press.preflight.verdict import Box, Finding, Verdict
from generator.press.typesetter import templates
from generator.sources.catalogue import PROGRAM_CATALOGUES, Catalogue, load_catalogue

KIT_PRINT = Path(str(files("generator"))).parent / "print"
_PAGES = 8
"""Pages that are shown at most: those with findings before the others."""
_ROOM = (180.0, 118.0)
"""Millimetres for all pictures together, across and down."""
_GAP = 5.0
_AROUND = 5.0
"""Millimetres of the page that are shown around its trim."""
_DOTS = 6.0
"""Dots a millimetre of a picture on paper: 150 an inch."""
_FINDINGS = 40
_MARK = 2.4
"""Millimetres on the sheet that a mark measures at least."""


@dataclass(frozen=True)
class _Mark:
    """A numbered place on a picture, in mm of the picture."""

    number: int
    severity: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class _View:
    """A page's picture with its marks; all lengths in mm on the sheet."""

    number: int
    name: str
    width: float
    height: float
    trim: Box
    marks: tuple[_Mark, ...]
    whole: tuple[int, ...]
    """Numbers of findings that are about the page as a whole."""


@dataclass(frozen=True)
class _Shown:
    """A page in its own millimetres: from where to where it is shown, seen from its trim."""

    leaf: Leaf
    frame: Box


def marked(
    data: bytes,
    verdict: Verdict,
    name: str,
    language: str = "vi",
    folder: Path = KIT_PRINT,
) -> bytes:
    """The marked page of one file as a PDF; numbers are those of the verdict's text.

    ``name``: how the file is called on it. ``folder``: where templates and styles are.
    """
    pictures: dict[str, bytes] = {}
    shown = list(_pages(data, verdict))
    scale = _fitting([page.frame for page in shown])
    drawn = list(_drawn(data, shown, scale, pictures))
    views = [_view(page, verdict, scale, file) for page, file in drawn]
    raw = _set(name, verdict, views, pictures, _Setting(language, folder))
    return finish(raw, f"{name} {language} {verdict}")


def marked_files(
    judged: Sequence[tuple[str, bytes, Verdict]], language: str = "vi", folder: Path = KIT_PRINT
) -> bytes:
    """The marked pages of several files (name, content, verdict) in one PDF."""
    with Pdf.new() as pdf:
        for name, data, verdict in judged:
            with Pdf.open(io.BytesIO(marked(data, verdict, name, language, folder))) as one:
                pdf.pages.extend(one.pages)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


@dataclass(frozen=True)
class _Setting:
    """In which language and from which templates the page is set."""

    language: str
    folder: Path

    @property
    def words(self) -> Catalogue:
        """The words of the template."""
        return load_catalogue(self.folder / "locale", self.language)

    @property
    def say(self) -> Catalogue:
        """The words of the findings."""
        return load_catalogue(PROGRAM_CATALOGUES, self.language)


def _pages(data: bytes, verdict: Verdict) -> Iterator[_Shown]:
    """The pages to be shown; none of a file that could not be looked at."""
    with qpdf_within_limits():
        pdf, _ = opened(data)
        if pdf is None or {each.code for each in verdict.findings} & {"too-heavy", "not-drawn"}:
            return
        with pdf:
            if oversized(pdf):
                return
            told = {each.page for each in verdict.findings}
            found = sorted(leaves(pdf), key=lambda leaf: (leaf.number not in told, leaf.number))
            for leaf in sorted(found[:_PAGES], key=lambda leaf: leaf.number):
                width, height = leaf.size
                yield _Shown(leaf, _within_page(leaf, Box(0, 0, width, height)))


def _within_page(leaf: Leaf, trim: Box) -> Box:
    """The trim and a bit around it, as far as the page goes."""
    whole = leaf.place(leaf.drawn)
    left, top = max(whole.x, trim.x - _AROUND), max(whole.y, trim.y - _AROUND)
    right = min(whole.x + whole.width, trim.width + _AROUND)
    bottom = min(whole.y + whole.height, trim.height + _AROUND)
    return Box(left, top, max(right - left, 1.0), max(bottom - top, 1.0))


def _fitting(frames: Sequence[Box]) -> float:
    """The scale at which all pictures find room side by side, in as many rows as suit them."""
    width, height = _ROOM
    best = 0.0
    for rows in range(1, len(frames) + 1):
        columns = -(-len(frames) // rows)
        wide = (width - _GAP * (columns - 1)) / columns / max(frame.width for frame in frames)
        high = (height - _GAP * 2 * (rows - 1)) / rows / max(frame.height for frame in frames)
        best = max(best, min(wide, high))
    return min(best, 1.0)


def _drawn(
    data: bytes, shown: Sequence[_Shown], scale: float, pictures: dict[str, bytes]
) -> Iterator[tuple[_Shown, str]]:
    """Each page with the name of its picture; a page that cannot be drawn is left out."""
    if not shown:
        return
    try:
        with rendered(data) as document:
            for each in shown:
                name = f"{each.leaf.number}.png"
                pictures[name] = _picture(document[each.leaf.number - 1], each, scale)
                yield each, name
    except FAULTS:
        return


def _picture(page: Any, shown: _Shown, scale: float) -> bytes:
    leaf, frame = shown.leaf, shown.frame
    points = 1 / leaf.millimetres
    width, height = page.get_size()
    left, top = leaf.corner
    x, y = left + frame.x * points, top + frame.y * points
    right, bottom = x + frame.width * points, y + frame.height * points
    crop = (max(0.0, x), max(0.0, height - bottom), max(0.0, width - right), max(0.0, y))
    wanted = scale_within(width, height, scale * _DOTS * leaf.millimetres)
    dots = coloured(page, wanted, crop)
    out = io.BytesIO()
    Image.fromarray(dots[..., ::-1].copy()).save(out, "PNG")
    return out.getvalue()


def _view(shown: _Shown, verdict: Verdict, scale: float, name: str) -> _View:
    frame = shown.frame
    width, height = shown.leaf.size
    here = [
        (number, finding)
        for number, finding in enumerate(verdict.findings, 1)
        if finding.page == shown.leaf.number
    ]
    return _View(
        shown.leaf.number,
        name,
        round(frame.width * scale, 2),
        round(frame.height * scale, 2),
        _scaled(Box(0, 0, width, height), frame, scale),
        tuple(
            _mark(number, finding, finding.box, frame, scale)
            for number, finding in here
            if finding.box
        ),
        tuple(number for number, finding in here if not finding.box),
    )


def _scaled(box: Box, frame: Box, scale: float) -> Box:
    values = ((box.x - frame.x), (box.y - frame.y), box.width, box.height)
    return Box(*(round(value * scale, 2) for value in values))


def _mark(number: int, finding: Finding, box: Box, frame: Box, scale: float) -> _Mark:
    """A mark around a place, large enough to be seen and inside its picture."""
    small = _scaled(box, frame, scale)
    width, height = max(small.width, _MARK), max(small.height, _MARK)
    x, y = small.x - (width - small.width) / 2, small.y - (height - small.height) / 2
    most_x, most_y = frame.width * scale, frame.height * scale
    left, top = min(max(x, 0.0), most_x - _MARK), min(max(y, 0.0), most_y - _MARK)
    right, bottom = min(x + width, most_x), min(y + height, most_y)
    return _Mark(
        number,
        finding.severity,
        round(left, 2),
        round(top, 2),
        round(max(right - left, _MARK), 2),
        round(max(bottom - top, _MARK), 2),
    )


def _set(
    name: str,
    verdict: Verdict,
    views: Sequence[_View],
    pictures: dict[str, bytes],
    setting: _Setting,
) -> bytes:
    """The sheet with as many findings as it holds."""
    fetcher = OwnFetcher({"page": lambda file: (pictures[file], "image/png"), "font": _font})
    style = CSS(
        string=(setting.folder / "styles" / "preflight.css").read_text("utf-8"),
        base_url="lachan:style/",
        url_fetcher=fetcher,
        font_config=_fonts(),
    )
    room = min(len(verdict.findings), _FINDINGS)
    while True:
        html = _html(name, verdict, views, room, setting)
        document = layout.set_pages(
            html, url_fetcher=fetcher, stylesheets=[style], font_config=_fonts()
        )
        if len(document.pages) == 1 or room == 0:
            pdf: bytes = document.copy(document.pages[:1]).write_pdf(pdf_tags=True)
            return pdf
        room = max(0, room - max(1, room // 8))


def _html(name: str, verdict: Verdict, views: Sequence[_View], room: int, setting: _Setting) -> str:
    say = setting.say
    rows = [
        {
            "number": number,
            "severity": finding.severity,
            "kind": say(finding.severity),
            "message": telling.message(finding, say),
            "facts": telling.facts(finding, say),
            "hint": telling.hint(finding, say),
        }
        for number, finding in enumerate(verdict.findings[:room], 1)
    ]
    template = templates(setting.folder).get_template("preflight.html.jinja")
    html: str = template.render(
        _=setting.words,
        language=setting.language,
        name=name,
        verdict=verdict,
        statement=telling.statement(verdict, say),
        inks=telling.inks_told(verdict),
        views=views,
        rows=rows,
        left_out=len(verdict.findings) - room,
    )
    return html


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()


def _font(name: str) -> tuple[bytes, str]:
    """A face of the kit's own families. Raises ``KeyError`` for any other."""
    faces = {face.file: face.path for each in known_families() for face in family_faces(each)}
    return faces[name].read_bytes(), "font/ttf"
