"""Imposed sheets: pages, marks and slug lines where a folder and a cutter want them."""

import io
import re

import pikepdf
import pytest

from generator.model.leaflet import Format
from generator.press.imposing.imposition import office_sheets, press_sheets, slug_room
from tests.press.conftest import millimetres
from tests.press.sheets import colour, darkest, pages, picture, slug, words
from tests.press.test_scheme import A4, A5, A6, BOOKLET, form

SPREADS = [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_the_pages_of_a_booklet_stand_upright_in_their_half_of_the_spread() -> None:
    press = words(press_sheets(pages(148, 210, 8, 3), BOOKLET))
    office = words(office_sheets(pages(148, 210, 8), BOOKLET))
    for sheets, start, top in ((press, 13, 13), (office, 0.5, 0)):
        assert len(sheets) == 4
        for here, (left, right) in zip(sheets, SPREADS, strict=True):
            for page, x in ((left, start), (right, start + 148)):
                ((x1, y1, x2, y2),) = here[f"head{page}"]
                assert (x1 - x, y1 - top) == pytest.approx((8.3, 8), abs=0.5)
                assert x2 - x1 > y2 - y1
                ((x1, _, _, y2),) = here[f"foot{page}"]
                assert (x1 - x, y2 - top) == pytest.approx((8.3, 202), abs=0.5)


def test_pages_butt_at_the_spine_and_bleed_outside_alone() -> None:
    image = picture(press_sheets(pages(148, 210, 8, 3), BOOKLET))
    left, right = colour(image, 90, 120), colour(image, 240, 120)
    assert left != right
    spine, white = 13 + 148, (255, 255, 255)
    for y in (10.4, 100, 225.6):  # from bleed to bleed
        assert colour(image, spine - 0.3, y) == left
        assert colour(image, spine + 0.3, y) == right
        assert colour(image, 10.4, y) == left
        assert colour(image, 311.6, y) == right
    assert colour(image, 9.6, 60) == colour(image, 312.4, 60) == white
    assert colour(image, 60, 9.6) == colour(image, 60, 226.4) == white


def test_no_page_bleeds_over_the_spine_onto_an_empty_one() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages(148, 210, 8, 3))) as pdf:
        del pdf.pages[0].obj["/Contents"]  # page 1 stands right of page 8
        pdf.pages[1].obj.Contents = pdf.make_stream(b"")  # page 2 left of page 7
        pdf.save(out)
    sheets = press_sheets(out.getvalue(), BOOKLET)
    white, spine = (255, 255, 255), 13 + 148
    assert colour(picture(sheets, 1), spine + 0.3, 100) == white
    assert colour(picture(sheets, 1), spine - 0.3, 100) != white
    assert colour(picture(sheets, 2), spine - 0.3, 100) == white
    assert colour(picture(sheets, 2), spine + 0.3, 100) != white


def test_creep_moves_inner_pages_to_the_spine_and_never_over_it() -> None:
    source = pages(148, 210, 8, 3)
    sheets = press_sheets(source, BOOKLET, creep=0.5)
    for number, (plain, crept) in enumerate(
        zip(words(press_sheets(source, BOOKLET)), words(sheets), strict=True)
    ):
        left, right = SPREADS[number]
        moved = 0.5 * (number // 2)
        assert crept[f"head{left}"][0][0] - plain[f"head{left}"][0][0] == pytest.approx(
            moved, abs=0.01
        )
        assert crept[f"head{right}"][0][0] - plain[f"head{right}"][0][0] == pytest.approx(
            -moved, abs=0.01
        )
    image = picture(sheets, 3)
    assert colour(image, 13 + 148 - 0.3, 100) != colour(image, 13 + 148 + 0.3, 100)
    assert colour(image, 13 + 148 + 0.3, 100) == colour(image, 240, 100)


@pytest.mark.parametrize(
    ("small", "net"), [(BOOKLET, (296, 210)), (A6, (216, 302)), (A5, (210, 302))]
)
def test_boxes_of_press_sheets_are_right_to_a_tenth_of_a_millimetre(
    small: Format, net: tuple[float, float]
) -> None:
    sheets = press_sheets(pages(small.width, small.height, 4, 3), small)
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        for page in pdf.pages:
            width, height = net
            assert millimetres(page.obj.TrimBox) == pytest.approx(
                [13, 13, 13 + width, 13 + height], abs=0.1
            )
            assert millimetres(page.obj.BleedBox) == pytest.approx(
                [10, 10, 16 + width, 16 + height], abs=0.1
            )
            assert millimetres(page.obj.MediaBox) == pytest.approx(
                [0, 0, 26 + width, 26 + height], abs=0.1
            )
            assert page.obj.CropBox == page.obj.MediaBox


def test_four_cards_stand_on_a_copiers_sheet_with_their_backs_behind_them() -> None:
    front, back = words(office_sheets(pages(105, 148, 2), A6))
    places = [(8.3, 8.5), (113.3, 8.5), (8.3, 156.5), (113.3, 156.5)]
    for here, name in ((front, "head1"), (back, "head2")):
        assert sorted(box[:2] for box in here[name]) == [
            pytest.approx(place, abs=0.5) for place in sorted(places)
        ]
    assert set(front) == {"head1", "foot1"}
    assert set(back) == {"head2", "foot2"}


def test_copies_that_lie_turned_have_head_behind_head() -> None:
    front, back = words(office_sheets(pages(148, 210, 2), A5))
    assert len(front["head1"]) == len(back["head2"]) == 2
    for (left, *_), (_, _, right, _) in zip(front["head1"], back["head2"], strict=True):
        assert left == pytest.approx(210 - right, abs=0.1)
        assert left < 10
    for left, top, right, bottom in (*front["head1"], *back["head2"]):
        assert bottom - top > right - left


def test_a_single_page_is_printed_on_one_side() -> None:
    assert len(words(office_sheets(pages(105, 148, 1), A6))) == 1


def test_press_copies_have_a_gutter_of_two_bleeds() -> None:
    image = picture(press_sheets(pages(105, 148, 2, 3), A6))
    art = colour(image, 60, 60)
    for x in (13 + 105 + 1, 13 + 105 + 5, 13 + 50):
        assert colour(image, x, 60) == art
    front, _ = words(press_sheets(pages(105, 148, 2, 3), A6))
    lefts = sorted({round(box[0]) for box in front["head1"]})
    assert lefts[1] - lefts[0] == 111


def test_trim_marks_stand_at_every_cut_and_a_fold_mark_at_the_spine() -> None:
    spread = picture(press_sheets(pages(148, 210, 8, 3), BOOKLET))
    cards = picture(press_sheets(pages(105, 148, 2, 3), A6))
    for image, xs, ys, bottom, right in (
        (spread, (13, 309), (13, 223), 236, 322),
        (cards, (13, 118, 124, 229), (13, 161, 167, 315), 328, 242),
    ):
        for x in xs:
            assert darkest(image, x, 6) < 160
            assert darkest(image, x, bottom - 6) < 160
        for y in ys:
            assert darkest(image, 6, y) < 160
            assert darkest(image, right - 6, y) < 160
        assert darkest(image, 60, 6, reach=3) == 255  # nothing elsewhere
        middle = (ys[-2] + ys[-1]) / 2  # of the lowest row: by it the plates are laid together
        assert darkest(image, 6.5, middle) < 160
        assert darkest(image, right - 6.5, middle) < 160
    assert darkest(spread, 161, 6, reach=1) < 200
    assert darkest(spread, 161, 230, reach=1) < 200


def test_trim_marks_show_on_every_plate_and_no_ink_is_a_spot_colour() -> None:
    for small, inks in ((BOOKLET, "1 1 1 1 K"), (_black(), "0 0 0 1 K")):
        with pikepdf.open(io.BytesIO(press_sheets(pages(148, 210, 4, 3), small))) as pdf:
            drawn = pdf.pages[0].Contents.read_bytes().decode()
            assert set(re.findall(r"[\d ]+ K", drawn)) == {inks, "0 0 0 1 K"}
            names = {str(each) for each in pdf.objects if isinstance(each, pikepdf.Name)}
            assert not names & {"/Separation", "/DeviceN"}


def _black() -> Format:
    return BOOKLET.model_copy(update={"plates": "black"})


def test_cut_marks_of_a_copier_show_between_the_copies_and_not_at_the_papers_edge() -> None:
    image = picture(office_sheets(pages(105, 148, 2), A6))
    for x, y in ((105, 7.5), (105, 289.5), (7.5, 148.5), (202.5, 148.5), (105, 148.5)):
        assert darkest(image, x, y) < 200
    for x, y in ((105, 2), (2, 148.5), (208, 148.5), (50, 148.5)):
        assert darkest(image, x, y, reach=1.5) == 255
    spread = picture(office_sheets(pages(148, 210, 4), BOOKLET))
    assert darkest(spread, 148.5, 7.5, reach=2) == 255  # it is folded, not cut


def test_spreads_smaller_than_the_paper_have_marks_at_their_corners() -> None:
    small = form(100, 150, binding="saddle")
    image = picture(office_sheets(pages(100, 150, 4), small))
    for x in (48.5, 248.5):
        for y in (30, 180):
            assert darkest(image, x, y) < 200


def test_spreads_larger_than_the_paper_shrink_onto_it() -> None:
    large = form(210, 297, binding="saddle")
    front, _ = words(office_sheets(pages(210, 297, 4), large))
    ((left, top, _, _),) = front["head1"]
    assert (left, top) == pytest.approx((148.5 + 8.3 * 0.707, 8 * 0.707), abs=0.5)


def test_the_slug_stands_at_the_foot_outside_bleed_and_marks() -> None:
    for small, sides, page_height in ((BOOKLET, 4, 236), (A6, 2, 328)):
        source = pages(small.width, small.height, 2 * sides if small is BOOKLET else sides, 3)
        width, height = slug_room(small)
        sheets = press_sheets(source, small, slug(sides, width, height))
        for number, here in enumerate(words(sheets), 1):
            ((left, top, right, bottom),) = here[f"slug{number}"]
            assert left == pytest.approx(13 + 8, abs=0.5)
            assert right < 13 + 8 + width
            assert top > page_height - 10 + 6  # marks end 6 mm outside the bleed
            assert bottom < page_height


def test_a_slug_that_does_not_fit_is_refused() -> None:
    source = pages(148, 210, 8, 3)
    with pytest.raises(ValueError, match="3 pages for 4 sides"):
        press_sheets(source, BOOKLET, slug(3))
    for size in ((281, 3.6), (280, 5)):
        with pytest.raises(ValueError, match=r"larger than 280 x 3\.8 mm"):
            press_sheets(source, BOOKLET, slug(4, *size))


def test_what_cannot_be_imposed_is_refused() -> None:
    with pytest.raises(ValueError, match="not 6"):
        press_sheets(pages(148, 210, 6, 3), BOOKLET)
    with pytest.raises(ValueError, match="not 6"):
        office_sheets(pages(148, 210, 6), BOOKLET)
    with pytest.raises(ValueError, match=r"page 1 is 105\.0 x 148\.0 mm, not 148 x 210 mm"):
        office_sheets(pages(105, 148, 4), BOOKLET)
    for creep in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="creep"):
            press_sheets(pages(148, 210, 4, 3), BOOKLET, creep=creep)


def test_other_formats_come_back_unchanged() -> None:
    assert office_sheets(b"as it is", A4) == press_sheets(b"as it is", A4) == b"as it is"


def test_the_same_pages_give_the_same_bytes() -> None:
    for small in (BOOKLET, A6):
        press = pages(small.width, small.height, 4, 3)
        office = pages(small.width, small.height, 4)
        assert press_sheets(press, small) == press_sheets(press, small)
        assert office_sheets(office, small) == office_sheets(office, small)
    with (
        pikepdf.open(io.BytesIO(office_sheets(pages(105, 148, 1), A6))) as one,
        pikepdf.open(io.BytesIO(office_sheets(pages(105, 148, 2), A6))) as two,
    ):
        assert one.trailer.ID[1] != two.trailer.ID[1]
