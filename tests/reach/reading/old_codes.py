"""Vietnamese in the codes from before Unicode, written out independently of the program's tables.

TCVN3 letter by letter as Unikey types it; VNI-Windows as on VNI's own chart (vowel, then mark).
"""

import unicodedata

_MARKS = "\u0301\u0300\u0309\u0303\u0323"  # sắc, huyền, hỏi, ngã, nặng
_TCVN3 = {
    "a": "¸µ¶·¹", "ă": "¾»¼½Æ", "â": "ÊÇÈÉË", "e": "ÐÌÎÏÑ", "ê": "ÕÒÓÔÖ", "i": "Ý×ØÜÞ",
    "o": "ãßáâä", "ô": "èåæçé", "ơ": "íêëìî", "u": "óïñòô", "ư": "øõö÷ù", "y": "ýúûüþ",
}  # fmt: skip
_TCVN3_BARE = dict(zip("ăâêôơưđĂÂÊÔƠƯĐ", "¨©ª«¬\xad®¡¢£¤¥¦§", strict=True))
_VNI = {
    "a": "aù aø aû aõ aï", "ă": "aé aè aú aü aë", "â": "aá aà aå aã aä", "e": "eù eø eû eõ eï",
    "ê": "eá eà eå eã eä", "i": "í ì æ ó ò", "o": "où oø oû oõ oï", "ô": "oá oà oå oã oä",
    "ơ": "ôù ôø ôû ôõ ôï", "u": "uù uø uû uõ uï", "ư": "öù öø öû öõ öï", "y": "yù yø yû yõ î",
}  # fmt: skip
_VNI_BARE = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ"}


def _toned(vowel: str) -> list[str]:
    return [unicodedata.normalize("NFC", vowel + mark) for mark in _MARKS]


TO_TCVN3 = _TCVN3_BARE | {
    letter: code
    for vowel, codes in _TCVN3.items()
    for letter, code in zip(_toned(vowel), codes, strict=True)
}
TO_VNI = _VNI_BARE | {
    letter: code
    for vowel, codes in _VNI.items()
    for letter, code in zip(_toned(vowel), codes.split(), strict=True)
}
ALPHABET = "".join([*"aăâbcdđeêghiklmnoôơpqrstuưvxy", *(x for v in _TCVN3 for x in _toned(v))])
"""Every letter of Vietnamese, with every tone; small ones."""


def tcvn3(text: str) -> str:
    """As Western Windows shows TCVN3; a capital with a tone becomes a small one, as in .VnTime."""
    return "".join(TO_TCVN3.get(one) or TO_TCVN3.get(one.lower(), one) for one in text)


def vni(text: str) -> str:
    """As Western Windows shows VNI."""
    found = []
    for letter in text:
        code = TO_VNI.get(letter.lower(), letter)
        found.append(code if letter in TO_VNI or letter == code else code.upper())
    return "".join(found)


def windows_1258(text: str) -> bytes:
    """As Windows saves it: letters with their own mark, tones as characters of their own."""
    found = b""
    for letter in unicodedata.normalize("NFC", text):
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in parts if mark in _MARKS)
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            found += base.encode("cp1258") + tone.encode("cp1258")
    return found
