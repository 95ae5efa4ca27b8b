"""The chair's script of a meeting: filled in from the records, without anything confidential."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.acts.registry import perform
from models.documents.script_text import SpokenPart, script_of
from models.documents.wording import quoted
from models.domain.clock import VIETNAM
from models.domain.language import choose_language
from models.store.opening import open_reader
from models.store.store import Store
from tests.documents.conftest import Held


def parts_of(held: Held) -> tuple[SpokenPart, ...]:
    home, meeting = held
    reader = open_reader(home)
    try:
        return script_of(reader, home, meeting)
    finally:
        reader.close()


def text_of(parts: tuple[SpokenPart, ...]) -> str:
    return "\n".join("\n".join((one.heading, one.opening, *one.questions, one.close)) for one in parts)


def test_the_script_names_people_numbers_and_items(sealed_once: Held) -> None:
    choose_language("vi")
    parts = parts_of(sealed_once)
    by_heading = {one.heading.partition(". ")[2] or one.heading: one for one in parts}
    assert (parts[0].heading, parts[-1].heading) == ("Trước giờ khai mạc", "Lời bế mạc")
    roll = by_heading["Điểm danh, thông báo đảng viên vắng mặt"]
    assert "Chi bộ triệu tập 10 đảng viên; có mặt 9; vắng 1" in roll.questions[0]
    assert roll.close == "Chi bộ có mặt 9/10 đồng chí, đủ điều kiện tiến hành sinh hoạt."
    theme = by_heading["Phổ biến, quán triệt văn bản mới của Đảng và Nhà nước"]
    assert theme.presenter.startswith("đồng chí ")
    assert theme.presenter in theme.opening


def test_the_chair_speaks_of_himself_where_he_presents(sealed_once: Held) -> None:
    choose_language("vi")
    own = [one for one in parts_of(sealed_once) if "ôi xin" in one.opening and not one.presenter]
    assert any("Tôi xin báo cáo" in one.opening or "tôi xin trình bày" in one.opening for one in own)


def test_nothing_confidential_is_in_it(sealed_once: Held) -> None:
    text = text_of(parts_of(sealed_once))
    for said in ("Nộp báo cáo quý chậm", "Vắng hai buổi trực", "Sửa đèn đường", "Kiểm tra 40 cơ sở"):
        assert said not in text


def test_the_superiors_guest_is_asked_to_speak_before_the_conclusion(store: Store) -> None:
    choose_language("vi")
    meeting = str(perform(store, "meeting.plan", at=datetime(2027, 3, 3, 14, tzinfo=VIETNAM)).value)
    title = "Cấp trên phát biểu chỉ đạo"
    assert title not in [one.heading for one in parts_of((store.home, meeting))]
    perform(store, "guest.add", name="Lò Văn Thành", role="Đảng ủy xã", assigned_superior=True, meeting=meeting)
    parts = parts_of((store.home, meeting))
    at = [one.heading for one in parts].index(title)
    assert parts[at + 1].heading.endswith("Tổng hợp ý kiến; biểu dương, nhắc nhở; tiếp thu kiến nghị")
    assert "đồng chí Lò Văn Thành (Đảng ủy xã)" in parts[at].opening


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Xét kết nạp quần chúng Nguyễn Thị Khánh Ngọc", "Hồ sơ đã đủ chưa"),
        ("Công nhận đảng viên chính thức", "Biểu quyết từng người một"),
        ("Xem xét, thi hành kỷ luật đảng viên", "Bỏ phiếu kín"),
        ("Bầu bổ sung chi ủy viên", "hướng dẫn ghi phiếu"),
        ("Chuẩn bị cho Tết", "Sự việc đã rõ chưa"),
    ],
)
def test_an_added_item_is_led_by_what_it_is_about(store: Store, title: str, asked: str) -> None:
    choose_language("vi")
    meeting = str(perform(store, "meeting.plan", at=datetime(2027, 3, 3, 14, tzinfo=VIETNAM)).value)
    perform(store, "item.add", title=title, meeting=meeting)
    (part,) = (one for one in parts_of((store.home, meeting)) if one.heading.endswith(title))
    assert asked in " ".join(part.questions)


def test_quotes_within_the_chairs_words_are_single_ones() -> None:
    choose_language("vi")
    assert quoted("Tiếp theo là nội dung “Thảo luận”.") == "“Tiếp theo là nội dung ‘Thảo luận’.”"
