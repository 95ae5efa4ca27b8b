"""Notes beside a name are recognised; capitals become names."""

from __future__ import annotations

import pytest

from models.domain.vocabulary import Office, Status
from models.roster.names import read_name, recased


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Đ/c Nguyễn Văn An", "Nguyễn Văn An", None),
        ("đ/c: Nguyễn Văn An", "Nguyễn Văn An", None),
        ("Đ.c Nguyễn Văn An", "Nguyễn Văn An", None),
        ("ĐC Nguyễn Văn An", "Nguyễn Văn An", None),
        ("Đồng chí Nguyễn Văn An", "Nguyễn Văn An", None),
        ("Ông Nguyễn Văn An", "Nguyễn Văn An", None),
        ("Bà Lò Thị Bé", "Lò Thị Bé", None),
        ("Ông: Ích Văn Khiêm", "Ích Văn Khiêm", None),
        ("Ông Ích Khiêm", "Ông Ích Khiêm", None),
        ("1. Nguyễn Văn An", "Nguyễn Văn An", None),
        ("Nguyễn Văn An (PBT)", "Nguyễn Văn An", Office.DEPUTY_SECRETARY),
        ("Nguyễn Văn An (BT)", "Nguyễn Văn An", Office.SECRETARY),
        ("Nguyễn Văn An - Bí thư", "Nguyễn Văn An", Office.SECRETARY),
        ("Nguyễn Văn An – Phó Bí thư chi bộ", "Nguyễn Văn An", Office.DEPUTY_SECRETARY),
        ("Nguyễn Văn An, chi ủy viên", "Nguyễn Văn An", Office.COMMITTEE_MEMBER),
        ("Nguyễn Văn An\nBí thư", "Nguyễn Văn An", Office.SECRETARY),
        ("Nguyễn Thị\nThu Hà", "Nguyễn Thị Thu Hà", None),
        ("Đ/c Nguyễn Văn An (P.Bí thư)", "Nguyễn Văn An", Office.DEPUTY_SECRETARY),
        ("Y - Thu Knul", "Y - Thu Knul", None),
        ("Y-Thu Knul", "Y-Thu Knul", None),
        ("H’Hen Niê", "H’Hen Niê", None),
        ("Nguyễn Thị Bé (nữ)", "Nguyễn Thị Bé", None),
        ("Nguyễn Văn An (*)", "Nguyễn Văn An", None),
    ],
)
def test_a_name_without_what_is_beside_it(text, name, office):
    found = read_name(text)
    assert (found.full_name, found.office, found.rest) == (name, office, ())


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Lò Văn An (DB)", Status.PROBATIONARY),
        ("Lò Văn An (ĐV dự bị)", Status.PROBATIONARY),
        ("Lò An - CT", Status.OFFICIAL),
    ],
)
def test_a_standing_beside_a_name(text, standing):
    assert read_name(text).standing is standing


def test_what_is_not_understood_beside_a_name_is_kept():
    found = read_name("Nguyễn Văn An (Tổ 3)")
    assert (found.full_name, found.rest) == ("Nguyễn Văn An", ("Tổ 3",))


def test_a_column_of_men_and_women_addressed_so():
    assert read_name("Ông Ích Khiêm", is_addressed=True).full_name == "Ích Khiêm"


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("Nguyễn Văn AN", "Nguyễn Văn An"),
        ("LÝ A PÁO", "Lý A Páo"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("H’ HEN NIÊ", "H’ Hen Niê"),
        ("Y - THU KNUL", "Y - Thu Knul"),
        ("Y THÔNG Ê-BAN", "Y Thông Ê-Ban"),
        ("ĐẶNG ĐÌNH TRÌNH", "Đặng Đình Trình"),
        ("NGUYễN VăN AN", "Nguyễn Văn An"),
        ("K'brơi", "K'brơi"),
        ("Y Thông Ê-ban", "Y Thông Ê-ban"),
        ("Phan Văn Ý", "Phan Văn Ý"),
        ("McDonald", "McDonald"),
    ],
)
def test_capitals_become_names_and_names_stay(written, proper):
    assert recased(written) == proper


def test_a_changed_name_is_said(read_csv_text):
    (row,) = read_csv_text("Họ và tên,Diện\nNGUYỄN VĂN AN,CT").rows
    assert row.full_name == "Nguyễn Văn An"
    assert "“NGUYỄN VĂN AN” is taken over as “Nguyễn Văn An”" in str(row.findings[0])


def test_names_that_resemble_the_words_of_a_total_are_people(read_csv_text):
    names = ["Nguyễn Văn Ba", "Tống Công Sơn", "An Đình Hải", "Đỗ Văn Cừ"]
    roster = read_csv_text("\n".join(["Họ và tên", *names, "Tổng cộng: 4", "Nơi nhận:"]))
    assert [row.full_name for row in roster.rows] == names
    unmarked = read_csv_text("Ho va ten\nNguyen Van Ba\nTong cong 1 nguoi\n")
    assert [row.full_name for row in unmarked.rows] == ["Nguyen Van Ba"]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Đ/c: Lê Văn Ba", None),
        ("Ông: Lê Văn Ba", None),
        ("Bí thư: Lê Văn Ba", Office.SECRETARY),
        ("Lê Văn Ba: Phó Bí thư", Office.DEPUTY_SECRETARY),
        ("Đảng viên: Lê Văn Ba", None),
    ],
)
def test_a_colon_beside_a_name_hides_nobody(read_csv_text, text, office):
    (row,) = read_csv_text(f"STT,Họ và tên\n1,{text}\n").rows
    assert (row.full_name, row.office) == ("Lê Văn Ba", office)


@pytest.mark.parametrize("group", ["Thôn Đông", "Phòng Kế toán", "Khu phố 3"])
def test_the_name_of_a_group_is_nobody(read_csv_text, group):
    roster = read_csv_text(f"STT,Họ và tên,Ngày sinh\n,{group},\n1,Lê Văn Ba,25/2/1980\n")
    assert [row.full_name for row in roster.rows] == ["Lê Văn Ba"]
