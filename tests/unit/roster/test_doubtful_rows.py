"""Each doubt about a row is one sentence; nothing is dropped in silence."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain import language
from models.domain.vocabulary import Office, Status
from models.roster import RosterColumn, Severity
from models.roster.dates import read_date
from models.roster.headings import meaning

TODAY = date(2026, 12, 3)


def sentences(row) -> str:
    return " ".join(f"{finding.severity.upper()}: {finding}" for finding in row.findings)


@pytest.mark.parametrize(
    "cell",
    ["05/02/1990", "5/2/1990", "05-02-1990", "5.2.1990", "1990-02-05", "1990-02-05 00:00:00", "32909", 32909, 32909.5,
     "ngày 05 tháng 02 năm 1990", "05 / 02 / 1990", date(1990, 2, 5)],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(cell):
    read = read_date(cell, "Ngày sinh", TODAY)
    assert (read.value, read.finding) == (date(1990, 2, 5), None)


@pytest.mark.parametrize("cell", [None, "", " ", "-", "không"])
def test_a_cell_without_a_date_is_no_doubt(cell):
    assert read_date(cell, "Ngày sinh", TODAY).finding is None


@pytest.mark.parametrize(
    "cell", ["31/02/1990", "02/25/1990", "0/1/1990", "hôm qua", "12/03/1774", "99999", 1.5, "1e9", 1e300]
)
def test_an_impossible_date_is_an_error(cell):
    read = read_date(cell, "Ngày sinh", TODAY)
    assert read.value is None
    assert read.finding is not None
    assert read.finding.severity is Severity.ERROR


@pytest.mark.parametrize(("cell", "year"), [("02/12/26", 2026), ("04/12/26", 1926), ("1/1/99", 1999)])
def test_a_year_of_two_digits_is_the_latest_that_has_been_and_a_warning(cell, year):
    read = read_date(cell, "Ngày sinh", TODAY)
    assert read.value is not None
    assert read.value.year == year
    assert read.finding is not None
    assert read.finding.severity is Severity.WARNING


@pytest.mark.parametrize("cell", ["1974", 1974, 1974.0, "03/1974"])
def test_a_year_alone_invents_no_day(cell):
    read = read_date(cell, "Ngày sinh", TODAY)
    assert read.value is None
    assert read.kept == str(cell).removesuffix(".0")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("HỌ VÀ TÊN", RosterColumn.FULL_NAME),
        ("Ngày, tháng, năm sinh", RosterColumn.BIRTH_DATE),
        ("Ngày sinh (dd/mm/yyyy)", RosterColumn.BIRTH_DATE),
        ("Ngày kết nạp", RosterColumn.JOINED_ON),
        ("Ngày công nhận\nchính thức", RosterColumn.OFFICIAL_ON),
        ("Joined", RosterColumn.JOINED_ON),
        ("Ngày vào Đảng (chính thức)", RosterColumn.OFFICIAL_ON),
        ("Ngày tháng năm sinh (dương lịch)", RosterColumn.BIRTH_DATE),
        ("Diện ĐV", RosterColumn.STATUS),
        ("Chức vụ Đảng, chính quyền", RosterColumn.OFFICE),
        ("Chức vụ chính quyền", None),
        ("Ngày vào Ðảng", RosterColumn.JOINED_ON),
        ("Ngày vào Đoàn", None),
        ("Tình trạng hôn nhân", None),
        ("Quê quán", None),
        (7, None),
    ],
)
def test_headings_are_known_in_both_languages(heading, column):
    assert meaning(heading) is column


def test_family_and_given_name_in_two_columns_are_joined(read_csv_text):
    (row,) = read_csv_text("Tên,Họ đệm,Ngày sinh\nDung,Lê Thị,02/09/1979").rows
    assert row.full_name == "Lê Thị Dung"


def test_columns_that_are_not_known_are_named(read_csv_text):
    roster = read_csv_text("Họ tên,Quê quán,Ngày sinh\nLê Dung,Hà Giang,02/09/1979")
    assert "Quê quán" in str(roster.findings[0])


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Bí thư", Office.SECRETARY),
        ("PHÓ BÍ THƯ", Office.DEPUTY_SECRETARY),
        ("Chi uỷ viên", Office.COMMITTEE_MEMBER),
        ("Chi ủy viên", Office.COMMITTEE_MEMBER),
        ("Deputy secretary", Office.DEPUTY_SECRETARY),
        ("Đảng viên", None),
        ("", None),
    ],
)
def test_offices_are_known_however_spelled(read_member, text, office):
    (row,) = read_member(f"Lê Thị Dung,02/09/1979,03/02/2004,03/02/2005,{text},Chính thức,").rows
    assert (row.office, row.findings) == (office, ())


def test_an_unknown_office_is_kept_in_the_remark(read_member):
    (row,) = read_member("Lê Thị Dung,02/09/1979,03/02/2004,03/02/2005,Thủ quỹ,Chính thức,mới").rows
    assert (row.office, row.remark) == (None, "mới; Chức vụ: Thủ quỹ")
    assert "WARNING: “Thủ quỹ”" in sentences(row)


def test_a_second_secretary_is_a_warning(read_member):
    line = "{},02/09/1979,03/02/2004,03/02/2005,Bí thư,Chính thức,"
    first, second = read_member(line.format("Lê Thị Dung"), line.format("Vi Văn Mậu")).rows
    assert first.findings == ()
    assert "WARNING: A second secretary beside line 2" in sentences(second)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",02/09/1979,,,,Chính thức,", "ERROR: The name is missing"),
        ("#N/A,02/09/1979,,,,Chính thức,", "ERROR: The name is missing"),
        ("Lê Thị Dung,#REF!,,,,Chính thức,", "ERROR: Ngày sinh: “#REF!” is not a date"),
        ("Lê Thị Dung,02/09/2030,,,,Dự bị,", "2030-09-02 is in the future"),
        ("Lê Thị Dung,02/09/1990,01/09/2008,01/09/2009,,Chính thức,", "Joined at the age of 17"),
        ("Lê Thị Dung,02/09/1979,03/02/2004,03/02/2003,,Chính thức,", "Official on 2003-02-03, before joining"),
        ("Lê Thị Dung,02/09/1979,03/02/2004,,,Chính thức,", "Official, but without"),
        ("Lê Thị Dung,02/09/1979,03/02/2004,03/02/2005,,Dự bị,", "Probationary, but with"),
        ("Lê Thị Dung,02/09/1979,03/02/2004,,,,", "read as probationary"),
        ("Lê Thị Dung,02/09/1979,,,,,", "read as probationary"),
        ("Dung,02/09/1979,03/02/2004,03/02/2005,,Chính thức,", "does not look like a full name"),
        (f"{'Lê ' * 60},02/09/1979,,,,Dự bị,", "ERROR: The name is longer"),
        ("Lê Thị Dung,30/02/1979,,,,Dự bị,", "ERROR: Ngày sinh: there is no day “30/02/1979”"),
    ],
)
def test_a_doubtful_row_says_why(read_member, line, said):
    (row,) = read_member(line).rows
    assert said in sentences(row)
    assert row.is_error == ("ERROR" in said)


def test_dates_are_shown_as_the_language_writes_them(read_member, monkeypatch):
    (row,) = read_member("Lê Thị Dung,02/09/2030,,,,Dự bị,").rows
    monkeypatch.setattr(language, "_language", "vi")
    assert "02/09/2030" in str(row.findings[0])


def test_one_is_admitted_from_the_eighteenth_birthday(read_member):
    (row,) = read_member("Lê Thị Dung,02/09/1990,02/09/2008,02/09/2009,,Chính thức,").rows
    assert row.findings == ()


def test_standing_follows_the_official_date_where_it_is_not_said(read_member):
    (row,) = read_member("Lê Thị Dung,02/09/1979,03/02/2004,03/02/2005,,,").rows
    assert (row.standing, row.findings) == (Status.OFFICIAL, ())


@pytest.mark.parametrize(
    ("remark", "conditions"),
    [
        ("Đi công tác dài hạn", (Status.ELSEWHERE,)),
        ("Tạm thời ở nơi khác", (Status.ELSEWHERE,)),
        ("Sinh hoạt tạm thời tại nơi khác", (Status.ELSEWHERE,)),
        ("Miễn sinh hoạt (tuổi cao)", (Status.EXEMPT,)),
        ("miễn công tác; hiện ở nơi khác", (Status.ELSEWHERE, Status.EXEMPT)),
        ("Sinh hoạt tạm thời", (Status.TEMPORARY,)),
        ("Temporary member", (Status.TEMPORARY,)),
        ("Hết miễn sinh hoạt từ 01/2026", ()),
        ("Tổ trưởng dân phố", ()),
    ],
)
def test_conditions_are_read_from_the_remark_and_shown_for_confirmation(read_member, remark, conditions):
    (row,) = read_member(f"Lê Thị Dung,02/09/1979,03/02/2004,03/02/2005,,Chính thức,{remark}").rows
    assert row.conditions == conditions
    assert sentences(row).count("WARNING") == len(conditions)
    assert row.remark == remark


def test_the_same_name_and_birth_date_twice_is_an_error_whatever_the_spelling(read_member):
    first, second, other = read_member(
        "Lê Thị Thủy,02/09/1979,03/02/2004,03/02/2005,,Chính thức,",
        "LÊ  THỊ THUỶ,2/9/1979,03/02/2004,03/02/2005,,Chính thức,",
        "Lê Thị Thủy,03/09/1979,03/02/2004,03/02/2005,,Chính thức,",
    ).rows
    assert "ERROR: Same name and birth date as line 2" in sentences(second)
    assert not first.is_error
    assert not other.is_error


def test_totals_and_signatures_under_the_table_are_no_members(read_member):
    roster = read_member(
        "Tống Công Minh,02/09/1979,03/02/2004,03/02/2005,Bí thư,Chính thức,",
        ",,,,,,",
        "Tổng cộng: 1 đảng viên,,,,,,",
        ',,,"Hà Giang, ngày 3 tháng 12 năm 2026",,,',
        "Người lập biểu,,,,BÍ THƯ,,",
        "Lê Thị Dung,,,,Phạm Quốc Ánh,,",
    )
    assert [row.full_name for row in roster.rows] == ["Tống Công Minh"]
    severities = [finding.severity for finding in roster.findings if "line" in finding.values]
    assert severities == [Severity.INFO, Severity.INFO, Severity.INFO, Severity.WARNING]


def test_a_member_below_a_subtotal_is_still_a_member(read_member):
    line = "{},02/09/1979,03/02/2004,03/02/2005,,Chính thức,"
    roster = read_member(line.format("Lê Thị Dung"), "Cộng: 1,,,,,,", line.format("Vi Văn Mậu"))
    assert [row.full_name for row in roster.rows] == ["Lê Thị Dung", "Vi Văn Mậu"]


def test_a_name_and_an_office_alone_are_a_member(read_csv_text):
    (row,) = read_csv_text("Họ tên,Chức vụ\nLê Thị Dung,Bí thư").rows
    assert row.office is Office.SECRETARY


def test_headings_repeated_on_each_page_and_bare_numbers_are_skipped(read_csv_text):
    roster = read_csv_text("STT,Họ tên,Ngày sinh\n1,Lê Dung,02/09/1979\nSTT,Họ tên,Ngày sinh\n2,Vi Mậu,01/01/1968\n3,,")
    assert [row.full_name for row in roster.rows] == ["Lê Dung", "Vi Mậu"]


def test_a_roster_without_members_says_so(read_csv_text):
    assert "no member" in str(read_csv_text("Họ tên,Ngày sinh\n").findings[0])


def test_marks_of_direction_and_escapes_do_not_reach_a_name(read_csv_text):
    (row,) = read_csv_text("Họ tên,Ngày sinh\n\u202eLê\x1b[31m \u200bDung,02/09/1979").rows
    assert row.full_name == "Lê Dung"


@pytest.mark.parametrize("name", ["Nguy?n V?n An", "Nguyá»…n VÄƒn An", "Nguy\ufffdn Văn An", "=A1&B1 An"])
def test_a_name_whose_letters_were_lost_is_an_error(read_member, name):
    (row,) = read_member(f"{name},02/09/1979,,,,CT,").rows
    assert row.is_error


def test_a_year_far_ahead_is_an_error():
    read = read_date("31/12/9999", "Ngày chính thức", TODAY)
    assert (read.value, read.finding and read.finding.severity) == (None, Severity.ERROR)


@pytest.mark.parametrize("title", ["Ngày chính thức (dự kiến)", "Ngày công nhận chính thức (kế hoạch)"])
def test_a_day_that_is_planned_makes_nobody_official(title):
    assert meaning(title) is None


@pytest.mark.parametrize("title", ["Họ và tên đồng chí", "Họ tên đ/c", "HỌ TÊN ĐV"])
def test_more_headings_of_names(title):
    assert meaning(title) is RosterColumn.FULL_NAME


def test_a_name_that_swallowed_the_next_line_is_an_error(read_csv_text):
    roster = read_csv_text('Họ và tên,Ngày sinh\n"Lê Văn Ba,1/2/1980\nLê Văn Tư,3/4/1981\n')
    assert all(row.is_error for row in roster.rows)


def test_a_text_that_is_kept_from_becoming_a_date_is_read(read_csv_text):
    (row,) = read_csv_text('Họ và tên,Ngày sinh\nLê Văn Ba,="25/02/1980"\n').rows
    assert row.birth_date == date(1980, 2, 25)
