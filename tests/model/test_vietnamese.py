"""Vietnamese text: one spelling, one order, whatever form it arrives in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.vietnamese import fold, nfc, same_spelling, sort_key

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)
words = st.text(alphabet=LETTERS + LETTERS.upper() + " ", max_size=24)


@given(words)
def test_a_decomposed_text_is_the_same_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)

    assert nfc(decomposed) == nfc(text)
    assert same_spelling(decomposed) == same_spelling(text)
    assert fold(decomposed) == fold(text)
    assert sort_key(decomposed) == sort_key(text)


@given(words)
def test_folding_leaves_plain_letters_only_and_is_done_once(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("Thuỷ", "thủy"), ("khoẻ", "khỏe"), ("HÒA BÌNH", "hoà  bình")],
)
def test_the_tone_mark_may_stand_on_either_vowel(one: str, other: str) -> None:
    assert same_spelling(one) == same_spelling(other)


@pytest.mark.parametrize(
    ("one", "other"), [("của", "cuả"), ("quý", "quí"), ("hoa", "hòa"), ("đo", "do")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert same_spelling(one) != same_spelling(other)


def test_names_stand_in_dictionary_order() -> None:
    names = ["Xín Mần", "Đồng Văn", "Mẹo", "Bắc Quang", "Mèo Vạc", "Ẵm", "Yên Minh", "Dào", "An"]

    assert sorted(names, key=sort_key) == [
        "An", "Ẵm", "Bắc Quang", "Dào", "Đồng Văn", "Mèo Vạc", "Mẹo", "Xín Mần", "Yên Minh",
    ]  # fmt: skip


def test_tones_order_words_of_the_same_letters() -> None:
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ",
    ]  # fmt: skip
