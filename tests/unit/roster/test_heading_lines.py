"""Headings over several lines, columns of crosses, titles and numbers around them, as cells have them."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.vocabulary import Office, Status
from models.roster import RosterColumn, RowOutcome, compare
from tests.unit.roster.stored import stored

BORN = date(1970, 2, 5)


def about_columns(roster) -> str:
    return " ".join(str(finding) for finding in roster.findings if "Columns" in str(finding))


def test_sexes_and_stages_under_one_heading_each(read_csv_text):
    roster = read_csv_text(
        "ĐẢNG BỘ XÃ A,,,,,,\nDANH SÁCH ĐẢNG VIÊN,,,,,,\n"
        'STT,Họ và tên,"Ngày, tháng, năm sinh",,Ngày vào Đảng,,Chức vụ Đảng\n,,Nam,Nữ,Dự bị,Chính thức,\n'
        "1,Vàng A Sử,05/02/1970,,19/05/1995,19/05/1996,Bí thư\n2,Giàng Thị Mỷ,,07/03/1982,03/02/2006,03/02/2007,\n"
    )
    assert [row.full_name for row in roster.rows] == ["Vàng A Sử", "Giàng Thị Mỷ"]
    assert [row.birth_date for row in roster.rows] == [BORN, date(1982, 3, 7)]
    assert [row.official_on for row in roster.rows] == [date(1996, 5, 19), date(2007, 2, 3)]
    assert [row.standing for row in roster.rows] == [Status.OFFICIAL, Status.OFFICIAL]
    assert roster.rows[0].office is Office.SECRETARY
    assert about_columns(roster) == ""


def test_years_of_birth_in_a_column_for_each_sex_stay_in_the_remark(read_workbook):
    def fill(sheet):
        sheet.append(["STT", "Họ và tên", "Năm sinh", None, "Ngày vào Đảng"])
        sheet.append([None, None, "Nam", "Nữ", None])
        sheet.merge_cells("C1:D1")
        sheet.append([1, "Hoàng Văn Ấm", 1969, None, date(1995, 2, 3)])
        sheet.append([2, "Nông Thị Ẻn", None, 1982, date(2008, 5, 19)])

    rows = read_workbook(fill).rows
    assert [row.full_name for row in rows] == ["Hoàng Văn Ấm", "Nông Thị Ẻn"]
    assert [row.remark for row in rows] == ["Năm sinh: 1969", "Năm sinh: 1982"]
    assert not any(row.is_error for row in rows)


def test_dates_under_one_heading_that_names_no_event(read_workbook):
    def fill(sheet):
        sheet.append(["STT", "Họ và tên", "Ngày, tháng, năm", None, None, "Chức vụ"])
        sheet.append([None, None, "Sinh", "Vào Đảng", "Chính thức", None])
        for merged in ("A1:A2", "B1:B2", "C1:E1", "F1:F2"):
            sheet.merge_cells(merged)
        sheet.append([1, "Hoàng Văn Ấm", BORN, date(1995, 2, 3), date(1996, 2, 3), "Bí thư"])

    roster = read_workbook(fill)
    (row,) = roster.rows
    assert (row.birth_date, row.joined_on, row.official_on) == (BORN, date(1995, 2, 3), date(1996, 2, 3))
    assert (row.standing, row.findings) == (Status.OFFICIAL, ())


def test_a_heading_broken_over_two_lines_without_merging(read_csv_text):
    (row,) = read_csv_text(
        "Số,Họ và tên,Ngày,Ngày vào,Ngày công nhận\nTT,,sinh,Đảng,chính thức\n"
        "1,Lò Văn An,25/02/1970,19/05/1995,19/05/1996"
    ).rows
    assert (row.full_name, row.birth_date, row.official_on) == ("Lò Văn An", date(1970, 2, 25), date(1996, 5, 19))


@pytest.mark.parametrize(
    "heading",
    [
        "Họ và đệm,Tên,Ngày sinh\n",
        "Họ và tên,,Ngày sinh\nHọ đệm,Tên,\n",
        "Họ và tên,,Ngày sinh\n",
        "Ho,Ten,Ngay sinh\n",
        "Family name,Given name,Born\n",
    ],
)
def test_a_name_in_two_columns(read_csv_text, heading):
    (row,) = read_csv_text(heading + "Nguyễn Thị,Thu Hà,25/02/1970").rows
    assert row.full_name == "Nguyễn Thị Thu Hà"


def test_columns_that_are_not_understood_are_named_with_what_stands_over_them(read_csv_text):
    roster = read_csv_text(
        "Họ và tên,Ngày sinh,Trình độ,,Quê quán\n,,Văn hóa,Chuyên môn,\nLò Văn An,25/02/1970,12/12,Đại học,Sơn La"
    )
    for title in ("“Trình độ – Văn hóa”", "“Trình độ – Chuyên môn”", "“Quê quán”"):
        assert title in about_columns(roster)
    assert [row.full_name for row in roster.rows] == ["Lò Văn An"]


def test_a_column_with_cells_and_no_title_is_named_by_its_letter(read_csv_text):
    assert "“C”" in about_columns(read_csv_text("Họ và tên,Ngày sinh,\nLò Văn An,25/02/1970,x\nLò Văn Bé,26/02/1970,y"))


def test_the_numbers_under_a_heading_are_no_member(read_csv_text):
    for numbers in ("1,2,3", "(1),(2),(3)", "A,B,1"):
        roster = read_csv_text(f"STT,Họ và tên,Ngày sinh\n{numbers}\n1,Lò Văn An,25/02/1970")
        assert [row.full_name for row in roster.rows] == ["Lò Văn An"]


@pytest.mark.parametrize("cross", ["x", "X", "✓", "1", "v", "+", "có", "xx"])
def test_crosses_in_two_columns_are_standings(read_csv_text, cross):
    roster = read_csv_text(
        f"TT,Họ và tên,Ngày sinh,Chính thức,Dự bị\n1,Lò Văn An,,{cross},\n2,Lò Văn Bé,,,{cross}\n3,Lò Cu,,-,{cross}"
    )
    assert [row.standing for row in roster.rows] == [Status.OFFICIAL, Status.PROBATIONARY, Status.PROBATIONARY]
    assert all(row.standing_is_said and not row.is_error for row in roster.rows)
    assert RosterColumn.STATUS in roster.columns
    assert about_columns(roster) == ""


@pytest.mark.parametrize("both", ["Đảng viên", "Diện đảng viên", "Đảng tịch"])
def test_crosses_under_a_heading_of_both(read_csv_text, both):
    roster = read_csv_text(f"Họ và tên,{both},\n,CT,DB\nLò Văn An,x,\nLò Văn Bé,,x\n")
    assert [row.standing for row in roster.rows] == [Status.OFFICIAL, Status.PROBATIONARY]


def test_crosses_under_offices(read_csv_text):
    roster = read_csv_text(
        "Họ và tên,Chức vụ Đảng,,Diện\n,Bí thư,Phó Bí thư,\nLò Văn An,x,,CT\nLò Văn Bé,,x,CT\nLò Cu,,,CT"
    )
    assert [row.office for row in roster.rows] == [Office.SECRETARY, Office.DEPUTY_SECRETARY, None]


@pytest.mark.parametrize(("crosses", "is_error"), [("x,x", True), ("?,", True), (",", False), ("0,không", False)])
def test_crosses_in_doubt_make_no_voter(read_csv_text, crosses, is_error):
    roster = read_csv_text(f"TT,Họ và tên,Chính thức,Dự bị\n1,Lò Văn An,{crosses}\n2,Lò Văn Bé,x,")
    assert roster.rows[0].is_error is is_error
    assert is_error or roster.rows[0].standing is Status.PROBATIONARY


def test_a_column_titled_official_with_dates_is_one_of_dates(read_csv_text):
    (row,) = read_csv_text("Họ và tên,Dự bị,Chính thức\nLò Văn An,19/05/1995,19/05/1996").rows
    assert (row.joined_on, row.official_on) == (date(1995, 5, 19), date(1996, 5, 19))


def test_the_partys_office_goes_before_the_administrations(read_csv_text):
    roster = read_csv_text(
        "Họ và tên,Chức vụ,,Ngày sinh\n,Chính quyền,Đảng,\nLò Văn An,Chủ tịch xã,Phó Bí thư,25/02/1970"
    )
    assert roster.rows[0].office is Office.DEPUTY_SECRETARY
    assert "“Chức vụ – Chính quyền”" in about_columns(roster)


def test_a_part_of_the_table_names_the_standing_of_those_under_it(read_csv_text):
    roster = read_csv_text(
        "STT,Họ và tên,Ngày sinh\nI,Đảng viên chính thức,\n1,Lò Văn An,25/02/1970\n"
        "II,Đảng viên dự bị,\n1,Lò Văn Bé,26/02/1990\n"
    )
    assert [(row.full_name, row.standing) for row in roster.rows] == [
        ("Lò Văn An", Status.OFFICIAL),
        ("Lò Văn Bé", Status.PROBATIONARY),
    ]


@pytest.mark.parametrize(
    "under",
    [
        "Ghi chú: 02 đồng chí đi làm ăn xa chưa về,",
        "Người lập,",
        "T/M CHI BỘ,",
        "TM. CHI BỘ,",
        "Ngày 3 tháng 12 năm 2026,",
        '"Sơn La, ngày … tháng … năm 2026",',
        "BÍ THƯ,",
        '"(Ký, ghi rõ họ tên)",',
        "* Đồng chí đang đi học,",
        "(*) đang đi học,",
        "Tổng cộng: 02 đồng chí,",
        "Trong đó: nữ 01,",
        "Danh sách này có 02 đảng viên,",
        "Lò Văn An,",
    ],
)
@pytest.mark.parametrize("gap", ["", ",,\n"])
def test_what_stands_under_the_table_is_said_and_no_member(read_csv_text, under, gap):
    roster = read_csv_text(f"STT,Họ và tên,Ngày sinh\n1,Lò Văn An,25/02/1970\n2,Lò Văn Bé,26/02/1990\n{gap},{under}")
    assert [row.full_name for row in roster.rows] == ["Lò Văn An", "Lò Văn Bé"]
    assert any("Line" in str(finding) for finding in roster.findings)


def test_a_member_without_a_date_among_numbered_ones_stays(read_csv_text):
    roster = read_csv_text("STT,Họ và tên,Ngày sinh\n1,Tổng Văn An,25/02/1970\n2,Tống Công Minh,\n")
    assert len(roster.rows) == 2


def test_a_list_of_names_alone_is_one_of_members(read_csv_text):
    assert len(read_csv_text("Họ và tên\nLò Văn An\nVi Văn Mậu\nTô Đăng Khoa\nCộng Văn A").rows) == 4


def test_a_file_that_says_no_standing_changes_none(read_csv_text):
    before = read_csv_text("Họ và tên,Diện\nLò Văn An,Chính thức")
    (row,) = compare(read_csv_text("Họ và tên,Ngày chính thức\nLò Văn An,"), stored(before)).rows
    assert row.outcome is RowOutcome.UNCHANGED
