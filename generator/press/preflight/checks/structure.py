"""Is it a PDF/X-4 file at all? What ISO 15930-7 asks of the file as a whole."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from pikepdf import Array, Dictionary, Pdf, Stream

from generator.press.preflight import rules
from generator.press.preflight.inside.reading import (
    FAULTS,
    content,
    entry,
    filters,
    items,
    mapping,
    name,
    text,
    whole,
)
from generator.press.preflight.verdict import Finding, Measure

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PDFXID = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_MANAGED = "{http://ns.adobe.com/xap/1.0/mm/}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DATES = ("CreateDate", "ModifyDate", "MetadataDate")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$")
_TREE = 2_000
"""Nodes of a name tree or an outline that are looked at."""


def check(pdf: Pdf) -> Iterator[Finding]:
    """What is wrong with the file as a whole."""
    yield from _version(pdf)
    yield from _metadata(pdf)
    yield from _intents(pdf)
    yield from _actions(pdf)
    yield from _filters(pdf)
    yield from _layers(pdf)


def _error(code: str, measured: str = "", limit: str = "", **details: str) -> Finding:
    return Finding(
        code,
        "error",
        measured=Measure(measured) if measured else None,
        limit=Measure(limit) if limit else None,
        details=details,
    )


def _version(pdf: Pdf) -> Iterator[Finding]:
    try:
        version = tuple(int(part) for part in pdf.pdf_version.split("."))
    except FAULTS:
        version = (0, 0)
    if version < rules.MINIMUM_VERSION:
        limit = ".".join(map(str, rules.MINIMUM_VERSION))
        yield _error("pdf-version", f"PDF {pdf.pdf_version}", f"PDF {limit}")
    identifiers = items(entry(pdf.trailer, "/ID"))
    if len(identifiers) != 2 or not all(len(bytes(each)) for each in identifiers):
        yield _error("no-file-id")


def _metadata(pdf: Pdf) -> Iterator[Finding]:
    """The keys that PDF/X-4 wants in the XMP packet (ISO 15930-7, 6.5 and 6.6)."""
    stream = entry(pdf.Root, "/Metadata")
    try:
        words = _properties(content(stream))
    except (ParseError, DefusedXmlException, *FAULTS):
        yield _error("no-metadata", limit=rules.X_VERSION)
        return
    version = words.get(_PDFXID, "")
    if version != rules.X_VERSION:
        yield _error("not-x4", version or "–", rules.X_VERSION)
    trapped = words.get(f"{_PDF}Trapped", "")
    if trapped not in ("True", "False"):
        yield _error("trapped", trapped or "–", "True, False")
    if not words.get(_TITLE, "").strip():
        yield _error("no-title")
    lacking = [each for each in _DATES if not _DATE.match(words.get(f"{_XMP}{each}", ""))]
    if lacking:
        yield _error("no-dates", found=", ".join(lacking))
    managed = ("DocumentID", "RenditionClass", "VersionID")
    if lacking := [each for each in managed if not words.get(f"{_MANAGED}{each}")]:
        yield _error("no-document-id", found=", ".join(lacking))


def _properties(packet: bytes) -> dict[str, str]:
    """The simple properties of an XMP packet, and of lists their first member."""
    found: dict[str, str] = {}
    for description in fromstring(packet).iter(f"{_RDF}Description"):
        found |= dict(description.attrib)
        found |= {str(part.tag): _value(part) for part in description}
    return found


def _value(part: Element) -> str:
    item = next(part.iter(f"{_RDF}li"), None)
    return (part.text if item is None else item.text) or ""


def _intents(pdf: Pdf) -> Iterator[Finding]:
    """The printing condition (ISO 15930-7, 6.2.2): one, in CMYK, with its profile."""
    intents = [
        each
        for each in items(entry(pdf.Root, "/OutputIntents"), 100)
        if name(entry(each, "/S")) == "/GTS_PDFX"
    ]
    if not intents:
        yield _error("no-intent")
        return
    if len(intents) > 1:
        yield _error("many-intents", str(len(intents)), "1")
    if not text(entry(intents[0], "/OutputConditionIdentifier")):
        yield _error("no-condition")
    profile = entry(intents[0], "/DestOutputProfile")
    if not isinstance(profile, Stream):
        yield _error("no-profile")
        return
    try:
        head = content(profile)[:40]
    except FAULTS:
        head = b""
    space, kind = head[16:20].decode("latin-1"), head[12:16].decode("latin-1")
    if (space, kind, whole(entry(profile, "/N"))) != ("CMYK", "prtr", 4):
        yield _error("wrong-profile", f"{space.strip() or '–'} {kind}".strip(), "CMYK prtr")


def _actions(pdf: Pdf) -> Iterator[Finding]:
    """Things that act (ISO 15930-7, 6.15 and 6.18): a plate cannot."""
    root = pdf.Root
    names = entry(root, "/Names")
    actions = list(_all_actions(pdf))
    if entry(names, "/JavaScript") is not None or "/JavaScript" in actions:
        yield _error("javascript")
    others = sorted({each.removeprefix("/") for each in actions} - {"JavaScript"})
    if others:
        yield _error("action", found=", ".join(others))
    if entry(names, "/EmbeddedFiles") is not None or entry(root, "/AF") is not None:
        yield _error("embedded-file")
    form = entry(root, "/AcroForm")
    if entry(form, "/XFA") is not None:
        yield _error("xfa")
    elif items(entry(form, "/Fields")):
        yield _error("form-fields")


def _all_actions(pdf: Pdf) -> Iterator[str]:
    """The kinds of the actions of the file, its pages and its outline."""
    root = pdf.Root
    opening = entry(root, "/OpenAction")
    holders = [root, *(page.obj for page in pdf.pages)]
    for holder in holders:
        for each in mapping(entry(holder, "/AA")).values():
            yield from _kinds(each)
    if isinstance(opening, Dictionary):
        yield from _kinds(opening)
    for item in _outline(entry(root, "/Outlines")):
        yield from _kinds(entry(item, "/A"))
    for page in pdf.pages:
        for annotation in items(entry(page.obj, "/Annots"), 200):
            kinds = list(_kinds(entry(annotation, "/A")))
            yield from (kind for kind in kinds if kind == "/JavaScript")
            for each in mapping(entry(annotation, "/AA")).values():
                yield from _kinds(each)


def _kinds(action: Any) -> Iterator[str]:
    """The kind of an action and of those that follow it."""
    for _ in range(20):
        if not isinstance(action, Dictionary):
            return
        if kind := name(entry(action, "/S")):
            yield kind
        following = entry(action, "/Next")
        action = following[0] if isinstance(following, Array) and len(following) else following


def _outline(root: Any) -> Iterator[Any]:
    waiting, count = [entry(root, "/First")], 0
    while waiting and count < _TREE:
        item = waiting.pop()
        if isinstance(item, Dictionary):
            count += 1
            yield item
            waiting += [entry(item, "/Next"), entry(item, "/First")]


def _filters(pdf: Pdf) -> Iterator[Finding]:
    """Packings that PDF/X-4 does not admit (ISO 15930-7, 6.3), and data outside the file."""
    found: set[str] = set()
    outside = False
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            found.update(filters(thing))
            outside = outside or entry(thing, "/F") is not None
    forbidden = sorted(found & {"/LZWDecode", "/Crypt"})
    if forbidden:
        yield _error("filter", ", ".join(forbidden).replace("/", ""), "Flate, DCT")
    if outside:
        yield _error("outside-data")


def _layers(pdf: Pdf) -> Iterator[Finding]:
    """Layers that are off may be printed or not, as the machine takes it."""
    default = entry(entry(pdf.Root, "/OCProperties"), "/D")
    if items(entry(default, "/OFF")) or name(entry(default, "/BaseState")) == "/OFF":
        yield Finding("layer-off", "warning")
