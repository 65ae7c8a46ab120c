"""The colours come from the province, and text on them can be read in both schemes."""

import pytest

from generator.model.look import Look
from generator.model.project import Project
from generator.site.look import contrast, mix, palettes, readable_accents
from generator.sources import load_project
from tests.conftest import COAST

TEXT = [
    ("ink", "paper"), ("ink", "card"), ("stone", "paper"), ("stone", "card"),
    ("indigo", "paper"), ("indigo", "card"), ("buckwheat", "paper"), ("leaf", "paper"),
    ("red", "paper"), ("on-brand", "brand"), ("brand-accent", "brand"), ("paper", "ink"),
    *[(f"on-{name}", name) for name in ("indigo", "leaf", "red", "terrace")],
    *[("ink", f"{name}-tint") for name in ("indigo", "leaf", "red", "terrace", "stone")],
    *[("indigo", f"{name}-tint") for name in ("indigo", "leaf", "terrace", "stone")],
    ("stone", "indigo-tint"), ("stone", "terrace-tint"), ("leaf", "leaf-tint"),
]  # fmt: skip


@pytest.fixture(scope="session")
def looks(shipped: Project) -> list[Look]:
    coast = load_project(COAST).project
    assert coast
    return [shipped.look, coast.look]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_has_at_least_four_and_a_half_to_one(
    looks: list[Look], text: str, ground: str, scheme: str
) -> None:
    for look in looks:
        palette = palettes(look)[scheme]
        assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edges_of_controls_and_the_focus_ring_stand_out(looks: list[Look], scheme: str) -> None:
    for look in looks:
        palette = palettes(look)[scheme]
        assert contrast(palette["control"], palette["paper"]) >= 3
        assert contrast(palette["ink"], palette["terrace"]) >= 3 or scheme == "dark"


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"


def test_a_look_without_dark_colours_has_one_scheme(shipped: Project) -> None:
    tokens = tuple(token.model_copy(update={"dark": None}) for token in shipped.look.tokens)
    bare = shipped.look.model_copy(update={"tokens": tokens})
    assert set(palettes(bare)) == {"light"}


def test_only_colours_that_can_be_read_carry_headings(shipped: Project) -> None:
    names = {token.id for token in readable_accents(shipped.look)}
    assert {"indigo", "buckwheat", "leaf"} <= names
    assert not {"terrace", "paper", "white"} & names
