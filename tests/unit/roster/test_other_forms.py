"""XLS, ODS, web pages and texts under another name; what is hidden, not calculated or locked is said."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from models.domain.errors import DataFileWrong
from models.domain.vocabulary import Status
from models.roster import Severity, read_roster

TODAY = date(2026, 12, 3)
FILES = Path(__file__).parents[2] / "data" / "rosters"
PAGE = (
    "<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'>"
    "<style>td {{}}</style></head><body>"
    "<table><tr><td colspan=5>DANH SÁCH ĐẢNG VIÊN</td></tr>"
    "<tr><th rowspan=2>STT</th><th rowspan=2>Họ và<br>tên</th><th rowspan=2>Ngày sinh</th><th colspan=2>Ngày vào Đảng"
    "</th></tr><tr><th>Dự bị<th>Chính thức</tr>"
    "<tr><td>1<td>Lò Văn&nbsp;Hặc<td>04/03/1971<td>19/05/1995<td>19/05/1996</tr></table></body></html>"
)


def about(roster) -> str:
    return " ".join(map(str, roster.findings))


@pytest.fixture
def read(tmp_path):
    def write_and_read(name: str, content: bytes):
        (tmp_path / name).write_bytes(content)
        return read_roster(tmp_path / name, TODAY)

    return write_and_read


@pytest.mark.parametrize("name", ["list.xls", "list.ods"])
def test_older_and_other_workbooks(name):
    roster = read_roster(FILES / name, TODAY)
    assert roster.source.sheet == "2026"
    assert [(row.full_name, row.birth_date, row.official_on) for row in roster.rows] == [
        ("Lò Văn Hặc", date(1971, 3, 4), date(1996, 5, 19)),
        ("Sùng A Chứ", date(1990, 12, 12), None),
    ]
    assert [row.standing for row in roster.rows] == [Status.OFFICIAL, Status.PROBATIONARY]
    assert "“Cũ”" in about(roster)


def test_the_hidden_row_of_an_ods_is_said():
    assert "Rows hidden in the file were read too: 5." in about(read_roster(FILES / "list.ods", TODAY))


@pytest.mark.parametrize(("name", "said"), [("list.xls", 1), ("list.ods", 0)])
def test_only_of_a_binary_form_it_is_said_once_that_hidden_rows_cannot_be_recognised(name: str, said: int) -> None:
    assert about(read_roster(FILES / name, TODAY)).count("cannot be recognised") == said


def test_the_numbers_of_days_of_an_xls_count_from_its_epoch():
    assert read_roster(FILES / "from-1904.xls", TODAY).rows[0].birth_date == date(1970, 2, 5)


def test_an_old_workbook_under_another_name(read):
    assert len(read("a.xlsx", (FILES / "list.xls").read_bytes()).rows) == 2


@pytest.mark.parametrize("charset", ["utf-8", "windows-1258"])
def test_a_web_page_that_calls_itself_a_workbook(read, charset, as_windows_1258):
    page = PAGE.format(charset=charset)
    roster = read("a.xls", page.encode() if charset == "utf-8" else as_windows_1258(page))
    assert [(row.full_name, row.birth_date, row.official_on) for row in roster.rows] == [
        ("Lò Văn Hặc", date(1971, 3, 4), date(1996, 5, 19))
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_that_calls_itself_a_workbook(read, encoding, separator):
    lines = (separator.join(cells) for cells in (("Họ và tên", "Ngày sinh"), ("Lò Văn Hặc", "25/03/1971")))
    (row,) = read("a.xls", "\r\n".join(lines).encode(encoding)).rows
    assert (row.full_name, row.birth_date) == ("Lò Văn Hặc", date(1971, 3, 25))


def test_the_line_by_which_excel_names_a_separator(read):
    (row,) = read("a.csv", "sep=;\r\nHọ và tên;Ngày sinh\r\nLò, Văn;25/03/1971".encode()).rows
    assert row.birth_date == date(1971, 3, 25)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xls", b"<html><body>Xin ch\xc3\xa0o</body></html>", "web page without a table"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "save it as XLSX",
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "without a password"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "without a password"),
        ("a.ods", b"PK\x03\x04 torn", "damaged"),
        ("a.docx", b"PK\x03\x04", "copy its table into a spreadsheet"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "copy its table into a spreadsheet"),
        ("a.pdf", b"%PDF-1.7", "neither CSV nor XLSX"),
        ("a.xls", b"%PDF-1.7", "neither CSV nor XLSX"),
    ],
)
def test_what_is_not_read_is_refused_with_the_way_out(read, name, content, said):
    with pytest.raises(DataFileWrong, match=said):
        read(name, content)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_an_ods_that_is_locked_or_unpacks_beyond_measure_is_refused(read):
    locked = packed(**{"content.xml": b"xx", "META-INF__manifest.xml": b"<manifest:encryption-data/>"})
    with pytest.raises(DataFileWrong, match="without a password"):
        read("a.ods", locked)
    with pytest.raises(DataFileWrong, match="larger"):
        read("a.ods", packed(**{"content.xml": bytes(101 * 1024 * 1024)}))


def test_the_open_sheet_is_read_and_a_hidden_one_never_first(tmp_path):
    workbook = openpyxl.Workbook()
    for title in ("Sheet", "2025", "2026"):
        sheet = workbook[title] if title in workbook.sheetnames else workbook.create_sheet(title)
        sheet.append(["Họ và tên", "Ngày sinh"])
        sheet.append([f"Người {title}", date(1970, 2, 5)])
    workbook["Sheet"].sheet_state = "hidden"
    workbook.active = 2
    workbook.save(tmp_path / "a.xlsx")
    roster = read_roster(tmp_path / "a.xlsx", TODAY)
    assert roster.source.sheet == "2026"
    assert "“2025”" in about(roster)
    assert "Hidden sheets with a list of members were not read: “Sheet”" in about(roster)
    workbook.active = 0
    workbook.save(tmp_path / "a.xlsx")
    assert read_roster(tmp_path / "a.xlsx", TODAY).source.sheet == "2025"


def test_a_hidden_sheet_is_read_only_where_no_other_has_a_list_and_said(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Hướng dẫn"])
    sheet = workbook.create_sheet("Cũ")
    sheet.sheet_state = "veryHidden"
    sheet.append(["Họ và tên"])
    sheet.append(["Lò Văn An"])
    workbook.save(tmp_path / "a.xlsx")
    assert "“Cũ”, which is hidden" in about(read_roster(tmp_path / "a.xlsx", TODAY))


def test_hidden_rows_and_columns_are_said(read_workbook):
    def fill(sheet):
        sheet.append(["Họ và tên", "Ngày sinh", "Diện"])
        for name in ("An", "Bé", "Cu", "Du"):
            sheet.append([f"Lò Văn {name}", date(1970, 2, 25), "Chính thức"])
        for row in (3, 4):
            sheet.row_dimensions[row].hidden = True
        sheet.column_dimensions["C"].hidden = True

    roster = read_workbook(fill)
    assert "Rows hidden in the file were read too: 3–4." in about(roster)
    assert "Columns hidden in the file were read too: “Diện”" in about(roster)
    hidden = [row.line for row in roster.rows if any("hidden" in str(finding) for finding in row.findings)]
    assert hidden == [3, 4]


def test_of_two_columns_of_one_meaning_the_hidden_one_is_not_taken(read_workbook):
    def fill(sheet):
        sheet.append(["Họ và tên", "Ngày sinh", "Ngày sinh"])
        sheet.append(["Lò Văn An", date(1900, 1, 25), date(1970, 2, 25)])
        sheet.column_dimensions["B"].hidden = True

    assert read_workbook(fill).rows[0].birth_date == date(1970, 2, 25)


def test_formulas_without_a_result_are_said_and_keep_their_row_out(read_workbook):
    def fill(sheet):
        sheet.append(["STT", "Họ và tên", "Ngày sinh", "Ghi chú"])
        sheet.append(["=1", "Lò Văn Inh", "=DATE(1970,2,5)", "=B2"])
        sheet.append(["=A2+1", "Lò Văn Ón", date(1970, 2, 25), None])

    first, second = read_workbook(fill).rows
    severities = {str(finding)[:9]: finding.severity for finding in first.findings if "formula" in str(finding)}
    assert severities == {"Ngày sinh": Severity.ERROR, "Ghi chú: ": Severity.WARNING}
    assert not second.is_error


def test_a_running_number_that_was_not_calculated_is_one(read_workbook):
    def fill(sheet):
        sheet.append(["STT", "Họ và tên", "Ngày sinh"])
        sheet.append(["=1", "Lò Văn Inh", date(1970, 2, 25)])
        sheet.append(["=A2+1", "Lò Văn Ón", None])

    assert [row.full_name for row in read_workbook(fill).rows] == ["Lò Văn Inh", "Lò Văn Ón"]


def test_signs_of_control_that_a_workbook_spells_out_are_no_text(read_workbook):
    def fill(sheet):
        sheet.append(["Họ và tên", "Ghi chú"])
        sheet.append(["Lò Văn _x000D_Sơn", "dòng 1_x000D_\ndòng 2_x000B_dòng 3"])

    (row,) = read_workbook(fill).rows
    assert (row.full_name, row.remark) == ("Lò Văn Sơn", "dòng 1\ndòng 2\ndòng 3")
