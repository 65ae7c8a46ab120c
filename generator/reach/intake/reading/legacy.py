"""Vietnamese text in the codes from before Unicode: TCVN3 (ABC) and VNI-Windows.

In both, the letters are those of Western fonts that were redrawn: ``Hµ`` looks like ``Hà`` in the
font .VnTime, and ``Haø`` in VNI-Times. A third kind of broken text is UTF-8 that was read as
Windows-1252 (``HÃ ``). Tables: TCVN 5712:1993, set VN3 (the TCVN3 of Unikey), and VNI's own chart;
of TCVN3 the letters with a tone are lower-case only, for capitals have a font of their own
(.VnTimeH).
"""

import re
import unicodedata
from typing import Literal

Scheme = Literal["TCVN3 (ABC)", "VNI-Windows", "UTF-8"]
SCHEMES: tuple[Scheme, ...] = ("TCVN3 (ABC)", "VNI-Windows", "UTF-8")

_TCVN3_CAPITALS = dict(zip(range(0xA1, 0xA8), "ĂÂÊÔƠƯĐ", strict=True))
_TCVN3_ROWS = {
    0xA8: "ăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3: dict[int, str] = _TCVN3_CAPITALS | {
    first + place: letter
    for first, letters in _TCVN3_ROWS.items()
    for place, letter in enumerate(letters)
}
"""Byte to letter."""

_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_HAT = dict(zip("âàåãáä", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"), strict=True))
_BREVE = dict(zip("êèúüéë", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"), strict=True))
_VNI_ALONE = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))


def _vni() -> dict[str, str]:
    """Written by VNI to letter, lower case."""
    found = dict(_VNI_ALONE)
    for vowel in "aeouyôö":
        letter = _VNI_ALONE.get(vowel, vowel)
        for mark, tone in _TONES.items():
            found[vowel + mark] = unicodedata.normalize("NFC", letter + tone)
    for vowel in "aeo":
        for mark, tone in _HAT.items():
            found[vowel + mark] = unicodedata.normalize("NFC", vowel + "\u0302" + tone)
    for mark, tone in _BREVE.items():
        found["a" + mark] = unicodedata.normalize("NFC", "a\u0306" + tone)
    return found


VNI: dict[str, str] = _vni()
_VNI_PARTS = re.compile(
    "|".join((*sorted(VNI, key=len, reverse=True), "[\xa1-\xff]")), re.IGNORECASE
)


def _western() -> dict[str, int]:
    """The bytes of what Windows shows in Western and in Vietnamese settings (1252 and 1258)."""
    found: dict[str, int] = {}
    for page in ("cp1258", "cp1252"):
        for byte in range(0x80, 0x100):
            found[bytes([byte]).decode(page, "replace")] = byte
    del found["\ufffd"]
    return found | {chr(byte): byte for byte in range(0x80, 0x100)}


_BYTES = _western()
_WESTERN = {ord(letter): chr(byte) for letter, byte in _BYTES.items() if byte > 0xA0}
_NOT_TCVN3 = re.compile(
    f"[{''.join(chr(byte) for byte in range(0xA1, 0x100) if byte not in TCVN3)}]"
)


def converted(text: str, scheme: Scheme) -> str | None:
    """What a text says if it is in a legacy code, in NFC; ``None`` where it cannot be.

    Typographic marks that Windows added itself (dashes, quotes, dots) stay as they are.
    """
    if scheme == "UTF-8":
        return _twice_encoded(text)
    western = _as_western(text)
    if western is None:
        return None
    return _from_tcvn3(western) if scheme == "TCVN3 (ABC)" else _from_vni(western)


def _as_western(text: str) -> str | None:
    """The letters as Western Windows shows them; ``None`` where one is in no such font."""
    signs = {sign for sign in text if not sign.isascii()}
    if any(sign.isalpha() and sign not in _BYTES for sign in signs):
        return None
    return text.translate(_WESTERN)


def could_be_western(word: str) -> bool:
    """Whether Western Windows can show it: text with ``ạ`` or ``ế`` is Unicode."""
    return _as_western(word) is not None


def _from_tcvn3(western: str) -> str | None:
    return None if _NOT_TCVN3.search(western) else _capitals(western.translate(TCVN3))


_WORD = re.compile(r"[^\W\d_]+")


def _capitals(text: str) -> str:
    """``TØNH`` is ``TỉNH`` letter by letter and ``TỈNH`` in its font.

    A word counts as set in the capitals' font where it has two plain capitals and no plain small
    letter, and a whole text where one of its words does and none has a plain small letter.
    """
    words = _WORD.findall(text)
    if not any(_shouts(word) for word in words):
        return text
    if not re.search("[a-z]", text):
        return text.upper()
    return _WORD.sub(lambda word: word[0].upper() if _shouts(word[0]) else word[0], text)


def _shouts(word: str) -> bool:
    plain = [letter for letter in word if letter.isascii() or letter in "ĂÂÊÔƠƯĐ"]
    return len(plain) > 1 and all(letter.isupper() for letter in plain)


def _from_vni(western: str) -> str | None:
    def letter(found: re.Match[str]) -> str:
        read = VNI[found[0].lower()]
        return read.upper() if found[0][0].isupper() else read

    try:
        return _VNI_PARTS.sub(letter, western)
    except KeyError:  # a mark without its vowel
        return None


def _twice_encoded(text: str) -> str | None:
    """UTF-8 that was read byte by byte."""
    try:
        found = bytes(
            ord(letter) if letter.isascii() else _BYTES[letter] for letter in text
        ).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    return unicodedata.normalize("NFC", found)


def font_of(styles: bytes) -> Scheme | None:
    """The code whose fonts a workbook names (``styles.xml``): .VnTime, VNI-Times and the like."""
    names = re.findall(rb"""name[^<>]{0,20}val=["'](\.Vn|VNI-)""", styles)
    if len(set(names)) != 1:
        return None
    return "TCVN3 (ABC)" if names[0] == b".Vn" else "VNI-Windows"
