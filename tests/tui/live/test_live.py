"""The live screen shows what is in the store."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.domain.language import choose_language
from models.domain.text import short_name
from models.domain.vocabulary import AttendanceState
from models.queries.lookup import find_member
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.home.screen import HomeScreen
from tui.live.agenda_pane import AgendaPane
from tui.live.roll_list import RollList


async def test_a_program_started_while_a_meeting_runs_goes_straight_to_it(discussing: Path, clock: Clock) -> None:
    clock.advance(seconds=90)
    async with driving(discussing, clock) as driver:
        assert "▶ 12 " in driver.text
        assert "▶ Nguyễn Hoàng Yến" in driver.text
        assert driver.live.query_one("#speech-timer").value == "01:30", "what is left of three minutes"
        assert driver.live.query_one("#item-timer").value == "15:30", "as the wall counts: what is left of 17 minutes"


async def test_a_program_started_before_the_meeting_shows_the_list(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        assert isinstance(driver.app.screen, HomeScreen)
        assert "Regular meeting 2026-12-03" in driver.text


async def test_enter_on_the_list_shows_the_meeting(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter")
        assert driver.live.query_one(AgendaPane).option_count == 18


async def test_the_status_line_gives_the_numbers_of_a_vote_with_their_arithmetic(
    discussing: Path, clock: Clock
) -> None:
    async with driving(discussing, clock) as driver:
        assert "N = 8 = 10 − 1 elsewhere − 1 exempt" in driver.text
        assert "voters 7 · others 2" in driver.text
        assert "> 1/2: 5 · ≥ 2/3: 6" in driver.text


async def test_the_next_key_gives_the_floor_to_who_has_not_spoken(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("n")
        assert "▶ Lò Tiến Hương" in driver.text
        assert "gave the floor to Lò Tiến Hương" in driver.said
        await driver.press("n", "n")
        assert "▶ Vi Văn Mậu" in driver.text


async def test_undo_takes_the_last_act_back_and_says_which(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("n", "u")
        assert "▶ Nguyễn Hoàng Yến" in driver.text
        assert "undid: gave the floor to Lò Tiến Hương" in driver.said
        await driver.press("U")
        assert "▶ Lò Tiến Hương" in driver.text


async def test_a_name_without_diacritics_puts_somebody_on_the_list(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("a")
        await driver.type("duc")
        await driver.press("enter")
        assert "put Nguyễn Văn Đức on the speakers' list" in driver.said
        assert " 3 Nguyễn Văn Đức" in driver.text


async def test_what_another_program_writes_shows_without_a_key(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        other = Store.open(discussing, clock)
        perform(other, "attendance.mark", member=find_member(driver.app.gateway.reader, "Ân"),
                state=AttendanceState.PRESENT)  # fmt: skip
        other.close()
        await driver.until(lambda: "voters 8 · others 2" in driver.text)


async def test_the_clock_ticks_without_touching_a_row(
    discussing: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving(discussing, clock) as driver:
        touched: list[str] = []
        agenda = driver.live.query_one(AgendaPane)
        monkeypatch.setattr(agenda, "replace_option_prompt", lambda key, _prompt: touched.append(key))
        clock.advance(seconds=7)
        await driver.until(lambda: driver.live.query_one("#speech-timer").value == "02:53")
        assert not touched


async def test_expected_times_follow_an_overrun(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (100, 40)) as driver:
        before = next(line for line in driver.lines if " 13 " in line)
        clock.advance(minutes=30)
        driver.live.move_times()
        await driver.pilot.pause()
        assert next(line for line in driver.lines if " 13 " in line) != before
        await driver.until(lambda: "! over 17′" in driver.text)
        assert driver.live.query_one("#item-timer").value == "+13:00"


async def test_at_80_columns_one_side_stands_at_a_time(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, size=(80, 24)) as driver:
        assert "✓ 11 " in driver.text
        assert "Ma Ngọc Hiệp" not in driver.text
        await driver.press("tab")
        assert "Ma Ngọc Hiệp" in driver.text
        assert "✓ 11 " not in driver.text


async def test_at_80_columns_the_speaker_and_the_next_stand_beside_the_timer(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, size=(80, 24)) as driver:
        assert "▶ Nguyễn Hoàng Yến" in driver.text
        assert "left of 3′" in driver.text
        assert "Next: Hương" in driver.text
        assert "Speakers' list · 3" in driver.text


async def test_the_roll_is_called_by_single_keys(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter", "r")
        first = short_name(driver.live._view.roll[0].full_name)
        await driver.press("p")
        assert f"{first} present" in driver.said
        assert "11 not called" in driver.text
        await driver.press("a")
        assert "not called" not in driver.text.replace(driver.said, "")


async def test_a_key_of_the_roll_call_notes_that_the_committee_accepts_a_reason(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter", "r", "y")
        assert "not excused for the whole meeting" in driver.said
        await driver.press("x")
        await driver.type("ốm")
        await driver.press("enter", "up", "y")
        assert "the committee accepts the reason" in driver.said
        assert "· accepted" in driver.text
        await driver.press("y")
        assert "does not accept" in driver.said


async def test_the_footer_has_only_keys_that_do_something_while_a_reason_is_typed(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter", "r", "x")
        assert [key.id for key in driver.live.key_bar.keys] == ["form.cancel"]
        await driver.press("escape")
        ids = [key.id for key in driver.live.key_bar.keys]
        assert ids[0] == "roll.present"
        assert ids[-1] == "roll.redo"


async def test_absences_never_push_the_quorum_off_a_narrow_screen(planned: Path, clock: Clock) -> None:
    choose_language("vi")
    async with driving(planned, clock, size=(80, 24)) as driver:
        await driver.press("enter", "m", "enter", "r", "v", "v", "x")
        await driver.type("ốm")
        await driver.press("enter")
        assert "9 chưa gọi" in driver.text
        assert "cần có mặt 6" in driver.text
        assert "> 1/2: 5" in driver.text


async def test_a_refused_form_comes_back_as_it_was_filled_in(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("a")
        await driver.type("huong")
        await driver.press("enter")
        assert "already waits" in driver.said
        assert "huong" in driver.text


async def test_a_killed_program_leaves_the_meeting_as_it_was(discussing: Path, clock: Clock, tmp_path: Path) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("n")
        shutil.copytree(discussing, tmp_path / "after the kill")  # the files as a kill leaves them: nothing closed
        before = driver.lines[:-3]
    async with driving(tmp_path / "after the kill", clock) as driver:
        assert driver.lines[:-3] == before


async def test_the_footer_leaves_out_what_has_nothing_to_do(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock, (80, 24)) as driver:
        await driver.press("enter", "m", "enter")
        assert "next speaker" not in driver.lines[-1]
        assert "vote" in driver.lines[-1]


async def test_one_key_walks_through_the_agenda(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter")
        await driver.press("enter")
        assert "▶  1 " in driver.text
        await driver.press("enter")
        assert "✓  1 " in driver.text
        await driver.press("enter")
        assert "▶  2 " in driver.text
        await driver.press("enter", "up", "enter")
        assert "▶  1 " in driver.text, "a finished one that was chosen on purpose is taken up again"


async def test_a_meeting_closed_early_says_what_is_left_and_not_that_its_agenda_is_done(
    planned: Path, clock: Clock
) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter")
        await driver.press("m", "right", "enter")
        assert "18 items are left for the next meeting." in driver.text
        side = " ".join(line.rpartition("▏")[2].strip() for line in driver.lines)
        assert "The meeting is over; nobody speaks any more." in side
        assert "once one does" not in side


async def test_a_menu_of_one_choice_has_the_hint_of_one(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock, (80, 24)) as driver:
        await driver.press("enter", "m")
        assert "open the meeting" in driver.text
        assert "⏎ done" in driver.text
        assert "next field" not in driver.lines[-1]
        await driver.press("escape", "g")
        assert "⏎ next, F10 done" in driver.text
        assert "next field" in driver.lines[-1]


async def test_the_menu_of_a_meeting_that_is_over_says_so_at_once(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter", "m", "right", "enter", "m")
        assert "This meeting is over; F4 scores it" in driver.said
        assert driver.live.panel is None


async def test_a_quick_hand_starts_and_finishes_however_slow_the_store_is(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter")
        free = threading.Event()
        driver.app.gateway.enqueue(lambda _store: free.wait(10))
        await driver.pilot.press("enter", "enter", "enter")
        free.set()
        await driver.until(lambda: "▶  2 " in driver.text)
        assert "✓  1 " in driver.text


async def test_while_no_item_runs_nobody_is_said_to_have_spoken(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("f3", "m", "enter", "r", "a", "q", "a")
        assert "▸ Phạm Quốc Ánh" in driver.text
        assert "has spoken" not in driver.text


async def test_the_footer_has_what_the_item_is_for_on_the_smallest_screen(discussing: Path, clock: Clock) -> None:
    choose_language("vi")
    async with driving(discussing, clock, (80, 24)) as driver:
        await driver.press("enter", *["down"] * 4, "enter")
        assert "▶ 16 Biểu quyết nghị quyết" in driver.text
        assert "v biểu quyết" in driver.lines[-1]


async def test_a_narrow_head_cuts_the_words_of_the_title_and_never_its_day(discussing: Path, clock: Clock) -> None:
    choose_language("vi")
    clock.advance(minutes=200)
    async with driving(discussing, clock, (80, 24)) as driver:
        assert "… 03/12/2026" in driver.lines[0]


async def test_a_mark_that_is_refused_leaves_the_cursor_on_the_member(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "r")
        first = driver.live.query_one(RollList).chosen.member_id
        await driver.press("p", "p")
        assert "not open yet" in driver.said
        assert driver.live.query_one(RollList).chosen.member_id == first


async def test_a_time_that_is_refused_stands_to_be_mended(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter", "r")
        first = driver.live.query_one(RollList).chosen.member_id
        await driver.press("P")
        await driver.type("23:30")
        await driver.press("enter")
        assert "future" in driver.said
        assert driver.live.is_typing
        assert driver.live.panel.query_one("#typed").value == "23:30"
        assert driver.live.query_one(RollList).chosen.member_id == first


async def test_after_a_refusal_letters_are_typed_into_the_empty_field(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("o", "enter", "enter", "enter", "enter", "enter")
        assert "is empty" in driver.said
        await driver.type("Đèn đường")
        assert driver.live.panel.field_texts()["text"] == "Đèn đường"


async def test_the_way_out_of_a_refused_mark_opens_the_meeting(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "r", "p")
        assert "(F3, m)" in driver.said
        await driver.press("f3", "m", "enter", "r", "p")
        assert "present" in driver.said
