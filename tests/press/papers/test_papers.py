"""All papers of a job: complete, heard and kept, the same bytes, harmless, honest."""

import io
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pytest

from generator.documents import faces
from generator.model.place import Gazetteer, Place
from generator.press.papers import PAPERS, Papers, PaperSet, PrintedFile
from generator.press.papers.job import print_job
from generator.press.papers.pictures import page_pictures
from generator.press.setting.paper import PT
from generator.sources.catalogue import PROGRAM_CATALOGUES, load_catalogue
from tests.press import sample
from tests.press.conftest import words
from tests.press.papers.making import (
    LICENCE,
    SHARES,
    docx_words,
    facts,
    is_element,
    make,
    text,
    valley,
)
from tests.press.verapdf import validate


def test_each_leaflet_gets_all_papers(draft: PaperSet, final: PaperSet) -> None:
    for made in (draft, final):
        assert made.problems == ()
        assert tuple(made.files) == PAPERS


def test_the_proof_shows_every_page_of_every_language_to_be_signed(
    draft: PaperSet, tmp_path: Path
) -> None:
    path = tmp_path / "proof.pdf"
    path.write_bytes(draft.files["proof.pdf"])
    run = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True)
    assert len(run.stdout.splitlines()) - 2 == 4
    paper = words(path)
    for word in ("Tiếng Việt", "Tiếng Anh", "Người duyệt", "Ngày", "Ý kiến", "Cho in", "Không in"):
        assert word in paper
    with pikepdf.open(path) as pdf:
        described = [str(o.get("/Alt", "")) for o in pdf.objects if is_element(o, "/Figure")]
    assert "Trang 2, Tiếng Anh" in described


def test_a_page_is_pictured_with_its_bleed_its_trim_and_its_folds(
    prints: dict[str, list[PrintedFile]],
) -> None:
    leaflet = sample.trifold()
    project = valley(leaflet)
    job = print_job(project, project.campaigns["khong-xam-hai"], leaflet, prints["to-gap"])
    front, back = page_pictures(job)[:2]
    assert (front.width, front.height) == pytest.approx((303, 216), abs=0.01)
    for edge in (front.left, front.top, front.right, front.bottom):
        assert edge == pytest.approx(3, abs=0.01)
    assert front.folds == pytest.approx((100, 200), abs=0.01)
    assert back.folds == pytest.approx((103, 203), abs=0.01)


def test_every_face_of_every_paper_is_embedded(final: PaperSet) -> None:
    faces = {
        "ticket.pdf": ("Manrope", "Source-Sans"),
        "proof.pdf": ("Manrope", "Source-Sans"),
        "ho-so-xuat-ban.pdf": ("Tinos",),
    }
    for name, wanted in faces.items():
        with pikepdf.open(io.BytesIO(final.files[name])) as pdf:
            fonts = [o for o in pdf.objects if _has_descriptor(o)]
            assert fonts
            for font in fonts:
                assert str(font.BaseFont).split("+")[-1].startswith(wanted)
                assert "/FontFile2" in font.FontDescriptor or "/FontFile3" in font.FontDescriptor


def _has_descriptor(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and "/FontDescriptor" in thing


def test_papers_can_be_heard_and_kept(final: PaperSet) -> None:
    """PDF/UA-1 and PDF/A-2a, judged by veraPDF."""
    for name in ("ticket.pdf", "proof.pdf", "ho-so-xuat-ban.pdf"):
        assert validate(final.files[name], "ua1") == [], name
        assert validate(final.files[name], "2a") == [], name


def test_a_machine_without_the_official_face_is_told_which_package_to_install(
    prints: dict[str, list[PrintedFile]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "FOLDERS", (tmp_path,))
    made = make(sample.trifold(), prints["to-gap"])
    assert tuple(made.files) == PAPERS[:-1]
    (problem,) = made.problems
    assert (problem.code, problem.details["package"]) == ("papers-no-font", "fonts-croscore")
    for language in ("vi", "en"):
        say = load_catalogue(PROGRAM_CATALOGUES, language, language)
        assert "fonts-croscore" in say(f"cure.{problem.code}", **problem.details)
    leaflet = sample.trifold()
    project = valley(leaflet)
    found = Papers(project).problems(project.campaigns["khong-xam-hai"], leaflet)
    assert [each.code for each in found] == ["papers-no-font"]


def test_letters_that_a_face_lacks_are_told_and_not_borrowed(
    prints: dict[str, list[PrintedFile]],
) -> None:
    made = make(sample.trifold(paper="giấy 🌾"), prints["to-gap"])
    assert {each.code for each in made.problems} == {"papers-no-glyph"}
    assert {each.details["found"] for each in made.problems} == {"🌾"}
    assert set(made.files) == {"ticket.json", "ho-so-xuat-ban.docx", "ho-so-xuat-ban.pdf"}
    made = make(sample.trifold(purpose="Phát 🌾"), prints["to-gap"])
    assert "ho-so-xuat-ban.pdf" not in made.files


def test_hostile_words_are_only_words(prints: dict[str, list[PrintedFile]], tmp_path: Path) -> None:
    evil = "<script>alert(1)</script> {{ 7 * 7 }} {% raise %} =1+1 &amp; ../../x"
    leaflet = sample.trifold(
        title={"vi": evil, "en": evil}, paper=evil, purpose=f"{evil}\n\tDòng\x01 hai\x0b.",
        printer={"name": evil, "address": evil}, version=evil,
    )  # fmt: skip
    made = make(leaflet, prints["to-gap"])
    assert made.problems == ()
    assert facts(made)["paper"] == evil
    for name in ("ticket.pdf", "proof.pdf", "ho-so-xuat-ban.pdf"):
        assert evil in text(made, name, tmp_path), name
    body = " ".join(docx_words(made.files["ho-so-xuat-ban.docx"]))
    assert f"Mục đích xuất bản: {evil} Dòng hai ." in body
    assert "\x01" not in body


def test_a_very_long_word_and_many_units_stay_on_the_page(
    prints: dict[str, list[PrintedFile]], tmp_path: Path
) -> None:
    long = "Dài" * 400
    places = [Place(code="99", name="Thung Lũng", level="province")]
    places += [Place(code=f"99{n:03}", name=f"{long[:90]} {n}", level="commune", parent="99")
               for n in range(60)]  # fmt: skip
    shares = [{"unit": place.code, "copies": 1 + n} for n, place in enumerate(places[1:])]
    leaflet = sample.trifold(
        title={"vi": long, "en": long}, copies=4000, distribution=shares, paper=long
    )
    made = make(leaflet, prints["to-gap"], places=Gazetteer(tuple(places), sample.DAY))
    assert made.problems == ()
    for name in ("ticket.pdf", "proof.pdf", "ho-so-xuat-ban.pdf"):
        path = tmp_path / name
        path.write_bytes(made.files[name])
        run = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
        rights = [float(part.split('"')[1]) for part in run.stdout.decode().split("xMax=")[1:]
                  for part in [f"={part}"]]  # fmt: skip
        assert max(rights) <= 210 * PT - 10
    assert facts(made)["distribution"]["shared"] == sum(range(1, 61))


def test_the_same_job_gives_the_same_bytes(
    final: PaperSet, prints: dict[str, list[PrintedFile]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    leaflet = sample.trifold(
        copies=1000, distribution=SHARES, licence=LICENCE, version="3",
        paper={"vi": "giấy mờ 120 g/m²", "en": "matt, 120 g/m²"},
        purpose={"vi": "Phát cho các gia đình ở bản.", "en": "For families in the village."},
    )  # fmt: skip
    again = make(leaflet, list(reversed(prints["to-gap"])))
    assert {name for name in PAPERS if again.files[name] != final.files[name]} == set()


def test_all_text_is_composed_vietnamese(final: PaperSet, tmp_path: Path) -> None:
    for name in ("ticket.pdf", "proof.pdf", "ho-so-xuat-ban.pdf"):
        paper = text(final, name, tmp_path)
        assert paper == unicodedata.normalize("NFC", paper)


def test_both_languages_have_every_sentence_of_the_papers() -> None:
    entries = [
        {
            line
            for line in (PROGRAM_CATALOGUES / f"{language}.papers.po")
            .read_text("utf-8")
            .split("\n")
            if line.startswith("msgid")
        }
        for language in ("vi", "en")
    ]
    assert entries[0] == entries[1]
    sources = (sample.ROOT / "generator" / "press" / "papers").glob("*.py")
    program = "".join(path.read_text("utf-8") for path in sources)
    for entry in entries[0]:
        name = entry.split('"')[1].removeprefix("dossier.")
        assert name == "" or name.rsplit(".")[-1] in program, name


def test_a_print_run_that_is_made_up_says_so_wherever_it_stands(tmp_path: Path) -> None:
    for made_up in (True, False):
        leaflet = sample.trifold(copies=800, distribution=SHARES[:1], demonstration=made_up)
        made = make(leaflet, ())
        assert facts(made)["demonstration"] is made_up
        assert ("đừng in hay phát theo" in text(made, "ticket.pdf", tmp_path)) is made_up
        assert ("800 (số minh hoạ)" in text(made, "ho-so-xuat-ban.pdf", tmp_path)) is made_up
