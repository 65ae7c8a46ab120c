"""A leaflet reads nothing but the project's own pictures, ornaments and fonts."""

import shutil
import socket
import urllib.request
from pathlib import Path

import pytest

from generator.model.look import Picture
from generator.press import print_leaflets
from tests.press import sample
from tests.press.conftest import problems_of, words

PASSWD = Path("/etc/passwd").read_text("utf-8").split(":")[0]


@pytest.fixture(autouse=True)
def _nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(urllib.request.OpenerDirector, "open", refuse)


def test_markup_in_a_leaflets_words_is_printed_as_words(tmp_path: Path) -> None:
    hostile = '<img src="file:///etc/passwd"> <script>x()</script> {{ 7 * 7 }}'
    panels = [
        {"panel": "inside-left", "kind": "text", "text": hostile},
        {"panel": "back", "kind": "back"},
    ]
    project = sample.project(sample.trifold(panels=panels, languages=["vi"]))
    made = print_leaflets(project, tmp_path, kinds=["screen"])
    text = words(tmp_path / made[0].path)
    assert "{{ 7 * 7 }}" in text
    assert "<script>" in text


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://evil.example/x.png", "data:image/svg+xml,<svg/>"]
)
def test_an_address_in_a_template_is_a_problem(tmp_path: Path, address: str) -> None:
    shutil.copytree(sample.ROOT / "print", tmp_path / "print")
    template = tmp_path / "print" / "templates" / "parts.html.jinja"
    text = template.read_text("utf-8")
    text = text.replace('<div class="flow">', f'<div class="flow"><img src="{address}" alt="x">')
    template.write_text(text, "utf-8")
    project = sample.project(sample.trifold(languages=["vi"]), print=tmp_path / "print")
    found = {(each.code, each.details["found"]) for each in problems_of(project)}
    assert found == {("print-address", address)}


def test_an_address_in_a_style_is_a_problem(tmp_path: Path) -> None:
    shutil.copytree(sample.ROOT / "print", tmp_path / "print")
    style = tmp_path / "print" / "styles" / "a4-trifold.css"
    address = "http://evil.example/dot.png"
    style.write_text(
        style.read_text("utf-8") + f'.flow {{ background: url("{address}") }}\n'
        '@import url("file:///etc/passwd");\n',
        "utf-8",
    )
    project = sample.project(sample.trifold(languages=["vi"]), print=tmp_path / "print")
    assert address in {each.details["found"] for each in problems_of(project)}


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="file:///etc/passwd" width="9" height="9"/>',
        '<path d="M0 0h9" style="fill:url(http://evil.example/)"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<path d="M0 0h9" fill="url(http://evil.example/)"/>',
        '<path d="M0 0h9" onload="x()" fill="#FFFFFF"/>',
        '<path d="M0 0h9" fill="#123456"/>',
    ],
)
def test_a_picture_with_more_than_shapes_in_the_looks_colours_is_a_problem(inside: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'
    pictures = sample.pictures()
    old = pictures["say-no"]
    pictures["say-no"] = Picture(**{**old.__dict__, "svg": svg})
    project = sample.project(sample.trifold(languages=["vi"]), pictures=pictures)
    (problem,) = problems_of(project)
    assert (problem.code, problem.file) == ("leaflet-unprintable", old.file)


def test_a_fault_in_a_template_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(sample.ROOT / "print", tmp_path / "print")
    template = tmp_path / "print" / "templates" / "a4-trifold.html.jinja"
    template.write_text('{% extends "sheet.html.jinja" %}\n{% block panel %}\n{% if %}\n', "utf-8")
    project = sample.project(sample.trifold(languages=["vi"]), print=tmp_path / "print")
    (problem,) = problems_of(project)
    assert (problem.code, problem.line) == ("print-template", 3)
    assert problem.file == "print/templates/a4-trifold.html.jinja"
