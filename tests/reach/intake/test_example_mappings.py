"""The mappings of the guide read what KoboToolbox, ODK, ActivityInfo and an office's sheet hold."""

from typing import Any

from tests.reach.intake.conftest import EXAMPLES, Hills, counts, errors

KOBO = [
    ["start", "dia_ban/huyen", "dia_ban/xa", "ngay_to_chuc", "hinh_thuc", "hinh_thuc/noi_chuyen",
     "hinh_thuc/phat_to_gap", "nguoi_du/tre_em_nam", "nguoi_du/tre_em_nu", "to_gap/so_ban", "_id",
     "_uuid", "_submission_time", "_index"],
    ["2030-02-03T08:00:00.000+07:00", "Hoà Thượng", "Tả Khê", "2030-02-03",
     "noi_chuyen phat_to_gap", 1, 1, 20, 25, 40, 101, "a1", "2030-02-04T10:11:12", 1],
    ["2030-03-09T08:00:00.000+07:00", "Hòa Thượng", "Tả Khê", "2030-03-09", "noi_chuyen",
     1, 0, 30, 31, None, 102, "a2", "2030-03-10T09:00:00", 2],
    ["2030-03-09T08:00:00.000+07:00", "Đồng Vàng", "Tả Khê", "2030-03-09", "phat_to_gap",
     0, 1, None, None, 15, 103, "a3", "2030-03-11T09:00:00", 3],
]  # fmt: skip
ODK = [
    ["SubmissionDate", "meta-instanceID", "thong_tin-xa", "thong_tin-thang", "so_lieu-luot_phat",
     "ReviewState", "KEY"],
    ["2030-02-02T03:04:05.678Z", "uuid:1", "dv-hoa-ung", "01/2030", "12", "approved", "uuid:1"],
    ["2030-03-02T03:04:05.678Z", "uuid:2", "dv-hoa-ung", "2/2030", "0", "", "uuid:2"],
    ["2030-03-03T03:04:05.678Z", "uuid:3", "dv-quang-trung", "2/2030", "7", "", "uuid:3"],
]  # fmt: skip
ACTIVITYINFO = [
    ["Record ID", "Huyện", "Xã", "Quý", "Chỉ số", "Nhóm", "Giới", "Giá trị", "Ngày gửi"],
    ["r1", "Đồng Vàng", "Tả Khê", "2030Q1", "Số buổi tổ chức", "Học sinh", "", 2, "2030-04-02"],
    ["r2", "Đồng Vàng", "Tả Khê", "2030Q1", "Lượt người dự", "Học sinh", "Nữ giới", 33,
     "2030-04-02"],
    ["r3", "Đồng Vàng", "Tả Khê", "2030Q1", "Lượt người dự", "Học sinh", "Nam giới", 30,
     "2030-04-03"],
]  # fmt: skip


def own_sheet(first: Any = 3) -> list[list[Any]]:
    return [
        ["SỔ THEO DÕI TRUYỀN THÔNG"],
        ["Ngày gửi:", "05/04/2030"],
        [],
        ["STT", "Huyện", "Xã, phường", "Số buổi", "Trẻ em", None, "Cha mẹ", None, "Ghi chú"],
        [None, None, None, None, "Nam", "Nữ", "Lượt", "Tổng", None],
        [1, "Hoà Thượng", "Tả Khê", first, "1.200", 30, "-", 30, None],
        [2, None, "X. Hoà Ừng", 1, 12, 11, 5, 5, "họp thôn"],
        [3, "Đồng Vàng", "Tả Khê", 2, 14, 15, None, None, None],
        [4, None, "Đồng Vàng", 1, 9, 8, "không", None, None],
        ["", "Tổng cộng", None, 7, 1235, 64, 5, 35, None],
        [],
        ["Ghi chú: số liệu chưa gồm trường nội trú"],
    ]


def test_kobo_sessions_are_added_up_for_each_unit_and_quarter(hills: Hills) -> None:
    path = hills.sheets({"Sổ buổi": KOBO})
    imported = hills.read(path, EXAMPLES / "kobo.yml")
    assert errors(imported) == []
    assert counts(imported, "sex") == {
        ("00711", "sessions", "unknown"): 2,
        ("00711", "attendances", "male"): 50,
        ("00711", "attendances", "female"): 56,
        ("00711", "copies_distributed", "unknown"): 40,
        ("00721", "copies_distributed", "unknown"): 15,
    }
    (understood,) = imported.files
    assert understood.summed == 3
    assert understood.sums["attendances"] == 106
    assert {one.id: one.received_on.isoformat() for one in imported.accepted} == {
        "noi-chuyen/00711/2030-Q1": "2030-03-10",
        "phat-to-gap/00711/2030-Q1": "2030-02-04",
        "phat-to-gap/00721/2030-Q1": "2030-03-11",
    }


def test_a_submission_that_stands_twice_is_refused(hills: Hills) -> None:
    imported = hills.read(hills.sheets({"Sổ": [*KOBO, KOBO[1]]}), EXAMPLES / "kobo.yml")
    assert imported.accepted == ()
    assert errors(imported) == [("L5", "mapping-row-twice")]


def test_odk_submissions_are_reports_by_their_own_name(hills: Hills) -> None:
    imported = hills.read(hills.lines(ODK), EXAMPLES / "odk.yml")
    assert errors(imported) == []
    assert [(one.id, one.unit, one.period) for one in imported.accepted] == [
        ("uuid:1", "00712", "2030-01"),
        ("uuid:2", "00712", "2030-02"),
        ("uuid:3", "00731", "2030-02"),
    ]
    assert counts(imported, "period")[("00712", "broadcasts", "2030-02")] == 0


def test_activityinfo_records_are_rows(hills: Hills) -> None:
    imported = hills.read(hills.sheets({"Dữ liệu": ACTIVITYINFO}), EXAMPLES / "activityinfo.yml")
    assert errors(imported) == []
    assert counts(imported, "sex") == {
        ("00721", "sessions", "unknown"): 2,
        ("00721", "attendances", "female"): 33,
        ("00721", "attendances", "male"): 30,
    }


def test_an_offices_own_sheet_with_two_rows_of_headings(hills: Hills) -> None:
    path = hills.sheets({"Bìa": [["Sổ"]], "Quý I": own_sheet()})
    imported = hills.read(path, EXAMPLES / "so-rieng.yml")
    assert errors(imported) == []
    found = counts(imported, "audience", "sex")
    assert found[("00711", "attendances", "tre-em", "male")] == 1200
    assert found[("00711", "attendances", "cha-me", "unknown")] == 0
    assert found[("00722", "sessions", "tre-em", "unknown")] == 1
    assert ("00721", "attendances", "cha-me", "unknown") not in found
    assert sum(value for key, value in found.items() if key[2:] == ("tre-em", "male")) == 1235
    left = [(one.line, one.why) for one in imported.files[0].left]
    assert left == [(10, "skipped"), (12, "no-number")]


def test_each_quarter_has_its_sheet(hills: Hills) -> None:
    sheets = {"Quý I": own_sheet(), "Quý II ": own_sheet("-"), "Quý IV": [["Chưa có"]]}
    imported = hills.read(hills.sheets(sheets), EXAMPLES / "so-rieng.yml")
    assert {(one.sheet, one.code) for one in imported.problems} == {
        ("Quý IV", "mapping-column-missing")
    }
    imported = hills.read(
        hills.sheets({**sheets, "Quý IV": []}, "2.xlsx"), EXAMPLES / "so-rieng.yml"
    )
    assert errors(imported) == []
    sessions = counts(imported, "period")
    assert sessions[("00711", "sessions", "2030-Q1")] == 3
    assert sessions[("00711", "sessions", "2030-Q2")] == 0
