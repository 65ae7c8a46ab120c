"""Each mistake that a person makes: the right file and line, a Vietnamese message, a cure."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.desk.telling import hint, message
from generator.model.problem import Problem
from generator.sources import load_project
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue

PROGRAMME = "campaigns/programme.yml"
AGENCIES = "campaigns/agencies.yml"
CAMPAIGN = "campaigns/safe-shore/campaign.yml"
PLACES = "campaigns/places.csv"
PAGE = "content/skills/swim-together.md"
PICTURE = "content/pictures/shore.svg"


@dataclass(frozen=True)
class Mistake:
    """``old`` becomes ``new`` in ``file``; ``code`` is found there, on the line of ``near``."""

    file: str
    old: str
    new: str
    code: str
    near: str = ""
    cure: str = ""


MISTAKES = {
    "bad YAML": Mistake(CAMPAIGN, "audiences: [swimmers, parents]\npicture", "audiences: [swimmers, parents\npicture", "yaml-syntax", "picture: shore\naccent"),
    "a tab": Mistake(CAMPAIGN, "  - id: together", "\t- id: together", "yaml-tab", "\t- id"),
    "a colon in bare text": Mistake(CAMPAIGN, "title: Safety days", "title: Safety: days", "yaml-colon", "title: Safety:"),
    "an alias": Mistake(CAMPAIGN, "owner: harbour-office", "owner: *harbour", "yaml-alias", "owner:"),
    "a tag": Mistake(CAMPAIGN, "owner: harbour-office", "owner: !!python/object x", "yaml-tag", "owner:"),
    "an unprintable character": Mistake(CAMPAIGN, "title: Safety days", "title: Safety\x07days", "bad-character", "title: Safety"),
    "a key twice": Mistake(CAMPAIGN, "accent: leaf", "accent: leaf\naccent: red", "duplicate-key", "accent: red"),
    "an unknown key": Mistake(CAMPAIGN, "owner: harbour-office", "owner: harbour-office\nzzzz: 1", "unknown-key", "zzzz", "audiences"),
    "a mistyped key": Mistake(CAMPAIGN, "slogan:", "slogn:", "unknown-key-near", "slogn", "slogan"),
    "a missing key": Mistake(CAMPAIGN, "picture: shore\naccent", "accent", "missing-key", "title:", "picture"),
    "a list for text": Mistake(CAMPAIGN, "title: Safety days", "title: [Safety, days]", "not-text", "title: [Safety"),
    "a number for text": Mistake(CAMPAIGN, "title: Safety days", "title: 12", "not-text", "title: 12", '"'),
    "text for a list": Mistake(CAMPAIGN, "plan: [c1-a]", "plan: c1-a", "not-a-list", "plan:"),
    "text for a record": Mistake(CAMPAIGN, "  - {audience: swimmers, people: 400, demonstration: true}", "  - swimmers", "not-a-mapping", "  - swimmers"),
    "an empty text": Mistake(CAMPAIGN, "title: Safety days", 'title: ""', "empty-text", 'title: ""'),
    "a word for a number": Mistake(CAMPAIGN, "people: 400", "people: many", "not-a-number", "people: many"),
    "half a person": Mistake(CAMPAIGN, "people: 400", "people: 400.5", "not-a-number", "people: 400.5"),
    "a negative number": Mistake(CAMPAIGN, "people: 400", "people: -4", "out-of-range", "people: -4"),
    "neither true nor false": Mistake(CAMPAIGN, "people: 400, demonstration: true", "people: 400, demonstration: maybe", "not-true-false", "people: 400"),
    "a Vietnamese date": Mistake(CAMPAIGN, "start: 2030-04-01", "start: 01/04/2030", "bad-date", "start:", "2018-07-18"),
    "a day that does not exist": Mistake(CAMPAIGN, "start: 2030-04-01", "start: 2030-02-30", "bad-date", "start:"),
    "an end before the start": Mistake(CAMPAIGN, "end: 2030-12-31", "end: 2030-01-31", "dates-reversed", "end:"),
    "a wrong period": Mistake(CAMPAIGN, "periods: [2030-Q2, 2030-Q3]", "periods: [2030-Q5]", "bad-period", "periods:", "2018-Q1"),
    "a period outside the campaign": Mistake(CAMPAIGN, "periods: [2030-Q2, 2030-Q3]", "periods: [2031-Q2]", "period-outside", "periods:"),
    "a wrong choice": Mistake(CAMPAIGN, "status: ready", "status: redy", "bad-choice", "status:", "ready"),
    "a wrong measure": Mistake(CAMPAIGN, "measures: [sessions, attendances, people]", "measures: [sesions]", "bad-choice", "measures:", "sessions"),
    "an unknown audience": Mistake(CAMPAIGN, "    audience: swimmers", "    audience: swimers", "unknown-audience", "    audience: swimers", "swimmers"),
    "an audience outside the campaign": Mistake(CAMPAIGN, "audiences: [swimmers, parents]\npicture", "audiences: [parents]\npicture", "audience-not-in-campaign", "    audience: swimmers"),
    "an unknown agency": Mistake(CAMPAIGN, "owner: harbour-office", "owner: harbor-office", "unknown-agency", "owner:", "harbour-office"),
    "an unknown channel": Mistake(CAMPAIGN, "channel: beach-day", "channel: radio", "unknown-channel", "channel:", "beach-day"),
    "an unknown plan entry": Mistake(CAMPAIGN, "plan: [c1-a]", "plan: [c1-b]", "unknown-plan-entry", "plan:", "c1-a"),
    "an unknown page": Mistake(CAMPAIGN, "page: skills/swim-together", "page: skills/swim", "unknown-page", "page:", "skills/swim-together"),
    "an unknown picture": Mistake(CAMPAIGN, "picture: shore\naccent", "picture: shoar\naccent", "unknown-picture", "picture: shoar", "shore"),
    "an unknown colour": Mistake(CAMPAIGN, "accent: leaf", "accent: lef", "unknown-token", "accent:", "leaf"),
    "an unknown level": Mistake(CAMPAIGN, "level: ward", "level: wards", "unknown-level", "level:", "ward"),
    "an unknown unit": Mistake(CAMPAIGN, "level: ward", 'units: ["Z109"]', "unknown-unit", "units:", "Z10"),
    "a name for a code": Mistake(CAMPAIGN, "level: ward", "units: [North Quay]", "unit-by-name", "units:", "Z101"),
    "a unit of another time": Mistake(CAMPAIGN, "level: ward", 'units: ["Z103"]', "unit-not-valid", "units:", "Z102"),
    "an activity nowhere": Mistake(CAMPAIGN, "    level: ward\n", "", "no-units", "  - id: days"),
    "a target without a source": Mistake(CAMPAIGN, "people: 400, demonstration: true", "people: 400", "target-without-source", "  - {audience: swimmers"),
    "a name with capitals": Mistake(AGENCIES, "  - id: wards", "  - id: Wards", "bad-slug", "  - id: Wards"),
    "a name used twice": Mistake(AGENCIES, "  - id: wards", "  - id: harbour-office", "duplicate-id", "  - id: harbour-office\n    name: Wards"),
    "an unknown reference": Mistake(AGENCIES, 'ask: ["Ask where it is safe to swim."]\n    references: [coast-plan]', 'ask: ["Ask where it is safe to swim."]\n    references: [cost-plan]', "unknown-reference", "    references: [cost-plan]", "coast-plan"),
    "an unknown contact": Mistake(PROGRAMME, "helpline: coast-line", "helpline: cost-line", "unknown-contact", "helpline:", "coast-line"),
    "a year outside the programme": Mistake(PROGRAMME, "years: [2030, 2031]", "years: [2030, 2035]", "year-outside", "years: [2030, 2035]"),
    "a deadline in no form": Mistake(PROGRAMME, "before: 02-01", "before: 2 January", "bad-month-day", "before:"),
    "an address without a slash": Mistake(PROGRAMME, "https://coast.example/shield/", "https://coast.example/shield", "bad-address", "address:"),
    "no language": Mistake(PROGRAMME, 'title: {en: "Invented plan for children of the Coast"', 'title: {english: "Invented plan for children of the Coast"', "bad-language", "title:"),
    "an unknown parent": Mistake(PLACES, "Z102,South Quay,ward,Z1,", "Z102,South Quay,ward,Z9,", "unknown-unit", "Z102,South"),
    "a cyclic parent": Mistake(PLACES, "Z1,Coast,coast,,", "Z1,Coast,coast,Z101,", "parent-circle", "Z1,Coast"),
    "a parent of no higher level": Mistake(PLACES, "Z102,South Quay,ward,Z1,", "Z102,South Quay,ward,Z101,", "parent-level", "Z102,South"),
    "an orphan": Mistake(PLACES, "Z102,South Quay,ward,Z1,", "Z102,South Quay,ward,,", "no-parent", "Z102,South"),
    "a code twice": Mistake(PLACES, "Z102,South Quay", "Z101,South Quay", "duplicate-id", "Z101,South"),
    "a row too short": Mistake(PLACES, "Z101,North Quay,ward,Z1,,,", "Z101,North Quay,ward", "row-length", "Z101,"),
    "a mistyped column": Mistake(PLACES, "valid_from", "valid_form", "missing-column-near", "code,name", "valid_form"),
    "an unknown level in a table": Mistake(PLACES, "Z101,North Quay,ward", "Z101,North Quay,warf", "unknown-level", "Z101,", "ward"),
    "a successor that is not there": Mistake(PLACES, "2029-12-31,Z102", "2029-12-31,Z177", "unknown-unit", "Z103,"),
    "a page without a head": Mistake(PAGE, "---\ntitle: Swim together", "title: Swim together", "no-page-head", "title:"),
    "a mistyped key in a head": Mistake(PAGE, "summary:", "sumary:", "unknown-key-near", "sumary", "summary"),
    "a broken link": Mistake(PAGE, "../procedures/emergency.md", "../procedures/emergncy.md", "broken-link", "Read [what", "procedures/emergency"),
    "a link out of the content": Mistake(PAGE, "../procedures/emergency.md", "../../../../secret.md", "broken-link", "Read [what"),
    "signed by nobody": Mistake(PAGE, "kind: skill", "kind: skill\nstatus: reviewed", "reviewed-without", "status: reviewed", "draft"),
    "too long a summary": Mistake(PAGE, "summary: How to be safe at the shore.", f"summary: {'x' * 241}", "too-long", "summary:"),
    "a script in a picture": Mistake(PICTURE, '<circle cx="90"', '<script>1</script><circle cx="90"', "svg-element", "<script"),
    "an event in a picture": Mistake(PICTURE, '<circle cx="90"', '<circle onclick="x()" cx="90"', "svg-attribute", "onclick"),
    "a link in a picture": Mistake(PICTURE, 'fill="#A61C1C"', 'fill="url(http://x.example/)"', "svg-attribute", "x.example"),
    "an entity in a picture": Mistake(PICTURE, "<svg ", '<!DOCTYPE svg [<!ENTITY a "b">]><svg ', "svg-entity", "<!DOCTYPE"),
    "a colour outside the palette": Mistake(PICTURE, 'fill="#A61C1C"', 'fill="#123456"', "svg-colour", "#123456"),
    "a picture without a title": Mistake(PICTURE, '  <title xml:lang="en">The shore</title>\n', "", "svg-untitled", "<svg"),
    "a day that no year has": Mistake(PROGRAMME, "before: 02-01", "before: 02-30", "bad-month-day", "before:", "12-10"),
    "a year beyond all plans": Mistake("campaigns/references.yml", "2030-01-05", "9999-12-31", "bad-date", "checked_on:"),
    "a hidden character by an escape": Mistake(CAMPAIGN, "title: Safety days", 'title: "Safety \\ud800 days"', "bad-character", "title: \"Safety"),
    "writing turned round": Mistake(PAGE, "Read [what", "\u202eRead [what", "bad-character", "\u202eRead"),
    "true for a number": Mistake(CAMPAIGN, "people: 400", "people: true", "not-a-number", "people: true"),
    "a number beyond counting": Mistake(CAMPAIGN, "people: 400", f"people: {10**15}", "out-of-range", "people: 1"),
    "a language that the programme lacks": Mistake(CAMPAIGN, "title: Safety days", "title: {en: Safety days, fr: Jours}", "unknown-language", "title: {en: Safety days", "qaa"),
    "no language but a path": Mistake(PROGRAMME, "languages: [en, qaa]", "languages: [en, ../x]", "bad-language", "languages:"),
    "a name twice in a list": Mistake(CAMPAIGN, "periods: [2030-Q2, 2030-Q3]", "periods: [2030-Q2, 2030-Q2]", "repeated-item", "periods:"),
    "two targets for one audience": Mistake(CAMPAIGN, "  - {audience: swimmers, people: 400, demonstration: true}", "  - {audience: swimmers, people: 400, demonstration: true}\n  - {audience: swimmers, people: 300, demonstration: true}", "duplicate-row", "  - {audience: swimmers, people: 300"),
    "a measure that the channel lacks": Mistake(CAMPAIGN, "measures: [sessions, attendances, people]", "measures: [copies_printed]", "measure-not-in-channel", "measures:", "attendances"),
    "an obligation's name used twice": Mistake(AGENCIES, "{id: o2,", "{id: o1,", "duplicate-id", "{id: o1, section: \"5\""),
    "an obligation named like a goal": Mistake(AGENCIES, "{id: o2,", "{id: g1,", "duplicate-id", "{id: g1,"),
    "a ward for the province": Mistake(PROGRAMME, 'place: "Z1"', 'place: "Z101"', "place-not-topmost", "place:"),
    "a unit that succeeds itself": Mistake(PLACES, "Z102,South Quay,ward,Z1,,,", "Z102,South Quay,ward,Z1,,,Z102", "successor-self", "Z102,"),
    "a picture cut off": Mistake(PICTURE, "</svg>", "", "svg-syntax"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_where_it_stands_with_its_cure(
    name: str, spoil: Callable[[str, str, str], Path]
) -> None:
    mistake = MISTAKES[name]
    folder = spoil(mistake.file, mistake.old, mistake.new)

    problems = load_project(folder).problems

    found = [p for p in problems if p.code == mistake.code and p.file == mistake.file]
    assert found, [(p.file, p.line, p.code) for p in problems]
    assert_told_in_vietnamese(found[0], mistake.cure)
    if mistake.near:
        text = (folder / mistake.file).read_text(encoding="utf-8")
        assert found[0].line == text[: text.index(mistake.near)].count("\n") + 1


def assert_told_in_vietnamese(problem: Problem, cure: str) -> None:
    """The sentence is Vietnamese, complete (no place left open), and the cure says what to do."""
    say = load_catalogue(PROGRAM_CATALOGUES, "vi")
    for sentence in (message(problem, say), hint(problem, say)):
        assert sentence
        assert not sentence.startswith(("problem.", "cure."))
        assert "{" not in sentence, sentence
        assert any(ord(letter) > 191 for letter in sentence), sentence
    assert cure in hint(problem, say) + message(problem, say)


def test_one_wrong_value_hides_no_other_name(spoil: Callable[[str, str, str], Path]) -> None:
    spoil(CAMPAIGN, "start: 2030-04-01", "start: 2030-04-31")
    spoil(CAMPAIGN, "picture: shore\naccent", "picture: shoore\naccent")
    spoil(CAMPAIGN, "channel: beach-day", "channel: beach-dai")
    spoil(PROGRAMME, "first_year: 2030", "first_year: abc")
    folder = spoil(PROGRAMME, "who: [wards]", "who: [wardz]")

    codes = [problem.code for problem in load_project(folder).problems]

    assert sorted(codes) == [
        "bad-date", "not-a-number", "unknown-agency", "unknown-channel", "unknown-picture",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("campaigns/safe-shore/campaign.yml", "campaigns/safe-shore/campain.yml", "stray-file"),
        ("campaigns/safe-shore/campaign.yml", "campaigns/safe-shore/campaign.yaml", "stray-file"),
        ("campaigns/safe-shore/leaflets", "campaigns/safe-shore/leaflet", "stray-file"),
        ("campaigns/channels.yml", "campaigns/chanels.yml", "stray-file"),
        ("campaigns/safe-shore", "campaigns/Bờ Biển", "bad-file-name"),
        (PAGE, "content/skills/Swim Together.md", "bad-file-name"),
    ],
)
def test_a_mistyped_file_is_not_lost_unseen(old: str, new: str, code: str, coast: Path) -> None:
    (coast / old).rename(coast / new)

    found = [problem for problem in load_project(coast).problems if problem.code == code]

    assert [problem.file.startswith(new) for problem in found][:1] == [True]
    assert_told_in_vietnamese(found[0], "")


def test_a_table_without_rows_is_no_gazetteer(coast: Path) -> None:
    (coast / PLACES).write_text("code,name,level,parent,valid_from,valid_to,successors\n")

    assert "unknown-unit" in {problem.code for problem in load_project(coast).problems}


@pytest.mark.parametrize("kind", ["folder", "circle"])
def test_what_is_no_file_is_told_and_not_passed_over(kind: str, coast: Path) -> None:
    path = coast / CAMPAIGN
    path.unlink()
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(path.name)

    assert CAMPAIGN in {problem.file for problem in load_project(coast).problems}


@pytest.mark.parametrize("value", ["abc", "-5", "99999999999999"])
def test_an_impossible_epoch_is_told(
    value: str, coast: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)

    assert [problem.code for problem in load_project(coast).problems] == ["bad-epoch"]


def test_every_problem_of_every_file_is_told_at_once(
    spoil: Callable[[str, str, str], Path],
) -> None:
    spoil(CAMPAIGN, "owner: harbour-office", "owner: harbor-office")
    spoil(PAGE, "summary:", "sumary:")
    folder = spoil(PLACES, "Z102,South Quay,ward,Z1,", "Z102,South Quay,ward,Z9,")

    codes = {problem.code for problem in load_project(folder).problems}

    assert {"unknown-agency", "unknown-key-near", "unknown-unit"} <= codes


def test_the_invented_province_has_no_problem(coast: Path) -> None:
    assert load_project(coast).problems == ()
