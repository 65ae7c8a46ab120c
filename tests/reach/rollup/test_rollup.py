"""Two invented provinces put together, from folders and from the Parquet files that they send."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.problem import Problem, ProblemsFound
from generator.model.programme import Level
from generator.model.project import Project
from generator.model.report import Report
from generator.reach import export, figures, published_figures, roll_up, show, show_rollup
from generator.reach.exporting.parquet import SOURCE
from generator.sources import Loaded
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.making import PLACES, make_activity, make_campaign, make_project, make_report, row
from tests.reach.test_suppression import ACTIVITIES, PERIODS, some_reports

SAY = load_catalogue(PROGRAM_CATALOGUES, "vi")
CAMPAIGN = make_campaign(
    *(make_activity(name, periods=PERIODS) for name in ACTIVITIES),
    targets=({"audience": "children", "people": 900, "demonstration": True},),
    cost={"spent": 1_000_000, "as_of": "2030-12-01", "source": "made up"},
)
COAST = (
    make_report(
        row("people", 40, sex="female", age_band="6-10"), row("copies_left", 9), unit="091"
    ),
    make_report(row("people", 300, "parents", note="ừ ẵ Đ – hoà/hòa"), unit="092"),
    make_report(row("attendances", 90), row("sessions", 4), unit="00911", activity="fair"),
    make_report(row("people", 31), unit="091", name="again", revises="talks/091/2030-Q1",
                reason="count", received_on=date(2030, 5, 1)),
)  # fmt: skip
HILLS = (
    make_report(row("people", 70, ethnicity="Lô Lô"), unit="081"),
    make_report(row("scans", 45, "teachers"), unit="082", activity="films"),
)


def province(code: str, reports: Iterable[Report], root: Path = Path(), **changes: Any) -> Project:
    """A province whose codes begin with ``code``, with the same units under other names."""

    def here(name: str) -> str:
        return code + name[2:]

    places = tuple(
        one.model_copy(
            update={
                "code": here(one.code) if len(one.code) < 4 else f"{code}{one.code[2:]}",
                "name": one.name if code == "09" else f"{one.name} {code}",
                "parent": here(one.parent) if one.parent else None,
                "successors": tuple(f"{code}{each[2:]}" for each in one.successors),
            }
        )
        for one in PLACES
    )
    project = make_project(root, reports=reports, places=places, campaign=CAMPAIGN, **changes)
    level = Level.model_validate({"id": "district", "name": "Huyện", "plural": "Huyện"})
    programme = project.programme.model_copy(update={"levels": (level,)})
    return replace(project, programme=programme)


def moved(reports: Iterable[Report], code: str) -> list[Report]:
    return [one.model_copy(update={"unit": code + one.unit[2:]}) for one in reports]


def coast(**changes: Any) -> Project:
    people = [("09", "children", 5000), ("091", "children", 45)]
    return province("09", moved(COAST, "09"), populations=people, **changes)


def hills(**changes: Any) -> Project:
    return province("08", HILLS, populations=[("08", "children", 2000)], **changes)


class Folders:
    """Projects by the name of the folder that stands for them."""

    def __init__(self, root: Path, **projects: Project) -> None:
        self.projects = projects
        self.paths = [root / name for name in projects]
        for path in self.paths:
            path.mkdir()

    def __call__(self, path: Path) -> Loaded:
        return Loaded(self.projects[path.name], ())


class Everywhere(type(Path())):  # type: ignore[misc]
    """A folder that is not there, for a thousand quick provinces."""

    def is_dir(self) -> bool:
        return True


def parquet(root: Path, **projects: Project) -> list[Path]:
    return [
        export(project, "shore", "parquet", root / f"{name}.parquet")
        for name, project in projects.items()
    ]


def told(paths: list[Path], **options: Any) -> dict[str, Any]:
    found = roll_up(paths, **options)
    content: dict[str, Any] = json.loads(show_rollup(found, style="json", say=SAY))
    return content


def refused(paths: list[Path], **options: Any) -> list[Problem]:
    with pytest.raises(ProblemsFound) as found:
        roll_up(paths, **options)
    for one in found.value.problems:
        assert f"problem.{one.code}" in SAY
        assert f"cure.{one.code}" in SAY
        assert "{" not in SAY(f"problem.{one.code}", **one.details)
    return list(found.value.problems)


def test_folders_and_parquet_files_give_the_same(tmp_path: Path) -> None:
    load = Folders(tmp_path, coast=coast(), hills=hills())
    files = parquet(tmp_path, coast=coast(), hills=hills())
    wanted = roll_up(load.paths, load=load)
    for style in ("table", "json", "csv", "xlsx"):
        whole = show_rollup(wanted, style=style, say=SAY)
        assert show_rollup(roll_up(files), style=style, say=SAY) == whole
        mixed = roll_up([files[1], load.paths[0]], load=load)
        assert show_rollup(mixed, style=style, say=SAY) == whole


def test_each_province_has_the_figures_that_it_shows_itself(tmp_path: Path) -> None:
    files = parquet(tmp_path, coast=coast(), hills=hills())
    [national] = told(files)["campaigns"]
    own = {
        project.programme.place: json.loads(
            show(project, "shore", by="unit", style="json", say=SAY)
        )
        for project in (coast(), hills())
    }
    assert [one["unit"] for one in national["by_unit"]] == ["08", "09"]
    for part in national["by_unit"]:
        for name in ("reach", "measures", "reports"):
            assert part[name] == own[part["unit"]][name], name
    for bound in ("low", "high"):
        assert national["reach"][bound] == sum(one["reach"][bound] for one in own.values())
    assert national["reach"]["population"] is None, "not all of the counted audiences are known"
    assert national["cost"]["spent"] == 2_000_000
    assert national["demonstration"] is True


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 2**32))
def test_totals_are_the_sums_over_provinces(seed: int) -> None:
    random = Random(seed)
    first, second = some_reports(random), moved(some_reports(random), "08")
    projects = province("09", first), province("08", second)
    by_name = {"a": projects[0], "b": projects[1]}

    [rolled] = roll_up(
        [Everywhere("a"), Everywhere("b")], load=lambda path: Loaded(by_name[path.name], ())
    ).campaigns
    whole, own = rolled.figures, [figures(one, "shore") for one in projects]
    for bound in ("low", "high"):
        known = [getattr(one.reach, bound) for one in own]
        wanted = sum(n or 0 for n in known) if any(n is not None for n in known) else None
        assert getattr(whole.reach, bound) == wanted
    for measure in {name for one in own for name in one.measures}:
        assert whole.measures[measure] == sum(one.measures.get(measure, 0) for one in own)
    for by in ("audience", "activity", "period", "sex", "ethnicity"):
        for part in whole.by(by):
            mine = [one.part(by, part.id) for one in own]
            lows = [one.reach.low for one in mine if one and one.reach.low is not None]
            assert part.reach.low == (sum(lows) if lows else None)
    assert whole.reports.expected == sum(one.reports.expected for one in own)


def test_a_revision_and_what_it_replaces_both_travel_and_one_counts(tmp_path: Path) -> None:
    [path] = parquet(tmp_path, coast=coast())
    with duckdb.connect() as database:
        query = "SELECT id, revises, reason FROM read_parquet($1)"
        rows = database.execute(query, [str(path)]).fetchall()
    assert ("again", "talks/091/2030-Q1", "count") in rows
    assert len(rows) == 4
    [national] = told([path])["campaigns"]
    assert national["reports"]["revised"] == 1
    assert national["measures"].get("copies_left") is None, "only the replaced report had some"


def test_campaigns_of_one_name_are_put_together_and_others_stand_beside_them(
    tmp_path: Path,
) -> None:
    other = CAMPAIGN.model_copy(update={"id": "dunes"})
    lone = replace(hills(), campaigns={"dunes": other}, ledgers={})
    load = Folders(tmp_path, coast=coast(), hills=hills(), lone=lone)
    found = told(load.paths, load=load)
    assert [one["campaign"] for one in found["campaigns"]] == ["dunes", "shore"]
    assert [len(one["provinces"]) for one in found["campaigns"]] == [1, 2]
    [shore] = told(load.paths, campaign="shore", load=load)["campaigns"]
    assert shore["campaign"] == "shore"
    [problem] = refused(load.paths, campaign="shroe", load=load)
    assert problem.code == "rollup-campaign"


def test_what_a_province_hides_is_hidden_in_the_sum(tmp_path: Path) -> None:
    small = province("09", moved([make_report(row("people", 4))], "09"))
    load = Folders(tmp_path, coast=small, hills=hills())
    [public] = told(load.paths, public=True, load=load)["campaigns"]
    lows = {one["unit"]: one["reach"]["low"] for one in public["by_unit"]}
    assert lows == {"08": published_figures(hills(), "shore").reach.low, "09": None}
    assert public["reach"]["low"] is public["reach"]["high"] is None
    assert public["reach"]["suppressed"] is public["suppressed"] is True
    assert public["measures"]["people"] is None
    assert public["reports"]["zero"] is None
    [exact] = told(load.paths, load=load)["campaigns"]
    assert exact["reach"]["low"] == 74
    for style in ("csv", "table"):
        text = show_rollup(roll_up(load.paths, public=True, load=load), style=style, say=SAY)
        assert "74" not in text.decode().split()


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 2**32))
def test_public_figures_are_made_from_published_ones_alone(seed: int) -> None:
    """Every number is a sum of the provinces' published numbers, or nothing."""
    random = Random(seed)
    projects = {
        "a": province("09", some_reports(random)),
        "b": province("08", moved(some_reports(random), "08")),
    }

    [rolled] = roll_up(
        [Everywhere(name) for name in projects],
        public=True,
        load=lambda path: Loaded(projects[path.name], ()),
    ).campaigns
    own = [published_figures(one, "shore") for one in projects.values()]
    for by in ("audience", "activity", "period", "sex", "age_band"):
        for part in rolled.figures.by(by):
            mine = [one for one in (each.part(by, part.id) for each in own) if one]
            for measure, value in part.measures.items():
                shown = [one.measures[measure] for one in mine if measure in one.measures]
                assert value == (None if None in shown else sum(n or 0 for n in shown))
            if any(one.reach.suppressed for one in mine):
                assert part.reach.low is part.reach.high is None


def test_the_same_ledger_is_the_same_file(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    backwards = replace(coast(), ledgers=province("09", moved(COAST[::-1], "09")).ledgers)
    [one], [other] = parquet(tmp_path / "a", x=coast()), parquet(tmp_path / "b", x=backwards)
    assert one.read_bytes() == other.read_bytes()


VERSIONS = ('"version":1', '"version":7')


def copied(path: Path, name: str, replaced: str, own: Callable[[str], str] = str) -> Path:
    """The same file with other rows, or with other words of its own."""
    aside = path.with_name(name)
    with duckdb.connect() as database:
        told = database.execute("SELECT decode(value) FROM parquet_kv_metadata($1)", [str(path)])
        database.execute(
            f"COPY (SELECT * {replaced} FROM read_parquet($from)) TO $to"  # noqa: S608
            f" (FORMAT parquet, KV_METADATA {{'{SOURCE}': $source}})",
            {"from": str(path), "to": str(aside), "source": own(told.fetchall()[0][0])},
        )
    return aside


def test_a_file_from_elsewhere_is_refused_with_the_reason(tmp_path: Path) -> None:
    [good] = parquet(tmp_path, coast=coast())
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes(good.read_bytes()[:-900])
    foreign = tmp_path / "foreign.parquet"
    duckdb.execute("COPY (SELECT 1 AS a) TO $1 (FORMAT parquet)", [str(foreign)])
    note = tmp_path / "note.txt"
    note.write_text("hello")
    files = {
        damaged: "rollup-damaged",
        foreign: "rollup-foreign",
        note: "rollup-no-source",
        tmp_path / "nothing.parquet": "rollup-not-there",
        copied(good, "new.parquet", "", lambda text: text.replace(*VERSIONS)): "rollup-version",
    }
    assert {one.file: one.code for one in refused([*files])} == {
        str(path): code for path, code in files.items()
    }


@pytest.mark.parametrize(
    ("old", "new", "code", "found"),
    [
        ('"id":"parents"', '"id":"uncles"', "rollup-audience", "parents"),
        ('"code":"09911"', '"code":"09999"', "rollup-doubt", "09911"),
        ('"places":[', '"places":[7,', "rollup-unreadable", "places.0"),
        ('{"as_of"', '{"what":1,"as_of"', "rollup-unreadable", "what"),
        ('{"as_of"', "[", "rollup-unreadable", "JSON"),
    ],
)
def test_a_changed_file_is_refused_where_it_is_wrong(
    tmp_path: Path, old: str, new: str, code: str, found: str
) -> None:
    [good] = parquet(tmp_path, coast=coast())
    bad = copied(good, "bad.parquet", "", lambda text: text.replace(old, new, 1))
    problems = refused([bad])
    assert (code, found) in [(one.code, one.details["found"]) for one in problems]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("period := '2030-Q7'", "period"),
        ("campaign := 'other'", "campaign"),
        ("rows := [struct_update(rows[1], measure := 'souls')]", "measure"),
        ("rows := [struct_update(rows[1], value := -1)]", "value"),
        ("rows := [struct_update(rows[1], sex := 'both')]", "sex"),
        ("id := 'same'", "report"),
    ],
)
def test_rows_that_no_import_would_take_are_refused(tmp_path: Path, change: str, kind: str) -> None:
    [good] = parquet(tmp_path, coast=coast())
    name, _, value = change.partition(" := ")
    bad = copied(good, "bad.parquet", f"REPLACE ({value} AS {name})")
    assert kind in {one.details["kind"] for one in refused([bad])}


def test_one_provinces_campaign_from_two_sources_is_not_counted_twice(tmp_path: Path) -> None:
    load = Folders(tmp_path, coast=coast())
    files = parquet(tmp_path, sent=coast())
    [problem] = refused([*load.paths, *files], load=load)
    assert problem.code == "rollup-twice"
    assert problem.details["province"] == "Coast"
