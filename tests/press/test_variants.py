"""Every unit's own leaflet looks and reads as if it had been set as a whole."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from generator.model.leaflet import Leaflet
from generator.model.problem import ProblemsFound
from generator.model.project import Project
from generator.press import jobs_of, keep_units, print_leaflets, print_units, printed_in
from generator.press.composing.compose import compose
from generator.press.setting.pages import pages_of
from generator.press.works import Works
from tests.press import sample, villages
from tests.press.conftest import words
from tests.press.verapdf import validate

KINDS = ("press", "office", "screen")
LEAFLET = Path("khong-xam-hai/to-gap")


@pytest.fixture(scope="module")
def project() -> Project:
    return villages.project()


@pytest.fixture(scope="module")
def folder(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The print folder with the files of all seven communes in both languages."""
    folder = tmp_path_factory.mktemp("units")
    made = print_units(project, folder, jobs_of(project))
    assert len(made) == 7 * 2 * 3
    return folder


def _files(folder: Path, language: str = "vi") -> Iterator[tuple[str, str, Path]]:
    for path in sorted((folder / LEAFLET / language).glob("*/*.pdf")):
        yield path.parent.name, path.stem, path


def test_every_unit_has_every_kind_in_its_folder(folder: Path) -> None:
    assert {(unit, kind) for unit, kind, _ in _files(folder)} == {
        (f"{number:05}", kind) for number in range(1, 8) for kind in KINDS
    }


def test_the_text_names_the_unit_and_whom_to_call_there(folder: Path, project: Project) -> None:
    for unit, _, path in _files(folder):
        text = words(path)
        place = project.places[unit]
        assert f"Xã {place.name}" in text
        assert "Mường Đẵn" in text
        assert "0219 3866 115" in text  # the district's, where a commune has none
        assert ("0912 345 678" in text) == (unit == "00001")
        assert "Lắng nghe trẻ" in text


def test_the_title_of_the_file_names_the_unit(folder: Path, project: Project) -> None:
    for unit, _, path in _files(folder):
        with pikepdf.open(path) as pdf:
            name = f"Xã {project.places[unit].name}"
            assert str(pdf.docinfo["/Title"]).endswith(f"Tờ gấp cho cả nhà – {name}")
            if "/Metadata" in pdf.Root:
                assert f"Tờ gấp cho cả nhà – {name}<" in pdf.Root.Metadata.read_bytes().decode()


def test_every_face_is_embedded_once(folder: Path) -> None:
    for _, _, path in _files(folder):
        with pikepdf.open(path) as pdf:
            faces = [str(o.FontName) for o in pdf.objects if _is(o, "/FontDescriptor")]
            assert len(faces) == len(set(faces)) > 2


def _is(thing: pikepdf.Object, kind: str) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == kind


def test_the_code_leads_to_the_page_and_says_which_leaflet_of_which_unit_it_is_on(
    folder: Path, tmp_path: Path
) -> None:
    for unit, kind, path in _files(folder, "en"):
        subprocess.run(["pdftoppm", "-r", "150", "-gray", path, tmp_path / kind], check=True)
        pages = sorted(tmp_path.glob(f"{kind}*"))
        run = subprocess.run(["zbarimg", "-q", *pages], capture_output=True, text=True, check=False)
        page = "https://thunglung.example/en/campaigns/khong-xam-hai/"
        assert run.stdout.split() == [f"QR-Code:{page}?ma=khong-xam-hai.to-gap.{unit}"]


def test_qpdf_finds_no_fault(folder: Path) -> None:
    for _, _, path in _files(folder):
        run = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr


def test_screen_files_keep_to_the_standards_with_their_slot(folder: Path) -> None:
    for unit, kind, path in _files(folder):
        if kind == "screen" and unit in {"00001", "00002"}:
            assert validate(path, "ua1") == []
            assert validate(path, "2a") == []


def test_the_slot_is_read_where_it_stands_between_its_neighbours(folder: Path) -> None:
    with pikepdf.open(folder / LEAFLET / "vi" / "00001" / "screen.pdf") as pdf:
        sections = [each for each in _elements(pdf.Root.StructTreeRoot) if each.S == "/Sect"]
        slot = next(n for n, each in enumerate(sections) if _marked(each))
        assert slot == len(sections) - 1  # it lies at the foot of the back, the last to be read
        kids = list(_elements(sections[slot]))
        assert sum(kid.S == "/Figure" for kid in kids) == 1
        assert sum(kid.S == "/Link" for kid in kids) >= 4  # three numbers, the page


def _elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in root.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _marked(element: pikepdf.Object) -> bool:
    kids = [kid for each in _elements(element) for kid in each.get("/K", [])]
    return any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR" for kid in kids)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("unit", ["00001", "00003"])
def test_it_looks_as_if_it_had_been_set_as_a_whole(
    project: Project, folder: Path, tmp_path: Path, kind: str, unit: str
) -> None:
    stamped = folder / LEAFLET / "vi" / unit / f"{kind}.pdf"
    (tmp_path / "whole.pdf").write_bytes(_whole(project, kind, unit))
    for name, path in (("stamped", stamped), ("whole", tmp_path / "whole.pdf")):
        subprocess.run(["pdftoppm", "-r", "100", path, tmp_path / name], check=True)
    pages = sorted(tmp_path.glob("stamped-*.ppm"))
    assert pages
    for page in pages:
        with Image.open(page) as one, Image.open(str(page).replace("stamped", "whole")) as other:
            apart = np.abs(np.asarray(one, np.int16) - np.asarray(other, np.int16)).max(axis=2)
            assert (apart > 40).mean() < 0.0005  # a hair's shift of an edge at most


def _whole(project: Project, kind: str, unit: str) -> bytes:
    works = Works(project)
    sheet = works.sheet(jobs_of(project, languages=["vi"])[0])
    view = compose(project, sheet.campaign, sheet.leaflet, "vi", unit)
    pages = pages_of(view, sheet.form, kind)  # type: ignore[arg-type] # one of the kinds
    document = works.typesetter.document(view, sheet.form, kind, sheet.fits, pages)  # type: ignore[arg-type] # the same
    return works.finished(document, sheet, kind, pages, "whole")  # type: ignore[arg-type] # the same


def test_a_press_file_passes_the_preflight_with_its_slot(project: Project, folder: Path) -> None:
    works = Works(project)
    sheet = works.sheet(jobs_of(project, languages=["vi"])[0])
    for _, kind, path in _files(folder):
        if kind == "press":
            assert works.judged(sheet, path.read_bytes()).findings == ()


def test_the_leaflet_for_all_has_lines_to_write_on_and_the_campaigns_code(
    project: Project, tmp_path: Path
) -> None:
    made = print_leaflets(project, tmp_path, languages=["vi"], kinds=["screen"])
    text = words(tmp_path / made[0].path)
    assert "Ở xã của bạn" in text
    assert "Trạm y tế" in text
    assert "0912" not in text


def test_a_demonstration_number_says_so_in_the_slot(tmp_path: Path) -> None:
    made_up = villages.contact("00002", "police", "Công an xã", "0000 000", demonstration=True)
    project = villages.project(2, made_up)
    print_units(project, tmp_path, jobs_of(project, languages=["vi"], kinds=["office"]))
    text = {unit: words(path) for unit, _, path in _files(tmp_path)}
    assert "Số minh hoạ, đừng gọi" in text["00002"]
    assert "Số minh hoạ, đừng gọi" not in text["00001"]


def test_a_number_that_nobody_checked_is_not_on_a_licensed_leaflet(tmp_path: Path) -> None:
    licence = {"number": "12/GP", "issued": "2021-03-01", "issued_by": "Sở"}
    project = villages.project(1, references={"ref": sample.reference(certainty="unchecked")})
    leaflet = _leaflet(project)
    licensed = Leaflet.model_validate(leaflet.model_dump(exclude_none=True) | {"licence": licence})
    project = sample.project(licensed, places=project.places, programme=project.programme,
                             contacts=project.contacts, references=project.references)  # fmt: skip
    print_units(project, tmp_path, jobs_of(project, languages=["vi"], kinds=["office"]))
    (text,) = (words(path) for _, _, path in _files(tmp_path))
    assert "0912" not in text
    assert "Xã Đèo Gió" in text


def _leaflet(project: Project) -> Leaflet:
    return project.campaigns["khong-xam-hai"].leaflets[0]


def test_a_slot_that_overflows_is_a_problem_that_names_the_unit(tmp_path: Path) -> None:
    long = "Ban chỉ đạo liên ngành về công tác bảo vệ, chăm sóc và giáo dục trẻ em của xã " * 4
    project = villages.project(3, villages.contact("00002", "health", long, "0219 1"))
    with pytest.raises(ProblemsFound) as found:
        print_units(project, tmp_path, jobs_of(project, languages=["vi"]))
    (problem,) = found.value.problems
    assert problem.code == "leaflet-slot-overflow"
    assert (problem.details["unit"], problem.details["name"]) == ("00002", "Xã Bản Ẵng")
    assert int(problem.details["lines"]) > 0
    assert {unit for unit, _, _ in _files(tmp_path)} == {"00001", "00003"}


def test_a_letter_that_nobody_foresaw_is_printed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "generator.press.units.variants.specimen", lambda _project, slot: slot.local
    )
    project = villages.project(3)
    print_units(project, tmp_path, jobs_of(project, languages=["vi"], kinds=["screen"]))
    for unit, _, path in _files(tmp_path):
        assert f"Xã {project.places[unit].name}" in words(path)
        assert validate(path, "ua1") == []


def test_units_of_another_level_can_be_asked_for_by_their_codes(
    project: Project, tmp_path: Path
) -> None:
    work = jobs_of(project, languages=["vi"], kinds=["office"])
    assert print_units(project, tmp_path, work, ["990", "00004"]) == (
        "khong-xam-hai/to-gap/vi/990/office.pdf",
        "khong-xam-hai/to-gap/vi/00004/office.pdf",
    )
    assert "Huyện Mường Đẵn" in words(tmp_path / LEAFLET / "vi" / "990" / "office.pdf")


def test_a_leaflet_without_a_slot_has_no_units(tmp_path: Path) -> None:
    project = sample.project()
    assert print_units(project, tmp_path, jobs_of(project)) == ()


def test_a_run_makes_only_what_is_missing_or_out_of_date(project: Project, tmp_path: Path) -> None:
    work = jobs_of(project, languages=["vi"], kinds=["office"])
    print_units(project, tmp_path, work)
    times = {unit: path.stat().st_mtime_ns for unit, _, path in _files(tmp_path)}
    lost, torn = (tmp_path / LEAFLET / "vi" / unit / "office.pdf" for unit in ("00002", "00005"))
    lost.unlink()
    torn.write_bytes(torn.read_bytes()[:5000])
    steps: list[tuple[int, int]] = []
    print_units(project, tmp_path, work, progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (2, 2)
    again = {unit: path.stat().st_mtime_ns for unit, _, path in _files(tmp_path)}
    assert {unit for unit in times if again[unit] != times[unit]} == {"00002", "00005"}
    other = villages.project(7, villages.contact("00003", "police", "Công an xã", "0219 9"))
    print_units(other, tmp_path, work, progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (1, 1)
    assert "0219 9" in words(tmp_path / LEAFLET / "vi" / "00003" / "office.pdf")


def test_files_that_are_still_right_come_along_into_a_new_build(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    other = villages.project(7, villages.contact("00003", "police", "Công an xã", "0219 9"))
    keep_units(other, folder, tmp_path)
    kept = {(file.language, file.unit, file.kind) for file in printed_in(tmp_path)}
    assert kept == {
        (language, f"{number:05}", kind)
        for language in ("vi", "en")
        for number in range(1, 8)
        for kind in KINDS
        if number != 3
    }


def test_the_same_bytes_come_from_many_hands_and_from_one_unit_alone(
    project: Project, folder: Path, tmp_path: Path
) -> None:
    work = jobs_of(project)
    print_units(project, tmp_path / "pool", work, jobs=2)
    print_units(project, tmp_path / "one", work, ["00006"])
    for path in sorted(folder.rglob("*.pdf")):
        name = path.relative_to(folder)
        assert path.read_bytes() == (tmp_path / "pool" / name).read_bytes(), name
        if path.parent.name == "00006":
            assert path.read_bytes() == (tmp_path / "one" / name).read_bytes(), name
