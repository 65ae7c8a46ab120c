"""The screen kind can be heard as well as seen, and will still open in thirty years."""

import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from generator.documents.spoken import Piece, Place, Speech
from generator.model.project import Project
from generator.press.composing.compose import compose
from generator.press.finishing.finish import finish_screen
from generator.press.setting.pages import pages_of
from generator.press.setting.typesetter import Typesetter
from tests.press import sample, verapdf
from tests.press.verapdf import validate

Files = dict[tuple[str, str, str], Path]
STANDARDS = ("ua1", "2a")
INLINE = {"/Span", "/Link", "/NonStruct"}


@pytest.fixture(params=[("to-gap", "vi"), ("to-gap", "en"), ("ap-phich", "vi")])
def screen(request: pytest.FixtureRequest, files: Files) -> Iterator[pikepdf.Pdf]:
    """A screen file of the invented province."""
    with pikepdf.open(files[(*request.param, "screen")]) as pdf:
        yield pdf


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_screen_file_conforms_to_both_standards(files: Files, standard: str) -> None:
    for (_, _, kind), path in files.items():
        if kind == "screen":
            assert validate(path, standard) == [], path


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_shipped_screen_file_conforms_to_both_standards(built: Path, standard: str) -> None:
    paths = sorted((built / "print").glob("*/*/*/*/screen.pdf"))
    assert len(paths) >= 8
    broken = {path.relative_to(built).as_posix(): validate(path, standard) for path in paths}
    assert not {path: found for path, found in broken.items() if found}


def test_the_numbers_of_lists_are_labels_and_their_words_are_apart(built: Path) -> None:
    """Lists of guidance in the shipped booklets: a number is no word of the sentence after it."""
    labels, ragged = 0, []
    for path in sorted((built / "print").glob("*/*/*/*/screen.pdf")):
        with pikepdf.open(path) as pdf:
            for _, element in _structure(pdf):
                labels += element.S == "/Lbl"
                if element.S == "/LBody" and re.match(r"\d+\.\S", _heard(pdf, element)):
                    ragged.append((path, _heard(pdf, element)))
    assert labels > 20
    assert not ragged


def test_the_validator_finds_what_is_broken(files: Files) -> None:
    with pikepdf.open(files["to-gap", "vi", "screen"]) as pdf:
        figure = next(each for _, each in _structure(pdf) if each.S == "/Figure")
        del figure.Alt
        del pdf.Root.OutputIntents
        pdf.save(files["to-gap", "vi", "screen"].with_name("spoilt.pdf"))
    spoilt = files["to-gap", "vi", "screen"].with_name("spoilt.pdf")
    (alt,) = validate(spoilt, "ua1")
    assert (alt.clause, alt.count) == ("7.3", 1)
    assert "alternative" in alt.description
    assert "6.2.4.3" in {rule.clause for rule in validate(spoilt.read_bytes(), "2a")}
    spoilt.unlink()
    with pytest.raises(ValueError, match="nothing"):
        validate(b"", "nothing")


def test_a_validator_that_is_not_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "JAVA_LIBRARIES", tmp_path)
    with pytest.raises(verapdf.ValidatorMissingError, match="libjaxb-java"):
        verapdf._start()


def test_it_says_what_it_is_and_in_which_language(screen: pikepdf.Pdf) -> None:
    assert str(screen.Root.Lang) in ("vi", "en")
    assert screen.Root.MarkInfo.Marked
    assert screen.Root.ViewerPreferences.DisplayDocTitle
    assert str(screen.docinfo.Title)
    metadata = screen.Root.Metadata.read_bytes().decode()
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", 'pdfuaid:part="1"'):
        assert claim in metadata
    (intent,) = screen.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[16:20] == b"RGB "
    for page in screen.pages:
        assert page.obj.Tabs == "/S"


def test_it_is_read_in_the_order_of_the_panels(files: Files, valley: Project) -> None:
    campaign = valley.campaigns["khong-xam-hai"]
    for leaflet in campaign.leaflets:
        for language in ("vi", "en"):
            view = compose(valley, campaign, leaflet, language)
            with pikepdf.open(files[leaflet.id, language, "screen"]) as pdf:
                sections = [_heard(pdf, each) for _, each in _structure(pdf) if each.S == "/Sect"]
            assert len(sections) == len(view.panels)
            for panel, said in zip(view.panels, sections, strict=True):
                wanted = [panel.title or ""] if panel.kind not in ("cover", "back") else []
                for step in panel.steps:
                    wanted += [step.picture.alt if step.picture else ""]
                    wanted += [f"{step.number} {step.do}"]
                    wanted += [step.more or ""] if leaflet.id == "to-gap" else []  # poster: do only
                places = [said.index(words) for words in filter(None, wanted)]
                assert places == sorted(places), said


def test_words_are_heard_apart_at_the_ends_of_lines(files: Files, valley: Project) -> None:
    campaign = valley.campaigns["khong-xam-hai"]
    view = compose(valley, campaign, campaign.leaflets[0], "vi")
    with pikepdf.open(files["to-gap", "vi", "screen"]) as pdf:
        blocks = {_heard(pdf, each) for _, each in _structure(pdf) if each.S in ("/P", "/H1")}
    assert view.slogan in blocks
    for panel in view.panels:
        for step in panel.steps:
            assert f"{step.number} {step.do}" in blocks
            assert step.more in blocks
        assert {message.text for message in panel.messages} <= blocks


def test_headings_are_real_and_in_order(screen: pikepdf.Pdf) -> None:
    levels = [
        int(str(each.S)[2]) for _, each in _structure(screen) if re.match("/H[1-6]", str(each.S))
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_lists_are_lists_and_nothing_hollow_is_read(screen: pikepdf.Pdf) -> None:
    lists = 0
    for parent, element in _structure(screen):
        kids = [str(kid.S) for kid in _elements(element)]
        lists += element.S == "/L"
        if element.S == "/L":
            assert set(kids) == {"/LI"}
        if element.S == "/LI":
            assert kids in (["/LBody"], ["/Lbl", "/LBody"])
            assert parent.S == "/L"
        if element.S == "/P":
            assert set(kids) <= INLINE
        assert len(element.K) > 0
    assert lists


def test_pictures_are_described_and_said_to_be_where_they_are(files: Files) -> None:
    alts = {picture.description.text("vi") for picture in sample.pictures().values()}
    with pikepdf.open(files["to-gap", "vi", "screen"]) as pdf:
        figures = [each for _, each in _structure(pdf) if each.S == "/Figure"]
        assert len(figures) == 14  # cover, 8 steps, 3 messages, who helps, the code
        for figure in figures:
            left, bottom, right, top = (float(value) for value in figure.A.BBox)
            assert -15 < left < right < float(figure.Pg.MediaBox[2]) + 15
            assert 0 < bottom < top < float(figure.Pg.MediaBox[3])
            assert str(figure.Alt) in alts or "QR" in str(figure.Alt)
        code = next(each for each in figures if "QR" in str(each.Alt))
        assert float(code.A.BBox[3]) < 230  # at the foot of its page


def test_whatever_is_drawn_is_content_or_decoration(screen: pikepdf.Pdf) -> None:
    """Each thing drawn is in a piece of content that the structure knows, or is an artifact."""
    for page in screen.pages:
        known = _numbers(screen, page)
        marks: list[int | None] = []
        met = set()
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in ("BDC", "BMC"):
                artifact = instruction.operands[0] == "/Artifact"
                marks.append(None if artifact else int(instruction.operands[1].MCID))
            elif operator == "EMC":
                met.add(marks.pop())
            elif operator in {"f", "f*", "S", "B", "Do", "TJ", "Tj", "sh"}:
                assert marks, instruction
        assert met - {None} == known


def test_a_link_is_one_thing_called_by_its_words(screen: pikepdf.Pdf) -> None:
    links = [each for _, each in _structure(screen) if each.S == "/Link"]
    tagged = {kid.Obj.objgen for each in links for kid in each.K if isinstance(kid, Dictionary)
              and kid.get("/Type") == Name.OBJR}  # fmt: skip
    annotations = [each for page in screen.pages for each in page.obj.get("/Annots", [])]
    assert {each.objgen for each in annotations} == tagged
    for annotation in annotations:
        left, bottom, right, top = (float(value) for value in annotation.Rect)
        assert right - left > 9
        assert top - bottom > 9
        assert str(annotation.Contents)
        assert not str(annotation.Contents).startswith(("tel:", "http"))
        assert annotation.F == 4
    for link in links:
        assert _heard(screen, link)


def test_the_picture_of_a_code_can_be_pressed(files: Files) -> None:
    with pikepdf.open(files["to-gap", "vi", "screen"]) as pdf:
        parent = next(up for up, each in _structure(pdf)
                      if each.S == "/Figure" and "QR" in str(each.Alt))  # fmt: skip
        assert parent.S == "/Link"
        (press,) = (kid.Obj for kid in parent.K if kid.get("/Type") == Name.OBJR)
        assert float(press.Rect[3]) - float(press.Rect[1]) > 100


def test_content_leads_back_to_the_structure(screen: pikepdf.Pdf) -> None:
    """What a reader touches on a page is found in the tree."""
    table = list(screen.Root.StructTreeRoot.ParentTree.Nums)
    leads = {int(number): thing for number, thing in zip(table[::2], table[1::2], strict=True)}
    for page in screen.pages:
        for number in _numbers(screen, page):
            element = leads[int(page.obj.StructParents)][number]
            assert number in [kid for kid in element.K if not isinstance(kid, Dictionary)]
        for annotation in page.obj.get("/Annots", []):
            assert leads[int(annotation.StructParent)].S == "/Link"


def test_bookmarks_lead_to_the_headings(files: Files) -> None:
    with pikepdf.open(files["to-gap", "vi", "screen"]) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert top.title == "Lắng nghe trẻ, che chở trẻ, gọi 111"
        pages = [page.objgen for page in pdf.pages]
        where = [pages.index(each.destination[0].objgen) for each in (top, *top.children)]
        titles = [each.title for each in top.children]
        headings = [_heard(pdf, each) for _, each in _structure(pdf) if each.S == "/H2"]
    assert where == [0, 1, 2, 3, 4]
    assert titles == headings


def test_it_looks_as_it_did_before_it_was_put_right(valley: Project, tmp_path: Path) -> None:
    campaign = valley.campaigns["khong-xam-hai"]
    view = compose(valley, campaign, campaign.leaflets[0], "vi")
    setter, form = Typesetter(valley), valley.formats["a4-trifold"]
    fits = {each.panel.id: each.fit for each in setter.measure(view, form)}
    pages = pages_of(view, form, "screen")
    raw = setter.document(view, form, "screen", fits, pages).write_pdf(
        pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=b"x"
    )
    for name, data in (("raw", raw), ("done", finish_screen(raw, "x"))):
        (tmp_path / f"{name}.pdf").write_bytes(data)
        subprocess.run(
            ["pdftoppm", "-r", "60", tmp_path / f"{name}.pdf", tmp_path / name], check=True
        )
    before = [path.read_bytes() for path in sorted(tmp_path.glob("raw-*.ppm"))]
    after = [path.read_bytes() for path in sorted(tmp_path.glob("done-*.ppm"))]
    assert len(before) == 6
    assert before == after


def _elements(element: Any) -> list[Any]:
    return [kid for kid in element.K if isinstance(kid, Dictionary) and "/S" in kid]


def _structure(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Every element with the one it stands in, in reading order."""
    waiting = [(pdf.Root.StructTreeRoot, pdf.Root.StructTreeRoot.K[0])]
    while waiting:
        parent, element = waiting.pop()
        yield parent, element
        waiting += [(element, kid) for kid in reversed(_elements(element))]


def _numbers(pdf: pikepdf.Pdf, page: pikepdf.Page) -> set[int]:
    """The pieces of a page's content that the structure holds."""
    return {
        int(kid)
        for _, element in _structure(pdf)
        for kid in element.K
        if not isinstance(kid, Dictionary) and element.Pg.objgen == page.objgen
    }


@lru_cache(maxsize=1)
def _pieces(pdf: pikepdf.Pdf) -> dict[Place, Piece]:
    return Speech(pdf).pieces


def _heard(pdf: pikepdf.Pdf, element: Any) -> str:
    """What a screen reader says of an element: its words and its pictures' descriptions."""
    pieces = _pieces(pdf)

    def visit(each: Any) -> Iterator[str]:
        if "/Alt" in each:
            yield f"{each.Alt}"
            return
        for kid in each.K:
            if not isinstance(kid, Dictionary):
                yield pieces[each.Pg.objgen, int(kid)].text
            elif "/S" in kid:
                yield from visit(kid)

    return "".join(visit(element)).strip()
