"""The bytes of a finished file: the same for the same content, marked with what it is made from."""

import hashlib
import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Pdf, String


def mark_of(identity: str) -> bytes:
    """The first part of a file's ID, by which a file made from the same sources is known again."""
    return hashlib.sha256(identity.encode()).hexdigest()[:16].encode()


def sealed(pdf: Pdf, identity: str) -> bytes:
    """The bytes, with what WeasyPrint draws by lot replaced by what ``identity`` gives."""
    digest = hashlib.sha256(identity.encode()).hexdigest()
    name = "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32]))
    if "/Metadata" in pdf.Root:
        words = pdf.Root.Metadata.read_bytes()
        words = re.sub(rb"xmp\.did:[0-9a-f-]{36}", b"xmp.did:" + name.encode(), words)
        pdf.Root.Metadata.write(words)
    pdf.trailer.ID = Array([String(mark_of(identity)), String(mark_of(identity))])
    return saved(pdf)


def plain_spaces(pdf: Pdf) -> None:
    """Spaces that keep words together on paper are plain spaces to whoever reads, finds, copies."""
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            letters = thing.ToUnicode.read_bytes()
            thing.ToUnicode.write(re.sub(rb"(?i)(<[0-9a-f]+>\s*)<00a0>", rb"\1<0020>", letters))
    with pdf.open_outline() as outline:
        waiting = list(outline.root)
        while waiting:
            item = waiting.pop()
            item.title = item.title.replace("\N{NO-BREAK SPACE}", " ")
            waiting += item.children


def saved(pdf: Pdf) -> bytes:
    """The bytes, the same for the same content; the first half of the file's ID stays."""
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=False,
    )
    return out.getvalue()
