"""What stands in a page's margin, such as its number, is told apart from what the page says.

The renderer marks it like any text and then leaves it out of the structure. ISO 14289-1, 7.1:
content is either in the structure or an artifact.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, Pdf

_Part = ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def mark_artifacts(raw: bytes) -> bytes:
    """The same file, with marked content that no structure element holds as artifacts."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(raw)) as pdf:
        held = set(_held(pdf))
        for page in pdf.pages:
            own = {number for where, number in held if where == page.obj.objgen}
            parts = [_artifact(part, own) for part in pikepdf.parse_content_stream(page)]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(parts))
        pdf.save(out)
    return out.getvalue()


def _held(pdf: Pdf) -> Iterator[tuple[tuple[int, int], int]]:
    """Every piece of marked content in the structure: its page and its number there."""
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                yield element.Pg.objgen, kid
            elif "/MCID" in kid:
                yield kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)
            elif kid.get("/Type") == Name.StructElem:
                waiting.append(kid)


def _artifact(part: _Part, own: set[int]) -> _Part:
    if str(part.operator) != "BDC":
        return part
    properties = part.operands[1]
    if not isinstance(properties, Dictionary) or properties.get("/MCID") in {None, *own}:
        return part
    return ContentStreamInstruction([Name.Artifact], Operator("BMC"))
