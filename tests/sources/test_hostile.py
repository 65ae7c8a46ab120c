"""Files that are made to do harm are refused at once, and nothing outside is read."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.campaign import Campaign
from generator.sources import load_project
from generator.sources.text import SourceText
from generator.sources.validate import validate
from generator.sources.yaml import read_yaml

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{c}: &{c} [*{p}, *{p}, *{p}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LAUGHS, "yaml-alias"),
        ("[" * 5000, "yaml-too-deep"),
        ("a: !!python/object/apply:os.system ['true']", "yaml-tag"),
        ("? [a, b]\n: c", "yaml-key"),
        ("a: 'open", "yaml-syntax"),
    ],
)
def test_yaml_that_would_blow_up_is_refused(text: str, code: str) -> None:
    _, problems = read_yaml(SourceText("x.yml", text, ""))

    assert [problem.code for problem in problems] == [code]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="[]{}:-, \n\t'\"#&*!|>ab1", max_size=120))
def test_no_text_at_all_makes_a_traceback(text: str) -> None:
    document, problems = read_yaml(SourceText("x.yml", text, ""))
    if not problems:
        _, problems = validate(document, Campaign)

    assert problems
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


def test_a_link_out_of_the_project_is_not_followed(coast: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("audiences: []")
    (coast / "campaigns" / "audiences.yml").unlink()
    (coast / "campaigns" / "audiences.yml").symlink_to(secret)

    problems = load_project(coast).problems

    assert [p.code for p in problems if p.file.endswith("audiences.yml")] == ["outside-project"]


def test_a_huge_file_is_not_read(coast: Path) -> None:
    path = coast / "campaigns" / "look.yml"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 5 * 2**30)

    problems = load_project(coast).problems

    assert [p.code for p in problems if p.file.endswith("look.yml")] == ["file-too-large"]


def test_a_file_in_another_encoding_names_its_line(coast: Path) -> None:
    path = coast / "campaigns" / "contacts.yml"
    path.write_bytes(path.read_bytes().replace(b"Any worry", "lo âu".encode("cp1258")))

    found = [p for p in load_project(coast).problems if p.file.endswith("contacts.yml")]

    assert [(p.code, p.line) for p in found] == [("not-utf8", 6)]


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem(coast: Path) -> None:
    for path in coast.rglob("*"):
        if path.suffix in {".yml", ".md", ".csv"}:
            path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert load_project(coast).problems == ()
