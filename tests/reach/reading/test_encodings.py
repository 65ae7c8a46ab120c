"""Vietnamese in every code that arrives: read right, or refused; never taken as it looks."""

import codecs
import subprocess
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reach.intake.grid import Grid
from generator.reach.intake.reading import read_grids
from generator.reach.intake.reading.legacy import TCVN3, Scheme, converted
from generator.reach.intake.reading.mending import is_plain, judged, words_of
from generator.reach.intake.vocabulary import score
from tests.reach.reading.old_codes import ALPHABET, tcvn3, vni, windows_1258
from tests.reach.reading.words import WORDS, texts

SENTENCE = "Xã Tả Lủng tuyên truyền được 12 buổi, người dân hưởng ứng; Đoàn thanh niên giúp đỡ."
BYTES = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8 with a mark": lambda text: codecs.BOM_UTF8 + text.encode("utf-8"),
    "utf-8, decomposed": lambda text: unicodedata.normalize("NFD", text).encode("utf-8"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16-le with a mark": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "utf-16-be with a mark": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "windows-1258": windows_1258,
    "tcvn3": lambda text: tcvn3(text).encode("latin-1"),
    "vni": lambda text: vni(text).encode("latin-1"),
    "tcvn3 saved as utf-8": lambda text: tcvn3(text).encode("utf-8"),
    "vni saved as utf-8": lambda text: vni(text).encode("utf-8"),
    "utf-8 read as 1252": lambda text: text.encode().decode("latin-1").encode("utf-8"),
}
LOOKS = {
    "tcvn3 saved as utf-8": tcvn3,
    "vni saved as utf-8": vni,
    "utf-8 read as 1252": lambda text: text.encode().decode("latin-1"),
}
"""Codes of which the bytes are good UTF-8, and what stands in it."""
HEADINGS = "unit,period,value,note\n"


def cells(grids: tuple[Grid, ...]) -> list[str]:
    """The first cells below the headings, compared as the program compares names."""
    (grid,) = grids
    return [unicodedata.normalize("NFC", str(line[0])).casefold() for line in grid.lines[1:]]


@pytest.mark.parametrize("code", BYTES)
def test_a_sentence_is_read_in_every_code(code: str) -> None:
    content = BYTES[code](HEADINGS + f'"{SENTENCE}",2030,1,x\n')
    grids, problems = read_grids(content, "sent.csv", score)
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert cells(grids) == [SENTENCE.casefold()]
    told = [problem.code for problem in problems]
    legacy = not code.startswith("utf") or "1252" in code
    assert told == (["report-legacy-converted"] if legacy else [])


@given(texts, st.sampled_from(sorted(BYTES)))
@settings(max_examples=400, deadline=None)
def test_random_text_is_read_right_or_refused_in_every_code(phrases: list[str], code: str) -> None:
    content = BYTES[code](HEADINGS + "".join(f"{phrase},2030,1,x\n" for phrase in phrases))
    grids, problems = read_grids(content, "sent.csv", score)
    if any(problem.severity == "error" for problem in problems):
        assert code in LOOKS or not code.startswith("utf")
        return
    looks = LOOKS.get(code)
    if looks and cells(grids) == [looks(phrase).casefold() for phrase in phrases]:
        # nothing in the file tells it from Unicode: each of its words is one
        assert all(is_plain(word) for phrase in phrases for word in words_of(looks(phrase)))
        return
    assert cells(grids) == [phrase.casefold() for phrase in phrases]


@given(
    texts, st.sampled_from(["TCVN3 (ABC)", "VNI-Windows"]), st.sampled_from(["cp1252", "cp1258"])
)
@settings(max_examples=300, deadline=None)
def test_a_legacy_font_in_a_workbook_rules_out_that_its_text_is_taken_as_it_looks(
    phrases: list[str], font: Scheme, page: str
) -> None:
    """Whether the sender's Windows is set to Western or to Vietnamese."""
    as_sent = tcvn3 if font == "TCVN3 (ABC)" else vni
    sent = {as_sent(phrase).encode("latin-1").decode(page): phrase for phrase in phrases}
    verdict = judged([text for text in sent if not text.isascii()], font)
    for text, phrase in sent.items():
        assert text in verdict.unsure or verdict.read.get(text, text).casefold() == phrase


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_unicode_text_is_never_changed_or_refused(words: list[str]) -> None:
    verdict = judged([word for word in words if not word.isascii()], None)
    assert not verdict.read
    assert not verdict.unsure


def test_the_whole_alphabet_comes_back_from_tcvn3_and_vni() -> None:
    assert len(ALPHABET) == 29 + 60
    assert converted(tcvn3(ALPHABET), "TCVN3 (ABC)") == ALPHABET
    assert converted(vni(ALPHABET), "VNI-Windows") == ALPHABET
    assert converted(vni(ALPHABET.upper()), "VNI-Windows") == ALPHABET.upper()
    bare = "ĂÂÊÔƠƯĐ"
    assert converted(tcvn3(f"a {bare}"), "TCVN3 (ABC)") == f"a {bare}"


def test_the_table_of_tcvn3_is_that_of_the_system() -> None:
    """The capitals with a tone of TCVN 5712's larger set stand where VN3 has nothing."""
    for byte, letter in TCVN3.items():
        told = subprocess.run(
            ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
            input=bytes([byte]),
            capture_output=True,
            check=True,
        )
        assert told.stdout.decode() == letter


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TØNH Hµ GIANG", "TỈNH HÀ GIANG"),
        ("Hµ Giang", "Hà Giang"),
        ("TØnh §oµn Hµ Giang", "Tỉnh Đoàn Hà Giang"),
        ("uû ban nh©n d©n x· T¶ Lñng", "uỷ ban nhân dân xã Tả Lủng"),
        ("Q§ cña H§ND", "QĐ của HĐND"),
        ("Xµ A", "Xà A"),
    ],
)
def test_capitals_of_tcvn3_are_those_of_its_font(typed: str, meant: str) -> None:
    assert converted(typed, "TCVN3 (ABC)") == meant


@pytest.mark.parametrize(
    "text",
    [  # one line is one kind
        "35°C", "12 m²", "5 × 3", "10–15 tuổi", "“Lá chắn”", "«Lá chắn»", "Ghi chú¹", "±5%",
        "½ buổi", "café Müller", "São Paulo", "50 µg", "© Sở", "H'Mông", "Ê-đê", "Đắk Lắk",
        "Krông Pắc", "QĐ-UBND", "Thứ 7, CN", "TP. Hồ Chí Minh", "Nguyễn Thị Ỷ Lan",
        "e-mail: a@b.vn", "№ 5", "•  xã", "…", "☑ có", "Ðồng Văn", "10.000₫", "naïve",
        "Bình Dương & Ðà Nẵng",
    ],
)  # fmt: skip
def test_signs_and_foreign_names_in_unicode_are_left_alone(text: str) -> None:
    verdict = judged([text, "Tả Lủng", "được"], None)
    assert (verdict.read, verdict.unsure) == ({}, {})
    verdict = judged([text], None)
    assert (verdict.read, verdict.unsure) == ({}, {})


def test_old_and_new_text_in_one_workbook_are_told_apart() -> None:
    """``l·ng`` can only be TCVN3, ``Lủng`` only Unicode; ``lãng`` may be either."""
    sent = ["Tả Lủng", "tuyªn truyÒn", "®­îc", "lãng"]
    verdict = judged(sent, None)
    assert verdict.read == {"tuyªn truyÒn": "tuyên truyền", "®­îc": "được"}
    assert verdict.unsure == {"lãng": "TCVN3 (ABC)"}


def test_a_leftover_font_does_not_put_unicode_text_in_doubt() -> None:
    verdict = judged(["Xã Tả Lủng", "xã", "lãng"], "TCVN3 (ABC)")
    assert (verdict.read, verdict.unsure) == ({}, {})


def test_a_word_that_no_code_explains_is_refused_among_legacy_text() -> None:
    verdict = judged(["tuyªn truyÒn", "®­îc", "§¾kl¾k"], None)
    assert list(verdict.unsure) == ["§¾kl¾k"]
    assert list(judged(["§¾kl¾k"], None).unsure) == ["§¾kl¾k"]
