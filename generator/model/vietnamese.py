"""Vietnamese text: one spelling, one order, one way to compare.

A letter can arrive composed (NFC) or decomposed (NFD), and the tone mark of a word such as
``hoà`` can stand on either vowel (``hòa``). Everything is NFC inside the program; comparing and
sorting go through the keys of this module.
"""

import re
import unicodedata
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The letters in dictionary order; the foreign f, j, w, z stand where Vietnamese books put them."""

_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: part of the letter
_OPEN_PAIRS = {"oa", "oe", "uy"}
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def nfc(text: str) -> str:
    """The composed form (Unicode NFC), in which every text of a project is kept."""
    return unicodedata.normalize("NFC", text)


def _split_tone(letter: str) -> tuple[str, str]:
    """``'ằ'`` to ``('ă', grave)``: the letter of the alphabet and its tone mark, if any."""
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in _TONES)
    return nfc("".join(mark for mark in marks if mark not in _TONES)), tone


def _move_tone(word: str) -> str:
    """Put the tone mark of an open ``oa``, ``oe``, ``uy`` on the second vowel: ``hòa``, ``hoà``."""
    letters = [_split_tone(letter) for letter in word]
    plain = "".join(letter for letter, _ in letters).lower()
    if len(plain) < 3 or plain[-2:] not in _OPEN_PAIRS or not letters[-2][1] or plain[-3] == "q":
        return word
    (first, tone), (second, _) = letters[-2:]
    return word[:-2] + first + nfc(second + tone)


@lru_cache(maxsize=65536)
def same_spelling(text: str) -> str:
    """One spelling for comparing: NFC, lower case, single spaces, tone marks in one place."""
    lowered = " ".join(nfc(text).lower().split())
    return _WORD.sub(lambda match: _move_tone(match.group()), lowered)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Without any mark and with ``đ`` as ``d``: what a person types on a bare keyboard."""
    marks = unicodedata.normalize("NFD", nfc(text).lower().replace("đ", "d"))
    return " ".join("".join(mark for mark in marks if not unicodedata.combining(mark)).split())


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Dictionary order: syllable by syllable, letters first, tones after them.

    The tones are ordered level, huyền, hỏi, ngã, sắc, nặng (Unicode CLDR, locale ``vi``).
    """
    keys = []
    for syllable in same_spelling(text).split():
        pairs = [_split_tone(letter) for letter in syllable]
        letters = tuple(
            ALPHABET.index(letter) + 128
            if letter in ALPHABET
            else min(ord(letter[:1] or "\0"), 127)
            for letter, _ in pairs
        )
        keys.append((letters, tuple(_TONES.get(tone, 0) for _, tone in pairs)))
    return tuple(keys)
