"""Day or month first is decided for a column; years of two digits fit the other dates; days count from an epoch."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from models.roster import Severity

HEADING = "Họ và tên,Ngày sinh,Ngày vào Đảng,Ngày chính thức\n"


def days(row) -> list[str]:
    return [f"{day:%Y-%m-%d}" if day else "" for day in (row.birth_date, row.joined_on, row.official_on)]


def about(roster) -> str:
    return " ".join(map(str, roster.findings))


def test_a_file_written_month_first_is_so_in_every_cell_and_says_so(read_csv_text):
    roster = read_csv_text(HEADING + "Lò Văn An,3/4/1971,5/19/1995,5/19/1996\nĐỗ Thị Bé,11/2/1980,6/1/2005,6/1/2006\n")
    assert days(roster.rows[0]) == ["1971-03-04", "1995-05-19", "1996-05-19"]
    assert days(roster.rows[1]) == ["1980-11-02", "2005-06-01", "2006-06-01"]
    assert not any(row.is_error for row in roster.rows)
    assert "Ngày vào Đảng: the month stands first" in about(roster)
    assert "Ngày sinh: the month is taken to stand first" in about(roster)


def test_a_column_decides_for_itself(read_csv_text):
    roster = read_csv_text(
        "Họ và tên,Ngày sinh,Ngày vào Đảng\nLò Văn An,25/2/1970,5/19/1995\nLò Văn Bé,3/4/1971,6/1/2005"
    )
    assert days(roster.rows[1]) == ["1971-04-03", "2005-06-01", ""]


def test_a_column_that_can_be_read_both_ways_has_the_day_first_with_a_word(read_csv_text):
    roster = read_csv_text("Họ và tên,Ngày sinh\nLò Văn An,05/02/1970\nLò Văn Bé,06/03/1971")
    assert days(roster.rows[0])[0] == "1970-02-05"
    assert "Ngày sinh: every date can be read both ways" in about(roster)


def test_what_stands_against_its_column_is_an_error(read_csv_text):
    roster = read_csv_text("Họ và tên,Ngày sinh\nA An,25/02/1970\nB Bé,26/02/1970\nC Cu,02/27/1970")
    assert [row.is_error for row in roster.rows] == [False, False, True]


def test_days_that_a_spreadsheet_may_have_swapped_are_said(read_workbook):
    def fill(sheet):
        sheet.append(["Họ và tên", "Ngày sinh"])
        for name, day in (("A An", "25/12/1983"), ("B Bé", date(1990, 5, 2)), ("C Cu", date(1991, 7, 3))):
            sheet.append([name, day])

    assert "may have swapped day and month" in about(read_workbook(fill))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("05/02/49,19/05/26,19/05/27", ["1949-02-05", "2026-05-19", "2027-05-19"]),
        ("01/01/07,19/05/25,", ["2007-01-01", "2025-05-19", ""]),
        ("01/01/1950,19/05/75,19/05/76", ["1950-01-01", "1975-05-19", "1976-05-19"]),
        ("01/01/30,19/05/49,19/05/50", ["1930-01-01", "1949-05-19", "1950-05-19"]),
        ("01/01/60,,03/02/05", ["1960-01-01", "", "2005-02-03"]),
        ("01/01/20,,", ["1920-01-01", "", ""]),
        ("01/01/2000,19/05/2026,19/05/27", ["2000-01-01", "2026-05-19", "2027-05-19"]),
    ],
)
def test_years_of_two_digits_follow_each_other_as_in_a_life(read_csv_text, cells, expected):
    (row,) = read_csv_text(HEADING + f"Cà Văn Chiến,{cells}").rows
    assert days(row) == expected
    assert not row.is_error
    assert any("two digits" in str(finding) for finding in row.findings)


@pytest.mark.parametrize("has_1904", [False, True])
def test_numbers_of_days_count_from_the_epoch_of_the_workbook(read_workbook, has_1904):
    day = date(1970, 2, 5)
    epoch = date(1904, 1, 1) if has_1904 else date(1899, 12, 30)

    def fill(sheet):
        if has_1904:
            sheet.parent.epoch = CALENDAR_MAC_1904
        sheet.append(["Họ và tên", "Ngày sinh", "Ngày vào Đảng"])
        sheet.append(["Lò Văn An", (day - epoch).days, day + timedelta(days=9000)])

    (row,) = read_workbook(fill).rows
    assert (row.birth_date, row.joined_on) == (day, day + timedelta(days=9000))


@pytest.mark.parametrize(
    "cell",
    ["15.3.1985", "15-3-1985", "15/03/1985", "15 / 3 / 1985", "1985-03-15", "15\\3\\1985", '"15,3,1985"', "15–3–1985",
     "15-Mar-1985", "15 March 1985", "ngày 15 tháng 3 năm 1985", "15 tháng 3 năm 1985", "'15/03/1985", "15031985",
     "15/03/1985 00:00", "15/03/1985.", "31121"],
)  # fmt: skip
def test_texts_of_dates(read_csv_text, cell):
    (row,) = read_csv_text(f"Họ và tên,Ngày sinh\nLò Văn An,{cell}").rows
    assert days(row)[0] == "1985-03-15"


@pytest.mark.parametrize(
    "cell",
    ["1985", "03/1985", "3-1985", "3.1985", "tháng 3/1985", "tháng 3 năm 1985", "00/03/1985", "00/00/1985",
     ".../.../1985", "khoảng 1985", "năm 1985"],
)  # fmt: skip
def test_a_date_without_its_day_is_kept_as_text(read_csv_text, cell):
    (row,) = read_csv_text(f"Họ và tên,Ngày sinh\nLò Văn An,{cell}").rows
    assert (row.birth_date, row.remark) == (None, f"Ngày sinh: {cell}")
    assert Severity.WARNING in {finding.severity for finding in row.findings}
    assert not row.is_error


def test_a_column_with_dates_of_both_kinds_follows_the_others_and_is_said(read_csv_text):
    lines = ["1;Lê Văn Ba;2/13/1980;5/19/2005", "2;Lê Văn Tư;2/3/1981;6/7/2006", "3;Lê Văn Năm;25/3/1981;6/7/2006"]
    roster = read_csv_text("\n".join(["STT;Họ và tên;Ngày sinh;Ngày vào Đảng", *lines]))
    assert str(roster.rows[1].birth_date) == "1981-02-03"
    assert roster.rows[2].is_error
    assert "in others the month" in " ".join(map(str, roster.findings))
