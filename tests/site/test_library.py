"""The print library: what each leaflet is for, which file to take, and what is not for all."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.model.campaign import Campaign
from generator.model.leaflet import Leaflet
from generator.model.printed import Printed
from generator.model.project import Project
from generator.site import build_site
from tests.site.conftest import build_sample
from tests.site.reading import Element, PageText, read_page, read_site, target, weight
from tests.site.samples import sample_files, sample_prints

Pages = dict[str, PageText]


def leaflets(project: Project) -> list[tuple[Campaign, Leaflet]]:
    return [(one, leaflet) for one in project.campaigns.values() for leaflet in one.leaflets]


def card(page: PageText, campaign: Campaign, leaflet: Leaflet) -> Element:
    """What a page of the library says of a leaflet."""
    name = f"leaflet-{campaign.id}-{leaflet.id}"
    return next(e for e in page.all("li") if e.attributes.get("id") == name)


def test_a_leaflet_says_what_it_is_good_for_for_whom_and_in_which_languages(
    shipped: Project, pages: Pages
) -> None:
    first = next(iter(shipped.campaigns))
    for language, url in (("vi", "leaflets/"), ("en", "en/leaflets/")):
        for campaign, leaflet in leaflets(shipped):
            form = shipped.formats[leaflet.format]
            said = card(pages[url], campaign, leaflet).text
            assert form.purpose
            for words in (leaflet.title, form.name, form.purpose,
                          shipped.audiences[leaflet.audience].name):  # fmt: skip
                assert words.text(language) in said, leaflet.id
            assert "Tiếng Việt" in said
            assert ("English" in said) == (campaign.id == first)
            assert ("Bản nháp" in said or "Draft" in said) == (leaflet.licence is None)


def test_its_size_is_in_centimetres_and_that_of_the_open_sheet(
    shipped: Project, pages: Pages
) -> None:
    said = {
        leaflet.format: card(pages["leaflets/"], campaign, leaflet).text.replace("\u00a0", " ")
        for campaign, leaflet in leaflets(shipped)
    }
    assert "29,7 × 42 cm, in một mặt" in said["a3-poster"]
    assert "mở ra 29,7 × 21 cm, in hai mặt" in said["a4-trifold"]
    assert "mở ra 29,6 × 21 cm, 8 trang" in said["a5-booklet"]
    assert "10,5 × 14,8 cm, in hai mặt" in said["a6-card"]
    assert "mở ra" not in said["a6-card"]


def test_the_files_stand_in_the_order_of_use_each_with_its_size(
    shipped: Project, pages: Pages
) -> None:
    for campaign, leaflet in leaflets(shipped):
        said = " ".join(card(pages["leaflets/"], campaign, leaflet).text.split())
        order = ["Đọc và gửi đi PDF 0,1 MB", "In ở cơ quan PDF 88 KB", "Đưa cho nhà in PDF 1,4 MB",
                 "Phiếu đặt in PDF 0,3 MB", "Bản duyệt in PDF 0,3 MB"]  # fmt: skip
        assert sorted(order, key=said.index) == order
        assert ("Đã bình trang" in said) == (shipped.formats[leaflet.format].width < 200)


@pytest.mark.parametrize(
    ("form", "note"),
    [
        ("a5-booklet", "A4: in hai mặt, lật theo cạnh ngắn, gấp thành quyển"),
        ("a6-card", "A4: mỗi trang 4 bản, in xong cắt rời"),
        ("a5-flyer", "A4: mỗi trang 2 bản, in xong cắt rời"),
        ("a2-poster", "A4: thu nhỏ cho vừa giấy"),
        ("a4-trifold", "giấy A4"),
        ("a4-sheet", "giấy A4"),
    ],
)
def test_an_office_file_says_what_to_do_with_its_sheets(
    shipped: Project, pages: Pages, form: str, note: str
) -> None:
    campaign, leaflet = next(
        (one, leaflet) for one, leaflet in leaflets(shipped) if leaflet.format == form
    )
    said = " ".join(card(pages["leaflets/"], campaign, leaflet).text.split())
    assert f"88 KB · {note} Đưa" in said


def test_every_file_and_paper_can_be_taken_from_the_library(website: Path, pages: Pages) -> None:
    for url in ("leaflets/", "en/leaflets/"):
        page = pages[url]
        links = [link for link in page.links() if link.endswith(".pdf")]
        assert {Path(link).name for link in links} == {
            "screen.pdf", "office.pdf", "press.pdf", "imposed.pdf", "ticket.pdf", "proof.pdf"
        }  # fmt: skip
        for link in links:
            assert target(website, page.path, link)[0].read_bytes().startswith(b"%PDF")


def test_what_is_the_offices_own_is_not_in_the_website(website: Path) -> None:
    names = {path.name for path in (website / "print").rglob("*") if path.is_file()}
    assert names == {
        "screen.pdf", "office.pdf", "press.pdf", "imposed.pdf", "ticket.pdf", "proof.pdf",
        "leaflets.vi.svg", "leaflets.en.svg", "vi.svg", "en.svg",
    }  # fmt: skip


def test_a_leaflet_without_papers_offers_none(coast_project: Project, tmp_path: Path) -> None:
    prints = tmp_path / "print"
    printed = sample_prints(coast_project, prints)
    campaign, leaflet = leaflets(coast_project)[0]
    (prints / campaign.id / leaflet.id / "ticket.pdf").unlink()

    page = library_of(coast_project, tmp_path / "site", printed, prints)

    said = card(page, campaign, leaflet).text
    assert "Proof" in said
    assert "Job ticket" not in said


def test_files_of_single_units_are_counted_and_neither_copied_nor_listed(
    coast_project: Project, tmp_path: Path
) -> None:
    prints = tmp_path / "print"
    campaign, leaflet = leaflets(coast_project)[0]
    whole = sample_prints(coast_project, prints)
    own = [
        replace(file, unit=unit, path=file.path.replace("/chung/", f"/{unit}/"), thumbnail=None)
        for file in sample_files(coast_project, prints, campaign, leaflet, "en")
        for unit in ("01", "0101", "0102")
    ]
    for file in own:
        (prints / file.path).parent.mkdir(exist_ok=True)
        (prints / file.path).write_bytes(b"%PDF-1.7 one unit's")

    page = library_of(coast_project, tmp_path / "site", [*whole, *own], prints)

    assert "Also printed for single places: 3" in card(page, campaign, leaflet).text
    other = card(page, *leaflets(coast_project)[1])
    assert "Also printed" not in other.text
    assert not [link for link in page.links() if "/0101/" in link]
    copied = {path.parent.name for path in (tmp_path / "site/print").rglob("*.pdf")}
    assert copied.isdisjoint({"01", "0101", "0102"})


def test_a_kind_of_file_that_nobody_knows_stands_last_under_its_own_name(
    coast_project: Project, tmp_path: Path
) -> None:
    prints = tmp_path / "print"
    printed = sample_prints(coast_project, prints)
    first = printed[0]
    new = replace(first, kind="a-hologram", path=first.path.replace("press", "a-hologram"))
    (prints / new.path).write_bytes(b"%PDF-1.7 new")

    page = library_of(coast_project, tmp_path / "site", [new, *printed], prints)

    said = card(page, *leaflets(coast_project)[0]).text
    assert said.index("For the print shop") < said.index("a-hologram") < said.index("Job ticket")


def test_a_leaflet_in_no_language_of_the_page_still_offers_its_files(
    coast_project: Project, tmp_path: Path
) -> None:
    prints = tmp_path / "print"
    campaign, leaflet = leaflets(coast_project)[0]
    printed = list(sample_files(coast_project, prints, campaign, leaflet, "qaa"))

    page = library_of(coast_project, tmp_path / "site", printed, prints)

    said = card(page, campaign, leaflet).text
    assert "Not yet in this language; these files are in: qaa" in said
    assert [link for link in page.links() if link.endswith("/qaa/chung/screen.pdf")]


def library_of(project: Project, folder: Path, printed: list[Printed], prints: Path) -> PageText:
    """The library of a website that is built for one test."""
    build_site(project, folder, figures={}, printed=printed, print_folder=prints)
    return read_page(folder / "leaflets/index.html")


# Finding one of many


def test_a_leaflet_is_found_by_campaign_and_by_what_it_is_good_for(
    shipped: Project, pages: Pages
) -> None:
    page = pages["leaflets/"]
    finder = next(e for e in page.all("section") if e.attributes.get("class") == "finder")
    for campaign in shipped.campaigns.values():
        assert f"#campaign-{campaign.id}" in page.links()
        assert f"{campaign.title.text('vi')}\u00a0({len(campaign.leaflets)})" in finder.text
    for campaign, leaflet in leaflets(shipped):
        form = shipped.formats[leaflet.format]
        assert f"#leaflet-{campaign.id}-{leaflet.id}" in page.links()
        assert form.purpose
        place = finder.text.index(form.purpose.text("vi"))
        assert finder.text.index(leaflet.title.text("vi"), place) > place


@pytest.mark.parametrize("language", ["vi", "en"])
def test_on_a_phone_without_scripts_two_taps_lead_to_a_leaflet(
    browser: Browser, address: str, shipped: Project, language: str
) -> None:
    campaign, leaflet = leaflets(shipped)[-1]
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 640}, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{address}{'' if language == 'vi' else 'en/'}leaflets/")
    page.locator(".finder summary").click()
    link = page.locator(f".kinds a[href='#leaflet-{campaign.id}-{leaflet.id}']")
    box = link.bounding_box()
    assert box
    assert box["height"] >= 44
    link.click()
    place = page.locator(f"#leaflet-{campaign.id}-{leaflet.id}")
    top, bar = place.bounding_box(), page.locator(".help").bounding_box()
    assert top
    assert bar
    assert bar["y"] + bar["height"] <= top["y"] < 640
    picture = place.locator(".thumbnail")
    picture.scroll_into_view_if_needed()
    assert picture.is_visible()
    context.close()


def test_a_campaigns_page_has_the_short_form_and_leads_to_the_rest(
    shipped: Project, pages: Pages
) -> None:
    for campaign in shipped.campaigns.values():
        page = pages[f"campaigns/{campaign.id}/"]
        links = page.links()
        shown = campaign.leaflets[:6]
        for leaflet in shown:
            assert f"../../leaflets/#leaflet-{campaign.id}-{leaflet.id}" in links
        assert {Path(link).name for link in links if link.endswith(".pdf")} == {"screen.pdf"}
        assert f"../../leaflets/#campaign-{campaign.id}" in links


def many(project: Project, each: int) -> Project:
    """The project with so many leaflets in each campaign, in its first language."""
    campaigns = {
        name: campaign.model_copy(
            update={
                "leaflets": tuple(
                    campaign.leaflets[number % len(campaign.leaflets)].model_copy(
                        update={"id": f"leaflet-{number}"}
                    )
                    for number in range(each)
                )
            }
        )
        for name, campaign in project.campaigns.items()
    }
    programme = project.programme.model_copy(update={"languages": (project.language,)})
    return replace(project, campaigns=campaigns, programme=programme)


def test_sixty_leaflets_have_a_page_a_campaign_and_every_page_stays_lean(
    shipped: Project, tmp_path: Path
) -> None:
    project = many(shipped, 20)
    website = build_sample(project, tmp_path / "site", tmp_path / "print")
    found = read_site(website)

    library = found["leaflets/"]
    assert [e for e in library.all("details") if "open" in e.attributes]
    for campaign, leaflet in leaflets(project):
        link = f"{campaign.id}/#leaflet-{campaign.id}-{leaflet.id}"
        assert link in library.links()
        assert card(found[f"leaflets/{campaign.id}/"], campaign, leaflet)
    for name in project.campaigns:
        assert len([e for e in found[f"campaigns/{name}/"].all("li")
                    if e.attributes.get("class", "").startswith("print ")]) == 6  # fmt: skip
        assert f"../../leaflets/{name}/#campaign-{name}" in found[f"campaigns/{name}/"].links()
    for url in ("leaflets/", *(f"{kind}/{name}/" for name in project.campaigns
                               for kind in ("leaflets", "campaigns"))):  # fmt: skip
        files, size = weight(found[url])
        assert files <= 6, url
        assert size <= 40_000, f"{size} bytes on {url}"
        for link in found[url].links():
            if ":" not in link:
                assert target(website, found[url].path, link)[0].is_file(), f"{link} on {url}"


def test_the_shipped_leaflets_own_pictures_leave_the_pages_lean(built: Path) -> None:
    site = built / "site"
    for path in sorted([*site.rglob("leaflets/index.html"), *site.rglob("campaigns/*/index.html")]):
        files, size = weight(read_page(path))
        assert files <= 6, path
        assert size <= 40_000, f"{size} bytes on {path}"
