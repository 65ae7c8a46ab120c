"""Surveys as they are written: each mistake is told where it stands, and nobody is named."""

import time
import unicodedata
from pathlib import Path

import pytest

from generator.model.survey import Reply, looks_personal
from generator.sources import load_project
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from generator.sources.load import Loaded

SURVEY = """\
title: Can parents watch a swimmer?
audience: parents
units: [Z101]
design: {kind: cluster, clusters: 6}
ethics: {consent: Asked at the door, youngest: 18}
questions:
  - id: watch
    text: Do you watch your child at the water?
    kind: yes-no
    dimension: practice
    wanted: ["yes"]
    plan: [c1-a]
  - id: signs
    text: Which signs of drowning do you know?
    kind: multiple
    dimension: knowledge
    answers:
      - {id: silent, text: Silent}
      - {id: upright, text: Upright}
      - {id: shouts, text: Shouts}
    wanted: [silent, upright]
    at_least: 2
waves:
  - id: baseline
    start: 2030-04-01
    end: 2030-04-10
    planned: 12
    responses: before.csv
    demonstration: true
"""
PLACES = ("found", "known", "key", "first", "last", "limit", "kind")
"""What the words of a problem may speak of."""
PEOPLE = "respondent,cluster,weight,watch,signs\n" + "".join(
    f"{number},C{number % 6},1.5,{'yes' if number % 3 else 'no'},silent;upright\n"
    for number in range(1, 13)
)


@pytest.fixture
def folder(coast: Path) -> Path:
    """The survey's folder of the invented province."""
    found = coast / "campaigns" / "safe-shore" / "survey"
    found.mkdir()
    return found


def load(folder: Path, survey: str = SURVEY, people: str = PEOPLE) -> Loaded:
    (folder / "parents.yml").write_text(survey, encoding="utf-8")
    (folder / "before.csv").write_text(people, encoding="utf-8")
    return load_project(folder.parents[2])


def told(loaded: Loaded) -> list[tuple[str, str, int]]:
    return [(p.code, Path(p.file).name, p.line) for p in loaded.problems]


def codes(folder: Path, people: str) -> set[str]:
    return {problem.code for problem in load(folder, people=people).problems}


def test_a_survey_is_read_with_its_responses(folder: Path) -> None:
    loaded = load(folder)
    assert loaded.problems == ()
    assert loaded.project is not None
    (survey,) = loaded.project.surveys["safe-shore"]
    responses = survey.responses["baseline"]
    assert (survey.id, responses.people) == ("parents", 12)
    assert sum(reply.count for reply in responses.replies["watch"] if reply.right) == 8
    assert Reply(True, 2, "C1", 1.5) in responses.replies["watch"]
    assert all(reply.right for reply in responses.replies["signs"])


def test_a_wave_that_was_held_is_a_day_of_the_sources(folder: Path) -> None:
    later = SURVEY.replace("2030-04-10", "2031-12-31")
    loaded = load(folder, later)
    assert loaded.project is not None
    assert str(loaded.project.as_of) == "2031-12-31"


def test_a_survey_that_is_only_planned_has_no_responses(folder: Path) -> None:
    (folder / "parents.yml").write_text(SURVEY.replace("    responses: before.csv\n", ""))
    project = load_project(folder.parents[2]).project
    assert project is not None
    assert project.surveys["safe-shore"][0].responses == {}


def test_an_empty_cell_is_no_reply(folder: Path) -> None:
    loaded = load(folder, people=PEOPLE.replace(",yes,", ",,", 1))
    assert loaded.project is not None
    replies = loaded.project.surveys["safe-shore"][0].responses["baseline"].replies
    assert sum(reply.count for reply in replies["watch"]) == 11
    assert sum(reply.count for reply in replies["signs"]) == 12


def test_counted_answers_are_read_too(folder: Path) -> None:
    counted = (
        "question,answer,sex,age_band,cluster,count\n"
        "watch,yes,female,18-59,C1,30\nwatch,no,female,18-59,C1,11\n"
        "signs,wanted,female,18-59,C1,9\nsigns,other,female,18-59,C1,31\n"
    )
    loaded = load(folder, people=counted)
    assert loaded.problems == ()
    assert loaded.project is not None
    responses = loaded.project.surveys["safe-shore"][0].responses["baseline"]
    assert responses.people == 41
    assert responses.replies["signs"] == (Reply(False, 31, "C1"), Reply(True, 9, "C1"))


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("clusters: 6}", "}", "survey-clusters", 4),
        ("kind: cluster,", "kind: systematic,", "survey-not-cluster", 4),
        ("youngest: 18}", "youngest: 12}", "survey-guardian", 5),
        ("youngest: 18}", "youngest: 3, guardian_consent: true}", "out-of-range", 5),
        ('wanted: ["yes"]', "wanted: [maybe]", "survey-unknown-answer", 11),
        ("at_least: 2", "at_least: 3", "survey-at-least", 22),
        ("plan: [c1-a]", "plan: [c9]", "unknown-plan-entry", 12),
        ("units: [Z101]", "units: [Z999]", "unknown-unit", 3),
        ("audience: parents", "audience: swimmer", "unknown-audience", 2),
        ("  - id: signs", "  - id: watch", "duplicate-id", 13),
        ("  - id: signs", "  - id: full-name", "survey-question-id", 13),
        ("    at_least: 2", "    asked_in: [endline]\n    at_least: 2", "survey-unknown-wave", 22),
        ("    demonstration: true", "", "survey-without-source", 28),
        ("before.csv", "after.csv", "survey-file-missing", 28),
        ("end: 2030-04-10", "end: 2030-03-10", "dates-reversed", 26),
        ("planned: 12", "planned: 0", "out-of-range", 27),
    ],
)
def test_a_mistake_in_the_survey_is_told_on_its_line(
    folder: Path, old: str, new: str, code: str, line: int
) -> None:
    assert SURVEY.count(old) == 1
    loaded = load(folder, SURVEY.replace(old, new))
    assert (code, "parents.yml", line) in told(loaded)


def test_waves_stand_in_order(folder: Path) -> None:
    again = SURVEY[SURVEY.index("  - id: baseline") :].replace("2030-04", "2030-02")
    loaded = load(folder, SURVEY + again.replace("before.csv", "after.csv"))
    assert ("survey-wave-order", "parents.yml", 30) in told(loaded)


def test_a_file_that_no_wave_names_is_not_lost_unseen(folder: Path) -> None:
    (folder / "old.csv").write_text("respondent\n")
    assert ("survey-unused", "old.csv", 0) in told(load(folder))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("1,C1,1.5,yes", "1,C1,1.5,perhaps", "survey-unknown-answer"),
        ("1,C1,1.5,yes", "1,C1,1.5,yes;no", "survey-unknown-answer"),
        ("1,C1,1.5,yes", "1,C1,0,yes", "survey-weight"),
        ("1,C1,1.5,yes", "1,C1,1e9,yes", "survey-weight"),
        ("1,C1,1.5,yes", "1,C1,nan,yes", "survey-weight"),
        ("1,C1,1.5,yes", "1,Mrs Nguyễn Thị Ừ,1.5,yes", "survey-cluster"),
        ("1,C1,1.5,yes", "2,C1,1.5,yes", "duplicate-row"),
        ("1,C1,1.5,yes", "Nguyễn Văn Ẵm,C1,1.5,yes", "survey-respondent"),
        ("1,C1,1.5,yes", "0912345678,C1,1.5,yes", "survey-respondent"),
        ("1,C1,1.5,yes", "1,,1.5,yes", "survey-no-clusters"),
        ("1,C1,1.5,yes", "1,C9,1.5,yes", "survey-more-clusters"),
        ("1,C1,1.5,yes,silent;upright\n", "1,C1\n", "row-length"),
        ("weight,watch,signs", "weight,watch,sings", "survey-column"),
    ],
)
def test_a_mistake_in_the_responses_is_told(folder: Path, old: str, new: str, code: str) -> None:
    assert code in codes(folder, PEOPLE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("watch,yes,,,,3\nwatch,wanted,,,,3\n", "survey-two-ways"),
        ("watch,yes,,,,3\nwatch,no,female,,,3\n", "survey-two-ways"),
        ("watch,yes,,,,3\nwatch,yes,,,,3\n", "duplicate-row"),
        ("watch,yes,,,,-3\n", "not-a-number"),
        ("signs,silent,,,,3\n", "survey-unknown-answer"),
        ("wach,yes,,,,3\n", "survey-unknown-question"),
        ("watch,yes,,11-15,,3\n", "survey-too-young"),
        ("watch,yes,man,,,3\n", "bad-choice"),
        ("watch,yes,,,,3\nwatch,no,,,,3\n", "survey-question-missing"),
    ],
)
def test_a_mistake_in_counted_answers_is_told(folder: Path, rows: str, code: str) -> None:
    assert code in codes(folder, "question,answer,sex,age_band,cluster,count\n" + rows)


@pytest.mark.parametrize(
    "column",
    ["Họ và tên", "ho_ten", "Họ tên trẻ", "Ngày sinh", "ĐỊA CHỈ", "Số điện thoại", "SĐT", "Name",
     "date_of_birth", "phone", "e-mail", "Số CCCD", unicodedata.normalize("NFD", "Họ tên cha mẹ")],
)  # fmt: skip
def test_a_column_that_names_people_is_refused_with_its_cure(folder: Path, column: str) -> None:
    people = "\n".join(f"{line},x" for line in PEOPLE.strip().split("\n"))
    loaded = load(folder, people=people.replace(",x", f",{column}", 1))
    found = [problem for problem in loaded.problems if problem.code == "survey-personal"]
    assert [(one.line, one.column) for one in found] == [(1, 6)]
    say = load_catalogue(PROGRAM_CATALOGUES, "vi")
    assert "Xoá cả cột" in say("cure.survey-personal")


@pytest.mark.parametrize("column", ["knows-name-of-line", "biet-111", "dia-phuong", "tuoi", "thon"])
def test_an_innocent_column_is_not_called_personal(column: str) -> None:
    assert not looks_personal(column)


def test_the_cells_of_a_refused_file_are_not_told_on(folder: Path) -> None:
    """What a problem quotes must not carry a name on into a log."""
    loaded = load(folder, people=PEOPLE.replace("1,C1", "Nguyễn Thị Ừ,C1", 1))
    assert all("Nguyễn" not in str(problem.details) for problem in loaded.problems)


@pytest.mark.parametrize(
    "people",
    [
        "respondent," + ",".join(f"q{number}" for number in range(400_000)) + "\n",
        "respondent,watch,signs\n" + "x,y,z\n" * 400_000,
        "respondent,watch,signs\n" + "1," + "y" * 3_000_000 + ",z\n",
        "question,answer,count\n" + "watch,yes,99999999999999999999\n" * 100_000,
        "respondent,watch,signs\n" + '"' * 1_000_001,
    ],
    ids=["columns", "rows", "cell", "counts", "quotes"],
)
def test_a_hostile_file_is_refused_in_bounded_time_with_few_words(
    folder: Path, people: str
) -> None:
    started = time.perf_counter()
    loaded = load(folder, people=people)
    assert time.perf_counter() - started < 12
    assert 1 <= len(loaded.errors) <= 60


def test_every_problem_has_words_in_both_languages() -> None:
    for language in ("vi", "en"):
        say = load_catalogue(PROGRAM_CATALOGUES, language, fallback=language)
        for key in say.entries:
            if key.startswith("problem.survey-"):
                assert key.replace("problem.", "cure.", 1) in say
                for part in (key, key.replace("problem.", "cure.", 1)):
                    assert "{" not in say(part, **dict.fromkeys(PLACES, "x")), part
