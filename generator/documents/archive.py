"""A screen file for the archive: PDF/A-2a beside PDF/UA-1 in one file (ISO 19005-2, ISO 14289-1).

Nothing of a page changes. What is added says how its colours are meant and what the file claims.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

import pikepdf
from defusedxml.ElementTree import fromstring
from pikepdf import Array, Dictionary, Name, Pdf, String

PART, LEVEL = "2", "A"
_PRINTED = 4
"""The annotation flag Print (ISO 32000-1, table 165)."""
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_NAMES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfuaid": _UA,
    "rdf": _RDF,
}
for _prefix, _uri in _NAMES.items():
    register_namespace(_prefix, _uri)


def make_archival(pdf: Pdf) -> None:
    """Let a tagged file in sRGB that claims PDF/UA-1 conform to PDF/A-2a as well."""
    profile = pdf.make_stream(srgb_profile())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        RegistryName=String("http://www.color.org"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            annotation.F = _PRINTED  # 6.3.2
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image:
            thing.Interpolate = False  # 6.2.8.1
    _claim(pdf)


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The sRGB profile of the International Color Consortium, from the renderer's package."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


def _claim(pdf: Pdf) -> None:
    """Say so in the metadata (6.6.4), and what the property of PDF/UA is (6.6.2.3)."""
    packet = pdf.Root.Metadata.read_bytes()
    start, end = packet.index(b"<x:xmpmeta"), packet.index(b"</x:xmpmeta>") + len(b"</x:xmpmeta>")
    meta = fromstring(packet[start:end])
    about = SubElement(meta[0], _named("rdf:Description"), {_named("rdf:about"): ""})
    SubElement(about, _named("pdfaid:part")).text = PART
    SubElement(about, _named("pdfaid:conformance")).text = LEVEL
    schema = _resource(_bag(about, "pdfaExtension:schemas", "Bag"))
    _said(schema, "pdfaSchema:schema", "PDF/UA Universal Accessibility Schema")
    _said(schema, "pdfaSchema:namespaceURI", _UA)
    _said(schema, "pdfaSchema:prefix", "pdfuaid")
    part = _resource(_bag(schema, "pdfaSchema:property", "Seq"))
    _said(part, "pdfaProperty:name", "part")
    _said(part, "pdfaProperty:valueType", "Integer")
    _said(part, "pdfaProperty:category", "internal")
    _said(part, "pdfaProperty:description", "Part of ISO 14289 that the file conforms to")
    pdf.Root.Metadata.write(packet[:start] + tostring(meta, encoding="utf-8") + packet[end:])


def _named(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _said(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _named(name)).text = text


def _bag(parent: Element, name: str, kind: str) -> Element:
    return SubElement(SubElement(parent, _named(name)), _named(f"rdf:{kind}"))


def _resource(parent: Element) -> Any:
    return SubElement(parent, _named("rdf:li"), {_named("rdf:parseType"): "Resource"})
