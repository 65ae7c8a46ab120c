"""What each kind of page says, and in which order."""

from datetime import date
from pathlib import Path

from generator.model.project import Project
from generator.model.vietnamese import sort_key
from generator.site import build_site
from generator.sources import load_project
from tests.site.reading import PageText, read_page


def order(text: str, *parts: str) -> None:
    """The parts stand in the text one after another."""
    at = -1
    for part in parts:
        found = text.find(part, at + 1)
        assert found > at, f"{part!r} does not follow"
        at = found


def test_home_says_what_to_do_now_then_the_doors_then_the_campaigns(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    campaign = next(iter(shipped.campaigns.values()))
    order(
        pages[""].main,
        str(shipped.helpline.number),
        "Làm gì ngay bây giờ",
        "Em là trẻ em",
        "Tôi chăm sóc trẻ",
        "Tôi làm việc với trẻ",
        campaign.title.text("vi"),
    )


def test_guidance_goes_from_doing_to_calling_to_reading_to_sources(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    for (name, language), page in shipped.pages.items():
        if page.head.kind not in ("skill", "procedure"):
            continue
        prefix = "" if language == "vi" else f"{language}/"
        main = pages[f"{prefix}{name}/"].main
        heading = next(line for line in page.body.split("\n") if line.startswith("## "))
        parts = [step.do for step in page.head.steps]
        parts += [str(shipped.helpline.number)] if not page.head.contacts else []
        order(main, page.head.title, *parts, heading.removeprefix("## ").strip())
        order(main, heading.removeprefix("## ").strip(), page.head.loudspeaker or "")


def test_a_draft_says_so_with_what_is_to_be_checked(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    for (name, language), page in shipped.pages.items():
        main = pages[f"{name}/" if language == "vi" else f"{language}/{name}/"].main
        said = "chưa có người duyệt ký" if language == "vi" else "has not signed this page"
        assert (said in main) == (page.head.status == "draft")
        if page.head.status == "draft":
            assert all(point in main for point in page.head.to_check)


def test_a_reviewed_page_names_its_reviewer(coast: Path, tmp_path: Path) -> None:
    path = coast / "content/procedures/emergency.md"
    signed = "status: reviewed\nreviewed_by: A. Reader\nreviewed_on: 2030-02-03\n"
    path.write_text(
        path.read_text(encoding="utf-8").replace("audiences:", f"{signed}audiences:", 1),
        encoding="utf-8",
    )
    project = load_project(coast).project
    assert project
    build_site(project, tmp_path / "site", figures={}, print_folder=tmp_path)

    page = read_page(tmp_path / "site/procedures/emergency/index.html")

    assert "Reviewed by A. Reader on 3 February 2030" in page.main
    assert "Draft" not in page.main


def test_every_source_of_a_page_is_named_with_its_certainty_and_day(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    for (name, language), page in shipped.pages.items():
        if language != "vi":
            continue
        shown = pages[f"{name}/"]
        for source in page.head.sources:
            reference = shipped.references[source]
            assert reference.title.text("vi") in shown.main
            assert any(link.endswith(f"sources/#ref-{source}") for link in shown.links())
    sources = pages["sources/"]
    for reference in shipped.references.values():
        assert f"ref-{reference.id}" in sources.ids
        assert f"đối chiếu ngày {reference.checked_on.day}/" in sources.main


def test_who_does_what_gives_every_bearer_each_component_and_its_section(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    page = pages["agencies/"]
    table = page.all("table")[0].text
    assert len(shipped.bearers) == 12
    for component in shipped.programme.components:
        assert component.short.text("vi") in table
    for agency in shipped.bearers:
        assert agency.short.text("vi") in table
        assert any(obligation.section in table for obligation in agency.obligations)
        own = pages[f"agencies/{agency.id}/"]
        for obligation in agency.obligations:
            assert obligation.text.text("vi") in own.main
            assert f"duty-{obligation.id}" in own.ids


def test_every_line_of_the_plan_is_on_its_page(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    main = " ".join(pages["plan/"].main.split())
    for entry in shipped.programme.entries():
        assert " ".join(entry.text.text("vi").split()) in main, entry.id
    budget = shipped.programme.budget
    assert budget
    for figure in ("10.800.000.000", "6.350.000.000", "4.450.000.000"):
        assert figure in main
    assert "5% mỗi năm, 1.200 đến 1.350 trẻ mỗi năm" in main


def test_each_deadline_gives_the_last_day_in_time(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    main = pages["plan/"].main
    for deadline in shipped.programme.deadlines:
        for day in deadline.due():
            assert f"{day.day}/{day.month}/{day.year}" in main
    assert date(2018, 12, 9) in [d for one in shipped.programme.deadlines for d in one.due()]
    for agency in shipped.agencies.values():
        own = pages[f"agencies/{agency.id}/"].main
        for deadline in shipped.programme.deadlines:
            if agency.id in deadline.who:
                assert all(f"{day.day}/{day.month}/{day.year}" in own for day in deadline.due())


def test_a_campaign_links_each_message_to_its_guidance(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    for campaign in shipped.campaigns.values():
        page = pages[f"campaigns/{campaign.id}/"]
        for message in campaign.messages:
            assert message.text.text("vi") in page.main
            assert f"../../{message.page}/" in page.links()
        for activity in campaign.activities:
            assert activity.title.text("vi") in page.main
        assert ("Minh hoạ" in page.main) == campaign.demonstration


def test_contacts_that_are_over_are_not_on_the_page(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    main = pages["contacts/"].main
    for contact in shipped.contacts.values():
        over = contact.valid_to is not None and contact.valid_to < shipped.as_of
        if contact.number:
            assert (contact.number in main) != over


def test_the_subject_index_is_in_dictionary_order_with_synonyms(
    shipped: Project, pages: dict[str, PageText]
) -> None:
    page = pages["topics/"]
    terms = [
        e.text for e in page.all("li") if any(e.text.startswith(x) for x in ("Bạo", "Bắt", "Bị"))
    ]
    assert terms
    letters = [e.text for e in page.all("h2") if len(e.text) == 1]
    assert letters == sorted(letters, key=sort_key)
    assert letters.index("D") + 1 == letters.index("Đ")
    for (name, language), guidance in shipped.pages.items():
        if language == "vi":
            assert f"../{name}/" in page.links()
            for synonym in guidance.head.synonyms:
                assert synonym[1:] in page.main
