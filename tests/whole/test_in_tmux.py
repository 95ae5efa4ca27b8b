"""The month of SCENARIO.md in a real terminal, by keyboard alone, in Vietnamese, from an empty folder on."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.store.connection import open_reader
from models.store.verify import verify
from tests.meeting_room import ROSTER
from tests.whole.facts import check_facts
from tests.whole.keys import AFTER, BEFORE
from tests.whole.tmux import Tmux, is_installed, tmux

pytestmark = pytest.mark.skipif(not is_installed(), reason="needs tmux (Debian: apt-get install tmux)")


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
        window.kill_program()
        window.start()
        window.until_shown("▶ 11")
        _play(window, AFTER)
        window.until_shown("kết thúc mục “Biểu quyết nghị quyết”")
        window.press("q", "q")
    check_facts(home)
    reader = open_reader(home)
    assert verify(reader).finding is None
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
    window.until_shown("12")


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
    window.until_shown("không ai ôm phần lớn")
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
        if value:
            window.press(value)
