"""The laptop that is handed round: one ballot for each voter, and no way past it to what the chair may read."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.acts.words import perform_words
from models.domain.language import choose_language
from models.domain.vocabulary import MotionState
from models.queries.votes import MotionView, motions
from models.store.ballot_box import BallotBox
from models.store.opening import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.live.ballot_screen import BallotScreen
from tui.live.screen import LiveScreen

NOTE = "Đồng chí nói riêng với chủ trì"
YEN = ("y", "e", "n", "enter")


@pytest.fixture(autouse=True)
def short_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BallotScreen, "REST_SECONDS", 0.05)


@pytest.fixture
def balloting(discussing: Path, clock: Clock) -> Path:
    """A meeting with a note for the chair's eyes and a ballot open on this laptop."""
    _do(discussing, clock, "note.write", kind="opinion", text=NOTE, visibility="chair")
    _do(discussing, clock, "motion.put", title="Chọn ngày")
    _do(discussing, clock, "round.open", motion="Chọn ngày", method="laptop_ballot")
    return discussing


def _do(home: Path, clock: Clock, act: str, **words: str) -> None:
    store = Store.open(home, clock)
    try:
        perform_words(store, act, words)
    finally:
        store.close()


def _motion(home: Path) -> MotionView:
    reader = open_reader(home)
    try:
        meeting = reader.execute("SELECT id FROM meeting").fetchone()[0]
        return motions(reader, meeting)[-1]
    finally:
        reader.close()


def _booth(driver: Driver) -> BallotScreen:
    assert isinstance(driver.app.screen, BallotScreen)
    return driver.app.screen


async def _next_voter(driver: Driver) -> None:
    await driver.until(lambda: "Who votes next?" in driver.text)


async def test_a_start_with_a_ballot_open_leads_back_to_it_and_not_to_the_notes(balloting: Path, clock: Clock) -> None:
    async with driving(balloting, clock) as driver:
        _booth(driver)
        assert "Who votes next?" in driver.text
        await driver.press("escape")
        await driver.type("step out")
        await driver.press("enter")
        assert isinstance(driver.app.screen, LiveScreen)


async def test_nothing_of_the_last_voter_remains_and_only_totals_are_kept(
    balloting: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BallotScreen, "REST_SECONDS", 2.0)
    async with driving(balloting, clock) as driver:
        assert "into the box" not in driver.lines[-1], "nobody has a paper yet"
        await driver.press(*YEN)
        assert "Nguyễn Hoàng Yến" in driver.text
        assert "mark your choice" not in driver.text, "the name is confirmed first"
        await driver.press("enter")
        assert "Nguyễn Hoàng Yến, mark your choice." in driver.text
        assert "into the box" in driver.lines[-1]
        await driver.press("down", "space")
        assert "[x] no" in driver.text
        await driver.press("enter")
        assert "Your ballot is in the box." in driver.text
        assert "Yến" not in driver.text
        assert "[x]" not in driver.text
        await _next_voter(driver)
        assert len(BallotBox(balloting).received()) == 1
        await driver.press("f10")
        assert "Not voted yet: 6." in driver.text
        await driver.press("f10", "enter")
        _booth(driver)
        await driver.type("end the ballot")
        await driver.press("enter")
        assert isinstance(driver.app.screen, LiveScreen)
    motion = _motion(balloting)
    assert (motion.rounds[0].no, motion.rounds[0].issued, motion.state) == (1, 1, MotionState.FAILED)
    assert not BallotBox(balloting).path.exists()


@pytest.mark.parametrize("waits", [False, True], ids=["at_once", "after_the_rest"])
async def test_keys_pressed_once_too_often_are_nobodys_ballot(balloting: Path, clock: Clock, waits: bool) -> None:
    async with driving(balloting, clock) as driver:
        await driver.press(*YEN, "enter")
        await driver.pilot.press("space", "enter")
        if waits:
            await _next_voter(driver)
        await driver.pilot.press("enter", "space", "enter")
        await driver.settle()
        await _next_voter(driver)
        await driver.press("enter", "space", "enter", "down", "enter")
        assert "Who votes next?" in driver.text
        assert len(BallotBox(balloting).received()) == 1


async def test_several_who_are_called_so_are_told_apart_before_one_is_chosen(balloting: Path, clock: Clock) -> None:
    async with driving(balloting, clock) as driver:
        await driver.type("nguyen")
        await driver.press("enter")
        assert "Several are called that" in driver.said
        await driver.press("backspace", *["backspace"] * 5)
        await driver.type("khong ai")
        await driver.press("enter")
        assert "Nobody who may still vote" in driver.said
        assert _booth(driver)


@pytest.mark.parametrize("phase", ["who", "confirm", "paper", "received", "guard"])
async def test_no_key_and_no_click_leads_out_of_the_booth(
    balloting: Path, clock: Clock, phase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BallotScreen, "REST_SECONDS", 60.0)
    keys = {
        "who": (),
        "confirm": YEN,
        "paper": (*YEN, "enter"),
        "received": (*YEN, "enter", "space", "enter"),
        "guard": ("escape",),
    }
    async with driving(balloting, clock) as driver:
        await driver.press(*keys[phase])
        theme = driver.app.theme
        functions = [f"f{number}" for number in range(1, 13) if number != 10]
        others = ("ctrl+p", "ctrl+t", "ctrl+q", "ctrl+c", "ctrl+l", "ctrl+r", "tab", "shift+tab", "pageup", "home")
        for key in (*functions, *others, ":", "?", ";", "/", "u", "q", "alt+d"):
            await driver.pilot.press(key)
            await driver.settle()
            assert driver.app.screen_stack[-1] is _booth(driver), key
            assert NOTE not in driver.text
            assert "shows every key" not in driver.text
        for at in ((5, 29), (30, 29), (70, 29), (95, 29), (10, 8)):
            await driver.pilot.click(offset=at)
            await driver.settle()
            assert driver.app.screen_stack[-1] is _booth(driver), at
        assert driver.app.theme == theme
        assert driver.app.is_running


async def test_a_key_of_ones_own_does_not_lead_out_either(balloting: Path, clock: Clock) -> None:
    (balloting / "config.toml").write_text('[keys]\n"go.records" = "space"\n', encoding="utf-8")
    async with driving(balloting, clock) as driver:
        await driver.press(*YEN, "enter", "space")
        assert _booth(driver)
        assert "[x] yes" in driver.text


async def test_what_is_voided_elsewhere_takes_the_paper_away_and_shows_nothing_else(
    balloting: Path, clock: Clock
) -> None:
    async with driving(balloting, clock) as driver:
        await driver.press(*YEN, "enter", "space")
        _do(balloting, clock, "round.void", round="open", reason="nhầm")
        await driver.until(lambda: "closed or voided" in driver.text)
        assert _booth(driver)
        assert "[x]" not in driver.text
        await driver.press("enter", "space", "f10", "enter")
        assert _booth(driver)
        await driver.press("escape")
        assert isinstance(driver.app.screen, LiveScreen)


async def test_who_left_is_not_offered(balloting: Path, clock: Clock) -> None:
    _do(balloting, clock, "attendance.leave", member="Yến")
    async with driving(balloting, clock) as driver:
        await driver.press(*YEN)
        assert "Nobody who may still vote" in driver.said


async def test_a_ballot_can_be_voided_by_a_reason_where_it_would_be_handed_round(balloting: Path, clock: Clock) -> None:
    async with driving(balloting, clock) as driver:
        await driver.press("escape")
        await driver.type("STEP OUT")
        await driver.press("enter", "v")
        await driver.type("sai danh sách")
        await driver.press("enter")
    assert _motion(balloting).rounds[0].void_reason == "sai danh sách"


async def test_the_choices_are_those_of_a_ballot_in_vietnamese(balloting: Path, clock: Clock) -> None:
    choose_language("vi")
    async with driving(balloting, clock) as driver:
        await driver.press(*YEN, "enter")
        for choice in ("[ ] tán thành", "[ ] không tán thành", "[ ] ý kiến khác"):
            assert choice in driver.text


async def test_a_ballot_without_surplus_has_two_boxes_a_name_on_the_laptop(discussing: Path, clock: Clock) -> None:
    _do(discussing, clock, "motion.put", title="Bầu", kind="election", candidates="Đức,Hạnh", seats="2")
    _do(discussing, clock, "round.open", motion="Bầu", method="laptop_ballot")
    async with driving(discussing, clock) as driver:
        await driver.press(*YEN, "enter")
        assert "[ ] Nguyễn Văn Đức: yes" in driver.text
        assert "[ ] Nguyễn Văn Đức: no" in driver.text
        await driver.press("space", "down", "space")
        assert "[ ] Nguyễn Văn Đức: yes" in driver.text, "the other box loses its mark"
        assert "[x] Nguyễn Văn Đức: no" in driver.text
        await driver.press("enter")
        assert "Not marked: Trần Thị Bích Hạnh" in driver.said
        await driver.press("enter")
        await _next_voter(driver)
    assert len(BallotBox(discussing).received()) == 1
