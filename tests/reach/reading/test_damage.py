"""Good files damaged at random: read or refused, never a program error, never without an end."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from random import Random

import pytest
import xlwt
from openpyxl import Workbook

from tests.reach.reading.conftest import HEADINGS, SHEET, Convert, Read, saved, workbook

ROWS = [
    HEADINGS,
    ["091", "2030-Q1", 25, date(2030, 4, 5), "Hoà Lạc"],
    ["00912", "2030-Q2", "=1+1", None, "Đồng Ẵm"],
    ["00912", "2030-Q2", 7, None, "Tả Lủng"],
]
Damage = Callable[[bytes, Random], bytes]


def book() -> Workbook:
    made = workbook(ROWS)
    page = made.worksheets[0]
    page.merge_cells("A3:A4")
    page.row_dimensions[4].hidden = True
    return made


def old_book() -> bytes:
    made = xlwt.Workbook(encoding="utf-8")
    page = made.add_sheet("Báo cáo")
    for number, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            page.write(number, column, str(cell) if cell is not None else None)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def bit(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << random.randrange(8)]) + content[at + 1 :]


def cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))]


def gap(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + content[at + random.randrange(1, 200) :]


def noise(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + random.randbytes(random.randrange(1, 64)) + content[at:]


def doubled(content: bytes, random: Random) -> bytes:
    first, last = sorted(random.sample(range(len(content)), 2))
    return content[:last] + content[first:]


DAMAGES: tuple[Damage, ...] = (bit, cut, gap, noise, doubled)


def inside(content: bytes, random: Random) -> bytes:
    """A part damaged, and the zip whole again: what checksums do not find."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        chosen = random.choice([*old.namelist(), SHEET, "content.xml"])
        for name in old.namelist():
            part = old.read(name)
            damage = random.choice((*DAMAGES, digits, digits, digits))
            new.writestr(name, damage(part, random) if name == chosen and part else part)
    return out.getvalue()


def digits(content: bytes, random: Random) -> bytes:
    """One digit of the text becomes others: sizes, places and references that cannot be."""
    places = [at for at, letter in enumerate(content) if letter in b"0123456789"]
    if not places:
        return content
    at = random.choice(places)
    wrong = random.choice([b"-1", b"0", b"99999", b"4294967296", b"9" * 5000, b"", b"x"])
    return content[:at] + wrong + content[at + 1 :]


@pytest.mark.parametrize("damage", [*DAMAGES, inside])
def test_a_damaged_workbook_is_read_or_refused(damage: Damage) -> None:
    random, content = Random(damage.__name__), saved(book())
    for _ in range(25):
        Read(damage(content, random), "sent.xlsx")


@pytest.mark.parametrize("target", ["xlsx", "xls", "ods"])
def test_damaged_files_of_libreoffice_are_read_or_refused(convert: Convert, target: str) -> None:
    random, content = Random(target), convert(saved(book()), "xlsx", target)
    damages = DAMAGES if target == "xls" else (*DAMAGES, *[inside] * 10)
    for number in range(30):
        Read(damages[number % len(damages)](content, random), f"sent.{target}")


def test_a_damaged_old_workbook_is_read_or_refused() -> None:
    random, content = Random(1), old_book()
    for number in range(40):
        Read(DAMAGES[number % len(DAMAGES)](content, random), "sent.xls")


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1258"])
def test_a_damaged_text_file_is_read_or_refused(code: str) -> None:
    random = Random(code)
    rows = "".join(f"{','.join(str(cell or '') for cell in row)}\n" for row in ROWS)
    content = rows.encode(code, "replace")
    for number in range(60):
        Read(DAMAGES[number % len(DAMAGES)](content, random), "sent.csv")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_hundreds_of_damages_are_read_or_refused(seed: int, convert: Convert) -> None:
    random = Random(seed)
    target = ("xlsx", "xls", "ods")[seed % 3]
    content = convert(saved(book()), "xlsx", target)
    damages = DAMAGES if target == "xls" else (*DAMAGES, *[inside] * 5)
    for _ in range(150):
        Read(random.choice(damages)(content, random), f"sent.{target}")
