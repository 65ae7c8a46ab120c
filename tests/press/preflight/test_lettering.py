"""Fonts that do not travel, letters that are not there, text that the cut or a fold would harm."""

from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Pdf

from generator.press.preflight import Expected, preflight
from tests.press.preflight.builder import (
    TRIM,
    font,
    over,
    simple_font,
    sound,
    typed,
    words,
)
from tests.press.preflight.cases import Case, cases, check, the

BLACK = "0 0 0 1 k "
FORMAT = Expected(trim=TRIM, bleed=3, safe=5, pages=1)
FOLDED = Expected(trim=TRIM, bleed=3, safe=5, pages=1, folds=(52.5,))


def set_in(make: Any, content: str) -> Any:
    """A page whose font ``F`` is made by ``make``."""

    def resources(pdf: Pdf) -> Dictionary:
        return Dictionary(
            Font=Dictionary(F=pdf.make_indirect(make(pdf))),
            ExtGState=Dictionary(O=Dictionary(op=True, OPM=1)),
        )

    return lambda: sound([over(BLACK + content)], resources)


def lettered(content: str) -> Any:
    return lambda: sound([over(content)], typed)


def missing(pdf: Pdf) -> Dictionary:
    return font(pdf, embedded=False)


def missing_simple(pdf: Pdf) -> Dictionary:
    return simple_font(pdf, embedded=False)


def standard(_pdf: Pdf) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def compact(letters: str) -> Any:
    """A small font in Adobe's compact format that holds only some letters."""

    def make(pdf: Pdf) -> Dictionary:
        made = simple_font(pdf)
        descriptor = made.FontDescriptor
        del descriptor["/FontFile2"]
        stream = pdf.make_stream(compact_program(letters))
        stream["/Subtype"] = Name.Type1C
        descriptor["/FontFile3"] = stream
        made["/Subtype"] = Name.Type1
        return made

    return make


def compact_program(letters: str) -> bytes:
    import io  # noqa: PLC0415 - beside its only use

    from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped] # noqa: PLC0415
    from fontTools.pens.t2CharStringPen import (  # type: ignore[import-untyped] # noqa: PLC0415
        T2CharStringPen,
    )

    pen = T2CharStringPen(500, None)
    pen.moveTo((50, 0))
    pen.lineTo((450, 0))
    pen.lineTo((450, 600))
    pen.closePath()
    drawn = pen.getCharString()
    order = [".notdef", *letters]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(letter): letter for letter in letters})
    builder.setupCFF("Small", {}, dict.fromkeys(order, drawn), {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 50)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    program: bytes = TTFont(io.BytesIO(out.getvalue())).reader["CFF "]
    return program


LINE = words("Lang nghe", 20, 31)
SIMPLE = words("", 20, 31, string="(Lang nghe)")
AT = (20.0, 28.0, 17.0, 4.0)


@cases(
    Case(
        "composite",
        "font-not-embedded",
        set_in(missing, LINE),
        set_in(font, LINE),
        at=AT,
    ),
    Case(
        "simple",
        "font-not-embedded",
        set_in(missing_simple, SIMPLE),
        set_in(simple_font, SIMPLE),
        at=AT,
    ),
    Case("one of every viewer's own", "font-not-embedded", set_in(standard, SIMPLE)),
    Case(
        "glyph number 0",
        "notdef",
        set_in(font, words("", 20, 31, string="<002100000021>")),
        set_in(font, words("", 20, 31, string="<002100220021>")),
    ),
    Case(
        "a glyph beyond the last",
        "notdef",
        set_in(font, words("", 20, 31, string="<00217fff>")),
        set_in(font, words("", 20, 31, string="<00210022>")),
    ),
    Case(
        "a code that the font has no letter for",
        "notdef",
        set_in(simple_font, words("", 20, 31, string=r"(La\261ng)")),
        set_in(simple_font, words("", 20, 31, string="(La ng)")),
    ),
    Case(
        "a name that the font has no glyph for",
        "notdef",
        set_in(compact("ab"), words("", 20, 31, string="(abc)")),
        set_in(compact("abc"), words("", 20, 31, string="(abc ab)")),
    ),
)
def test_every_letter_travels_with_the_file(case: Case) -> None:
    check(case)


def test_text_that_nobody_sees_needs_no_font() -> None:
    hidden = "3 Tr " + words("", 20, 31, string="<0000>")
    assert preflight(set_in(missing, hidden)()).findings == ()


def test_a_font_that_is_drawn_is_told() -> None:
    def drawn(pdf: Pdf) -> Dictionary:
        glyph = pdf.make_stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 500, 500]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Differences=Array([97, Name.a])),
            FirstChar=97,
            LastChar=97,
            Widths=Array([500]),
        )

    verdict = preflight(set_in(drawn, words("", 20, 31, string="(aa)"))())
    assert [each.code for each in verdict.findings] == ["type3-font"]
    assert verdict.passes


def inked(colour: str, size: float) -> Any:
    return lettered(f"{colour} " + words("Lang nghe", 20, 31, size))


@cases(
    Case(
        "four inks at 7 pt",
        "small-text",
        inked("0.6 0.5 0.5 0.5 k", 7),
        inked("0.6 0.5 0.5 0.5 k", 8),
        at=(20, 29, 10, 3),
        measured="7 pt",
    ),
    Case(
        "two inks at 7 pt",
        "small-text",
        inked("0.95 0.85 0 0 k", 7),
        inked("0 0.85 0 0 k", 7),
        severity="warning",
        measured="7 pt",
    ),
    Case("two inks at 4 pt", "small-text", inked("0.9 0.8 0 0 k", 4), inked("0 0 0 1 k", 4)),
    Case(
        "small after scaling",
        "small-text",
        lettered("q 0.5 0 0 0.5 10 10 cm 0.9 0.8 0 0 k " + words("Lang", 20, 31, 12) + " Q"),
        lettered("q 2 0 0 2 -10 -20 cm 0.9 0.8 0 0 k " + words("Lang", 20, 31, 6) + " Q"),
        severity="warning",
        measured="6 pt",
    ),
)
def test_small_text_has_one_ink(case: Case) -> None:
    check(case)


def at(x: float, y: float, text: str = "Lang nghe") -> Any:
    return lettered(BLACK + words(text, x, y))


@cases(
    Case("over the right edge", "text-cut", at(96, 50), at(80, 50), at=(96.3, 47, 17, 4)),
    Case("over the lower edge", "text-cut", at(20, 147.8), at(20, 143), at=(20.3, 145, 17, 4)),
    Case(
        "two millimetres from the edge",
        "text-near-trim",
        at(1.6, 50),
        at(4, 50),
        severity="warning",
        measured="2 mm",
        at=(2, 47, 17, 4),
    ),
    Case(
        "inside the format's own margin",
        "text-near-trim",
        at(3.6, 50),
        at(5, 50),
        measured="4 mm",
        expected=FORMAT,
    ),
    Case(
        "over a fold",
        "text-on-fold",
        at(45, 50),
        at(60, 50),
        severity="warning",
        expected=FOLDED,
    ),
    Case("upright, from below", "text-cut", lettered(BLACK + words("Lang", 50, 1)), at(50, 8)),
)
def test_text_keeps_from_the_cut(case: Case) -> None:
    check(case)


def test_a_slug_line_outside_the_trim_is_meant_to_be_cut_off() -> None:
    assert preflight(at(20, -4)()).findings == ()
    assert preflight(at(20, 152)()).findings == ()
    assert preflight(at(45, -4)(), FOLDED).findings == ()


def test_letters_are_measured_by_their_ink_not_by_their_line() -> None:
    # "aaa" has no descender: its ink ends on the base line, 3.1 mm above the trim.
    assert preflight(at(20, 144.8, "aaa")()).findings == ()
    verdict = preflight(at(20, 144.8, "ggg")())
    assert the(verdict, "text-near-trim").severity == "warning"


def test_trailing_spaces_may_run_into_the_margin() -> None:
    assert preflight(at(88, 50, "Lang          ")()).findings == ()
