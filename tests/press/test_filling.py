"""Words are filled into a form only where it is proven that they look as if they had been set."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.project import Project
from generator.press import jobs_of, print_units
from generator.press.setting.fonts import faces
from generator.press.setting.shaping import shape
from generator.press.units.filling import NEAR, Faces, Form, Run, form_of
from generator.press.units.slots import FEW, fillings, words_of
from generator.press.units.stamp import Slots, content_of
from generator.press.units.variants import units_of
from generator.press.works import Sheet, Works
from tests.press import sample, villages
from tests.press.conftest import words as words_on

FACE = next(face.path for face in faces(sample.look()) if face.file == "SourceSansPro-Regular.ttf")
BOLD = next(face.path for face in faces(sample.look()) if face.file == "SourceSansPro-Bold.ttf")
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịởừẵĐ "
WORDS = st.text(LETTERS, min_size=1, max_size=24).filter(lambda text: text.strip() == text)


def _width(text: str) -> float:
    line = shape(FACE, text, "vi")
    assert line is not None
    return line.width * 10


def _line(text: str, x: float, y: float = 20.0) -> bytes:
    """A line as the renderer draws it: the face is called F, its size is 10."""
    line = shape(FACE, text, "vi")
    assert line is not None
    return b"BT\n1 0 0 -1 %.6f %.2f Tm\n/F 10 Tf\n%s TJ\nET\n" % (x, y, line.operand())


def _known() -> Faces:
    line = shape(FACE, "".join(sorted(set(LETTERS + ":0123456789XYZhuyện"))), "vi")
    assert line is not None
    return Faces((BOLD, FACE), {"F": dict(zip(line.glyphs, line.own, strict=True))}, "vi")


def _content(name: str, number: str, place: str = "ở") -> bytes:
    """A name on the left, a number at the right end, a word behind the name, one in the middle."""
    return b"".join(
        (
            b"q 1 0 0 1 0 0 cm\n",
            _line(name, 5),
            _line(number, 200 - _width(number)),
            _line("sau", 5 + _width(name)),
            _line(place, 100 - _width(place) / 2, 40),
            b"Q",
        )
    )


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=4, max_size=4, unique=True))
@settings(max_examples=80, deadline=None)
def test_what_is_filled_in_is_what_would_have_been_set(rows: list[tuple[str, str, str]]) -> None:
    columns = [sorted(each, key=_width) for each in zip(*rows, strict=True)]
    probes = [tuple(each[0] for each in columns), tuple(each[-1] for each in columns), rows[0]]
    form = form_of([(probe, _content(*probe)) for probe in probes], _known())
    # Words that cannot be told apart make no form: then each slot is set for itself.
    if form is not None:
        filled = form.filled(rows[3])
        assert filled is not None
        _assert_alike(filled, _content(*rows[3]))


def _assert_alike(one: bytes, other: bytes) -> None:
    from generator.press.units.filling import _runs  # noqa: PLC0415 - what two contents are compared by

    for a, b in zip(_runs(one), _runs(other), strict=True):
        assert abs(a.x - b.x) < 2 * NEAR
        assert a.glyphs == b.glyphs


def test_words_of_different_widths_make_a_form() -> None:
    probes = [("an", "1", "ở"), ("anh chị em", "1234", "bản xa"), ("anh em", "12", "bản")]
    form = form_of([(probe, _content(*probe)) for probe in probes], _known())
    assert form is not None
    assert [share for mover in form.movers if mover for _, share in [mover]] == [-1.0, 1.0, -0.5]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content.replace(b"q 1 0 0 1 0 0 cm", b"q 1 0 0 1 0 9 cm"),
        lambda content: content.replace(b" 40.00 Tm", b" 52.00 Tm"),
        lambda content: content + _line("sau", 5),
        lambda content: content.replace(b"/F 10 Tf", b"/F 9 Tf"),
    ],
)
def test_slots_that_differ_in_more_than_words_are_no_form(spoil: object) -> None:
    probes = [("an", "1"), ("anh chị em", "1234"), ("anh em", "12")]
    contents = [_content(*probe) for probe in probes]
    contents[1] = spoil(contents[1])  # type: ignore[operator] # a function of bytes
    assert form_of(list(zip(probes, contents, strict=True)), _known()) is None


def test_a_place_that_no_words_width_explains_is_no_form() -> None:
    probes = [("an", "1"), ("anh chị em", "1234"), ("anh em", "12")]
    contents = [_content(*probe) + _line("x", 7 * number) for number, probe in enumerate(probes)]
    assert form_of(list(zip(probes, contents, strict=True)), _known()) is None


def test_a_word_of_a_letter_that_the_base_lacks_is_not_filled_in() -> None:
    probes = [("an", "1"), ("anh chị em", "1234"), ("anh em", "12")]
    form = form_of([(probe, _content(*probe)) for probe in probes], _known())
    assert form is not None
    letters = {glyph: text for text in "anhcịem 1234" for glyph in _glyphs(text)}
    assert form.filled(("anh", "1"), {"F": letters}) is not None
    assert form.filled(("ừ", "1"), {"F": letters}) is None


def _glyphs(text: str) -> tuple[int, ...]:
    line = shape(FACE, text, "vi")
    assert line is not None
    return line.glyphs


def test_a_letter_that_is_more_than_one_glyph_is_not_shaped() -> None:
    assert shape(FACE, "x\N{COMBINING DOT BELOW}", "vi") is None
    assert shape(FACE, "\N{CJK UNIFIED IDEOGRAPH-4E2D}", "vi") is None


@pytest.mark.parametrize("kind", ["press", "office"])
def test_the_units_of_a_district_are_filled_in_and_those_with_their_own_people_too(
    kind: str, tmp_path: Path
) -> None:
    own = [
        villages.contact(f"{n:05}", "police", f"Công an xã {n * 37}", f"0219 {n * 1111}")
        for n in range(12, 24)
    ]
    project = villages.project(24, *own)
    works, sheet, panels = _slots(project, kind)
    forms = list(fillings(works, sheet, kind, panels))  # type: ignore[arg-type] # one of the kinds
    filled = {unit for form in forms for unit in form.units}
    assert len(filled) >= 20
    work = jobs_of(project, languages=["vi"], kinds=[kind])
    print_units(project, tmp_path, work)
    for panel in panels:
        assert panel.local is not None
        path = tmp_path / "khong-xam-hai/to-gap/vi" / str(panel.local.unit) / f"{kind}.pdf"
        text = words_on(path)
        assert all(word in text for word in words_of(panel.local))


def _slots(project: Project, kind: str) -> tuple[Works, Sheet, list]:  # type: ignore[type-arg]
    from generator.press.composing.compose import unit_panel  # noqa: PLC0415 - only here

    works = Works(project)
    (job,) = jobs_of(project, languages=["vi"], kinds=[kind])
    sheet = works.sheet(job)
    units = units_of(project, job)
    return (
        works,
        sheet,
        [unit_panel(project, sheet.campaign, sheet.leaflet, "vi", unit) for unit in units],
    )


def test_a_few_units_are_not_worth_a_form() -> None:
    works, sheet, panels = _slots(villages.project(FEW - 1), "office")
    assert list(fillings(works, sheet, "office", panels)) == []


def test_a_form_keeps_the_renderers_own_lines(tmp_path: Path) -> None:
    works, sheet, panels = _slots(villages.project(12), "press")
    (form,) = fillings(works, sheet, "press", panels)
    slots = Slots(form.data)
    first = content_of(slots.pdf.pages[0])
    slots.close()
    shortest = form.form.filled([line.text for line in form.form.first])
    assert shortest is not None
    _assert_alike(shortest, first)
    assert isinstance(form.form, Form)
    assert all(isinstance(run, Run) for run in form.form.runs)
