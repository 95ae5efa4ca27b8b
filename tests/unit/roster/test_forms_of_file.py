"""One roster in the forms that cells keep gives the same twelve people; what is no roster is one sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.errors import DataFileWrong
from models.domain.vocabulary import Office, Status
from models.roster import Severity, read_roster
from models.roster import reading as reading_module
from models.roster.csv_file import read_csv

pytestmark = pytest.mark.sweep

TODAY = date(2026, 12, 3)


def members(roster):
    """The content of a roster, without its positions in the file."""
    return [
        (r.full_name, r.birth_date, r.joined_on, r.official_on, r.office, r.standing, r.conditions, r.remark)
        for r in roster.rows
    ]


@pytest.fixture
def expected(roster_file):
    return members(read_roster(roster_file, TODAY))


def test_the_roster_of_the_scenario_has_ten_official_and_two_probationary_members(roster_file):
    roster = read_roster(roster_file, TODAY)
    standings = [row.standing for row in roster.rows]
    assert standings.count(Status.OFFICIAL) == 10
    assert standings.count(Status.PROBATIONARY) == 2
    conditions = {row.full_name: row.conditions for row in roster.rows if row.conditions}
    assert conditions == {"Đặng Đình Trình": (Status.ELSEWHERE,), "Hoàng Thị Ơn": (Status.EXEMPT,)}
    assert [row.office for row in roster.rows[:4]] == [*Office, None]
    assert roster.rows[0].birth_date == date(1974, 3, 12)
    assert [row.line for row in roster.rows] == list(range(2, 14))


def test_only_the_conditions_of_the_scenario_ask_for_a_look(roster_file):
    roster = read_roster(roster_file, TODAY)
    doubtful = {row.full_name: [f.severity for f in row.findings] for row in roster.rows if row.findings}
    assert doubtful == {"Đặng Đình Trình": [Severity.WARNING], "Hoàng Thị Ơn": [Severity.WARNING]}
    assert roster.findings == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_marks_of_encoding_and_other_separators_change_nothing(table, read_csv_text, expected, encoding, separator):
    text = "\r\n".join(separator.join(cells) for cells in table)
    assert members(read_csv_text(text, encoding)) == expected


def test_windows_1258_is_read_and_said(table, tmp_path, expected, as_windows_1258):
    path = tmp_path / "cu.csv"
    path.write_bytes(as_windows_1258("\r\n".join(";".join(cells) for cells in table)))
    roster = read_roster(path, TODAY)
    assert members(roster) == expected
    assert roster.source.encoding == "Windows-1258"
    assert [finding.severity for finding in roster.findings] == [Severity.WARNING]


def test_decomposed_text_is_stored_composed(read_csv_text):
    roster = read_csv_text("Ho\u0323 va\u0300 te\u0302n,Nga\u0300y sinh\nĐa\u0323\u0306ng Đi\u0300nh,20/10/1988")
    assert roster.rows[0].full_name == "Đặng Đình"


def test_a_workbook_with_titles_merged_cells_and_mixed_dates_gives_the_same_people(table, read_workbook, expected):
    def fill(sheet):
        sheet.append(["ĐẢNG BỘ CÁC CƠ QUAN TỈNH"])
        sheet.merge_cells("A1:H1")
        sheet.append([])
        sheet.append(["DANH SÁCH ĐẢNG VIÊN"])
        sheet.merge_cells("A3:H4")
        sheet.append([])
        heading, *people = table
        sheet.append(heading)
        for number, cells in enumerate(people):
            sheet.append(cells)
            day = datetime.strptime(cells[2], "%d/%m/%Y")
            mixed = [
                cells[2],
                day,
                (day - datetime(1899, 12, 30)).days,
                cells[2].replace("/", "."),
                day.date().isoformat(),
            ]
            sheet.cell(sheet.max_row, 3, mixed[number % len(mixed)])
            sheet.cell(sheet.max_row, 1, number + 1)
        sheet.row_dimensions[40].hidden = True
        sheet.cell(60, 1, " ")

    assert members(read_workbook(fill)) == expected


def test_an_office_merged_over_several_lines_holds_for_each(read_workbook):
    def fill(sheet):
        sheet.append(["Họ và tên", "Ngày sinh", "Chức vụ"])
        sheet.append(["Lê Thị Dung", "02/09/1979", "Chi ủy viên"])
        sheet.append(["Vi Văn Mậu", "01/01/1968"])
        sheet.append(["Bùi Thị Ý", "28/11/2000"])
        sheet.merge_cells("C2:C3")

    offices = [row.office for row in read_workbook(fill).rows]
    assert offices == [Office.COMMITTEE_MEMBER, Office.COMMITTEE_MEMBER, None]


def test_a_name_heading_merged_over_two_columns_joins_family_and_given_name(read_workbook):
    def fill(sheet):
        sheet.append(["STT", "Họ và tên", None, "Năm sinh"])
        sheet.merge_cells("B1:C1")
        sheet.append([1, "Lê Thị", "Dung", 1979])

    (row,) = read_workbook(fill).rows
    assert row.full_name == "Lê Thị Dung"
    assert (row.birth_date, row.remark) == (None, "Năm sinh: 1979")


def test_the_first_sheet_with_a_heading_is_read_and_named(read_workbook):
    def fill(sheet):
        sheet.append(["Hướng dẫn"])
        second = sheet.parent.create_sheet("Đảng viên")
        second.append(["Full name", "Date of birth"])
        second.append(["Ma Ngọc Hiệp", date(1999, 2, 9)])

    roster = read_workbook(fill)
    assert roster.source.sheet == "Đảng viên"
    assert roster.rows[0].birth_date == date(1999, 2, 9)
    assert "“Đảng viên”" in str(roster.findings[0])


def wrong(tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataFileWrong) as caught:
        read_roster(path, TODAY)
    return str(caught.value)


def test_a_table_without_names_says_what_was_looked_for(tmp_path):
    assert "Họ và tên" in wrong(tmp_path, "a.csv", "Ngày sinh,Chức vụ\n01/01/1990,Bí thư".encode())


@pytest.mark.parametrize("name", ["cũ.xls", "khóa.xlsx"])
def test_an_old_or_locked_workbook_is_refused_with_the_way_out(tmp_path, name):
    assert "password" in wrong(tmp_path, name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"%PDF-1.7", b"Ho ten,Ngay sinh\nA B,1/1/1990"])
def test_a_damaged_workbook_is_refused(tmp_path, content):
    assert "damaged" in wrong(tmp_path, "a.xlsx", content)


def test_another_archive_named_as_a_workbook_is_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "damaged" in wrong(tmp_path, "a.xlsx", packed.getvalue())


def test_a_workbook_that_unpacks_beyond_measure_is_refused(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as part:
        for _ in range(101):
            part.write(bytes(1024 * 1024))
    assert "larger" in wrong(tmp_path, "bomb.xlsx", packed.getvalue())


def test_a_file_of_another_kind_is_refused(tmp_path):
    assert "neither CSV nor XLSX" in wrong(tmp_path, "a.pdf", b"%PDF-1.7")


def test_bytes_that_are_no_text_are_refused(tmp_path):
    assert "not a text file" in wrong(tmp_path, "a.csv", b"\x00\x01\x02")


def test_a_quotation_mark_that_swallows_the_file_is_named(tmp_path):
    assert "quotation mark" in wrong(tmp_path, "a.csv", b'Ho ten,Ghi chu\nA B,"' + b"x\n" * 100_000)


def test_too_many_bytes_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading_module, "MAX_BYTES", 10)
    assert "larger" in wrong(tmp_path, "a.csv", b"Ho ten,Ngay sinh")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_too_many_rows_are_refused(tmp_path, name):
    if name.endswith("csv"):
        content = b"Ho ten\n" + b"A B\n" * 20_001
    else:
        workbook = openpyxl.Workbook(write_only=True)
        sheet = workbook.create_sheet()
        for _ in range(20_002):
            sheet.append(["A B"])
        packed = io.BytesIO()
        workbook.save(packed)
        content = packed.getvalue()
    assert "20000 rows" in wrong(tmp_path, name, content)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(DataFileWrong, match="no file"):
        read_roster(tmp_path / "không có.csv", TODAY)
    with pytest.raises(DataFileWrong, match="cannot be opened"):
        read_roster(tmp_path, TODAY)


def sentences_about(path: Path) -> list[str]:
    """What reading says of a file: its sentence of refusal, or what it was read from and each finding."""
    try:
        roster = read_roster(path, TODAY)
    except DataFileWrong as error:
        return [str(error)]
    findings = (*roster.findings, *(finding for row in roster.rows for finding in row.findings))
    return [str(roster.source), *map(str, findings)]


@settings(max_examples=150)
@given(st.binary(max_size=300) | st.text(st.sampled_from('Họ tên,;"\n\r1/0-9\x00\ufeffZ'), max_size=80).map(str.encode))
@pytest.mark.parametrize("start", [b"", "Họ tên,Ngày sinh\n".encode(), b"PK\x03\x04", b"\xff\xfe"])
def test_any_bytes_are_read_or_refused(tmp_path, start, content):
    path = tmp_path / "a.csv"
    path.write_bytes(start + content)
    assert sentences_about(path)


@settings(max_examples=100)
@given(place=st.integers(0, 4000), byte=st.integers(0, 255))
def test_a_workbook_with_one_byte_changed_is_read_or_refused(tmp_path, table, place, byte):
    workbook = openpyxl.Workbook()
    for cells in table:
        workbook.active.append(cells)
    packed = io.BytesIO()
    workbook.save(packed)
    content = bytearray(packed.getvalue())
    content[place % len(content)] = byte
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert sentences_about(path)


def test_a_cell_over_two_lines_keeps_the_line_numbers_of_the_file():
    table = read_csv('Họ tên,Ghi chú\n"Lê Dung","một\nhai"\n\nVi Mậu,\n', "UTF-8", "a.csv")
    assert [line.number for line in table.lines] == [1, 2, 5]
