"""Small PDFs for the preflight's tests: a sound PDF/X-4 page, and ways to spoil it.

Lengths are millimetres from the trim's upper left corner, as the preflight tells them.
"""

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pikepdf
import segno
from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from generator.press.setting.fonts import family_faces

PT = 72 / 25.4
TRIM = (105.0, 148.0)
BLEED, SLUG = 3.0, 7.0
"""Around the trim: the bleed, and outside it room for marks."""
OUT = BLEED + SLUG
LETTERS = "".join(map(chr, range(32, 127))) + "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 pdf:Trapped="False" xmpMM:DocumentID="xmp.did:1" xmpMM:VersionID="1"
 xmpMM:RenditionClass="default">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmp:CreateDate>2021-03-09T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>2021-03-09T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>2021-03-09T00:00:00Z</xmp:MetadataDate>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Tờ thử</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
GROUND = "0 0.01 0.04 0 k -3 -3 111 154 re f "
"""Paper colour that goes over the whole bleed, in the page's own millimetres (see ``page``)."""
Change = Callable[[Pdf], None]


def profile(space: bytes = b"CMYK", kind: bytes = b"prtr") -> bytes:
    """The head of an ICC profile: as much of it as says what it is for."""
    return bytes(12) + kind + space + b"Lab " + bytes(12) + b"acsp" + bytes(88) + bytes(4)


def sound(
    pages: Sequence[str | bytes] = ("",),
    resources: Any = None,
    change: Change | None = None,
    *,
    ground: str = GROUND,
    version: str = "1.6",
) -> bytes:
    """A PDF/X-4 file: ``pages`` are contents in mm, y downwards from the trim's upper left corner.

    ``resources`` are shared by all pages: a dictionary, or a function of the file that makes one.
    ``change`` has the last word on the file.
    """
    with Pdf.new() as pdf:
        shared = resources(pdf) if callable(resources) else resources
        for content in pages:
            add_page(pdf, content, shared, ground)
        metadata = pdf.make_stream(XMP.encode())
        metadata["/Type"], metadata["/Subtype"] = Name.Metadata, Name.XML
        pdf.Root.Metadata = metadata
        pdf.Root.OutputIntents = Array([intent(pdf)])
        if change:
            change(pdf)
        return saved(pdf, version)


def saved(pdf: Pdf, version: str = "1.6", **options: Any) -> bytes:
    """The file's bytes; its streams stay as they are."""
    out = io.BytesIO()
    if "encryption" not in options:  # which needs a newer version, and packs anew
        options["force_version"] = version
        options["stream_decode_level"] = pikepdf.StreamDecodeLevel.none
    pdf.save(
        out,
        static_id=True,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        **options,
    )
    return out.getvalue()


def intent(pdf: Pdf, data: bytes | None = None, parts: int = 4) -> Dictionary:
    """An output intent with a profile."""
    stream = pdf.make_stream(profile() if data is None else data)
    stream["/N"] = parts
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("FOGRA39"),
        Info=String("Coated FOGRA39"),
        DestOutputProfile=stream,
    )


def add_page(pdf: Pdf, content: str | bytes, resources: Any, ground: str = GROUND) -> None:
    """A page with its boxes; millimetres and y downwards for ``content``."""
    width, height = TRIM[0] + 2 * OUT, TRIM[1] + 2 * OUT
    frame = f"{PT} 0 0 {-PT} {OUT * PT} {(height - OUT) * PT} cm\n{ground}\n"
    body = content.encode("latin-1") if isinstance(content, str) else content
    stream = pdf.make_stream(frame.encode() + body)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=box(-OUT, width, height),
        CropBox=box(-OUT, width, height),
        BleedBox=box(-BLEED, TRIM[0] + 2 * BLEED, TRIM[1] + 2 * BLEED),
        TrimBox=box(0, *TRIM),
        Resources=Dictionary() if resources is None else resources,
        Contents=stream,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))


def box(start: float, width: float, height: float) -> Array:
    """A box of the page that begins so many mm from the trim's corners."""
    left = (OUT + start) * PT
    return Array([round(v, 4) for v in (left, left, left + width * PT, left + height * PT)])


def frame(x: float, y: float, width: float, height: float) -> Array:
    """A rectangle of the page for an annotation."""
    top = OUT + TRIM[1] - y
    values = (OUT + x, top - height, OUT + x + width, top)
    return Array([value * PT for value in values])


def form(pdf: Pdf, content: str, resources: Any = None, **entries: Any) -> Stream:
    """A form that fills the page's own millimetres."""
    made = pdf.make_stream(content.encode("latin-1"))
    made["/Type"], made["/Subtype"] = Name.XObject, Name.Form
    made["/BBox"] = Array([-200, -200, 400, 400])
    if resources is not None:
        made["/Resources"] = resources
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def image(
    pdf: Pdf,
    space: Any = Name.DeviceCMYK,
    size: tuple[int, int] = (400, 400),
    bits: int = 8,
    data: bytes | None = None,
    **entries: Any,
) -> Stream:
    """An image; grey noise of no meaning where no data are given."""
    parts = {"/DeviceGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}.get(str(space), 4)
    if isinstance(space, Array):
        parts = {"/ICCBased": 3, "/Lab": 3, "/CalRGB": 3}.get(str(space[0]), 1)
    row = (size[0] * parts * bits + 7) // 8
    made = pdf.make_stream(bytes([51]) * (row * size[1]) if data is None else data)
    made["/Type"], made["/Subtype"] = Name.XObject, Name.Image
    made["/Width"], made["/Height"], made["/BitsPerComponent"] = *size, bits
    if space is not None:
        made["/ColorSpace"] = space
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def placed(name: str, x: float, y: float, width: float, height: float) -> str:
    """The operations that place an image with its upper left corner at a place."""
    return f"q {width} 0 0 {-height} {x} {y + height} cm /{name} Do Q "


def tint(pdf: Pdf, end: Sequence[float] = (0, 1, 1, 0)) -> Dictionary:
    """A function from a tint to an alternative colour."""
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * len(end), C1=Array(list(end)), N=1)


@lru_cache(maxsize=1)
def face() -> tuple[bytes, dict[str, int], dict[int, int]]:
    """A subset of a real face: its program, its glyphs by letter, their widths in thousandths."""
    path = next(each.path for each in family_faces("Source Sans Pro") if each.weight == 400)
    font = TTFont(path)
    options = subset.Options(layout_features=[], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=LETTERS)
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    glyphs = {chr(code): font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    scale = 1000 / font["head"].unitsPerEm
    order = font.getGlyphOrder()
    widths = {i: round(font["hmtx"][name][0] * scale) for i, name in enumerate(order)}
    return out.getvalue(), glyphs, widths


def font(pdf: Pdf, *, embedded: bool = True) -> Dictionary:
    """The face as a composite font whose codes are glyph numbers."""
    program, _, widths = face()
    descriptor = _descriptor(pdf, program, embedded=embedded)
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/ABCDEF+SourceSans"),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=descriptor,
        CIDToGIDMap=Name.Identity,
        DW=500,
        W=Array([0, Array([widths[i] for i in range(len(widths))])]),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+SourceSans"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(inner)]),
    )


def simple_font(pdf: Pdf, *, embedded: bool = True) -> Dictionary:
    """The face as a simple TrueType font in WinAnsi."""
    program, glyphs, widths = face()
    codes = [widths[glyphs.get(chr(code), 0)] for code in range(32, 127)]
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+SourceSans"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=126,
        Widths=Array(codes),
        FontDescriptor=_descriptor(pdf, program, embedded=embedded),
    )


def _descriptor(pdf: Pdf, program: bytes, *, embedded: bool) -> Dictionary:
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+SourceSans"),
        Flags=32,
        FontBBox=Array([-430, -350, 1400, 1050]),
        ItalicAngle=0,
        Ascent=984,
        Descent=-273,
        CapHeight=660,
        StemV=84,
    )
    if embedded:
        stream = pdf.make_stream(program)
        stream["/Length1"] = len(program)
        descriptor["/FontFile2"] = stream
    return pdf.make_indirect(descriptor)


def encoded(words: str) -> str:
    """Words as a string of glyph numbers for ``font``."""
    glyphs = face()[1]
    return "<" + "".join(f"{glyphs[letter]:04x}" for letter in words) + ">"


def words(
    text: str, x: float, y: float, size: float = 12, *, name: str = "F", string: str = ""
) -> str:
    """The operations that set words with their base line at a place; ``size`` in points."""
    shown = string or encoded(text)
    return f"BT /{name} {size / PT:.5f} Tf 1 0 0 -1 {x} {y} Tm {shown} Tj ET "


def over(content: str) -> str:
    """Content that overprints."""
    return f"q /O gs {content} Q "


def states(**each: Dictionary) -> Dictionary:
    return Dictionary({f"/{name}": state for name, state in each.items()})


OVER = Dictionary(op=True, OP=True, OPM=1)


def typed(pdf: Pdf, **more: Any) -> Dictionary:
    """Resources with the font ``F`` and the state ``O`` that overprints."""
    fonts = Dictionary(F=pdf.make_indirect(font(pdf)))
    return Dictionary(Font=fonts, ExtGState=Dictionary(O=OVER), **more)


def qr(
    x: float, y: float, side: float, *, dark: str = "0 0 0 1 k", light: str = "0 0 0 0 k",
    quiet: float = 4, address: str = "https://thunglung.example/campaigns/khong-xam-hai/",
) -> str:  # fmt: skip
    """A QR code as one area, ``side`` mm without its quiet zone of so many modules."""
    code = segno.make_qr(address, error="m")
    module = side / len(code.matrix)
    margin = quiet * module
    around = side + 2 * margin
    squares = "".join(
        f"{x + column * module:.4f} {y + row * module:.4f} {module:.4f} {module:.4f} re "
        for row, line in enumerate(code.matrix)
        for column, bit in enumerate(line)
        if bit
    )
    return f"{light} {x - margin} {y - margin} {around} {around} re f {dark} {squares} f "
