"""What ISO 15930-7 asks of the file as a whole, and things that PDF/X-4 forbids in it."""

import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.press.preflight import preflight
from tests.press.preflight.builder import (
    XMP,
    form,
    image,
    intent,
    placed,
    profile,
    saved,
    sound,
)
from tests.press.preflight.cases import Case, cases, check, the

MARK = "0 1 1 0 k 20 30 25 25 re f"
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def words(old: str, new: str) -> Any:
    """The metadata with something else in one place."""
    assert re.search(old, XMP)
    text = re.sub(old, new, XMP, count=1)

    def change(pdf: Pdf) -> None:
        pdf.Root.Metadata = pdf.make_stream(text.encode())

    return lambda: sound([MARK], change=change)


def without(key: str) -> Any:
    def change(pdf: Pdf) -> None:
        del pdf.Root[key]

    return lambda: sound([MARK], change=change)


def of_root(key: str, value: Any) -> Any:
    def change(pdf: Pdf) -> None:
        pdf.Root[key] = value(pdf) if callable(value) else value

    return lambda: sound([MARK], change=change)


def no_identifier() -> bytes:
    return sound([MARK]).replace(b"/ID", b"/XX")


def no_xml() -> bytes:
    return sound([MARK]).replace(b"</rdf:RDF>", b"</rdf:RDX>")


def old_version() -> bytes:
    return sound([MARK], version="1.4")


def intents(*each: Callable[[Pdf], Any]) -> Any:
    return of_root("/OutputIntents", lambda pdf: Array([make(pdf) for make in each]))


def no_condition(pdf: Pdf) -> Dictionary:
    made = intent(pdf)
    del made["/OutputConditionIdentifier"]
    return made


def other_kind(pdf: Pdf) -> Dictionary:
    made = intent(pdf)
    made["/S"] = Name.GTS_PDFA1
    return made


def no_profile(pdf: Pdf) -> Dictionary:
    made = intent(pdf)
    del made["/DestOutputProfile"]
    return made


@cases(
    Case("version 1.4", "pdf-version", old_version, page=0, measured="PDF 1.4"),
    Case("no identifier", "no-file-id", no_identifier, page=0),
    Case("no metadata", "no-metadata", without("/Metadata"), page=0),
    Case("metadata that is no XML", "no-metadata", no_xml, page=0),
    Case("PDF/X-3", "not-x4", words("PDF/X-4", "PDF/X-3:2003"), page=0, measured="PDF/X-3:2003"),
    Case("trapping unknown", "trapped", words('"False"', '"Unknown"'), page=0),
    Case("no trapping key", "trapped", words('pdf:Trapped="False"', ""), page=0),
    Case("no title", "no-title", words("Tờ thử", " "), page=0),
    Case("no creation", "no-dates", words("<xmp:CreateDate>.*</xmp:CreateDate>", ""), page=0),
    Case("a date that is none", "no-dates", words("2021-03-09T00:00:00Z", "hôm qua"), page=0),
    Case("no document", "no-document-id", words('xmpMM:DocumentID="xmp.did:1"', ""), page=0),
    Case("no intent", "no-intent", without("/OutputIntents"), page=0),
    Case(
        "an intent of another kind",
        "no-intent",
        intents(other_kind),
        page=0,
    ),
    Case("two intents", "many-intents", intents(intent, intent), page=0, measured="2"),
    Case("an unnamed condition", "no-condition", intents(no_condition), page=0),
    Case("no profile", "no-profile", intents(no_profile), page=0),
    Case(
        "a screen's profile",
        "wrong-profile",
        intents(lambda pdf: intent(pdf, profile(b"RGB ", b"mntr"), 3)),
        page=0,
        measured="RGB mntr",
    ),
    Case(
        "a link's profile",
        "wrong-profile",
        intents(lambda pdf: intent(pdf, profile(b"CMYK", b"link"))),
        page=0,
    ),
)  # fmt: skip
def test_the_file_says_that_it_is_pdf_x_4_and_for_which_press(case: Case) -> None:
    check(case)


def attached(pdf: Pdf) -> Dictionary:
    names = Array([String("a.txt"), Dictionary(Type=Name.Filespec, F=String("a.txt"))])
    return Dictionary(EmbeddedFiles=Dictionary(Names=names))


def outlined(pdf: Pdf) -> Dictionary:
    item = pdf.make_indirect(
        Dictionary(Title=String("Web"), A=Dictionary(S=Name.URI, URI=String("http://x.example")))
    )
    return Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1)


def layered(pdf: Pdf) -> Dictionary:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Bản nháp")))
    return Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def layered_on(pdf: Pdf) -> Dictionary:
    made = layered(pdf)
    made.D = Dictionary(ON=made.OCGs)
    return made


def fields(pdf: Pdf) -> Dictionary:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a")))
    return Dictionary(Fields=Array([field]))


def on_page(key: str, value: Any) -> Any:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj[key] = value

    return lambda: sound([MARK], change=change)


def lzw() -> bytes:
    # Nothing but "clear" and "end of data" (ISO 32000-1, 7.4.4.2), which pads to 80 60 20.
    def resources(pdf: Pdf) -> Dictionary:
        made = form(pdf, "")
        made.write(bytes([0x80, 0x40, 0x40]), filter=Name.LZWDecode)
        return Dictionary(XObject=Dictionary(X=made))

    return sound([MARK], resources)


@cases(
    Case("a script by name", "javascript",
         of_root("/Names", Dictionary(JavaScript=Dictionary(Names=[String("a"), SCRIPT]))), page=0),
    Case("a script on opening", "javascript", of_root("/OpenAction", SCRIPT), page=0),
    Case("a script of a page", "javascript", on_page("/AA", Dictionary(O=SCRIPT)), page=0),
    Case("an address on opening", "action",
         of_root("/OpenAction", Dictionary(S=Name.URI, URI=String("http://x.example"))), page=0),
    Case("an address in the outline", "action", of_root("/Outlines", outlined), page=0),
    Case("an attached file", "embedded-file", of_root("/Names", attached), page=0),
    Case("a dynamic form", "xfa", of_root("/AcroForm", Dictionary(XFA=String("x"))), page=0),
    Case("fields", "form-fields", of_root("/AcroForm", fields), page=0),
    Case("LZW", "filter", lzw, page=0, measured="LZWDecode"),
    Case("a layer that is off", "layer-off", of_root("/OCProperties", layered),
         of_root("/OCProperties", layered_on), severity="warning", page=0),
)  # fmt: skip
def test_nothing_acts_hides_or_travels_along(case: Case) -> None:
    check(case)


def test_opening_at_a_page_is_no_action() -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root["/OpenAction"] = Array([pdf.pages[0].obj, Name.Fit])

    assert preflight(sound([MARK], change=change)).findings == ()


def state(**entries: Any) -> Any:
    resources = Dictionary(ExtGState=Dictionary(S=Dictionary(**entries)))
    return lambda: sound([f"q 20 30 25 25 re W n /S gs {MARK} Q"], resources)


def with_object(make: Callable[[Pdf], Any]) -> Any:
    def resources(pdf: Pdf) -> Dictionary:
        return Dictionary(XObject=Dictionary(I=make(pdf)))

    return lambda: sound([placed("I", 20, 30, 25, 25)], resources)


AT = (20.0, 30.0, 25.0, 25.0)
CURVE = Dictionary(FunctionType=2, Domain=[0, 1], N=2)
SCREEN = Dictionary(Type=Name.Halftone, HalftoneType=1, Frequency=60, Angle=45)


def postscript(pdf: Pdf) -> Any:
    made = pdf.make_stream(b"showpage")
    made["/Type"], made["/Subtype"] = Name.XObject, Name.PS
    return made


def alternated(pdf: Pdf) -> Any:
    return image(pdf, Alternates=Array([Dictionary(Image=image(pdf))]))


def referring(pdf: Pdf) -> Any:
    target = Dictionary(F=String("other.pdf"), Page=0)
    made = form(pdf, "0 1 1 0 k 0 0 1 1 re f", Ref=target)
    made["/BBox"] = Array([0, 0, 1, 1])
    return made


@cases(
    Case("transfer", "transfer", state(TR=CURVE), state(TR=Name.Identity), at=AT),
    Case("transfer 2", "transfer", state(TR2=CURVE), state(TR2=Name.Default), at=AT),
    Case("halftone", "halftone", state(HT=SCREEN), state(HT=Name.Default), at=AT),
    Case("PostScript", "postscript", with_object(postscript), with_object(image), at=AT),
    Case("alternates", "alternate-image", with_object(alternated), with_object(image), at=AT),
    Case("stand-in", "opi", with_object(lambda p: image(p, OPI=Dictionary())), at=AT),
    Case("another file", "reference", with_object(referring), with_object(image), at=AT),
    Case("data elsewhere", "outside-data",
         with_object(lambda p: image(p, F=String("picture.bin"))), page=0),
)  # fmt: skip
def test_what_a_printer_sets_is_left_to_the_printer(case: Case) -> None:
    check(case)


@cases(
    Case("a font", "resource-missing", lambda: sound([MARK + " BT /F 9 Tf (a) Tj ET"])),
    Case("an image", "resource-missing", lambda: sound([MARK + " /I Do"])),
    Case("a state", "resource-missing", lambda: sound([MARK + " /G gs"])),
    Case("a pattern", "resource-missing", lambda: sound([MARK + " /Pattern cs /P scn"])),
    Case("a gradient", "resource-missing", lambda: sound([MARK + " /S sh"])),
    Case("a space", "content-damaged", lambda: sound([MARK + " /C cs 1 sc"])),
    Case("operands", "content-damaged", lambda: sound([MARK + " 1 2 re f"])),
)
def test_content_finds_what_it_calls(case: Case) -> None:
    check(case)


def test_a_locked_file_is_told_and_not_judged_further() -> None:
    with pikepdf.open(io.BytesIO(sound([MARK]))) as pdf:
        for user in ("", "secret"):
            lock = pikepdf.Encryption(user=user, owner="owner")
            verdict = preflight(saved(pdf, encryption=lock))
            assert [each.code for each in verdict.findings] == ["encrypted"]
            assert not verdict.passes


def test_a_file_that_was_cut_short_is_damaged() -> None:
    whole = sound([MARK])
    verdict = preflight(whole[: whole.rindex(b"xref")])
    assert the(verdict, "damaged").severity == "error"
