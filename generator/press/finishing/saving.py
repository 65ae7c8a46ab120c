"""The bytes of a finished file: the same for the same content, marked with what it is made from."""

import hashlib
import io
import re

import pikepdf
from pikepdf import Array, Pdf, String


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
