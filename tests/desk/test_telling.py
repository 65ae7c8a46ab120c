"""Problems as people, programs and code hosts read them; catalogues that are complete."""

import json
import re
import string
from pathlib import Path

import pytest

from generator.desk import tell
from generator.model.problem import Problem
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue

PROGRAM = Path(PROGRAM_CATALOGUES).parent
SAMPLE = Problem("campaigns/x.yml", 3, 7, "unknown-unit", {"found": "24", "known": "024"})
VI, EN = (load_catalogue(PROGRAM_CATALOGUES, tag, fallback=tag) for tag in ("vi", "en"))


def test_text_names_place_code_message_and_cure() -> None:
    text = tell([SAMPLE], VI)

    assert text.startswith("campaigns/x.yml:3:7: lỗi [unknown-unit]")
    assert "“24”" in text
    assert "→" in text


def test_json_has_the_fields_of_the_contract() -> None:
    found = json.loads(tell([SAMPLE], EN, "json"))

    assert list(found) == ["problems"]
    assert list(found["problems"][0]) == [
        "file", "line", "column", "code", "severity", "message", "hint",
    ]  # fmt: skip


def test_an_annotation_cannot_be_broken_by_what_it_quotes() -> None:
    hostile = Problem("a.yml", 1, 1, "unknown-unit", {"found": "x\n::error::y%", "known": ""})

    assert "\n" not in tell([hostile], EN, "github")


def test_a_problem_in_a_workbook_names_sheet_and_cell() -> None:
    cell = Problem("r.xlsx", 7, 3, "unknown-unit", {"found": "x"}, sheet="Báo cáo", cell="C7")

    assert tell([cell], VI).startswith("r.xlsx [Báo cáo!C7]: lỗi")


def test_both_languages_say_the_same_things() -> None:
    assert VI.entries.keys() == EN.entries.keys()


@pytest.mark.parametrize("message", sorted(VI.entries))
def test_a_translation_has_the_places_of_its_original(message: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert places(VI.entries[message]) == places(EN.entries[message])


def test_every_problem_has_its_cure() -> None:
    codes = {name.partition(".")[2] for name in VI.entries if name.startswith("problem.")}
    cures = {name.partition(".")[2] for name in VI.entries if name.startswith("cure.")}

    assert codes == cures


def test_every_code_in_the_program_is_in_the_catalogues() -> None:
    raised = set()
    for path in PROGRAM.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        raised |= set(re.findall(r'PydanticCustomError\(\s*"([a-z0-9-]+)"', text))
        raised |= set(
            re.findall(r'Problem\([^"()]*(?:\([^()]*\)[^"()]*)*"([a-z]+-[a-z0-9-]+)"', text)
        )
        raised |= set(
            re.findall(r'\.problem\([^"]*?(?:"[a-z_]+",\)?[^"]*)*"([a-z]+-[a-z0-9-]+)"', text)
        )

    assert raised
    assert {code for code in raised if f"problem.{code}" not in VI} == set()
