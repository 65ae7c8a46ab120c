"""Scans are counted from access logs; nobody who looked is written anywhere."""

import bz2
import csv
import gzip
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.leaflet import Leaflet
from generator.model.project import Project
from generator.reach import Scans, count_scans, scans_report, show_scans
from generator.reach.scans import logs
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.making import make_activity, make_campaign, make_project, make_report, row

PHONE = "Mozilla/5.0 (Linux; Android 8.1.0; SM-J250F) AppleWebKit/537.36 Chrome/99 Mobile"
PATH = "/skills/listen/?ma=shore.card.00911"
HANOI = timezone(timedelta(hours=7))
VI = load_catalogue(PROGRAM_CATALOGUES, "vi")


@pytest.fixture
def project() -> Project:
    card = Leaflet.model_construct(id="card", audience="parents")
    campaign = make_campaign(
        make_activity("talks", measures=("people",)),
        make_activity("prints", measures=("scans",), periods=("2030-Q1",)),
    )
    return make_project(campaign=campaign.model_copy(update={"leaflets": (card,)}))


def line(
    target: str = PATH,
    *,
    who: str = "192.0.2.7",
    at: str = "02/Mar/2030:23:50:00 +0700",
    method: str = "GET",
    status: int = 200,
    agent: str | None = PHONE,
) -> str:
    """A line of the combined format, or of the common one without an agent."""
    end = "" if agent is None else f' "-" "{agent}"'
    return f'{who} - - [{at}] "{method} {target} HTTP/1.1" {status} 512{end}'


def count(project: Project, folder: Path, *lines: str | bytes, **options: object) -> Scans:
    path = folder / "access.log"
    whole = [one if isinstance(one, bytes) else one.encode() for one in lines]
    path.write_bytes(b"\n".join(whole) + b"\n")
    return count_scans(project, [path], **options)  # type: ignore[arg-type]


def test_a_scan_is_counted_for_its_campaign_leaflet_unit_and_local_day(
    project: Project, tmp_path: Path
) -> None:
    found = count(project, tmp_path, line())
    assert dict(found.counts) == {(("shore", "card", "00911"), date(2030, 3, 2)): 1}


@pytest.mark.parametrize(
    "target",
    [
        "/la-chan/en/skills/listen/?ma=shore.card.00911",
        "/skills/listen/?fbclid=x&ma=shore.card.00911&utm=zalo",
        "/skills/listen/index.html?ma=shore%2Ecard%2E00911",
        "https://province.example/skills/listen/?ma=shore.card.00911",
    ],
)
def test_the_code_is_found_in_any_folder_language_and_company(
    project: Project, tmp_path: Path, target: str
) -> None:
    assert count(project, tmp_path, line(target)).counts.total() == 1


@pytest.mark.parametrize(
    "other",
    [
        line(method="HEAD"),
        line(method="POST"),
        line(status=404),
        line(status=301),
        line("/assets/site.css?ma=shore.card.00911"),
        line("/skills/listen/"),
        line("/skills/listen/?ma=shore.card"),
        line("/skills/listen/?ma=shore.card.00911&ma=shore.card.00912"),
    ],
)
def test_what_is_no_page_read_by_a_person_is_no_scan(
    project: Project, tmp_path: Path, other: str
) -> None:
    found = count(project, tmp_path, other)
    assert (found.counts.total(), found.unknown, found.problems) == (0, 0, ())


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 ZaloPreview",
        "TelegramBot (like TwitterBot)",
        "curl/8.5.0",
        "-",
        None,
    ],
)
def test_programs_are_left_out(project: Project, tmp_path: Path, agent: str | None) -> None:
    found = count(project, tmp_path, line(agent=agent))
    assert (found.counts.total(), found.robots) == (0, 1)


def test_the_same_reader_who_loads_again_is_one_scan_until_the_pause_is_long(
    project: Project, tmp_path: Path
) -> None:
    at = "02/Mar/2030:{} +0700".format
    first, again, later = line(at=at("10:00:00")), line(at=at("10:29:00")), line(at=at("11:00:00"))
    found = count(project, tmp_path, first, again, later)
    assert (found.counts.total(), found.repeats) == (2, 1)


def test_two_readers_and_two_leaflets_are_told_apart(project: Project, tmp_path: Path) -> None:
    other = line("/skills/listen/?ma=shore.card.00912")
    found = count(project, tmp_path, line(), line(who="2001:db8::9"), line(agent="Opera"), other)
    assert found.counts.total() == 4


def test_an_unknown_code_is_counted_apart(project: Project, tmp_path: Path) -> None:
    found = count(project, tmp_path, line("/x/?ma=other.card.00911"), line("/?ma=shore.card.99999"))
    assert (found.counts.total(), found.unknown) == (0, 2)


def caddy(seconds: float) -> str:
    request = {
        "remote_ip": "192.0.2.7",
        "method": "GET",
        "uri": PATH,
        "headers": {"User-Agent": [PHONE]},
    }
    return json.dumps({"level": "info", "ts": seconds, "request": request, "status": 200})


def test_json_of_caddy_and_nginx_is_read(project: Project, tmp_path: Path) -> None:
    moment = datetime(2030, 3, 2, 18, 0, tzinfo=UTC)
    nginx = {
        "time_iso8601": "2030-03-03T09:00:00+07:00",
        "remote_addr": "192.0.2.8",
        "request": f"GET {PATH} HTTP/1.1",
        "status": "200",
        "http_user_agent": PHONE,
    }
    lines = (caddy(moment.timestamp()), json.dumps(nginx))
    found = count(project, tmp_path, *lines, offset=HANOI)
    assert {day for _, day in found.counts} == {date(2030, 3, 3)}
    assert found.counts.total() == 2


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_packed_logs_are_told_by_their_content(
    project: Project, tmp_path: Path, pack: object
) -> None:
    path = tmp_path / "access.log.1"
    path.write_bytes(pack(line().encode() + b"\n"))  # type: ignore[operator]
    assert count_scans(project, [path]).counts.total() == 1


def test_a_log_that_is_cut_in_the_middle_counts_up_to_there_and_says_so(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "access.log.gz"
    random = Random(4)
    noise = "\n".join(f"{random.random()}" for _ in range(20_000))
    whole = gzip.compress(f"{line()}\n{noise}\n".encode())
    path.write_bytes(whole[: len(whole) // 2])
    found = count_scans(project, [path])
    assert found.counts.total() == 1
    assert [one.code for one in found.problems] == ["scans-broken-log"]


@pytest.mark.parametrize(
    "broken",
    [
        b'192.0.2.7 ma= "GET',
        b'{"ma=": ' + b"[" * 15_000,
        b'{"request": {"uri": "/?ma=shore.card.00911"}, "ts": 1e400, "status": 200}',
        line(at="99/Foo/2030:23:50:00 +0700").encode(),
        b"\x00\x1b[31m?ma=\xff\xfe",
        b"ma=" + b"x" * 100_000,
    ],
)
def test_a_line_that_cannot_be_read_is_named_by_its_number_only(
    project: Project, tmp_path: Path, broken: bytes
) -> None:
    found = count(project, tmp_path, line(), broken, line(who="192.0.2.8"))
    assert found.counts.total() == 2
    assert [(one.code, one.line) for one in found.problems] == [("scans-unreadable-lines", 2)]
    assert "192.0.2" not in repr(found)


def test_a_line_without_end_takes_little_memory(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "access.log.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(64):
            file.write(b"x" * 1_000_000)
        file.write(b"\n" + line().encode() + b"\n")
    found = count_scans(project, [path])
    assert (found.lines, found.counts.total()) == (2, 1)


def test_nothing_of_a_reader_is_in_what_is_told(project: Project, tmp_path: Path) -> None:
    found = count(project, tmp_path, line(), line(who="192.0.2.8"), b"192.0.2.9 ma=")
    told = [
        show_scans(project, found, by=by, style=style, say=VI)
        for by in ("campaign", "leaflet", "unit", "day")
        for style in ("table", "csv", "json")
    ]
    told.append(scans_report(project, found, date(2030, 4, 1)).csv)
    assert not any("192.0.2" in text or "Android" in text for text in (*told, repr(found)))


hits = st.lists(
    st.tuples(st.integers(0, 5000), st.sampled_from(["192.0.2.1", "192.0.2.2"]),
              st.sampled_from(["00911", "00912"])),
    max_size=30,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(hits, st.randoms(use_true_random=False), st.integers(0, 30))
def test_order_splitting_and_overlap_of_logs_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[int, str, str]],
    random: Random,
    cut: int,
) -> None:
    card = Leaflet.model_construct(id="card", audience="parents")
    project = make_project(campaign=make_campaign().model_copy(update={"leaflets": (card,)}))
    start = datetime(2030, 3, 2, tzinfo=HANOI)
    lines = [
        line(
            f"/?ma=shore.card.{unit}",
            who=who,
            at=(start + timedelta(seconds=at)).strftime("%d/Mar/%Y:%H:%M:%S +0700"),
        )
        for at, who, unit in made
    ]
    folder = tmp_path_factory.mktemp("logs")
    whole = count(project, folder, *lines).counts
    random.shuffle(lines)
    (folder / "a").write_text("\n".join(lines[: cut + 3]) + "\n")
    (folder / "b").write_text("\n".join(lines[cut:]) + "\n")
    assert count_scans(project, [folder / "a", folder / "b"]).counts == whole


def rows(text: str) -> Iterable[dict[str, str]]:
    return csv.DictReader(io.StringIO(text))


def test_scans_become_rows_of_the_activity_that_asks_for_them(
    project: Project, tmp_path: Path
) -> None:
    """The activity asks districts: a commune's scans are its district's."""
    april = line(at="02/Apr/2030:10:00:00 +0700")
    found = count(project, tmp_path, line(), line(who="192.0.2.8"), april)
    made = scans_report(project, found, date(2030, 4, 20))
    (one,) = rows(made.csv)
    wanted = {"activity": "prints", "unit": "091", "period": "2030-Q1", "audience": "parents"}
    assert wanted.items() <= one.items()
    assert (one["measure"], one["value"]) == ("scans", "2")
    assert made.unplaced == ((("shore", "card", "00911"), 1),)


def test_no_activity_asks_for_scans_and_nothing_is_invented(tmp_path: Path) -> None:
    card = Leaflet.model_construct(id="card", audience="parents")
    talks = make_campaign(make_activity("talks", measures=("people",)))
    project = replace(
        make_project(), campaigns={"shore": talks.model_copy(update={"leaflets": (card,)})}
    )
    made = scans_report(project, count(project, tmp_path, line()), date(2030, 4, 20))
    assert list(rows(made.csv)) == []
    assert made.placed == 0


ZALO = (
    "Mozilla/5.0 (Linux; Android 8.1.0; SM-J250F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/99.0 Mobile Safari/537.36 Zalo android/12100609 ZaloTheme/light"
)


def test_who_scans_with_a_messenger_is_a_reader_and_its_preview_is_none(
    project: Project, tmp_path: Path
) -> None:
    found = count(project, tmp_path, line(agent=ZALO), line(agent="Zalo-win32-24v294"))
    assert (found.counts.total(), found.robots) == (1, 1)


def test_what_a_browser_loads_ahead_is_no_scan(project: Project, tmp_path: Path) -> None:
    ahead = json.loads(caddy(1.9e9))
    ahead["request"]["headers"]["Sec-Purpose"] = ["prefetch;prerender"]
    assert count(project, tmp_path, json.dumps(ahead), caddy(1.9e9)).counts.total() == 1


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x14\x00" + bytes(range(256)) * 9, b"unit,people\n091,5\n", b"\n\n"]
)
def test_what_is_no_access_log_is_told_and_not_counted_as_nothing(
    project: Project, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "log").write_bytes(content)
    (problem,) = count_scans(project, [tmp_path / "log"]).problems
    assert (problem.code, problem.severity) == ("scans-no-log", "error")


def test_an_empty_log_is_one(project: Project, tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"")
    assert count_scans(project, [tmp_path / "log"]).problems == ()


@given(st.lists(st.binary(max_size=60), max_size=12), st.integers(1, 64))
def test_lines_are_the_same_however_the_log_is_cut_into_blocks(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], block: int
) -> None:
    path = tmp_path_factory.mktemp("log") / "log"
    path.write_bytes(b"\n".join(lines))
    wanted = path.read_bytes().removesuffix(b"\n").split(b"\n") if path.read_bytes() else []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logs, "BLOCK", block)
        patch.setattr(logs, "LONGEST", 40)
        found = list(logs.Log(path).lines(b"", 0))
    assert [one.number for one in found] == list(range(1, len(wanted) + 1))
    for one, text in zip(found, wanted, strict=True):
        assert one.text == (text.rstrip(b"\r") if one.text is not None else None)
        assert (one.text is None) == (len(text) > 40) or len(text) > block


def test_scans_are_added_to_the_report_that_a_unit_sent(project: Project, tmp_path: Path) -> None:
    """A key has one report: the scans revise it and keep what the unit said."""
    own = make_report(
        row("copies_distributed", 40, cohort="c", note="hoà"), activity="prints", name="own"
    )
    before = make_project(campaign=project.campaigns["shore"], reports=[own])
    found = count(project, tmp_path, line(), line(who="192.0.2.8"))
    lines = list(rows(scans_report(before, found, date(2030, 4, 20), "đếm lại").csv))
    assert {(one["revises"], one["reason"], one["report"]) for one in lines} == {
        ("own", "đếm lại", "prints/091/2030-Q1/scans")
    }
    assert [(one["measure"], one["value"], one["cohort"], one["note"]) for one in lines] == [
        ("copies_distributed", "40", "c", "hoà"), ("scans", "2", "", ""),
    ]  # fmt: skip


def test_the_same_logs_again_add_nothing_and_fewer_scans_are_told(
    project: Project, tmp_path: Path
) -> None:
    had = make_report(
        row("scans", 2, "parents"), activity="prints", name="prints/091/2030-Q1/scans"
    )
    before = make_project(campaign=project.campaigns["shore"], reports=[had])
    same = scans_report(before, count(project, tmp_path, line(), line(who="b")), date(2030, 4, 20))
    assert (list(rows(same.csv)), same.placed, same.fewer) == ([], 2, ())
    fewer = scans_report(before, count(project, tmp_path, line()), date(2030, 4, 20))
    assert list(rows(fewer.csv)) == []
    assert fewer.fewer == (("shore", "prints", "091", "2030-Q1"),)
    more = scans_report(
        before, count(project, tmp_path, *(line(who=who) for who in "abc")), date(2030, 4, 20)
    )
    (one,) = rows(more.csv)
    assert (one["report"], one["value"]) == ("prints/091/2030-Q1/scans-2", "3")
