"""``reach show`` and ``reach export`` as they are typed."""

import json
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import ROOT


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(("--project", str(ROOT), "reach", *words))
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def some_campaign() -> str:
    return next(path.parent.name for path in sorted(ROOT.glob("campaigns/*/campaign.yml")))


@pytest.mark.parametrize("words", [("show",), ("export", "--format", "csv", "-o", "never.csv")])
@pytest.mark.parametrize("leaflet", ["", "/", "/no-such-leaflet"])
def test_what_is_no_campaign_is_refused_and_its_name_told(
    words: tuple[str, ...], leaflet: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = some_campaign() + leaflet if len(leaflet) > 1 else leaflet
    code, out, err = run(capsys, words[0], given, *words[1:])
    assert (code, out) == (2, "")
    assert some_campaign() in err or "CAMPAIGN" in err
    assert not Path("never.csv").exists()


def test_a_leaflet_has_no_figures_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    leaflet = next(iter(sorted(ROOT.glob("campaigns/*/leaflets/*.yml"))))
    given = f"{leaflet.parent.parent.name}/{leaflet.stem}"
    code, out, err = run(capsys, "show", given)
    assert (code, out) == (2, "")
    assert f"Hãy ghi: {leaflet.parent.parent.name}." in err


def test_dhis2_takes_the_project_as_it_is_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for style, name in (("dhis2", "data.json"), ("dhis2-metadata", "metadata.json")):
        path = tmp_path / name
        code, out, _ = run(capsys, "export", some_campaign(), "--format", style, "-o", str(path))
        assert (code, out.strip()) == (0, str(path))
    values = json.loads((tmp_path / "data.json").read_text(encoding="utf-8"))["dataValues"]
    metadata = json.loads((tmp_path / "metadata.json").read_text(encoding="utf-8"))
    known = {one["code"] for things in metadata.values() for one in things} | {"default"}
    used = {
        value
        for one in values
        for name, value in one.items()
        if name not in ("value", "comment", "period")
    }
    assert values
    assert used <= known
