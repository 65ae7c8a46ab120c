"""Whether a word can be Vietnamese: its rhyme and where its tone stands.

Text in a wrong code looks like words and is none: ``lăng`` may be ``lóng`` read wrongly, but
``lăg`` and ``hoãa`` cannot be right. Beginnings are taken freely, for names from other languages
of the country begin as they like (``Krông``); rhymes are those of the syllable tables that
schools teach, with both ways of placing a tone (``hoà``, ``hòa``).
"""

import re
import unicodedata
from functools import lru_cache

_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay "
    "ăc ăk ăm ăn ăng ăp ăt "
    "âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ek "
    "ê êch êm ên êng ênh êp êt êu êk "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay "
    "oăc oăm oăn oăng oăt oe oen oeo oet ooc oong "
    "ô ôc ôi ôm ôn ông ôp ôt ôk "
    "ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uôc uôi uôm uôn uông uôt uơ "
    "uy uya uych uynh uyt uyu uyên uyêt "
    "ư ưa ưc ưi ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu "
)
_AFTER_Q = ("yn", "yt", "ych", "ynh")
"""``quýt``, ``quỳnh``: the y of these stands after ``qu`` only."""
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_STOPPED = ("\u0300", "\u0309", "\u0303")
"""Tones that no rhyme ending in c, ch, k, p, t has."""
_ONSET = re.compile(r"gi(?=[^\W\d_])|qu(?=[^\W\d_])|[bcdđfghjklmnpqrstvwxz]{0,4}")
_MARKED = "ăâêôơư"


def _places(rhyme: str) -> tuple[int, ...]:
    """On which letters the tone of a rhyme may stand."""
    marked = [place for place, letter in enumerate(rhyme) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    vowels = len(rhyme) - len(rhyme.lstrip("aeiouy"))
    if vowels == 1:
        return (0,)
    if rhyme in {"oa", "oe", "uy"}:
        return (0, 1)
    return (1,) if vowels == 3 or vowels < len(rhyme) else (0,)


def _toned(rhyme: str) -> set[str]:
    stopped = rhyme.endswith(("c", "ch", "k", "p", "t"))
    found = set()
    for tone in _TONES:
        if not (stopped and tone in _STOPPED):
            for place in _places(rhyme):
                letters = rhyme[: place + 1] + tone + rhyme[place + 1 :]
                found.add(unicodedata.normalize("NFC", letters))
    return found


_LETTERS = _toned("ă") | _toned("â")
"""Vowels that are no syllable, but may stand alone as letters: in a list, for one."""
_ALL = frozenset(word for rhyme in _RHYMES.split() for word in _toned(rhyme))
_Q = _ALL | frozenset(word for rhyme in _AFTER_Q for word in _toned(rhyme))


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word (NFC, letters only) can be one syllable of Vietnamese."""
    lower = word.lower()
    onset = _ONSET.match(lower)
    start = onset[0] if onset else ""
    rhymes = _Q if start == "qu" else _ALL
    if lower[len(start) :] in rhymes or lower in _LETTERS:
        return True
    # "gìn", "quốc" written whole: the i or u may belong to the rhyme
    return start in {"gi", "qu"} and lower[1:] in _ALL


def is_initials(word: str) -> bool:
    """Whether a word is an abbreviation without a vowel: ``QĐ``, ``HĐND``."""
    return word.isupper() and not re.search("[AEIOUYĂÂÊÔƠƯ]", unicodedata.normalize("NFD", word))
