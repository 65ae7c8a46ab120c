"""Text that does not fit is a problem that says by how many lines; it is never clipped."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.model.problem import ProblemsFound
from generator.model.project import Project
from generator.press import check_leaflets, print_leaflets
from generator.press.composing.compose import compose
from generator.press.setting.typesetter import Typesetter
from tests.press import sample
from tests.press.conftest import problems_of

LINE = "Con kể, mình nghe."


def _text_panel(lines: int) -> Project:
    """A trifold with one panel of so many one-line paragraphs."""
    panels = [
        {"panel": "inside-left", "kind": "text", "text": "\n\n".join([LINE] * lines)},
        {"panel": "back", "kind": "back"},
    ]
    return sample.project(sample.trifold(panels=panels, languages=["vi"]))


def _lines_over(project: Project) -> int:
    found = [each for each in problems_of(project) if each.code == "leaflet-overflow"]
    return int(found[0].details["lines"]) if found else 0


def test_the_shipped_sample_has_no_problem(valley: Project) -> None:
    assert check_leaflets(valley) == ()


def test_a_problem_names_leaflet_panel_language_and_lines() -> None:
    (problem,) = problems_of(_text_panel(60))
    assert problem.code == "leaflet-overflow"
    assert problem.details["leaflet"] == "to-gap"
    assert problem.details["panel"] == "Mặt trong bên trái"
    assert problem.details["language"] == "vi"


def test_the_problem_stands_at_the_panels_line(tmp_path: Path) -> None:
    folder = tmp_path / "campaigns" / "khong-xam-hai" / "leaflets"
    folder.mkdir(parents=True)
    lines = ["title: x", "format: a4-trifold", "audience: parents", "panels:"]
    lines += ["  - panel: inside-left", "    kind: text", "  - {panel: back, kind: back}"]
    (folder / "to-gap.yml").write_text("\n".join(lines), "utf-8")
    project = _text_panel(60)
    moved = Project(**{**project.__dict__, "root": tmp_path})
    (problem,) = problems_of(moved)
    assert (problem.file, problem.line) == ("campaigns/khong-xam-hai/leaflets/to-gap.yml", 5)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=1, max_value=12))
def test_one_more_line_is_one_line_more(more: int) -> None:
    """A paragraph is a line and a gap of 4 mm: so many more paragraphs, so much more height."""
    base = _lines_over(_text_panel(24))
    line, gap = 11.5 * 1.4 * 25.4 / 72, 4.0
    wanted = base + more * (line + gap) / line
    assert base > 0
    assert _lines_over(_text_panel(24 + more)) == pytest.approx(wanted, abs=1.01)


def test_nothing_is_written_of_a_leaflet_that_does_not_fit(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        print_leaflets(_text_panel(60), tmp_path)
    assert found.value.problems[0].code == "leaflet-overflow"
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_style_that_spoils_one_kind_only_is_found_out(tmp_path: Path) -> None:
    shutil.copytree(sample.ROOT / "print", tmp_path / "print")
    style = tmp_path / "print" / "styles" / "a4-trifold.css"
    style.write_text(style.read_text("utf-8") + ".office .step { padding: 6mm }\n", "utf-8")
    project = sample.project(sample.trifold(languages=["vi"]), print=tmp_path / "print")
    assert problems_of(project) == []
    print_leaflets(project, tmp_path / "out", kinds=["press", "screen"])
    with pytest.raises(ProblemsFound) as found:
        print_leaflets(project, tmp_path / "out", kinds=["office"])
    assert {each.code for each in found.value.problems} == {"leaflet-overflow"}


def test_pictures_give_way_before_text_does(valley: Project) -> None:
    campaign = valley.campaigns["khong-xam-hai"]
    few = campaign.leaflets[0]
    narrow = sample.trifold(
        panels=[
            {"panel": "inside-left", "kind": "steps", "page": "skills/body", "steps": [1, 2]},
            {"panel": "back", "kind": "back"},
        ]
    )
    setter = Typesetter(valley)
    form = valley.formats["a4-trifold"]

    def tight(leaflet: object) -> int:
        view = compose(valley, campaign, leaflet, "vi")  # type: ignore[arg-type] # a leaflet
        return next(m.tight for m in setter.measure(view, form) if m.panel.id == "inside-left")

    assert tight(narrow) == 0
    assert tight(few) > 0


def test_a_word_wider_than_its_panel_is_a_problem() -> None:
    panels = [
        {"panel": "inside-left", "kind": "text", "text": "a" * 90},
        {"panel": "back", "kind": "back"},
    ]
    project = sample.project(sample.trifold(panels=panels, languages=["vi"]))
    assert [each.code for each in problems_of(project)] == ["leaflet-wide-word"]


def test_a_letter_that_no_face_holds_is_a_problem() -> None:
    panels = [
        {"panel": "inside-left", "kind": "text", "text": "Chữ Hán 語 không có trong bộ chữ"},
        {"panel": "back", "kind": "back"},
    ]
    project = sample.project(sample.trifold(panels=panels, languages=["vi"]))
    (problem,) = problems_of(project)
    assert (problem.code, problem.details["found"]) == ("leaflet-no-glyph", "語")
