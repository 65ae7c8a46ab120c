"""The official report says what the reports say, for its years, and no small number."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.documents.layout import layout_folder, layout_on
from generator.documents.paper import Block, Heading, Items, Paper, Paragraph, Table
from generator.model.project import Project
from generator.reach.official import occasion, write_report
from generator.reach.official.report import report_paper
from tests.documents.reading import docx_words, in_office, pdf_pages, pdf_words
from tests.press.verapdf import validate
from tests.reach.official.making import REPORTS, bay, campaign, report

WITH_FEW = (
    *(each for each in REPORTS if (each.unit, each.period) != ("092", "2020-S1")),
    report("092", "2020-S1", 7),
    report("093", "2020-S1", 55),
)
"""Seven children in a district in 2020."""
NUMBER = re.compile(r"\d[\d.,/%]*")


def paper(project: Project, kind: Any = "annual", year: int = 2020, **options: Any) -> Paper:
    """A report as plain data."""
    about = occasion(project, kind, year, options.pop("day", None))
    return report_paper(project, about, layout_on(layout_folder(project), about.day), **options)


def tables(made: Paper) -> dict[str, list[list[str]]]:
    """The rows of each table by its caption without the number."""
    blocks = [*made.blocks, *(block for each in made.appendices for block in each.blocks)]
    return {
        block.caption.split(". ", 1)[1]: [
            [cell if isinstance(cell, str) else "" for cell in row] for row in block.rows
        ]
        for block in blocks
        if isinstance(block, Table)
    }


def said(blocks: Iterable[Block]) -> str:
    """All running text."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            found.append(block.text)
        elif isinstance(block, Items):
            found += block.items
    return "\n".join(found)


def test_the_head_says_who_reports_what_to_whom() -> None:
    made = paper(bay())
    assert (made.parent, made.body) == ("ỦY BAN NHÂN DÂN TỈNH VỊNH NGỌC", "SỞ TRẺ EM")
    assert (made.name, made.number) == ("BÁO CÁO", "Số: ……/BC-……")
    assert made.subject == "Kết quả công tác truyền thông năm 2020 thực hiện Kế hoạch trẻ em"
    assert made.place_and_day == "Vịnh Ngọc, ngày …… tháng 12 năm 2020"
    assert made.recipients[:2] == (
        "Ủy ban nhân dân tỉnh Vịnh Ngọc (để báo cáo);", "Bộ Trẻ em (để báo cáo);",
    )  # fmt: skip
    bases = [b.text for b in made.blocks if isinstance(b, Paragraph) and b.kind == "basis"]
    assert bases[0].startswith("Căn cứ Quyết định số 8/QĐ ngày 20 tháng 11 năm 2018 của Ủy ban")
    assert bases[-1].startswith("Căn cứ Kế hoạch số 9/KH-UBND ngày 02 tháng 01 năm 2019")


def test_a_year_tells_of_its_own_reports_only() -> None:
    by_year = {year: tables(paper(bay(), year=year)) for year in (2019, 2020)}
    done = "Việc đã làm theo chiến dịch"
    assert by_year[2019][done] == [["Bến bờ an toàn", "6", "–", "3.660", "–"]]
    assert by_year[2020][done] == [["Bến bờ an toàn", "6", "–", "26.700", "–"]]
    whole = tables(paper(bay(), "midterm"))
    assert whole[done] == [["Bến bờ an toàn", "12", "–", "30.360", "–"]]


def test_late_and_missing_reports_are_counted_and_named() -> None:
    made = paper(bay())
    found = tables(made)
    assert found["Báo cáo của các đơn vị theo chiến dịch"] == [
        ["Bến bờ an toàn", "4", "2", "1", "1", "50%"]
    ]
    assert found["Các báo cáo còn thiếu"] == [
        ["1", "thành phố Vịnh Ngọc", "Nói chuyện ở bến", "6 tháng đầu năm 2020", "15/07/2020"]
    ]
    assert "thành phố Vịnh Ngọc (1)" in said(made.blocks)
    assert "Còn thiếu 1 báo cáo" in " ".join(made.to_do.items)


def test_it_says_whether_the_deadline_is_over() -> None:
    in_time = " ".join(paper(bay()).to_do.items)
    assert "Hạn gửi: 14/12/2020. Số liệu đến ngày 12/12/2020, còn trong hạn." in in_time
    late = " ".join(paper(bay(as_of=date(2020, 12, 15))).to_do.items)
    assert "Số liệu đến ngày 15/12/2020, đã quá hạn" in late


def test_small_numbers_are_hidden_unless_the_office_asks_for_them() -> None:
    project = bay(WITH_FEW)
    by_place = "Số người được tiếp cận theo địa bàn, chiến dịch “Bến bờ an toàn”"
    made = paper(project)
    assert ["Huyện Ghềnh Ữ", "", "ẩn", "ẩn"] in tables(made)[by_place]
    assert "LƯU HÀNH NỘI BỘ" not in made.label
    assert "dưới 10 người" in " ".join(made.to_do.items)
    exact = paper(project, exact=True)
    assert ["Huyện Ghềnh Ữ", "", "7", "7"] in tables(exact)[by_place]
    assert "LƯU HÀNH NỘI BỘ" in exact.label
    assert "ẩn" not in {cell for rows in tables(exact).values() for row in rows for cell in row}


def test_what_is_small_in_one_year_is_not_the_difference_of_two_reports() -> None:
    """Whole less the other year would be the hidden number."""
    project = bay(WITH_FEW)
    upper = "Số liệu theo huyện, chiến dịch “Bến bờ an toàn”"
    for kind, year in (("annual", 2019), ("annual", 2020), ("midterm", 2020)):
        rows = {row[1]: row for row in tables(paper(project, kind, year))[upper]}
        assert rows["Huyện Ghềnh Ữ"].count("ẩn") == 3
    rows = {row[1]: row for row in tables(paper(bay(), year=2019))[upper]}
    assert "ẩn" not in rows["Huyện Ghềnh Ữ"]


def test_made_up_figures_say_so_on_every_page() -> None:
    made = paper(bay(own=campaign(demonstration=True)))
    assert made.label == "SỐ LIỆU MINH HOẠ, KHÔNG PHẢI KẾT QUẢ THẬT."
    assert "không ký, không gửi" in " ".join(made.to_do.items)
    target = {"audience": "children", "people": 400, "demonstration": True}
    assert paper(bay(own=campaign(targets=(target,)))).label == made.label
    assert paper(bay()).label == ""


def test_the_layout_is_that_of_the_day_and_claims_nothing() -> None:
    source = {
        "id": "tt-01-2011", "kind": "circular", "title": "Thông tư cũ", "number": "1/TT",
        "publisher": "Bộ", "checked_on": "2020-05-06", "certainty": "secondary",
    }  # fmt: skip
    reference = next(iter(bay().references.values())).model_validate(source)
    made = paper(bay(references=[reference]), year=2019)
    (line,) = [each for each in made.to_do.items if "Trình bày theo" in each]
    assert "Thông tư 1/TT" in line
    assert "chưa đối chiếu với văn bản gốc" in line
    assert "06/05/2020" in line
    later = paper(bay(), year=2019, day=date(2021, 4, 1))
    assert any("nd-30-2020" in each for each in later.to_do.items)


def test_what_the_officer_writes_is_left_empty() -> None:
    text = said(paper(bay()).blocks)
    for heading in ("Đánh giá chung", "Kiến nghị", "Nhiệm vụ thời gian tới"):
        assert re.search(rf"\d\. {heading}", text)


def test_money_of_a_campaign_of_several_years_is_not_divided_by_one_years_people() -> None:
    money = "Kinh phí theo chiến dịch"
    assert tables(paper(bay()))[money] == [
        ["Bến bờ an toàn", "12.345.678", "–", "–", "–", "Sổ chi"]
    ]
    (row,) = tables(paper(bay(), "midterm"))[money]
    assert "–" not in row


def test_a_year_without_campaigns_is_a_report_all_the_same() -> None:
    made = paper(bay(), year=2021)
    assert "không có chiến dịch truyền thông nào phải báo cáo" in said(made.blocks)
    assert tables(made) == {}


def test_both_files_have_the_same_numbers_and_the_same_bytes_twice(tmp_path: Path) -> None:
    project = bay()
    about = occasion(project, "midterm", 2020)
    made = {}
    for style in ("pdf", "docx"):
        path = tmp_path / f"report.{style}"
        write_report(project, about, path)
        made[style] = path.read_bytes()
        write_report(project, about, path)
        assert path.read_bytes() == made[style]
    numbers = [
        {found for word in words for found in NUMBER.findall(word)}
        for words in (docx_words(made["docx"]), pdf_words(made["pdf"], tmp_path))
    ]
    pages = {str(number) for number in range(len(pdf_pages(made["pdf"], tmp_path)) + 1)}
    assert numbers[0] - numbers[1] == set()
    assert numbers[1] - numbers[0] <= pages
    assert "1.241" in numbers[0]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "year"), [("annual", 2018), ("final", 2020)])
def test_the_shipped_report_conforms_and_opens_in_office_programs(
    shipped: Project, tmp_path: Path, kind: Any, year: int
) -> None:
    about = occasion(shipped, kind, year)
    pdf, docx = tmp_path / "report.pdf", tmp_path / "report.docx"
    write_report(shipped, about, pdf)
    write_report(shipped, about, docx)
    assert validate(pdf, "ua1") == []
    assert validate(pdf, "2a") == []
    office, wanted = (
        Counter(re.split(r"[\s–-]+", " ".join(words)))  # a line may end after a dash
        for words in (
            pdf_words(in_office(docx.read_bytes(), tmp_path), tmp_path),
            docx_words(docx.read_bytes()),
        )
    )
    assert wanted - office == Counter()
    assert all("SỐ LIỆU MINH HOẠ" in page for page in pdf_pages(pdf.read_bytes(), tmp_path))
