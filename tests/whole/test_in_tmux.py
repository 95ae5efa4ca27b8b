"""The month of docs/scenario.md in a real terminal, by keyboard alone, in Vietnamese, from an empty folder on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from models.domain.vocabulary import MeetingState
from models.queries.meetings import meetings
from models.queries.minutes import find_minutes
from models.store.opening import open_reader
from models.store.verify import verify
from tests.meeting_room import ROSTER
from tests.whole.facts import check_facts
from tests.whole.keys import AFTER, BEFORE
from tests.whole.tmux import Tmux, is_installed, tmux

pytestmark = pytest.mark.skipif(not is_installed(), reason="needs tmux (Debian: apt-get install tmux)")

WORDS = {"end the ballot": "đóng phiếu"}
STEPS = {
    "next voter": "Đồng chí nào bỏ phiếu tiếp theo?",
    "that is me": "Có đúng là đồng chí không?",
    "mark": "mời đánh dấu lựa chọn",
    "marked": "[x]",
}
"""The screen in each step of a ballot."""


@pytest.mark.pty
def test_the_month_in_a_real_terminal(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with tmux(home, CHIBO_NOW="2026-11-26T09:00+07:00") as window:
        window.start()
        _name_the_cell(window)
        _import_the_roster(window)
        _prepare(window)
        window.press("q", "q")
    with tmux(home, CHIBO_NOW="2026-12-03T14:05+07:00") as window:
        window.start()
        window.until_shown("03/12/2026")
        window.press("enter")
        _play(window, BEFORE)
        window.until_shown("▶ 11")
        window.kill_program()
        window.start()
        window.until_shown("▶ 11")
        _play(window, AFTER)
        window.until_shown("kết thúc mục “Biểu quyết nghị quyết”")
        _after(window)
    check_facts(home)
    _check_after(home)


def _after(window: Tmux) -> None:
    """Step 10: score and close the meeting; read, change and approve its minutes, which then change no more."""
    window.press("down")
    for _item in ("Tự chấm điểm", "Thông qua biên bản"):
        window.press("enter", "enter", "down")
    window.press("f4")
    window.until_shown("Phiếu chấm điểm")
    window.press("P")
    window.press("f3", "m", "right", "enter")
    window.until_shown("đã bế mạc")
    window.press("f5")
    window.until_shown("BIÊN BẢN")
    window.press("e")
    window.type("Chi bộ biểu dương tinh thần chuẩn bị của các đồng chí. ")
    window.press("f10", "a", "right", "enter")
    window.until_shown("thông qua biên bản ngày 03/12/2026")
    window.press("e")
    window.type("sửa")
    window.press("q", "q")


def _check_after(home: Path) -> None:
    reader = open_reader(home)
    assert verify(reader).finding is None
    (meeting,) = meetings(reader)
    assert meeting.state is MeetingState.APPROVED
    minutes = find_minutes(reader, meeting.id)
    assert minutes is not None
    assert minutes.seal == hashlib.sha256(minutes.text.encode()).hexdigest()
    assert "Chi bộ biểu dương tinh thần chuẩn bị của các đồng chí." in minutes.text
    assert "Nộp báo cáo quý chậm" not in minutes.text, "what was said in confidence is not in the minutes"
    given = reader.execute("SELECT count(*) FROM score WHERE deleted = 0").fetchone()[0]
    assert given > 0
    reader.close()


def _name_the_cell(window: Tmux) -> None:
    window.until_shown("Tên chi bộ")
    for field in ("Chi bộ Chi cục An toàn vệ sinh thực phẩm", "Đảng bộ các cơ quan tỉnh", "Mường Khoa"):
        window.type(field)
        window.press("enter")
    window.until_shown("Chi bộ Chi cục An toàn vệ sinh thực phẩm")


def _import_the_roster(window: Tmux) -> None:
    window.press("i")
    window.until_shown("Nhập")
    window.type(str(ROSTER))
    window.press("enter")
    window.until_shown("Phạm Quốc Ánh")
    window.press("enter")
    window.until_shown("thêm 12 đảng viên")


def _prepare(window: Tmux) -> None:
    window.press("n", "enter", "enter", "enter", "enter")
    window.until_shown("03/12/2026")
    window.press("enter")
    window.until_shown("90/90 phút")
    for name, downs in (("dung", 0), ("duc", 1), ("hanh", 4), ("mau", 8)):
        window.press(*["down"] * downs, "p")
        window.type(name)
        window.press("enter", "enter")
    window.press("tab")
    window.until_shown("không ai trình bày quá nửa số")
    window.press("tab", "g")
    window.until_shown("thống nhất chương trình lần 1")


def _play(window: Tmux, keys: list[str]) -> None:
    """Press what the secretary presses; letters that follow each other are typed in one go."""
    letters = ""
    for key in [*keys, "key:"]:
        kind, _, value = key.partition(":")
        if kind == "text":
            letters += value
            continue
        if letters:
            window.type(letters)
            letters = ""
        if kind == "word":
            window.type(WORDS[value])
        elif kind == "shown":
            window.until_shown(STEPS[value])
        elif kind == "voted":
            # The question stands there before the vote too: only together with the missing name is it the next one.
            window.until_shown(STEPS["next voter"], without=value)
        elif value:
            window.press(value)
