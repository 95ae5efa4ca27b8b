"""Marks of state secrecy: stamps are found however they are set, words in running text are none."""

from __future__ import annotations

import unicodedata

import pytest

from models.domain.secrecy import mark_in_name, mark_in_text


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "Mật"),
        ("  Mật  ", "Mật"),
        ("[MẬT]", "Mật"),
        ("TỐI MẬT", "Tối mật"),
        ("Tuyệt mật", "Tuyệt mật"),
        ("T U Y Ệ T   M Ậ T", "Tuyệt mật"),
        ("T Ố I\tM Ậ T", "Tối mật"),
        ("Độ mật: Tối mật", "Tối mật"),
        ("ĐỘ MẬT: MẬT", "Mật"),
        ("*** TUYỆT MẬT ***", "Tuyệt mật"),
        ("M.Ậ.T", "Mật"),
        ("【MẬT】", "Mật"),
        ("ＭẬＴ", "Mật"),
        ("ᴍậᴛ", "Mật"),
        ("MẬT\u200b", "Mật"),
        ("M\u00adẬT", "Mật"),
        ("МẬТ", "Mật"),  # the М and Т of Cyrillic
        ("Tuyệt-mật", "Tuyệt mật"),
        ("TUYET MAT", "Tuyệt mật"),
        ("TUYỆT\nMẬT", "Tuyệt mật"),
        ("TUYỆT MẬT - HỎA TỐC", "Tuyệt mật"),
        ("MẬT, KHẨN", "Mật"),
        ("MẬT Số 05-BC/CB", "Mật"),
        ("Số 05-BC/CB (MẬT)", "Mật"),
        ("Bản số: 01  MẬT", "Mật"),
        ("DẤU MẬT", "Mật"),
        ("TÀI LIỆU MẬT", "Mật"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_stamp_is_found_on_a_line_of_its_own(line: str, mark: str, form: str) -> None:
    text = unicodedata.normalize(form, f"ĐẢNG BỘ TỈNH\n{line}\nTờ trình về việc …")
    assert mark_in_text(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Quy chế bảo mật thông tin của chi bộ",
        "Bầu cử bằng phiếu kín, giữ bí mật",
        "Mật ong rừng: giá bán năm nay",
        "Đảng viên không được tiết lộ tài liệu mật",
        "Gặp mặt đầu xuân",
        "Độ mật",
        "Bỏ phiếu kín, giữ bí\nmật.",
        "CHUYÊN ĐỀ BẢO MẬT THÔNG TIN",
        "Quy chế BẢO MẬT của chi bộ",
        "MAT",
    ],
)
def test_running_text_bears_no_mark(text: str) -> None:
    assert mark_in_text(text) is None


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Tờ trình (MẬT)", "Mật"),
        ("TUYỆT MẬT - kế hoạch", "Tuyệt mật"),
        ("ke hoach_toi mat", "Tối mật"),
        ("Kế hoạch tối mật", "Tối mật"),
        ("Bảo mật thông tin", None),
        ("Gap mat dau xuan", None),
        ("mat", None),
        ("Mật ong", None),
        ("Tài liệu Mật", "Mật"),
        ("05 MẬT", "Mật"),
        ("TuyetMat", "Tuyệt mật"),
        ("toi-mat", "Tối mật"),
        ("Tối_mật", "Tối mật"),
        ("ＭẬＴ", "Mật"),
        ("Bảo Mật", None),
        ("quy chế bảo-mật", None),
        ("Toi mat the dang", None),
    ],
)
def test_a_files_name_is_looked_at_too(name: str, mark: str | None) -> None:
    assert mark_in_name(name) == mark
    assert mark_in_name(unicodedata.normalize("NFD", name)) == mark
