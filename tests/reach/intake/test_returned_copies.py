"""A refused file goes back as a copy: every wrong cell is coloured and explained, and it can be
mended and sent again. The file itself is never touched, and nothing in the copy runs."""

import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from generator.reach import Imported, return_copy
from generator.reach.intake import returning
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.reach.conftest import COLUMNS, sent
from tests.reach.intake.conftest import EXAMPLES, Hills, errors
from tests.reach.intake.test_example_mappings import KOBO, own_sheet

VI = load_catalogue(PROGRAM_CATALOGUES, "vi")
ROW = {
    "campaign": "chien-dich", "activity": "noi-chuyen", "unit": "00712", "measure": "people",
    "audience": "tre-em",
}  # fmt: skip
WRONG = sent(ROW | {"unit": "Tả Khê", "value": "1.200"}, ROW | {"value": "-3", "note": "=1+1"})
LIST = "Chỗ cần sửa"


def returned(hills: Hills, path: Path, imported: Imported) -> Path:
    copy = return_copy(hills.project, path, imported.problems, hills.path("tra"), VI)
    assert copy is not None
    return copy


def marked(sheet: Any) -> dict[str, str]:
    """The notes of a sheet's cells; each noted cell is coloured and has an edge."""
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment:
                colour = cell.fill.fgColor.rgb[2:]
                assert (colour, cell.border.left.style) in {
                    ("FFC7CE", "medium"), ("FFEB9C", "thin"),
                }  # fmt: skip
                found[cell.coordinate] = cell.comment.text
    return found


def test_a_csv_file_becomes_a_workbook_with_its_wrong_cells_marked(hills: Hills) -> None:
    path = hills.csv(WRONG, "Báo cáo.csv")
    before = path.read_bytes()
    imported = hills.take(path)
    copy = returned(hills, path, imported)
    assert copy.name == "Báo cáo.can-sua.xlsx"
    assert path.read_bytes() == before
    book = load_workbook(copy)
    assert book.sheetnames == [LIST, "Bảng"]
    notes = marked(book["Bảng"])
    assert sorted(notes) == sorted({cell for cell, _ in errors(imported)})
    assert "00721 = Tả Khê, Đồng Vàng" in notes["C2"]
    listed = [row[3].value for row in book[LIST].iter_rows(min_row=6)]
    assert listed == [cell for cell, _ in errors(imported)]
    links = [row[3].hyperlink.location for row in book[LIST].iter_rows(min_row=6)]
    assert links[0] == "'Bảng'!C2"


def test_the_same_file_gives_the_same_copy(hills: Hills) -> None:
    for path in (hills.csv(WRONG), hills.xlsx(WRONG)):
        imported = hills.take(path)
        first = returned(hills, path, imported).read_bytes()
        assert returned(hills, path, imported).read_bytes() == first


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_copy_that_was_mended_comes_in(hills: Hills, kind: str) -> None:
    path = hills.csv(WRONG) if kind == "csv" else hills.xlsx(WRONG)
    copy = returned(hills, path, hills.take(path))
    book = load_workbook(copy)
    sheet = book.worksheets[1]
    for cell, value in (("C2", "00721"), ("L3", 3), ("Q3", None), ("N3", "r2"), ("L2", 1200)):
        sheet[cell] = value
    mended = hills.path("sua xong.xlsx")
    book.save(mended)
    imported = hills.take(mended)
    assert errors(imported) == []
    assert [(one.unit, one.rows[0].value) for one in imported.accepted] == [
        ("00721", 1200),
        ("00712", 3),
    ]


def test_a_mended_copy_of_an_offices_sheet_comes_in_through_its_mapping(hills: Hills) -> None:
    rows = own_sheet()
    rows[6][2] = "X. Hoa Ung"
    path = hills.sheets({"Quý I": rows})
    imported = hills.read(path, EXAMPLES / "so-rieng.yml")
    assert {cell for cell, _ in errors(imported)} == {"C7"}
    book = load_workbook(returned(hills, path, imported))
    assert set(marked(book["Quý I"])) == {"C7"}
    book["Quý I"]["C7"] = "X. Hoà Ừng"
    book.save(hills.path("sua xong.xlsx"))
    imported = hills.read(hills.path("sua xong.xlsx"), EXAMPLES / "so-rieng.yml")
    assert errors(imported) == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_of_other_headings_is_split_as_it_was_read(hills: Hills, separator: str) -> None:
    rows = [*KOBO[:2], [*KOBO[2][:7], "hai, ba; bốn", *KOBO[2][8:]]]
    columns = [str(number) for number in range(len(rows[0]))]
    dicts = [dict(zip(columns, row, strict=True)) for row in rows]
    path = hills.csv(dicts, "kobo.csv", columns=columns, separator=separator)
    path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
    mapping = EXAMPLES / "kobo.yml"
    imported = hills.read(path, mapping)
    assert errors(imported) == [("H3", "report-not-a-number")]
    copy = return_copy(hills.project, path, imported.problems, hills.path("tra"), VI, mapping)
    assert copy is not None
    assert set(marked(load_workbook(copy)["Bảng"])) == {"H3"}


def test_an_old_workbook_comes_back_as_a_new_one(hills: Hills) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Báo cáo")
    for line, row in enumerate([dict(zip(COLUMNS, COLUMNS, strict=True)), *WRONG]):
        for column, name in enumerate(COLUMNS):
            sheet.write(line, column, row.get(name, ""))
    path = hills.path("cu.xls")
    book.save(str(path))
    imported = hills.take(path)
    copy = load_workbook(returned(hills, path, imported))
    assert set(marked(copy["Báo cáo"])) == {cell for cell, _ in errors(imported)}


def hostile(hills: Hills) -> Path:
    """A workbook with looks to keep, and with much that must not travel on."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Báo cáo 'lạ' 1"
    sheet.append(list(COLUMNS))
    for row in WRONG:
        sheet.append([row.get(name) for name in COLUMNS])
    sheet["S2"], sheet["S3"], sheet["S4"] = "=SUM(1,2)", '=WEBSERVICE("http://x.example")', "@cmd"
    sheet["T2"] = "=[1]Sheet1!A1"
    sheet["C2"].comment = Comment("ghi chú cũ", "ai đó")
    sheet["U2"] = "bấm"
    sheet["U2"].hyperlink = "https://x.example/"
    rule = DataValidation("list", formula1="=[1]Sheet1!$A$1:$A$3")
    rule.add("C5")
    kept = DataValidation("list", formula1='"a,b"')
    kept.add("C6")
    sheet.add_data_validation(rule)
    sheet.add_data_validation(kept)
    sheet.merge_cells("A8:C8")
    sheet.column_dimensions["A"].width = 33
    book.defined_names["ngoai"] = DefinedName("ngoai", attr_text="[1]Sheet1!$A$1")
    path = hills.path("la.xlsx")
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    return path


def test_nothing_in_a_copy_runs_or_leads_out(hills: Hills) -> None:
    path = hostile(hills)
    copy = returned(hills, path, hills.take(path))
    with zipfile.ZipFile(copy) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names if name.endswith((".xml", ".rels"))}
    assert not [one for one in names if "vba" in one or "external" in one.lower()]
    assert not [name for name, part in parts.items() if b"<f>" in part]
    assert not [name for name in parts if name.endswith(".rels") and b"External" in parts[name]]
    sheet = load_workbook(copy)["Báo cáo 'lạ' 1"]
    assert sheet["S4"].value == "@cmd"
    assert sheet["S4"].quotePrefix
    assert sheet["S3"].data_type == "s"
    assert sheet["U2"].hyperlink is None
    assert "ghi chú cũ" in sheet["C2"].comment.text
    lists = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert lists == ['"a,b"']
    assert sheet.column_dimensions["A"].width == 33
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A8:C8"]


def test_a_very_large_workbook_is_made_new(hills: Hills, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returning, "MOST_CELLS", 10)
    path = hills.xlsx(WRONG, above=[["Tiêu đề"], []])
    imported = hills.take(path)
    book = load_workbook(returned(hills, path, imported))
    assert set(marked(book["Báo cáo"])) == {cell for cell, _ in errors(imported)}
    assert book["Báo cáo"]["A1"].value == "Tiêu đề"


def test_there_is_no_copy_of_a_good_file_or_of_one_that_cannot_be_read(hills: Hills) -> None:
    good, empty = hills.csv(sent(ROW)), hills.raw(b"", "rong.csv")
    for path in (good, empty):
        problems = hills.take(path, dry_run=True).problems
        assert return_copy(hills.project, path, problems, hills.path("tra"), VI) is None
    assert not hills.path("tra").exists()


def test_a_copy_opens_in_libreoffice(hills: Hills, tmp_path: Path) -> None:
    paths = [hills.csv(WRONG, "mot.csv"), hostile(hills)]
    copies = [returned(hills, path, hills.take(path)) for path in paths]
    command = [
        "soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
        "--convert-to", "ods", "--outdir", str(tmp_path), *map(str, copies),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for copy in copies:
        with zipfile.ZipFile(tmp_path / f"{copy.stem}.ods") as archive:
            content = archive.read("content.xml").decode()
        assert "office:annotation" in content
        assert LIST in content
